"""Entries drawn for any form, by what its entry types say belongs in each cell.

Chance is a ``Random``: that of a seed, which gives the same entries again, or that of hypothesis, which looks for the
fewest entries that fail.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.bounds import days_of_attestation, days_of_contracts
from support.counts import SAME_EACH_TIME
from vbpqip.program.loading import load_program
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.entry_types import (
    DayType,
    EntryKey,
    EntryType,
    KeyType,
    ListedValue,
    NumberType,
    QuarterType,
    Raw,
)
from vbpqip.workbook.form import Column, Form, Table

Values: TypeAlias = dict[EntryKey, Raw]
Lists: TypeAlias = Mapping[str, Sequence[ListedValue]]
Cells: TypeAlias = Sequence[tuple[EntryKey, EntryType]]

FILLINGS = int(os.environ.get("VBPQIP_FILLINGS", "6"))
"""How many forms with entries a test draws."""

_PROGRAM = load_program()
BOUNDS = tuple(
    sorted(
        {
            day
            for period in _PROGRAM.periods
            for day in (*days_of_contracts(_PROGRAM, period), *days_of_attestation(_PROGRAM, period))
        }
    )
)
"""Days at which something begins or ends by the program's own numbers, with the day before and the day after."""

FORMULA_LIKE = (
    '=HYPERLINK("https://example.org","pay")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
)
"""Texts that do something where they are not taken for texts."""

_NUMBERS: tuple[Raw, ...] = (
    "NA", "n/a", "N/A", "na", " NA ", "12", " 7 ", "7.5", ".", "", "  ", "about 12", "<11", "1/2", "1e3", "12%", "1,234",
    "1 200", "-3", -1, 2.5, LARGEST_COUNT, LARGEST_COUNT + 1, 4 * LARGEST_COUNT + 1, 1e15, "*", "?", "leave blank",
    "123456789012345", "1234567890123456", "5.", ".5", "4.000", "4.0000", 1, 0.612, 0.5, 0, 100, 100.5,
    date(2017, 8, 15), Decimal("1.125"), "2017-08-15",
)  # fmt: skip
_DAYS: tuple[Raw, ...] = (
    " ", "soon", "someone", "today", "NA", "12", 0, 2, 12, -1, 1.5, 3_000_000, date(2014, 1, 1), date(2021, 1, 1),
    "2017-08-15",
)  # fmt: skip
_WORDS: tuple[Raw, ...] = ("", "   ", "*", "?", "~", "no", "maybe", "x", 1, 5, "y", "other", "N?ack Hospital", "x" * 300)  # fmt: skip
_QUARTERS: tuple[Raw, ...] = ("DY? Q4", "DY9 Q9", "DY1 Q4", "DY3Q1", "2017-03-31")
ODD: tuple[Raw, ...] = (*_NUMBERS, *_DAYS, *_WORDS, *_QUARTERS, "Leave Blank", " leave  blank ", True, False)
"""What belongs in few cells, or in none."""

_NAMES = (
    "Ada Byron", "Nyack Hospital", "St. Joseph's Hospital", "St. Joseph\u2019s Hospital", "Hôpital Zoë", "Fidelis", "Elsewhere",
)  # fmt: skip
_ALPHABETS, _NO_LETTERS = (0x250, 0x3100, 0x1F650), {"Cc", "Cs", "Co", "Cn"}
_MOST_CARELESS, _WRONG = 4, 0.7


def drawn(most: int = FILLINGS) -> settings:
    """Return how forms are drawn."""
    return settings(
        max_examples=most,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=SAME_EACH_TIME,
        database=None,
    )


def chances() -> st.SearchStrategy[Random]:
    """Return what draws: chance, of which hypothesis knows each step."""
    return st.randoms(use_true_random=False)


def entered_columns(table: Table) -> list[Column]:
    """Return the columns of a table in which something is entered."""
    return [each for each in table.entries if not isinstance(each.takes, KeyType)]


def cells_of(form: Form, rows: Mapping[str, int]) -> Cells:
    """Return every cell in which something can be entered, with what belongs there; ``rows`` are those of given tables."""
    singles = [((each.place.name, 0), each.entry) for each in form.fields]
    columns = ((table, column) for table in form.tables for column in entered_columns(table))
    numbered = ((column, nth) for table, column in columns for nth in range(table.rows or rows[table.name]))
    return [*singles, *(((column.name, nth), column.takes) for column, nth in numbered)]


def lawful(rng: Random, entry: EntryType, lists: Lists) -> Raw:
    """Write what may stand in a cell; of days many are the program's own bounds."""
    if entry.offers and (entry.is_strict or rng.random() < 0.5):
        return rng.choice(lists[entry.offers])
    if isinstance(entry, NumberType):
        return rng.choice((0, rng.randint(0, 20), rng.randint(0, 10_000)))
    if isinstance(entry, DayType):
        days = (BOUNDS[-1] - BOUNDS[0]).days
        return rng.choice((rng.choice(BOUNDS), BOUNDS[0] + timedelta(days=rng.randint(0, days))))
    return rng.choice(_NAMES)


def unlawful(rng: Random, entry: EntryType, lists: Lists) -> Raw:
    """Write what may not stand in a cell, or only with a word about it."""
    if isinstance(entry, DayType):
        return rng.choice(_DAYS)
    if isinstance(entry, NumberType):
        return rng.choice(_NUMBERS)
    spelled = str(lawful(rng, entry, lists))
    ways = (spelled.casefold(), f" {spelled.upper()} ", spelled.replace(" ", "  "), *_WORDS)
    return rng.choice((*ways, *_QUARTERS) if isinstance(entry, QuarterType) else ways)


def harmful(rng: Random) -> Raw:
    """Write what belongs in no cell of any type: texts of any letters, and those that do something elsewhere."""
    letters = (chr(rng.randrange(0x20, rng.choice(_ALPHABETS))) for _ in range(rng.randint(1, 20)))
    text = "".join(each for each in letters if unicodedata.category(each) not in _NO_LETTERS)
    return rng.choice((text, rng.choice(FORMULA_LIKE), rng.random() < 0.5, Decimal(rng.randint(-5, 10**9)) / 1000))


def any_entries(rng: Random, cells: Cells, lists: Lists, *, wrong: bool) -> Values:
    """Draw entries anywhere in a form; where some may be wrong, one in four is."""
    values: Values = {}
    for key, entry in rng.sample(cells, rng.randint(0, min(25, len(cells)))):
        is_wrong = wrong and rng.random() < 0.25
        values[key] = rng.choice((unlawful(rng, entry, lists), harmful(rng))) if is_wrong else lawful(rng, entry, lists)
    return values


def row_of(rng: Random, columns: Sequence[Column], nth: int, lists: Lists) -> Values:
    """Draw a row of a table."""
    return {(each.name, nth): lawful(rng, each.takes, lists) for each in columns}


def copied_row(
    rng: Random, table: Table, values: Mapping[EntryKey, Raw | None], lists: Lists
) -> dict[EntryKey, Raw | None]:
    """Write the first row of a free table again in a later one, perhaps with an entry that is spelled otherwise, or another."""
    first = {each.name: raw for each in table.entries if (raw := values.get((each.name, 0))) is not None}
    if not first:
        return {}
    copied: dict[str, Raw | None] = dict(first)
    changed = rng.choice([each for each in table.entries if each.name in first])
    ways = (f" {str(first[changed.name]).casefold()}", lawful(rng, changed.takes, lists), None, first[changed.name])
    copied[changed.name] = rng.choice(ways)
    row = rng.randrange(1, table.rows)
    return {(name, row): value for name, value in copied.items()}


def careless(rng: Random, values: Mapping[EntryKey, Raw | None], cells: Cells, lists: Lists) -> Values:
    """Do what a careless person does to a few cells: enter something else, something wrong, or nothing."""
    by_name: dict[str, list[tuple[EntryKey, EntryType]]] = {}
    for key, entry in cells:
        by_name.setdefault(key[0], []).append((key, entry))
    changed = dict(values)
    for _ in range(rng.choice((0, rng.randint(0, _MOST_CARELESS)))):
        of_name = by_name[rng.choice(list(by_name))]
        filled = [cell for cell in of_name if cell[0] in values]
        key, entry = rng.choice(filled if filled and rng.random() < _WRONG else of_name)
        wrong = rng.choice((None, unlawful(rng, entry, lists), unlawful(rng, entry, lists)))
        changed[key] = wrong if rng.random() < _WRONG else lawful(rng, entry, lists)
    return {key: raw for key, raw in changed.items() if raw is not None}
