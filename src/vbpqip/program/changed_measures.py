"""Measures of the menu that a pairing changes by its terms: which fields, from which quarter on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vbpqip.core.measures import Improvement, MeasureKey, Reporting, Scoring
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.menu import LARGEST_MULTIPLIER, MEASURE_FIELDS, MenuRow, reject_mismatch
from vbpqip.program.parameters import Grounds, read_agreed_grounds
from vbpqip.program.tables import TomlTable


class AgreedChange(NamedTuple):
    """What a pairing agreed on of a measure from a quarter on: ``fields`` of the measure, by their names."""

    key: MeasureKey
    grounds: Grounds
    fields: Mapping[str, Any]

    def of(self, row: MenuRow) -> tuple[MenuRow, ...]:
        """Return a row of the menu as it is before the change, where there is such a time, and after it."""
        since = self.grounds.since
        before = row._replace(grounds=row.grounds._replace(until=since.after(-1)))
        agreed = dict.fromkeys((name for name in MEASURE_FIELDS if name in self.fields), self.grounds)
        after = row._replace(
            measure=row.measure._replace(**self.fields),
            fields={**row.fields, **agreed},
            changed=max(since, row.holds_since),
        )
        return (before, after) if row.holds_since < since else (after,)


def read_measure_change(table: TomlTable, menu: Iterable[MenuRow]) -> AgreedChange:
    """Read what changes of a measure of the menu; what is not named stays as it is."""
    key, grounds = table.text("key"), read_agreed_grounds(table)
    fields = {name: read(table) for name, read in _CHANGEABLE.items() if table.has(name)}
    table.done()
    row = next((row for row in reversed([*menu]) if row.measure.key == key), None)
    if row is None or row.measure.removed is not None:
        table.reject("key", f"{key!r} is no measure on the menu.")
    elif table.is_sound:
        changed = row.measure._replace(**fields)
        if changed == row.measure:
            table.reject("key", f"nothing of {key!r} changes; write what does, of {', '.join(_CHANGEABLE)}.")
        reject_mismatch(table, changed)
    return AgreedChange(MeasureKey(key), grounds, fields)


_CHANGEABLE: Mapping[str, Callable[[TomlTable], Any]] = {
    "title": lambda table: table.text("title"),
    "short_title": lambda table: table.text("short_title"),
    "steward": lambda table: table.text("steward"),
    "improvement": lambda table: table.choice("improvement", Improvement),
    "scoring": lambda table: table.choice("scoring", Scoring),
    "reporting": lambda table: table.choice("reporting", Reporting),
    "per": lambda table: table.whole("per", 1, LARGEST_MULTIPLIER),
    "unit": lambda table: table.text("unit"),
    "highest_result": lambda table: table.whole("highest_result", 1),
    "device_days": lambda table: table.optional_flag("device_days"),
    "infection_group": lambda table: table.optional_flag("infection_group"),
    "late_result": lambda table: table.optional_flag("late_result"),
}
"""What terms can change of a measure, and how each is read."""
