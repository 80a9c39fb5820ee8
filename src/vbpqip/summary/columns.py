"""The tables of a summary and their columns, as the CSV files have them and the data package describes them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from vbpqip.batch.records import State
from vbpqip.batch.standing import Standing
from vbpqip.domain.findings import Severity
from vbpqip.domain.results import Outcome, Reason, Verdict
from vbpqip.domain.reviews import Status
from vbpqip.kinds import known


class Kind(StrEnum):
    """What a column holds, in the words of Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    FLAG = "boolean"
    DAY = "date"


class Column(NamedTuple):
    """A column; ``received`` is text that a sender wrote, ``choices`` are all values that it can have."""

    name: str
    description: str
    kind: Kind = Kind.TEXT
    received: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False


class TableOf(NamedTuple):
    """A table: its name, what a line of it is, its columns, and those that tell one line from another."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


_PATH = Column("path", "The file, relative to the folder.", received=True, required=True)
_STANDING = Column(
    "standing", "Which of several reports of a facility, MCO and period counts.", choices=tuple(map(str, Standing))
)
_FACILITY = Column("facility", "The facility as the report names it.", received=True)
_MCO = Column("mco", "The MCO as the report names it.", received=True)
_PERIOD = Column("period", "The quarter that the report is for, as the program names it.")

RESULTS = TableOf(
    "results",
    "One line a file, skipped and failed ones too.",
    (
        _PATH,
        Column("state", "What became of the file.", choices=tuple(map(str, State)), required=True),
        Column("reason", "Why the file was not judged, or has no review.", received=True),
        Column("sha256", "SHA-256 of the file, empty where it was not read."),
        Column("received", "Day of receipt by the manifest, empty where it gives none.", Kind.DAY),
        Column("sender", "Sender by the manifest.", received=True),
        Column("status", "Whether the report could be taken as it is.", choices=tuple(map(str, Status))),
        _STANDING,
        Column("because", "Why it has that standing.", received=True),
        _FACILITY,
        _MCO,
        _PERIOD,
        Column("verdict", "The quarterly improvement target.", choices=tuple(map(str, Verdict))),
        Column("achieved", "Measures achieved.", Kind.WHOLE),
        Column("credits", "Measure credits that count in the period.", Kind.WHOLE),
        Column("selected", "Measures selected.", Kind.WHOLE),
        Column("share", "(achieved + credits) / selected, to 12 digits."),
        Column("required_share", "The share that is required, to 12 digits."),
        Column("due", "The day by which the report is due, empty where it names no period.", Kind.DAY),
        Column("late", "Whether it was received later, empty where either day is not known.", Kind.FLAG),
        Column("errors", "Findings for which the report cannot be scored.", Kind.WHOLE, required=True),
        Column("warnings", "Findings that somebody should review.", Kind.WHOLE, required=True),
        Column("notes", "Findings of which nothing needs to be done.", Kind.WHOLE, required=True),
        Column("waived", "Findings that do not count, by the pairing's terms.", Kind.WHOLE, required=True),
    ),
    ("path",),
)

FINDINGS = TableOf(
    "findings",
    "One line a finding, those across files too.",
    (
        _PATH,
        _FACILITY,
        _MCO,
        _PERIOD,
        Column("code", "The code of the finding, explained by vbpqip explain CODE.", required=True),
        Column("name", "The finding in words.", required=True),
        Column("severity", "How serious it is.", choices=tuple(map(str, Severity)), required=True),
        Column("waived", "Whether it does not count, by the pairing's terms.", Kind.FLAG, required=True),
        Column("sheet", "The sheet, empty where it is about the whole file or several.", received=True),
        Column("cell", "The address of the cell."),
        Column("message", "What is wrong.", received=True),
        Column("found", "What was found.", received=True),
        Column("expected", "What was expected.", received=True),
        Column("remedy", "What to do.", required=True),
    ),
)

MEASURES = TableOf(
    "measures",
    "One line a selected measure of a report.",
    (
        _PATH,
        _STANDING,
        _FACILITY,
        _MCO,
        _PERIOD,
        Column("measure", "The key of the measure.", received=True, required=True),
        Column("title", "The measure as the menu names it.", received=True),
        Column("numerator", "Events of the window; of an annual measure its result."),
        Column("denominator", "Potential occurrences of the window; of an annual measure NA."),
        Column("result", "The result, to 12 digits."),
        Column("unit", "The unit of the result.", received=True),
        Column("prior_numerator", "Events of the comparator's window."),
        Column("prior_denominator", "Potential occurrences of the comparator's window."),
        Column("prior_result", "The comparator, to 12 digits."),
        Column("outcome", "What became of the measure.", choices=tuple(map(str, Outcome)), required=True),
        Column("reason", "Why it has that outcome.", choices=tuple(map(str, Reason)), required=True),
        Column("achieved", "Whether it counts as achieved.", Kind.FLAG, required=True),
    ),
    ("path", "measure"),
)


def tables() -> tuple[TableOf, ...]:
    """Return the tables of a summary, that of the files with the columns that the known kinds add to it."""
    added = (Column(each.name, each.description) for kind in known() for each in kind.summary_columns)
    return RESULTS._replace(columns=(*RESULTS.columns, *added)), FINDINGS, MEASURES
