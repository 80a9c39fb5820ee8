"""A form of any kind says of its entries what their types say, at each cell, and is ready where nothing is to fix."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from vbpqip.checking.catalogue.entries import ENTRY_NOT_A_NUMBER
from vbpqip.core.cells import Location
from vbpqip.core.findings import Severity
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.kinds.shared import by_type
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.entry_types import DayType, EntryKey, KeyType, NumberType, Raw, TextType
from vbpqip.workbook.form import Column, Form, Place, SingleEntry, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_writer import FormTitle, FormWriter, write_form
from vbpqip.workbook.tested import Cause

SHEET = "Visits"
FORM = Form(
    "visits",
    "1",
    fields=(
        SingleEntry(Place("on", "Day of the count", SHEET, 2, 0), DayType(), "day"),
        SingleEntry(Place("by", "Counted by", SHEET, 2, 1), TextType(), "name"),
    ),
    results=(Place("ready", "Ready?", SHEET, 2, 3),),
    stamp=(Place("vbpqip_kind", "Kind", "_meta", 1, 1),),
    tables=(
        Table(
            "wards",
            SHEET,
            (4, 0),
            (
                Column("ward", "Ward", KeyType()),
                Column("visits", "Visits", NumberType()),
                Column("level", "Level", NumberType("list_levels")),
            ),
            "ward",
        ),
    ),
)
WORDS = Vocabulary("Goal", "Clinic", "Payer", "payer of care", "Board", "Bundle", "Pact")
CALLED = FormTitle("Visits", "The tests", WORDS)
ROWS = {"wards": 2}
SOUND: Mapping[EntryKey, Raw] = {("on", 0): date(2017, 8, 1), ("ward", 0): "A", ("ward", 1): "B", ("visits", 0): 3}


def content(**changed: Raw) -> FormContent:
    values = {**SOUND, **{(name, 0): raw for name, raw in changed.items()}}
    return FormContent(FORM, values, rows=ROWS, live={}, tested=by_type.tested_by_type(FORM, ROWS, WORDS))


def shown(form: FormContent) -> tuple[object, set[str]]:
    """Return whether a form is ready, and which entries it marks."""
    book = FormWriter(form, CALLED)
    found = book.shown()
    states = {each.at.name for each in form.tested if found.get(book.places[each.state.name].at(each.state.nth))}
    return found[book.places["ready"].at()], states


def test_nothing_is_to_fix_in_sound_entries() -> None:
    assert shown(content()) == ("READY", set())


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("on", "soon"),
        ("on", -1),
        *(("visits", raw) for raw in ("three", True, "NA", " n/a ", -5, 1.5, LARGEST_COUNT + 1)),
        ("level", "three"),
    ],
    ids=str,
)
def test_an_entry_of_another_type_is_to_fix_where_it_stands(name: str, raw: Raw) -> None:
    assert shown(content(**{name: raw})) == ("NOT READY: 1 item", {name})


@pytest.mark.parametrize("raw", ["", "leave blank"])
def test_what_may_stand_in_place_of_a_number(raw: Raw) -> None:
    assert shown(content(visits=raw)) == ("READY", set())


@pytest.mark.parametrize(
    ("severity", "ready"),
    [(Severity.WARNING, "READY"), (Severity.NOTE, "READY"), (Severity.ERROR, "NOT READY: 1 item")],
)
def test_a_severity_can_be_another_one(severity: Severity, ready: str) -> None:
    form = content(visits="three")._replace(severities={ENTRY_NOT_A_NUMBER.code: severity})

    assert shown(form) == (ready, set() if severity is Severity.NOTE else {"visits"})


_WORDS = 4
"""The column right of all others of the sheet."""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ("", "")),
        ({"visits": "three"}, ("", "\u2717 to fix")),
        ({"on": "soon"}, ("\u2717 to fix", "")),
    ],
)
def test_a_row_with_something_to_fix_says_so_in_words(changed: Mapping[str, Raw], words: tuple[str, str]) -> None:
    found = FormWriter(content(**changed), CALLED).shown()

    assert tuple(found[Location(SHEET, row, _WORDS)] for row in (2, 4)) == words


def test_a_row_in_which_something_is_unlikely_says_so_too() -> None:
    form = content(visits="three")._replace(severities={ENTRY_NOT_A_NUMBER.code: Severity.WARNING})

    assert FormWriter(form, CALLED).shown()[Location(SHEET, 4, _WORDS)] == "? to review"


@pytest.mark.parametrize(
    ("ward", "key", "called"), [("North", "ward", "North"), ("", "ward", "Row 1"), ("North", None, "Row 1")]
)
def test_what_is_open_is_listed_by_the_name_of_its_row(ward: str, key: str | None, called: str) -> None:
    table = FORM.tables[0]._replace(key=key) if key else FORM.tables[0]._replace(key="visits")
    form = FORM._replace(tables=(table,))
    changed = content(ward=ward, visits="three")._replace(form=form, tested=by_type.tested_by_type(form, ROWS, WORDS))

    said = str(FormWriter(changed, CALLED).shown()[Location("Check", 3, 2)])

    assert said.startswith(f"{called}, Visits: A cell holds something that is not a number.")


def test_a_form_that_does_not_look_at_itself_has_no_list() -> None:
    form = content()._replace(form=FORM._replace(results=()), tested=())

    book = openpyxl.load_workbook(BytesIO(write_form(form, CALLED)))

    assert book.sheetnames == [SHEET, "Lists", "_meta"]


def test_what_is_prompted_and_told_has_the_words_of_the_program() -> None:
    """Braces are for its words: in prompts, in what an entry is called, and in what is wrong with it."""
    column = Column("visits", "Visits", NumberType(), "Visits that the {mco} paid for.", "visits paid by the {mco}")
    form = FORM._replace(tables=(FORM.tables[0]._replace(columns=(FORM.tables[0].columns[0], column)),))
    tested = by_type.tested_by_type(form, ROWS, WORDS)
    own = ENTRY_NOT_A_NUMBER._replace(issue="The {facility} entered no number.", remedy="Ask the {state}.")
    renamed = [
        each._replace(of_others=(Cause(own, each.of_others[-1].condition),)) for each in tested if each.of_others
    ]
    changed = content(visits="three")._replace(form=form, tested=tuple(renamed))

    book = FormWriter(changed, CALLED)
    sheet = openpyxl.load_workbook(BytesIO(book.content()))[SHEET]

    assert "Visits that the Payer paid for." in {each.prompt for each in sheet.data_validations.dataValidation}
    said = FormWriter(changed, CALLED).shown()[Location("Check", 3, 2)]
    assert said == "A, visits paid by the Payer: The Clinic entered no number. Ask the Board."
