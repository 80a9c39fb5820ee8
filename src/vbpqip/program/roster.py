"""The roster: who reports to whom, each pairing on its grounds."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing
from vbpqip.program.parameters import Grounds, read_agreed_grounds, read_grounds
from vbpqip.program.tables import TomlTable


class RosterRow(NamedTuple):
    """A pairing and its grounds; where they end, the names stay in use and the award is no longer known."""

    pairing: Pairing
    grounds: Grounds


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
