"""4xx: reports against one another, where several are checked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from vbpqip.checking.between.copies import Alike, numbers_in_common
from vbpqip.checking.catalogue.cross_report import SAME_NUMBERS_AS_ANOTHER_FACILITY
from vbpqip.checking.check import finding_of
from vbpqip.core.findings import Finding
from vbpqip.kinds.qit_report.review_context import ReviewContext

_FEWEST_COUNTS = 8
"""Counts that are not 0: of fewer, two hospitals can have the same by chance."""

ReportNumbers: TypeAlias = tuple[tuple[str, int], ...]


def numbers_of(context: ReviewContext) -> ReportNumbers | None:
    """Return all counts of a report by their places, ``None`` where they are too few to be compared."""
    fields = [field for pair in context.counted for field in pair]
    counts = [(field.title, field.as_count) for field in fields if field.as_count is not None]
    return tuple(counts) if sum(count > 0 for _, count in counts) >= _FEWEST_COUNTS else None


def same_numbers_as_another_facility(contexts: Sequence[tuple[str, ReviewContext]]) -> Iterator[tuple[int, Finding]]:
    """Yield a finding, with its report's place in the list, for each report whose counts another facility has too.

    Args:
        contexts: Reports, each with what its workbook is called.
    """
    alike: dict[ReportNumbers, list[int]] = defaultdict(list)
    for nth, (_, context) in enumerate(contexts):
        numbers = numbers_of(context)
        if numbers is not None and context.submission.facility.text:
            alike[numbers].append(nth)
    for places in alike.values():
        named = [Alike(contexts[nth][1].submission.facility.text, contexts[nth][0]) for nth in places]
        for nth, issue in numbers_in_common(named):
            yield places[nth], finding_of(SAME_NUMBERS_AS_ANOTHER_FACILITY, issue)
