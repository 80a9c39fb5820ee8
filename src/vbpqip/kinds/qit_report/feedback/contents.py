"""What feedback says, whatever it is written as: one report's review, its entries, and the day to fix them by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from vbpqip.core.findings import Finding
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Gap, GapStep, MeasureResult
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.feedback.next_step import next_step
from vbpqip.kinds.qit_report.feedback.what_follows import what_follows
from vbpqip.kinds.qit_report.model import MeasureRow, Submission
from vbpqip.kinds.qit_report.result_in_words import better, calculation_of, figures_of, outcome_in_words
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.scored import count_in
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.kinds.shared.gap_in_words import change
from vbpqip.output.tone import Tone
from vbpqip.rules.due_date import due_date
from vbpqip.rules.rolling_average import rate


class PlottedMeasure(NamedTuple):
    """What a run chart shows: each quarter's rate, the rolling and the prior result, ``None`` where there is none."""

    measure: Measure
    quarters: tuple[tuple[str, Fraction | None], ...]
    rolling: Fraction | None
    prior: Fraction | None


class MeasureLine(NamedTuple):
    """One measure as it is told: its result and comparator calculated, its outcome, and what would change that.

    ``turned_by`` is empty where nothing would, or where no target is measured; ``plotted`` is ``None`` where there
    are no quarters.
    """

    title: str
    unit: str
    better: str
    result: str
    prior: str
    change: str
    working: str
    prior_working: str
    outcome: str
    tone: Tone
    turned_by: str
    plotted: PlottedMeasure | None


class Contents(NamedTuple):
    """A review, its entries, ``None`` where no workbook could be read, the day to fix errors by, and what follows."""

    review: Review
    submission: Submission | None
    deadline: date | None
    follows: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: errors first, then warnings, what is waived, and notes."""
        return (*self.review.errors, *self.review.warnings, *self.review.waived, *self.review.notes)

    @property
    def measures(self) -> Iterator[MeasureLine]:
        """Each selected measure, told; none of a blank report."""
        if self.review.status is Status.BLANK:
            return
        rows = {} if self.submission is None else {row.key.text: row for row in self.submission.rows}
        quarters = () if self.submission is None else tuple(words.text for words in self.submission.quarters)
        for result in self.review.measures:
            yield _measure_line(result, self.review.gap, _plotted(result, rows[result.measure.key], quarters))


def contents_of(reviewed: Reviewed[Submission, ReviewContext]) -> Contents:
    """Return what feedback on a report says.

    It can be fixed until the day that whoever received it names; else one that came by its due date until then, and a
    later one until the MCO's review ends. The day is ``None`` where the report's period is not known.
    """
    review, context = reviewed.review, reviewed.context
    if context is None or review.period is None:
        return Contents(review, reviewed.entries, reviewed.fix_by, next_step(review, reviewed.fix_by))
    dates = context.program.dates(review.period)
    due = due_date([str(result.measure.key) for result in review.measures], dates)
    in_time = review.received is None or review.received <= due
    deadline = reviewed.fix_by or (due if in_time else dates.review_done)
    accepted = review.status is Status.ACCEPTED
    follows = what_follows(review, dates.payment_months) if accepted else next_step(review, deadline)
    return Contents(review, reviewed.entries, deadline, follows)


def _measure_line(result: MeasureResult, gap: Gap | None, plotted: PlottedMeasure | None) -> MeasureLine:
    current, prior, difference = figures_of(result)
    words, tone = outcome_in_words(result)
    steps: dict[str, GapStep] = {} if gap is None else {step.measure.key: step for step in gap.steps}
    step = steps.get(result.measure.key)
    turned = "" if step is None else f"{'lost' if result.achieved else 'counts'} with {change(step)}"
    return MeasureLine(
        title=result.measure.short_title,
        unit=result.measure.result_unit,
        better=better(result.measure),
        result=current,
        prior=prior,
        change=difference,
        working=calculation_of(result.current, result.measure, current),
        prior_working=calculation_of(result.prior, result.measure, prior),
        outcome=words,
        tone=tone,
        turned_by=turned,
        plotted=plotted,
    )


def _plotted(result: MeasureResult, row: MeasureRow, quarters: tuple[str, ...]) -> PlottedMeasure | None:
    """Return what is plotted of a measure; ``None`` of an annual one, and where its entries are invalid."""
    if result.measure.annual or result.current is None:
        return None
    rates = (rate(count_in(pair), per=result.measure.per) for pair in row.quarters)
    prior = None if result.prior is None else result.prior.rate
    return PlottedMeasure(result.measure, tuple(zip(quarters, rates, strict=True)), result.current.rate, prior)
