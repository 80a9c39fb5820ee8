"""4xx: a report against the report before it, and against that of the baseline."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from support.quarters import Quarter
from support.reviewed import review_submission
from support.tables import PROGRAM, codes_of, findings_as_text, submission_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.program.parameters import Basis, DatedValue, Grounds
from vbpqip.program.program import Program

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
    known = ReviewOptions(previous=previous, previous_name="last.xlsx")
    return review_submission(submission_of(table), PROGRAM, options=known)


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
  Give reports of the same facility and MCO: that of the quarter before with --previous, that of the baseline with --baseline.\
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
P4P Report!E11: CLABSI, DY2 Q3: 2 of 5,000, but 1 of 5,000 in last.xlsx. [QIP450]
  Enter what the previous report says, or tell the MCO why the quarter was restated.\
""")
    assert codes_of(review_after(BASELINE, changed("0/4500", "0/4600"))) == ["QIP450"]


def test_qip450_a_quarter_of_one_report_alone_may_be_anything() -> None:
    assert codes_of(review_after(BASELINE, changed("3/6500", "1/4100"))) == []


def test_qip452_comparator_not_of_previous() -> None:
    """The prior columns hold the totals of the previous report, of an annual measure its result."""
    assert findings_as_text(review_after(BASELINE, changed("4/17600", "5/17600"))) == snapshot("""\
P4P Report!K11: CLABSI: 5 of 17,600, but 4 of 17,600 by last.xlsx. [QIP452]
  Enter the totals of the previous report, or of the baseline's report where the pairing compares with that; for an annual measure its result.\
""")
    assert codes_of(review_after(BASELINE, changed("9/NA", "10/NA"))) == ["QIP452"]


def test_qip452_is_not_known_where_the_previous_report_is_invalid() -> None:
    unknown = submission_of(LAST.replace("1/4100", "-/4100"), period="DY2 Q4")

    assert codes_of(review_after(unknown, changed("4/17600", "5/17600"))) == []


def test_qip454_measure_dropped() -> None:
    without = "\n".join(line for line in NOW.splitlines() if "ECG" not in line)

    assert findings_as_text(review_after(BASELINE, without)) == snapshot("""\
P4P Report!B16: Median time to ECG: selected in last.xlsx, and no longer. [QIP454]
  Answer Yes if the measure is still agreed; otherwise tell the MCO since when it is not.\
""")


def test_qip456_measure_added() -> None:
    added = f"{NOW}| CDI | 1/4000 | 0/5000 | 0/4500 | 1/6500 | 4/17600 |"

    assert findings_as_text(review_after(BASELINE, added)) == snapshot("""\
P4P Report!B12: CDI: not selected in last.xlsx. [QIP456]
  Check that the measure is agreed, and where its comparator comes from.\
""")


def comparing_with(*, baseline_since: Quarter) -> Program:
    """Return the program of a pairing that compares with the baseline from a quarter on."""
    grounds = Grounds(since=baseline_since, basis=Basis.AGREED, source="Agreement", note=None)
    agreed = PROGRAM.parameters["qit.comparator"].overlaid((DatedValue("baseline", "baseline", grounds),))
    return PROGRAM._replace(parameters=PROGRAM.parameters.changed(agreed))


OF_BASELINE = comparing_with(baseline_since=Quarter(2, 4))
LATER = """
    | measure            | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
    | CLABSI             | 1/5000 | 0/4500 | 3/6500 | 2/4000 | 4/17600 |
    | Median time to ECG | -      | -      | -      | 7/NA   | 9/NA    |
"""
"""The report of DY3 Q2, which is compared with the baseline: 4 of 17,600, and 9 minutes."""


def later(
    table: str = LATER,
    *,
    previous: Submission | None = None,
    baseline: Submission | None = None,
    program: Program = OF_BASELINE,
) -> Review:
    """Review the report of DY3 Q2 beside earlier ones."""
    known = ReviewOptions(
        previous=previous,
        previous_name="last.xlsx" if previous else "",
        baseline=baseline,
        baseline_name="base.xlsx" if baseline else "",
    )
    return review_submission(submission_of(table, period="DY3 Q2"), program, options=known)


def test_qip452_by_the_baselines_totals() -> None:
    """Where the pairing compares with the baseline, and its report is given."""
    assert codes_of(later(baseline=BASELINE)) == []
    changed = LATER.replace("4/17600", "5/17600").replace("9/NA", "8/NA")
    assert findings_as_text(later(changed, baseline=BASELINE)).splitlines()[::2] == snapshot(
        [
            "P4P Report!K11: CLABSI: 5 of 17,600, but 4 of 17,600 by base.xlsx, the baseline. [QIP452]",
            "P4P Report!K16: Median time to ECG: 8, but 9 by base.xlsx, the baseline. [QIP452]",
        ]
    )


def test_qip452_by_the_previous_reports_prior_columns() -> None:
    """Without the baseline's report: they hold the baseline's totals as well."""
    previous = submission_of(NOW)
    assert codes_of(later(previous=previous)) == []
    assert findings_as_text(later(LATER.replace("4/17600", "5/17600"), previous=previous)).splitlines()[:1] == snapshot(
        [
            "P4P Report!K11: CLABSI: 5 of 17,600, but 4 of 17,600 as the comparator in last.xlsx. [QIP452]",
        ]
    )
    assert codes_of(later(LATER.replace("9/NA", "8/NA"), previous=previous)) == ["QIP452"]


def test_qip452_the_baselines_report_comes_first() -> None:
    """A measure that it does not have, or whose totals are not known, is looked up in the previous one."""
    wrong = submission_of(NOW.replace("4/17600", "5/17600"))
    without = submission_of("\n".join(line for line in LAST.splitlines() if "CLABSI" not in line), period="DY2 Q4")
    blank = submission_of(LAST.replace("1/4100", "-/4100"), period="DY2 Q4")

    assert codes_of(later(baseline=BASELINE, previous=wrong)) == []
    assert codes_of(later(baseline=without, previous=wrong)) == ["QIP452"]
    assert codes_of(later(baseline=blank, previous=wrong)) == ["QIP452"]
    assert codes_of(later(baseline=without)) == []


def test_qip452_of_the_quarter_after_the_baseline() -> None:
    """Both readings of the comparator say the same there."""
    known = ReviewOptions(previous=BASELINE, previous_name="last.xlsx")
    for program in (PROGRAM, OF_BASELINE):
        for table, codes in ((NOW, []), (changed("4/17600", "5/17600"), ["QIP452"])):
            assert codes_of(review_submission(submission_of(table), program, options=known)) == codes


def test_qip452_prior_columns_of_a_report_that_was_compared_with_another() -> None:
    """A pairing that changed to the baseline in DY3 Q2: what DY3 Q1 was compared with is the baseline all the same."""
    program = comparing_with(baseline_since=Quarter(3, 2))

    assert codes_of(later(LATER.replace("4/17600", "5/17600"), previous=submission_of(NOW), program=program)) == [
        "QIP452"
    ]


def test_qip452_is_not_known_where_the_previous_report_was_compared_with_its_own_previous_one() -> None:
    program = comparing_with(baseline_since=Quarter(3, 3))
    later_still = (
        LATER.replace("DY3 Q2", "DY3 Q3")
        .replace("DY3 Q1", "DY3 Q2")
        .replace("DY2 Q4", "DY3 Q1")
        .replace("DY2 Q3", "DY2 Q4")
    )
    known = ReviewOptions(previous=submission_of(LATER, period="DY3 Q2"), previous_name="last.xlsx")
    now = submission_of(later_still.replace("4/17600", "5/17600"), period="DY3 Q3")

    assert "QIP452" not in codes_of(review_submission(now, program, options=known))


def test_qip452_under_previous_report_the_baseline_is_asked_by_nobody() -> None:
    """It is two quarters before, and the report before is not given."""
    assert codes_of(later(LATER.replace("4/17600", "5/17600"), baseline=BASELINE, program=PROGRAM)) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(
            submission_of(LAST, period="DY2 Q4", facility="Nyack Hospital"), "facility is Nyack", id="facility"
        ),
        pytest.param(submission_of(LAST, period="DY2 Q4", mco="MVP"), "its MCO is MVP", id="mco"),
        pytest.param(submission_of(NOW), "its period is DY3 Q1", id="period"),
        pytest.param(BASELINE._replace(stamp=BASELINE.stamp._replace(kind="ait-report")), "no QIT report", id="kind"),
    ],
)
def test_qip448_a_baseline_that_is_none(given: Submission, reason: str) -> None:
    review = later(LATER.replace("4/17600", "5/17600"), baseline=given)

    assert [finding.diagnostic.code for finding in review.findings] == ["QIP448"]
    assert review.findings[0].message.startswith("base.xlsx was not compared: ")
    assert reason in review.findings[0].message
    assert review.findings[0].expected == "this pairing's report of the baseline, DY2 Q4"


def test_qip448_a_baseline_that_cannot_be_read() -> None:
    known = ReviewOptions(baseline_name="base.xlsx")
    review = review_submission(submission_of(NOW), PROGRAM, options=known)

    assert [finding.message for finding in review.findings] == snapshot(
        ["base.xlsx was not compared: it cannot be read as a workbook."]
    )


def test_a_report_without_a_period_is_compared_with_no_baseline() -> None:
    known = ReviewOptions(baseline=BASELINE, baseline_name="base.xlsx")
    review = review_submission(submission_of(LATER, period=""), OF_BASELINE, options=known)

    assert not {"QIP448", "QIP452"} & set(codes_of(review))
