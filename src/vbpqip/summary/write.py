"""The parts of a summary, made in one pass over all files and some over what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from vbpqip.batch.store import Store
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.output.plain import for_json
from vbpqip.program.program import Program
from vbpqip.summary import data_package
from vbpqip.summary.attendance import periods
from vbpqip.summary.builder import SummaryBuilder
from vbpqip.summary.columns import RESULTS_TABLE
from vbpqip.summary.csv_tables import csv_tables, lines_of_tables, roster_lines
from vbpqip.summary.facts import Facts
from vbpqip.summary.findings_sheet import write_findings
from vbpqip.summary.heading import SummaryHeading
from vbpqip.summary.matrix import matrices
from vbpqip.summary.matrix_sheet import write_matrices
from vbpqip.summary.measured import add_measured, by_measure, index_measured, lay_out_measured
from vbpqip.summary.measures_sheet import write_measures
from vbpqip.summary.names import LINES, PAGE, WORKBOOK
from vbpqip.summary.options import SummaryOptions
from vbpqip.summary.overview_sheet import add_overview, write_overview
from vbpqip.summary.page import summary_page
from vbpqip.summary.reports_sheet import ReportsSheet
from vbpqip.summary.roster_sheet import write_roster
from vbpqip.summary.stored_files import StoredFile, files_in_ledger, lay_out
from vbpqip.summary.tallies import Tallies
from vbpqip.summary.to_do import to_do
from vbpqip.summary.to_do_sheet import write_to_do
from vbpqip.workbook.builder import workbook_in


def write_summary_files(
    store: Store, atomic: AtomicFiles, program: Program, heading: SummaryHeading, options: SummaryOptions
) -> None:
    """Write every file's draft."""
    lay_out(store)
    lay_out_measured(store)
    named = periods(store)
    with workbook_in(atomic.temporary(WORKBOOK), {"title": "Summary", "subject": program.name}) as workbook:
        builder = SummaryBuilder(workbook, program, heading)
        write_matrices(builder, matrices(store), program, heading)
        write_to_do(builder, to_do(store, program, options))
        overview = add_overview(builder)
        tallies = _write_files(store, program, atomic, ReportsSheet(builder))
        index_measured(store)
        facts = Facts(store, program, heading, options, tallies, by_measure(store), named)
        write_findings(builder, facts)
        write_roster(builder, facts)
        write_measures(builder, facts)
        write_overview(builder, overview, facts)
    data_package.write_data_package(atomic, program, heading.run)
    atomic.temporary(PAGE).write_text(summary_page(facts), "utf-8", newline="\n")


def _write_files(store: Store, program: Program, atomic: AtomicFiles, reports: ReportsSheet) -> Tallies:
    """Write what has a line or row for each file, in one pass over all of them."""
    tallies = Tallies()
    with (
        csv_tables(atomic) as add_lines,
        atomic.temporary(LINES).open("w", encoding="utf-8", newline="\n") as documents,
    ):
        for chunk in files_in_ledger(store, program):
            lines = lines_of_tables(chunk)
            add_lines(lines)
            tallies.add(lines)
            reports.add(lines[RESULTS_TABLE.name])
            add_measured(store, chunk)
            _write_documents(documents, chunk)
        add_lines(roster_lines(store))
    reports.end()
    return tallies


def _write_documents(file: TextIO, chunk: Iterable[StoredFile]) -> None:
    for stored in chunk:
        if stored.document is not None:
            file.write(f"{for_json(stored.document)}\n")
