"""4xx: a report against that of the quarter before and that of the baseline, by what a ledger keeps of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, Issues, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import QUARTERS_IN_WINDOW
from vbpqip.kinds.qit_report.checks.previous import reported_by
from vbpqip.kinds.qit_report.reported_values import StoredNumbers, as_text, numbers, total
from vbpqip.kinds.reported import ReportedValues
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_reported


class _Step(NamedTuple):
    """A report, the one before it, and the measures on the menu of the later one."""

    now: ReportedValues
    before: ReportedValues
    menu: Mapping[str, Measure]

    def shared(self) -> Iterator[Measure]:
        """Yield the measures of both reports."""
        yield from (self.menu[key] for key in self.now.values if key in self.before.values and key in self.menu)


def differences_between_periods(
    now: ReportedValues, before: ReportedValues | None, baseline: ReportedValues | None, program: Program
) -> Iterator[Finding]:
    """Yield where a report does not go on where the one before it ended, or compares with what no report says."""
    menu = program.menu_of(now.period)
    step = None if before is None or before.period.after(1) != now.period else _Step(now, before, menu)
    if step is not None:
        yield from (finding_of(QUARTER_DIFFERS_FROM_PREVIOUS, issue) for issue in _quarters(step))
    earlier = [each for each in (baseline, None if step is None else step.before) if each is not None]
    sources = list(_sources(now, earlier, program))
    yield from (finding_of(COMPARATOR_NOT_OF_PREVIOUS, issue) for issue in _comparators(now, sources, menu))
    if step is not None:
        yield from (finding_of(MEASURE_DROPPED, issue) for issue in _dropped(step))
        yield from (finding_of(MEASURE_ADDED, issue) for issue in _added(step))


def _quarters(step: _Step) -> Issues:
    for measure in step.shared():
        now, before = (reported.values[measure.key][:QUARTERS_IN_WINDOW] for reported in (step.now, step.before))
        for quarter, left, right in zip(step.now.period.window()[:-1], now[:-1], before[1:], strict=True):
            given, then = (numbers(left), numbers(right)) if left != right else (None, None)
            if given is not None and then is not None and given != then:
                said = f"{as_text(given)}, but {as_text(then)} in {step.before.name}"
                message = f"{measure.short_title}, {quarter}: {said}."
                yield Issue(None, message, as_text(given), as_text(then))


class _Source(NamedTuple):
    """An earlier report that tells comparators, where it tells them, and how it is spoken of."""

    reported: ReportedValues
    columns: Columns
    words: str

    def comparator(self, measure: Measure) -> StoredNumbers | None:
        """Return the comparator of a measure, ``None`` where it is not known."""
        pairs = self.reported.values.get(measure.key)
        if pairs is None:
            return None
        if self.columns is Columns.PRIOR:
            return numbers(pairs[-1])
        return total(pairs[:QUARTERS_IN_WINDOW], annual=measure.annual)


def _sources(now: ReportedValues, earlier: Sequence[ReportedValues], program: Program) -> Iterator[_Source]:
    """Yield the earlier reports that tell the comparators, in their order."""
    of_baseline = is_baseline_compared(now.period, program)
    for reported in earlier:
        columns = where_reported(reported.period, now.period, program)
        if columns is not None:
            yield _Source(reported, columns, reported_by(reported.name, columns, of_baseline=of_baseline))


def _comparators(now: ReportedValues, sources: Sequence[_Source], menu: Mapping[str, Measure]) -> Issues:
    for key, pairs in now.values.items():
        given = numbers(pairs[-1]) if key in menu else None
        known = ((source, source.comparator(menu[key])) for source in sources if given is not None)
        source, reported = next(
            ((source, reported) for source, reported in known if reported is not None), (None, None)
        )
        if source is not None and given is not None and reported is not None and given != reported:
            message = f"{menu[key].short_title}: {as_text(given)}, but {as_text(reported)} {source.words}."
            yield Issue(None, message, as_text(given), as_text(reported))


def _dropped(step: _Step) -> Issues:
    for key in step.before.values:
        if key not in step.now.values and key in step.menu:
            message = f"{step.menu[key].short_title}: selected in {step.before.name}, and no longer."
            yield Issue(None, message, "not selected", "Yes")


def _added(step: _Step) -> Issues:
    for key in step.now.values:
        if key not in step.before.values and key in step.menu:
            message = f"{step.menu[key].short_title}: not selected in {step.before.name}."
            yield Issue(None, message, "Yes", "a measure of the previous report")
