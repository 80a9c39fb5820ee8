"""Every template version ever released is read, and upgraded by rolling it forward.

``tests/released`` keeps one completed report of each version as it was released; nobody makes it anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import vbpqip
from support.reviewed import read_submission
from vbpqip.cli import main
from vbpqip.core.cells import Blank, Day, Entry, NotApplicable, Number
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS, TEMPLATE_VERSION
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.workbook.ooxml.package import open_workbook

RELEASED = Path(__file__).parents[3] / "released"

every_version = pytest.mark.parametrize("version", ACCEPTED_VERSIONS)

COUNTS = {
    "stroke-mortality": (1, 27, 2, 25, 2, 23, 2, 26, 7, 97),
    "pneumonia-mortality": (6, 133, 7, 152, 6, 104, 5, 101, 23, 487),
    "cauti": (3, 17690, 2, 18042, 4, 17388, 2, 17510, 12, 70575),
    "clabsi": (4, 17690, 3, 18042, 4, 17388, 4, 17510, 13, 70575),
    "cdi": (10, 17690, 11, 18042, 8, 17388, 11, 17510, 41, 70575),
    "falls-with-injury": (9, 17690, 8, 18042, 9, 17388, 10, 17510, 34, 70575),
}
RESULTS = {"sepsis-3h-bundle": ("45.2", "45.9"), "median-time-to-ecg": ("12", "10.5")}
"""What was entered in the report of every version: counts and the prior report's, annual results and the prior ones."""

ATTESTED = {"1": ("Desmond Clarke, Chief Quality Officer", None), "2": ("Desmond Clarke", "Chief Quality Officer")}
"""Who attests to it, and the title, which version 1 has no cell for."""


def file_of(version: str) -> Path:
    return RELEASED / f"qit-report-{version}.xlsx"


def read(version: str) -> Submission:
    workbook = open_workbook(file_of(version))
    return read_submission(workbook, starts_1904=workbook.starts_1904)


def test_each_accepted_version_has_its_file() -> None:
    assert {path.name for path in RELEASED.iterdir()} == {file_of(version).name for version in ACCEPTED_VERSIONS}


def test_what_is_written_now_is_accepted() -> None:
    assert TEMPLATE_VERSION in ACCEPTED_VERSIONS


@every_version
def test_the_file_is_of_its_version(version: str) -> None:
    assert read(version).stamp.template_version == version


@every_version
def test_its_heading_is_read(version: str) -> None:
    read_in = read(version)

    assert (read_in.facility.text, read_in.mco.text) == ("Interfaith Medical Center", "Fidelis")
    assert read_in.period.text == "DY3 Q2"
    assert [quarter.text for quarter in read_in.quarters] == ["DY2 Q3", "DY2 Q4", "DY3 Q1", "DY3 Q2"]
    title = read_in.attested_title
    assert (read_in.attested_by.text, title and title.text) == ATTESTED[version]
    assert read_in.attested_on.entry == Day(date(2018, 1, 25))


@every_version
def test_its_measures_are_read(version: str) -> None:
    rows = {row.key.text: row for row in read(version).rows if row.is_selected}

    assert set(rows) == COUNTS.keys() | RESULTS.keys()
    for key, counts in COUNTS.items():
        entries = [field.entry for field in (*rows[key].counts, *rows[key].prior)]
        assert entries == [Number(Decimal(count)) for count in counts]
    for key, (result, prior) in RESULTS.items():
        expected: list[Entry] = [Blank()] * 6
        expected += [Number(Decimal(result)), NotApplicable(), Number(Decimal(prior)), NotApplicable()]
        assert [field.entry for field in (*rows[key].counts, *rows[key].prior)] == expected


@every_version
def test_its_contract_is_read(version: str) -> None:
    (contract,) = read(version).contracts

    assert (contract.mco.text, contract.arrangement.text, contract.status.text) == ("Fidelis", "TCGP", "Approved")
    assert (contract.level.entry, contract.submitted.entry) == (Number(Decimal(2)), Day(date(2017, 8, 15)))
    assert contract.recertified.entry == Blank()


@every_version
def test_it_is_accepted_and_scored(version: str) -> None:
    review = vbpqip.review(file_of(version))

    assert (review.status, review.findings) == (vbpqip.Status.ACCEPTED, ())
    assert (review.qit.verdict, review.qit.achieved, review.qit.credits, review.qit.selected) == ("met", 3, 1, 8)


@every_version
def test_rolling_it_forward_upgrades_it(version: str, tmp_path: Path) -> None:
    following = tmp_path / "next.xlsx"

    result = CliRunner().invoke(main, ["template", str(following), "--previous", str(file_of(version))])

    assert (result.exit_code, result.stderr) == (0, f"Wrote {following}.\n")
    rolled = vbpqip.review(following)
    assert (rolled.template_version, str(rolled.period)) == (TEMPLATE_VERSION, "DY3 Q3")
    totals = {key: counts[:8] for key, counts in COUNTS.items()}
    assert {
        result.measure.key: result.prior and result.prior.pooled
        for result in rolled.measures
        if result.measure.key in totals
    } == {key: (sum(counts[::2]), sum(counts[1::2])) for key, counts in totals.items()}
