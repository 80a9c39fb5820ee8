"""What the writer writes the reader reads: the same entries, whoever saved the file in between."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from support.drawing import FILLINGS, drawn
from support.drawn_reports import drawn_entries
from support.reviewed import read_submission
from support.tables import PROGRAM, SOUND_CONTRACT, form_data_of
from support.unwritten import read_from
from vbpqip.checking.catalogue.stored import NEVER_CALCULATED, SHOWN_RESULT_DIFFERS, SHOWN_VERDICT_DIFFERS
from vbpqip.core.cells import Blank, Location, Number, ShownAs
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.kinds.qit_report.form.sheets import META, REPORT
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.answers import SHOWN_VERDICT
from vbpqip.workbook.builder import span
from vbpqip.workbook.entries import Field
from vbpqip.workbook.entry_types import AnyField, EntryKey, Raw
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.ooxml.package import open_workbook

REPORTED = form_data_of(contracts=SOUND_CONTRACT)


def read(content: bytes) -> Submission:
    """Read a workbook."""
    workbook = open_workbook(content)
    return read_submission(workbook, starts_1904=workbook.starts_1904)


def opened(content: bytes) -> Workbook:
    """Open a workbook in openpyxl."""
    return openpyxl.load_workbook(BytesIO(content))


def saved(workbook: Workbook) -> bytes:
    """Save a workbook with openpyxl, which keeps no result of a formula."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook_for(REPORTED)


@pytest.fixture(scope="module")
def review(content: bytes) -> Review:
    return review_workbook(content, PROGRAM)


def essence(review: Review) -> tuple[object, ...]:
    """Return all of a review but the file's own name and digest."""
    return (review.status, review.facility, review.mco, review.period, review.findings, review.measures,
            review.credits, review.qit)  # fmt: skip


def as_stored(entries: Entries) -> Entries:
    """Return entries as if all numbers were shown as they are stored; a form shows 2.5 as 3 where a count belongs."""

    def plain(field: AnyField) -> AnyField:
        return field._replace(shown_as=ShownAs.NUMBER) if isinstance(field, Field) else field

    fields = {name: plain(field) for name, field in entries.fields.items()}
    tables = {
        table: tuple({name: plain(field) for name, field in row.items()} for row in rows)
        for table, rows in entries.tables.items()
    }
    return entries._replace(fields=fields, tables=tables)


@drawn(FILLINGS // 4)
@given(entries=drawn_entries(PROGRAM))
def test_what_is_written_is_what_is_read(entries: dict[EntryKey, Raw]) -> None:
    """What the form then shows is no other verdict, and no other result, than the entries give."""
    form_data = FormData(program=PROGRAM, measures=form_measures(PROGRAM), entries=entries)
    expected, content = read_from(form_data), workbook_for(form_data)

    found, review = as_stored(read(content).entries), review_workbook(content, PROGRAM)

    assert (found.fields, found.tables) == (expected.entries.fields, expected.entries.tables)
    assert as_submission(found)._replace(shown_verdict=expected.shown_verdict, entries=expected.entries) == expected
    assert not {each.diagnostic for each in review.findings} & {SHOWN_VERDICT_DIFFERS, SHOWN_RESULT_DIFFERS}


def test_the_form_shows_the_verdict_of_a_sound_report(content: bytes, review: Review) -> None:
    assert read(content).shown_verdict.reads(SHOWN_VERDICT[review.qit.verdict])


def test_an_empty_form_has_a_row_for_each_measure_and_no_contract() -> None:
    found = read(workbook_for(empty_form_data(PROGRAM)))

    assert [row.key.text for row in found.rows] == [measure.key for measure in form_measures(PROGRAM)]
    assert all(isinstance(row.quarters[0][0].entry, Blank) for row in found.rows)
    assert found.contracts == ()


def test_every_name_of_the_form_is_defined_where_it_stands(content: bytes) -> None:
    """Entries, live results and the stamp: what the contract promises to other programs."""
    names = open_workbook(content).names
    rows = len(form_measures(PROGRAM))
    columns = (
        (each, table.places(table.rows or rows)) for table in FORM.tables for each in table.columns if each.named
    )
    places = [*FORM.singles.values(), *(of_table[each.name] for each, of_table in columns)]

    assert {place.name: names[place.name] for place in places} == {
        place.name: span(place.at(), place.rows) for place in places
    }
    assert {"facility", "numerator_4", "prior_result", "contract_status", "ready", "vbpqip_kind"} <= set(names)


def calculated(review: Review) -> Review:
    """Return a review without the finding that the formulas were never calculated, which openpyxl cannot do."""
    found = tuple(finding for finding in review.findings if finding.diagnostic is not NEVER_CALCULATED)
    assert len(found) == len(review.findings) - 1
    return review._replace(findings=found)


def test_saved_by_openpyxl(content: bytes, review: Review) -> None:
    """Every stored result is erased, so no verdict is shown, and all is calculated from entries."""
    erased = saved(opened(content))

    assert read(erased).shown_verdict.text == ""
    assert essence(calculated(review_workbook(erased, PROGRAM))) == essence(review)
    assert review.qit.verdict is Verdict.MET


def test_sheets_reordered_added_and_unhidden(content: bytes, review: Review) -> None:
    workbook = opened(content)
    workbook.move_sheet(REPORT, offset=4)
    workbook.create_sheet("Notes", 0)["A1"] = "Facility"
    workbook[META].sheet_state = "visible"

    assert essence(calculated(review_workbook(saved(workbook), PROGRAM))) == essence(review)


def test_names_erased(content: bytes, review: Review) -> None:
    """Entries are found by their labels, with a warning; the rest is the same."""
    workbook = opened(content)
    workbook.defined_names.clear()

    erased = review_workbook(saved(workbook), PROGRAM)

    assert [each.diagnostic.code for each in erased.findings] == ["QIP130"]
    assert (erased.measures, erased.credits, erased.qit) == (review.measures, review.credits, review.qit)


def test_a_value_typed_into_the_file(content: bytes) -> None:
    workbook = opened(content)
    workbook[REPORT]["C11"] = 5

    row = next(row for row in read(saved(workbook)).rows if row.is_selected)

    assert row.quarters[0][0].entry == Number(Decimal(5))
    assert row.quarters[0][0].at == Location(REPORT, 10, 2)


def test_a_workbook_that_starts_in_1904_keeps_its_days(content: bytes, review: Review) -> None:
    workbook = opened(content)
    workbook.epoch = CALENDAR_MAC_1904

    changed = review_workbook(saved(workbook), PROGRAM)

    assert essence(calculated(changed)) == essence(review)
