"""The form that somebody wants: an empty one, one of a set with its names locked, or one that goes on from a report."""

from __future__ import annotations

from typing import Any

from vbpqip.core.errors import TemplateError, UnknownNameError
from vbpqip.core.reviews import Review
from vbpqip.core.typed_names import meant
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.template_options import FROM, MEASURE, PREVIOUS
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.measure_names import measure_names, programs_of
from vbpqip.kinds.qit_report.writing.other_mco import for_other_mco
from vbpqip.kinds.qit_report.writing.prefilling import Prefilled, PrefillOptions
from vbpqip.kinds.qit_report.writing.roll_forward import roll_forward
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.program import Program


def form_wanted(program: Program, wanted: FormOptions) -> Prefilled:
    """Return the form data, and in words what was not carried over.

    Raises:
        TemplateError: There is no such measure, the terms leave open which one is meant, or no report comes next.
    """
    menu = program if wanted.in_set else program.for_pairing(wanted.facility or "", wanted.mco or "")
    measures = tuple(_key_of(typed, menu) for typed in wanted.texts.get(MEASURE.name, ()))
    asked = PrefillOptions(wanted.period, wanted.facility, wanted.mco, measures)
    last, other = (wanted.reports.get(option.name) for option in (PREVIOUS, FROM))
    if last is not None and other is not None:
        raise TemplateError("", f"A form goes on from one report. Leave out --{PREVIOUS.name} or --{FROM.name}.")
    if last is not None:
        return roll_forward(*_read(last), menu, asked)
    if other is not None:
        return for_other_mco(*_read(other), program, asked)
    _reject_open_period(wanted, menu)
    names = {"facility": wanted.facility, "mco": wanted.mco}
    form_data = empty_form_data(program, period=wanted.period, **names, selected=measures)
    locked = names if wanted.in_set else ()
    return Prefilled(form_data._replace(carried=frozenset((name, 0) for name in locked)), ())


def _read(reviewed: Reviewed[Any, Any]) -> tuple[Submission, Review]:
    """Return a report that was read, and its review."""
    assert reviewed.entries is not None  # noqa: S101 -- a form only goes on from one that was read
    return reviewed.entries, reviewed.review


def _key_of(typed: str, program: Program) -> str:
    named = tuple(measure_names(program))
    known = ", ".join(dict.fromkeys(key for _, key in named))
    try:
        return meant(typed, named, f"is not on the menu; known are {known}")
    except UnknownNameError as error:
        raise TemplateError(MEASURE.name, str(error)) from error


def _reject_open_period(wanted: FormOptions, program: Program) -> None:
    """Reject a form without a period where terms change a measure of it: nobody knows which reading it has."""
    if wanted.period is not None:
        return
    changed = next((row for each in programs_of(program) for row in each.menu if row.changed is not None), None)
    if changed is not None:
        said = f"The terms change '{changed.measure.key}' from {changed.changed} on"
        raise TemplateError("", f"{said}, so that a form is of one period. Choose it with --period.")
