"""How much of a form a workbook holds that does not say what it is."""

from fractions import Fraction
from typing import NamedTuple

from vbpqip.core.characters import normalized_label
from vbpqip.workbook.form import Form
from vbpqip.workbook.opened import Cells


class Held(NamedTuple):
    """How much of a form a workbook holds: which share of its labels, and how many."""

    share: Fraction = Fraction(0)
    labels: int = 0


def held_in(form: Form, workbook: Cells) -> Held:
    """Return which share of a form's labels stand on any sheet, and how many."""
    found = {
        label
        for title in workbook.titles
        for cell in workbook.cells(title).values()
        if (label := normalized_label(cell.text)) in form.labels
    }
    return Held(Fraction(len(found), len(form.labels)), len(found))
