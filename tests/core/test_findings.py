"""Findings: the whole file first, then as a person reads; an error bars the scoring, a warning does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Finding, Severity


def finding(
    at: Location | None, code: str = "QIP410", severity: Severity = Severity.ERROR, message: str = ""
) -> Finding:
    diagnostic = Diagnostic(
        code=code, name="an-issue", severity=severity, issue="An issue.", remedy="Fix it.", source="The tool"
    )
    return Finding(diagnostic=diagnostic, at=at, message=message, found="", expected="")


IN_ORDER = [
    finding(None, "QIP101"),
    finding(None, "QIP102"),
    finding(Location("Contracts", 90, 0)),
    finding(Location("Report", 0, 1)),
    finding(Location("Report", 0, 26)),
    finding(Location("Report", 6, 4), "QIP405"),
    finding(Location("Report", 6, 4), "QIP410", message="5 of 4."),
    finding(Location("Report", 6, 4), "QIP410", message="6 of 4."),
    finding(Location("Report", 9, 4)),
]
"""What is about the whole file comes first; E7 comes before E10, and B1 before AA1."""


@given(st.permutations(IN_ORDER))
def test_findings_are_ordered_by_sheet_row_column_and_code(findings: list[Finding]) -> None:
    assert sorted(findings, key=lambda each: each.order) == IN_ORDER


@pytest.mark.parametrize(("severity", "is_error"), [(Severity.ERROR, True), (Severity.WARNING, False)])
def test_an_error_alone_bars_the_scoring(severity: Severity, *, is_error: bool) -> None:
    assert finding(None, severity=severity).is_error is is_error
