"""Two reports of a kind compared, and how a kind's reports are that has no comparison of its own: entry by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Entered, Review
from vbpqip.kinds.feedback.described import basis_parts
from vbpqip.kinds.in_words import KindInWords, parties_of, word_behind
from vbpqip.output.document import (
    Bullets,
    ColumnHeading,
    Document,
    DocumentTable,
    Part,
    SectionHeading,
    TableCell,
    VerdictLine,
)
from vbpqip.output.json_values import FORMAT, origin_document, parties_document
from vbpqip.output.tone import Tone

Sides: TypeAlias = tuple[str, str]
"""The same of the older and of the newer report."""


class ComparedReports(NamedTuple):
    """What differs between two reports; ``differs`` is whether an entry does, if only in spelling."""

    differs: bool
    document: Document


class EntryChange(NamedTuple):
    """An entry that two reports do not have in common; ``None`` is a blank cell, or none.

    ``row`` is the first entry of its row, empty where it stands in no table.
    """

    table: str
    row: str
    entry: str
    old: str | None
    new: str | None


def compare_entered(old: Review, new: Review, kind: KindInWords) -> ComparedReports:
    """Compare two reports of a kind by what is entered in them."""
    changes = tuple(_changes(old.entered(), new.entered()))
    document = Document(
        title=files_compared(old, new),
        lead=parties_of(new),
        parts=(verdict_line(kind.verdict_in_words(old), kind.verdict_in_words(new)), *_parts(changes)),
        basis=tuple(basis_parts(new, old)),
        values={
            "format": FORMAT,
            **origin_document(new.rules),
            "old": report_values(old),
            "new": report_values(new),
            "changes": [change._asdict() for change in changes],
        },
    )
    return ComparedReports(bool(changes), document)


def files_compared(old: Review, new: Review) -> str:
    """Return what a comparison is called."""
    return f"{old.workbook} -> {new.workbook}"


def verdict_line(old: tuple[str, Tone], new: tuple[str, Tone]) -> VerdictLine:
    """Return what became of both reports, meant as that of the newer one."""
    return VerdictLine(either((old[0], new[0])), new[1])


def either(sides: Sides) -> str:
    """Return both, or once what is the same."""
    return sides[1] if sides[0] == sides[1] else " -> ".join(sides)


def report_values(review: Review) -> dict[str, Any]:
    """Return which report is compared, as plain values."""
    return {
        "workbook": review.workbook,
        "sha256": review.sha256,
        "status": str(review.status),
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
    }


_COLUMNS = (ColumnHeading("Entry", width=50), ColumnHeading("Old", width=30), ColumnHeading("New", width=30))


def _parts(changes: Sequence[EntryChange]) -> Iterator[Part]:
    count = len(changes)
    yield SectionHeading(f"{count or 'No'} {word_behind(count, 'change')}")
    if changes:
        words = [(_name(each), each.old or "blank", each.new or "blank") for each in changes]
        rows = tuple(tuple(map(TableCell, each)) for each in words)
        lines = Bullets(tuple(f"{name}: {old} -> {new}" for name, old, new in words))
        yield DocumentTable("Entries that differ", _COLUMNS, rows, in_words=(lines,))


def _name(change: EntryChange) -> str:
    return ", ".join(each for each in (change.table, change.row, change.entry) if each)


def _changes(old: Entered, new: Entered) -> Iterator[EntryChange]:
    for name in dict.fromkeys((*old.fields, *new.fields)):
        yield from _differing("", "", {name: old.fields.get(name)}, {name: new.fields.get(name)})
    for table in dict.fromkeys((*old.tables, *new.tables)):
        before, after = (_rows(entered.tables.get(table, ())) for entered in (old, new))
        for key in dict.fromkeys((*before, *after)):
            yield from _differing(table, *_both(before.get(key, {}), after.get(key, {})))


def _both(
    old: Mapping[str, str | None], new: Mapping[str, str | None]
) -> tuple[str, Mapping[str, str | None], Mapping[str, str | None]]:
    first = next(iter((new or old).values()))
    return first or "", old, new


def _differing(
    table: str, row: str, old: Mapping[str, str | None], new: Mapping[str, str | None]
) -> Iterator[EntryChange]:
    for entry in dict.fromkeys((*old, *new)):
        if old.get(entry) != new.get(entry):
            yield EntryChange(table, row, entry, old.get(entry), new.get(entry))


def _rows(rows: tuple[Mapping[str, str | None], ...]) -> dict[tuple[str, int], Mapping[str, str | None]]:
    """Return the rows of a table by their first entry, those that begin alike in their order."""
    found: dict[tuple[str, int], Mapping[str, str | None]] = {}
    times: Counter[str] = Counter()
    for row in rows:
        first = normalized_name(next(iter(row.values())) or "")
        found[first, times[first]] = row
        times[first] += 1
    return found
