"""The workbook part: its sheets in order, its defined names, its epoch."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.xml_events import Attributes, Grammar, Listener, local, parse

MOST_SHEETS = 1_000
MOST_NAMES = 20_000

_ROOTS = frozenset({"workbook"})
_GRAMMAR = Grammar(
    {
        **dict.fromkeys(("workbookPr", "sheets", "definedNames"), _ROOTS),
        "sheet": frozenset({"sheets"}),
        "definedName": frozenset({"definedNames"}),
    },
    frozenset({"definedName"}),
)
_TRUE = frozenset({"1", "true", "on"})
_BUILT_IN = "_xlnm."


class Visibility(StrEnum):
    """Whether a person sees a sheet; a very hidden one is not even offered in the menu."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class ListedSheet(NamedTuple):
    """A sheet as the workbook part lists it; ``key`` identifies the relationship to its part."""

    title: str
    key: str
    visibility: Visibility


class WorkbookPart(NamedTuple):
    """What the workbook part says; names are casefolded, ``names`` of workbook scope, ``local_names`` of a sheet's."""

    sheets: tuple[ListedSheet, ...]
    names: Mapping[str, str]
    starts_1904: bool
    local_names: tuple[tuple[str, str], ...] = ()


class _Reading:
    def __init__(self) -> None:
        self.sheets: list[ListedSheet] = []
        self.names: dict[str, str] = {}
        self.local_names: list[tuple[str, str]] = []
        self.name: str | None = None
        self.is_local = False
        self.starts_1904 = False
        self.epochs = 0

    def epoch(self, attributes: Attributes) -> None:
        self.epochs += 1
        if self.epochs > 1:
            reject(Rejection.PART_DAMAGED, "it says twice from which year its days are counted")
        self.starts_1904 = _is_true(attributes.get("date1904", ""))

    def sheet(self, attributes: Attributes) -> None:
        if len(self.sheets) == MOST_SHEETS:
            reject(Rejection.TOO_MANY_SHEETS, f"it has more than {MOST_SHEETS:,} sheets")
        keys = {value for name, value in attributes.items() if local(name) == "id"}
        if len(keys) > 1:
            reject(Rejection.PART_DAMAGED, "one of its sheets has two parts")
        visibility = _visibility(attributes.get("state", ""))
        self.sheets.append(ListedSheet(attributes.get("name", ""), "".join(keys), visibility))

    def name_opened(self, attributes: Attributes) -> None:
        name = attributes.get("name", "").casefold()
        hidden = name.startswith(_BUILT_IN) or ("hidden" in attributes and _is_true(attributes["hidden"]))
        self.name, self.is_local = None if hidden else name, "localSheetId" in attributes

    def name_closed(self, text: str) -> None:
        if self.name is None:
            return
        if self.name in self.names and not self.is_local:
            reject(Rejection.PART_DAMAGED, f"it defines the name {self.name[:40]} twice")
        if len(self.names) + len(self.local_names) == MOST_NAMES:
            reject(Rejection.TOO_MANY_CELLS, f"it defines more than {MOST_NAMES:,} names")
        if self.is_local:
            self.local_names.append((self.name, text.strip()))
        else:
            self.names[self.name] = text.strip()


@read_once
def read_workbook_part(part: str, content: bytes) -> WorkbookPart:
    """Read the workbook part.

    Raises:
        UnreadableWorkbookError: it is damaged, or two sheets or names are called alike.
    """
    reading = _Reading()
    opened = {"workbookPr": reading.epoch, "sheet": reading.sheet, "definedName": reading.name_opened}
    closed = {"definedName": reading.name_closed}
    parse(part, content, Listener(_ROOTS, opened, closed, _GRAMMAR))
    if len({sheet.title.casefold() for sheet in reading.sheets}) < len(reading.sheets):
        reject(Rejection.PART_DAMAGED, "two of its sheets have the same title")
    names, local_names = MappingProxyType(reading.names), tuple(reading.local_names)
    return WorkbookPart(tuple(reading.sheets), names, reading.starts_1904, local_names)


def _is_true(text: str) -> bool:
    return text.strip().casefold() in _TRUE


def _visibility(state: str) -> Visibility:
    return Visibility(state) if state in set(Visibility) else Visibility.VISIBLE
