"""The stamp of a workbook: of which kind it says that it is."""

from vbpqip.reading.entries import read_words
from vbpqip.reading.labels import Cells
from vbpqip.reading.places import named_cells

KIND = "vbpqip_kind"


def stamped_kind(workbook: Cells) -> str:
    """Return the kind that a workbook's stamp names, in its cell or its properties; empty where it has none."""
    found = named_cells(workbook, KIND)
    at = None if found is None else found[0]
    text = "" if at is None else read_words(at, workbook.cells(at.sheet).get((at.row, at.column))).text
    return text or workbook.properties().get(KIND, "")
