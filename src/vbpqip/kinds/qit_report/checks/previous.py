"""4xx: a report against the facility's report before it, and against that of the baseline, where they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    PREVIOUS_REPORT_NOT_COMPARABLE,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.core.findings import Diagnostic
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.checks.between_periods import Difference, QitValues, differences
from vbpqip.kinds.qit_report.reported_values import reported_values
from vbpqip.kinds.qit_report.review_context import ReviewContext


def _obstacle(context: ReviewContext, earlier: ReviewContext, expected: Quarter | None) -> str | None:
    """Return why a report cannot be compared with an earlier one of the expected period, ``None`` where it can."""
    named, before = context.submission, earlier.submission
    if earlier.is_of_another_kind:
        return context.program.in_words("it is no {target} report")
    parties = ("facility", named.facility, before.facility), (context.program.vocabulary.mco, named.mco, before.mco)
    for what, now, then in parties:
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


def given_for(context: ReviewContext, period: Quarter) -> ReviewContext | None:
    """Return the pairing's report of a period, ``None`` where it was not given to compare with."""
    earlier = (_comparable(context, given) for given in (_previous(context), _baseline(context)))
    return next((each for each in earlier if each is not None and each.period == period), None)


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


def _values(context: ReviewContext, name: str) -> QitValues | None:
    """Return what a report says of its measures; ``None`` where its period is not known."""
    if context.period is None:
        return None
    quarters = context.submission.named_quarters(context.program.years)
    return QitValues(name, context.period, quarters, reported_values(context))


def _found(diagnostic: Diagnostic) -> Callable[[ReviewContext], Iterator[Difference]]:
    """Return what yields the differences of a diagnostic from the reports that were given."""

    def found(context: ReviewContext) -> Iterator[Difference]:
        given = {each.words: each for each in (_previous(context), _baseline(context))}
        reports = {words: _comparable(context, each) for words, each in given.items()}
        now = _values(context, "") if any(reports.values()) else None
        if now is not None:
            before, baseline = (
                None if each is None else _values(each, given[words].name) for words, each in reports.items()
            )
            every = differences(now, before, baseline, context.program)
            listed = {row.key.text for row in context.submission.rows}
            yield from (each for each in every if each.diagnostic is diagnostic and each.measure in listed)

    return found


def _located(difference: Difference, context: ReviewContext) -> Issue:
    """Return a difference as an issue of the cell that it is in."""
    if difference.pair is None:
        answer = next(row.selected for row in context.submission.rows if row.key.text == difference.measure)
        return Issue(answer.at, difference.message, answer.text, difference.expected)
    row = next(row.row for row in context.rows if row.measure.key == difference.measure)
    pairs = (*row.quarters, row.prior)
    return Issue(pairs[difference.pair][difference.is_below].at, *difference[2:5])


@check(
    QUARTER_DIFFERS_FROM_PREVIOUS, over=Items[ReviewContext, Difference, None](_found(QUARTER_DIFFERS_FROM_PREVIOUS))
)
def quarter_differs_from_previous(difference: Difference, context: ReviewContext) -> Issues:
    """A quarter that both windows share has the same counts."""
    yield _located(difference, context)


@check(COMPARATOR_NOT_OF_PREVIOUS, over=Items[ReviewContext, Difference, None](_found(COMPARATOR_NOT_OF_PREVIOUS)))
def comparator_not_of_previous(difference: Difference, context: ReviewContext) -> Issues:
    """The comparator is what the report says that tells it: the one before, or the baseline's where terms say so."""
    yield _located(difference, context)


@check(MEASURE_DROPPED, over=Items[ReviewContext, Difference, None](_found(MEASURE_DROPPED)))
def measure_dropped(difference: Difference, context: ReviewContext) -> Issues:
    """Every measure of the previous report is selected still."""
    yield _located(difference, context)


@check(MEASURE_ADDED, over=Items[ReviewContext, Difference, None](_found(MEASURE_ADDED)))
def measure_added(difference: Difference, context: ReviewContext) -> Issues:
    """Every selected measure was one of the previous report."""
    yield _located(difference, context)


CHECKS = (
    previous_report_not_comparable,
    quarter_differs_from_previous,
    comparator_not_of_previous,
    measure_dropped,
    measure_added,
)
