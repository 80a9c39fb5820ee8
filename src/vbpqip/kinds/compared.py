"""Two reports of a kind compared, and how a kind's reports are that has no comparison of its own: entry by entry."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Entered, Review
from vbpqip.kinds.in_words import KindInWords, counted, parties_of, reviewed_by
from vbpqip.output.document import ColumnHeading, Document, DocumentTable, Paragraph, Part, SectionHeading, TableCell
from vbpqip.output.json_values import FORMAT, grounds_document, parties_document


class ComparedReports(ABC):
    """What differs between two reports."""

    @property
    @abstractmethod
    def differs(self) -> bool:
        """Whether an entry differs, if only in spelling."""

    @abstractmethod
    def as_text(self, width: int) -> str:
        """Return it as text of lines no wider than ``width``, where words allow it."""

    @abstractmethod
    def as_json(self) -> str:
        """Return it as a JSON document."""

    @abstractmethod
    def as_workbook(self) -> bytes:
        """Return it as an xlsx file."""


class EntryChange(NamedTuple):
    """An entry that two reports do not have in common; ``None`` is a blank cell, or none.

    ``row`` is the first entry of its row, empty where it stands in no table.
    """

    table: str
    row: str
    entry: str
    old: str | None
    new: str | None


class EnteredComparison(ComparedReports):
    """Two reports compared by what is entered in them."""

    def __init__(self, old: Review, new: Review, kind: KindInWords) -> None:
        self._old, self._new, self._kind = old, new, kind
        self._changes = tuple(_changes(old.entered(), new.entered()))

    @property
    def differs(self) -> bool:
        """Whether an entry differs."""
        return bool(self._changes)

    def as_text(self, width: int) -> str:
        """Return what differs as text."""
        from vbpqip.output.text import document_as_text  # noqa: PLC0415 -- one of three forms

        return document_as_text(self._document(), width)

    def as_json(self) -> str:
        """Return what differs as a JSON document."""
        from vbpqip.output.text import document_as_json  # noqa: PLC0415 -- as above

        return document_as_json(self._document())

    def as_workbook(self) -> bytes:
        """Return what differs as an xlsx file."""
        from vbpqip.output.sheets import document_as_workbook  # noqa: PLC0415 -- as above

        return document_as_workbook(self._document())

    def _document(self) -> Document:
        old, new = self._old, self._new
        return Document(
            title=f"{old.workbook} -> {new.workbook}",
            lead=parties_of(new),
            parts=tuple(self._parts()),
            basis=(SectionHeading("What this rests on"), Paragraph(reviewed_by(new))),
            values={
                "format": FORMAT,
                **grounds_document(new.rules),
                "old": _report(old),
                "new": _report(new),
                "changes": [change._asdict() for change in self._changes],
            },
        )

    def _parts(self) -> Iterator[Part]:
        verdicts = dict.fromkeys(self._kind.verdict_in_words(review)[0] for review in (self._old, self._new))
        yield Paragraph(" -> ".join(verdicts))
        count = len(self._changes)
        yield SectionHeading(f"{count or 'No'} {counted(count, 'change')}")
        rows = tuple(
            tuple(map(TableCell, (_name(each), each.old or "blank", each.new or "blank"))) for each in self._changes
        )
        yield DocumentTable("Entries that differ", tuple(map(ColumnHeading, ("Entry", "Old", "New"))), rows)


def compare_entered(old: Review, new: Review, kind: KindInWords) -> EnteredComparison:
    """Compare two reports of a kind by what is entered in them."""
    return EnteredComparison(old, new, kind)


def _name(change: EntryChange) -> str:
    return ", ".join(each for each in (change.table, change.row, change.entry) if each)


def _report(review: Review) -> dict[str, Any]:
    return {
        "workbook": review.workbook,
        "sha256": review.sha256,
        "status": str(review.status),
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
    }


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
