"""The entries of a report as they were received, each at its own address, and the labels that make them readable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from vbpqip.core.cells import Day, Location, NotApplicable, Number, ShownAs, Typed, Unreadable
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, REPORT
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.entry_types import AnyField, KeyType

ReceivedValue: TypeAlias = str | Decimal | date | None
"""What stands in a cell; ``None`` where nothing does."""


class ReceivedType(Enum):
    """What a cell of the copy is."""

    LABEL = "label"
    HEADING = "heading"
    ENTRY = "entry"


class Received(NamedTuple):
    """A cell of the copy: what stands there, and how a number is shown."""

    value: ReceivedValue
    kind: ReceivedType
    shown_as: ShownAs = ShownAs.NUMBER


def value_of(field: Field | DayField | TextField) -> ReceivedValue:
    """Return an entry as it was typed: a number that was typed as text is text."""
    if isinstance(field, TextField):
        return field.text or None
    return _typed(field)


def _typed(field: Field | DayField) -> ReceivedValue:
    match field.entry:
        case Number(value):
            return str(value) if field.typed is Typed.AS_TEXT else value
        case Day(day):
            return day.isoformat() if field.typed is Typed.AS_TEXT else day
        case NotApplicable(spelled) | Unreadable(spelled):
            return spelled
        case _:
            return None


def received_cells(submission: Submission) -> dict[Location, Received]:
    """Return the cells of the copy at the addresses of the received workbook.

    An entry that somebody's defined name puts on any other sheet is not among them.
    """
    titles = copied_sheets(submission)
    cells: dict[Location, Received] = {}
    singles = frozenset(each.place.label for each in submission.entries.form.fields)
    for label, field in (*_headings(submission), *_tables(submission)):
        if field.at.sheet not in titles:
            continue
        kind = ReceivedType.LABEL if label in singles else ReceivedType.HEADING
        above = field.at._replace(row=max(0, field.at.row - 1))
        cells.setdefault(above, Received(label, kind))
        cells[field.at] = Received(value_of(field), ReceivedType.ENTRY, _shown_as(field))
    return cells


def _shown_as(field: Field | DayField | TextField) -> ShownAs:
    if isinstance(field, Field):
        return field.shown_as
    return ShownAs.DAY if isinstance(field, DayField) else ShownAs.NUMBER


def copied_sheets(submission: Submission) -> Mapping[str, str]:
    """Return the copies' titles by those of the received sheets, which may have been renamed."""
    tables = [row.key.at.sheet for row in submission.rows]
    titles = {tables[0] if tables else submission.facility.at.sheet: REPORT}
    others = (
        *(row.status.at.sheet for row in submission.contracts),
        *(at.sheet for at in submission.entries.below_tables),
    )
    credits_sheet = next((sheet for sheet in others if sheet not in titles), None)
    if credits_sheet is not None:
        titles[credits_sheet] = CONTRACTS
    if not submission.is_version_1:
        titles.setdefault(submission.attested_by.at.sheet, ATTESTATION)
    return titles


_Labelled: TypeAlias = Iterator[tuple[str, AnyField]]


def _headings(submission: Submission) -> _Labelled:
    entries = submission.entries
    yield from ((each.place.label, entries.fields[each.place.name]) for each in entries.form.fields)


def _tables(submission: Submission) -> _Labelled:
    """Yield what a person enters; a label stands above the first row alone, as later ones have an entry above them."""
    entries = submission.entries
    for table in entries.form.tables:
        columns = [each for each in table.columns if each.entry is not None and not isinstance(each.entry, KeyType)]
        for row in entries.tables[table.name]:
            yield from ((column.label, row[column.name]) for column in columns)
