"""6xx: whether the results that the workbook stores are those of its entries, and the lists those of the program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from vbpqip.checking.catalogue.stored import (
    LISTS_CHANGED,
    SHOWN_RESULT_DIFFERS,
    SHOWN_VERDICT_DIFFERS,
)
from vbpqip.checking.check import Issue, Issues, finding_of
from vbpqip.core.cells import Typed
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import MeasureResult, Verdict
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.shared.stored import has_other_terms
from vbpqip.program.program import Program
from vbpqip.workbook.answers import SHOWN_VERDICT
from vbpqip.workbook.entry_types import ListedValue

LATE = (SHOWN_VERDICT_DIFFERS, SHOWN_RESULT_DIFFERS, LISTS_CHANGED)
"""What can only be found once the results are calculated: see :func:`stored_findings`."""
_READ_ALL_THE_SAME = (Typed.AS_TEXT, Typed.AS_SUM)
_EPOCH = date(1899, 12, 30)
_PRECISION = 1e-9


class Calculated(NamedTuple):
    """What was calculated from the entries of a report."""

    measures: tuple[MeasureResult, ...]
    verdict: Verdict


def _changed_lists(context: ReviewContext) -> Issues:
    """Yield an issue where the lists are not those of the program, though the form was made for its present numbers."""
    if has_other_terms(context) or context.stamp.program_version != context.program.version:
        return
    expected = _lists(context.program)
    changed = [
        name for name, found in context.entries.stored.lists().items() if _is_changed(found, expected.get(name, found))
    ]
    if changed:
        yield Issue(None, f"These lists were changed: {', '.join(changed)}.", ", ".join(changed), "as they were made")


@lru_cache(maxsize=4)
def _lists(program: Program) -> Mapping[str, tuple[str, ...]]:
    """Return the lists as a workbook stores them."""
    return {name: tuple(_written(value) for value in values) for name, values in lists(program).items()}


def _is_changed(found: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    if found == expected or len(found) != len(expected):
        return found != expected
    return not all(_same(text, value) for text, value in zip(found, expected, strict=True))


def _written(value: ListedValue) -> str:
    return str((value - _EPOCH).days) if isinstance(value, date) else str(value)


def stored_findings(context: ReviewContext, calculated: Calculated) -> Iterator[Finding]:
    """Yield a finding where the stored verdict is not the one calculated, else for each such result, and for lists.

    There is none where none was stored, nor for a report with errors: its errors say why it has no verdict. Nor is
    there one where the form asks for more than the check does: a warning says what.
    """
    if calculated.verdict is Verdict.NOT_DETERMINED or _form_asks_for_more(context):
        return
    verdict = [finding_of(SHOWN_VERDICT_DIFFERS, issue) for issue in _verdict(context, calculated.verdict)]
    differing = verdict or [finding_of(SHOWN_RESULT_DIFFERS, issue) for issue in _results(context, calculated.measures)]
    yield from differing
    if differing:
        yield from (finding_of(LISTS_CHANGED, issue) for issue in _changed_lists(context))


def _form_asks_for_more(context: ReviewContext) -> bool:
    """Whether the form shows no verdict since, as version 2, it takes no sum, no number as text, nothing invisible."""
    shown = context.submission.shown_verdict
    if context.submission.is_version_1 or not shown.reads(SHOWN_VERDICT[Verdict.NOT_DETERMINED]):
        return False
    numbers = (field.typed for _, field in context.unusual_numbers)
    return bool(context.entries.invisible) or any(typed in _READ_ALL_THE_SAME for typed in numbers)


def _verdict(context: ReviewContext, verdict: Verdict) -> Issues:
    shown, expected = context.submission.shown_verdict, SHOWN_VERDICT[verdict]
    if shown.text and not shown.reads(expected):
        message = f"The workbook shows {shown.text}; its entries give {expected}."
        yield Issue(shown.at, message, shown.text, expected)


def _results(context: ReviewContext, measures: Sequence[MeasureResult]) -> Issues:
    rows = {row.key.text: row.key.at.row for row in reversed(context.submission.rows)}
    stored = context.entries.stored.shown
    by_row = {name: {cell.at.row: cell for cell in stored.get(name, ())} for name in ("result", "achieved")}
    for result in measures:
        for name, expected in (("result", _rate(result)), ("achieved", _achieved(context, result))):
            cell = by_row[name].get(rows[result.measure.key])
            if cell is not None and cell.is_calculated and not _same(cell.text, expected):
                shown = cell.text or "blank"
                message = f"{result.measure.short_title}: shows {shown}; the entries give {expected or 'blank'}."
                yield Issue(cell.at, message, shown, expected or "blank")


def _rate(result: MeasureResult) -> str:
    rate = None if result.current is None else result.current.rate
    return "" if rate is None else repr(float(rate))


def _achieved(context: ReviewContext, result: MeasureResult) -> str:
    if context.is_baseline:
        return ""
    return "Yes" if result.achieved else "No"


def _same(stored: str, expected: str) -> bool:
    """Whether a stored text is what is expected; of numbers, to more digits than a spreadsheet shows."""
    try:
        return math.isclose(float(stored), float(expected), rel_tol=_PRECISION)
    except ValueError:
        return stored == expected
