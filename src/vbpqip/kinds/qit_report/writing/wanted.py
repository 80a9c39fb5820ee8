"""The form that somebody wants: an empty one, one of a set with its names locked, or the one after the last report."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.errors import TemplateError
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report.template_options import MEASURE, PREVIOUS
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.roll_forward import RolledForward, RollForwardOptions, roll_forward
from vbpqip.program.program import Program


def form_wanted(program: Program, wanted: FormOptions) -> RolledForward:
    """Return the form data, and in words what was not carried over.

    Raises:
        TemplateError: There is no such measure, the terms leave open which one is meant, or no report comes next.
    """
    measures = tuple(wanted.texts.get(MEASURE.name, ()))
    menu = program if wanted.in_set else program.for_pairing(wanted.facility or "", wanted.mco or "")
    _reject_unknown(measures, menu)
    last = wanted.reports.get(PREVIOUS.name)
    if last is not None:
        assert last.entries is not None  # noqa: S101 -- only one that was read is followed
        asked = RollForwardOptions(wanted.period, wanted.facility, wanted.mco, measures)
        return roll_forward(last.entries, last.review, menu, asked)
    _reject_open_period(wanted, menu)
    names = {"facility": wanted.facility, "mco": wanted.mco}
    form_data = empty_form_data(program, period=wanted.period, **names, selected=measures)
    locked = names if wanted.in_set else ()
    return RolledForward(form_data._replace(carried=frozenset((name, 0) for name in locked)), ())


def _reject_unknown(measures: tuple[str, ...], program: Program) -> None:
    known = list(dict.fromkeys(str(measure.key) for each in _programs(program) for measure in form_measures(each)))
    for key in measures:
        if key not in known:
            raise TemplateError(MEASURE.name, f"{key!r} is not on the menu; known are {', '.join(known)}.")


def _reject_open_period(wanted: FormOptions, program: Program) -> None:
    """Reject a form without a period where terms change a measure of it: nobody knows which reading it has."""
    if wanted.period is not None:
        return
    changed = next((row for each in _programs(program) for row in each.menu if row.changed is not None), None)
    if changed is not None:
        said = f"The terms change '{changed.measure.key}' from {changed.changed} on"
        raise TemplateError("", f"{said}, so that a form is of one period. Choose it with --period.")


def _programs(program: Program) -> Iterator[Program]:
    """Yield the programs whose numbers a form may rest on, where its names are not known yet."""
    yield program
    yield from program.agreements.values()
