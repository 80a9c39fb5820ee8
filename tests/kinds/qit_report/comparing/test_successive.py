"""A report and a later one of the pairing: compared where their windows overlap.

1. Shared quarters, selection, contracts. 2. The prior result against the earlier report's own. 3. Which reports can be
compared at all. 4. What is rolled forward differs in nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.comparisons import changes_as_text, comparison_of
from support.samples import SAMPLES, rolled_forward
from support.tables import SOUND, SOUND_CONTRACT, submission_of
from support.unwritten import read_from
from vbpqip.core.errors import NotComparableError
from vbpqip.kinds.qit_report.comparing.comparison import Relation
from vbpqip.kinds.qit_report.comparing.in_words import relation_of
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program

LAST = """
    | measure            | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
    | CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 4/17600 |
    | Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
"""
NEXT = """
    | measure            | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
    | CLABSI             | 1/5000 | 0/4500 | 3/6500 | 2/6000 | 6/20000 |
    | Median time to ECG | -      | -      | -      | 7/NA   | 8/NA    |
"""
OLD = submission_of(LAST)


def following(old: str = "", new: str = "", table: str = NEXT, period: str = "DY3 Q2") -> list[str]:
    """Return what differs in a later report, one of its cells changed."""
    assert not old or table.count(old) == 1
    return changes_as_text(comparison_of(OLD, submission_of(table.replace(old, new, 1), period=period)))


def test_1_a_report_that_follows_from_the_one_before() -> None:
    comparison = comparison_of(OLD, submission_of(NEXT, period="DY3 Q2"))

    assert (comparison.relation, comparison.changes) == (Relation.SUCCESSIVE, ())
    assert comparison.not_compared == ()


def test_1_a_shared_quarter_was_restated() -> None:
    assert following("0/4500", "1/4500") == ["changed CLABSI, numerator of DY2 Q4: 0 to 1"]
    assert following("0/4500", "-/4500") == ["removed CLABSI, numerator of DY2 Q4: 0 to -"]


def test_1_a_quarter_of_one_report_alone_is_not_compared() -> None:
    assert following("2/6000", "9/6000") == []


def test_1_heading_and_attestation_are_the_report_s_own() -> None:
    assert changes_as_text(
        comparison_of(
            OLD, submission_of(NEXT, period="DY3 Q2", attested_by="Bob", facility="INTERFAITH MEDICAL CENTER")
        )
    ) == ["spelling Heading, facility: Interfaith Medical Center to INTERFAITH MEDICAL CENTER"]


def test_1_selection_and_contracts() -> None:
    without = "\n".join(line for line in NEXT.splitlines() if "ECG" not in line)
    comparison = comparison_of(OLD, submission_of(without, period="DY3 Q2", contracts=SOUND_CONTRACT))

    assert changes_as_text(comparison)[0] == "removed Median time to ECG, selected: Yes to -"
    assert len(comparison.contract_changes) == 5


def test_1_a_quarter_invalid_is_compared_with_nothing() -> None:
    """Columns of successive reports are matched by the quarters' names alone."""
    new = submission_of(NEXT, period="DY3 Q2", quarters="DY2 Q3, , DY3 Q1, DY3 Q2")

    assert changes_as_text(comparison_of(OLD, new)) == []


def test_2_the_prior_result_is_not_that_of_the_earlier_report() -> None:
    """An annual measure's result too; what the earlier report calculates stands in no cell."""
    assert following("6/20000", "7/20000") == ["changed CLABSI, prior numerator: 6 to 7"]
    assert following("8/NA", "8.5/NA") == ["changed Median time to ECG, prior numerator: 8 to 8.5"]
    (change,) = comparison_of(OLD, submission_of(NEXT.replace("6/20000", "7/20000"), period="DY3 Q2")).changes
    assert change.old.at is None


def test_2_an_annual_result_that_was_not_available() -> None:
    old = submission_of(LAST.replace("8/NA", "NA/NA"))

    assert changes_as_text(comparison_of(old, submission_of(NEXT, period="DY3 Q2"))) == [
        "changed Median time to ECG, prior numerator: NA to 8"
    ]


def test_2_a_prior_result_that_the_earlier_report_does_not_soundly_say() -> None:
    old = submission_of(LAST.replace("1/5000", "-/5000"))
    comparison = comparison_of(old, submission_of(NEXT.replace("6/20000", "7/20000"), period="DY3 Q2"))

    assert changes_as_text(comparison) == ["added CLABSI, numerator of DY2 Q3: - to 1"]
    assert comparison.not_compared == snapshot(
        ("CLABSI: the prior result, since the earlier report does not soundly say it.",)
    )


TWO_LATER = """
    | measure | DY2 Q4 | DY3 Q1 | DY3 Q2 | DY3 Q3 | prior   |
    | CLABSI  | 0/4500 | 3/6500 | 2/6000 | 1/6000 | 9/90000 |
"""


def test_2_two_quarters_later_only_the_baseline_could_be_the_comparator() -> None:
    comparison = comparison_of(OLD, submission_of(TWO_LATER, period="DY3 Q3"))

    assert [line for line in changes_as_text(comparison) if "CLABSI" in line] == []
    assert comparison.not_compared == (
        (
            "the counts of DY2 Q2 and DY2 Q3, which only the earlier report has, and of DY3 Q2 and DY3 Q3, which only "
            "the later one has."
        ),
        "the prior results of DY3 Q3: they are those of DY3 Q2, not of DY3 Q1.",
    )
    assert relation_of(comparison) == (
        "Interfaith Medical Center to Fidelis, DY3 Q1 and then DY3 Q3: not neighbours but 2 quarters apart, compared "
        "where they overlap, in DY2 Q4, DY3 Q1"
    )


def test_2_three_quarters_later() -> None:
    three = TWO_LATER.replace("DY3 Q3", "DY3 Q4").replace("DY3 Q2", "DY3 Q3").replace("DY3 Q1", "DY3 Q2")
    comparison = comparison_of(OLD, submission_of(three.replace("DY2 Q4", "DY3 Q1"), period="DY3 Q4"))

    assert comparison.not_compared[0] == (
        "the counts of DY2 Q2, DY2 Q3 and DY2 Q4, which only the earlier report has, and of DY3 Q2, DY3 Q3 and DY3 Q4, "
        "which only the later one has."
    )


def test_2_two_quarters_later_with_no_measure_in_common() -> None:
    """There is no prior result that could be compared."""
    other = TWO_LATER.replace("CLABSI", "CDI")
    comparison = comparison_of(OLD, submission_of(other, period="DY3 Q3"))

    assert [words[:10] for words in comparison.not_compared] == ["the counts"]


def with_baseline(folder: Path) -> Program:
    """Return the program under terms by which results are compared with the baseline."""
    terms = folder / "terms.toml"
    terms.write_text(
        'title = "t"\n[[qit.comparator.values]]\nsince = "DY3 Q1"\nvalue = "baseline"\nsource = "Agreement"\n'
    )
    return program_under(terms)


def test_2_under_terms_that_compare_with_the_baseline(tmp_path: Path) -> None:
    """Two later reports have the same prior totals."""
    comparison = comparison_of(OLD, submission_of(TWO_LATER, period="DY3 Q3"), with_baseline(tmp_path))

    assert [line for line in changes_as_text(comparison) if "CLABSI" in line] == [
        "changed CLABSI, prior numerator: 4 to 9",
        "changed CLABSI, prior denominator: 17600 to 90000",
    ]


def test_2_the_baseline_itself_under_such_terms(tmp_path: Path) -> None:
    baseline = submission_of(
        """
        | measure | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |
        | CLABSI  | 5/4500 | 2/4000 | 1/5000 | 0/4500 |
        """,
        period="DY2 Q4",
    )
    comparison = comparison_of(baseline, submission_of(TWO_LATER, period="DY3 Q3"), with_baseline(tmp_path))

    assert [line for line in changes_as_text(comparison) if "CLABSI" in line] == [
        "changed CLABSI, prior numerator: 8 to 9",
        "changed CLABSI, prior denominator: 18000 to 90000",
    ]


def refused(old: Submission, new: Submission) -> str:
    with pytest.raises(NotComparableError) as raised:
        comparison_of(old, new)
    return raised.value.reason


def test_3_another_facility_or_mco() -> None:
    assert refused(OLD, submission_of(NEXT, facility="Nyack Hospital")) == snapshot(
        "their facility is 'Interfaith Medical Center' in the one and 'Nyack Hospital' in the other; give two reports of one facility to one MCO."
    )
    assert refused(OLD, submission_of(NEXT, mco="MVP")).startswith("their MCO is 'Fidelis' in the one and 'MVP'")


def test_3_a_name_that_is_blank_is_no_other_name() -> None:
    assert changes_as_text(comparison_of(submission_of(mco=None), submission_of())) == [
        "added Heading, MCO: - to Fidelis"
    ]


def test_3_the_later_report_first() -> None:
    assert refused(submission_of(NEXT, period="DY3 Q2"), OLD) == snapshot(
        "old.xlsx is of DY3 Q2, later than new.xlsx of DY3 Q1; give the earlier one first."
    )


def test_3_windows_that_share_no_quarter() -> None:
    assert refused(OLD, submission_of(SOUND, period="DY4 Q1")) == snapshot(
        "they are of DY3 Q1 and DY4 Q1, whose windows share no quarter; give reports of one period, or of periods less than 4 quarters apart."
    )


def test_3_another_workbook() -> None:
    other = OLD._replace(stamp=OLD.stamp._replace(kind="ait-report"))

    assert refused(OLD, other) == snapshot("new.xlsx is not a QIT report; give two reports of one facility.")


@pytest.mark.parametrize("name", ["baseline.xlsx", "met.xlsx", "not-met.xlsx", "no-result.xlsx"])
def test_4_what_is_rolled_forward_differs_in_nothing(name: str) -> None:
    last = SAMPLES[name]

    assert comparison_of(read_from(last), read_from(rolled_forward(last))).changes == ()


def test_4_samples_that_follow_one_another() -> None:
    old, new = (read_from(SAMPLES[name]) for name in ("not-met.xlsx", "met-only-by-credit.xlsx"))

    assert changes_as_text(comparison_of(old, new)) == ["changed Contract with Fidelis, status: Submitted to Approved"]
