"""The forms that tests begin with, each written once in a process."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from functools import cached_property

from support.drawing import cells_of
from support.stencils import Stencil, Stored
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import MEASURES
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for, workbook_for
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LEAVE_BLANK
from vbpqip.workbook.builder import LONGEST_TEXT, ShownResult, serial
from vbpqip.workbook.entry_types import EntryKey, Raw

_WRITTEN: dict[tuple[object, ...], bytes] = {}
"""Workbooks by what they were written with."""

_FORMS: dict[tuple[object, ...], WrittenForm] = {}
"""Forms by all that they are written with but what is typed; each keeps its program, whose id no other one gets."""


def written_form(form_data: FormData) -> bytes:
    """Return a form as an xlsx file; 1, 1.0 and ``True`` are equal, and make three forms.

    The first of a program and a period is written, and each other one is that one filled in anew, which takes a fifth
    of the time; ``tests/kinds/qit_report/writing/test_filled_anew.py`` compares them. Its charts show the first one.
    """
    kept_blank = frozenset(key for key, raw in form_data.entries.items() if raw == LEAVE_BLANK)
    own = id(form_data.program), id(form_data.form), form_data.measures, form_data.period, kept_blank
    like = (*own, form_data.carried, form_data.carried_from, form_data.left_open)
    asked = (*like, frozenset((key, type(raw), raw) for key, raw in form_data.entries.items()))
    if asked not in _WRITTEN:
        first = _FORMS.get(like)
        if first is None:
            first = _FORMS[like] = WrittenForm(form_data)
        _WRITTEN[asked] = first.filled(form_data.entries)
    return _WRITTEN[asked]


class WrittenForm:
    """A form, into which something else is typed: its formulas are put together once.

    Attributes:
        book: The form before it is stored.
    """

    def __init__(self, form_data: FormData) -> None:
        self.book = builder_for(form_data)
        keys = [key for key, _ in cells_of(form_data.form, {MEASURES.name: len(form_data.measures)})]
        self._entries = {key: self.book.places[key[0]].at(key[1]) for key in keys}

    def typed(self, values: Mapping[EntryKey, Raw]) -> Mapping[Location, Raw | None]:
        """Return what stands in each entry once these are typed, and all others are cleared."""
        return {at: values.get(key) for key, at in self._entries.items()}

    def shown(
        self, values: Mapping[EntryKey, Raw], typed_formulas: Container[EntryKey] = ()
    ) -> Mapping[Location, ShownResult]:
        """Return what each formula shows of entries, in some of which a formula was typed."""
        with_formulas = {at for key, at in self._entries.items() if key in typed_formulas}
        return self.book.shown(with_formulas, self.typed(values))

    def filled(self, values: Mapping[EntryKey, Raw]) -> bytes:
        """Return the form as an xlsx file with these entries, and without all others."""
        if not all(map(_can_be_filled, values.values())):
            return workbook_for(self.book.form_data._replace(entries=values))
        stored = self._stored_with(values)
        differ = {at: raw for at, raw in stored.items() if (type(raw), raw) != self._first[at]}
        return self._stencil.filled(differ) if differ else self._content

    @cached_property
    def _content(self) -> bytes:
        return self.book.content()

    @cached_property
    def _stencil(self) -> Stencil:
        return Stencil(self._content)

    @cached_property
    def _first(self) -> Mapping[Location, tuple[type, Stored]]:
        stored = self._stored_with(self.book.form_data.entries)
        return {at: (type(raw), raw) for at, raw in stored.items()}

    def _stored_with(self, values: Mapping[EntryKey, Raw]) -> Mapping[Location, Stored]:
        return {**{at: _stored(raw) for at, raw in self.typed(values).items()}, **self.shown(values)}


def _can_be_filled(raw: Raw) -> bool:
    return len(raw) <= LONGEST_TEXT if isinstance(raw, str) else not isinstance(raw, date) or raw >= _FIRST_COUNTED


_FIRST_COUNTED = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900, which never was."""


def _stored(raw: Raw | None) -> Stored:
    return serial(raw) if isinstance(raw, date) else raw


_EMPTY: list[WrittenForm] = []
"""The empty form that was asked for last: drawn reports of one program come one after the other."""


def empty_form_of(program: Program) -> WrittenForm:
    """Return the empty form of a program."""
    if not _EMPTY or _EMPTY[0].book.form_data.program is not program:
        _EMPTY[:] = [WrittenForm(empty_form_data(program))]
    return _EMPTY[0]
