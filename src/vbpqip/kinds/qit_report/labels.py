"""How much of the QIT report's form a workbook holds that does not say what it is."""

from fractions import Fraction

from vbpqip.core.characters import normalized_label
from vbpqip.kinds.kind import Held
from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.workbook.opened import Cells


def held_in(workbook: Cells) -> Held:
    """Return which share of the form's labels stand on any sheet, and how many."""
    found = {
        label
        for title in workbook.titles
        for cell in workbook.cells(title).values()
        if (label := normalized_label(cell.text)) in FORM.labels
    }
    return Held(Fraction(len(found), len(FORM.labels)), len(found))
