"""A list of pairings as people keep it: a CSV file or a workbook with the columns ``facility`` and ``mco``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vbpqip.core.errors import Mistake, ProgramDataError, raise_together
from vbpqip.core.parties import Pairing
from vbpqip.output.people_tables import PeopleRow, read_table

COLUMNS = ("facility", "mco")


def read_pairings(path: Path) -> tuple[tuple[Pairing, ...], tuple[str, ...]]:
    """Return the pairings of a CSV file or a workbook, and what had to be decided to read them, in sentences.

    Raises:
        ProgramDataError: The file cannot be read, lacks a column, or rows have no names or those of other rows.
    """
    table = read_table(path, COLUMNS)
    if not table.rows:
        raise ProgramDataError(path.name, "", "has no line below its headings; write one for each pairing.")
    raise_together(path.name, list(_mistakes(table.rows)))
    return tuple(map(_pairing, table.rows)), table.notes


def _pairing(row: PeopleRow) -> Pairing:
    return Pairing(facility=row.texts["facility"], mco=row.texts["mco"], pps=None, award=None)


def _mistakes(rows: Sequence[PeopleRow]) -> Iterator[Mistake]:
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        for name in COLUMNS:
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
