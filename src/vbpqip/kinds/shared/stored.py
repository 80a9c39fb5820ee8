"""6xx: whether the workbook is still the form that was made: its results, its labels, its terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Never, TypeAlias

from vbpqip.checking.catalogue.stored import FORMULA_OVERWRITTEN, LABELS_CHANGED, NEVER_CALCULATED, TERMS_DIFFER
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.kinds.shared.received import WHOLE, HasEntries
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.misnamed import LabelRead
from vbpqip.workbook.stored import ShownCell

_NamedCells: TypeAlias = tuple[str, tuple[ShownCell, ...]]


def _first_result(context: HasEntries) -> Iterator[ShownCell]:
    """Yield the cell of the form's first result, its verdict, which is never blank once it is calculated."""
    for place in context.entries.form.results[:1]:
        yield from context.entries.stored.shown.get(place.name, ())


FIRST_RESULT = Items[HasEntries, ShownCell, Never](_first_result)
_RESULTS = Items[HasEntries, _NamedCells, Never](lambda context: context.entries.stored.shown.items())
CHANGED_LABELS = Items[HasEntries, LabelRead, Never](lambda context: context.entries.labels.changed)


@check(NEVER_CALCULATED, over=FIRST_RESULT)
def never_calculated(cell: ShownCell, _: HasEntries) -> Issues:
    """A program that calculates formulas saved the workbook."""
    if cell.has_formula and not cell.is_calculated:
        yield Issue(cell.at, "The verdict, like other formulas, has no stored result.", "", "a calculated result")


@check(FORMULA_OVERWRITTEN, over=_RESULTS)
def formula_overwritten(named: _NamedCells, _: HasEntries) -> Issues:
    """Every result of the form is a formula."""
    name, cells = named
    typed = [cell for cell in cells if not cell.has_formula]
    if typed:
        first = typed[0]
        more = f" and {len(typed) - 1} more" if len(typed) > 1 else ""
        message = f"{first.at.address}{more} of '{name}' {'hold' if more else 'holds'} no formula."
        yield Issue(first.at, message, first.text, "a formula")


@check(LABELS_CHANGED, over=CHANGED_LABELS)
def labels_changed(label: LabelRead, _: HasEntries) -> Issues:
    """Every label reads as the form has it."""
    message = f"The label '{label.expected}' reads '{label.found}'." if label.found else _gone(label.expected)
    yield Issue(label.at, message, label.found, label.expected)


def _gone(label: str) -> str:
    return f"The label '{label}' is gone."


@check(TERMS_DIFFER, over=WHOLE)
def terms_differ(entries: Entries, context: HasEntries) -> Issues:
    """The form was made for the terms that it is reviewed with."""
    if has_other_terms(context):
        made, reviewed = _terms(entries.stored.terms), _terms(context.program.terms)
        yield Issue(None, f"The form was made for {made}, and is reviewed with {reviewed}.", made, reviewed)


def has_other_terms(context: HasEntries) -> bool:
    """Whether the form says that it was made for other terms than it is reviewed with."""
    made = context.entries.stored.terms
    return made is not None and made != (context.program.terms or "")


def _terms(title: str | None) -> str:
    return f"the terms '{title}'" if title else "the program's own numbers"


CHECKS: tuple[Check[HasEntries, Never], ...] = (never_calculated, formula_overwritten, labels_changed, terms_differ)
