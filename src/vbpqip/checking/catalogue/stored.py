"""6xx: what the workbook stores as results, and whether it is still the form that was made."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

SHOWN_VERDICT_DIFFERS = Diagnostic(
    code="QIP610",
    name="shown-verdict-differs",
    severity=Severity.WARNING,
    issue="The verdict stored in the workbook is not the one calculated from its entries.",
    remedy=(
        "Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if they still differ, a "
        "formula was changed: use a fresh template."
    ),
    source=RULE_OF_THE_FORM,
)

SHOWN_RESULT_DIFFERS = Diagnostic(
    code="QIP612",
    name="shown-result-differs",
    severity=Severity.WARNING,
    issue="A result that the workbook shows beside a measure is not the one calculated from its entries.",
    remedy=(
        "Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if it still differs, use "
        "a fresh template."
    ),
    source=RULE_OF_THE_FORM,
)

NEVER_CALCULATED = Diagnostic(
    code="QIP614",
    name="never-calculated",
    severity=Severity.NOTE,
    issue="The workbook's formulas were never calculated, so that it shows no results of its own.",
    remedy=(
        "Nothing needs to be done: the results were calculated from the entries. Opening and saving the "
        "workbook fills them in."
    ),
    source=RULE_OF_THE_FORM,
)

FORMULA_OVERWRITTEN = Diagnostic(
    code="QIP620",
    name="formula-overwritten",
    severity=Severity.WARNING,
    issue="A formula of the form was typed over or deleted; the form no longer calculates there.",
    remedy="Nothing that was typed there was read. Make the next report from a fresh template.",
    source=RULE_OF_THE_FORM,
)

LABELS_CHANGED = Diagnostic(
    code="QIP630",
    name="labels-changed",
    severity=Severity.WARNING,
    issue="A label of the form was changed or deleted.",
    remedy="Compare the figures with the sheet: what was entered under a changed label may mean something else.",
    source=RULE_OF_THE_FORM,
)

LISTS_CHANGED = Diagnostic(
    code="QIP632",
    name="lists-changed",
    severity=Severity.WARNING,
    issue="A list behind the drop-downs and results of the form was changed.",
    remedy="Nothing was read from the lists. Make the next report from a fresh template.",
    source=RULE_OF_THE_FORM,
)

TERMS_DIFFER = Diagnostic(
    code="QIP640",
    name="terms-differ",
    severity=Severity.WARNING,
    issue="The form was made for other terms than those that it is reviewed with.",
    remedy="Ask the {mco} which terms hold; make the next report from a template that was made for them.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Give the terms file of the pairing with --terms, or send out a template for the terms that hold.",
)
