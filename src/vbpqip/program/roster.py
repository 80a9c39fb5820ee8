"""The roster: who reports to whom, each pairing on its grounds."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing, normalized_name
from vbpqip.program.parameters import NOT_KNOWN, Grounds, read_agreed_grounds, read_grounds
from vbpqip.program.tables import TomlTable

TO_BE_DETERMINED = "TBD"
"""An award that a roster leaves open, as it prints it."""


class RosterRow(NamedTuple):
    """A pairing and its grounds; where they end, the names stay in use and the award is no longer known."""

    pairing: Pairing
    grounds: Grounds


class Award(NamedTuple):
    """What a pairing is paid in a year, in whole dollars; ``None`` where nobody says so, or a roster leaves it open."""

    year: str
    dollars: int | None = None
    is_open: bool = False

    @property
    def in_words(self) -> str:
        """The award as reports print it."""
        if self.dollars is None:
            return TO_BE_DETERMINED if self.is_open else NOT_KNOWN
        return str(self.dollars)


class AgreedAward(NamedTuple):
    """The award of a pairing in a year as terms give it; the names are as they are compared."""

    names: tuple[str, str]
    year: str
    dollars: int


def read_agreed_award(entry: TomlTable) -> AgreedAward:
    """Read the award of a pairing in a year out of a terms file."""
    names = normalized_name(entry.text("facility")), normalized_name(entry.text("mco"))
    year, known = entry.text("year"), entry.years.parse(f"{entry.content.get('year')} Q1")
    if known is None:
        entry.reject("year", f"{year!r} is not a year such as {entry.years.example.year_name!r}.")
    award = AgreedAward(names, year if known is None else known.year_name, entry.whole("award"))
    entry.text("source")
    entry.done()
    return award


def read_roster(roster: TomlTable, sources: Mapping[str, str]) -> tuple[RosterRow, ...]:
    """Read pairings that have their grounds in common."""
    grounds = read_grounds(roster, sources)
    rows = tuple(_row(row, grounds) for row in roster.tables("pairings"))
    roster.done()
    return rows


def read_agreed_row(row: TomlTable) -> RosterRow:
    """Read a pairing of a terms file."""
    return _row(row, read_agreed_grounds(row))


def _row(row: TomlTable, grounds: Grounds) -> RosterRow:
    pairing = Pairing(
        facility=row.text("facility"),
        mco=row.text("mco"),
        pps=row.optional_text("pps"),
        award=row.optional_whole("award"),
    )
    row.done()
    return RosterRow(pairing=pairing, grounds=grounds)
