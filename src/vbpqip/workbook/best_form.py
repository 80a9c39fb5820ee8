"""Which form a workbook is that does not say so: the one of whose labels most stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from vbpqip.core.characters import normalized_label
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.form import Form
from vbpqip.workbook.opened import Cells, Searchable
from vbpqip.workbook.stamp import VERSION, stamped


class LabelsFound(NamedTuple):
    """Which share of a form's labels stands in a workbook, and how many."""

    share: Fraction = Fraction(0)
    labels: int = 0


def labels_found(form: Form, workbook: Cells) -> LabelsFound:
    """Return which share of a form's labels stand on any sheet, and how many."""
    found = {
        label
        for title in workbook.titles
        for cell in workbook.cells(title).values()
        if (label := normalized_label(cell.text)) in form.labels
    }
    return LabelsFound(Fraction(len(found), len(form.labels)), len(found))


def best_form(forms: Sequence[Form], workbook: Searchable) -> Form:
    """Return the form that a workbook is: that of its stamp's version, else the likeliest one."""
    version = stamped(workbook, VERSION)
    same = [form for form in forms if form.version == version]
    if same:
        return same[0]
    return forms[0] if version or len(forms) == 1 else likeliest_form(forms, workbook)


def likeliest_form(forms: Sequence[Form], workbook: Searchable) -> Form:
    """Return the form of whose labels most stand in a workbook, whatever its stamp says; of several the first.

    No sheet is read for it, unless the words in it may be those of several forms.
    """
    shares = [_mentioned_in(form, workbook) for form in forms]
    likeliest = [form for form, share in zip(forms, shares, strict=True) if share == max(shares)]
    if max(shares) * 2 <= 1:
        return likeliest[0]
    return likeliest[0] if len(likeliest) == 1 else max(likeliest, key=lambda form: labels_found(form, workbook))


def _mentioned_in(form: Form, workbook: Searchable) -> Fraction:
    """Return which share of a form's labels may stand on any sheet."""
    found = frozenset().union(*(workbook.mentioned(title, form.labels) for title in workbook.titles))
    return Fraction(len(found), len(form.labels))
