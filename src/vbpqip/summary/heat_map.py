"""The heat map: facility by measure, what became of each, for as many facilities as a page can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.summary.facts import Facts
from vbpqip.summary.words import NOT_SELECTED, OUTCOMES, ShownWord

MOST_FACILITIES = 300
"""Rows of all heat maps of a page together."""


class HeatMapRow(NamedTuple):
    """A facility, what became of each measure, in the order of the heat map's, and the reports that say so."""

    facility: str
    reports: tuple[str, ...]
    cells: tuple[ShownWord, ...]


class HeatMap(NamedTuple):
    """The facilities of a period by measure; ``left_out`` is how many more there are."""

    period: str
    measures: tuple[Measure, ...]
    rows: tuple[HeatMapRow, ...]
    left_out: int


def heat_maps(facts: Facts) -> list[HeatMap]:
    """Return the heat maps, newest period first, as long as there is room for their facilities."""
    maps: list[HeatMap] = []
    room = MOST_FACILITIES
    for period in reversed(facts.periods):
        heat_map = _heat_map(facts, period, room)
        room -= len(heat_map.rows)
        maps += [heat_map] if heat_map.rows else []
    return maps


def _heat_map(facts: Facts, period: str, room: int) -> HeatMap:
    selected = {key for of, key in facts.measured if of == period}
    measures = tuple(measure for key, measure in facts.measures.items() if key in selected)
    rows = tuple(islice(_rows(facts, period, measures), room))
    facilities = facts.store.value("facilities_of_period", (period,))
    return HeatMap(period, measures, rows, int(facilities) - len(rows))


def _rows(facts: Facts, period: str, measures: Sequence[Measure]) -> Iterator[HeatMapRow]:
    points = facts.store.rows("outcomes_of_period", (period,))
    for _, of_one in groupby(points, key=lambda line: line[0]):
        lines = list(of_one)
        outcomes = {measure: OUTCOMES[outcome] for *_, measure, outcome in lines}
        reports = tuple(dict.fromkeys(path for _, _, path, *_ in lines))
        cells = tuple(outcomes.get(str(measure.key), NOT_SELECTED) for measure in measures)
        yield HeatMapRow(lines[0][1], reports, cells)
