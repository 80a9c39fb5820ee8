"""Findings as a pairing's terms take them: with another severity, not at all, or waived."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from vbpqip.checks.case import Case
from vbpqip.checks.catalogue import CATALOGUE
from vbpqip.domain.errors import ProgramDataError
from vbpqip.domain.findings import Diagnostic, Finding, Severity, Waiver
from vbpqip.domain.parties import folded_name
from vbpqip.domain.quarters import Quarter
from vbpqip.program.gradings import Grade, Leniency


class Occasion(NamedTuple):
    """The report that findings are of, as far as it decides how serious they are.

    ``period`` is ``None`` where none is known, ``handed_in`` where the day is not. ``rules_of`` is the quarter whose
    numbers are in force.
    """

    facility: str
    period: Quarter | None
    rules_of: Quarter
    handed_in: date | None


def refuse_wrong_codes(leniency: Leniency) -> None:
    """Refuse terms that name an unknown code, or ease an error without which nothing can be calculated.

    Raises:
        ProgramDataError: They do.
    """
    for grading in leniency.gradings:
        diagnostic = _known(leniency, grading.place, grading.code)
        if grading.grade is not Grade.ERROR:
            _refuse_easing(leniency, grading.place, diagnostic)
    for place, waiver in leniency.waivers.items():
        _refuse_easing(leniency, place, _known(leniency, place, waiver.code))


def _known(leniency: Leniency, place: str, code: str) -> Diagnostic:
    for diagnostic in CATALOGUE:
        if diagnostic.code == code:
            return diagnostic
    raise ProgramDataError(leniency.file, place, f"{code!r} is not the code of a finding, such as 'QIP415'.")


def _refuse_easing(leniency: Leniency, place: str, diagnostic: Diagnostic) -> None:
    if diagnostic.severity is Severity.ERROR and not diagnostic.may_be_eased:
        reason = f"{diagnostic.code} ({diagnostic.name}) stays an error: with it nothing can be calculated."
        raise ProgramDataError(leniency.file, place, reason)


def graded(found: Iterable[Finding], case: Case) -> Iterator[Finding]:
    """Yield the findings with the severity and waiver that they have for a pairing, without those turned off."""
    if not (case.program.leniency.gradings or case.program.leniency.waivers):
        yield from found
        return
    occasion = Occasion(case.submission.facility.text, case.period, case.rules_of, case.handed_in)
    yield from graded_on(occasion, found, case.program.leniency)


def graded_on(occasion: Occasion, found: Iterable[Finding], leniency: Leniency) -> Iterator[Finding]:
    """Yield the findings of a report with their severity and waiver, without those turned off."""
    for finding in found:
        grade = leniency.grade(finding.diagnostic.code, occasion.rules_of)
        if grade is not Grade.OFF:
            severity = None if grade is None else Severity(grade.value)
            yield finding._replace(graded=severity, waiver=_waiver(finding, occasion, leniency))


def _waiver(finding: Finding, occasion: Occasion, leniency: Leniency) -> Waiver | None:
    for waiver in leniency.waivers.values():
        if waiver.code == finding.diagnostic.code and _is_for(waiver, occasion):
            return waiver
    return None


def _is_for(waiver: Waiver, occasion: Occasion) -> bool:
    """Whether a waiver is for a facility and period, and had not run out when the report was handed in."""
    named = folded_name(waiver.facility) == folded_name(occasion.facility)
    handed_in = occasion.handed_in
    return named and waiver.period == occasion.period and handed_in is not None and handed_in <= waiver.until
