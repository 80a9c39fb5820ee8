"""Whoever cuts an entry and pastes it elsewhere takes the form's formulas along: the form then says so, and is not ready.

LibreOffice does as Excel does: what refers to a cell goes on referring to it where it was moved.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.counts import every_day
from support.office_engine import Office
from support.tables import form_data_of
from support.written import written_form
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import FORM, measure_columns
from vbpqip.workbook.tested import MOVED

_TABLE = """
| measure | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
| cauti   | 3/4000 | 2/4100 | 2/3900 | 3/4050 | 12/16000|
| clabsi  | 2/4000 | 1/4100 | 0/3900 | 3/4050 | 7/16000 |
"""
_CONTRACTS = """
| mco     | arrangement | level | submitted  | recertified | status   |
| Fidelis | TCGP        | 2     | 2017-05-15 | -           | Approved |
"""
_CAUTI, _CLABSI, _EMPTY_ROW = 3, 4, 6
_COLUMNS = {**FORM.places, **measure_columns(11)}


def _at(name: str, nth: int = 0) -> Location:
    return _COLUMNS[name].at(nth)


@pytest.mark.office
@pytest.mark.parametrize(
    ("source", "target"),
    every_day(3, [
        pytest.param(_at("numerator_3", _CLABSI), _at("numerator_3", _EMPTY_ROW), id="a count, down"),
        pytest.param(_at("numerator_3", _CLABSI), _at("numerator_4", _CLABSI), id="a count over another one"),
        pytest.param(_at("selected", _CAUTI), _at("selected", _EMPTY_ROW), id="an answer"),
        pytest.param(_at("quarter_2"), _at("numerator_1", _EMPTY_ROW), id="a quarter"),
        pytest.param(_at("contract_level"), _at("contract_level", 3), id="the level of a contract"),
        pytest.param(_at("attested_by"), _at("prepared_by"), id="who attests"),
    ]),
)  # fmt: skip
def test_what_was_cut_and_pasted_is_to_fix(office: Office, tmp_path: Path, source: Location, target: Location) -> None:
    form, moved = tmp_path / "form.xlsx", tmp_path / "moved.xlsx"
    form.write_bytes(written_form(form_data_of(_TABLE, contracts=_CONTRACTS)))

    office.cut(form, source, target, moved)

    book = openpyxl.load_workbook(moved, data_only=True)
    ready = FORM.singles["ready"].at()
    said = [str(row[2].value) for row in book["Check"].iter_rows(min_row=4) if row[0].value]
    assert str(book[ready.sheet][ready.address].value).startswith("NOT READY")
    assert any(MOVED.issue in line for line in said)


@pytest.mark.office
def test_a_form_in_which_nothing_was_moved_is_ready(office: Office, tmp_path: Path) -> None:
    """Without this, the cases above would prove nothing."""
    form, saved = tmp_path / "form.xlsx", tmp_path / "saved.xlsx"
    form.write_bytes(written_form(form_data_of(_TABLE, contracts=_CONTRACTS)))

    office.typed(form, {_at("numerator_3", _CLABSI): 1}, saved)

    ready = FORM.singles["ready"].at()
    assert openpyxl.load_workbook(saved, data_only=True)[ready.sheet][ready.address].value == "READY"
