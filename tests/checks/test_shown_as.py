"""3xx: a number whose cell shows something else than the number that is stored."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from inline_snapshot import snapshot

import vbpqip
from support.reports import Changes, report
from support.tables import codes_of, findings_as_text
from vbpqip.domain.reviews import Review
from vbpqip.form.layout import measure_columns
from vbpqip.form.sheets import REPORT

_CLABSI, _ECG = 4, 9
_COUNT, _RESULT = measure_columns(11)["numerator_1"].at(_CLABSI), measure_columns(11)["numerator_4"].at(_ECG)


def reviewed(address: str, value: float, shown: str) -> Review:
    """Review the report with a number in a cell, and a number format."""
    workbook = openpyxl.load_workbook(BytesIO(report()))
    cell = workbook[REPORT][address]
    cell.value, cell.number_format = value, shown
    stream = BytesIO()
    workbook.save(stream)
    review = vbpqip.review(stream.getvalue())
    found = tuple(finding for finding in review.findings if finding.diagnostic.code != "QIP614")
    return review._replace(findings=found)


def test_qip332_entry_shown_as_percentage() -> None:
    """61 % of a hospital's line days is stored as 0.61; that it is no whole number follows from that."""
    assert findings_as_text(reviewed(_COUNT.address, 0.61, "0%")) == snapshot("""\
P4P Report!C20: CLABSI, numerator of DY2 Q2: 0.61 is stored, and shown as a percentage. [QIP332]
  Clear the cell's format (Home > Number > General), and type the number again, without a percent sign.\
""")


def test_qip332_also_where_a_result_is() -> None:
    assert codes_of(reviewed(_RESULT.address, 8, "0.00%")) == ["QIP332"]


def test_qip333_entry_shown_as_day() -> None:
    """The first of October 2017 is 43009 days."""
    assert findings_as_text(reviewed(_COUNT.address, 2, "d-mmm")) == snapshot("""\
P4P Report!C20: CLABSI, numerator of DY2 Q2: 2 is stored, and shown as a date or a time. [QIP333]
  Clear the cell's format (Home > Number > General), and type the number again.\
""")


@pytest.mark.parametrize("shown", ["yyyy-mm-dd", "m/d/yy", "h:mm", "[h]:mm:ss", "mmm-yy"])
def test_qip333_every_spelling_of_a_day(shown: str) -> None:
    assert codes_of(reviewed(_COUNT.address, 2, shown)) == ["QIP333"]


@pytest.mark.parametrize(
    "shown", ["General", "0", "#,##0", '0 "days"', "0.00E+00", "[Red]0", r"0\d", "@", '0" %"', "_(* #,##0_)"]
)
def test_qip332_qip333_innocent_neighbours(shown: str) -> None:
    assert codes_of(reviewed(_COUNT.address, 2, shown)) == []


def test_the_forms_own_days_and_shares_are_no_entries_of_numbers() -> None:
    contract: Changes = {
        ("contract_mco", 0): "Fidelis",
        ("contract_level", 0): 2,
        ("contract_submitted", 0): date(2017, 5, 15),
        ("contract_status", 0): "Approved",
    }

    assert codes_of(vbpqip.review(report(contract))) == []
