"""A form that is filled in on the page: what is shown of it, what was typed, and what the checks say of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Location
from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review
from vbpqip.kinds.assessed import review_of
from vbpqip.kinds.in_words import word_behind
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.kinds.template import FilledForm
from vbpqip.output.finding_groups import what_to_do
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import DayType, EntryKey, EntryType, KeyType, NumberType, Raw
from vbpqip.workbook.form import Column, SingleEntry, Table
from vbpqip.workbook.unwritten import entries_in

Values: TypeAlias = dict[str, Any]

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?", re.ASCII)


def typed(entry: EntryType, text: str) -> Raw | None:
    """Return what a spreadsheet stores for a typed text, ``None`` for nothing; a day is typed as 2017-07-31.

    >>> typed(NumberType(), "4,000"), typed(NumberType(), "NA"), typed(DayType(), "2017-07-31"), typed(DayType(), " ")
    (Decimal('4000'), 'NA', datetime.date(2017, 7, 31), None)
    """
    text = text.strip()
    if isinstance(entry, NumberType) and _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if isinstance(entry, DayType):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text or None
    return text or None


def counts_of(review: Review) -> str:
    """Return how many errors and warnings a review has."""
    errors, warnings = len(review.errors), len(review.warnings)
    return f"{errors} {word_behind(errors, 'error')}, {warnings} {word_behind(warnings, 'warning')}"


class FormOnPage:
    """A form of a kind, as it is filled in."""

    def __init__(self, kind: AnyKind, form: FilledForm, program: Program) -> None:
        self.kind, self.form, self.program = kind, form, program
        self.filled = form.filled
        cells = entries_in(self.filled).locations
        self.named: Mapping[Location, EntryKey] = {
            at: (name, nth) for name, places in cells.items() for nth, at in enumerate(places)
        }

    def enter(self, typed_texts: Mapping[str, str]) -> None:
        """Take what was typed, by name and place; what the form has locked stays."""
        types = {field.place.name: field.entry for field in self.filled.form.fields}
        types |= {column.name: column.takes for table in self.filled.form.tables for column in table.entries}
        values = dict(self.filled.values)
        for key, text in typed_texts.items():
            name, _, nth = key.rpartition("/")
            at = name, int(nth)
            if name not in types or at in self.filled.locked:
                continue
            raw = typed(types[name], text)
            if raw is None:
                values.pop(at, None)
            else:
                values[at] = raw
        self.filled = self.filled._replace(values=values)

    def shown(self) -> Values:
        """Return the form as it is shown: its sheets, each with single entries and a table."""
        form = self.filled.form
        sheets = []
        for title in form.entries_of:
            fields = [self._field(field) for field in form.fields if field.place.sheet == title]
            tables = [self._table(table) for table in form.tables if table.sheet == title]
            sheets.append({"title": title, "fields": fields, "tables": tables})
        return {
            "kind": self._words(self.kind.title),
            "sheets": sheets,
            "lists": self._lists(),
            "left_open": [*self.form.left_open],
        }

    def cells(self) -> Iterator[Values]:
        """Yield all entries as they are shown."""
        for sheet in self.shown()["sheets"]:
            yield from sheet["fields"]
            for table in sheet["tables"]:
                yield from (cell for row in table["rows"] for cell in row["cells"])

    def reviewed(self) -> Reviewed[Any, Any]:
        """Return the review of what is filled in."""
        entries = self.kind.of_entries(entries_in(self.filled))
        context = self.kind.context(entries, self.program, ReviewOptions())
        return Reviewed(entries, review_of(context, entries, self.kind), context)

    def state(self) -> Values:
        """Return what the checks say: the verdict, and at each entry the first thing that is found in it."""
        review = self.reviewed().review
        words, tone = self.kind.verdict_in_words(review)
        return {
            "verdict": words,
            "tone": str(tone),
            "lines": [visible(line) for line in self.kind.in_words(review)],
            "counts": counts_of(review),
            "is_ready": not review.errors,
            "open": [*self._open(review)],
        }

    def content(self) -> bytes:
        """Return the form as an xlsx file."""
        return self.form.write(self.filled)

    def _open(self, review: Review) -> Iterator[Values]:
        for finding in (*review.errors, *review.warnings):
            name, nth = self._entry_of(finding)
            yield {
                "entry": f"{name}/{nth}" if name else "",
                "severity": str(finding.severity),
                "place": self._called(name, nth) if name else "",
                "message": visible(finding.message),
                "remedy": what_to_do(finding),
            }

    def _entry_of(self, finding: Finding) -> EntryKey:
        return ("", 0) if finding.at is None else self.named.get(finding.at, ("", 0))

    def _called(self, name: str, nth: int) -> str:
        for field in self.filled.form.fields:
            if field.place.name == name:
                return self._words(field.title or field.place.label)
        table = next(table for table in self.filled.form.tables if any(each.name == name for each in table.columns))
        return f"{self._row(table, nth)[0]}: {self._words(table.column(name).label)}"

    def _row(self, table: Table, nth: int) -> tuple[str, str]:
        """Return what is printed at a row, else its number, and what is printed beneath that."""
        printed = next((column.name for column in table.columns if column.printed), "")
        head, _, beneath = str(self.filled.values.get((printed, nth)) or nth + 1).partition("\n")
        return head, beneath

    def _field(self, field: SingleEntry) -> Values:
        alike = len(self.filled.form.alike_to(field.place)) > 1
        label = f"{field.place.label}: {field.called}" if alike else field.title or field.place.label
        said = {"label": self._words(label), "prompt": self._words(field.prompt)}
        return {**self._cell(field.place.name, 0, field.entry), **said}

    def _words(self, text: str) -> str:
        return self.program.in_words(text)

    def _table(self, table: Table) -> Values:
        columns = [column for column in table.entries if not isinstance(column.takes, KeyType)]
        rows = []
        for nth in range(self.filled.rows_of(table)):
            head, beneath = self._row(table, nth)
            cells = [self._cell(each.name, nth, each.takes) for each in columns]
            rows.append({"head": head, "beneath": beneath, "cells": cells})
        return {"name": table.name, "columns": [self._heading(column) for column in columns], "rows": rows}

    def _cell(self, name: str, nth: int, entry: EntryType) -> Values:
        value = self.filled.values.get((name, nth))
        return {
            "entry": f"{name}/{nth}",
            "value": "" if value is None else str(value),
            "locked": (name, nth) in self.filled.locked,
            "takes": "day" if isinstance(entry, DayType) else "number" if isinstance(entry, NumberType) else "text",
            "offers": entry.offers if entry.offers in self.filled.lists else "",
            "only": entry.is_strict,
        }

    def _lists(self) -> Mapping[str, list[str]]:
        entries = [field.entry for field in self.filled.form.fields]
        entries += [column.takes for table in self.filled.form.tables for column in table.entries]
        offered = {entry.offers for entry in entries}
        return {name: [str(each) for each in values] for name, values in self.filled.lists.items() if name in offered}

    def _heading(self, column: Column) -> Values:
        return {"label": self._words(column.label), "prompt": self._words(column.prompt)}
