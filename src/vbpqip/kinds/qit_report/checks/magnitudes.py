"""4xx: of what size results and their denominators are, by public data of New York; what is of another is unlikely."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.consistency import FEW_CASES, PRIOR_DENOMINATOR_DIFFERS, RATE_UNLIKELY
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.measures import Measure, Scoring
from vbpqip.kinds.qit_report.checks.items import ROWS, WHOLE_REPORT
from vbpqip.kinds.qit_report.form.items import PairItem
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedField
from vbpqip.kinds.shared.results import highest_likely_key
from vbpqip.workbook.expr import Call, Expr, all_, guarded


@check(PRIOR_DENOMINATOR_DIFFERS, over=ROWS)
def prior_denominator_differs(row: ScoredRow, context: ReviewContext) -> Issues:
    """The denominators of the window and of the prior report are of one size, those of a few cases aside."""
    factor, fewest = (
        context.program.whole(f"checks.{key}", context.rules_of) for key in ("prior_denominator_factor", "fewest_cases")
    )
    window, prior = row.window, None if row.prior is None else row.prior.counts
    if row.prior is not None and window is not None and prior is not None:
        smaller, larger = sorted((window[1], prior[1]))
        if smaller and larger >= max(factor * smaller, fewest):
            each = row.prior.denominator
            message = f"{each.title}: {prior[1]:,}, while the four quarters have {window[1]:,} together."
            yield Issue(each.field.at, message, str(prior[1]), f"about {window[1]}")


@on_sheet(prior_denominator_differs)
def prior_denominator_differs_on_sheet(pair: PairItem) -> Expr:
    """It and the denominator of the four quarters together are of another size."""
    row, numbers = pair.row, pair.row.numbers
    window, prior = row.ref("window_denominator"), row.ref("prior_total_denominator")
    known = all_(row.ref("window_known") == 1, row.ref("prior_known") == 1)
    factor, fewest = (numbers.whole(f"checks.{key}") for key in ("prior_denominator_factor", "fewest_cases"))
    far = Call("MAX", window, prior) >= Call("MAX", factor * Call("MIN", window, prior), fewest)
    return guarded(known, all_(Call("MIN", window, prior) > 0, far))


def _pooled(row: ScoredRow) -> Iterator[tuple[str, NamedField, tuple[int, int]]]:
    """Yield what is divided: of the window and of the prior report, with its name and the entry that it begins with."""
    window, prior = row.window, None if row.prior is None else row.prior.counts
    if window is not None:
        yield "the four quarters together", row.quarters[-1].numerator, window
    if row.prior is not None and prior is not None:
        yield "the prior report", row.prior.numerator, prior


def _are_enough(context: ReviewContext, measure: Measure, counts: tuple[int, int]) -> bool:
    """Whether a rate can hardly be high by chance: of enough cases, or of enough events over patient days."""
    events, denominator = counts
    if measure.scoring is Scoring.PROPORTION:
        return denominator >= context.program.whole("checks.fewest_cases", context.rules_of)
    return denominator > 0 and events >= context.program.whole("checks.fewest_events_of_a_high_rate", context.rules_of)


@check(RATE_UNLIKELY, over=ROWS)
def rate_unlikely(row: ScoredRow, context: ReviewContext) -> Issues:
    """A rate is not above any that a hospital of New York has."""
    measure, key = row.measure, highest_likely_key(context.program, row.measure)
    if key is None:
        return
    highest = context.program.whole(key, context.rules_of)
    for name, each, counts in _pooled(row):
        events, denominator = counts
        if _are_enough(context, measure, counts) and events * measure.per > highest * denominator:
            rate = f"{measure.per * events / denominator:,.4g}"
            message = f"{measure.short_title}, {name}: {rate} {measure.result_unit}."
            yield Issue(each.field.at, message, rate, f"at most {highest}")


@on_sheet(rate_unlikely)
def rate_unlikely_on_sheet(pair: PairItem) -> Expr | None:
    """The rate of the window, or of the prior report, is higher than any known one, and hardly by chance."""
    measure, numbers = pair.row.measure, pair.row.numbers
    key = highest_likely_key(numbers.program, measure)
    if key is None or not (pair.is_prior or pair.nth == len(QUARTERS)):
        return None
    part, names = ("prior", "prior_total") if pair.is_prior else ("window", "window")
    events, denominator = pair.row.ref(f"{names}_numerator"), pair.row.ref(f"{names}_denominator")
    enough: Expr = denominator >= numbers.whole("checks.fewest_cases")
    if measure.scoring is not Scoring.PROPORTION:
        enough = all_(denominator > 0, events >= numbers.whole("checks.fewest_events_of_a_high_rate"))
    far = events * measure.per > numbers.whole(key) * denominator
    return guarded(pair.row.ref(f"{part}_known") == 1, all_(enough, far))


@check(FEW_CASES, over=WHOLE_REPORT)
def few_cases(_: ReviewContext, context: ReviewContext) -> Issues:
    """A share of cases is of so many that it is more than chance: said once, of all measures."""
    fewest = context.program.whole("checks.fewest_cases", context.rules_of)
    rows = [row for row in context.rows if row.measure.scoring is Scoring.PROPORTION]
    few = [(row, row.window[1]) for row in rows if row.window is not None and 0 < row.window[1] < fewest]
    if few:
        names = ", ".join(f"{row.measure.short_title} ({cases})" for row, cases in few)
        message = f"Fewer than {fewest} cases in the four quarters: {names}."
        yield Issue(few[0][0].quarters[-1].denominator.field.at, message, names, f"{fewest} or more")


CHECKS = (prior_denominator_differs, rate_unlikely, few_cases)
