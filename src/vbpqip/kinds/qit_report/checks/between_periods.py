"""4xx: a report beside the report before it and that of the baseline: one set of rules, wherever both are known.

A check of one report looks at its entries, and a folder at what is kept of accepted ones; both are compared as they
are reported, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import QUARTERS_IN_WINDOW, Quarter
from vbpqip.kinds.qit_report.reported_values import EnteredValues, StoredNumbers, as_text, numbers, total
from vbpqip.kinds.reported import ReportedValues
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_reported

PRIOR_TOTALS = -1
"""The place of the prior report's pair among those of a measure."""


class QitValues(NamedTuple):
    """What a report of a period says of its measures; ``quarters`` are those of its pairs, the prior report's apart."""

    name: str
    period: Quarter
    quarters: tuple[Quarter | None, ...]
    values: EnteredValues

    @property
    def places(self) -> Mapping[Quarter, int]:
        """The places of each measure's pairs by the quarters that they are of."""
        return {quarter: nth for nth, quarter in enumerate(self.quarters) if quarter is not None}


class Difference(NamedTuple):
    """What a report finds in an earlier one: of which measure, in which of its pairs, ``None`` in its selection.

    ``is_below`` is a difference of denominators alone.
    """

    diagnostic: Diagnostic
    measure: str
    message: str
    found: str
    expected: str
    pair: int | None = None
    is_below: bool = False


def differences_between_periods(
    now: ReportedValues, before: ReportedValues | None, baseline: ReportedValues | None, program: Program
) -> Iterator[Finding]:
    """Yield what is found between accepted reports, whose quarters are those of their periods."""
    last, first = (None if each is None else _of_period(each) for each in (before, baseline))
    for each in differences(_of_period(now), last, first, program):
        yield finding_of(each.diagnostic, Issue(None, each.message, each.found, each.expected))


def _of_period(reported: ReportedValues) -> QitValues:
    return QitValues(reported.name, reported.period, reported.period.window(), reported.values)


def differences(
    now: QitValues, before: QitValues | None, baseline: QitValues | None, program: Program
) -> Iterator[Difference]:
    """Yield where a report does not go on where the one before it ended, or compares with what no report says."""
    menu = program.menu_of(now.period)
    last = None if before is None or before.period.after(1) != now.period else before
    if last is not None:
        yield from _quarters(now, last, menu)
    sources = list(_sources(now, [each for each in (baseline, last) if each is not None], program))
    yield from _comparators(now, sources, menu)
    if last is not None:
        yield from _dropped(now, last, menu)
        yield from _added(now, last, menu)


def _quarters(now: QitValues, before: QitValues, menu: Mapping[str, Measure]) -> Iterator[Difference]:
    """A quarter that both windows share has the same counts; what is written alike need not be read."""
    places, earlier = now.places, before.places
    shared = [(quarter, nth, earlier[quarter]) for quarter, nth in places.items() if quarter in earlier]
    in_both = (key for key in now.values if key in before.values and key in menu and not menu[key].annual)
    for key, (quarter, nth, then_nth) in product(in_both, shared):
        here, there = now.values[key][nth], before.values[key][then_nth]
        given, then = (None, None) if here == there else (numbers(here), numbers(there))
        if given is not None and then is not None and given != then:
            said = f"{as_text(given)}, but {as_text(then)} in {before.name}"
            message, is_below = f"{menu[key].short_title}, {quarter}: {said}.", given[0] == then[0]
            yield Difference(QUARTER_DIFFERS_FROM_PREVIOUS, key, message, as_text(given), as_text(then), nth, is_below)


class _Source(NamedTuple):
    """An earlier report that tells comparators, where it tells them, and how it is spoken of."""

    reported: QitValues
    columns: Columns
    words: str

    def comparator(self, measure: Measure) -> StoredNumbers | None:
        """Return the comparator of a measure, of an annual one its result; ``None`` where it is not known."""
        pairs = self.reported.values.get(measure.key)
        if pairs is None:
            return None
        if self.columns is Columns.PRIOR:
            return numbers(pairs[PRIOR_TOTALS], annual=measure.annual)
        return total(pairs[:QUARTERS_IN_WINDOW], annual=measure.annual)


def _sources(now: QitValues, earlier: Sequence[QitValues], program: Program) -> Iterator[_Source]:
    """Yield the earlier reports that tell the comparators, in their order."""
    of_baseline = is_baseline_compared(now.period, program)
    for reported in earlier:
        columns = where_reported(reported.period, now.period, program)
        if columns is not None:
            yield _Source(reported, columns, reported_by(reported.name, columns, of_baseline=of_baseline))


def reported_by(name: str, reported: Columns, *, of_baseline: bool) -> str:
    """Return how a message speaks of the report that tells a comparator; ``of_baseline`` where it is the baseline's.

    >>> reported_by("last.xlsx", Columns.PRIOR, of_baseline=True)
    'as the comparator in last.xlsx'
    """
    if reported is Columns.PRIOR:
        return f"as the comparator in {name}"
    return f"by {name}, the baseline" if of_baseline else f"by {name}"


def _comparators(now: QitValues, sources: Sequence[_Source], menu: Mapping[str, Measure]) -> Iterator[Difference]:
    """The comparator is what the first report says that tells it."""
    for measure in (menu[key] for key in now.values if key in menu):
        given = numbers(now.values[measure.key][PRIOR_TOTALS], annual=measure.annual)
        known = ((source.comparator(measure), source.words) for source in sources if given is not None)
        reported, words = next((each for each in known if each[0] is not None), (None, ""))
        if given is not None and reported is not None and given != reported:
            message = f"{measure.short_title}: {as_text(given)}, but {as_text(reported)} {words}."
            yield Difference(
                COMPARATOR_NOT_OF_PREVIOUS, measure.key, message, as_text(given), as_text(reported), PRIOR_TOTALS
            )


def _dropped(now: QitValues, before: QitValues, menu: Mapping[str, Measure]) -> Iterator[Difference]:
    """Every measure of the report before is selected still."""
    for key in before.values:
        if key not in now.values and key in menu:
            message = f"{menu[key].short_title}: selected in {before.name}, and no longer."
            yield Difference(MEASURE_DROPPED, key, message, "not selected", "Yes")


def _added(now: QitValues, before: QitValues, menu: Mapping[str, Measure]) -> Iterator[Difference]:
    """Every selected measure was one of the report before."""
    for key in now.values:
        if key not in before.values and key in menu:
            message = f"{menu[key].short_title}: not selected in {before.name}."
            yield Difference(MEASURE_ADDED, key, message, "Yes", "a measure of the previous report")
