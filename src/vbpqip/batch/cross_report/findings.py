"""Keeping what was found across files, as serious as the terms take it."""

from __future__ import annotations

import json
from datetime import date

from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import Store
from vbpqip.checking.check import Issue, finding_of
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.severity_overrides import with_overrides_on
from vbpqip.core.findings import Diagnostic, Finding, Waiver
from vbpqip.program.program import Program


class Notebook:
    """Where findings across files are written down; a waiver holds where the day of receipt is known."""

    def __init__(self, store: Store, program: Program) -> None:
        self._store = store
        self._program = program

    def note(self, report: ReceivedReport, diagnostic: Diagnostic, issue: Issue) -> None:
        """Keep an issue of a file as a finding, unless the terms turn it off."""
        self.keep(report, finding_of(diagnostic, issue))

    def keep(self, report: ReceivedReport, finding: Finding) -> None:
        """Keep a finding of a file, unless the terms turn it off."""
        severity_overrides = self._program.for_pairing(report.facility, report.mco).severity_overrides
        for each in with_overrides_on(self._occasion(report), [finding], severity_overrides):
            texts = (each.message, each.found, each.expected, waived(each.waiver))
            self._store.run("add_cross_report_finding", (report.path, each.diagnostic.code, str(each.severity), *texts))

    def _occasion(self, report: ReceivedReport) -> Occasion:
        period = self._program.years.named(report.period)
        return Occasion(
            facility=report.facility,
            period=period,
            rules_of=period or self._program.first_period,
            handed_in=date.fromisoformat(report.received) if report.received else None,
        )


def waived(waiver: Waiver | None) -> str:
    """Return who waived a finding, why and until when, as a review's document says it; empty where nobody did."""
    if waiver is None:
        return ""
    reported = {"approver": waiver.approver, "reason": waiver.reason, "until": waiver.until.isoformat()}
    return json.dumps(reported, ensure_ascii=False)
