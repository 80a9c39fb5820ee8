"""Writing the summary files of a ledger into a folder: all of them whole, or none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from vbpqip.batch.across_fingerprint import fingerprint, is_current, keep_fingerprint
from vbpqip.program.program import Program
from vbpqip.summary import data_package
from vbpqip.summary.attendance import periods
from vbpqip.summary.book import SummaryBook
from vbpqip.summary.columns import TABLES
from vbpqip.summary.csv_tables import csv_tables, frames_of
from vbpqip.summary.drafts import Drafts
from vbpqip.summary.facts import Facts
from vbpqip.summary.findings_sheet import write_findings
from vbpqip.summary.kept import Kept, kept_files, lay_out
from vbpqip.summary.matrix_sheet import write_matrix
from vbpqip.summary.measured import add_measured, by_measure, index_measured, lay_out_measured
from vbpqip.summary.measures_sheet import write_measures
from vbpqip.summary.overview_sheet import add_overview, write_overview
from vbpqip.summary.page import page
from vbpqip.summary.reports_sheet import ReportsSheet
from vbpqip.summary.roster_sheet import write_roster
from vbpqip.summary.tallies import Tallies

WORKBOOK, PAGE, LINES = "summary.xlsx", "summary.html", "results.jsonl"
FILES = (WORKBOOK, PAGE, LINES, data_package.NAME, *(table.file for table in TABLES))
"""The names of all files."""

_KEY = "summary"


def write_summary(connection: sqlite3.Connection, folder: Path, program: Program) -> None:
    """Write the summary files of a ledger that was looked across; nothing where they are there and current.

    Raises:
        OSError: A file cannot be written; those that were there stay.
        sqlite3.Error: The ledger cannot be read.
    """
    now = _fingerprint(connection, program)
    if all((folder / name).is_file() for name in FILES) and is_current(connection, _KEY, now):
        return
    lay_out(connection)
    lay_out_measured(connection)
    with Drafts(folder) as drafts:
        _write(connection, drafts, program)
    keep_fingerprint(connection, _KEY, now)
    connection.commit()


def _fingerprint(connection: sqlite3.Connection, program: Program) -> str:
    return sha256(f"summary of {fingerprint(connection, program)}".encode()).hexdigest()


def _write(connection: sqlite3.Connection, drafts: Drafts, program: Program) -> None:
    named = periods(connection)
    with SummaryBook(drafts.draft(WORKBOOK), program) as book:
        overview = add_overview(book)
        write_matrix(book, connection, named)
        tallies = _write_files(connection, drafts, ReportsSheet(book))
        index_measured(connection)
        facts = Facts(connection, program, tallies, by_measure(connection), named)
        write_findings(book, facts)
        write_roster(book, facts)
        write_measures(book, facts)
        write_overview(book, overview, facts)
    data_package.write_data_package(drafts, program)
    drafts.draft(PAGE).write_text(page(facts), "utf-8", newline="\n")


def _write_files(connection: sqlite3.Connection, drafts: Drafts, reports: ReportsSheet) -> Tallies:
    """Write what has a line or row for each file, in one pass over all of them."""
    tallies = Tallies()
    with csv_tables(drafts) as add_lines, drafts.draft(LINES).open("w", encoding="utf-8", newline="\n") as documents:
        for chunk in kept_files(connection):
            frames = frames_of(chunk)
            add_lines(frames)
            tallies.add(frames)
            reports.add(chunk)
            add_measured(connection, chunk)
            _write_documents(documents, chunk)
    reports.end()
    return tallies


def _write_documents(file: TextIO, chunk: Iterable[Kept]) -> None:
    for kept in chunk:
        if kept.document is not None:
            file.write(f"{json.dumps(kept.document, ensure_ascii=False, separators=(',', ':'))}\n")
