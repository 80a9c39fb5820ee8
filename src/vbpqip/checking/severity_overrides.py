"""Findings as a program says them, and as a pairing's terms take them: with another severity, not at all, or waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vbpqip.checking.in_words import in_words
from vbpqip.checking.occasion import HasOccasion, Occasion
from vbpqip.core.errors import Mistake
from vbpqip.core.findings import Diagnostic, Finding, Severity, Waiver
from vbpqip.core.parties import normalized_name
from vbpqip.program.severity_overrides import OverrideLevel, SeverityOverrides


def wrong_codes_among(overrides: SeverityOverrides, catalogue: Mapping[str, Diagnostic]) -> list[Mistake]:
    """Return where terms name an unknown code, or ease an error with which nothing can be calculated."""
    overridden = [(each.place, each.code, each.level is not OverrideLevel.ERROR) for each in overrides.severities]
    waived = [(place, waiver.code, True) for place, waiver in overrides.waivers.items()]
    found = [
        (place, _why_wrong(code, catalogue.get(code), eases=eases)) for place, code, eases in (*overridden, *waived)
    ]
    return [Mistake(place, reason) for place, reason in found if reason]


def _why_wrong(code: str, diagnostic: Diagnostic | None, *, eases: bool) -> str:
    """Return why terms cannot name a code, empty where they can; ``eases`` where they take it less seriously."""
    if diagnostic is None:
        return f"{code!r} is not the code of a finding, such as 'QIP415'."
    if eases and diagnostic.severity is Severity.ERROR and not diagnostic.may_be_eased:
        return f"{code} ({diagnostic.name}) stays an error: with it nothing can be calculated."
    return ""


def with_overrides(found: Iterable[Finding], context: HasOccasion) -> Iterator[Finding]:
    """Yield the findings in the program's words, with the severity and waiver that they have for a pairing.

    Those turned off are left out.
    """
    found = (in_words(finding, context.program) for finding in found)
    if not (context.program.severity_overrides.severities or context.program.severity_overrides.waivers):
        yield from found
        return
    yield from with_overrides_on(context.occasion, found, context.program.severity_overrides)


def with_overrides_on(occasion: Occasion, found: Iterable[Finding], overrides: SeverityOverrides) -> Iterator[Finding]:
    """Yield the findings of a report with their severity and waiver, without those turned off."""
    for finding in found:
        level = overrides.severity_of(finding.diagnostic.code, occasion.rules_of)
        if level is not OverrideLevel.OFF:
            severity = None if level is None else Severity(level.value)
            yield finding._replace(overridden=severity, waiver=_waiver(finding, occasion, overrides))


def _waiver(finding: Finding, occasion: Occasion, overrides: SeverityOverrides) -> Waiver | None:
    for waiver in overrides.waivers.values():
        if waiver.code == finding.diagnostic.code and _is_for(waiver, finding, occasion):
            return waiver
    return None


def _is_for(waiver: Waiver, finding: Finding, occasion: Occasion) -> bool:
    """Whether a waiver is for a facility and period, and had not run out when the report was handed in."""
    facility = occasion.facility if finding.subject is None else finding.subject.facility
    named = normalized_name(waiver.facility) == normalized_name(facility)
    handed_in = occasion.handed_in
    return named and waiver.period == occasion.period and handed_in is not None and handed_in <= waiver.until
