"""A condition that the form checks of itself: a line of the Check sheet, with the findings that it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.kinds.qit_report.form.layout import SINGLES
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.form_data import FormState
from vbpqip.workbook.answers import FINE, FIX, LOOK, NOTHING, READY


class Idle(NamedTuple):
    """When there is nothing that a check line could test: as a formula, and whether it is so now."""

    formula: str
    now: bool


class CheckLine(NamedTuple):
    """One line of the Check sheet.

    ``hit`` is the formula for when it does not hold: exactly where the checker finds one of ``diagnostics``, all of one
    severity, in one of ``cells``. ``remedy`` is what to do; ``go_to`` is where to do it.
    """

    title: str
    hit: str
    cells: frozenset[Location]
    remedy: str
    diagnostics: tuple[Diagnostic, ...]
    go_to: Location
    idle: Idle | None = None

    @property
    def is_about_errors(self) -> bool:
        """Whether the form is not ready where it does not hold; otherwise the line asks for a review."""
        return self.diagnostics[0].severity is Severity.ERROR

    def is_hit(self, state: FormState) -> bool:
        """Whether the checker finds something in one of the cells."""
        if self.is_about_errors:
            return bool(self.cells & state.error_cells)
        return any(
            finding.at in self.cells and finding.diagnostic in self.diagnostics for finding in state.review.warnings
        )

    def is_error(self, state: FormState) -> bool:
        """Whether the form is not ready because of it."""
        return self.is_about_errors and self.is_hit(state)

    @property
    def mark(self) -> str:
        """What the line says where it does not hold."""
        return FIX if self.is_about_errors else LOOK

    def shown(self, state: FormState) -> str:
        """Return what the line says."""
        if self.is_hit(state):
            return self.mark
        return NOTHING if self.idle is not None and self.idle.now else FINE

    @property
    def formula(self) -> str:
        """What the line says, as a formula."""
        fine = formulas.text(FINE)
        held = fine if self.idle is None else f"IF({self.idle.formula},{formulas.text(NOTHING)},{fine})"
        return f"IF({self.hit},{formulas.text(self.mark)},{held})"


def single(name: str, title: str, hit: str, *diagnostics: Diagnostic) -> CheckLine:
    """Return the check line of a single entry."""
    at = SINGLES[name].at()
    remedy = diagnostics[0].remedy
    return CheckLine(title=title, hit=hit, cells=frozenset({at}), remedy=remedy, diagnostics=diagnostics, go_to=at)


def status_of(lines: Iterable[CheckLine], state: FormState) -> str:
    """Return what the form shows of itself: READY, or how many lines to fix."""
    issues = sum(line.is_error(state) for line in lines)
    return f"NOT READY: {issues} items" if issues else READY
