"""The measure menu, and which of its rows are on it in a quarter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vbpqip.core.measures import Improvement, Measure, MeasureKey, Reporting, Scoring
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.program.parameters import Grounds, read_agreed_grounds, read_basis, read_grounds
from vbpqip.program.tables import TomlTable

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
LARGEST_MULTIPLIER = 1_000_000


MEASURE_FIELDS = ("title", "steward", "improvement", "scoring", "reporting", "per", "unit")
"""What a row says of its measure, each on grounds of its own."""


class MenuRow(NamedTuple):
    """A measure with the grounds of its being on the menu, and by their names those of :data:`MEASURE_FIELDS`.

    Of a measure that terms change there are several rows, one after the other; ``changed`` is the quarter from which on
    a later one holds.
    """

    measure: Measure
    grounds: Grounds
    fields: Mapping[str, Grounds]
    changed: Quarter | None = None

    @property
    def holds_since(self) -> Quarter:
        """The first quarter for which the row says what holds."""
        return self.changed or self.grounds.since

    def is_on_menu(self, quarter: Quarter) -> bool:
        """Whether the row is on the menu at the end of a quarter."""
        removed = self.measure.removed
        begun = self.holds_since <= quarter and not self.grounds.has_ended(quarter)
        return begun and (removed is None or removed > quarter.last_day)


def read_menu_row(table: TomlTable, sources: Mapping[str, str]) -> MenuRow:
    """Read one row of the program's own menu, which says of each field what it rests on."""
    grounds = read_grounds(table, sources)
    row = MenuRow(
        measure=_measure(table, off_menu=False), grounds=grounds, fields=_read_fields(table, sources, grounds.since)
    )
    table.done()
    return row


def _read_fields(table: TomlTable, sources: Mapping[str, str], since: Quarter) -> Mapping[str, Grounds]:
    """Read the grounds of the fields, each named once."""
    fields: dict[str, Grounds] = {}
    for entry in table.tables("grounds"):
        grounds = read_basis(entry, sources, since)
        for name in entry.texts("of"):
            if name not in MEASURE_FIELDS:
                raise entry.wrong("of", f"{name!r} is none of {', '.join(MEASURE_FIELDS)}.")
            if name in fields:
                raise entry.wrong("of", f"{name!r} has grounds already.")
            fields[name] = grounds
        entry.done()
    missing = [name for name in MEASURE_FIELDS if name not in fields]
    if missing:
        raise table.wrong("grounds", f"do not say what {', '.join(missing)} rest on.")
    return fields


def read_off_menu_row(table: TomlTable) -> MenuRow:
    """Read a measure that a pairing adds by its terms, whose one source is that of every field."""
    grounds = read_agreed_grounds(table)
    row = MenuRow(
        measure=_measure(table, off_menu=True), grounds=grounds, fields=dict.fromkeys(MEASURE_FIELDS, grounds)
    )
    table.done()
    return row


def _measure(table: TomlTable, *, off_menu: bool) -> Measure:
    key = table.text("key")
    if not _KEY.fullmatch(key):
        table.reject("key", f"{key!r} is not lower-case words joined by hyphens.")
    reporting, scoring = table.choice("reporting", Reporting), table.choice("scoring", Scoring)
    measure = Measure(
        key=MeasureKey(key),
        title=table.text("title"),
        short_title=table.text("short_title"),
        steward=table.text("steward"),
        improvement=table.choice("improvement", Improvement),
        scoring=scoring,
        reporting=reporting,
        per=table.whole("per", 1, LARGEST_MULTIPLIER),
        unit=table.text("unit"),
        highest_result=table.optional_whole("highest_result", 1),
        removed=table.optional_day("removed"),
        off_menu=off_menu,
        device_days=table.optional_flag("device_days"),
        infection_group=table.optional_flag("infection_group"),
        late_result=table.optional_flag("late_result"),
    )
    if table.is_sound:
        reject_mismatch(table, measure)
    return measure


def reject_mismatch(table: TomlTable, measure: Measure) -> None:
    """Reject a kind of number that does not go with how often a measure is reported."""
    annual = measure.scoring in {Scoring.PERCENT, Scoring.CONTINUOUS_VARIABLE}
    if measure.annual is not annual:
        table.reject("scoring", f"{measure.scoring} does not go with {measure.reporting} reporting.")
