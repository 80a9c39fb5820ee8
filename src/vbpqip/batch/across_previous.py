"""Reports that follow one another: the quarters that both windows share, the comparator, and the selection.

Only reports that count are compared, each with that of the same facility and MCO of the quarter before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from vbpqip.batch.across_findings import Notebook
from vbpqip.batch.across_numbers import numbers, spelled, total
from vbpqip.batch.across_reports import Told, told_in
from vbpqip.checks.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checks.registry import Fault, Faults
from vbpqip.domain.findings import Diagnostic
from vbpqip.domain.measures import Measure
from vbpqip.domain.quarters import QUARTERS_IN_WINDOW
from vbpqip.program.program import Program

_PREVIOUS_REPORT = "previous report"


class _Step(NamedTuple):
    """A report, the one before it, and the measures on the menu of the later one."""

    now: Told
    before: Told
    menu: Mapping[str, Measure]

    def shared(self) -> Iterator[Measure]:
        """Yield the measures of both reports."""
        yield from (self.menu[key] for key in self.now.entries if key in self.before.entries and key in self.menu)


def find_differences_to_previous(connection: sqlite3.Connection, program: Program) -> None:
    """Note where a report does not go on where the one before it ended."""
    notebook = Notebook(connection, program)
    for before, now in pairwise(told_in(connection, "by_pairing")):
        pairings_differ = now.sent.pairing_and_period[:2] != before.sent.pairing_and_period[:2]
        if pairings_differ or before.period.after(1) != now.period:
            continue
        step = _Step(now, before, {str(measure.key): measure for measure in program.measures(now.period)})
        for diagnostic, faults in _looked_for(step, program):
            for fault in faults:
                notebook.note(now.sent, diagnostic, fault)


def _looked_for(step: _Step, program: Program) -> Iterator[tuple[Diagnostic, Faults]]:
    yield QUARTER_DIFFERS_FROM_PREVIOUS, _quarters(step)
    if program.words("qit.comparator", step.now.period) == _PREVIOUS_REPORT:
        yield COMPARATOR_NOT_OF_PREVIOUS, _comparators(step)
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


def _comparators(step: _Step) -> Faults:
    for measure in step.shared():
        given = numbers(step.now.entries[measure.key][-1])
        result = total(step.before.entries[measure.key][:QUARTERS_IN_WINDOW], annual=measure.annual)
        if given is not None and result is not None and given != result:
            said = f"{spelled(given)}, but {spelled(result)} by {step.before.sent.path}"
            yield Fault(None, f"{measure.short_title}: {said}.", spelled(given), spelled(result))


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
