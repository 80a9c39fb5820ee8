"""Who asks for what a check holds, where the program names no source of its own: see ``cited`` in its texts."""

from __future__ import annotations

PROGRAM_RULE = "The program's own rule"
MEASURED = "Public data of hospitals, for plausibility alone"
STEWARDS = "The measure stewards' own specifications"
RULE_OF_THE_FORM = "The form's own rule"
OWN_RULE = "The tool's own rule"
"""What no source asks for, and follows from what a report is."""

RULE_OF_THUMB = "The tool's own rule of thumb"
"""What is possible and unlikely; the numbers of the area ``checks`` say from where on."""

COMPARATOR = "The tool's own rule; which report a result is compared with is assumed (qit.comparator)"
