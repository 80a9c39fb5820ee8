"""Which quarters of two reports are the same, wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.workbook.compare import MatchedRows


def matched_quarters(old: Submission, new: Submission, years: Years) -> MatchedRows:
    """Match the columns of counts by the quarters named above them.

    A column above which no quarter is named, or one named twice, is that of the same place in the other report, unless
    that quarter stands elsewhere.
    """
    before, after = (_named_once(each.named_quarters(years)) for each in (old, new))
    return _column_names(before, after), _column_names(after, before)


def _named_once(named: Sequence[Quarter | None]) -> list[Quarter | None]:
    times = Counter(named)
    return [quarter if times[quarter] == 1 else None for quarter in named]


def _column_names(own: Sequence[Quarter | None], others: Sequence[Quarter | None]) -> tuple[str, ...]:
    return tuple(
        str(quarter or (None if other in own else other) or f"quarter {nth}")
        for nth, (quarter, other) in enumerate(zip(own, others, strict=True), start=1)
    )
