"""A comparison in words: what the reports are to one another, each change, and what became of each measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from vbpqip.core.measures import Rate
from vbpqip.core.numbers import rounded, told_apart
from vbpqip.core.quarters import QUARTERS_IN_WINDOW
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.kinds.compared import Sides, either
from vbpqip.kinds.in_words import word_behind
from vbpqip.kinds.qit_report.comparing.comparison import (
    Change,
    Comparison,
    MeasureChange,
    Relation,
)
from vbpqip.kinds.qit_report.result_in_words import outcome_in_words
from vbpqip.workbook.compare import ChangeKind, ComparedEntry

_NOTHING = "none"
KINDS = {
    ChangeKind.CHANGED: "changed",
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "removed",
    ChangeKind.SPELLING: "in spelling only",
}
"""What became of an entry, in words."""


def relation_of(comparison: Comparison) -> str:
    """Return whose reports they are, and what they are to one another."""
    old, new, mco = comparison.old, comparison.new, comparison.new.rules.vocabulary.mco
    pairing = f"{new.facility or old.facility or 'no facility'} to {new.mco or old.mco or f'no {mco}'}"
    if comparison.relation is Relation.RESUBMISSION:
        return f"{pairing}, {new.period or old.period or 'no period'}: one report, sent twice"
    shared = [str(quarter) for quarter in old.window if quarter in new.window]
    apart = QUARTERS_IN_WINDOW - len(shared)
    neighbours = "" if apart == 1 else f"not neighbours but {apart} quarters apart, "
    compared = f"{neighbours}compared where they overlap, in {', '.join(shared)}"
    return f"{pairing}, {old.period} and then {new.period}: {compared}"


def summary_of(comparison: Comparison) -> str:
    """Return how many entries differ, and in what way; of none it says so."""
    if comparison.is_same_file:
        return "The two files are the same, byte for byte."
    if not comparison.changes:
        shared = comparison.relation is Relation.SUCCESSIVE
        return "No entry that both reports share differs." if shared else "The files differ, but no entry in them does."
    times = Counter(change.kind for change in comparison.changes)
    kinds = ", ".join(f"{times[kind]} {words}" for kind, words in KINDS.items() if times[kind])
    count = len(comparison.changes)
    return f"{count:,} {'entry differs' if count == 1 else 'entries differ'}: {kinds}"


def findings_summary(comparison: Comparison) -> str:
    """Return how many findings went away, and how many are new."""
    gone, arisen = len(comparison.gone), len(comparison.arisen)
    return f"{gone or 'No'} {word_behind(gone, 'finding')} gone, {arisen or 'no'} new {word_behind(arisen, 'finding')}"


def places_of_change(change: Change) -> str:
    """Return where an entry stands; both places where it moved.

    A contract that was added has a place in the newer report alone.
    """
    before, after = change.old.at, change.new.at
    if before is None or after is None or before == after:
        return str(after or before or "")
    return f"{before} -> {after.address if before.sheet == after.sheet else after}"


def entered(entry: ComparedEntry, workbook: str) -> str:
    """Return what a report says: what is entered, how if unusually, or what it calculates."""
    if not entry.shown:
        return f"blank, {entry.how}" if entry.how else "blank"
    if entry.at is None:
        return f"{entry.shown} by {workbook}"
    return f"{entry.shown} ({entry.how})" if entry.how else entry.shown


def what_changed(change: Change, comparison: Comparison) -> str:
    """Return an entry's change, such as ``numerator of DY2 Q3: 12 -> 1``."""
    old, new = entered(change.old, comparison.old.workbook), entered(change.new, comparison.new.workbook)
    return f"{change.called}: {_turned(change.kind, old, new)}"


def _turned(kind: ChangeKind, old: str, new: str) -> str:
    match kind:
        case ChangeKind.CHANGED:
            return f"{old} -> {new}"
        case ChangeKind.ADDED:
            return f"added {new}"
        case ChangeKind.REMOVED:
            return f"removed {old}"
        case ChangeKind.SPELLING:
            return f"{old} -> {new}, which means the same"


def outcomes(measure: MeasureChange) -> Sides:
    """Return what became of a measure in each report."""
    return _outcome(measure.old), _outcome(measure.new)


def _outcome(result: MeasureResult | None) -> str:
    return "not selected" if result is None else outcome_in_words(result)[0]


def results_of_both(measure: MeasureChange) -> Sides:
    """Return a measure's result in each report, rounded as far as they can be told apart."""
    return _in_both(_rate(measure.old and measure.old.current), _rate(measure.new and measure.new.current))


def comparators(measure: MeasureChange) -> Sides:
    """Return what a measure's result is compared with in each report."""
    return _in_both(_rate(measure.old and measure.old.prior), _rate(measure.new and measure.new.prior))


def _rate(performance: Performance | None) -> Rate | None:
    return None if performance is None else performance.rate


def _in_both(old: Rate | None, new: Rate | None) -> Sides:
    if old is not None and new is not None:
        return told_apart(old, new)
    return _NOTHING if old is None else rounded(old), _NOTHING if new is None else rounded(new)


def cells_of(changes: Iterable[Change]) -> str:
    """Return where changes stand, each sheet named once: ``P4P Report!E20, F20``."""
    places = [change.at for change in changes if change.at is not None]
    by_sheet = ((sheet, ", ".join(at.address for at in alike)) for sheet, alike in groupby(places, lambda at: at.sheet))
    return ", ".join(f"{sheet}!{addresses}" for sheet, addresses in by_sheet)


def moved_by(measure: MeasureChange, relation: Relation) -> str:
    """Return by what a measure's result differs: entries, and in a later report its new quarters."""
    new_quarters = "its new quarters" if relation is Relation.SUCCESSIVE else ""
    return ", ".join(each for each in (new_quarters, cells_of(measure.movers)) if each)


def credits_of(comparison: Comparison) -> str:
    """Return the measure credits that count, and the contracts' entries by which those of one period differ."""
    in_force = either((str(comparison.old.credits.in_force), str(comparison.new.credits.in_force)))
    by = cells_of(comparison.contract_changes) if comparison.relation is Relation.RESUBMISSION else ""
    return f"{in_force}{f', by {by}' if by else ''}"
