"""What the reports of a folder that count say to others."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.batch.store import Store
from vbpqip.core.cells import Location
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject
from vbpqip.core.reviews import Fact
from vbpqip.workbook.ooxml.references import position


class FactsOf(NamedTuple):
    """Whose facts are asked for, and of which period; what is empty is not asked for."""

    kind: str = ""
    period: str = ""
    facility: str = ""
    mco: str = ""


def facts_that_count(store: Store, wanted: FactsOf) -> Iterator[Fact]:
    """Yield the facts of reports that count and that no error across reports blocks, by facility, MCO and period."""
    for kind, facility, mco, period, measure, name, value, sheet, cell in store.rows(
        "facts_that_count", wanted._asdict()
    ):
        at = None if sheet is None else Location(sheet, *position(cell))
        yield Fact(kind, Subject(facility, mco), period, measure, name, value, at)
