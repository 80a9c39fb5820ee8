"""4xx: a report against the facility's report before it, and against that of the baseline, where they are given."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    PREVIOUS_REPORT_NOT_COMPARABLE,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.core.cells import Number
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.checks.file import is_another_workbook
from vbpqip.kinds.qit_report.review_context import NamedPair, ReviewContext, ScoredRow
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_reported


def _obstacle(context: ReviewContext, earlier: ReviewContext, expected: Quarter | None) -> str | None:
    """Return why a report cannot be compared with an earlier one of the expected period, ``None`` where it can."""
    named, before = context.submission, earlier.submission
    if is_another_workbook(before):
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


@check(PREVIOUS_REPORT_NOT_COMPARABLE)
def previous_report_not_comparable(context: ReviewContext) -> Issues:
    """A report that was given to compare with is that of the same pairing, of the period that it was given for."""
    for given in (_previous(context), _baseline(context)):
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


def _pairs_of_rows(context: ReviewContext, previous: ReviewContext) -> Iterator[tuple[ScoredRow, ScoredRow]]:
    """Yield the rows of the measures that both reports have."""
    before = {row.measure.key: row for row in previous.rows}
    yield from ((row, before[row.measure.key]) for row in context.rows if row.measure.key in before)


def _values(pair: NamedPair) -> list[Decimal | None]:
    return [field.field.entry.value if isinstance(field.field.entry, Number) else None for field in pair]


@check(QUARTER_DIFFERS_FROM_PREVIOUS)
def quarter_differs_from_previous(context: ReviewContext) -> Issues:
    """The quarters that both windows share have the same counts."""
    previous = _comparable(context, _previous(context))
    for row, before in () if previous is None else _pairs_of_rows(context, previous):
        earlier = {} if row.measure.annual or previous is None else _by_quarter(previous, before)
        for quarter, pair in _by_quarter(context, row).items():
            now = _values(pair)
            then: list[Decimal | None] = _values(earlier[quarter]) if quarter in earlier else [None]
            if None not in now and None not in then and now != then:
                at = pair.numerator if now[0] != then[0] else pair.denominator
                message = (
                    f"{row.measure.short_title}, {quarter}: {_of(now)}, but {_of(then)} in {context.previous_name}."
                )
                yield Issue(at.field.at, message, _of(now), _of(then))


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


@check(COMPARATOR_NOT_OF_PREVIOUS)
def comparator_not_of_previous(context: ReviewContext) -> Issues:
    """The comparator is what the report says that tells it: the one before, or the baseline's where terms say so."""
    sources = tuple(_sources(context))
    for row in context.rows if sources else ():
        known = ((source, source.comparator(row.measure.key)) for source in sources)
        found = next(((source, reported) for source, reported in known if reported is not None), None)
        if row.prior is None or found is None:
            continue
        source, reported = found
        given = _values(row.prior)[: len(reported)]
        if None not in given and given != reported:
            message = f"{row.measure.short_title}: {_of(given)}, but {_of(reported)} {source.words}."
            yield Issue(row.prior.numerator.field.at, message, _of(given), _of(reported))


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


@check(MEASURE_DROPPED)
def measure_dropped(context: ReviewContext) -> Issues:
    """Every measure of the previous report is selected still."""
    previous = _comparable(context, _previous(context))
    selected, rows = {row.measure.key for row in context.rows}, {row.key.text: row for row in context.submission.rows}
    for before in () if previous is None else previous.rows:
        row = rows.get(before.measure.key)
        if before.measure.key not in selected and before.measure.key in context.menu and row is not None:
            message = f"{before.measure.short_title}: selected in {context.previous_name}, and no longer."
            yield Issue(row.selected.at, message, row.selected.text, "Yes")


@check(MEASURE_ADDED)
def measure_added(context: ReviewContext) -> Issues:
    """Every selected measure was one of the previous report."""
    previous = _comparable(context, _previous(context))
    before = set() if previous is None else {row.measure.key for row in previous.rows}
    for row in () if previous is None else context.rows:
        if row.measure.key not in before:
            message = f"{row.measure.short_title}: not selected in {context.previous_name}."
            yield Issue(row.row.selected.at, message, row.row.selected.text, "a measure of the previous report")


CHECKS = (
    previous_report_not_comparable,
    quarter_differs_from_previous,
    comparator_not_of_previous,
    measure_dropped,
    measure_added,
)
