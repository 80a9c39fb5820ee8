"""A review of an AIT report in words, and the table of its measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from vbpqip.core.measures import Improvement
from vbpqip.core.numbers import rounded
from vbpqip.core.results import Gap, Performance, Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.core.text_columns import in_column
from vbpqip.core.wrapping import shortened
from vbpqip.kinds.ait_report.assess import AitAssessment, AssessedMeasure
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.in_words import word_behind
from vbpqip.kinds.shared.gap_in_words import lead, steps
from vbpqip.output.document import ColumnHeading, DocumentTable, TableCell
from vbpqip.output.tone import Tone
from vbpqip.rules.ait import Metric

_METRICS = ("first metric", "second metric")
_ASKED = ("better than their baselines", "better than the State's mean")
_NOTHING = "\u2013"
_TITLE_WIDTH, _RATE_WIDTH, _PLACES = 24, 10, 2


def assessed(review: Review) -> AitAssessment:
    """Return what is calculated of an AIT report."""
    assert isinstance(review.assessment, AitAssessment)  # noqa: S101 -- a review of one
    return review.assessment


def metric_lines(review: Review) -> Iterator[str]:
    """Yield the fraction that each metric is, and beside what it is required to be."""
    assessment = assessed(review)
    for asked, called, metric in zip(_ASKED, _METRICS, _metrics(assessment), strict=True):
        if metric is not None:
            yield f"{called.capitalize()}: {_fraction(metric, asked)}"
    if assessment.verdict is Verdict.BASELINE:
        count = assessment.target.selected
        yield f"Baselines of {count} {word_behind(count, 'measure')}; results are not reported yet"


def _metrics(assessment: AitAssessment) -> tuple[Metric | None, Metric | None]:
    return assessment.target.improved, assessment.target.better_than_mean


def _fraction(metric: Metric, asked: str) -> str:
    """Return one metric in a sentence."""
    if metric.share is None:
        return "no selected measure has a State mean, so that it is not determined"
    earned = f" and {metric.credits} {word_behind(metric.credits, 'credit')}" if metric.credits else ""
    sign = "reaches" if metric.is_met else "falls short of"
    share = _percent(metric.share)
    required = _percent(metric.required_share)
    return f"{metric.achieved} of {metric.of} {asked}{earned}, {share} %, which {sign} the {required} % required"


def _percent(share: Fraction) -> str:
    return rounded(share * 100, 1)


def doubt_lines(review: Review) -> Iterator[str]:
    """Yield by which other readings the verdict would be another."""
    for rule in assessed(review).open_rules:
        verdict = str(rule.verdict).replace("_", " ")
        yield f"With {rule.rule} = {rule.value}, which is as good a reading, the verdict would be {verdict}."


def metrics_gap(review: Review) -> ChangeNeeded | None:
    """Return what would turn each metric; ``None`` where nothing can, or none is measured."""
    assessment = assessed(review)
    found: list[str] = []
    for gap, metric, called in zip(assessment.gaps, _metrics(assessment), _METRICS, strict=True):
        if gap is not None and metric is not None:
            found += _turning(gap, metric, called)
    if not found:
        return None
    return ChangeNeeded("What it would take", "To turn each of the two metrics:", tuple(found))


def _turning(gap: Gap, metric: Metric, called: str) -> list[str]:
    return [lead(gap, metric.achieved, called), *steps(gap)]


def improved_in_words(each: AssessedMeasure) -> str:
    """Return what became of a measure in the first metric."""
    if each.improved is None:
        return "baseline" if each.result is None and each.baseline is not None else _NOTHING
    return "improved" if each.improved else "not improved"


def better_in_words(each: AssessedMeasure) -> str:
    """Return what became of a measure in the second metric."""
    if each.better_than_mean is None:
        return "no mean" if each.mean is None else _NOTHING
    return "better than the mean" if each.better_than_mean else "not better than the mean"


def better_is(each: AssessedMeasure) -> str:
    """Return which way is better."""
    return "lower is better" if each.measure.improvement is Improvement.DECREASE else "higher is better"


def _mean(each: AssessedMeasure) -> str:
    return _NOTHING if each.mean is None else str(each.mean.value)


def metrics_lines(review: Review) -> Iterator[str]:
    """Yield the measures as a table of text."""
    assessment = assessed(review)
    if not assessment.measures or review.status is Status.BLANK:
        return
    yield _line("Measure", ("Baseline", "Result", "Mean"), "Both metrics")
    for each in assessment.measures:
        title = shortened(each.measure.short_title, _TITLE_WIDTH - 1, "..")
        rates = (_shown(each.baseline), _shown(each.result), _mean(each))
        words = f"{improved_in_words(each)}; {better_in_words(each)}"
        yield _line(title, rates, words)


def _line(title: str, rates: Iterable[str], words: str) -> str:
    columns = "".join(in_column(rate, _RATE_WIDTH, to_the_right=True) for rate in rates)
    return f"{in_column(title, _TITLE_WIDTH)}{columns}  {words}"


def _shown(performance: Performance | None) -> str:
    rate = None if performance is None else performance.rate
    return _NOTHING if rate is None else rounded(rate, _PLACES)


def measure_table(review: Review) -> DocumentTable:
    """Return the measures as a table of a document, a mean beside what was published, for orientation."""
    headings = (
        "Measure",
        "Unit",
        "Baseline",
        "Result",
        "Improved",
        "State mean",
        "Kind and year",
        "Better",
        "Published",
    )
    rows = tuple(_row(each) for each in assessed(review).measures)
    return DocumentTable(
        "Measures in both metrics; what was published is for orientation only, and is not the mean of the target",
        tuple(map(ColumnHeading, headings)),
        rows,
        name="Measures",
    )


def _row(each: AssessedMeasure) -> tuple[TableCell, ...]:
    mean = each.mean
    kind = _NOTHING if mean is None else f"{mean.kind}, {mean.year}"
    published = _NOTHING if each.published is None else str(each.published.value)
    return (
        TableCell(each.measure.short_title),
        TableCell(each.measure.result_unit),
        TableCell(_shown(each.baseline), number=True),
        TableCell(_shown(each.result), number=True),
        TableCell(improved_in_words(each), tone=_tone(each.improved)),
        TableCell(_mean(each), number=True),
        TableCell(kind),
        TableCell(better_in_words(each), tone=_tone(each.better_than_mean)),
        TableCell(published, number=True),
    )


def _tone(known: bool | None) -> Tone | None:  # noqa: FBT001 -- what became of a measure
    return None if known is None else Tone.GOOD if known else Tone.BAD
