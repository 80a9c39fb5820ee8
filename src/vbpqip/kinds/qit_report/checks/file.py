"""1xx: the file, and whether the form can be found in it."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.checking.catalogue.file import (
    ENTRIES_BELOW_TABLE,
    ENTRIES_NOT_FOUND,
    FORM_REARRANGED,
    LAYOUT_CHANGED,
    NAME_OVER_ANOTHER_LABEL,
    NOT_A_QIT_REPORT,
    PROGRAM_VERSION_UNKNOWN,
    SECOND_FORM,
    STAMP_MISSING,
    TEMPLATE_VERSION_NOT_ACCEPTED,
    TWO_FORMS_ALIKE,
    TWO_FORMS_DIFFER,
)
from vbpqip.checking.catalogue.preflight import CELLS_FAR_OUTSIDE, EXTERNAL_LINKS, MACROS_IN_WORKBOOK
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS, FEEDBACK_KIND, KIND
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.submission import Submission
from vbpqip.workbook.form import Place
from vbpqip.workbook.misnamed import Misnamed
from vbpqip.workbook.second_forms import Holds, SecondForm

_NO_REPORT = "This workbook is not a QIT report."
_SHOWN_OF_LINK = 80
_SHOWN_OF_VERSION = 20


def is_another_workbook(submission: Submission) -> bool:
    """Whether nothing of the form is there, or the stamp names another kind."""
    kind = submission.stamp.kind
    return kind != KIND if kind else not submission.rows


def lost_entries(submission: Submission) -> tuple[str, ...]:
    """Return the names of entries that the result rests on and that cannot be found."""
    not_needed = submission.entries.form.not_needed
    return tuple(name for name in submission.entries.not_found if name not in not_needed)


def unsure_entries(submission: Submission) -> tuple[str, ...]:
    """Return the names of entries that cannot be found, or are perhaps those of another."""
    return (*lost_entries(submission), *(wrong.name for wrong in submission.entries.labels.misnamed))


@check(NOT_A_QIT_REPORT)
def not_a_qit_report(context: ReviewContext) -> Issues:
    """The workbook carries the stamp of a QIT report, or at least its measure table."""
    if is_another_workbook(context.submission):
        kind = context.submission.stamp.kind
        is_copy = kind == FEEDBACK_KIND
        message = "This is the review copy of a report, not the report." if is_copy else _NO_REPORT
        yield Issue(None, message, kind or "no stamp and no table of measures", KIND)


@check(ENTRIES_NOT_FOUND)
def entries_not_found(context: ReviewContext) -> Issues:
    """Every entry that the result rests on can be found."""
    lost, repeated = lost_entries(context.submission), set(context.submission.entries.repeated)
    if lost:
        places = context.submission.entries.form.places
        labels = _labels(places[name] for name in lost if name not in repeated)
        cannot_be_found = [f"These parts of the form cannot be found: {labels}."] if labels else []
        labels = _labels(places[name] for name in lost if name in repeated)
        stand_twice = [f"These labels stand more than once, and have lost their names: {labels}."] if labels else []
        yield Issue(None, " ".join((*cannot_be_found, *stand_twice)), "", "all parts of the form")


def _labels(places: Iterable[Place]) -> str:
    return ", ".join(dict.fromkeys(f"'{place.label}'" for place in places))


@check(TWO_FORMS_DIFFER)
def two_forms_differ(context: ReviewContext) -> Issues:
    """One sheet holds the form, or all that do have the same entries."""
    for form in context.submission.entries.second_forms:
        if form.holds is Holds.OTHER_ENTRIES and not form.tied:
            yield _two_forms(form, "")


@check(TWO_FORMS_ALIKE)
def two_forms_alike(context: ReviewContext) -> Issues:
    """Where names are lost, one sheet alone holds the form."""
    for form in context.submission.entries.second_forms:
        if form.holds is not Holds.THE_SAME and form.tied:
            yield _two_forms(form, ", and no name tells which is meant")


def _two_forms(form: SecondForm, more: str) -> Issue:
    if form.at.sheet == form.read:
        which = f"The sheet '{form.read}' holds the form twice, the second time from {form.at.address} on; they differ"
    else:
        which = f"Two sheets hold the form and differ: '{form.read}' and '{form.at.sheet}'"
    message = f"{which}, first in '{form.differs}'{more}."
    return Issue(form.at, message, form.at.sheet, "one sheet that holds the form")


@check(SECOND_FORM)
def second_form(context: ReviewContext) -> Issues:
    """No sheet beside the one that was read holds the form."""
    for form in context.submission.entries.second_forms:
        if form.holds is Holds.THE_SAME or (form.holds is Holds.NO_FIGURES and not form.tied):
            message = f"The form stands here too, with {form.holds.value}; what was read is on '{form.read}'."
            yield Issue(form.at, message, form.at.sheet, "one sheet that holds the form")


@check(TEMPLATE_VERSION_NOT_ACCEPTED)
def template_version_not_accepted(context: ReviewContext) -> Issues:
    """The template's version is one of those that are accepted."""
    version = context.submission.stamp.template_version
    if version and version not in ACCEPTED_VERSIONS:
        accepted = " and ".join(ACCEPTED_VERSIONS)
        yield Issue(None, f"Template version {version} is not accepted; {accepted} are.", version, accepted)


@check(PROGRAM_VERSION_UNKNOWN)
def program_version_unknown(context: ReviewContext) -> Issues:
    """The form was made for numbers of the program that are known: the effective ones, or earlier ones."""
    made, known = context.submission.stamp.program_version, context.program.version
    earlier = _is_number(made) and _is_number(known) and 0 < int(made) <= int(known)
    if made and made != known and not earlier:
        shown = made[:_SHOWN_OF_VERSION]
        message = f"The form was made for version {shown} of the program's numbers; {known} is known."
        yield Issue(None, message, shown, known)


def _is_number(version: str) -> bool:
    return version.isascii() and version.isdecimal() and len(version) <= _SHOWN_OF_VERSION


@check(STAMP_MISSING)
def stamp_missing(context: ReviewContext) -> Issues:
    """The workbook says from which template version it was made."""
    stamp = context.submission.stamp
    if not (stamp.kind and stamp.template_version):
        yield Issue(None, "The workbook does not say which template it was made from.", "", KIND)


@check(LAYOUT_CHANGED)
def layout_changed(context: ReviewContext) -> Issues:
    """Every entry is found by its defined name."""
    found = context.submission.entries.found_by_label
    if found:
        yield Issue(None, f"These defined names are lost; their entries were found by label: {', '.join(found)}.")


@check(NAME_OVER_ANOTHER_LABEL)
def name_over_another_label(context: ReviewContext) -> Issues:
    """Every defined name leads to what stands under its own label."""
    for wrong in context.submission.entries.labels.misnamed:
        yield Issue(wrong.read.at, _leads(wrong), wrong.read.found, wrong.read.expected)


def _leads(wrong: Misnamed) -> str:
    name = f"The defined name '{wrong.name}'"
    if wrong.defined_twice:
        return f"{name} is defined twice, and leads to other cells in the formulas of this sheet."
    stands = f"under '{wrong.read.found}'" if wrong.read.found else "under no label"
    label = f"the label '{wrong.read.expected}' in {wrong.rival}"
    rival = "" if wrong.rival is None else f", while other entries stand under {label}"
    return f"{name} leads to what stands {stands}{rival}."


@check(FORM_REARRANGED)
def form_rearranged(context: ReviewContext) -> Issues:
    """Every entry stands where the form has it."""
    at = context.submission.entries.moved
    if at is not None and not context.submission.entries.labels.misnamed:
        yield Issue(at, "Rows or columns were inserted or taken out here; entries were read where they are now.")


@check(ENTRIES_BELOW_TABLE)
def entries_below_table(context: ReviewContext) -> Issues:
    """Everything that is entered stands in a row of a table."""
    below = context.submission.entries.below_tables
    if below and not is_another_workbook(context.submission):
        yield Issue(
            below[0], f"Something is entered below the table, from {below[0].address} on; it is not read.", "", "blank"
        )


@check(MACROS_IN_WORKBOOK)
def macros_in_workbook(context: ReviewContext) -> Issues:
    """The workbook is of a kind that has no macros."""
    macros = context.submission.entries.macros
    if macros:
        yield Issue(None, f"The workbook has {macros}; none was run.", macros, "no macros")


@check(EXTERNAL_LINKS)
def external_links(context: ReviewContext) -> Issues:
    """The workbook takes nothing from other files."""
    links = context.submission.entries.external_links
    if links:
        first = links[0][:_SHOWN_OF_LINK]
        yield Issue(
            None, f"The workbook refers to other files; the first is {first}. None was opened.", first, "no links"
        )


@check(CELLS_FAR_OUTSIDE)
def cells_far_outside(context: ReviewContext) -> Issues:
    """Everything that is filled in stands where a form can have it."""
    for at, count in context.submission.entries.far_cells:
        yield Issue(
            at, f"Cells far outside the form are filled in: {count:,}, from here on; none is read.", "", "blank"
        )


CHECKS = (
    entries_below_table,
    not_a_qit_report,
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
