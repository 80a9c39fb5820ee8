"""Findings as a pairing's terms take them: with another severity, not at all, or waived."""

from collections.abc import Iterable, Iterator
from datetime import date

from vbpqip.checks.case import Case
from vbpqip.checks.catalogue import CATALOGUE
from vbpqip.domain.errors import ProgramDataError
from vbpqip.domain.findings import Diagnostic, Finding, Severity, Waiver
from vbpqip.domain.parties import folded_name
from vbpqip.program.gradings import Grade, Leniency


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
    leniency = case.program.leniency
    if not (leniency.gradings or leniency.waivers):
        yield from found
        return
    for finding in found:
        grade = leniency.grade(finding.diagnostic.code, case.rules_of)
        if grade is not Grade.OFF:
            severity = None if grade is None else Severity(grade.value)
            yield finding._replace(graded=severity, waiver=_waiver(finding, case))


def _waiver(finding: Finding, case: Case) -> Waiver | None:
    for waiver in case.program.leniency.waivers.values():
        if waiver.code == finding.diagnostic.code and _is_for(waiver, case):
            return waiver
    return None


def _is_for(waiver: Waiver, case: Case) -> bool:
    """Whether a waiver is for a facility and period, and had not run out when the report was handed in."""
    handed_in: date | None = case.handed_in
    named = folded_name(waiver.facility) == folded_name(case.submission.facility.text)
    return named and waiver.period == case.period and handed_in is not None and handed_in <= waiver.until
