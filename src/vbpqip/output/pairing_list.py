"""Lists of pairings: one that people keep, with the columns ``facility`` and ``mco``, and a file for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vbpqip.core.errors import Mistake, ProgramDataError, raise_together
from vbpqip.core.parties import Pairing
from vbpqip.core.quarters import Quarter
from vbpqip.output.people_tables import PeopleRow, read_table

_COLUMNS = ("facility", "mco")

_LONGEST_NAME = 60
"""Characters of a name within a file's name."""

_APOSTROPHES = re.compile("['\u2018\u2019\u00b4]")
_BETWEEN_WORDS = re.compile(r"[\W_]+", re.ASCII)


def read_pairings(path: Path) -> tuple[tuple[Pairing, ...], tuple[str, ...]]:
    """Return the pairings of a CSV file or a workbook, and what had to be decided to read them, in sentences.

    Raises:
        ProgramDataError: The file cannot be read, lacks a column, or rows have no names or those of other rows.
    """
    table = read_table(path, _COLUMNS)
    if not table.rows:
        raise ProgramDataError(path.name, "", "has no line below its headings; write one for each pairing.")
    raise_together(path.name, list(_mistakes(table.rows)))
    return tuple(map(_pairing, table.rows)), table.notes


def _pairing(row: PeopleRow) -> Pairing:
    return Pairing(facility=row.texts["facility"], mco=row.texts["mco"], pps=None, award=None)


def _mistakes(rows: Sequence[PeopleRow]) -> Iterator[Mistake]:
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        for name in _COLUMNS:
            if not row.texts[name]:
                yield Mistake(row.place, f"{name} is blank; write both names in each line.")
        if all(row.texts.values()):
            pairing = _pairing(row)
            earlier = seen.setdefault(pairing.normalized, row.place)
            if earlier != row.place:
                yield Mistake(
                    row.place,
                    f"{pairing.facility} and {pairing.mco} stand in {earlier} already; remove one of the two.",
                )


def file_names(pairings: Iterable[Pairing], period: Quarter | None) -> tuple[str, ...]:
    """Return the name of a workbook of each pairing, perhaps of a period; no two are alike where capitals are."""
    return distinct_names(_name(pairing, period) for pairing in pairings)


def _name(pairing: Pairing, period: Quarter | None) -> str:
    parts = [slug(pairing.facility) or "Facility", slug(pairing.mco) or "Receiver"]
    return "_".join([*parts, *([] if period is None else [slug(str(period))])])


def slug(name: str) -> str:
    """Return a name in letters, digits and hyphens of ASCII, which every file system takes.

    >>> slug("St. Joseph\u2019s Hospital"), slug("Emblem Health (HIP)"), slug("Hôpital / Québec")
    ('St-Josephs-Hospital', 'Emblem-Health-HIP', 'Hopital-Quebec')
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub("-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of workbooks, no two alike where capitals make no difference.

    >>> distinct_names(["A_B", "a_b", "A_B-2", "A_B"])
    ('A_B.xlsx', 'a_b-2.xlsx', 'A_B-2-2.xlsx', 'A_B-3.xlsx')
    """
    taken: dict[str, str] = {}
    for name in names:
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}-{number}"
        taken[free.casefold()] = f"{free}.xlsx"
    return tuple(taken.values())
