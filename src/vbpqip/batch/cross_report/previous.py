"""Reports that follow one another: the quarters that both windows share, the comparator, and the selection.

Only reports that count are compared, each with that of the same facility and MCO of the quarter before, and its
comparators with the report that tells them: that one, or the baseline's, which is in the folder or was given beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.baselines import Baselines
from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.numbers import StoredNumbers, numbers, spelled, total
from vbpqip.batch.cross_report.reports import ReportedValues, told_in
from vbpqip.checking.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checking.check import Fault, Faults
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure
from vbpqip.core.quarters import QUARTERS_IN_WINDOW
from vbpqip.kinds.qit_report.checks.previous import told_by
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, is_baseline_compared, where_told


class _Step(NamedTuple):
    """A report, the one before it, and the measures on the menu of the later one."""

    now: ReportedValues
    before: ReportedValues
    menu: Mapping[str, Measure]

    def shared(self) -> Iterator[Measure]:
        """Yield the measures of both reports."""
        yield from (self.menu[key] for key in self.now.entries if key in self.before.entries and key in self.menu)


def find_differences_to_previous(connection: sqlite3.Connection, program: Program, baselines: Baselines) -> None:
    """Note where a report does not go on where the one before it ended, or compares with what no report says."""
    notebook = Notebook(connection, program)
    told = told_in(connection, "by_pairing", program.years)
    for pairing, reports in groupby(told, key=lambda each: each.sent.pairing_and_period[:2]):
        agreed = program.for_pairing(*pairing)
        baseline = baselines.get(pairing)
        before: ReportedValues | None = None
        for now in reports:
            for diagnostic, faults in _looked_for(now, before, baseline, agreed):
                for fault in faults:
                    notebook.note(now.sent, diagnostic, fault)
            if baseline is None and now.period == agreed.baseline:
                baseline = now
            before = now


def _looked_for(
    now: ReportedValues, before: ReportedValues | None, baseline: ReportedValues | None, program: Program
) -> Iterator[tuple[Diagnostic, Faults]]:
    menu = program.menu_of(now.period)
    step = None if before is None or before.period.after(1) != now.period else _Step(now, before, menu)
    if step is not None:
        yield QUARTER_DIFFERS_FROM_PREVIOUS, _quarters(step)
    earlier = [each for each in (baseline, None if step is None else step.before) if each is not None]
    yield COMPARATOR_NOT_OF_PREVIOUS, _comparators(now, list(_sources(now, earlier, program)), menu)
    if step is not None:
        yield MEASURE_DROPPED, _dropped(step)
        yield MEASURE_ADDED, _added(step)


def _quarters(step: _Step) -> Faults:
    for measure in step.shared():
        now, before = (told.entries[measure.key][:QUARTERS_IN_WINDOW] for told in (step.now, step.before))
        for quarter, left, right in zip(step.now.period.window()[:-1], now[:-1], before[1:], strict=True):
            given, then = (numbers(left), numbers(right)) if left != right else (None, None)
            if given is not None and then is not None and given != then:
                said = f"{spelled(given)}, but {spelled(then)} in {step.before.sent.path}"
                message = f"{measure.short_title}, {quarter}: {said}."
                yield Fault(None, message, spelled(given), spelled(then))


class _Source(NamedTuple):
    """An earlier report that tells comparators, where it tells them, and how it is spoken of."""

    report: ReportedValues
    columns: Columns
    words: str

    def comparator(self, measure: Measure) -> StoredNumbers | None:
        """Return the comparator of a measure, ``None`` where it is not known."""
        pairs = self.report.entries.get(measure.key)
        if pairs is None:
            return None
        if self.columns is Columns.PRIOR:
            return numbers(pairs[-1])
        return total(pairs[:QUARTERS_IN_WINDOW], annual=measure.annual)


def _sources(now: ReportedValues, earlier: Sequence[ReportedValues], program: Program) -> Iterator[_Source]:
    """Yield the earlier reports that tell the comparators, in their order."""
    of_baseline = is_baseline_compared(now.period, program)
    for report in earlier:
        columns = where_told(report.period, now.period, program)
        if columns is not None:
            yield _Source(report, columns, told_by(report.sent.path, columns, of_baseline=of_baseline))


def _comparators(now: ReportedValues, sources: Sequence[_Source], menu: Mapping[str, Measure]) -> Faults:
    for key, pairs in now.entries.items():
        given = numbers(pairs[-1]) if key in menu else None
        known = ((source, source.comparator(menu[key])) for source in sources if given is not None)
        source, told = next(((source, told) for source, told in known if told is not None), (None, None))
        if source is not None and given is not None and told is not None and given != told:
            message = f"{menu[key].short_title}: {spelled(given)}, but {spelled(told)} {source.words}."
            yield Fault(None, message, spelled(given), spelled(told))


def _dropped(step: _Step) -> Faults:
    for key in step.before.entries:
        if key not in step.now.entries and key in step.menu:
            message = f"{step.menu[key].short_title}: selected in {step.before.sent.path}, and no longer."
            yield Fault(None, message, "not selected", "Yes")


def _added(step: _Step) -> Faults:
    for key in step.now.entries:
        if key not in step.before.entries and key in step.menu:
            message = f"{step.menu[key].short_title}: not selected in {step.before.sent.path}."
            yield Fault(None, message, "Yes", "a measure of the previous report")
