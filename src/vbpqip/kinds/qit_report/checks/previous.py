"""4xx: a report against the facility's report before it, and against that of the baseline, where they are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    PREVIOUS_REPORT_NOT_COMPARABLE,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.core.cells import Number
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.model import MeasureRow
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedPair
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_reported


def _obstacle(context: ReviewContext, earlier: ReviewContext, expected: Quarter | None) -> str | None:
    """Return why a report cannot be compared with an earlier one of the expected period, ``None`` where it can."""
    named, before = context.submission, earlier.submission
    if earlier.is_of_another_kind:
        return "it is no QIT report"
    for what, now, then in (("facility", named.facility, before.facility), ("MCO", named.mco, before.mco)):
        if normalized_name(now.text) != normalized_name(then.text):
            return f"its {what} is {then.text or 'blank'}"
    if expected is None or earlier.period != expected:
        return f"its period is {earlier.period or 'not known'}"
    return None


class _Given(NamedTuple):
    """A report that was given to compare with: its context, ``None`` where it cannot be read, and what it should be."""

    context: ReviewContext | None
    name: str
    period: Quarter | None
    words: str


def _previous(context: ReviewContext) -> _Given:
    quarter = None if context.period is None else context.period.after(-1)
    return _Given(context.previous, context.previous_name, quarter, "the quarter before")


def _baseline(context: ReviewContext) -> _Given:
    return _Given(
        context.baseline, context.baseline_name, context.program.baseline, f"the baseline, {context.program.baseline}"
    )


def _comparable(context: ReviewContext, given: _Given) -> ReviewContext | None:
    """Return a report that was given, ``None`` where there is none to compare with."""
    return None if given.context is None or _obstacle(context, given.context, given.period) else given.context


_GIVEN = Items[ReviewContext, _Given, None](lambda context: (_previous(context), _baseline(context)))


@check(PREVIOUS_REPORT_NOT_COMPARABLE, over=_GIVEN)
def previous_report_not_comparable(given: _Given, context: ReviewContext) -> Issues:
    """A report that was given to compare with is that of the same pairing, of the period that it was given for."""
    if given.context is None:
        reason = context.unread.get(given.name)
        unread = f"it cannot be read as a workbook{f', since {reason}' if reason else ''}"
        obstacle = unread if given.name else None
    else:
        obstacle = _obstacle(context, given.context, given.period)
    if obstacle is not None:
        message = f"{given.name} was not compared: {obstacle}."
        yield Issue(None, message, given.name, f"this pairing's report of {given.words}")


def _by_quarter(context: ReviewContext, row: ScoredRow) -> Mapping[Quarter, NamedPair]:
    named = zip(context.submission.named_quarters(context.program.years), row.quarters, strict=True)
    return {quarter: pair for quarter, pair in named if quarter is not None}


def _values(pair: NamedPair) -> list[Decimal | None]:
    return [field.field.entry.value if isinstance(field.field.entry, Number) else None for field in pair]


class _PairAgain(NamedTuple):
    """A quarter's pair, and what the report before has of the same quarter and measure."""

    quarter: Quarter
    pair: NamedPair
    before: NamedPair


def _reported_again(context: ReviewContext) -> Iterator[_PairAgain]:
    """Yield the pairs of the quarters and measures that both windows share."""
    previous = _comparable(context, _previous(context))
    if previous is None:
        return
    rows = {row.measure.key: _by_quarter(previous, row) for row in previous.rows if not row.measure.annual}
    for row in (each for each in context.rows if not each.measure.annual):
        before = rows.get(row.measure.key, {})
        shared = ((quarter, pair) for quarter, pair in _by_quarter(context, row).items() if quarter in before)
        yield from (_PairAgain(quarter, pair, before[quarter]) for quarter, pair in shared)


@check(QUARTER_DIFFERS_FROM_PREVIOUS, over=Items[ReviewContext, _PairAgain, None](_reported_again))
def quarter_differs_from_previous(again: _PairAgain, context: ReviewContext) -> Issues:
    """A quarter that both windows share has the same counts."""
    now, then = _values(again.pair), _values(again.before)
    if None not in now and None not in then and now != then:
        at = again.pair.numerator if now[0] != then[0] else again.pair.denominator
        title = f"{at.measure.short_title}, {again.quarter}"
        yield Issue(
            at.field.at, f"{title}: {_of(now)}, but {_of(then)} in {context.previous_name}.", _of(now), _of(then)
        )


def _of(values: list[Decimal | None]) -> str:
    return " of ".join(f"{value:,}" for value in values)


class _Source(NamedTuple):
    """An earlier report that tells comparators: its rows by measure, where it tells them, and how it is spoken of."""

    rows: Mapping[str, ScoredRow]
    reported: Columns
    words: str

    def comparator(self, key: str) -> list[Decimal | None] | None:
        """Return the comparator of a measure, of an annual one its result; ``None`` where it is not known."""
        row = self.rows.get(key)
        if row is None:
            return None
        return _result(row) if self.reported is Columns.OWN else _prior(row)


def _sources(context: ReviewContext) -> Iterator[_Source]:
    """Yield the earlier reports that tell the comparators, the baseline's first."""
    for given in (_baseline(context), _previous(context)):
        earlier = _comparable(context, given)
        if earlier is not None and earlier.period is not None and context.period is not None:
            reported = where_reported(earlier.period, context.period, context.program)
            if reported is not None:
                rows = {str(row.measure.key): row for row in earlier.rows}
                of_baseline = is_baseline_compared(context.period, context.program)
                yield _Source(rows, reported, reported_by(given.name, reported, of_baseline=of_baseline))


def reported_by(name: str, reported: Columns, *, of_baseline: bool) -> str:
    """Return how a message speaks of the report that tells a comparator; ``of_baseline`` where it is the baseline's.

    >>> reported_by("last.xlsx", Columns.PRIOR, of_baseline=True)
    'as the comparator in last.xlsx'
    """
    if reported is Columns.PRIOR:
        return f"as the comparator in {name}"
    return f"by {name}, the baseline" if of_baseline else f"by {name}"


class _KnownComparator(NamedTuple):
    """What an earlier report tells of the comparator of a row."""

    row: ScoredRow
    reported: list[Decimal | None]
    words: str


def _known_comparators(context: ReviewContext) -> Iterator[_KnownComparator]:
    """Yield the rows whose comparator an earlier report tells, each with the first that does."""
    sources = tuple(_sources(context))
    for row in context.rows if sources else ():
        known = ((source.comparator(row.measure.key), source.words) for source in sources)
        reported, words = next((each for each in known if each[0] is not None), (None, ""))
        if reported is not None:
            yield _KnownComparator(row, reported, words)


@check(COMPARATOR_NOT_OF_PREVIOUS, over=Items[ReviewContext, _KnownComparator, None](_known_comparators))
def comparator_not_of_previous(known: _KnownComparator, _: ReviewContext) -> Issues:
    """The comparator is what the report says that tells it: the one before, or the baseline's where terms say so."""
    prior = known.row.prior
    given = [] if prior is None else _values(prior)[: len(known.reported)]
    if prior is not None and None not in given and given != known.reported:
        message = f"{known.row.measure.short_title}: {_of(given)}, but {_of(known.reported)} {known.words}."
        yield Issue(prior.numerator.field.at, message, _of(given), _of(known.reported))


def _prior(row: ScoredRow) -> list[Decimal | None] | None:
    """Return the totals of the prior columns, of an annual row its prior result; ``None`` where they are not known."""
    values = [] if row.prior is None else _values(row.prior)[: 1 if row.measure.annual else 2]
    return None if None in values or not values else values


def _result(row: ScoredRow) -> list[Decimal | None] | None:
    """Return the totals of a row, of an annual one its result; ``None`` where they are not known."""
    if row.measure.annual:
        result = _values(row.quarters[-1])[:1]
        return None if None in result else result
    values = [_values(pair) for pair in row.quarters]
    if any(None in pair for pair in values):
        return None
    return [sum((pair[nth] or Decimal() for pair in values), Decimal()) for nth in (0, 1)]


def _dropped(context: ReviewContext) -> Iterator[MeasureRow]:
    """Yield the rows of measures that the report before selected, and this one does not."""
    previous = _comparable(context, _previous(context))
    selected, rows = {row.measure.key for row in context.rows}, {row.key.text: row for row in context.submission.rows}
    before = () if previous is None else (row.measure.key for row in previous.rows)
    yield from (rows[key] for key in before if key not in selected and key in context.menu and key in rows)


@check(MEASURE_DROPPED, over=Items[ReviewContext, MeasureRow, None](_dropped))
def measure_dropped(row: MeasureRow, context: ReviewContext) -> Issues:
    """Every measure of the previous report is selected still."""
    message = f"{context.measure_name(row)}: selected in {context.previous_name}, and no longer."
    yield Issue(row.selected.at, message, row.selected.text, "Yes")


def _added(context: ReviewContext) -> Iterator[ScoredRow]:
    """Yield the rows that the report before does not select."""
    previous = _comparable(context, _previous(context))
    if previous is not None:
        before = {row.measure.key for row in previous.rows}
        yield from (row for row in context.rows if row.measure.key not in before)


@check(MEASURE_ADDED, over=Items[ReviewContext, ScoredRow, None](_added))
def measure_added(row: ScoredRow, context: ReviewContext) -> Issues:
    """Every selected measure was one of the previous report."""
    message = f"{row.measure.short_title}: not selected in {context.previous_name}."
    yield Issue(row.row.selected.at, message, row.row.selected.text, "a measure of the previous report")


CHECKS = (
    previous_report_not_comparable,
    quarter_differs_from_previous,
    comparator_not_of_previous,
    measure_dropped,
    measure_added,
)
