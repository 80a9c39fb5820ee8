"""The sheets of the workbook and its stamp."""

from __future__ import annotations

KIND = "qit-report"
TITLE = "QIT report"
FEEDBACK_KIND = "qit-feedback"
"""The stamp of a review copy, so that one that is sent back is known for what it is."""

TEMPLATE_VERSION = "2"
ACCEPTED_VERSIONS = ("1", "2")

START = "Start Here"
REPORT = "P4P Report"
CONTRACTS = "Measure Credits"
ATTESTATION = "Attestation"
TREND = "Trend"
META = "_meta"
