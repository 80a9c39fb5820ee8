"""What is planted in a folder of submissions: issues of one report, hostile files, conflicts between reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from support.completed import Completed, Entries, nth_of, workbook_of
from support.hospitals import Row


class Issue(NamedTuple):
    """An issue of a report's entries: its code, whether it is an error, how it is made, and what else is found then."""

    code: str
    is_error: bool
    make: Callable[[Entries, int], None]
    besides: tuple[str, ...] = ()


def _put(name: str, raw: float | str | None) -> Callable[[Entries, int], None]:
    def make(entries: Entries, nth: int) -> None:
        entries[name, nth if (name, nth) in entries else 0] = raw

    return make


def _as_text(entries: Entries, nth: int) -> None:
    entries["numerator_2", nth] = str(entries["numerator_2", nth])


def _swap(entries: Entries, nth: int) -> None:
    above, below = ("numerator_4", nth), ("denominator_4", nth)
    entries[above], entries[below] = entries[below], entries[above]


ISSUES = (
    Issue("QIP340", is_error=True, make=_put("numerator_4", 1.5), besides=("QIP186",)),
    Issue("QIP350", is_error=True, make=_put("numerator_4", -2)),
    Issue("QIP315", is_error=True, make=_put("numerator_4", "two")),
    Issue("QIP310", is_error=True, make=_put("numerator_4", None)),
    Issue("QIP317", is_error=False, make=_as_text),
    Issue("QIP410", is_error=True, make=_swap),
    Issue("QIP214", is_error=True, make=_put("mco", None)),
    Issue("QIP224", is_error=True, make=_put("quarter_2", None)),
)
"""Issues of one entry; of those in the table, in the row of pneumonia mortality."""


class Hostile(NamedTuple):
    """A file that cannot be opened: its code, and what is made of a sound report's entries and results."""

    code: str
    make: Callable[[Entries, Entries], bytes]


def _harm(before: str, after: str) -> Callable[[Entries, Entries], bytes]:
    return lambda entries, results: workbook_of(entries, results, harm=[(before, after)])


def _instead(content: bytes) -> Callable[[Entries, Entries], bytes]:
    return lambda entries, _: content + repr(entries).encode()


def _cut(entries: Entries, results: Entries) -> bytes:
    whole = workbook_of(entries, results)
    return whole[: len(whole) - 5_000]


_END = "</sheetData>"
_OLE = (bytes.fromhex("d0cf11e0a1b11ae1").ljust(1024, b"\0") + "EncryptedPackage".encode("utf-16-le")).ljust(
    4096, b"\0"
)
HOSTILE = (
    Hostile("QIP160", _cut),
    Hostile("QIP167", _harm("<worksheet", "<!DOCTYPE worksheet><worksheet")),
    Hostile("QIP150", _instead(_OLE)),
    Hostile("QIP171", _harm(_END, f"<row>{_END}")),
    Hostile("QIP166", _harm(_END, " " * 5_100_000 + _END)),
    Hostile("QIP155", _instead(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")),
    Hostile("QIP157", _instead(b"measure,numerator,denominator\nCLABSI,2,4000\n")),
)
"""Files that cannot be opened as a workbook, each for another reason."""

NOT_SUBMITTED = (".DS_Store", "~$DY3 Q1.xlsx", "Read me.txt", ".~lock.DY3 Q1.xlsx#")
"""Files that lie about and are no submissions."""


class Planted(NamedTuple):
    """A conflict between reports: its kind, and the paths of the reports, the one that was changed or added last."""

    kind: str
    paths: tuple[str, ...]


Rows: TypeAlias = tuple[Row, ...]


def _counted_more(rows: Rows, key: str, *quarters: int) -> Rows:
    """Return rows of which one counted one event more in some quarters, or in the prior report, which is number 4."""
    return tuple(_more(row, quarters) if row.measure.key == key else row for row in rows)


def _more(row: Row, quarters: Sequence[int]) -> Row:
    pairs = [*row.quarters, row.prior or (0, 0)]
    for nth in quarters:
        above, below = pairs[nth]
        pairs[nth] = int(above or 0) + 1, below
    return row._replace(quarters=tuple(pairs[:4]), prior=None if row.prior is None else pairs[4])


TWO_MCOS, QUARTER, PRIOR = "two-mcos-differ", "quarter-changed", "prior-does-not-follow"
ANOTHER, BYTES, AGAIN = "same-numbers-as-another-facility", "same-bytes", "resubmission"
CONFLICTS = (TWO_MCOS, QUARTER, PRIOR, ANOTHER, BYTES, AGAIN)
"""The kinds of conflicts, in the order in which they are planted."""

IN_PLACE = {TWO_MCOS: ("clabsi", 3), QUARTER: ("falls-with-injury", 0), PRIOR: ("cdi", 4)}
"""Conflicts made by changing the last report of a pairing: the measure and the place that counts one event more."""


def changed(report: Completed, kind: str) -> Completed:
    """Return a report that is in a conflict with others."""
    key, place = IN_PLACE.get(kind, ("cdi", 3))
    return report._replace(rows=_counted_more(report.rows, key, place))


def place_of_fault(report: Completed) -> int:
    """Return the row of the form in which issues are made."""
    return next(nth_of(row) for row in report.rows if row.measure.key == "pneumonia-mortality")
