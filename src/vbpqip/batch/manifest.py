"""The manifest: a list that says of each submission when it was received, and who sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from sys import intern
from unicodedata import normalize

from vbpqip.core.errors import Mistake, raise_together
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.output.people_tables import DAY_FIRST, MONTH_FIRST, DayRead, PeopleRow, day_in, read_table

NEEDED, OTHERS = ("file", "received"), ("sender",)


class Receipt(NamedTuple):
    """What a manifest says of a file: an ISO date and a name, each empty where it says nothing; and where it does."""

    received: str
    sender: str
    place: str


class Manifest(NamedTuple):
    """What a manifest says, by path below the folder of submissions, with ``/``, and what had to be decided."""

    entries: Sequence[tuple[str, Receipt]] = ()
    notes: tuple[str, ...] = ()


NO_MANIFEST = Manifest()


class MatchedManifest(NamedTuple):
    """The entries of a manifest by the path of the file in the folder that each is for.

    ``unseen`` are those of no file, with their places; ``notes`` say what had to be decided.
    """

    receipts: Mapping[str, Receipt]
    unseen: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def read_manifest(path: Path) -> Manifest:
    """Read a manifest: the columns ``file`` and ``received``, and ``sender`` where there is one.

    Days may be written as ISO has them or as spreadsheets show them; a note says in which order they were taken.

    Raises:
        ProgramDataError: It cannot be read, or rows of it are wrong; the error names them all.
    """
    table = read_table(path, NEEDED, OTHERS)
    days = {row.place: day_in(row.texts["received"]) for row in table.rows if row.texts["received"]}
    raise_together(path.name, list(_mistakes(table.rows, days)))
    entries = tuple((_path_in(row.texts["file"]), _receipt(row, days)) for row in table.rows)
    return Manifest(entries, (*table.notes, *_orders(path.name, table.rows, days)))


def _path_in(text: str) -> str:
    return text.replace("\\", "/").removeprefix("./")


def _receipt(row: PeopleRow, days: Mapping[str, DayRead | None]) -> Receipt:
    read = days.get(row.place)
    return Receipt("" if read is None else intern(read.day.isoformat()), intern(row.texts.get("sender", "")), row.place)


def _mistakes(rows: Iterable[PeopleRow], days: Mapping[str, DayRead | None]) -> Iterator[Mistake]:
    day_comes_first = next((row for row in rows if _is_day_first(row, days)), None)
    for row in rows:
        text, read = row.texts["received"], days.get(row.place)
        if not row.texts["file"]:
            yield Mistake(row.place, "names no file.")
        if text and read is None:
            yield Mistake(row.place, f"{text!r} is not a day such as 2017-10-31.")
        elif read is not None and read.order == MONTH_FIRST and day_comes_first is not None and _turned(text):
            other = day_comes_first
            yield Mistake(
                row.place,
                f"{text!r} is {read.day.isoformat()} or {_turned(text)}: in {other.place}, {other.texts['received']!r} "
                "has the day first. Write such days as 2017-10-31.",
            )


def _is_day_first(row: PeopleRow, days: Mapping[str, DayRead | None]) -> bool:
    read = days.get(row.place)
    return read is not None and read.order == DAY_FIRST and "/" in row.texts["received"]


def _turned(text: str) -> str:
    """Return the other day that a text with strokes can be, empty where there is none."""
    one, other, year = text.partition(" ")[0].split("/")
    turned = day_in(f"{other}/{one}/{year}")
    return turned.day.isoformat() if turned is not None and turned.order == MONTH_FIRST and one != other else ""


def _orders(name: str, rows: Iterable[PeopleRow], days: Mapping[str, DayRead | None]) -> Iterator[str]:
    """Yield, for each order of a day's parts that is not ISO's, how many days have it, and the first."""
    taken: dict[str, list[PeopleRow]] = {}
    for row in rows:
        read = days.get(row.place)
        if read is not None and read.order:
            taken.setdefault(read.order, []).append(row)
    for order, found in taken.items():
        read = days[found[0].place]
        first = "" if read is None else read.day.isoformat()
        more = f", and {len(found) - 1:,} more in this way" if len(found) > 1 else ""
        yield f"{name}, {found[0].place}: {found[0].texts['received']} was read as {first} ({order}){more}."


def matched(manifest: Manifest, paths: Callable[[], Iterable[str]]) -> MatchedManifest:
    """Return which entries are for which files; ``paths`` gives the paths of all files each time it is called.

    The path as it is written counts first, then one that differs in capitals or in how accents are stored alone, if it
    is the only one. Of a file that is listed several times the first day counts.
    """
    if not manifest.entries:
        return MatchedManifest({}, (), ())
    written = {path for path, _ in manifest.entries}
    exact = {path for path in paths() if path in written}
    wanted = {_normalized(path) for path in written - exact}
    close: dict[str, list[str]] = {}
    for path in paths():
        if (normalized := _normalized(path)) in wanted:
            close.setdefault(normalized, []).append(path)
    found: dict[str, list[Receipt]] = {}
    unseen: list[tuple[str, str]] = []
    notes: list[str] = []
    for path, receipt in manifest.entries:
        alike = [path] if path in exact else close.get(_normalized(path), [])
        if len(alike) == 1:
            found.setdefault(alike[0], []).append(receipt)
        else:
            unseen.append((path, receipt.place))
        if len(alike) > 1:
            notes.append(f"{receipt.place}: {path} can be {' or '.join(alike)}; it was taken for none of them.")
    notes += [_repeated(path, several) for path, several in found.items() if len(several) > 1]
    return MatchedManifest({path: _first(several) for path, several in found.items()}, tuple(unseen), tuple(notes))


def _normalized(path: str) -> str:
    return normalize("NFC", str(PurePosixPath(path))).casefold()


def _first(several: Sequence[Receipt]) -> Receipt:
    """Return the entry with the first day; one without a day counts last."""
    return min(several, key=lambda receipt: (not receipt.received, receipt.received))


def _repeated(path: str, several: Sequence[Receipt]) -> str:
    said = "; ".join(
        f"{receipt.place}: {receipt.received or 'no day'}{receipt.sender and f', {receipt.sender}'}"
        for receipt in several
    )
    return f"{path} is listed {len(several)} times ({said}). The first day counts, of {_first(several).place}."
