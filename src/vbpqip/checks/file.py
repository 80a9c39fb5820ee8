"""1xx: the file, and whether the form can be found in it."""

from __future__ import annotations

from vbpqip.checks.case import Case
from vbpqip.checks.catalogue.file import (
    ENTRIES_BELOW_TABLE,
    ENTRIES_NOT_FOUND,
    LAYOUT_CHANGED,
    NOT_A_QIT_REPORT,
    STAMP_MISSING,
    TEMPLATE_VERSION_NOT_ACCEPTED,
)
from vbpqip.checks.catalogue.gate import CELLS_FAR_OUTSIDE, EXTERNAL_LINKS, MACROS_IN_WORKBOOK
from vbpqip.checks.registry import Fault, Faults, check
from vbpqip.form.layout import BOX, SINGLES, STAMP, place_of
from vbpqip.form.sheets import ACCEPTED_VERSIONS, FEEDBACK_KIND, KIND
from vbpqip.reading.submission import Submission

_NO_REPORT = "This workbook is not a QIT report."
_SHOWN_OF_LINK = 80
_NOT_NEEDED = frozenset(place.name for place in (*STAMP, *BOX, SINGLES["prepared_by"], SINGLES["prepared_on"]))


def is_another_workbook(submission: Submission) -> bool:
    """Whether nothing of the form is there, or the stamp names another kind."""
    kind = submission.stamp.kind
    return kind != KIND if kind else not submission.rows


def lost_entries(submission: Submission) -> tuple[str, ...]:
    """Return the names of entries that the result rests on and that cannot be found."""
    return tuple(name for name in submission.not_found if name not in _NOT_NEEDED)


@check(NOT_A_QIT_REPORT)
def not_a_qit_report(case: Case) -> Faults:
    """The workbook carries the stamp of a QIT report, or at least its measure table."""
    if is_another_workbook(case.submission):
        kind = case.submission.stamp.kind
        is_copy = kind == FEEDBACK_KIND
        message = "This is the review copy of a report, not the report." if is_copy else _NO_REPORT
        yield Fault(None, message, kind or "no stamp and no table of measures", KIND)


@check(ENTRIES_NOT_FOUND)
def entries_not_found(case: Case) -> Faults:
    """Every entry that the result rests on can be found."""
    lost = lost_entries(case.submission)
    if lost:
        labels = ", ".join(dict.fromkeys(f"'{place_of(name).label}'" for name in lost))
        yield Fault(None, f"These parts of the form cannot be found: {labels}.", "", "all parts of the form")


@check(TEMPLATE_VERSION_NOT_ACCEPTED)
def template_version_not_accepted(case: Case) -> Faults:
    """The template's version is one of those that are accepted."""
    version = case.submission.stamp.template_version
    if version and version not in ACCEPTED_VERSIONS:
        accepted = ", ".join(ACCEPTED_VERSIONS)
        yield Fault(None, f"Template version {version} is not accepted; {accepted} is.", version, accepted)


@check(STAMP_MISSING)
def stamp_missing(case: Case) -> Faults:
    """The workbook says from which template version it was made."""
    stamp = case.submission.stamp
    if not (stamp.kind and stamp.template_version):
        yield Fault(None, "The workbook does not say which template it was made from.", "", KIND)


@check(LAYOUT_CHANGED)
def layout_changed(case: Case) -> Faults:
    """Every entry is found by its defined name."""
    found = case.submission.found_by_label
    if found:
        yield Fault(None, f"These defined names are lost; their entries were found by label: {', '.join(found)}.")


@check(ENTRIES_BELOW_TABLE)
def entries_below_table(case: Case) -> Faults:
    """Everything that is entered stands in a row of a table."""
    below = case.submission.below_tables
    if below and not is_another_workbook(case.submission):
        yield Fault(
            below[0], f"Something is entered below the table, from {below[0].address} on; it is not read.", "", "blank"
        )


@check(MACROS_IN_WORKBOOK)
def macros_in_workbook(case: Case) -> Faults:
    """The workbook is of a kind that has no macros."""
    macros = case.submission.macros
    if macros:
        yield Fault(None, f"The workbook has {macros}; none was run.", macros, "no macros")


@check(EXTERNAL_LINKS)
def external_links(case: Case) -> Faults:
    """The workbook takes nothing from other files."""
    links = case.submission.external_links
    if links:
        first = links[0][:_SHOWN_OF_LINK]
        yield Fault(
            None, f"The workbook refers to other files; the first is {first}. None was opened.", first, "no links"
        )


@check(CELLS_FAR_OUTSIDE)
def cells_far_outside(case: Case) -> Faults:
    """Everything that is filled in stands where a form can have it."""
    for at, count in case.submission.far_cells:
        yield Fault(
            at, f"Cells far outside the form are filled in: {count:,}, from here on; none is read.", "", "blank"
        )


CHECKS = (
    entries_below_table,
    not_a_qit_report,
    entries_not_found,
    template_version_not_accepted,
    stamp_missing,
    layout_changed,
    macros_in_workbook,
    external_links,
    cells_far_outside,
)
