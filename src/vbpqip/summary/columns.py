"""The tables of a summary and their columns, as the CSV files have them and the data package describes them."""

from __future__ import annotations

from enum import StrEnum

from vbpqip.batch.records import FileState
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.findings import Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Outcome, Reason, Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import known


class ColumnType(StrEnum):
    """What a column holds, in the words of Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    FLAG = "boolean"
    DAY = "date"


class TableColumn(NamedTuple):
    """A column; ``received`` is text that a sender wrote, ``choices`` are all values that it can have."""

    name: str
    description: str
    kind: ColumnType = ColumnType.TEXT
    received: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False


class TableOf(NamedTuple):
    """A table: its name, what a line of it is, its columns, and those that tell one line from another."""

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


_PATH = TableColumn("path", "The file, relative to the folder.", received=True, required=True)
_STANDING = TableColumn(
    "standing",
    "Whether it counts, as one of several reports of one sender, receiver and period and as one of a period collected.",
    choices=tuple(map(str, VersionStatus)),
)
_FACILITY = TableColumn("facility", "The facility as the report names it.", received=True)
_MCO = TableColumn("mco", "The {mco} as the report names it.", received=True)
_PERIOD = TableColumn("period", "The quarter that the report is for, as the program names it.")

RESULTS_TABLE = TableOf(
    "results",
    "One line a file, skipped and failed ones too.",
    (
        _PATH,
        TableColumn("state", "What became of the file.", choices=tuple(map(str, FileState)), required=True),
        TableColumn("reason", "Why the file was not reviewed, or has no review.", received=True),
        TableColumn("sha256", "SHA-256 of the file, empty where it was not read."),
        TableColumn("received", "Day of receipt by the manifest, empty where it gives none.", ColumnType.DAY),
        TableColumn("sender", "Sender by the manifest.", received=True),
        TableColumn("status", "Whether the report could be taken as it is.", choices=tuple(map(str, Status))),
        _STANDING,
        TableColumn("because", "Why it has that version status.", received=True),
        _FACILITY,
        _MCO,
        _PERIOD,
        TableColumn("verdict", "The quarterly improvement target.", choices=tuple(map(str, Verdict))),
        TableColumn("achieved", "Measures achieved.", ColumnType.WHOLE),
        TableColumn("credits", "Measure credits that count in the period.", ColumnType.WHOLE),
        TableColumn("selected", "Measures selected.", ColumnType.WHOLE),
        TableColumn("share", "(achieved + credits) / selected, to 12 digits.", ColumnType.NUMBER),
        TableColumn("required_share", "The share that is required, to 12 digits.", ColumnType.NUMBER),
        TableColumn("due", "The day by which the report is due, empty where it names no period.", ColumnType.DAY),
        TableColumn("late", "Whether it was received later, empty where either day is not known.", ColumnType.FLAG),
        TableColumn("errors", "Findings for which the report cannot be scored.", ColumnType.WHOLE, required=True),
        TableColumn("warnings", "Findings that somebody should review.", ColumnType.WHOLE, required=True),
        TableColumn("notes", "Findings of which nothing needs to be done.", ColumnType.WHOLE, required=True),
        TableColumn("waived", "Findings that do not count, by the pairing's terms.", ColumnType.WHOLE, required=True),
    ),
    ("path",),
)

FINDINGS_TABLE = TableOf(
    "findings",
    "One line a finding, those across files too.",
    (
        _PATH,
        _FACILITY,
        _MCO,
        _PERIOD,
        TableColumn("code", "The code of the finding, explained by vbpqip explain CODE.", required=True),
        TableColumn("name", "The finding in words.", required=True),
        TableColumn("severity", "How serious it is.", choices=tuple(map(str, Severity)), required=True),
        TableColumn("waived", "Whether it does not count, by the pairing's terms.", ColumnType.FLAG, required=True),
        TableColumn("sheet", "The sheet, empty where it is about the whole file or several.", received=True),
        TableColumn("cell", "The address of the cell."),
        TableColumn("message", "What is wrong.", received=True),
        TableColumn("found", "What was found.", received=True),
        TableColumn("expected", "What was expected.", received=True),
        TableColumn("remedy", "What to do.", required=True),
    ),
)

MEASURES_TABLE = TableOf(
    "measures",
    "One line a selected measure of a report.",
    (
        _PATH,
        _STANDING,
        TableColumn(
            "speaks",
            "Whether the facility is counted by this line: of several reports of a period one speaks for each measure.",
            ColumnType.FLAG,
            required=True,
        ),
        _FACILITY,
        _MCO,
        _PERIOD,
        TableColumn("measure", "The key of the measure.", received=True, required=True),
        TableColumn("title", "The measure as the menu names it.", received=True),
        TableColumn("numerator", "Events of the window; of an annual measure its result."),
        TableColumn("denominator", "Potential occurrences of the window; of an annual measure NA."),
        TableColumn("result", "The result, to 12 digits.", ColumnType.NUMBER),
        TableColumn("unit", "The unit of the result.", received=True),
        TableColumn("prior_numerator", "Events of the comparator's window."),
        TableColumn("prior_denominator", "Potential occurrences of the comparator's window."),
        TableColumn("prior_result", "The comparator, to 12 digits.", ColumnType.NUMBER),
        TableColumn("outcome", "What became of the measure.", choices=tuple(map(str, Outcome)), required=True),
        TableColumn("reason", "Why it has that outcome.", choices=tuple(map(str, Reason)), required=True),
        TableColumn("achieved", "Whether it counts as achieved.", ColumnType.FLAG, required=True),
    ),
    ("path", "measure"),
)

ROSTER_TABLE = TableOf(
    "roster",
    "One line a pairing and period: who was expected, and what was received.",
    (
        TableColumn("facility", "The facility as the roster names it, or the report.", received=True),
        TableColumn("mco", "The {mco} as the roster names it, or the report.", received=True),
        TableColumn("period", "The period, as the program names it.", required=True),
        TableColumn(
            "state", "What became of the pairing in the period.", choices=tuple(map(str, Attendance)), required=True
        ),
        TableColumn("due", "The day by which its report is due, empty where none was expected.", ColumnType.DAY),
        TableColumn("received", "Day of receipt of its first accepted report, or of its first.", ColumnType.DAY),
        TableColumn("path", "The report that counts; of a missing one a report of nearly its names.", received=True),
        _STANDING,
        TableColumn("verdict", "What the report that counts came to.", choices=tuple(map(str, Verdict))),
    ),
    ("facility", "mco", "period"),
)


def tables() -> tuple[TableOf, ...]:
    """Return the tables of a summary, that of the files with the columns that the known kinds add to it."""
    added = (TableColumn(each.name, each.description) for kind in known() for each in kind.summary_columns)
    return (
        RESULTS_TABLE._replace(columns=(*RESULTS_TABLE.columns, *added)),
        FINDINGS_TABLE,
        MEASURES_TABLE,
        ROSTER_TABLE,
    )
