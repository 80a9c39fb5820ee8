"""4xx: no more events than could have occurred; of a ratio, no more events than patient days is only usual."""

from __future__ import annotations

from inline_snapshot import snapshot

from support.tables import codes_of, findings_as_text, review_of
from vbpqip.core.results import Verdict


def test_qip410_numerator_above_denominator() -> None:
    """Five deaths cannot come of four discharges; four can, and none of none."""
    review = review_of("""
        | measure       | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior |
        | AMI mortality | 4/4    | 5/4    | 0/0    | 0/900  | 9/900 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!E7: AMI mortality, numerator of DY2 Q3: 5 of 4. [QIP410]
  Check that the two cells are not swapped, and that both are for the same months.\
""")
    assert (review.findings[0].found, review.findings[0].expected) == ("5", "at most 4")


def test_qip410_reviews_the_prior_report_too() -> None:
    review = review_of("""
        | measure         | q1  | q2  | q3  | q4  | prior |
        | pressure-ulcers | 1/9 | 1/9 | 1/9 | 1/9 | 37/36 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!K14: Pressure ulcers, numerator of the prior report: 37 of 36. [QIP410]
  Check that the two cells are not swapped, and that both are for the same months.\
""")


def test_qip410_keeps_silent_where_a_count_is_invalid_itself() -> None:
    """A numerator that is no count is reported as that alone."""
    review = review_of("""
        | measure       | q1    | q2   | q3  | q4  | prior |
        | AMI mortality | 9.5/9 | 3/-1 | 5/- | 1/9 | 4/36  |
    """)

    assert codes_of(review) == ["QIP340", "QIP350", "QIP310"]


def test_qip415_events_above_denominator() -> None:
    """More infections than patient days are possible and unlikely: a person looks, and the report is scored."""
    review = review_of("""
        | measure | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior |
        | CAUTI   | 4/4    | 5/4    | 0/0    | 0/29   | 9/30  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!E10: CAUTI, numerator of DY2 Q3: 5 of 4. [QIP415]
  Check that the two cells are not swapped, and that both are for the same months.\
""")
    assert review.qit.verdict is Verdict.MET


def test_no_result_of_an_annual_measure_is_compared_with_its_na() -> None:
    review = review_of("""
        | measure                 | q1 | q2 | q3 | q4    | prior |
        | Median time to transfer | -  | -  | -  | 80/NA | 90/NA |
    """)

    assert findings_as_text(review) == ""
