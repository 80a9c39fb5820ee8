"""Reports that are checked together say of one another what a folder of them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.folders import NEXT, across, following, found_in
from support.ledgers import File
from support.tables import PROGRAM
from support.written import written_form
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.reviewing import review_together

OTHER = NEXT.replace("0/18800", "3/18800")
BROOKDALE = "Brookdale Hospital"
AFFINITY, HEALTHFIRST = (
    following(facility=BROOKDALE, mco="Affinity"),
    following(OTHER, facility=BROOKDALE, mco="HealthFirst"),
)


def together(folder: Path, *reports: FormData) -> list[tuple[str, str, str]]:
    """Return what is found between reports: their names, codes and messages."""
    paths = [folder / f"{nth}.xlsx" for nth in range(len(reports))]
    for path, report in zip(paths, reports, strict=True):
        path.write_bytes(written_form(report))
    reviews = [each.review for each in review_together(paths, PROGRAM)]
    return [
        (Path(review.workbook).name, finding.diagnostic.code, finding.message.replace(f"{folder}/", ""))
        for review in reviews
        for finding in review.findings
        if finding.diagnostic.code.startswith("QIP44")
    ]


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param((AFFINITY, HEALTHFIRST), id="two MCOs told differently"),
        pytest.param(
            (following(), following(facility=BROOKDALE, mco="Affinity")), id="two facilities with the same numbers"
        ),
        pytest.param((following(), following(OTHER, facility=BROOKDALE, mco="Affinity")), id="nothing in common"),
    ],
)
def test_together_and_in_a_folder_the_same_is_found(tmp_path: Path, reports: tuple[FormData, ...]) -> None:
    files = [File(f"{nth}.xlsx", report) for nth, report in enumerate(reports)]

    assert together(tmp_path, *reports) == found_in(across(*files))


def test_reports_of_which_nobody_knows_which_counts_are_not_compared(tmp_path: Path) -> None:
    """Two versions of one report lie beside the report to the other MCO."""
    assert together(tmp_path, AFFINITY, following(OTHER, facility=BROOKDALE, mco="Affinity"), HEALTHFIRST) == []


def test_a_rejected_report_and_one_of_no_period_contradict_nobody(tmp_path: Path) -> None:
    rejected = following(NEXT.replace("0/18800", "-/18800"), facility=BROOKDALE, mco="HealthFirst")
    nowhere = following(OTHER, facility=BROOKDALE, mco="HealthFirst", period=None)

    assert together(tmp_path, AFFINITY, rejected) == []
    assert together(tmp_path, AFFINITY, nowhere) == []


def test_a_report_that_names_no_mco_is_told_to_nobody(tmp_path: Path) -> None:
    assert together(tmp_path, AFFINITY, following(OTHER, facility=BROOKDALE, mco=None)) == []
