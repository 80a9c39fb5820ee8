"""The result of a QIT report as text for a terminal: its measures as a table, what would turn it, its contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.core.results import Performance
from vbpqip.core.reviews import Review, Status
from vbpqip.core.text_columns import columns_taken, in_column
from vbpqip.core.wrapping import shortened, wrapped
from vbpqip.kinds.in_words import change_as_text
from vbpqip.kinds.qit_report.result_in_words import better, change_of, contract_lines, figures_of, outcome_in_words
from vbpqip.output.tone import Paint

_TITLE_WIDTH, _FIGURE_WIDTH = 24, 10


def result_as_text(review: Review, width: int, paint: Paint) -> Iterator[str]:
    """Yield the blocks of the text, empty where there is nothing to say."""
    yield "\n".join(_measures(review, paint))
    yield change_as_text(change_of(review), width)
    yield "\n".join(wrapped(line, width, rest="  ") for line in contract_lines(review))


def _measures(review: Review, paint: Paint) -> Iterator[str]:
    if not review.measures or review.status is Status.BLANK:
        return
    lines = [(result, figures_of(result)) for result in review.measures]
    widths = [
        max(_FIGURE_WIDTH, *map(columns_taken, column)) for column in zip(*(shown for _, shown in lines), strict=True)
    ]
    yield f"{in_column('Measure', _TITLE_WIDTH)}{_in_columns(('Result', 'Prior', 'Change'), widths)} Outcome"
    for result, shown in lines:
        words, tone = outcome_in_words(result)
        title = shortened(result.measure.short_title, _TITLE_WIDTH - 1, "..")
        yield f"{in_column(title, _TITLE_WIDTH)}{_in_columns(shown, widths)} {paint(words, tone)}"
    yield ""
    for result in review.measures:
        measure = result.measure
        yield f"  {measure.short_title}: {_working(result.current)}{measure.result_unit}; {better(measure)}"


def _in_columns(words: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(in_column(word, width, to_the_right=True) for word, width in zip(words, widths, strict=True))


def _working(performance: Performance | None) -> str:
    if performance is None or performance.pooled is None:
        return ""
    return f"{performance.pooled.numerator:,} of {performance.pooled.denominator:,}, "
