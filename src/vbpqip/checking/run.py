"""Running checks over a review context, of whatever kind of report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from vbpqip.checking.check import Check, finding_of
from vbpqip.checking.occasion import HasOccasion
from vbpqip.checking.severity_overrides import with_overrides
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.named_tuples import NamedTuple

_C = TypeVar("_C", bound=HasOccasion)


class Checked(NamedTuple):
    """What was found, in the order of sheet, row, column and code, and how many checks looked for it.

    ``error_cells`` is where errors stand: also those that are not reported cell by cell because a whole part of the
    form is lost. ``None`` is an error about the whole file.
    """

    findings: tuple[Finding, ...]
    checks_run: int
    error_cells: frozenset[Location | None]


def _is_reported(finding: Finding) -> bool:  # noqa: ARG001 -- as its like that knows better
    return True


def run_checks(
    checks: Sequence[Check[_C, Any]],
    context: _C,
    *,
    root_causes: Iterable[Diagnostic] = (),
    is_reported: Callable[[Finding], bool] = _is_reported,
) -> Checked:
    """Run checks over a review context.

    Args:
        checks: The checks of the context's kind.
        context: What they look at.
        root_causes: What explains everything else that is found in the same cell.
        is_reported: Whether a finding is told by itself, and not with the part of the form that it is in.
    """
    issues = (
        finding_of(check.diagnostic, issue)
        for check in checks
        for item in check.items(context)
        for issue in check.issues(item, context)
    )
    found = list(with_overrides(issues, context))
    roots = frozenset(diagnostic.code for diagnostic in root_causes)
    causes = {finding.at for finding in found if finding.diagnostic.code in roots}
    reported = (
        finding
        for finding in found
        if is_reported(finding) and (finding.at not in causes or finding.diagnostic.code in roots)
    )
    return Checked(
        findings=tuple(sorted(reported, key=lambda finding: finding.order)),
        checks_run=len(checks),
        error_cells=frozenset(finding.at for finding in found if finding.is_error),
    )
