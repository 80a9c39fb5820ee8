"""6xx: what the workbook stores as results, and whether it is still the form that was made."""

from __future__ import annotations

from vbpqip.checks.catalogue.sources import FORM
from vbpqip.domain.findings import Diagnostic, Severity

SHOWN_VERDICT_DIFFERS = Diagnostic(
    code="QIP610",
    name="shown-verdict-differs",
    severity=Severity.WARNING,
    fault="The verdict stored in the workbook is not the one calculated from its entries.",
    remedy=(
        "Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if they still differ, a "
        "formula was changed: use a fresh template."
    ),
    source=FORM,
)
