"""What somebody has to do today about a folder: who is concerned, why, and by when, in the order in which it is urgent.

Who is concerned by one thing is not by another as well: of a hospital of which something came that has to be sent again
or chosen, or that names another period, or itself by a name that is nearly its own, that is told, without a reminder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from vbpqip.batch.expected import as_of
from vbpqip.batch.records import FileState
from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.checking.catalogue.desk import NOT_FOR_THIS_RECEIVER
from vbpqip.core.findings import Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.results import Reason
from vbpqip.core.reviews import Status
from vbpqip.program.program import Program
from vbpqip.summary.attendance import ABSENT, Attended, attendance, verdict_matrix
from vbpqip.summary.matrix import matrices
from vbpqip.summary.options import SummaryOptions
from vbpqip.summary.rows import severity_of
from vbpqip.summary.stored_files import StoredFile, stored_files


class Action(NamedTuple):
    """Something to do: about whom, which is a file's name where nobody is named, and why.

    ``due`` is the day on which the report is due, ``by`` the one that whoever received it names; they, ``mco``,
    ``period`` and ``path`` are empty where nothing is known. ``is_reviewed`` says that the file has a review, and so
    feedback.
    """

    who: str
    mco: str
    period: str
    why: str
    due: str = ""
    by: str = ""
    path: str = ""
    is_reviewed: bool = False


class ToDo(NamedTuple):
    """Things of one kind to do: what it is, and how it is done."""

    title: str
    advice: str
    actions: Iterator[Action]


class _Desk(NamedTuple):
    """What is looked at: the ledger, the program, and the day that whoever received the reports names."""

    store: Store
    program: Program
    by: str


_Actions: TypeAlias = Callable[[_Desk], Iterator[Action]]


def to_do(store: Store, program: Program, options: SummaryOptions) -> Iterator[ToDo]:
    """Yield what is to do, the most urgent first; a kind may have nothing to do."""
    desk = _Desk(store, program, "" if options.fix_by is None else options.fix_by.isoformat())
    for title, advice, actions in _KINDS:
        yield ToDo(title, program.in_words(advice), actions(desk))


def _to_choose(desk: _Desk) -> Iterator[Action]:
    for matrix in matrices(desk.store):
        for row in matrix.rows():
            for each in row.periods.values():
                if each.version_status == VersionStatus.AMBIGUOUS:
                    paths = [str(path) for (path,) in desk.store.rows("ambiguous_beside", (each.path,))]
                    yield _of_pairing(each, f"{_named(paths)} {_NO_LATEST}", each.path)


_NO_LATEST = "differ, and days of receipt do not tell which is the latest"
_MOST_NAMED = 3


def _named(paths: Sequence[str]) -> str:
    """Return files by their names, the first of them and how many more there are."""
    *before, last = paths if len(paths) <= _MOST_NAMED else (*paths[:_MOST_NAMED], f"{len(paths) - _MOST_NAMED:,} more")
    return f"{', '.join(before)} and {last}"


def _to_correct(desk: _Desk) -> Iterator[Action]:
    rejected = (file for file in _to_send_again(desk) if file.status == Status.REJECTED)
    return (_about(desk, file) for file in rejected if not _is_elsewhere(file))


def _to_correct_again(desk: _Desk) -> Iterator[Action]:
    later = stored_files(desk.store, "later_versions_to_correct", desk.program)
    return (_about(desk, file) for file in later)


def _to_fill_in(desk: _Desk) -> Iterator[Action]:
    return (_about(desk, file) for file in _to_send_again(desk) if file.status == Status.BLANK)


def _to_send_as_workbook(desk: _Desk) -> Iterator[Action]:
    return (_about(desk, file) for file in _to_send_again(desk) if file.status == Status.UNREADABLE)


def _to_pass_on(desk: _Desk) -> Iterator[Action]:
    return (_about(desk, file)._replace(by="", due="") for file in _to_send_again(desk) if _is_elsewhere(file))


def _to_ask_for_period(desk: _Desk) -> Iterator[Action]:
    collected = str(desk.program.desk.period)
    absent = {row.pairing: row for row in attendance(desk.store, ABSENT)} if desk.program.desk.period else {}
    for path, facility, mco, period in _of_later_periods(desk):
        row = absent[facility, mco]
        why = f"the report is for {period}; {collected} is collected"
        yield _of_pairing(row, why, path, by=desk.by)


def _to_open(desk: _Desk) -> Iterator[Action]:
    return _of_state(desk, FileState.UNREAD)


def _to_run_again(desk: _Desk) -> Iterator[Action]:
    return _of_state(desk, FileState.FAILED)


def _to_remind(desk: _Desk) -> Iterator[Action]:
    if as_of(desk.store, desk.program) is not None:
        for row in _not_received(desk):
            words = "missing" if row.state == Attendance.MISSING else "not received yet"
            yield _of_pairing(row, words, by=desk.by)


def _to_say_the_day(desk: _Desk) -> Iterator[Action]:
    """Yield how many reports were not received, where no day says which of them are due."""
    count = sum(1 for _ in _not_received(desk)) if as_of(desk.store, desk.program) is None else 0
    if count:
        yield Action(f"{count:,} {'report' if count == 1 else 'reports'}", "", "", "expected, and not received")


def _not_received(desk: _Desk) -> Iterator[Attended]:
    known = _concerned(desk)
    for row in attendance(desk.store, ABSENT):
        is_due = row.state in {Attendance.MISSING, Attendance.DUE}
        if is_due and not row.is_nearly_named and not known & _meant_by(row):
            yield row


def _to_look_at_names(desk: _Desk) -> Iterator[Action]:
    nearly = {row.path: row for row in attendance(desk.store, ABSENT) if row.is_nearly_named}
    known = _concerned(desk)
    for pairing in verdict_matrix(desk.store):
        rows = [each for each in pairing.periods.values() if each.state == Attendance.UNKNOWN]
        clear = (each for each in rows if each.version_status != VersionStatus.AMBIGUOUS)
        unknown = [each for each in clear if (*each.pairing, each.period) not in known]
        if unknown:
            last, named = unknown[-1], ", ".join(each.period for each in unknown)
            yield _of_pairing(last, _unknown(last, nearly.get(last.path)), last.path)._replace(period=named)


def _unknown(row: Attended, missing: Attended | None) -> str:
    """Return that names are not on the roster, and which pairing is missing that has nearly the same."""
    words = row.shown.word
    return words if missing is None else f"{words}; of {missing.facility} to {missing.mco} nothing came"


def _to_wait_for(desk: _Desk) -> Iterator[Action]:
    for file in stored_files(desk.store, "not_whole_yet", desk.program):
        review: Any = file.document
        measures = [each["title"] for each in review.get("measures", ()) if each["reason"] == Reason.PENDING]
        days = [each["due"] for each in review["own_dates"]]
        why = f"still to come: {', '.join(measures)}" if measures else "no verdict can be told yet"
        yield _of_file(file, why)._replace(due=max(days, default=""))


def _to_read(desk: _Desk) -> Iterator[Action]:
    count = desk.store.value("reports_with_warnings")
    if count:
        yield Action(f"{count:,} accepted {'report' if count == 1 else 'reports'}", "", "", "with warnings")


_KINDS: tuple[tuple[str, str, _Actions], ...] = (
    (
        "Choose the report that counts",
        "Ask which of them is meant, or write the days of receipt into the manifest and run again.",
        _to_choose,
    ),
    ("Ask for a correction", "Send the feedback; the report has no verdict until it is fixed.", _to_correct),
    (
        "Ask for a correction of what was sent again",
        "Send the feedback; the report that was accepted before counts until then.",
        _to_correct_again,
    ),
    ("Ask for the period collected", "The one that was received is for a later period.", _to_ask_for_period),
    ("Ask for an Excel workbook (.xlsx)", "These files could not be read as one.", _to_send_as_workbook),
    ("Ask for a report that is filled in", "Nothing is entered in these.", _to_fill_in),
    ("Look into these files", "Each may hold a report: save it into the folder, and run again.", _to_open),
    ("Run again", "These files could not be reviewed this time.", _to_run_again),
    ("Remind", "Nothing was received.", _to_remind),
    ("Name a day", "--as-of DAY, or days of receipt in a manifest, tell which of these are missing.", _to_say_the_day),
    ("Pass on", "These are for another {mco}: tell the sender; nothing is scored or paid for them here.", _to_pass_on),
    ("Check the names", "Who is not on the roster may only be spelled otherwise there.", _to_look_at_names),
    ("Wait for the rest", "These reports were accepted, and lack something that is due later.", _to_wait_for),
    ("Read the warnings", "They stand on the feedback, in findings.csv, and by code further down.", _to_read),
)


def _to_send_again(desk: _Desk) -> Iterator[StoredFile]:
    """Yield the newest file of each report of which nothing was accepted, and each file that names none."""
    return stored_files(desk.store, "files_to_send_again", desk.program)


def _is_elsewhere(file: StoredFile) -> bool:
    return any(each["code"] == NOT_FOR_THIS_RECEIVER.code and "waived" not in each for each in file.findings)


def _about(desk: _Desk, file: StoredFile) -> Action:
    """Return what is wrong with a file: its first error, and how many more there are; one too large has no review."""
    errors = [each for each in file.findings if severity_of(each) == Severity.ERROR]
    if not errors:
        return _of_file(file, file.reason or file.because)._replace(by=desk.by)
    first = next((each for each in errors if each["code"] == NOT_FOR_THIS_RECEIVER.code), errors[0])
    more = f" and {len(errors) - 1:,} more" if len(errors) > 1 else ""
    why = f"{str(first['message']).removesuffix('.')} [{first['code']}]{more}"
    return _of_file(file, why)._replace(by=desk.by)


def _of_file(file: StoredFile, why: str) -> Action:
    if file.document is None:
        return Action(file.path, "", "", why, path=file.path)
    review = file.document
    who = review["facility"] or review["sender"] or file.path
    names = (who, review["mco"] or "", review["period"] or "")
    return Action(*names, why, review["due"] or "", path=file.path, is_reviewed=True)


def _of_pairing(row: Attended, why: str, path: str = "", *, by: str = "") -> Action:
    return Action(row.facility, row.mco, row.period, why, row.due, by, path, is_reviewed=bool(path))


def _of_state(desk: _Desk, state: FileState) -> Iterator[Action]:
    for path, reason in desk.store.rows("files_of_state", (state,)):
        yield Action(path, "", "", str(reason).removesuffix("."), path=path)


def _of_later_periods(desk: _Desk) -> Iterator[Sequence[str]]:
    """Yield the reports of later periods than the one collected, from whom nothing came for that one."""
    if desk.program.desk.period is not None:
        yield from desk.store.rows("files_of_later_periods", {"collected": str(desk.program.desk.period)})


def _concerned(desk: _Desk) -> set[tuple[str, str, str]]:
    """Return who has something to do already: facility, MCO and period as they are compared, empty where not named."""
    again = (file.document for file in _to_send_again(desk) if file.document is not None)
    named = {
        (normalized_name(each["facility"] or ""), normalized_name(each["mco"] or ""), each["period"] or "")
        for each in again
    }
    collected = str(desk.program.desk.period)
    return named | {(facility, mco, collected) for _, facility, mco, _ in _of_later_periods(desk)}


def _meant_by(row: Attended) -> set[tuple[str, str, str]]:
    """Return how a report may name a pairing and period that is missing: whole, or with a part left out."""
    facility, mco = row.pairing
    return {(facility, named, period) for named in (mco, "") for period in (row.period, "")}
