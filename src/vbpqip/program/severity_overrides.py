"""How serious a pairing takes a finding, and what it waives: both come from a terms file alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from vbpqip.core.findings import Waiver
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.program.tables import TomlTable


class OverrideLevel(StrEnum):
    """What becomes of a finding."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class SeverityOverride(NamedTuple):
    """The severity of a code from a quarter on, and where it was agreed; ``place`` is where it is written."""

    code: str
    since: Quarter
    level: OverrideLevel
    source: str
    place: str


class SeverityOverrides(NamedTuple):
    """What a pairing agreed on findings; ``file`` is where; ``waivers`` are by the place where each is written."""

    file: str = ""
    severities: tuple[SeverityOverride, ...] = ()
    waivers: Mapping[str, Waiver] = {}

    def severity_of(self, code: str, quarter: Quarter) -> OverrideLevel | None:
        """Return the severity of a code in a quarter, ``None`` where the pairing agreed on none."""
        effective = [each for each in self.severities if each.code == code and each.since <= quarter]
        return max(effective, key=lambda each: each.since).level if effective else None

    def under(self, severities: tuple[SeverityOverride, ...]) -> SeverityOverrides:
        """Return it with a pairing's own severities of codes from their first quarter on."""
        first: dict[str, Quarter] = {}
        for each in severities:
            first[each.code] = min(each.since, first.get(each.code, each.since))
        kept = (each for each in self.severities if each.code not in first or each.since < first[each.code])
        return self._replace(severities=(*kept, *severities))


def read_overrides(terms: TomlTable) -> tuple[SeverityOverride, ...]:
    """Read the ``severities`` of a terms file.

    Raises:
        ProgramDataError: A key is missing, unknown, or of another type; a code has two severities from one quarter.
    """
    found: list[SeverityOverride] = []
    for entry in terms.tables("severities"):
        each = _override(entry)
        if entry.is_sound and any((each.code, each.since) == (other.code, other.since) for other in found):
            entry.reject("code", f"{each.code} has a severity from {each.since} already.")
        found.append(each)
    return tuple(found)


def read_waivers(terms: TomlTable) -> list[tuple[TomlTable, Waiver]]:
    """Read the ``waivers`` of a terms file, each with its table; what is wrong in one is kept with those of others.

    Raises:
        ProgramDataError: A key is missing, unknown, or of another type.
    """
    return [(entry, _waiver(entry)) for entry in terms.tables("waivers")]


def _override(entry: TomlTable) -> SeverityOverride:
    override = SeverityOverride(
        code=entry.text("code"),
        since=entry.quarter("since"),
        level=entry.choice("severity", OverrideLevel),
        source=entry.text("source"),
        place=f"{entry.path}.code",
    )
    entry.done()
    return override


def _waiver(entry: TomlTable) -> Waiver:
    waiver = Waiver(
        code=entry.text("code"),
        facility=entry.text("facility"),
        period=entry.quarter("period"),
        approver=entry.text("approver"),
        reason=entry.text("reason"),
        until=entry.day("until"),
    )
    entry.done()
    return waiver
