"""Two workbooks of a form compared: what an entry means, whatever its spelling, and which rows are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from enum import StrEnum
from typing import TypeAlias

from vbpqip.core.cells import Location, Number, ShownAs, Typed, found_in
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Years
from vbpqip.workbook.entries import Field, TextField
from vbpqip.workbook.entry_types import AnyField, EntryType
from vbpqip.workbook.form import Table
from vbpqip.workbook.form_entries import Row

MatchedRows: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""What the older and the newer workbook's columns or rows are called; the same name is the same thing."""

_HOW_SHOWN = {
    ShownAs.NUMBER: "",
    ShownAs.PERCENTAGE: "shown as a percentage",
    ShownAs.DAY: "shown as a date",
    ShownAs.NOTHING: "shown as nothing",
    ShownAs.SCALED: "shown in thousands or millions",
    ShownAs.ROUNDED: "shown rounded",
    ShownAs.OTHER_TEXT: "shown as something else",
    ShownAs.NOT_UNDERSTOOD: "shown in a way that is not understood",
}


class ChangeKind(StrEnum):
    """What became of an entry; ``SPELLING`` is one that means the same, and is typed otherwise."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SPELLING = "spelling"


class ComparedEntry(NamedTuple):
    """An entry as one report has it.

    ``at`` is ``None`` where the report has no cell for it. Two entries are the same where their ``meaning`` is, which
    is ``None`` where nothing was entered. ``shown`` is what was entered, ``how`` what is unusual in the way.
    """

    at: Location | None
    meaning: Hashable = None
    shown: str = ""
    how: str = ""


def change_kind(old: ComparedEntry, new: ComparedEntry) -> ChangeKind | None:
    """Return what became of an entry, ``None`` where nothing did."""
    if old.meaning == new.meaning:
        return None if (old.shown, old.how) == (new.shown, new.how) else ChangeKind.SPELLING
    if old.meaning is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if new.meaning is None else ChangeKind.CHANGED


def compared(field: AnyField, entry: EntryType, years: Years) -> ComparedEntry:
    """Return an entry as it is compared; 12 and the text 12 mean the same."""
    shown = field.text if isinstance(field, TextField) else found_in(field.entry)
    return ComparedEntry(field.at, entry.meaning(field, years), shown, _how(field))


def _how(field: AnyField) -> str:
    """Return what is unusual in the way that an entry came into its cell."""
    is_calculated = field.typed in {Typed.AS_FORMULA, Typed.AS_SUM}
    if not isinstance(field, Field):
        return field.typed.value if is_calculated else ""
    unusual = is_calculated or (field.typed is Typed.AS_TEXT and isinstance(field.entry, Number))
    words = (field.typed.value if unusual else "", _HOW_SHOWN[field.shown_as])
    return ", ".join(each for each in words if each)


def matched_rows(table: Table, old: Sequence[Row], new: Sequence[Row], years: Years) -> MatchedRows:
    """Match the rows of a free table by as much as they have in common, most first; what is blank is not in common."""
    before, after = (_Keys(table, rows, years) for rows in (old, new))
    pairs: dict[int, int] = {}
    for names in ((), *table.alike_by):
        pairs.update(_pairs_by(names, before, after, pairs))
    called = {mine: str(nth) for nth, mine in enumerate(pairs, start=1)}
    theirs = {pairs[mine]: name for mine, name in called.items()}
    return (
        tuple(called.get(nth, f"old {nth}") for nth in range(len(old))),
        tuple(theirs.get(nth, f"new {nth}") for nth in range(len(new))),
    )


class _Keys:
    """What the rows of a table mean."""

    def __init__(self, table: Table, rows: Sequence[Row], years: Years) -> None:
        types = {each.name: each.takes for each in table.entries}
        self.meant = [{name: kind.meaning(row[name], years) for name, kind in types.items()} for row in rows]

    def by(self, names: tuple[str, ...]) -> list[tuple[Hashable, ...]]:
        """Return what each row has by some of its columns; by none of them, all that it says, its blanks too."""
        if names:
            return [tuple(row[name] for name in names) for row in self.meant]
        return [tuple((meaning,) for meaning in row.values()) for row in self.meant]


def _pairs_by(names: tuple[str, ...], before: _Keys, after: _Keys, paired: dict[int, int]) -> dict[int, int]:
    """Return further pairs: of the rows left over, the n-th of a key with the n-th of that key."""
    waiting: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for nth, key in enumerate(after.by(names)):
        if nth not in paired.values() and None not in key:
            waiting[key].append(nth)
    left = ((nth, key) for nth, key in enumerate(before.by(names)) if nth not in paired)
    return {nth: waiting[key].pop(0) for nth, key in left if waiting.get(key)}
