"""A blank report: nothing is entered beyond what the template filled in.

1. Whatever a template fills in, the report is blank, and that is all that is said of it. 2. Any entry of one's own makes
it a report. 3. A blank report is not received.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import vbpqip
from support.quarters import Quarter
from support.reports import Changes, form_data_of_report
from support.runs import batch, rows
from support.samples import rolled_forward
from support.tables import PROGRAM, sheets_of
from support.written import written_form
from vbpqip.cli import main
from vbpqip.core.results import Reason, Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.qit_report.checks.blank import is_blank_report
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.rendering.as_json import as_json, schema
from vbpqip.rendering.as_text import reviews_as_text
from vbpqip.rendering.feedback import feedback_files
from vbpqip.reviewing import read_and_review
from vbpqip.workbook.entry_types import EntryKey, Raw

CLABSI, ECG = 4, 9
NAMED = empty_form_data(
    PROGRAM, period=Quarter(3, 1), facility="Nyack Hospital", mco="Fidelis", selected=("clabsi", "median-time-to-ecg")
)
CONTRACT: Changes = {
    ("contract_mco", 0): "Fidelis", ("contract_arrangement", 0): "TCGP", ("contract_level", 0): 2,
    ("contract_submitted", 0): date(2017, 5, 15), ("contract_status", 0): "Approved",
}  # fmt: skip
ROLLED = rolled_forward(form_data_of_report(CONTRACT))


def review_of(form_data: FormData) -> Review:
    return vbpqip.review(written_form(form_data))


def with_entries(form_data: FormData, entries: dict[EntryKey, Raw]) -> FormData:
    return form_data._replace(entries={**form_data.entries, **entries})


@pytest.mark.parametrize(
    "form_data", [empty_form_data(PROGRAM), NAMED, ROLLED], ids=["empty", "named", "rolled forward"]
)
def test_qip118_nothing_entered(form_data: FormData) -> None:
    review = review_of(form_data)

    assert (review.status, review.qit.verdict, review.gap) == (Status.BLANK, Verdict.NOT_DETERMINED, None)
    assert [(each.diagnostic.code, each.at) for each in review.findings] == [("QIP118", None)]
    assert {result.reason for result in review.measures} <= {Reason.INVALID_ENTRIES}
    jsonschema.Draft202012Validator(schema()).validate(json.loads(as_json([review], review.rules)))


def test_1_that_is_all_that_is_said_of_it() -> None:
    text = reviews_as_text(review_of(NAMED)._replace(workbook="form.xlsx")).partition("\n\nReviewed with")[0]

    told = text.splitlines()[3:]
    assert told.pop(3).startswith("1 error, no warnings; ")
    assert told == [
        "BLANK: nothing is entered",
        "2 measures selected",
        "",
        "",
        "error: Nothing is entered in this report. [QIP118]",
        "  Enter the figures, with who prepared the report and when, and send that file.",
    ]


def test_1_feedback_asks_for_the_figures() -> None:
    reviewed = read_and_review(written_form(NAMED), PROGRAM, name="form.xlsx")

    files = feedback_files(reviewed, "form.feedback")

    assert b"BLANK: nothing is entered" in files["form.feedback.html"]
    assert b"Each selected measure" not in files["form.feedback.html"]


OWN: dict[str, dict[EntryKey, Raw]] = {
    "a zero": {("numerator_4", CLABSI): 0},
    "a denominator": {("denominator_4", CLABSI): 4000},
    "NA": {("numerator_4", CLABSI): "NA"},
    "a word": {("numerator_4", CLABSI): "none"},
    "an annual result": {("numerator_4", ECG): 8},
    "a measure that is not selected": {("numerator_4", 0): 1},
    "who prepared it": {("attested_by", 0): "A. Clerk"},
    "when it was prepared": {("attested_on", 0): date(2017, 10, 20)},
}
EARLIER: dict[str, dict[EntryKey, Raw]] = {
    "an earlier quarter": {("numerator_1", CLABSI): 1},
    "a prior result": {("prior_numerator", CLABSI): 7},
    "a contract": {("contract_status", 0): "Approved"},
}


@pytest.mark.parametrize("entries", {**OWN, **EARLIER}.values(), ids=[*OWN, *EARLIER])
def test_2_an_entry_makes_it_a_report(entries: dict[EntryKey, Raw]) -> None:
    assert review_of(with_entries(NAMED, entries)).status is Status.REJECTED


@pytest.mark.parametrize("entries", OWN.values(), ids=OWN)
def test_2_an_entry_beside_what_was_carried_over_makes_it_a_report(entries: dict[EntryKey, Raw]) -> None:
    assert review_of(with_entries(ROLLED, entries)).status is Status.REJECTED


def test_2_a_form_that_is_not_whole_is_not_called_blank() -> None:
    sheets = sheets_of(NAMED)

    assert is_blank_report(sheets.submission())
    assert not is_blank_report(sheets.without_label("numerator_4").submission())


def test_3_a_check_exits_with_1(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(written_form(NAMED))

    for fail_on in ("error", "warning", "missed"):
        assert CliRunner().invoke(main, ["check", str(form), "--fail-on", fail_on]).exit_code == 1


def test_3_in_a_folder_it_is_counted_and_not_received(tmp_path: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    (inbox / "blank.xlsx").write_bytes(written_form(NAMED))
    (inbox / "sound.xlsx").write_bytes(written_form(form_data_of_report()))

    done = batch(inbox, "--out", out)

    assert done.exit_code == 1, done.output
    assert "2 files: 1 accepted, 1 blank; 0 skipped." in done.output
    assert rows(out, "SELECT state, path FROM expected WHERE facility = 'Nyack Hospital'") == [("due", "")]
    assert rows(out, "SELECT because FROM standing WHERE path = 'blank.xlsx'") == [("nothing is entered in it",)]
