"""The forms that tests begin with, each written once in a process."""

from __future__ import annotations

from collections.abc import Container, Mapping

from support.drawing import cells_of
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import MEASURES
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for, workbook_for
from vbpqip.program.program import Program
from vbpqip.workbook.builder import ShownResult
from vbpqip.workbook.entry_types import EntryKey, Raw

_WRITTEN: dict[tuple[object, ...], tuple[FormData, bytes]] = {}
"""Workbooks by what they were written with; the form data stays, so that no other program gets the id of its own."""


def written_form(form_data: FormData) -> bytes:
    """Return a form as an xlsx file; 1, 1.0 and ``True`` are equal, and make three forms."""
    entries = frozenset((key, type(raw), raw) for key, raw in form_data.entries.items())
    own = id(form_data.program), id(form_data.form), form_data.measures, form_data.carried, form_data.carried_from
    asked = (*own, entries)
    if asked not in _WRITTEN:
        _WRITTEN[asked] = form_data, workbook_for(form_data)
    return _WRITTEN[asked][1]


class EmptyForm:
    """The empty form of a program, into which entries are typed: its formulas are put together once.

    Attributes:
        book: The form before it is stored.
    """

    def __init__(self, program: Program) -> None:
        self.book = builder_for(empty_form_data(program))
        form_data = self.book.form_data
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


_EMPTY: list[EmptyForm] = []
"""The empty form that was asked for last: drawn reports of one program come one after the other."""


def empty_form_of(program: Program) -> EmptyForm:
    """Return the empty form of a program."""
    if not _EMPTY or _EMPTY[0].book.form_data.program is not program:
        _EMPTY[:] = [EmptyForm(program)]
    return _EMPTY[0]
