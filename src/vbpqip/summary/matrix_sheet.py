"""The sheets ``Matrix``: for each kind of report, who sent it to whom by period, and what each report came to."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.program.program import Program
from vbpqip.summary.attendance import Attended
from vbpqip.summary.builder import Heading, SummaryBuilder
from vbpqip.summary.heading import SummaryHeading
from vbpqip.summary.matrix import VerdictMatrix
from vbpqip.summary.words import ShownWord

_VERDICTS = "The verdict of the report that counts, and how many of the selected measures were achieved."
_OF_ROSTER = (
    f"{_VERDICTS} Where there is none: rejected (something came, nothing was accepted), "
    "missing, due, not due yet, ambiguous, or blank (not on the roster of the period, and nothing came)."
)
_LONGEST_NAME = 31
"""Characters of the name of a sheet."""


def write_matrices(
    builder: SummaryBuilder, matrices: Iterable[VerdictMatrix], program: Program, heading: SummaryHeading
) -> None:
    """Write a sheet for each kind of report."""
    for matrix in matrices:
        headings = [
            Heading(matrix.parties[0], 34, wrapped=True),
            Heading(matrix.parties[1], 22, wrapped=True),
            *(Heading(period, 24, wrapped=True) for period in matrix.periods),
        ]
        title = program.in_words(matrix.kind.title)
        name = "Matrix" if matrix.is_of_roster else f"Matrix {title}"[:_LONGEST_NAME]
        about = _OF_ROSTER if matrix.is_of_roster else _VERDICTS
        sheet = builder.add_table(name, f"{title}: who met", headings, " ".join(heading.lines()), about, repeated=2)
        first = sheet.row - 1
        for row in matrix.rows():
            shown = (row.periods.get(period) for period in matrix.periods)
            sheet.values([row.facility, row.mco, *(None if each is None else _shown(each) for each in shown)])
        builder.end_table(sheet, len(headings), first)


def _shown(attended: Attended) -> ShownWord:
    outcome = attended.outcome
    return outcome._replace(word=f"{outcome.word}: {attended.reached}") if attended.reached else outcome
