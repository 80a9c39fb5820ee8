"""Summaries of folders that a test tells, and how its files are read back."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from support.folders import NEXT, baseline, following
from support.ledgers import File, ledger_of
from support.tables import PROGRAM, form_data_of
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.program.program import Program
from vbpqip.summary.files import write_summary

REJECTED = following(NEXT.replace("0/18800", "-/18800"), facility="Kingsbrook Jewish Medical Center")
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>\u202egnp\x1b[31m\''
"""A name that is a formula, markup, a change of reading direction and a terminal's colour."""

FOLDER = (
    File("nyack/1.xlsx", baseline(), "2017-07-27", "Fidelis"),
    File("nyack/2.xlsx", following(), "2017-10-27", "Fidelis"),
    File("interfaith.xlsx", form_data_of(), "2017-11-20"),
    File("kingsbrook.xlsx", REJECTED, "2017-10-30"),
    File("letter.zip", received="2017-10-30"),
    File("slow.xlsx", failed="It took longer than 60 seconds."),
    File("secret.xlsx", unread="The file may not be read."),
    File("~$2.xlsx", skipped="It only notes that somebody has the workbook open."),
)
"""Two reports of Nyack that go on, a late one, a rejected one, no workbook, a failed file, one that may not be read, and a skipped one."""

HOSTILE_FOLDER = (
    File(f"{HOSTILE}.xlsx", following(facility=HOSTILE, mco=HOSTILE), "2017-10-27", HOSTILE),
    File("other.xlsx", following(facility="Nyack Hospital", mco=HOSTILE)),
    File(f"{HOSTILE}.tmp", skipped=HOSTILE),
)
"""A folder in which every text that somebody sends is hostile."""


def summarised(folder: Path, *files: File, program: Program = PROGRAM) -> Path:
    """Write the summary of a folder into another one, and return that."""
    connection = ledger_of(*files, program=program)
    run_cross_report_checks(connection, program)
    folder.mkdir(exist_ok=True)
    write_summary(connection, folder, program)
    return folder


def lines_of(table: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV file."""
    return list(csv.DictReader(StringIO(table.read_text("utf-8-sig"), newline="")))


def documents_of(lines: Path) -> list[dict[str, Any]]:
    """Return the documents of a file that has one a line."""
    return [json.loads(line) for line in lines.read_text("utf-8").splitlines()]


def rows_of(workbook: Path, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet, row by row, without what is empty at the end of one."""
    book = load_workbook(workbook)
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    return [row[: max((nth for nth, value in enumerate(row, 1) if value is not None), default=0)] for row in rows]


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in_cell:
            self.tables[-1][-1][-1] += data


def read_page(page: Path) -> _Read:
    """Return a page's tables, elements and words."""
    read = _Read()
    read.feed(page.read_text("utf-8"))
    return read


def table_with(page: Path, heading: str, nth: int = 0) -> list[list[str]]:
    """Return the n-th table of a page that has a heading of those words."""
    return [table for table in read_page(page).tables if heading in table[0]][nth]
