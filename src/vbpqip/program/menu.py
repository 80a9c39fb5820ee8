"""The measure menu, and which of its rows are on it in a quarter."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.domain.measures import Improvement, Measure, MeasureKey, Reporting, Scoring
from vbpqip.domain.quarters import Quarter
from vbpqip.program.parameters import Basis, Grounds, cited, read_grounds
from vbpqip.program.tables import Table

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_LARGEST_MULTIPLIER = 1_000_000


class MenuRow(NamedTuple):
    """A measure with its grounds; ``per_grounds`` are those of its multiplier and unit."""

    measure: Measure
    grounds: Grounds
    per_grounds: Grounds

    def is_on_menu(self, quarter: Quarter) -> bool:
        """Whether the row is on the menu at the end of a quarter."""
        removed = self.measure.removed
        return self.grounds.since <= quarter and (removed is None or removed > quarter.last_day)


def read_menu_row(table: Table, sources: Mapping[str, str]) -> MenuRow:
    """Read one row of the program's own menu."""
    grounds = read_grounds(table, sources)
    basis, source = table.choice("per_basis", Basis), cited(table, "per_source", sources)
    row = MenuRow(
        measure=_measure(table, off_menu=False),
        grounds=grounds,
        per_grounds=Grounds(since=grounds.since, basis=basis, source=source, note=None),
    )
    table.done()
    return row


def read_off_menu_row(table: Table) -> MenuRow:
    """Read a measure that a pairing adds by its terms."""
    grounds = Grounds(since=table.quarter("since"), basis=Basis.AGREED, source=table.text("source"), note=None)
    row = MenuRow(measure=_measure(table, off_menu=True), grounds=grounds, per_grounds=grounds)
    table.done()
    return row


def _measure(table: Table, *, off_menu: bool) -> Measure:
    key = table.text("key")
    if not _KEY.fullmatch(key):
        table.refuse("key", f"{key!r} is not lower-case words joined by hyphens.")
    reporting, scoring = table.choice("reporting", Reporting), table.choice("scoring", Scoring)
    annual = scoring in {Scoring.PERCENT, Scoring.CONTINUOUS_VARIABLE}
    if (reporting is Reporting.ANNUAL) is not annual and table.is_sound:
        table.refuse("scoring", f"{scoring} does not go with {reporting} reporting.")
    return Measure(
        key=MeasureKey(key),
        title=table.text("title"),
        short_title=table.text("short_title"),
        steward=table.text("steward"),
        improvement=table.choice("improvement", Improvement),
        scoring=scoring,
        reporting=reporting,
        per=table.whole("per", 1, _LARGEST_MULTIPLIER),
        unit=table.text("unit"),
        highest_result=table.optional_whole("highest_result", 1),
        removed=table.optional_day("removed"),
        off_menu=off_menu,
    )
