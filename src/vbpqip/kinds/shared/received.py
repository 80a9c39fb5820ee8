"""A received report of any kind, as the checks of its file know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Never, Protocol

from vbpqip.checking.check import Items
from vbpqip.core.cells import Location
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.program import Program
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.stamp import Stamp


class Accepted(NamedTuple):
    """What a kind of report accepts: ``a_report`` is what people call one, such as ``a QIT report``.

    ``known_by`` is what a file without a stamp is known by, such as ``table of measures``, ``versions`` are those of
    its form, and ``review_copy`` is the stamp of what its senders get back, empty where that has none.
    """

    a_report: str
    known_by: str
    versions: tuple[str, ...]
    review_copy: str = ""


class HasEntries(Protocol):
    """A report as it was read."""

    @property
    def entries(self) -> Entries:
        """All that was read, and what the workbook is like beside it."""

    @property
    def stamp(self) -> Stamp:
        """What the workbook says of itself."""

    @property
    def program(self) -> Program:
        """The program's numbers, with the pairing's terms."""

    @property
    def accepted(self) -> Accepted:
        """What its kind accepts."""

    @property
    def is_of_another_kind(self) -> bool:
        """Whether its stamp names another kind, or it has no stamp and not what it is known by."""

    @property
    def entries_that_count(self) -> Iterable[Location]:
        """Where the entries stand that its verdict rests on."""


WHOLE = Items[HasEntries, Entries, Never](lambda context: (context.entries,))
STAMPS = Items[HasEntries, Stamp, Never](lambda context: (context.stamp,))
