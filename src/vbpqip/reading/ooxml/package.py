"""Packages: a received workbook as sheets, defined names, properties and stored cells.

Parts are found by relationships, as the format demands, never by customary names. Nothing that a file
says about its own size is believed, and what lies far outside any form costs no memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from vbpqip.domain.cells import Cell
from vbpqip.reading.ooxml.container import Container, read_source
from vbpqip.reading.ooxml.properties_part import read_properties
from vbpqip.reading.ooxml.references import Position
from vbpqip.reading.ooxml.refusals import refuse
from vbpqip.reading.ooxml.relationships import Relationship, part_of_kind, relationships_of
from vbpqip.reading.ooxml.sheet_part import read_sheet
from vbpqip.reading.ooxml.strings_part import read_strings
from vbpqip.reading.ooxml.workbook_part import ListedSheet, Visibility, read_workbook_part

__all__ = ["Cells", "SheetEntry", "Visibility", "Workbook", "open_workbook"]

Cells: TypeAlias = Mapping[Position, Cell]


class SheetEntry(NamedTuple):
    """A sheet of a workbook, and the part that holds its cells."""

    title: str
    part: str
    visibility: Visibility


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Workbook:
    """An opened workbook: sheets in order and names at once, cells and properties when they are asked for.

    ``names`` holds the visible defined names of workbook scope, casefolded, each with its reference such
    as ``'P4P Report'!$D$14:$D$24``. ``titles`` are those of the sheets.
    """

    sheets: tuple[SheetEntry, ...]
    titles: tuple[str, ...]
    names: Mapping[str, str]
    starts_1904: bool
    _container: Container = field(repr=False, compare=False)
    _package: tuple[Relationship, ...] = field(repr=False, compare=False)
    _strings: tuple[str, ...] = field(repr=False, compare=False)
    _read: dict[str, Cells] = field(repr=False, compare=False, default_factory=dict)

    def properties(self) -> dict[str, str]:
        """Return the custom document properties.

        Raises:
            UnreadableWorkbookError: their part is damaged, or beyond the bounds.
        """
        package = self._package
        part = part_of_kind(package, "custom-properties") or part_of_kind(package, "customProperties")
        return {} if part is None else read_properties(part, self._container.part(part))

    def cells(self, title: str) -> Cells:
        """Return a sheet's cells by row and column, both from 0; only those that store something.

        Each sheet is read at most once.

        Raises:
            KeyError: no sheet has this title.
            UnreadableWorkbookError: the sheet's part is damaged, or beyond the bounds.
        """
        if title not in self._read:
            part = {sheet.title: sheet.part for sheet in self.sheets}[title]
            cells = read_sheet(part, self._container.part(part), self._strings)
            self._read[title] = MappingProxyType(cells)
        return self._read[title]


def open_workbook(source: Path | bytes) -> Workbook:
    """Open a workbook, given as a file or as its bytes.

    Raises:
        UnreadableWorkbookError: it is no workbook, or one that is damaged, encrypted or beyond the bounds.
    """
    container = Container(source if isinstance(source, bytes) else read_source(source))
    package = relationships_of(container, "")
    main = part_of_kind(package, "officeDocument")
    if main is None:
        refuse("it is not an .xlsx file")
    if main.endswith(".bin"):
        refuse("it is a binary workbook; save it as .xlsx")
    listing = read_workbook_part(main, container.part(main))
    arrows = relationships_of(container, main)
    sheets = _sheets(listing.sheets, arrows, container)
    return Workbook(
        sheets=sheets,
        titles=tuple(sheet.title for sheet in sheets),
        names=listing.names,
        starts_1904=listing.starts_1904,
        _container=container,
        _package=package,
        _strings=_strings(container, arrows),
    )


def _sheets(
    listed: tuple[ListedSheet, ...], arrows: tuple[Relationship, ...], container: Container
) -> tuple[SheetEntry, ...]:
    parts = {arrow.key: arrow.part for arrow in arrows}
    if not listed:
        refuse("it has no sheets")
    if not all(parts.get(sheet.key, "") in container for sheet in listed):
        refuse("one of its sheets is missing from the file")
    return tuple(SheetEntry(title=sheet.title, part=parts[sheet.key], visibility=sheet.visibility) for sheet in listed)


def _strings(container: Container, arrows: tuple[Relationship, ...]) -> tuple[str, ...]:
    part = part_of_kind(arrows, "sharedStrings")
    return () if part is None else read_strings(part, container.part(part))
