"""Keeping what was found across files, as serious as the terms take it."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.checking.check import Fault, finding_of
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.severity_overrides import graded_on
from vbpqip.core.findings import Diagnostic, Waiver
from vbpqip.program.program import Program

_KEEP = """
INSERT INTO finding_across (path, code, severity, sheet, cell, message, found, expected, waived)
VALUES (?, ?, ?, '', '', ?, ?, ?, ?)
"""


class Notebook:
    """Where findings across files are written down; a waiver holds where the day of receipt is known."""

    def __init__(self, connection: sqlite3.Connection, program: Program) -> None:
        self._connection = connection
        self._program = program

    def note(self, sent: ReceivedReport, diagnostic: Diagnostic, fault: Fault) -> None:
        """Keep a finding of a file, unless the terms turn it off."""
        found = [finding_of(diagnostic, fault)]
        leniency = self._program.for_pairing(sent.facility, sent.mco).leniency
        for each in graded_on(self._occasion(sent), found, leniency):
            texts = (each.message, each.found, each.expected, waived(each.waiver))
            self._connection.execute(_KEEP, (sent.path, diagnostic.code, str(each.severity), *texts))

    def _occasion(self, sent: ReceivedReport) -> Occasion:
        period = self._program.years.parse(sent.period)
        return Occasion(
            facility=sent.facility,
            period=period,
            rules_of=period or self._program.first_period,
            handed_in=date.fromisoformat(sent.received) if sent.received else None,
        )


def waived(waiver: Waiver | None) -> str:
    """Return who waived a finding, why and until when, as a review's document says it; empty where nobody did."""
    if waiver is None:
        return ""
    told = {"approver": waiver.approver, "reason": waiver.reason, "until": waiver.until.isoformat()}
    return json.dumps(told, ensure_ascii=False)
