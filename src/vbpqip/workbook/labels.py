"""Labels: on which sheets those of a form stand, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vbpqip.core.cells import Cell, Location
from vbpqip.core.characters import as_read, normalized_label
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.form import Form, Place
from vbpqip.workbook.ooxml.references import Position
from vbpqip.workbook.ooxml.rejections import Rejection
from vbpqip.workbook.opened import Searchable

_LONGEST = 200
_DEEPEST_GAP = 30
"""Rows that people insert between a label and what it is over."""


class Labels:
    """The labels of a form in a workbook; each sheet is searched at most once, and read only if it can hold them."""

    def __init__(self, form: Form, workbook: Searchable) -> None:
        self.form = form
        self.workbook = workbook
        self._mentioned: dict[str, frozenset[str]] = {}
        self._found: dict[str, Mapping[str, Sequence[Position]]] = {}
        self._printed: dict[str, Sequence[str]] = {}

    def on(self, title: str) -> Mapping[str, Sequence[Position]]:
        """Return where labels stand on a sheet, from top to bottom, by label as it is compared."""
        if title not in self._found:
            self._found[title] = _labels_in(self.workbook.cells(title), self.form.labels)
        return self._found[title]

    def printed_on(self, title: str, home: str) -> int:
        """Return how many cells of a sheet have a label of a sheet of the form, letter by letter."""
        labels = self.form.printed_labels_of
        if title not in self._printed:
            every = frozenset().union(*labels.values())
            self._printed[title] = [each.text for each in self.workbook.cells(title).values() if each.text in every]
        return sum(text in labels[home] for text in self._printed[title])

    def known_on(self, title: str, home: str) -> int:
        """Return how many labels of a sheet of the form stand on a sheet."""
        return len(self.form.labels_of[home] & self.on(title).keys()) if self._may_hold(title, home) else 0

    def hold(self, title: str, home: str) -> bool:
        """Whether a sheet holds a sheet of the form: more than half of its labels."""
        return self.known_on(title, home) * 2 > len(self.form.labels_of[home])

    def of(self, place: Place, title: str) -> Sequence[Position]:
        """Return where a place's label stands on a sheet."""
        return self.on(title).get(normalized_label(place.label), ())

    def own(self, place: Place, title: str) -> Position | None:
        """Return where a place's own label stands on a sheet; ``None`` where it does not stand as often as it should.

        Of several places with one label the first has the first, from left to right.
        """
        found, alike = self.of(place, title), self.form.alike_to(place)
        return found[alike.index(place.name)] if len(found) == len(alike) else None

    def look_for_damage(self) -> None:
        """Read every sheet of a workbook in which the form is not found, so that damage is told rather than that.

        Raises:
            UnreadableWorkbookError: a sheet is damaged, or one that is called like the form's has too many cells.
        """
        for title in self.workbook.titles:
            try:
                self.workbook.cells(title)
            except UnreadableWorkbookError as error:
                if error.rejection is not Rejection.TOO_MANY_CELLS or title in self.form.entries_of:
                    raise

    def _may_hold(self, title: str, home: str) -> bool:
        if title not in self._mentioned:
            self._mentioned[title] = self.workbook.mentioned(title, self.form.labels)
        return len(self._mentioned[title] & self.form.labels_of[home]) * 2 > len(self.form.labels_of[home])


def _labels_in(cells: Mapping[Position, Cell], labels: frozenset[str]) -> Mapping[str, Sequence[Position]]:
    found: dict[str, list[Position]] = {}
    for at, cell in cells.items():
        label = normalized_label(cell.text) if len(cell.text) <= _LONGEST else ""
        if label in labels:
            found.setdefault(label, []).append(at)
    return {label: sorted(places) for label, places in found.items()}


def label_above(cells: Mapping[Position, Cell], first: Location) -> tuple[Location, str]:
    """Return what stands above the first cell of a place, and where; rows that were inserted between are passed over.

    Where nothing does, the cell right above is empty.
    """
    for row in _upwards(first):
        cell = cells.get((row, first.column))
        if cell is not None and as_read(cell.text).strip():
            return first._replace(row=row), cell.text
    return first._replace(row=max(first.row - 1, 0)), ""


def _upwards(first: Location) -> Iterator[int]:
    yield from range(first.row - 1, max(first.row - 1 - _DEEPEST_GAP, -1), -1)
