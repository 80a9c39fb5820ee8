"""A note is told last and in brief; nobody is asked to do or to look at anything because of it."""

from __future__ import annotations

import email
import json
from email.policy import default
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from support.folders import NEXT, following
from support.ledgers import File
from support.reports import Changes, report
from support.summaries import lines_of, summarised, table_with
from vbpqip.cli import main
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.comparing.described import comparison_document
from vbpqip.kinds.qit_report.comparing.reports import Read, compare_reports
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.text import document_as_text
from vbpqip.output.tone import Tone
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import reviews_document
from vbpqip.rendering.as_text import reviews_as_text
from vbpqip.rendering.feedback import feedback_files
from vbpqip.reviewing import read_and_review

TERMS = """
title = "Agreement"

[[severities]]
code = "QIP317"
since = "DY2 Q4"
severity = "note"
source = "Section 5"

[[severities]]
code = "QIP640"
since = "DY2 Q4"
severity = "off"
source = "Section 6"
"""
NOTED: Changes = {("numerator_1", 4): "2", ("numerator_2", 4): "1"}
"""Numbers that are typed as text, which the pairing takes for a note."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    path = tmp_path / "terms.toml"
    path.write_text(TERMS)
    return program_under(path)


def reviewed(changes: Changes, program: Program) -> Reviewed[Submission, ReviewContext]:
    return read_and_review(report(changes), program, name="report.xlsx")


def read(changes: Changes, program: Program) -> Read:
    submission, review, *_ = reviewed(changes, program)
    assert submission is not None
    return Read(submission, review)


def findings_said(changes: Changes, program: Program) -> list[str]:
    text = reviews_as_text(reviewed(changes, program).review)
    return text[text.index(" checks run") :].partition("\n\nReviewed with")[0].splitlines()[1:]


def test_a_note_is_neither_error_nor_warning(program: Program) -> None:
    review = reviewed(NOTED, program).review

    assert (review.status, review.errors, review.warnings, len(review.notes)) == (Status.ACCEPTED, (), (), 2)


def test_notes_stand_last_in_the_text_and_say_nothing_of_what_to_do(program: Program) -> None:
    said = findings_said({**NOTED, ("mco", 0): "Mutual"}, program)

    assert [line for line in said if line.startswith(("error", "warning", "note"))] == [
        "warning: P4P Report!A5: 'Mutual' is not on the roster. [QIP216]",
        "note: A number is stored as text; it was read as the number it spells. 2 times",
    ]
    assert said[-2:] == [
        "  - P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2.",
        "  - P4P Report!E11: CLABSI, numerator of DY2 Q3: text, read as 1.",
    ]


def test_a_note_is_not_painted_as_a_warning(program: Program) -> None:
    text = reviews_as_text(reviewed(NOTED, program).review, paint=lambda words, tone: f"<{tone}>{words}")

    assert f"<{Tone.PLAIN}>note:" in text


def test_no_command_fails_because_of_a_note(tmp_path: Path, program: Program) -> None:
    (tmp_path / "report.xlsx").write_bytes(report(NOTED))
    assert program.terms

    result = CliRunner().invoke(
        main, ["check", str(tmp_path / "report.xlsx"), "--terms", str(tmp_path / "terms.toml"), "--fail-on", "warning"]
    )

    assert result.exit_code == 0, result.output


def test_the_document_says_that_it_is_a_note(program: Program) -> None:
    review = reviewed(NOTED, program).review

    said = json.loads(json.dumps(reviews_document([review], review.rules)))

    assert {finding["severity"] for finding in said["reviews"][0]["findings"]} == {"note"}


def test_the_page_has_them_in_a_part_of_their_own(program: Program) -> None:
    page = feedback_files(reviewed(NOTED, program), "back")["back.html"].decode()

    assert "What to fix" not in page
    assert "<h2>Notes</h2>\n<p>Nothing needs to be done about these.</p>" in page
    assert page.count("text, read as") == 2
    assert 'class="number warning-cell"' not in page
    assert "Nothing needs to be fixed." in page


def test_the_workbook_lists_them_last_and_marks_no_cell(program: Program) -> None:
    files = feedback_files(reviewed({**NOTED, ("mco", 0): "Fidelity"}, program), "back")
    book = openpyxl.load_workbook(BytesIO(files["back.xlsx"]))

    told = [str(row[5]) for row in book["Findings"].iter_rows(min_row=6, values_only=True)]

    assert told == ["warning", "note", "note"]
    assert book["P4P Report"]["C11"].comment is None
    assert book["P4P Report"]["A5"].comment is not None


def test_the_e_mail_names_them_last(program: Program) -> None:
    files = feedback_files(reviewed(NOTED, program), "back")
    message = email.message_from_bytes(files["back.eml"], policy=default)
    body = message.get_body()
    assert body is not None

    said = str(body.get_content()).replace("\r\n", "\n")

    assert "to review" not in said
    assert "What to fix" not in said
    assert said.split("\n\n")[-2] == (
        "Notes\n  Nothing needs to be done about these.\n"
        "  - P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2. And 1 more\n    of this kind. [QIP317]"
    )


def test_one_note_is_told_by_its_own_words(program: Program) -> None:
    files = feedback_files(reviewed({("numerator_1", 4): "2"}, program), "back")
    body = email.message_from_bytes(files["back.eml"], policy=default).get_body()
    assert body is not None

    assert "  - P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2. [QIP317]\n" in str(
        body.get_content()
    ).replace("\r\n", "\n")


def test_a_summary_counts_them_apart(tmp_path: Path, program: Program) -> None:
    """What is noted most often still stands behind what is to be looked at."""
    noted = following(NEXT.replace("| 2/18567  | 1/19210", '| "2"/18567  | "1"/19210'))
    odd = following(NEXT.replace("0/18800", "1/18801"), facility="Nobody's Hospital")
    out = summarised(tmp_path / "out", File("a.xlsx", noted), File("b.xlsx", odd), program=program)

    counted = {
        line["path"]: (line["errors"], line["warnings"], line["notes"]) for line in lines_of(out / "results.csv")
    }
    codes = [row[:5] for row in table_with(out / "summary.html", "Notes")[1:]]

    assert counted == {"a.xlsx": ("0", "0", "2"), "b.xlsx": ("0", "1", "0")}
    assert [(code, errors, warnings, notes) for code, _, errors, warnings, notes in codes] == [
        ("QIP212", "0", "1", "0"),
        ("QIP317", "0", "0", "2"),
    ]


def test_a_comparison_tells_them_behind_the_others(program: Program) -> None:
    """Nobody is told to do something because of a note."""
    sound, noted, odd = (read(changes, program) for changes in ({}, NOTED, {**NOTED, ("attested_by", 0): None}))

    one, other = (compare_reports(sound, each, program) for each in (noted, odd))

    told, *asked = (document_as_text(comparison_document(each), 80) for each in (one, other))
    assert "New:" not in told
    assert "  New, and nothing needs to be done about it:\n  - P4P Report!C11: CLABSI" in told
    assert asked[0].index("New:\n  - Warning: ") < asked[0].index("New, and nothing")


def test_a_note_has_no_remedy_in_the_workbook(program: Program) -> None:
    files = feedback_files(reviewed(NOTED, program), "back")
    book = openpyxl.load_workbook(BytesIO(files["back.xlsx"]))

    remedies = {str(row[1]) for row in book["Findings"].iter_rows(min_row=6, values_only=True)}

    assert remedies == {"Nothing needs to be done."}
