"""What stands in a form before it is written is what the reader will find in it."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from support.reports import Changes, form_data_of_report, report
from support.reviewed import read_submission
from support.unwritten import read_from
from vbpqip.core.cells import Blank, Unread, Unreadable
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program
from vbpqip.workbook.ooxml.package import open_workbook


def test_a_yes_or_no_value_is_written_as_one() -> None:
    changes: Changes = {("numerator_1", 4): True}

    written = read_submission(open_workbook(report(changes)), starts_1904=False)

    assert written.rows == read_from(form_data_of_report(changes)).rows
    assert written.rows[4].quarters[0][0].entry == Unreadable("TRUE", Unread.BOOLEAN)


def test_program_data_without_a_version_leaves_that_part_of_the_stamp_blank() -> None:
    form_data = form_data_of_report()

    unversioned = read_from(form_data._replace(program=form_data.program._replace(version="")))

    assert unversioned.stamp.program_version == ""


def test_a_blank_entry_is_an_entry() -> None:
    """A tuple of nothing would be false."""
    assert Blank()


def test_a_name_with_control_characters_makes_a_sound_workbook() -> None:
    """What no XML file can hold is left out of a formula's result, so that the workbook opens."""
    form_data = empty_form_data(load_program(), facility="St. \x1b[2JMary\x00")

    book = openpyxl.load_workbook(BytesIO(workbook_for(form_data)), data_only=True)

    assert book.sheetnames[0] == "Start Here"
