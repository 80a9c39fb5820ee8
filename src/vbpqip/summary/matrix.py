"""The verdict matrices of a folder: one for each kind of report, who sent it to whom by period, and what became of it.

That of the QIT report has the whole roster; of other kinds only what was received is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.registry import known
from vbpqip.summary.attendance import Attended, VerdictsOfPairing, by_pairing, periods, verdict_matrix


class VerdictMatrix(NamedTuple):
    """The matrix of a kind: what its first two columns are called, its periods, the newest first, and its rows."""

    store: Store
    kind: AnyKind
    parties: tuple[str, str]
    periods: tuple[str, ...]

    @property
    def is_of_roster(self) -> bool:
        """Whether it has everybody who is expected, and not only who reported."""
        return _has_roster(self.kind)

    def rows(self) -> Iterator[VerdictsOfPairing]:
        """Yield its rows, by the names of the parties."""
        return verdict_matrix(self.store) if self.is_of_roster else by_pairing(_received(self.store, self.kind))


def matrices(store: Store) -> list[VerdictMatrix]:
    """Return the matrix of the roster, and that of each other kind that was received."""
    found = (_matrix(store, kind) for kind in sorted(known(), key=lambda kind: not _has_roster(kind)))
    return [each for each in found if each.is_of_roster or each.periods]


def _has_roster(kind: AnyKind) -> bool:
    return kind.key == QIT_REPORT.key


def _matrix(store: Store, kind: AnyKind) -> VerdictMatrix:
    if _has_roster(kind):
        return VerdictMatrix(store, kind, ("{facility}", "{mco}"), periods(store)[::-1])
    named = tuple(str(period) for (period,) in store.rows("periods_of_kind", (kind.key,)))
    return VerdictMatrix(store, kind, ("From", "To"), named[::-1])


def _received(store: Store, kind: AnyKind) -> Iterator[Attended]:
    for sender, receivers, *values in store.rows("verdicts_of_kind", (kind.key,)):
        yield Attended(sender, ", ".join(json.loads(receivers)), *values)
