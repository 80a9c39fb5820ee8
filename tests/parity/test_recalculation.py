"""The engines that referee our formulas are themselves refereed: they recalculate, and believe no stored result.

1. A wrong stored result is never returned, with no entry at all or after one.
2. Nothing of one call remains in the next.
3. What is put into a cell stays what it is: text, number, date, error, nothing.
4. What a cell shows is told apart: a number, a text, TRUE, an error, nothing.
5. LibreOffice types as a person would, into unlocked cells only, and saves and prints what it calculated.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from support.counts import every_day
from support.office_engine import Office, OfficeEngine, OfficeError
from support.recalculation import ErrorValue, Recalculator, Value, is_error
from vbpqip.core.cells import Location

ENTRY = Location("Form", 0, 0)
ENTRY_AS_TEXT = Location("Form", 1, 0)
LOCKED = Location("Form", 0, 1)
EMPTY = Location("Form", 2, 0)
FORMULAS = (
    "A1*2",
    "ISTEXT(A1)",
    'IF(A1="","",A1)',
    "COUNTA(A1)",
    "1/0",
    "NA()",
    "Other!A1+1",
)
DOUBLED, IS_TEXT, REPEATED, COUNTED, DIVIDED, NOT_AVAILABLE, ELSEWHERE = (
    Location("Form", row, 1) for row in range(len(FORMULAS))
)
WRONG = 999

Opened = Callable[[Path], Recalculator]


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A protected workbook with 21 in A1, in which every formula has a wrong stored result."""
    path = tmp_path / "canary.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        unlocked = workbook.add_format({"locked": False})
        form, other = workbook.add_worksheet("Form"), workbook.add_worksheet("Other")
        form.protect()
        form.write_number(0, 0, 21, unlocked)
        form.write_blank(1, 0, None, workbook.add_format({"locked": False, "num_format": "@"}))
        form.write_blank(2, 0, None, unlocked)
        other.write_formula(0, 0, "Form!A1+1", None, WRONG)
        for row, formula in enumerate(FORMULAS):
            form.write_formula(row, 1, formula, None, WRONG)
    return path


def test_1_the_canary_stores_wrong_results(canary: Path) -> None:
    """Without this, the cases below would prove nothing."""
    form = openpyxl.load_workbook(canary, data_only=True)["Form"]

    assert [form.cell(row + 1, 2).value for row in range(len(FORMULAS))] == [WRONG] * len(FORMULAS)


def test_1_recalculated_without_any_entry(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({}, [DOUBLED, ELSEWHERE]) == [42, 23]


def test_1_recalculated_after_an_entry(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: 4}, [ENTRY, DOUBLED, ELSEWHERE]) == [4, 8, 6]


@pytest.mark.parametrize("first", every_day(3, [4, "12", None, date(2024, 1, 2), ErrorValue("#N/A"), True]))
def test_2_nothing_remains(opened: Opened, canary: Path, first: float | str | date | ErrorValue | None) -> None:
    engine = opened(canary)

    engine.recalculated({ENTRY: first, EMPTY: first, ENTRY_AS_TEXT: first}, [DOUBLED])

    assert engine.recalculated({EMPTY: 1}, [ENTRY, ENTRY_AS_TEXT, EMPTY]) == [21, None, 1]
    assert engine.recalculated({}, [ENTRY, EMPTY, DOUBLED, COUNTED]) == [21, None, 42, 1]


_TEXTS = ("12", "1/2/2024", "NA", "#N/A", "=1+1", " 12", "TRUE", "ü €")


def test_2_a_formula_typed_over_comes_back(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "unprotected.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Form").write_formula("A1", "20+1", None, WRONG)
    engine = opened(path)

    assert engine.recalculated({ENTRY: 5}, [ENTRY]) == [5]
    assert engine.recalculated({}, [ENTRY]) == [21]


@pytest.mark.parametrize(("text", "entry"), every_day(3, product(_TEXTS, (ENTRY, ENTRY_AS_TEXT))))
def test_3_text_stays_text(opened: Opened, canary: Path, text: str, entry: Location) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: text, entry: text}, [entry, IS_TEXT, REPEATED]) == [text, True, text]


def test_3_nothing_clears(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: None}, [ENTRY, COUNTED, REPEATED, DOUBLED]) == [None, 0, "", 0]


def test_3_empty_text_clears(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: ""}, [ENTRY, COUNTED]) == [None, 0]


def test_3_a_date_is_a_serial_number(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: date(2024, 1, 2)}, [ENTRY, DOUBLED]) == [45293, 90586]


def test_3_an_error_is_a_value(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    shown = engine.recalculated({ENTRY: ErrorValue("#DIV/0!")}, [ENTRY, IS_TEXT, DOUBLED])

    assert shown == ["#DIV/0!", False, "#DIV/0!"]


def test_4_errors_are_strings(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    shown = engine.recalculated({ENTRY: "x"}, [DIVIDED, NOT_AVAILABLE, DOUBLED])

    assert shown == ["#DIV/0!", "#N/A", "#VALUE!"]
    assert all(is_error(value) for value in shown)


def test_4_true_is_no_number(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    shown = engine.recalculated({ENTRY: "x"}, [IS_TEXT, COUNTED])

    assert [type(value) for value in shown] == [bool, float]


def test_4_an_empty_cell_is_told_from_an_empty_text(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    assert engine.recalculated({ENTRY: None}, [EMPTY, REPEATED, Location("Other", 40, 40)]) == [
        None,
        "",
        None,
    ]


def test_4_wanted_cells_keep_their_order(opened: Opened, canary: Path) -> None:
    engine = opened(canary)

    wanted = [ELSEWHERE, ENTRY, Location("Other", 0, 0), DOUBLED, ENTRY]

    assert engine.recalculated({}, wanted) == [23, 21, 22, 42, 21]


def test_4_two_workbooks_are_open_at_once(opened: Opened, canary: Path) -> None:
    one, another = opened(canary), opened(canary)

    one.recalculated({ENTRY: 1}, [])

    assert another.recalculated({}, [DOUBLED]) == [42]
    assert one.recalculated({ENTRY: 1}, [DOUBLED]) == [2]


def saved(path: Path) -> list[Value | datetime]:
    """Return what a saved workbook stores: the entries, then the doubled one."""
    form = openpyxl.load_workbook(path, data_only=True)["Form"]
    return [form["A1"].value, form["A2"].value, form["A3"].value, form["B1"].value]


def test_5_saved_results_are_recalculated(office: Office, canary: Path, tmp_path: Path) -> None:
    office.typed(canary, {}, tmp_path / "saved.xlsx")

    assert saved(tmp_path / "saved.xlsx") == [21, None, None, 42]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12", 12),
        ("1,234", 1234),
        ("50%", 0.5),
        ("1/2/2024", datetime(2024, 1, 2)),  # noqa: DTZ001 -- cells know no time zone
        ("n/a", "n/a"),
        (13, 13),
        ("'12", "12"),
    ],
)
def test_5_typed_as_a_person_would(
    office: Office, canary: Path, tmp_path: Path, typed: str | int, stored: Value | datetime
) -> None:
    office.typed(canary, {ENTRY: 4, EMPTY: typed}, tmp_path / "saved.xlsx")

    assert saved(tmp_path / "saved.xlsx") == [4, None, stored, 8]


def test_5_a_cell_formatted_as_text_keeps_text(office: Office, canary: Path, tmp_path: Path) -> None:
    office.typed(canary, {ENTRY_AS_TEXT: "12"}, tmp_path / "saved.xlsx")

    assert saved(tmp_path / "saved.xlsx") == [21, "12", None, 42]


def test_5_text_can_be_forced(office: Office, canary: Path, tmp_path: Path) -> None:
    office.typed(canary, {ENTRY: "12", EMPTY: "12"}, tmp_path / "saved.xlsx", as_text=[EMPTY])

    assert saved(tmp_path / "saved.xlsx") == [12, None, "12", 24]


def test_5_nothing_is_typed_into_locked_cells(office: Office, canary: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"\$Form\.\$B\$1: it is locked"):
        office.typed(canary, {LOCKED: 1}, tmp_path / "saved.xlsx")

    assert not (tmp_path / "saved.xlsx").exists()


def test_5_a_file_that_lacks_what_was_typed_is_saved_again(
    office: Office, canary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = [], office.ask

    def losing(command: str, **details: Any) -> object:  # noqa: ANN401 -- as a message has them
        asked.append(command)
        return ask(command, **(details | {"entries": []} if len(asked) == 1 else details))

    monkeypatch.setattr(office, "ask", losing)
    office.typed(canary, {EMPTY: 4}, tmp_path / "saved.xlsx")

    assert asked == ["typed", "typed"]
    assert saved(tmp_path / "saved.xlsx") == [21, None, 4, 42]


def test_5_a_file_that_always_lacks_what_was_typed_is_told(
    office: Office, canary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = office.ask
    monkeypatch.setattr(office, "ask", lambda command, **details: ask(command, **(details | {"entries": []})))

    with pytest.raises(OfficeError, match=r"LibreOffice saved saved\.xlsx without Form!A3"):
        office.typed(canary, {EMPTY: 4}, tmp_path / "saved.xlsx")


def test_5_a_rejected_entry_does_not_remain(office: Office, canary: Path) -> None:
    engine = OfficeEngine(office, canary)

    with pytest.raises(OfficeError, match="locked"):
        engine.recalculated({ENTRY: 1, LOCKED: 1}, [])

    assert engine.recalculated({}, [ENTRY, DOUBLED]) == [21, 42]
    engine.close()


def test_5_a_missing_workbook_ends_nothing(office: Office, canary: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError):
        office.converted_to_pdf(tmp_path / "missing.xlsx", tmp_path / "missing.pdf")

    office.converted_to_pdf(canary, tmp_path / "canary.pdf")


def test_5_printed(office: Office, canary: Path, tmp_path: Path) -> None:
    office.converted_to_pdf(canary, tmp_path / "canary.pdf")

    assert (tmp_path / "canary.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["canary.pdf", "canary.xlsx"]


def test_5_libreoffice_that_hangs_is_ended(office: Office, canary: Path) -> None:
    """The session's own LibreOffice shows that another can be started; the other is stopped, and gives up."""
    assert office.available()
    with Office(seconds_to_answer=1) as other:
        os.killpg(other.process_group, signal.SIGSTOP)

        with pytest.raises(OfficeError, match="no answer to 'open' within 1 seconds"):
            OfficeEngine(other, canary)
        with pytest.raises(OfficeError, match="no longer there"):
            OfficeEngine(other, canary)
