"""The stamp of a workbook: of which kind and version it says that it is."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entries import read_words
from vbpqip.workbook.named_cells import named_cells
from vbpqip.workbook.opened import Cells

_KIND, VERSION, PROGRAM_VERSION = "vbpqip_kind", "vbpqip_template_version", "vbpqip_program_version"


class Stamp(NamedTuple):
    """What the workbook says of itself, empty where it does not."""

    kind: str
    template_version: str
    program_version: str


def stamp_of(said: Mapping[str, str]) -> Stamp:
    """Return the stamp of what was read of it, by name."""
    return Stamp(*(said.get(name, "") for name in (_KIND, VERSION, PROGRAM_VERSION)))


def stamped(workbook: Cells, name: str) -> str:
    """Return what a workbook's stamp says, in its cell or its properties; empty where it has none."""
    found = named_cells(workbook, name)
    at = None if found is None else found[0]
    text = "" if at is None else read_words(at, workbook.cells(at.sheet).get((at.row, at.column))).text
    return text or workbook.properties().get(name, "")


def stamped_kind(workbook: Cells) -> str:
    """Return the kind that a workbook's stamp names; empty where it has none."""
    return stamped(workbook, _KIND)
