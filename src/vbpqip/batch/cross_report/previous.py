"""Reports that follow one another: the quarters that both windows share, the comparator, and the selection.

Only reports that count are compared, each with that of the same facility and MCO of the quarter before, and its
comparators with the report that tells them: that one, or the baseline's, which is in the folder or was given beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.baselines import Baselines
from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.numbers import StoredNumbers, as_text, numbers, total
from vbpqip.batch.cross_report.reports import ReportedValues, reported_in
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Issue, Issues
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure
from vbpqip.core.quarters import QUARTERS_IN_WINDOW
from vbpqip.kinds.qit_report.checks.previous import reported_by
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_reported


class _Step(NamedTuple):
    """A report, the one before it, and the measures on the menu of the later one."""

    now: ReportedValues
    before: ReportedValues
    menu: Mapping[str, Measure]

    def shared(self) -> Iterator[Measure]:
        """Yield the measures of both reports."""
        yield from (self.menu[key] for key in self.now.entries if key in self.before.entries and key in self.menu)


def find_differences_to_previous(store: Store, program: Program, baselines: Baselines) -> None:
    """Note where a report does not go on where the one before it ended, or compares with what no report says."""
    notebook = Notebook(store, program)
    reported = reported_in(store, "qit_reports_that_count_by_pairing", program.years)
    for pairing, reports in groupby(reported, key=lambda each: each.report.pairing_and_period[:2]):
        agreed = program.for_pairing(*pairing)
        baseline = baselines.get(pairing)
        before: ReportedValues | None = None
        for now in reports:
            for diagnostic, issues in _looked_for(now, before, baseline, agreed):
                for issue in issues:
                    notebook.note(now.report, diagnostic, issue)
            if baseline is None and now.period == agreed.baseline:
                baseline = now
            before = now


def _looked_for(
    now: ReportedValues, before: ReportedValues | None, baseline: ReportedValues | None, program: Program
) -> Iterator[tuple[Diagnostic, Issues]]:
    menu = program.menu_of(now.period)
    step = None if before is None or before.period.after(1) != now.period else _Step(now, before, menu)
    if step is not None:
        yield QUARTER_DIFFERS_FROM_PREVIOUS, _quarters(step)
    earlier = [each for each in (baseline, None if step is None else step.before) if each is not None]
    yield COMPARATOR_NOT_OF_PREVIOUS, _comparators(now, list(_sources(now, earlier, program)), menu)
    if step is not None:
        yield MEASURE_DROPPED, _dropped(step)
        yield MEASURE_ADDED, _added(step)


def _quarters(step: _Step) -> Issues:
    for measure in step.shared():
        now, before = (reported.entries[measure.key][:QUARTERS_IN_WINDOW] for reported in (step.now, step.before))
        for quarter, left, right in zip(step.now.period.window()[:-1], now[:-1], before[1:], strict=True):
            given, then = (numbers(left), numbers(right)) if left != right else (None, None)
            if given is not None and then is not None and given != then:
                said = f"{as_text(given)}, but {as_text(then)} in {step.before.report.path}"
                message = f"{measure.short_title}, {quarter}: {said}."
                yield Issue(None, message, as_text(given), as_text(then))


class _Source(NamedTuple):
    """An earlier report that tells comparators, where it tells them, and how it is spoken of."""

    reported: ReportedValues
    columns: Columns
    words: str

    def comparator(self, measure: Measure) -> StoredNumbers | None:
        """Return the comparator of a measure, ``None`` where it is not known."""
        pairs = self.reported.entries.get(measure.key)
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
            yield _Source(reported, columns, reported_by(reported.report.path, columns, of_baseline=of_baseline))


def _comparators(now: ReportedValues, sources: Sequence[_Source], menu: Mapping[str, Measure]) -> Issues:
    for key, pairs in now.entries.items():
        given = numbers(pairs[-1]) if key in menu else None
        known = ((source, source.comparator(menu[key])) for source in sources if given is not None)
        source, reported = next(
            ((source, reported) for source, reported in known if reported is not None), (None, None)
        )
        if source is not None and given is not None and reported is not None and given != reported:
            message = f"{menu[key].short_title}: {as_text(given)}, but {as_text(reported)} {source.words}."
            yield Issue(None, message, as_text(given), as_text(reported))


def _dropped(step: _Step) -> Issues:
    for key in step.before.entries:
        if key not in step.now.entries and key in step.menu:
            message = f"{step.menu[key].short_title}: selected in {step.before.report.path}, and no longer."
            yield Issue(None, message, "not selected", "Yes")


def _added(step: _Step) -> Issues:
    for key in step.now.entries:
        if key not in step.before.entries and key in step.menu:
            message = f"{step.menu[key].short_title}: not selected in {step.before.report.path}."
            yield Issue(None, message, "Yes", "a measure of the previous report")
