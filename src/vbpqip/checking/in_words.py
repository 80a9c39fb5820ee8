"""Findings in the words of a program: the catalogue leaves open what a program calls its parties, and what it cites."""

from __future__ import annotations

from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.program.program import Program


def in_words(finding: Finding, program: Program) -> Finding:
    """Return a finding in a program's words; what it quotes of a report stays as it is."""
    return finding._replace(diagnostic=diagnostic_in_words(finding.diagnostic, program))


def diagnostic_in_words(diagnostic: Diagnostic, program: Program) -> Diagnostic:
    """Return a diagnostic in a program's words, with the source that the program names; itself if nothing differs."""
    words = program.vocabulary
    worded = diagnostic._replace(
        issue=words.said(diagnostic.issue),
        remedy=words.said(diagnostic.remedy),
        reviewer_remedy=words.said(diagnostic.reviewer_remedy),
        source=program.texts.cited.get(diagnostic.code, diagnostic.source),
    )
    return diagnostic if worded == diagnostic else worded
