"""What honest people and programs do to a form gives the right reading or a finding, never a wrong number.

Each case takes one report whose verdict is known and does one thing to the file. Rows and columns inserted, sheets renamed
and re-ordered, names lost and the 1904 date system are held in ``tests/reading``; a form saved by LibreOffice in
``tests/parity/test_real_input.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import vbpqip
from support.reports import Changes, report
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.layout import SINGLES, measure_columns

_CLABSI = 4
_COLUMNS = measure_columns(11)
_ENTRY = _COLUMNS["denominator_1"].at(_CLABSI)


@pytest.fixture(scope="module")
def sound() -> Review:
    return vbpqip.review(report())


def edited(edit: Mapping[str, str | int]) -> bytes:
    """Return the report saved by openpyxl with some cells of the report sheet overwritten."""
    workbook = openpyxl.load_workbook(BytesIO(report()))
    sheet = workbook[_ENTRY.sheet]
    assert isinstance(sheet, Worksheet)
    for address, value in edit.items():
        sheet[address] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def codes(review: Review) -> list[str]:
    return [finding.diagnostic.code for finding in review.findings]


def test_protection_removed_and_drop_downs_pasted_over(sound: Review) -> None:
    workbook = openpyxl.load_workbook(BytesIO(report()))
    for sheet in workbook.worksheets:
        sheet.protection.disable()
        sheet.data_validations.dataValidation.clear()
    saved = BytesIO()
    workbook.save(saved)

    review = vbpqip.review(saved.getvalue())

    assert (review.measures, review.qit, codes(review)) == (sound.measures, sound.qit, ["QIP614"])


def test_a_verdict_typed_over_its_formula_is_not_believed(sound: Review) -> None:
    review = vbpqip.review(edited({SINGLES["qit_verdict"].at().address: "NOT MET"}))

    assert (review.qit, codes(review)) == (sound.qit, ["QIP610", "QIP620"])


def test_results_typed_over_their_formulas_change_nothing(sound: Review) -> None:
    typed: dict[str, str | int] = {
        _COLUMNS[name].at(_CLABSI).address: 0 for name in ("result", "prior_result", "outcome", "achieved")
    }

    assert vbpqip.review(edited(typed)).measures == sound.measures


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("4000", id="digits as text"),
        pytest.param(" 4000 ", id="spaces around"),
        pytest.param("4000\u00a0", id="non-breaking space after"),
        pytest.param("\u20094000\u202f", id="thin spaces around"),
    ],
)
def test_a_number_as_text_is_read_with_a_warning(sound: Review, typed: str) -> None:
    review = vbpqip.review(report({("denominator_1", _CLABSI): typed}))

    assert (review.qit, codes(review)) == (sound.qit, ["QIP317"])


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("4,000", id="comma"),
        pytest.param("4000,0", id="decimal comma"),
        pytest.param("4.000,0", id="point and comma"),
        pytest.param("4.000", id="a point that may group thousands"),
        pytest.param("4 000", id="space within"),
        pytest.param("4\u202f000", id="thin space within"),
        pytest.param("4\u00a0000", id="non-breaking space within"),
        pytest.param("\uff14\uff10\uff10\uff10", id="full-width digits"),
        pytest.param("\u0664\u0660\u0660\u0660", id="Arabic digits"),
        pytest.param("4000 days", id="a unit"),
        pytest.param("4k", id="a letter"),
        pytest.param("4e3", id="an exponent"),
        pytest.param("\u20124000", id="a dash"),
    ],
)
def test_what_could_be_read_in_two_ways_is_not_guessed(typed: str) -> None:
    review = vbpqip.review(report({("denominator_1", _CLABSI): typed}))

    (finding,) = review.errors
    assert (finding.diagnostic.code, finding.at, finding.found) == ("QIP315", _ENTRY, typed)
    assert review.qit.verdict is vbpqip.Verdict.NOT_DETERMINED


def test_a_point_without_a_fraction_is_a_whole_number(sound: Review) -> None:
    """A cell typed as ``4000.0`` is stored as 4000; the text ``4000.0`` spells the same number."""
    changes: Changes = {("denominator_1", _CLABSI): "4000.0"}

    review = vbpqip.review(report(changes))

    assert (review.qit, codes(review)) == (sound.qit, ["QIP317"])
