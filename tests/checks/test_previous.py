"""4xx: a report against the report before it."""

from __future__ import annotations

from inline_snapshot import snapshot

from support.tables import PROGRAM, codes_of, findings_as_text, submission_of
from vbpqip.checks.case import Circumstances
from vbpqip.domain.reviews import Review
from vbpqip.reading.submission import Submission
from vbpqip.reviewing import review_submission

LAST = """
    | measure            | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |
    | CLABSI             | 1/4100 | 2/4000 | 1/5000 | 0/4500 |
    | Median time to ECG | -      | -      | -      | 9/NA   |
"""
NOW = """
    | measure            | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
    | CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 4/17600 |
    | Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
"""
BASELINE = submission_of(LAST, period="DY2 Q4")


def review_after(previous: Submission, table: str = NOW) -> Review:
    """Review the report of DY3 Q1 beside another."""
    known = Circumstances(previous=previous, previous_name="last.xlsx")
    return review_submission(submission_of(table), PROGRAM, circumstances=known)


def changed(before: str, after: str) -> str:
    """Return the report with one of its cells changed."""
    assert NOW.count(before) == 1
    return NOW.replace(before, after)


def test_a_report_that_follows_from_the_one_before() -> None:
    assert codes_of(review_after(BASELINE)) == []


def test_qip448_previous_report_not_comparable() -> None:
    """It is of the same facility and MCO, and of the quarter before."""
    assert findings_as_text(review_after(submission_of(LAST, period="DY2 Q4", facility="Nyack Hospital"))) == snapshot("""\
last.xlsx was not compared: its facility is Nyack Hospital. [QIP448]
  Give the report of the same facility and MCO of the quarter before with --previous.\
""")
    for other in (
        submission_of(LAST, period="DY2 Q4", mco="MVP"),
        submission_of(NOW, period="DY3 Q1"),
        BASELINE._replace(stamp=BASELINE.stamp._replace(kind="ait-report")),
    ):
        assert codes_of(review_after(other)) == ["QIP448"]


def test_qip448_capitals_make_no_other_facility() -> None:
    assert codes_of(review_after(submission_of(LAST, period="DY2 Q4", facility="INTERFAITH  medical center"))) == []


def test_qip450_quarter_differs_from_previous() -> None:
    """The three quarters that both windows share are the same."""
    assert findings_as_text(review_after(BASELINE, changed("1/5000", "2/5000"))) == snapshot("""\
P4P Report!E20: CLABSI, DY2 Q3: 2 of 5,000, but 1 of 5,000 in last.xlsx. [QIP450]
  Enter what the previous report says, or tell the MCO why the quarter was restated.\
""")
    assert codes_of(review_after(BASELINE, changed("0/4500", "0/4600"))) == ["QIP450"]


def test_qip450_a_quarter_of_one_report_alone_may_be_anything() -> None:
    assert codes_of(review_after(BASELINE, changed("3/6500", "1/4100"))) == []


def test_qip452_comparator_not_of_previous() -> None:
    """The prior columns hold the totals of the previous report, of an annual measure its result."""
    assert findings_as_text(review_after(BASELINE, changed("4/17600", "5/17600"))) == snapshot("""\
P4P Report!K20: CLABSI: 5 of 17,600, but 4 of 17,600 by last.xlsx. [QIP452]
  Enter the totals of the previous report; for an annual measure its result.\
""")
    assert codes_of(review_after(BASELINE, changed("9/NA", "10/NA"))) == ["QIP452"]


def test_qip452_is_not_known_where_the_previous_report_is_at_fault() -> None:
    unknown = submission_of(LAST.replace("1/4100", "-/4100"), period="DY2 Q4")

    assert codes_of(review_after(unknown, changed("4/17600", "5/17600"))) == []


def test_qip454_measure_dropped() -> None:
    without = "\n".join(line for line in NOW.splitlines() if "ECG" not in line)

    assert findings_as_text(review_after(BASELINE, without)) == snapshot("""\
P4P Report!B25: Median time to ECG: selected in last.xlsx, and no longer. [QIP454]
  Answer Yes if the measure is still agreed; otherwise tell the MCO since when it is not.\
""")


def test_qip456_measure_added() -> None:
    added = f"{NOW}| CDI | 1/4000 | 0/5000 | 0/4500 | 1/6500 | 4/17600 |"

    assert findings_as_text(review_after(BASELINE, added)) == snapshot("""\
P4P Report!B21: CDI: not selected in last.xlsx. [QIP456]
  Check that the measure is agreed, and where its comparator comes from.\
""")
