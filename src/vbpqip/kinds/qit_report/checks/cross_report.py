"""4xx: reports against one another, where several are checked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from vbpqip.checking.catalogue.cross_report import SAME_NUMBERS_AS_ANOTHER_FACILITY
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.parties import normalized_name
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
        if numbers is not None:
            alike[numbers].append(nth)
    for places in alike.values():
        for nth in places:
            other = _of_another_facility(contexts, nth, places)
            if other is not None:
                named = contexts[nth][1].submission.facility
                message = (
                    f"The counts are those of {contexts[other][1].submission.facility.text} in {contexts[other][0]}."
                )
                issue = Issue(named.at, message, named.text, "each facility's own counts")
                yield nth, finding_of(SAME_NUMBERS_AS_ANOTHER_FACILITY, issue)


def _of_another_facility(contexts: Sequence[tuple[str, ReviewContext]], nth: int, places: Sequence[int]) -> int | None:
    own = normalized_name(contexts[nth][1].submission.facility.text)
    named = {other: normalized_name(contexts[other][1].submission.facility.text) for other in places}
    return next((other for other, name in named.items() if name and own and name != own), None)
