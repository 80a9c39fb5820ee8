"""A comparison: what changed between two reports, entry by entry, and what it did to results and verdict."""

from __future__ import annotations

from enum import StrEnum

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import MeasureResult
from vbpqip.core.reviews import Review
from vbpqip.workbook.compare import ChangeKind, ComparedEntry


class Relation(StrEnum):
    """How two reports of one pairing belong together: of one period, or of a period and a later one."""

    RESUBMISSION = "resubmission"
    SUCCESSIVE = "successive"


class FormPart(StrEnum):
    """Which part of the form an entry belongs to."""

    HEADING = "heading"
    MEASURE = "measure"
    CONTRACT = "contract"


class EntryName(NamedTuple):
    """What an entry is called in both reports, wherever it stands.

    ``group`` is the measure's key or the contract's number, ``nth`` tells apart the rows of one key, and ``entry`` is
    such as ``numerator of DY2 Q3``.
    """

    part: FormPart
    group: str
    nth: int
    entry: str

    @property
    def row(self) -> tuple[FormPart, str, int]:
        """The part of the name that all entries of a row share."""
        return self[:3]


class Change(NamedTuple):
    """One entry that differs, and what it is called; ``subject`` is what its row is called, such as ``CLABSI``."""

    kind: ChangeKind
    name: EntryName
    subject: str
    called: str
    old: ComparedEntry
    new: ComparedEntry

    @property
    def at(self) -> Location | None:
        """Where the entry stands: in the newer report, else in the older one, which had its row."""
        return self.new.at or self.old.at


class MeasureChange(NamedTuple):
    """A measure that either report selects, ``None`` in the one that does not.

    ``movers`` are the changes by which its result, its comparator or its outcome differs: those of its row, else those
    of the heading; none where it does not differ, or differs by quarters that the reports do not share.
    """

    measure: Measure
    old: MeasureResult | None
    new: MeasureResult | None
    movers: tuple[Change, ...]

    @property
    def moved(self) -> bool:
        """Whether its result, its comparator or its outcome differs."""
        return self.old != self.new


class Comparison(NamedTuple):
    """An older and a newer report of one pairing, and all that differs between them.

    ``gone`` are the older report's findings that the newer one has not, ``arisen`` the newer one's that the older one
    had not. ``not_compared`` says in words what could not be compared, and why.
    """

    relation: Relation
    old: Review
    new: Review
    changes: tuple[Change, ...]
    measures: tuple[MeasureChange, ...]
    gone: tuple[Finding, ...]
    arisen: tuple[Finding, ...]
    not_compared: tuple[str, ...]

    @property
    def is_same_file(self) -> bool:
        """Whether both files have the same bytes."""
        return self.old.sha256 == self.new.sha256

    @property
    def contract_changes(self) -> tuple[Change, ...]:
        """The changes that measure credits can rest on."""
        return tuple(change for change in self.changes if change.name.part is FormPart.CONTRACT)
