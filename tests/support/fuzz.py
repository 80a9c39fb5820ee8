"""Mutated workbooks, and what must hold of the check of each: by hand as many as one likes.

    python tests/support/fuzz.py [--kind KIND] [--seed N] [--count N | --forever] [--keep FOLDER]

tries the mutations of N, N+1, N+2, … of reports of a kind, and prints each that fails. A number alone remakes its file:
``--seed N --count 1 --keep FOLDER`` puts it into a folder. It exits with 1 where one failed.
"""

from __future__ import annotations

import argparse
import itertools
import signal
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple, TypeAlias

import python_calamine

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

import vbpqip
from support.drawing import entered_columns
from support.every_kind import KINDS, QIT, WrittenKind
from support.mutations import CELLS, MUST_BE_SAID, MUST_NOT_MATTER, MUTATIONS, XML, ZIP, FormLayout
from support.tables import PROGRAM
from vbpqip.core.cells import Blank, Unread, Unreadable
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.core.reviews import Fact
from vbpqip.kinds.registry import only
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import AnyField
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.read import read_workbook

MOST_SECONDS = 10.0
_NOTES = {"QIP184", "QIP185", "QIP186", "QIP187", "QIP188", "QIP189"}
"""What a person sees of the entries, and beside them: it changes nothing that is read."""

_NO_REASONS = frozenset({*_NOTES, "QIP610", "QIP612", "QIP614", "QIP620", "QIP632", "QIP640", "QIP960"})
"""What is found in the form's own results, formulas and lists: a verdict does not rest on them."""

_OF_RESULTS = "QIP6"

Checker: TypeAlias = Callable[[bytes], vbpqip.Review]
Values: TypeAlias = tuple[object, ...]


class Mutated(NamedTuple):
    """One mutated workbook; its number remakes it."""

    number: int
    kind: str
    written: WrittenKind
    source: str
    content: bytes

    def __str__(self) -> str:
        return f"mutation {self.number} ({self.kind} of {self.written} {self.source})"


class ReviewedFile(NamedTuple):
    """What a review makes of a report: its verdict, and what it says to others, without the places."""

    verdict: vbpqip.Verdict
    facts: tuple[Fact, ...]


class Original(NamedTuple):
    """What is known of an unmutated workbook: how it is reviewed, how often each code is found, and its entries."""

    reviewed: ReviewedFile
    codes: Counter[str]
    read: Values
    typed: Values | None


class Tried(NamedTuple):
    """What became of a mutated workbook; ``issue`` is what must not be, ``None`` where all is well."""

    became: str
    issue: str | None


@cache
def sources(written: WrittenKind) -> Mapping[str, bytes]:
    """Return the unmutated workbooks of a kind by name."""
    return written.samples()


def mutated(number: int, written: WrittenKind = QIT) -> Mutated:
    """Return the mutated workbook of a number; the mutations take turns, the rest is chance."""
    mutation, rng = MUTATIONS[number % len(MUTATIONS)], Random(number)  # noqa: S311 -- chance that can be had again
    source = rng.choice(list(sources(written)))
    content = mutation(sources(written)[source], rng, written.layout)
    return Mutated(number, mutation.__name__, written, source, content)


def review_of(content: bytes) -> vbpqip.Review:
    """Return the review of a workbook of any kind."""
    with only([each.kind for each in KINDS]):
        return review_workbook(content, PROGRAM)


def reviewed(review: vbpqip.Review) -> ReviewedFile:
    """Return what a review makes of its report."""
    return ReviewedFile(review.verdict, tuple(fact._replace(at=None) for fact in review.facts()))


def codes(review: vbpqip.Review) -> Counter[str]:
    """Return how often each code is found."""
    return Counter(finding.diagnostic.code for finding in review.findings)


def entries_of(entries: Entries) -> Values:
    """Return the entries that a result rests on, as they are read, without their places.

    A formula that was never calculated counts as blank: no other reader sees more in it.
    """
    singles = (entries.fields[each.place.name] for each in entries.form.fields if each.is_needed)
    columns = ((table, [each.name for each in entered_columns(table)]) for table in entries.form.tables)
    rows = ((row[name] for name in names) for table, names in columns for row in entries.tables[table.name])
    return (*map(_seen, singles), *(tuple(map(_seen, row)) for row in rows))


def _seen(field: AnyField) -> object:
    if isinstance(field, TextField):
        return field.text
    is_empty = isinstance(field.entry, Unreadable) and field.entry.why is Unread.NEVER_CALCULATED
    return Blank() if is_empty else field.entry


def typed_in(content: bytes, form: FormLayout) -> Values | None:
    """Return what another reader finds in the cells of the entries; ``None`` where it finds no such sheets."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in {at.sheet for at in form.entries}
        }
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError):
        return None
    return tuple(_value(sheets[at.sheet], at.row, at.column) for at in form.entries)


def _value(rows: Sequence[Sequence[object]], row: int, column: int) -> object:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _read(written: WrittenKind, content: bytes) -> Values:
    try:
        return entries_of(read_workbook(written.form, open_workbook(content)))
    except UnreadableWorkbookError:
        return ()


@cache
def original(written: WrittenKind, source: str) -> Original:
    """Return what is known of an unmutated workbook."""
    content = sources(written)[source]
    review = review_of(content)
    return Original(reviewed(review), codes(review), _read(written, content), typed_in(content, written.layout))


def tried(file: Mutated, check: Checker = review_of, *, seconds: float = MOST_SECONDS) -> Tried:
    """Check a mutated workbook; whatever goes wrong is an issue, told in full."""
    try:
        with _within(seconds):
            review = check(file.content)
    except TimeoutError:
        return Tried("no end", f"no end after {seconds:g} seconds")
    except Exception:  # noqa: BLE001 -- any exception is what is looked for
        return Tried("exception", traceback.format_exc())
    return Tried(str(review.status), _fault_of(review, file))


def _fault_of(review: vbpqip.Review, file: Mutated) -> str | None:
    """Say why a review cannot be right.

    A report that is accepted with no finding more than before has its verdict before, unless entries changed; and they
    changed only if another reader finds so too. Some kinds are never accepted unsaid, and some change nothing at all.
    """
    before = original(file.written, file.source)
    if file.kind in MUST_NOT_MATTER:
        return None if (reviewed(review), codes(review)) == (before.reviewed, before.codes) else "something changed"
    if review.status is not vbpqip.Status.ACCEPTED:
        return None if review.errors else f"{review.status} without an error"
    return "accepted with an error" if review.errors else _unsaid(review, file, before)


def _unsaid(review: vbpqip.Review, file: Mutated, before: Original) -> str | None:
    if file.kind in MUST_BE_SAID and not _says_what_was_done(review, before):
        return f"accepted, and nothing says what {file.kind} did"
    return None if _says_more(review, before) else _silent_fault(review, file, before)


def _says_what_was_done(review: vbpqip.Review, before: Original) -> bool:
    """Whether something is found that was not found before, beside the form's own results; a note will do."""
    return any(not code.startswith(_OF_RESULTS) for code in codes(review) - before.codes)


def _says_more(review: vbpqip.Review, before: Original) -> bool:
    """Whether something is found that was not found before, and could be a reason for another verdict."""
    new = codes(review) - before.codes
    return bool(new.keys() - _NO_REASONS)


def _silent_fault(review: vbpqip.Review, file: Mutated, before: Original) -> str | None:
    read, typed = _read(file.written, file.content), typed_in(file.content, file.written.layout)
    if read != before.read:
        return "other entries were read than the cells hold" if typed == before.typed else None
    return (
        None if reviewed(review) == before.reviewed else f"{reviewed(review)}, not {before.reviewed}: nothing says why"
    )


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise a ``TimeoutError`` in what takes longer."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _level(kind: str) -> str:
    levels = {"zip": ZIP, "XML": XML, "cells": CELLS}
    return next(level for level, kinds in levels.items() if kind in {each.__name__ for each in kinds})


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check mutated workbooks.")
    kinds = {each.kind.key: each for each in KINDS}
    parser.add_argument("--kind", choices=kinds, default=QIT.kind.key, help="the kind of reports (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the number of the first mutation")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--count", type=int, default=2000, metavar="N", help="how many mutations (2000)")
    many.add_argument("--forever", action="store_true", help="until it is interrupted")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to put files that fail, or a single one")
    return parser.parse_args()


def _kept(file: Mutated, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{file.number}-{file.kind}.xlsx").write_bytes(file.content)


def _told(became: Counter[tuple[str, str]], issues: int) -> str:
    lines = [f"{level:<6}{what:<12}{count:>8}" for (level, what), count in sorted(became.items())]
    return "\n".join((*lines, f"{became.total()} mutations, {issues} failed"))


def run(asked: argparse.Namespace) -> int:
    """Try the mutations that are asked for; tell each issue, and in the end how many files became what."""
    became: Counter[tuple[str, str]] = Counter()
    written = next(each for each in KINDS if each.kind.key == asked.kind)
    issues = 0
    try:
        for number in itertools.count(asked.seed) if asked.forever else range(asked.seed, asked.seed + asked.count):
            file = mutated(number, written)
            what, issue = tried(file)
            became[_level(file.kind), what] += 1
            issues += issue is not None
            if issue is not None:
                print(f"{file}:\n  --kind {written} --seed {number} --count 1\n{issue}\n", flush=True)  # noqa: T201 -- its product
            if asked.keep and (issue is not None or asked.count == 1):
                _kept(file, asked.keep)
    except KeyboardInterrupt:
        pass
    print(_told(became, issues))  # noqa: T201 -- its product
    return int(issues > 0)


if __name__ == "__main__":
    warnings.simplefilter("error")
    sys.exit(run(_asked()))
