"""1xx: the file, and whether the form can be found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Never

from vbpqip.checking.catalogue.file import (
    ENTRIES_BELOW_TABLE,
    ENTRIES_NOT_FOUND,
    FORM_REARRANGED,
    LAYOUT_CHANGED,
    NAME_OVER_ANOTHER_LABEL,
    PROGRAM_VERSION_UNKNOWN,
    SECOND_FORM,
    STAMP_MISSING,
    TEMPLATE_VERSION_NOT_ACCEPTED,
    TWO_FORMS_ALIKE,
    TWO_FORMS_DIFFER,
)
from vbpqip.checking.catalogue.preflight import CELLS_FAR_OUTSIDE, EXTERNAL_LINKS, MACROS_IN_WORKBOOK
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.kinds.shared.received import STAMPS, WHOLE, HasEntries
from vbpqip.workbook.form import Place
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.misnamed import Misnamed
from vbpqip.workbook.second_forms import Holds, SecondForm
from vbpqip.workbook.stamp import Stamp

_SHOWN_OF_LINK = 80
_SHOWN_OF_VERSION = 20

SECOND_FORMS = Items[HasEntries, SecondForm, Never](lambda context: context.entries.second_forms)
MISNAMED = Items[HasEntries, Misnamed, Never](lambda context: context.entries.labels.misnamed)
FAR_CELLS = Items[HasEntries, tuple[Location, int], Never](lambda context: context.entries.far_cells)


def another_kind(entries: Entries, context: HasEntries) -> Issues:
    """The workbook has the stamp of its kind, or else what that is known by; each kind has a diagnostic of its own."""
    if context.is_of_another_kind:
        kind, accepted = context.stamp.kind, context.accepted
        is_copy = kind and kind == accepted.review_copy
        no_report = f"This workbook is not {accepted.a_report}."
        message = "This is the review copy of a report, not the report." if is_copy else no_report
        nothing = f"no stamp and no {accepted.known_by}"
        yield Issue(None, message, kind or nothing, entries.form.kind)


def lost_entries(entries: Entries) -> tuple[str, ...]:
    """Return the names of entries that the result rests on and that cannot be found."""
    return tuple(name for name in entries.not_found if name not in entries.form.not_needed)


def reported_by_itself(entries: Entries) -> Callable[[Finding], bool]:
    """Return whether a finding is about something else than a part of the form that is lost, or perhaps another's.

    Such a part is reported once; where its name leads is reported all the same.
    """
    form, names = entries.form, (*lost_entries(entries), *(wrong.name for wrong in entries.labels.misnamed))

    def is_reported(finding: Finding) -> bool:
        at = finding.at
        if at is None or finding.diagnostic is NAME_OVER_ANOTHER_LABEL:
            return True
        return not any(form.holds(name, at) for name in names)

    return is_reported


@check(ENTRIES_NOT_FOUND, over=WHOLE)
def entries_not_found(entries: Entries, _: HasEntries) -> Issues:
    """Every entry that the result rests on can be found."""
    lost, repeated = lost_entries(entries), set(entries.repeated)
    if lost:
        places = entries.form.places
        labels = _labels(places[name] for name in lost if name not in repeated)
        cannot_be_found = [f"These parts of the form cannot be found: {labels}."] if labels else []
        labels = _labels(places[name] for name in lost if name in repeated)
        stand_twice = [f"These labels stand more than once, and have lost their names: {labels}."] if labels else []
        yield Issue(None, " ".join((*cannot_be_found, *stand_twice)), "", "all parts of the form")


def _labels(places: Iterable[Place]) -> str:
    return ", ".join(dict.fromkeys(f"'{place.label}'" for place in places))


@check(TWO_FORMS_DIFFER, over=SECOND_FORMS)
def two_forms_differ(form: SecondForm, _: HasEntries) -> Issues:
    """One sheet holds the form, or all that do have the same entries."""
    if form.holds is Holds.OTHER_ENTRIES and not form.tied:
        yield _two_forms(form, "")


@check(TWO_FORMS_ALIKE, over=SECOND_FORMS)
def two_forms_alike(form: SecondForm, _: HasEntries) -> Issues:
    """Where names are lost, one sheet alone holds the form."""
    if form.holds is not Holds.THE_SAME and form.tied:
        yield _two_forms(form, ", and no name tells which is meant")


def _two_forms(form: SecondForm, more: str) -> Issue:
    if form.at.sheet == form.read:
        which = f"The sheet '{form.read}' holds the form twice, the second time from {form.at.address} on; they differ"
    else:
        which = f"Two sheets hold the form and differ: '{form.read}' and '{form.at.sheet}'"
    message = f"{which}, first in '{form.differs}'{more}."
    return Issue(form.at, message, form.at.sheet, "one sheet that holds the form")


@check(SECOND_FORM, over=SECOND_FORMS)
def second_form(form: SecondForm, _: HasEntries) -> Issues:
    """No sheet beside the one that was read holds the form."""
    if form.holds is Holds.THE_SAME or (form.holds is Holds.NO_FIGURES and not form.tied):
        message = f"The form stands here too, with {form.holds.value}; what was read is on '{form.read}'."
        yield Issue(form.at, message, form.at.sheet, "one sheet that holds the form")


@check(TEMPLATE_VERSION_NOT_ACCEPTED, over=STAMPS)
def template_version_not_accepted(stamp: Stamp, context: HasEntries) -> Issues:
    """The template's version is one of those that are accepted."""
    version, versions = stamp.template_version, context.accepted.versions
    if version and version not in versions:
        accepted, are = " and ".join(versions), "are" if len(versions) > 1 else "is"
        yield Issue(None, f"Template version {version} is not accepted; {accepted} {are}.", version, accepted)


@check(PROGRAM_VERSION_UNKNOWN, over=STAMPS)
def program_version_unknown(stamp: Stamp, context: HasEntries) -> Issues:
    """The form was made for numbers of the program that are known: the effective ones, or earlier ones."""
    made, known = stamp.program_version, context.program.version
    earlier = _is_number(made) and _is_number(known) and 0 < int(made) <= int(known)
    if made and made != known and not earlier:
        shown = made[:_SHOWN_OF_VERSION]
        message = f"The form was made for version {shown} of the program's numbers; {known} is known."
        yield Issue(None, message, shown, known)


def _is_number(version: str) -> bool:
    return version.isascii() and version.isdecimal() and len(version) <= _SHOWN_OF_VERSION


@check(STAMP_MISSING, over=STAMPS)
def stamp_missing(stamp: Stamp, context: HasEntries) -> Issues:
    """The workbook says from which template version it was made."""
    if not (stamp.kind and stamp.template_version):
        message = "The workbook does not say which template it was made from."
        yield Issue(None, message, "", context.entries.form.kind)


@check(LAYOUT_CHANGED, over=WHOLE)
def layout_changed(entries: Entries, _: HasEntries) -> Issues:
    """Every entry is found by its defined name."""
    found = entries.found_by_label
    if found:
        where = ", ".join(f"{name} ({_cells(entries.locations[name])})" for name in found)
        yield Issue(None, f"These defined names are lost; their entries were found by label: {where}.")


def _cells(locations: Sequence[Location]) -> str:
    """Return where the entries of a name stand, which is one cell or a column of them.

    >>> _cells([Location("Report", 6, 4), Location("Report", 7, 4)])
    'Report!E7:E8'
    """
    first, last = locations[0], locations[-1]
    return str(first) if first == last else f"{first}:{last.address}"


@check(NAME_OVER_ANOTHER_LABEL, over=MISNAMED)
def name_over_another_label(wrong: Misnamed, _: HasEntries) -> Issues:
    """Every defined name leads to what stands under its own label."""
    yield Issue(wrong.read.at, _leads(wrong), wrong.read.found, wrong.read.expected)


def _leads(wrong: Misnamed) -> str:
    name = f"The defined name '{wrong.name}'"
    if wrong.defined_twice:
        return f"{name} is defined twice, and leads to other cells in the formulas of this sheet."
    stands = f"under '{wrong.read.found}'" if wrong.read.found else "under no label"
    label = f"the label '{wrong.read.expected}' in {wrong.rival}"
    rival = "" if wrong.rival is None else f", while other entries stand under {label}"
    return f"{name} leads to what stands {stands}{rival}."


@check(FORM_REARRANGED, over=WHOLE)
def form_rearranged(entries: Entries, _: HasEntries) -> Issues:
    """Every entry stands where the form has it."""
    if entries.moved is not None and not entries.labels.misnamed:
        message = "Rows or columns were inserted or taken out here; entries were read where they are now."
        yield Issue(entries.moved, message)


@check(ENTRIES_BELOW_TABLE, over=WHOLE)
def entries_below_table(entries: Entries, _: HasEntries) -> Issues:
    """Everything that is entered stands in a row of a table."""
    for at in entries.below_tables[:1]:
        yield Issue(at, f"Something is entered below the table, from {at.address} on; it is not read.", "", "blank")


@check(MACROS_IN_WORKBOOK, over=WHOLE)
def macros_in_workbook(entries: Entries, _: HasEntries) -> Issues:
    """The workbook is of a kind that has no macros."""
    if entries.macros:
        yield Issue(None, f"The workbook has {entries.macros}; none was run.", entries.macros, "no macros")


@check(EXTERNAL_LINKS, over=WHOLE)
def external_links(entries: Entries, _: HasEntries) -> Issues:
    """The workbook takes nothing from other files."""
    for link in entries.external_links[:1]:
        first = link[:_SHOWN_OF_LINK]
        message = f"The workbook refers to other files; the first is {first}. None was opened."
        yield Issue(None, message, first, "no links")


@check(CELLS_FAR_OUTSIDE, over=FAR_CELLS)
def cells_far_outside(far: tuple[Location, int], _: HasEntries) -> Issues:
    """Everything that is filled in stands where a form can have it."""
    at, count = far
    message = f"Cells far outside the form are filled in: {count:,}, from here on; none is read."
    yield Issue(at, message, "", "blank")


CHECKS: tuple[Check[HasEntries, Never], ...] = (
    entries_below_table,
    entries_not_found,
    two_forms_differ,
    second_form,
    two_forms_alike,
    template_version_not_accepted,
    program_version_unknown,
    stamp_missing,
    layout_changed,
    name_over_another_label,
    form_rearranged,
    macros_in_workbook,
    external_links,
    cells_far_outside,
)
