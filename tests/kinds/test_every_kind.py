"""What is promised of every kind of report, over entries drawn from what its form says belongs in each cell.

1. What is written is what is read, also by labels alone, and after openpyxl has saved it. 2. Whatever is entered, a
review says so with a status, as a document that fits the schema, and leads to cells that are there. 3. No text that is
entered becomes a formula. 4. A damaged file is told, and costs nothing else. 5. An empty form is blank. 6. Every
sheet is printed on Letter, and every cell that is open has a prompt. 7. The next report's form takes over of the last
report what its columns say. 8. Samples are the same each time, accepted, and show what their reviews say. 9. What
somebody enters beside a table, in a column of their own, is told with its cell. 10. A number that a form shows is rounded.

That live formulas say what reviews say is promised in ``tests/parity/test_every_form.py``, and that no edit of a
workbook turns a verdict in silence in ``tests/test_mutations.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from support.counts import in_turn
from support.drawing import FILLINGS, FORMULA_LIKE, any_entries, chances, drawn, entered_columns
from support.every_kind import KINDS, SAMPLES, WrittenKind
from support.tables import PROGRAM
from vbpqip.core.cells import Blank, Location
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.registry import known, only
from vbpqip.rendering.as_json import as_json, schema
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import AnyField, EntryKey, EntryType, KeyType, NumberType, Raw
from vbpqip.workbook.form import Carry
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.read import read_workbook
from vbpqip.workbook.unwritten import cell_of

_EACH = pytest.mark.parametrize("written", KINDS, ids=repr)
_LETTER = 1
_SHIPPED = known()
"""The kinds of the program itself."""


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with only([each.kind for each in KINDS]):
        yield


def read(written: WrittenKind, content: bytes) -> Entries:
    return read_workbook(written.form, open_workbook(content))


def reviewed(content: bytes) -> Review:
    return review_workbook(content, PROGRAM, name="report.xlsx")


def found(written: WrittenKind, entries: Entries) -> dict[EntryKey, str]:
    """Return what is entered in each cell, as text, by the form's names."""
    told = {(name, 0): _told(field) for name, field in entries.fields.items()}
    for table in written.form.tables:
        top = table.at[0]
        for row in entries.tables[table.name]:
            told.update(
                {(each.name, row[each.name].at.row - top): _told(row[each.name]) for each in entered_columns(table)}
            )
    return {key: text for key, text in told.items() if text}


@cache
def empty(written: WrittenKind) -> bytes:
    """Return a form without entries, which is written once."""
    return written.write({})


def _told(field: AnyField) -> str:
    if isinstance(field, TextField):
        return field.text
    return "" if isinstance(field.entry, Blank) else str(field.entry)


def as_read(written: WrittenKind, values: Mapping[EntryKey, Raw]) -> dict[EntryKey, str]:
    """Return what should be found of these entries."""
    types = dict(written.entries)
    nowhere = Location("", 0, 0)
    return {key: _told(types[key].parse(nowhere, cell_of(raw), starts_1904=False)) for key, raw in values.items()}


def test_no_kind_is_forgotten() -> None:
    assert set(_SHIPPED) <= {each.kind for each in KINDS}


@_EACH
@drawn(-(-FILLINGS // 12))
@given(rng=chances())
def test_1_what_is_written_is_what_is_read(written: WrittenKind, rng: Random) -> None:
    values = any_entries(rng, written.entries, written.lists, wrong=False)
    content = written.write(values)

    entries = read(written, content)

    assert (entries.not_found, entries.found_by_label, entries.second_forms) == ((), (), ())
    assert found(written, entries) == as_read(written, values)
    saved = BytesIO()
    book = load_workbook(BytesIO(content))
    book.save(saved)
    assert found(written, read(written, saved.getvalue())) == found(written, entries)
    for name in written.form.entry_names:
        del book.defined_names[name]
    book.save(nameless := BytesIO())
    by_label = read(written, nameless.getvalue())
    assert set(by_label.found_by_label) == written.form.entry_names
    assert found(written, by_label) == found(written, entries)


@_EACH
@drawn(FILLINGS // 3)
@given(rng=chances())
def test_2_whatever_is_entered_is_reviewed(written: WrittenKind, rng: Random) -> None:
    values = any_entries(rng, written.entries, written.lists, wrong=True)

    review = reviewed(written.write(values))

    document = json.loads(as_json([review], review.rules))
    Draft202012Validator(schema()).validate(document)
    assert review.kind == written.kind.key
    assert (review.status is Status.ACCEPTED) == (not review.errors)
    sheets = {*written.form.entries_of, *written.form.without_entries}
    assert {finding.at.sheet for finding in review.findings if finding.at is not None} <= sheets
    assert all(finding.message and finding.diagnostic.remedy for finding in review.findings)


@pytest.mark.parametrize(("text", "written"), in_turn(FORMULA_LIKE, KINDS), ids=repr)
def test_3_no_text_becomes_a_formula(written: WrittenKind, text: str) -> None:
    values: dict[EntryKey, Raw] = {key: text for key, _ in written.entries}

    book = load_workbook(BytesIO(written.write(values)))

    cells = {(each.place.name, 0): (each.place.sheet, each.place.at()) for each in written.form.fields}
    assert {book[sheet][at.address].data_type for sheet, at in cells.values()} == {"s"}
    for table in written.form.tables:
        places = table.places(1)
        columns = [places[each.name] for each in entered_columns(table)]
        assert {book[table.sheet][place.at().address].data_type for place in columns} == {"s"}


@_EACH
@drawn(FILLINGS // 3)
@given(rng=chances())
def test_4_a_damaged_file_is_told(written: WrittenKind, rng: Random) -> None:
    content = bytearray(empty(written))
    for _ in range(rng.randint(1, 8)):
        content[rng.randrange(len(content))] ^= rng.randint(1, 255)
    cut = rng.randint(0, 2_000)

    review = reviewed(bytes(content[: len(content) - cut]))

    assert review.status in set(Status)
    assert review.status is not Status.ACCEPTED
    assert review.findings


@_EACH
def test_5_an_empty_form_is_blank(written: WrittenKind) -> None:
    form = written.kind.template(PROGRAM, FormOptions(period=PROGRAM.first_period))

    assert form is not None
    assert reviewed(form.content).status is Status.BLANK


@_EACH
def test_6_what_is_printed_and_prompted(written: WrittenKind) -> None:
    book = load_workbook(BytesIO(written.write({})))

    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize in {_LETTER, str(_LETTER)}
            assert sheet.protection.sheet
    for (sheet_title, address), entry in _open_cells(written).items():
        assert not book[sheet_title][address].protection.locked
        assert _prompts(book[sheet_title], address), (sheet_title, address, entry)


@_EACH
@pytest.mark.parametrize("seed", range(SAMPLES, SAMPLES + max(1, FILLINGS // 40)))
def test_7_the_next_form_is_the_last_report_as_its_columns_say(written: WrittenKind, seed: int) -> None:
    """It differs in nothing from the next report of one who counts on, and completed it is that report."""
    history = written.history(seed)
    contents = [written.write(values) for values in history]
    for (last, content), (following, next_content) in pairwise(zip(history, contents, strict=True)):
        form = written.rolled_forward(content)

        taken, own = as_read(written, form.values), as_read(written, following)
        expected = _taken_over(written, last)
        assert {key: taken.get(key, "") for key, _ in expected} == {key: text for (key, _), text in expected.items()}
        carries = {key: carry for (key, carry), text in expected.items() if text}
        assert {key: key in form.locked for key in carries} == {key: carries[key] is Carry.LOCKED for key in carries}
        book = load_workbook(BytesIO(form.content))
        places = {key: written.at(key) for key in carries}
        locked = {key: book[at.sheet][at.address].protection.locked for key, at in places.items()}
        assert locked == {key: key in form.locked for key in carries}
        assert {key: taken[key] for key in form.locked} == {key: own[key] for key in form.locked}
        left = {key: raw for key, raw in following.items() if key not in form.locked}
        completed = reviewed(written.write({**form.values, **left}))
        assert completed.status is Status.ACCEPTED
        assert completed.facts() == reviewed(next_content).facts() != ()


@_EACH
def test_7_a_wrong_number_is_not_taken_over(written: WrittenKind) -> None:
    last = written.history(SAMPLES)[0]
    types = dict(written.entries)
    taken = [
        key for (key, _), text in _taken_over(written, last).items() if text and isinstance(types[key], NumberType)
    ]

    form = written.rolled_forward(written.write({**last, _source(written, taken[0]): "about 12"}))

    assert taken[0] not in form.values
    assert form.values.keys() & taken[1:]


def _taken_over(written: WrittenKind, last: Mapping[EntryKey, Raw]) -> dict[tuple[EntryKey, Carry], str]:
    """Return what the next form has of a sound report by what its columns say, empty where that is nothing.

    Columns of a table whose rows are given are the kind's own, but for those that are named after another entry.
    """
    texts = as_read(written, last)
    keys = [
        ((column.name, nth), column)
        for table in written.form.tables
        for column in entered_columns(table)
        if table.is_free or (column.slot is not None and column.carry is not Carry.NO)
        for nth in range(table.rows or written.rows[table.name])
    ]
    return {
        (key, column.carry): "" if column.carry is Carry.NO else texts.get(_source(written, key), "")
        for key, column in keys
        if key not in written.printed
    }


def _source(written: WrittenKind, key: EntryKey) -> EntryKey:
    """Return which cell of the last form has what stands in a cell of the next one; of the last slot there is none."""
    columns = [column for table in written.form.tables for column in table.columns]
    slot = next(column.slot for column in columns if column.name == key[0])
    if slot is None:
        return key
    alike = [column.name for column in columns if column.slot is not None and column.slot.part == slot.part]
    return next(iter(alike[alike.index(key[0]) + 1 :]), ""), key[1]


@_EACH
def test_8_samples_are_the_same_each_time(written: WrittenKind) -> None:
    assert written.samples() == written.samples()


@_EACH
def test_8_samples_are_sound_and_show_what_their_reviews_say(written: WrittenKind) -> None:
    for values in written.history(SAMPLES):
        content = written.write(values)

        assert reviewed(content).status is Status.ACCEPTED
        workbook = open_workbook(content)
        stored = {key: workbook.cells(at.sheet)[at.row, at.column].text for key, at in written.outputs.items()}
        said = written.shown(values)
        assert {key: float(text) if isinstance(said[key], float) else text for key, text in stored.items()} == said


def _open_cells(written: WrittenKind) -> dict[tuple[str, str], EntryType]:
    cells = {(each.place.sheet, each.place.at().address): each.entry for each in written.form.fields}
    for table in written.form.tables:
        places = table.places(table.rows or written.rows[table.name])
        for each in table.entries:
            if not isinstance(each.takes, KeyType):
                cells[table.sheet, places[each.name].at().address] = each.takes
    return cells


def _prompts(sheet: Worksheet, address: str) -> list[str]:
    return [
        each.promptTitle for each in sheet.data_validations.dataValidation if address in each.sqref and each.promptTitle
    ]


FURTHER: Mapping[str, tuple[float | date, ...]] = {
    "number": (0.62,),
    "day": (date(2017, 10, 1),),
    "yes": (True,),
    "several": (1, 2, 3, 4, 5),
}


def sample(written: WrittenKind) -> bytes:
    """Return a sound report."""
    return written.write(written.history(SAMPLES)[0])


def first_free_column(sheet: Worksheet) -> int:
    """Return the first column of a sheet, counted from 1, behind all that are written in or hidden."""
    hidden = (each.max for each in sheet.column_dimensions.values() if each.hidden)
    return max(sheet.max_column, *filter(None, hidden)) + 1


@pytest.mark.parametrize(("further", "written"), in_turn(product(FURTHER, [0, 4]), KINDS), ids=repr)
def test_9_a_further_column_of_a_table_is_told(written: WrittenKind, further: tuple[str, int]) -> None:
    (name, beyond), content = further, sample(written)
    values = FURTHER[name]
    for table in written.form.tables:
        book = load_workbook(BytesIO(content))
        sheet = book[table.sheet]
        column = first_free_column(sheet) + beyond
        cells = [sheet.cell(table.at[0] + 1 + nth, column) for nth in range(len(values))]
        for cell, value in zip(cells, values, strict=True):
            cell.value = value
        book.save(edited := BytesIO())

        (finding,) = (each for each in reviewed(edited.getvalue()).findings if each.diagnostic.code == "QIP189")

        assert str(finding.at) == f"{table.sheet}!{cells[0].coordinate}"
        assert all(cell.coordinate in finding.message for cell in cells[:3])
        assert ("and 2 more" in finding.message) == (len(values) == 5)


@_EACH
def test_9_so_is_its_heading(written: WrittenKind) -> None:
    """On a sheet of which the form knows all texts it is told as one that stands beside it."""
    content = sample(written)
    for table in written.form.tables:
        book = load_workbook(BytesIO(content))
        heading = book[table.sheet].cell(table.at[0], first_free_column(book[table.sheet]))
        heading.value = "Revenue"
        book.save(edited := BytesIO())
        code = "QIP188" if table.sheet in written.form.printed else "QIP189"

        found = [each for each in reviewed(edited.getvalue()).findings if each.diagnostic.code in {"QIP188", "QIP189"}]

        assert [(each.diagnostic.code, each.at and each.at.address) for each in found] == [(code, heading.coordinate)]


@_EACH
def test_9_what_is_hidden_calculated_or_in_other_rows_is_no_such_column(written: WrittenKind) -> None:
    for table in written.form.tables:
        book = load_workbook(BytesIO(sample(written)))
        sheet = book[table.sheet]
        hidden, calculated = sheet.max_column + 1, sheet.max_column + 2
        sheet.cell(table.at[0] + 1, hidden).value = 1
        sheet.column_dimensions[get_column_letter(hidden)].hidden = True
        sheet.cell(table.at[0] + 1, calculated).value = "=1+1"
        sheet.cell(1, calculated).value = 3
        book.save(edited := BytesIO())

        assert "QIP189" not in {each.diagnostic.code for each in reviewed(edited.getvalue()).findings}


ROUNDED = {"#,##0.00", "#,##0", "0.0%", "+#,##0.00;-#,##0.00;0.00", "0"}
"""The formats of numbers that are rounded as they are elsewhere: results and their changes, counts, and shares."""


@_EACH
def test_10_numbers_of_live_columns_are_shown_rounded(written: WrittenKind) -> None:
    """Those of a column that are no whole numbers; a text is shown as it is by any format."""
    broken = 0
    for values in written.history(SAMPLES):
        sheets = load_workbook(BytesIO(written.write(values)), data_only=True)
        for at in written.outputs.values():
            cell = sheets[at.sheet][at.address]
            if isinstance(cell.value, float) and not cell.value.is_integer():
                assert cell.number_format in ROUNDED, cell.coordinate
                broken += 1

    assert broken
