"""How serious a form takes what it finds in itself: as the terms of its program do in each of its periods."""

from __future__ import annotations

from collections.abc import Sequence

from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program
from vbpqip.program.severity_overrides import OverrideLevel


def severities_in(program: Program, diagnostic: Diagnostic, periods: Sequence[Quarter]) -> list[Severity | None]:
    """Return how serious a finding is taken in each period, ``None`` where a form does not tell it."""
    levels = (program.severity_overrides.severity_of(diagnostic.code, period) for period in periods)
    return [_severity(diagnostic, level) for level in levels]


def _severity(diagnostic: Diagnostic, level: OverrideLevel | None) -> Severity | None:
    if level is OverrideLevel.OFF:
        return None
    severity = diagnostic.severity if level is None else Severity(level.value)
    return None if severity is Severity.NOTE else severity
