"""Packages: a received workbook as sheets, defined names, properties and stored cells.

Parts are found by relationships, as the format demands, never by customary names. Nothing that a file
says about its own size is believed, and what lies far outside any form costs no memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from vbpqip.core.cells import Cell, Location, ShownAs
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.conditional_formats import conditional_ranges, read_looks
from vbpqip.workbook.ooxml.container import Container
from vbpqip.workbook.ooxml.content_types import TYPES_PART, says_macros
from vbpqip.workbook.ooxml.properties_part import read_properties
from vbpqip.workbook.ooxml.references import Position
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.relationships import Relationship, links_elsewhere, part_of_kind, relationships_of
from vbpqip.workbook.ooxml.sheet_layout import CellRange, SheetLayout
from vbpqip.workbook.ooxml.sheet_part import Room, SheetCells, Texts, read_sheet
from vbpqip.workbook.ooxml.sheet_search import mentioned, references_to
from vbpqip.workbook.ooxml.strings_part import Strings, read_strings
from vbpqip.workbook.ooxml.styles_part import Styles, read_styles
from vbpqip.workbook.ooxml.workbook_part import ListedSheet, Visibility, read_workbook_part
from vbpqip.workbook.preflight import read_source

__all__ = ["CellsByPosition", "SheetEntry", "Visibility", "Workbook", "open_workbook"]

CellsByPosition: TypeAlias = Mapping[Position, Cell]

_MACROS = "vbaproject.bin"
_MACRO_SHEETS = "/macrosheets/"


class SheetEntry(NamedTuple):
    """A sheet of a workbook, and the part that holds its cells."""

    title: str
    part: str
    visibility: Visibility


class Workbook:
    """An opened workbook: sheets in order and names at once, cells and properties when they are asked for.

    ``names`` holds the visible defined names of workbook scope, casefolded, each with its reference such
    as ``'P4P Report'!$D$14:$D$24``; ``local_names`` are those of a sheet's scope, which may repeat them. ``titles`` are
    those of the sheets.
    """

    def __init__(self, container: Container, package: tuple[Relationship, ...], main: str) -> None:
        listing = read_workbook_part(main, container.part(main))
        arrows = relationships_of(container, main)
        self.sheets = _sheets(listing.sheets, arrows, container)
        self.titles = tuple(sheet.title for sheet in self.sheets)
        self._parts = {sheet.title: sheet.part for sheet in self.sheets}
        self.names: Mapping[str, str] = listing.names
        self.starts_1904 = listing.starts_1904
        self.local_names = listing.local_names
        self._container, self._package = container, package
        self._styles = _styles(container, arrows)
        self._texts = Texts(_strings(container, arrows), read_styles(*self._styles) if self._styles[0] else Styles())
        self._read: dict[str, SheetCells] = {}
        self._room = Room()
        self._searched: dict[str, bytes] = {}
        self._references: dict[frozenset[str], Mapping[bytes, str]] = {}

    def properties(self) -> Mapping[str, str]:
        """Return the custom document properties.

        Raises:
            UnreadableWorkbookError: their part is damaged, or beyond the bounds.
        """
        part = part_of_kind(self._package, "custom-properties", "customProperties")
        return {} if part is None else read_properties(part, self._container.part(part))

    def cells(self, title: str) -> CellsByPosition:
        """Return a sheet's cells by row and column, both from 0; only those that store something.

        Each sheet is read at most once.

        Raises:
            KeyError: no sheet has this title.
            UnreadableWorkbookError: the sheet's part is damaged, or beyond the bounds.
        """
        return self._sheet(title).cells

    def layout(self, title: str) -> SheetLayout:
        """Return which rows and columns of a sheet are hidden, and which cells merged.

        Raises:
            KeyError: no sheet has this title.
            UnreadableWorkbookError: the sheet's part is damaged, or beyond the bounds.
        """
        return self._sheet(title).layout

    def comments(self, title: str) -> Mapping[Position, str]:
        """Return the beginnings of the comments on a sheet's cells.

        Raises:
            KeyError: no sheet has this title.
            UnreadableWorkbookError: a part that holds them is damaged, or beyond the bounds.
        """
        arrows = relationships_of(self._container, self._parts[title])
        if not arrows:
            return {}
        from vbpqip.workbook.ooxml.comments_part import read_comments  # noqa: PLC0415 -- few sheets lead anywhere

        return read_comments(self._container, arrows)

    def conditional_looks(self, title: str) -> Mapping[ShownAs | str, tuple[CellRange, ...]]:
        """Return where conditional formats of a sheet may hide what is stored, by how they do.

        Raises:
            KeyError: no sheet has this title.
            UnreadableWorkbookError: the sheet's part, or that of its styles, is damaged, or beyond the bounds.
        """
        looks = read_looks(*self._styles)
        return conditional_ranges(self._parts[title], self._inflated(title), looks) if looks else {}

    def _sheet(self, title: str) -> SheetCells:
        if title not in self._read:
            self._read[title] = read_sheet(title, self._parts[title], self._inflated(title), self._texts, self._room)
        return self._read[title]

    def mentioned(self, title: str, words: frozenset[str]) -> frozenset[str]:
        """Return which words may stand in cells of a sheet, as labels are compared; no cell is read for it.

        Raises:
            UnreadableWorkbookError: the sheet's part is beyond the bounds.
        """
        if words not in self._references:
            self._references[words] = references_to(words, self._texts.strings.texts)
        self._searched[title] = content = self._inflated(title)
        return mentioned(content, words, self._references[words])

    def _inflated(self, title: str) -> bytes:
        """Return a sheet's part, which counts once towards the bound on all parts, searched and read or not."""
        return self._searched.pop(title, None) or self._container.part(self._parts[title])

    def far_cells(self) -> tuple[tuple[Location, int], ...]:
        """Return of each sheet read so far the first cell that stands too far outside to be kept, and how many do."""
        return tuple(
            (Location(title, *sheet.first_far), sheet.far)
            for title, sheet in self._read.items()
            if sheet.first_far is not None
        )

    def external_links(self) -> tuple[str, ...]:
        """Return what the workbook takes from elsewhere; nothing of it is ever followed.

        Raises:
            UnreadableWorkbookError: a part that refers to others is damaged, or beyond the bounds.
        """
        return links_elsewhere(self._container)

    def macros(self) -> str:
        """Return what kind of macros the workbook has or may have, empty where none; none is ever run.

        Raises:
            UnreadableWorkbookError: the list of the parts' types is damaged, or too large.
        """
        if any(_MACRO_SHEETS in name for name in self._container.names):
            return "Excel 4 macro sheets"
        if any(name.endswith(_MACROS) for name in self._container.names):
            return "Visual Basic macros"
        may_have = TYPES_PART in self._container and says_macros(self._container.part(TYPES_PART))
        return "a type that may have macros" if may_have else ""


def open_workbook(source: Path | bytes) -> Workbook:
    """Open a workbook, given as a file or as its bytes.

    Raises:
        UnreadableWorkbookError: it is no workbook, or one that is damaged, encrypted or beyond the bounds.
    """
    container = Container(source if isinstance(source, bytes) else read_source(source))
    package = relationships_of(container, "")
    main = part_of_kind(package, "officeDocument")
    if main is None:
        reject(Rejection.PART_MISSING, "nothing in it says where its workbook stands")
    if main.endswith(".bin"):
        reject(Rejection.BINARY_WORKBOOK, "it is a binary workbook (.xlsb)")
    return Workbook(container, package, main)


def _sheets(
    listed: tuple[ListedSheet, ...], arrows: tuple[Relationship, ...], container: Container
) -> tuple[SheetEntry, ...]:
    parts = {arrow.key: arrow.part for arrow in arrows}
    if not listed:
        reject(Rejection.PART_DAMAGED, "it has no sheets")
    if not all(parts.get(sheet.key, "") in container for sheet in listed):
        reject(Rejection.PART_MISSING, "one of its sheets is missing from the file")
    return tuple(SheetEntry(title=sheet.title, part=parts[sheet.key], visibility=sheet.visibility) for sheet in listed)


def _strings(container: Container, arrows: tuple[Relationship, ...]) -> Strings:
    part = part_of_kind(arrows, "sharedStrings")
    return Strings() if part is None else read_strings(part, container.part(part))


def _styles(container: Container, arrows: tuple[Relationship, ...]) -> tuple[str, bytes]:
    """Return the part of the styles, and its content; both are empty where there is none."""
    part = part_of_kind(arrows, "styles")
    return ("", b"") if part is None else (part, container.part(part))
