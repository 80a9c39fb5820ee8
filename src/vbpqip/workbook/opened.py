"""What is read of an opened workbook: its sheets, defined names and cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from vbpqip.core.cells import Cell
from vbpqip.workbook.ooxml.references import Position


class Cells(Protocol):
    """What entries are read from."""

    @property
    def names(self) -> Mapping[str, str]:
        """Defined names, in lower case, and what they refer to."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the sheets."""

    def cells(self, title: str) -> Mapping[Position, Cell]:
        """The cells of one sheet, by row and column."""

    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""


class Searchable(Cells, Protocol):
    """What the form is looked for in."""

    @property
    def local_names(self) -> tuple[tuple[str, str], ...]:
        """Names of the scope of a sheet, each with what it refers to."""

    def mentioned(self, title: str, words: frozenset[str]) -> frozenset[str]:
        """The words that may stand in cells of one sheet, told without reading it."""
