"""What changes did: to findings, and to each measure's result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from vbpqip.core.findings import Finding
from vbpqip.kinds.qit_report.comparing.changes import Report
from vbpqip.kinds.qit_report.comparing.comparison import Change, FormPart, MeasureChange
from vbpqip.workbook.compare import ChangeKind


def findings_of_one(own: Report, other: Report) -> tuple[Finding, ...]:
    """Return the findings that the other report has not: of the same code, about the same entry."""
    return tuple(_left_over(own, other))


def _left_over(own: Report, other: Report) -> Iterator[Finding]:
    met = Counter(about for about, _ in _subjects(other))
    for about, finding in _subjects(own):
        if not met[about]:
            yield finding
        met[about] -= 1


def _subjects(report: Report) -> Iterator[tuple[Hashable, Finding]]:
    """Yield findings, each with what it is about, whatever rows were inserted above it."""
    names: dict[Hashable, Hashable] = {entry.at: name for name, entry in report.entries.items()}
    for finding in report.review.findings:
        yield (finding.diagnostic.code, names.get(finding.at, finding.at)), finding


def measure_changes(old: Report, new: Report, changes: Sequence[Change]) -> Iterator[MeasureChange]:
    """Yield every measure that either report selects, in the newer one's order."""
    earlier, later = old.results, new.results
    for key, either in {**later, **earlier}.items():
        before, after = earlier.get(key), later.get(key)
        yield MeasureChange(either.measure, before, after, _movers(changes, key) if before != after else ())


def _movers(changes: Sequence[Change], key: str) -> tuple[Change, ...]:
    """Return the changes in a measure's row; without any, those of the heading that every result rests on.

    A change of spelling moves a result only where nothing else can have done it.
    """
    own = [change for change in changes if change.name.part is FormPart.MEASURE and change.name.group == key]
    common = [
        change for change in changes if change.name.part is FormPart.HEADING and change.name.entry not in _MOVES_NOTHING
    ]
    meant = [change for change in own if change.kind is not ChangeKind.SPELLING]
    return tuple(meant or own or common)


_MOVES_NOTHING = frozenset({"facility", "{mco}", "prepared by"})
