"""The entries of one measure of a report: what each cell holds, what it is read as, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from vbpqip.core.cells import Blank, Cell, Entry, Location, NotApplicable, Number, ShownAs, Stored, Unreadable, found_in
from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import MeasureResult
from vbpqip.core.reviews import Review
from vbpqip.core.text_columns import in_column
from vbpqip.core.wrapping import cut
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedPair
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import Field

StoredCells: TypeAlias = Callable[[Location], Cell | None]
"""What a workbook stores in a cell, ``None`` where it has none."""

_LONGEST = 18
_SHOWN = {
    ShownAs.NUMBER: "",
    ShownAs.PERCENTAGE: " shown in percent",
    ShownAs.DAY: " shown as a date",
    ShownAs.NOTHING: " shown as nothing",
    ShownAs.SCALED: " shown in thousands",
    ShownAs.ROUNDED: " shown rounded",
    ShownAs.OTHER_TEXT: " shown otherwise",
    ShownAs.NOT_UNDERSTOOD: " in an unknown format",
}


class MeasureTrace(NamedTuple):
    """A report that was read, and the measure of it that is looked at."""

    context: ReviewContext
    review: Review
    stored: StoredCells
    row: ScoredRow
    result: MeasureResult

    @property
    def quarter_cells(self) -> frozenset[Location]:
        """Where the counts and the selection of the measure stand."""
        row = self.row.row
        return frozenset({row.key.at, row.selected.at, *(field.at for field in row.counts)})

    @property
    def prior_cells(self) -> frozenset[Location]:
        """Where the prior result of the measure stands."""
        return frozenset(field.at for field in self.row.row.prior)

    @property
    def heading_cells(self) -> frozenset[Location]:
        """Where period and quarters are chosen, which every result rests on."""
        submission = self.context.submission
        return frozenset(words.at for words in (submission.period, *submission.quarters))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in the measure's cells, in the choice of quarters, and of the whole file."""
        touched: frozenset[Location | None] = self.quarter_cells | self.prior_cells | self.heading_cells | {None}
        return tuple(finding for finding in self.review.findings if finding.at in touched)


class TracedEntry(NamedTuple):
    """One entry: its name, where it stands and what it was read as, what its cell stores, and the codes found there."""

    name: str
    field: Field
    cell: Cell | None
    codes: tuple[str, ...]


def traced_entries(trace: MeasureTrace) -> Iterator[TracedEntry]:
    """Yield the entries of the measure: the quarters', earliest first, and the prior report's."""
    quarters = (_named(pair) for pair in trace.row.quarters)
    for name, field in (each for pair in quarters for each in pair):
        yield _traced(trace, name, field)
    if trace.row.prior is not None:
        for part, field in zip(("numerator", "denominator"), trace.row.row.prior, strict=True):
            yield _traced(trace, f"prior {part}", field)


def _named(pair: NamedPair) -> list[tuple[str, Field]]:
    return [(each.name, each.field) for each in pair]


def _traced(trace: MeasureTrace, name: str, field: Field) -> TracedEntry:
    codes = (finding.diagnostic.code for finding in trace.review.findings if finding.at == field.at)
    return TracedEntry(name, field, trace.stored(field.at), tuple(dict.fromkeys(codes)))


def table_of(entries: Sequence[TracedEntry]) -> str:
    """Return the entries as a table of 76 columns or less, if few findings stand at one entry."""
    lines = [_line("Cell", "Entry", "Holds", "Read as", "Findings")]
    for entry in entries:
        held = cut(" ".join(visible(holds(entry.cell)).split()), _LONGEST)
        address, codes = entry.field.at.address, ", ".join(entry.codes)
        lines.append(_line(address, entry.name, held, read_as(entry.field.entry), codes))
    return "\n".join(lines)


def _line(*cells: str) -> str:
    return "".join(in_column(cell, width) for cell, width in zip(cells, (6, 24, 20, 14, 0), strict=True))


def holds(cell: Cell | None) -> str:
    """Return what a cell stores, text in quotes, a formula with what it gave.

    >>> holds(Cell(Stored.TEXT, "12")), holds(Cell(Stored.NUMBER, "12", formula="6+6")), holds(None)
    ('"12"', '=6+6 -> 12', 'nothing')
    """
    if cell is None or (cell.stored is Stored.NOTHING and cell.formula is None):
        return "nothing"
    text = f'"{cell.as_marked or cell.text}"' if cell.stored is Stored.TEXT else cell.text
    if cell.formula is not None:
        return f"={cell.formula} -> {text or 'nothing'}"
    return f"{text}{_SHOWN[cell.shown_as]}"


def read_as(entry: Entry) -> str:
    """Return what an entry was read as.

    >>> from decimal import Decimal
    >>> read_as(Number(Decimal(4000))), read_as(Unreadable("about 12"))
    ('4,000', 'not readable')
    """
    match entry:
        case Number(value):
            return f"{value:,}"
        case Blank():
            return "blank"
        case NotApplicable():
            return NOT_APPLICABLE
        case Unreadable():
            return "not readable"


def entry_document(entry: TracedEntry) -> dict[str, Any]:
    """Return an entry as plain values; ``value`` is the number as it is calculated with, ``None`` where it is none."""
    cell, field = entry.cell, entry.field
    return {
        "entry": entry.name,
        "sheet": field.at.sheet,
        "cell": field.at.address,
        "stored": None if cell is None else str(cell.stored),
        "text": None if cell is None else cell.text,
        "formula": None if cell is None else cell.formula,
        "shown_as": None if cell is None else str(cell.shown_as),
        "read_as": read_as(field.entry),
        "value": found_in(field.entry) if isinstance(field.entry, Number) else None,
        "findings": list(entry.codes),
    }
