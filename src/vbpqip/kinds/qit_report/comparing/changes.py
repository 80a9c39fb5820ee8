"""What changed: between two submissions of one report, and between a report and a later one where they overlap."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.core.reviews import Review
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.kinds.qit_report.comparing.comparator import comparator_in
from vbpqip.kinds.qit_report.comparing.comparison import Change, EntryName, FormPart
from vbpqip.kinds.qit_report.comparing.matching import matched_quarters
from vbpqip.kinds.qit_report.comparing.named_entries import (
    PRIOR_ENTRIES,
    Called,
    NamedEntries,
    is_used,
    named_entries,
    row_names,
    slot_name,
)
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.rules.comparator import is_baseline_compared
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.compare import ComparedEntry, change_kind, matched_rows


class Report(NamedTuple):
    """One of two reports: its context, its review, and its entries by name."""

    context: ReviewContext
    review: Review
    called: Called
    entries: NamedEntries

    @property
    def results(self) -> Mapping[str, MeasureResult]:
        """The results of the selected measures, by key."""
        return {str(result.measure.key): result for result in self.review.measures}


class Compared(NamedTuple):
    """Entries of two reports that are compared with one another, and in words what is not, and why."""

    old: NamedEntries
    new: NamedEntries
    left_out: tuple[str, ...] = ()


def both_reports(old: tuple[ReviewContext, Review], new: tuple[ReviewContext, Review]) -> tuple[Report, Report]:
    """Name the entries of two reports alike."""
    submissions = old[0].submission, new[0].submission
    years = old[0].program.years
    before, after = (each.entries.tables[CONTRACT_TABLE.name] for each in submissions)
    matched = matched_rows(submissions[1].entries.form.table_on(CONTRACT_TABLE.sheet), before, after, years)
    named = zip(matched_quarters(*submissions, years), matched, strict=True)
    one, other = (
        Report(context, review, Called(*each), named_entries(context.submission, Called(*each), years))
        for (context, review), each in zip((old, new), named, strict=True)
    )
    return one, other


def changes_of(compared: Compared, old: Report, new: Report) -> tuple[Change, ...]:
    """Return the entries that differ: heading, measures in the newer report's order, contracts."""
    names = {**row_names(old.context, old.called), **row_names(new.context, new.called)}
    return tuple(_changes(compared, names, new.review.rules.vocabulary))


def _changes(
    compared: Compared, subject: Mapping[tuple[FormPart, str, int], str], words: Vocabulary
) -> Iterator[Change]:
    absent = ComparedEntry(None)
    for name in _in_order(compared):
        old, new = compared.old.get(name, absent), compared.new.get(name, absent)
        kind = change_kind(old, new)
        if kind is not None:
            yield Change(
                kind=kind, name=name, subject=subject[name.row], called=words.said(name.entry), old=old, new=new
            )


def _in_order(compared: Compared) -> Iterator[EntryName]:
    """Yield names row by row; a row that one report lacks, and nobody uses in the other, is none."""
    old, new = _by_row(compared.old), _by_row(compared.new)
    rows = sorted({**new, **old}, key=lambda row: _PARTS.index(row[0]))
    for row in rows:
        before, after = old.get(row, {}), new.get(row, {})
        if (before and after) or row[0] is not FormPart.MEASURE or is_used({**before, **after}):
            yield from (name for name in before if name not in after)
            yield from after


_PARTS = tuple(FormPart)


def _by_row(entries: NamedEntries) -> dict[tuple[FormPart, str, int], dict[EntryName, ComparedEntry]]:
    rows: dict[tuple[FormPart, str, int], dict[EntryName, ComparedEntry]] = {}
    for name, entry in entries.items():
        rows.setdefault(name.row, {})[name] = entry
    return rows


def resubmitted(old: Report, new: Report) -> Compared:
    """Compare every entry of a report with its resubmission's."""
    return Compared(old.entries, new.entries)


def followed(old: Report, new: Report, periods: tuple[Quarter, Quarter]) -> Compared:
    """Compare a report with a later one: shared quarters, selection, contracts, and the prior result."""
    shared = _shared_entries(old, new)
    before, after = (
        {name: entry for name, entry in each.entries.items() if _is_shared(name, each, shared)} for each in (old, new)
    )
    both = [key for key in old.results if key in new.results]
    priors = {key: _reported_prior(key, comparator_in(old.results[key], *periods, new.context.program)) for key in both}
    for entries in priors.values():
        before.update(entries)
        after.update({name: new.entries[name] for name in entries})
    return Compared(before, after, tuple(_left_out(old, new, priors, periods)))


def _left_out(
    old: Report, new: Report, priors: Mapping[str, NamedEntries], periods: tuple[Quarter, Quarter]
) -> Iterator[str]:
    """Yield what is not compared: quarters of one report alone, prior results that the earlier one does not say."""
    earlier, later = periods
    without_prior = [key for key, entries in priors.items() if not entries]
    are_neighbours = earlier.after(1) == later
    if not are_neighbours:
        alone = f"the counts of {_alone(earlier, later)}, which only the earlier report has"
        yield f"{alone}, and of {_alone(later, earlier)}, which only the later one has."
    if are_neighbours or is_baseline_compared(later, new.context.program):
        yield from (f"{old.results[key].measure.short_title}: {_WHY_NO_PRIOR}" for key in without_prior)
    elif without_prior:
        yield f"the prior results of {later}: they are those of {later.after(-1)}, not of {earlier}."


def _alone(own: Quarter, other: Quarter) -> str:
    """Return the quarters of a window that another has not."""
    *first, last = (str(quarter) for quarter in own.window() if quarter not in other.window())
    return f"{', '.join(first)} and {last}" if first else last


_WHY_NO_PRIOR = "the prior result, since the earlier report does not soundly say it."
_STAYS = frozenset({"facility", "{mco}"})


def _shared_entries(old: Report, new: Report) -> frozenset[str]:
    """Return the names of the counts of the quarters that both reports name once."""
    columns = old.context.submission.named_quarters(old.context.program.years)
    named = {str(quarter) for quarter in columns if quarter is not None}
    quarters = named & set(old.called.quarters) & set(new.called.quarters)
    parts = {each.slot.part for each in MEASURES.entries if each.slot is not None}
    return frozenset(slot_name(part, quarter) for quarter in quarters for part in parts)


def _is_shared(name: EntryName, report: Report, shared: Collection[str]) -> bool:
    """Whether an entry means the same in a later report."""
    match name.part:
        case FormPart.HEADING:
            return name.entry in _STAYS
        case FormPart.CONTRACT:
            return True
        case FormPart.MEASURE:
            measure = report.context.menu.get(name.group)
            return name.entry == "selected" or (name.entry in shared and not (measure is not None and measure.annual))


def _reported_prior(key: str, performance: Performance | None) -> dict[EntryName, ComparedEntry]:
    """Return what the later report's prior entries should be; none where that is not known."""
    if performance is None:
        return {}
    if performance.pooled is not None:
        totals = [Decimal(total) for total in performance.pooled]
        entries = [ComparedEntry(None, total, str(total)) for total in totals]
    elif performance.rate is None:
        entries = [ComparedEntry(None, NOT_APPLICABLE, NOT_APPLICABLE)]
    else:
        result = Decimal(performance.rate.numerator) / performance.rate.denominator
        entries = [ComparedEntry(None, result, str(result))]
    names = (EntryName(FormPart.MEASURE, key, 0, entry) for entry in PRIOR_ENTRIES)
    return dict(zip(names, entries, strict=False))
