"""1xx: the file, and whether the form can be found in it."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

ENTRIES_NOT_FOUND = Diagnostic(
    code="QIP110",
    name="entries-not-found",
    severity=Severity.ERROR,
    issue="A part of the form cannot be found, neither by its name nor by its label.",
    remedy="Enter the figures in a fresh template; a part of this one was deleted or renamed.",
    source=RULE_OF_THE_FORM,
)

NOT_A_QIT_REPORT = Diagnostic(
    code="QIP112",
    name="not-a-qit-report",
    severity=Severity.ERROR,
    issue="The workbook is not a {target} report made by this tool.",
    remedy="Enter the figures in the template of the {target} report, and send that file.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Ask for the figures in the template of the {target} report; 'vbpqip template' makes one.",
)

TWO_FORMS_DIFFER = Diagnostic(
    code="QIP113",
    name="two-forms-differ",
    severity=Severity.ERROR,
    issue="Two sheets hold the form, and different entries, so nobody can tell which of them is meant.",
    remedy="Delete the sheet that is not meant, and send the workbook again.",
    source=RULE_OF_THE_FORM,
)

SECOND_FORM = Diagnostic(
    code="QIP114",
    name="second-form",
    severity=Severity.NOTE,
    issue="A second sheet holds the form, with the same entries or with no figures; it was not read.",
    remedy="Nothing needs to be done. Delete the sheet that is not needed before the next report.",
    source=RULE_OF_THE_FORM,
)

TWO_FORMS_ALIKE = Diagnostic(
    code="QIP115",
    name="two-forms-alike",
    severity=Severity.ERROR,
    issue="Two sheets hold the form and different entries, and its names, which tell the form from a copy, are lost.",
    remedy="Enter the figures in a fresh template, or delete the sheet that is not meant.",
    source=RULE_OF_THE_FORM,
)

NOTHING_ENTERED = Diagnostic(
    code="QIP118",
    name="nothing-entered",
    severity=Severity.ERROR,
    issue="Nothing is entered in the report beyond what the template filled in.",
    remedy="Enter the figures, with who prepared the report and when, and send that file.",
    source=RULE_OF_THE_FORM,
)

TEMPLATE_VERSION_NOT_ACCEPTED = Diagnostic(
    code="QIP120",
    name="template-version-not-accepted",
    severity=Severity.ERROR,
    issue="The workbook was made from a template version that is not accepted.",
    remedy="Enter the figures in a current template, and send that file.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Check the file with a newer version of vbpqip, or ask for the figures in a current template.",
)

PROGRAM_VERSION_UNKNOWN = Diagnostic(
    code="QIP122",
    name="program-version-unknown",
    severity=Severity.WARNING,
    issue="The workbook was made for a version of the program's numbers that is not known.",
    remedy="Compare the results below with those that the form shows; they may rest on other numbers of the program.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy=(
        "Check the file with a newer version of vbpqip, if there is one: what the form shows may rest on other "
        "numbers than those that it was scored by."
    ),
)

STAMP_MISSING = Diagnostic(
    code="QIP125",
    name="stamp-missing",
    severity=Severity.WARNING,
    issue="The workbook does not say which template version it was made from.",
    remedy="Look whether the form is complete; make the next report from a fresh template.",
    source=RULE_OF_THE_FORM,
)

LAYOUT_CHANGED = Diagnostic(
    code="QIP130",
    name="layout-changed",
    severity=Severity.WARNING,
    issue="Defined names of the form were lost, so entries were found by their labels.",
    remedy="Compare the figures below with the sheet; make the next report from a fresh template.",
    source=RULE_OF_THE_FORM,
)

NAME_OVER_ANOTHER_LABEL = Diagnostic(
    code="QIP132",
    name="name-over-another-label",
    severity=Severity.ERROR,
    issue="A defined name of the form leads to what stands under the label of another entry, or away from its own.",
    remedy="Enter the figures in a fresh template: in this one nobody can tell which entry is which.",
    source=RULE_OF_THE_FORM,
)

FORM_REARRANGED = Diagnostic(
    code="QIP133",
    name="form-rearranged",
    severity=Severity.NOTE,
    issue="Rows or columns were inserted into the form or taken out of it; its entries were found where they are now.",
    remedy="Nothing needs to be done. Make the next report from a fresh template.",
    source=RULE_OF_THE_FORM,
)

ENTRIES_BELOW_TABLE = Diagnostic(
    code="QIP135",
    name="entries-below-table",
    severity=Severity.ERROR,
    issue="Something is entered below the last row of a table, where it is not read.",
    remedy="Enter it in a row of the table; where contracts fill all rows, leave out those that no longer count.",
    source=RULE_OF_THE_FORM,
)

ENTRIES_HIDDEN = Diagnostic(
    code="QIP184",
    name="entries-hidden",
    severity=Severity.NOTE,
    issue="Entries that count stand in a hidden row, column or sheet.",
    remedy="Nothing needs to be done: they were read. Who compares the report with the screen unhides them first.",
    source=RULE_OF_THE_FORM,
)

ENTRIES_MERGED = Diagnostic(
    code="QIP185",
    name="entries-merged",
    severity=Severity.NOTE,
    issue="Cells are merged over entries that count, so that only the first of them is shown.",
    remedy="Nothing needs to be done: each cell was read by itself. Unmerge the cells to see all of them.",
    source=RULE_OF_THE_FORM,
)

ENTRIES_NOT_SHOWN_AS_SCORED = Diagnostic(
    code="QIP186",
    name="entries-not-shown-as-scored",
    severity=Severity.NOTE,
    issue="By a format, its own or a conditional one, or its colour, an entry is not seen as it is stored and scored.",
    remedy="Nothing needs to be done: what is stored was read. The format General and black letters (Home) show it.",
    source=RULE_OF_THE_FORM,
)

COMMENT_ON_AN_ENTRY = Diagnostic(
    code="QIP187",
    name="comment-on-an-entry",
    severity=Severity.NOTE,
    issue="There is a comment on an entry that counts.",
    remedy="Nothing needs to be done: comments are not read as entries. Look whether one takes a figure back.",
    source=RULE_OF_THE_FORM,
)

TEXT_BESIDE_THE_FORM = Diagnostic(
    code="QIP188",
    name="text-beside-the-form",
    severity=Severity.NOTE,
    issue="Something is written on the report sheet where the form has nothing.",
    remedy="Nothing needs to be done: it was not read as an entry. Look whether it takes a figure back.",
    source=RULE_OF_THE_FORM,
)

VALUES_BESIDE_A_TABLE = Diagnostic(
    code="QIP189",
    name="values-beside-a-table",
    severity=Severity.WARNING,
    issue="Something is entered beside a table, in a column that the form does not have, where it is not read.",
    remedy="Enter what belongs to the report in the columns of the form; delete the further column.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Ask what the further column says: nothing of it was read.",
)
