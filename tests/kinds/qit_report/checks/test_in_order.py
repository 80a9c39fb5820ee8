"""The checks together: one issue is reported once, in a stable order, and results never rest on what is lost."""

from __future__ import annotations

import pytest

from support.tables import SOUND_CONTRACT, at, codes_of, form_data_of, review_of, sheets_of
from vbpqip.core.cells import Location
from vbpqip.core.results import Outcome, Verdict
from vbpqip.kinds.qit_report.checks.in_order import ENTRY_CHECKS, FILE_CHECKS
from vbpqip.kinds.qit_report.checks.stored import LATE
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, ENTERED_COUNTS, PRIOR, QUARTERS

NEEDED = ["facility", "mco", "current_period", *(f"quarter_{nth}" for nth in QUARTERS), "selected",
          "measure_key", *ENTERED_COUNTS, *PRIOR, *CONTRACT_ENTRIES]  # fmt: skip


def test_a_sound_report_gives_no_finding() -> None:
    assert codes_of(review_of(contracts=SOUND_CONTRACT)) == []


def test_findings_stand_in_the_order_of_sheet_row_column_and_code() -> None:
    """E20 stands after B20 and before E9's row would in a list of strings; the file's own findings come first."""
    sheets = sheets_of(
        form_data_of(
            """
            | measure | q1     | q2  | q3     | q4       | prior |
            | CAUTI   | 1/"9"  | 9/9 | 1.5/9  | NA/-1    | 1/9   |
            | CLABSI  | "2"/40 | -/- | 0/4500 | 3/"6500" | -     |
            """,
            facility="Nobody",
            contracts=SOUND_CONTRACT.replace("Approved", "Pending"),
        )
    )

    findings = sheets.without_names("mco").review().findings

    assert [(str(each.at or ""), each.diagnostic.code) for each in findings] == [
        ("", "QIP130"),
        ("Measure Credits!F5", "QIP556"),
        ("P4P Report!A3", "QIP212"),
        ("P4P Report!D10", "QIP317"),
        ("P4P Report!G10", "QIP340"),
        ("P4P Report!I10", "QIP312"),
        ("P4P Report!J10", "QIP350"),
        ("P4P Report!C11", "QIP317"),
        ("P4P Report!E11", "QIP310"),
        ("P4P Report!J11", "QIP317"),
        ("P4P Report!K11", "QIP540"),
    ]


def test_every_check_is_counted() -> None:
    """Every check runs, and the shown verdict is looked at, whatever is found."""
    sound, invalid = review_of(), review_of(facility=None)

    assert sound.checks_run == invalid.checks_run == len(FILE_CHECKS) + len(ENTRY_CHECKS) + len(LATE)


@pytest.mark.parametrize("name", NEEDED)
def test_a_part_that_is_lost_is_reported_once(name: str) -> None:
    """Not once more for each cell that then reads as blank."""
    review = sheets_of(form_data_of(contracts=SOUND_CONTRACT)).without_label(name).review()

    assert [code for code in codes_of(review) if code != "QIP610"] == ["QIP110"]
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_a_lost_column_of_counts_is_not_taken_for_zeros() -> None:
    """Three quarters would make another rate; what is lost leaves the measure without a result."""
    review = sheets_of(form_data_of()).without_label("numerator_1").review()

    assert [(result.current, result.outcome) for result in review.measures] == [(None, Outcome.NO_RESULT)]


def test_a_lost_column_of_contracts_earns_no_credit() -> None:
    review = sheets_of(form_data_of(contracts=SOUND_CONTRACT)).without_label("contract_status").review()

    assert (review.credits.in_force, review.credits.contracts) == (0, ())


def test_findings_beside_a_lost_part_are_told() -> None:
    """Only what stands where the lost part stood is kept back."""
    invalid = form_data_of("| measure | q1 | q2 | q3 | q4 | prior |\n| CLABSI | 1/9 | 1.5/9 | 1/9 | 1/9 | 1/9 |")
    review = sheets_of(invalid).without_label("numerator_1").review()

    assert [finding.at for finding in review.findings if finding.diagnostic.code == "QIP340"] == [
        at("numerator_2", "clabsi")
    ]
    assert at("numerator_2", "clabsi") == Location("P4P Report", 10, 4)
