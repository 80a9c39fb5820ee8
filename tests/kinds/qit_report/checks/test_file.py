"""1xx: the file is the form, of a version that is accepted, and its entries can be found."""

from __future__ import annotations

from inline_snapshot import snapshot

from support.reviewed import review_submission, with_entries
from support.tables import PROGRAM, Sheets, at, codes_of, findings_as_text, form_data_of, sheets_of, submission_of
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.reviews import Review, Status


def review_stamped(*, kind: str = "qit-report", template_version: str = "2") -> Review:
    """Review a sound report with another stamp."""
    sound = submission_of()
    stamp = sound.stamp._replace(kind=kind, template_version=template_version)
    return review_submission(sound._replace(stamp=stamp), PROGRAM)


def test_qip110_entries_not_found() -> None:
    """A column whose name and label are both gone is reported once, not for each of its cells."""
    review = sheets_of(form_data_of()).without_label("numerator_2").review()

    assert findings_as_text(review) == snapshot("""\
These parts of the form cannot be found: '2nd qtr numerator'. [QIP110]
  Enter the figures in a fresh template; a part of this one was deleted or renamed.\
""")
    assert review.status is Status.REJECTED


def test_qip110_keeps_silent_of_the_stamp_and_the_shown_verdict() -> None:
    """No result rests on them."""
    lost = ("vbpqip_program_version", "qit_verdict")
    review = with_entries(submission_of(), not_found=lost)

    assert codes_of(review_submission(review, PROGRAM)) == []


def test_qip112_not_a_qit_report() -> None:
    """A workbook without stamp and table is something else, and only that is said."""
    review = Sheets(names={}, sheets={"Budget": {(0, 0): Cell(Stored.TEXT, "Facility")}}).review()

    assert findings_as_text(review) == snapshot("""\
This workbook is not a QIT report. [QIP112]
  Ask for the figures in the template of the QIT report; 'vbpqip template' makes one.\
""")
    assert (review.findings[0].found, review.findings[0].expected) == (
        "no stamp and no table of measures",
        "qit-report",
    )


def test_qip112_another_kind_of_workbook_is_not_reviewed() -> None:
    """What is stamped as something else gives one finding, whatever else is in it, and no results."""
    invalid = submission_of(facility=None, contracts="| mco |\n| Fidelis |")
    stamp = invalid.stamp._replace(kind="ait-report", template_version="7")
    shown = invalid.shown_verdict._replace(text="MET")
    changed = with_entries(invalid, found_by_label=("mco",), not_found=("quarter_1",))._replace(
        stamp=stamp, shown_verdict=shown
    )

    review = review_submission(changed, PROGRAM)

    assert codes_of(review) == ["QIP112"]
    assert (review.measures, review.credits.contracts, review.status) == ((), (), Status.REJECTED)


def test_qip120_template_version_not_accepted() -> None:
    """A version that this program does not know may hold entries that it does not know."""
    review = review_stamped(template_version="3")

    assert findings_as_text(review) == snapshot("""\
Template version 3 is not accepted; 1 and 2 are. [QIP120]
  Check the file with a newer version of vbpqip, or ask for the figures in a current template.\
""")


def test_qip125_stamp_missing() -> None:
    """A form without its stamp is reviewed, with a warning."""
    review = review_stamped(kind="", template_version="")

    assert findings_as_text(review) == snapshot("""\
The workbook does not say which template it was made from. [QIP125]
  Look whether the form is complete; make the next report from a fresh template.\
""")
    assert review.status is Status.ACCEPTED


def test_qip125_both_kind_and_version_are_needed() -> None:
    assert codes_of(review_stamped(template_version="")) == codes_of(review_stamped(kind="")) == ["QIP125"]


def test_qip130_layout_changed() -> None:
    """Entries that were found by their labels are named, so that a person can compare them."""
    review = sheets_of(form_data_of()).without_names("facility", "numerator_2").review()

    assert findings_as_text(review) == snapshot("""\
These defined names are lost; their entries were found by label: facility (P4P Report!A3), numerator_2 (P4P Report!E7:E17). [QIP130]
  Compare the figures below with the sheet; make the next report from a fresh template.\
""")
    assert review.status is Status.ACCEPTED


def test_qip250_is_told_where_the_attestation_cannot_be_found() -> None:
    """A lost attestation is no part that the result rests on, so it is told as missing."""
    review = sheets_of(form_data_of()).without_label("attested_by").review()

    assert codes_of(review) == ["QIP250"]
    assert review.findings[0].at == at("attested_by")


def test_qip180_is_told_with_what_was_done() -> None:
    review = review_submission(with_entries(submission_of(), macros="Excel 4 macro sheets"), PROGRAM)

    assert findings_as_text(review) == snapshot("""\
The workbook has Excel 4 macro sheets; none was run. [QIP180]
  The form needs none. In Excel choose File > Save As and the type 'Excel Workbook (*.xlsx)', and send that file.\
""")


def test_qip181_names_the_first_link() -> None:
    review = review_submission(with_entries(submission_of(), external_links=("a.xlsx", "b.xlsx")), PROGRAM)

    assert findings_as_text(review) == snapshot("""\
The workbook refers to other files; the first is a.xlsx. None was opened. [QIP181]
  In Excel choose Data > Edit Links > Break Link, so that the figures are kept in the report itself.\
""")


def test_qip182_is_told_once_for_each_sheet() -> None:
    far = ((Location("P4P Report", 20_000, 0), 1_200), (Location("Contracts", 0, 500), 1))
    review = review_submission(with_entries(submission_of(), far_cells=far), PROGRAM)

    assert findings_as_text(review) == snapshot("""\
Contracts!SG1: Cells far outside the form are filled in: 1, from here on; none is read. [QIP182]
  Look whether something was entered there by mistake; delete those rows and columns.
P4P Report!A20001: Cells far outside the form are filled in: 1,200, from here on; none is read. [QIP182]
  Look whether something was entered there by mistake; delete those rows and columns.\
""")
