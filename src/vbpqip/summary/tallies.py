"""Files and findings counted, some hundreds at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.summary.columns import FINDINGS_TABLE, RESULTS_TABLE, TableOf
from vbpqip.summary.csv_tables import LinesOfTables
from vbpqip.summary.rows import TableLine

_KINDS_OF_FILES = ("state", "status", "standing", "period", "verdict")


class FoundAs(NamedTuple):
    """A code, how serious it was found to be, and whether it was waived."""

    code: str
    severity: str
    waived: bool


class Tallies:
    """How many files there are of each kind, how many findings of each code, and in how many files these are."""

    def __init__(self) -> None:
        self._files: Counter[tuple[str, ...]] = Counter()
        self.findings: Counter[FoundAs] = Counter()
        self.files_with: Counter[FoundAs] = Counter()

    def add(self, lines: LinesOfTables) -> None:
        """Count some more files, each with all its findings."""
        results, findings = lines[RESULTS_TABLE.name], lines[FINDINGS_TABLE.name]
        self._files.update(map(_values(RESULTS_TABLE, *_KINDS_OF_FILES), results))
        found = [
            (path, FoundAs._make(as_what))
            for path, *as_what in map(_values(FINDINGS_TABLE, "path", *FoundAs._fields), findings)
        ]
        self.findings.update(as_what for _, as_what in found)
        self.files_with.update(as_what for _, as_what in set(found))

    def files(self, **kind: str) -> int:
        """Return how many files there are of a kind, such as ``state="judged"``."""
        wanted = [(_KINDS_OF_FILES.index(name), value) for name, value in kind.items()]
        return sum(count for found, count in self._files.items() if all(found[nth] == value for nth, value in wanted))


def _values(table: TableOf, *names: str) -> Callable[[TableLine], TableLine]:
    """Return what gives the values of some columns of a line of a table."""
    columns = [column.name for column in table.columns]
    places = [columns.index(name) for name in names]
    return lambda line: tuple(line[place] for place in places)
