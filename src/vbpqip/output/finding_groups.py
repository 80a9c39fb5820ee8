"""Findings of one kind put together, so that what to do is said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vbpqip.core.findings import Finding, Waiver


def notes_last(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as they stand, those about which nothing needs to be done behind the others."""
    return sorted(findings, key=lambda finding: finding.is_note)


def groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings of a kind together, in the order of the first of each."""
    alike: dict[tuple[str, Waiver | None], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.diagnostic.code, finding.waiver), []).append(finding)
    return [*alike.values()]


def what_to_do(finding: Finding) -> str:
    """Return what the sender is to do about a finding, that it is nothing, or who waived it and why."""
    waiver = finding.waiver
    if finding.is_note:
        return "Nothing needs to be done."
    if waiver is None:
        return finding.diagnostic.remedy
    return f"Waived by {waiver.approver} until {waiver.until}: {waiver.reason}"
