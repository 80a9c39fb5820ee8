"""Findings as a pairing's terms take them: with another severity, not at all, or waived."""

from collections.abc import Iterable, Iterator, Mapping

from vbpqip.checking.occasion import HasOccasion, Occasion
from vbpqip.core.errors import Mistake
from vbpqip.core.findings import Diagnostic, Finding, Severity, Waiver
from vbpqip.core.parties import folded_name
from vbpqip.program.severity_overrides import Grade, Leniency


def wrong_codes(leniency: Leniency, catalogue: Mapping[str, Diagnostic]) -> list[Mistake]:
    """Return where terms name an unknown code, or ease an error with which nothing can be calculated."""
    graded = [(each.place, each.code, each.grade is not Grade.ERROR) for each in leniency.gradings]
    waived = [(place, waiver.code, True) for place, waiver in leniency.waivers.items()]
    found = [(place, _why_wrong(code, catalogue.get(code), eases=eases)) for place, code, eases in (*graded, *waived)]
    return [Mistake(place, reason) for place, reason in found if reason]


def _why_wrong(code: str, diagnostic: Diagnostic | None, *, eases: bool) -> str:
    """Return why terms cannot name a code, empty where they can; ``eases`` where they take it less seriously."""
    if diagnostic is None:
        return f"{code!r} is not the code of a finding, such as 'QIP415'."
    if eases and diagnostic.severity is Severity.ERROR and not diagnostic.may_be_eased:
        return f"{code} ({diagnostic.name}) stays an error: with it nothing can be calculated."
    return ""


def graded(found: Iterable[Finding], case: HasOccasion) -> Iterator[Finding]:
    """Yield the findings with the severity and waiver that they have for a pairing, without those turned off."""
    if not (case.program.leniency.gradings or case.program.leniency.waivers):
        yield from found
        return
    yield from graded_on(case.occasion, found, case.program.leniency)


def graded_on(occasion: Occasion, found: Iterable[Finding], leniency: Leniency) -> Iterator[Finding]:
    """Yield the findings of a report with their severity and waiver, without those turned off."""
    for finding in found:
        grade = leniency.grade(finding.diagnostic.code, occasion.rules_of)
        if grade is not Grade.OFF:
            severity = None if grade is None else Severity(grade.value)
            yield finding._replace(graded=severity, waiver=_waiver(finding, occasion, leniency))


def _waiver(finding: Finding, occasion: Occasion, leniency: Leniency) -> Waiver | None:
    for waiver in leniency.waivers.values():
        if waiver.code == finding.diagnostic.code and _is_for(waiver, finding, occasion):
            return waiver
    return None


def _is_for(waiver: Waiver, finding: Finding, occasion: Occasion) -> bool:
    """Whether a waiver is for a facility and period, and had not run out when the report was handed in."""
    facility = occasion.facility if finding.subject is None else finding.subject.facility
    named = folded_name(waiver.facility) == folded_name(facility)
    handed_in = occasion.handed_in
    return named and waiver.period == occasion.period and handed_in is not None and handed_in <= waiver.until
