"""4xx: what is possible, and unlikely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from vbpqip.checking.catalogue.consistency import (
    DENOMINATOR_OF_DEVICE_DAYS,
    DENOMINATOR_TENFOLD,
    PATIENT_DAYS_DIFFER,
    QUARTER_ENTERED_TWICE,
    RESULT_JUMPED,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Number
from vbpqip.core.measures import MINUTES, Count, Scoring
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.qit_report.checks.items import COUNTED_ROWS, ROWS
from vbpqip.kinds.qit_report.form.items import DEVICE_DAYS, DaysItem, PairItem, RowItem
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedField
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.expr import Call, Expr, Operand, Ref, all_, any_, guarded, is_number

_QUARTERS = range(4)
PATIENT_DAYS = "patient days"
"""What the hospital's own days are called as a unit; infections of devices are counted over them too."""


class _DaysOfRow(NamedTuple):
    """What a row says of the patient days of a quarter."""

    row: ScoredRow
    nth: int
    days: int

    @property
    def entry(self) -> NamedField:
        """Where it says so."""
        return self.row.quarters[self.nth].denominator


def _patient_days(context: ReviewContext) -> Iterator[list[_DaysOfRow]]:
    """Yield, for each quarter, what the rows that count patient days say of them."""
    rows = [row for row in context.rows if row.counts is not None and row.measure.unit == PATIENT_DAYS]
    for nth in _QUARTERS:
        yield [_DaysOfRow(row, nth, row.counts[nth][1]) for row in rows if row.counts is not None]


def _rather_device_days(days: Sequence[_DaysOfRow], context: ReviewContext) -> Iterator[tuple[_DaysOfRow, int]]:
    """Yield which patient days of a quarter are rather device days, each with the hospital's own."""
    share = context.program.share("checks.device_day_share", context.rules_of)
    largest = max((each.days for each in days if not each.row.measure.device_days), default=0)
    for each in days:
        if each.row.measure.device_days and 0 < each.days * share.denominator < share.numerator * largest:
            yield each, largest


_DAYS = Items[ReviewContext, list[_DaysOfRow], DaysItem](_patient_days)


@check(DENOMINATOR_OF_DEVICE_DAYS, over=_DAYS)
def denominator_of_device_days(days: list[_DaysOfRow], context: ReviewContext) -> Issues:
    """CAUTI and CLABSI are counted over the hospital's patient days."""
    for each, largest in _rather_device_days(days, context):
        message = f"{each.entry.title}: {each.days:,}, while the hospital had {largest:,} patient days."
        yield Issue(each.entry.field.at, message, str(each.days), f"about {largest}")


@on_sheet(denominator_of_device_days)
def denominator_of_device_days_on_sheet(item: DaysItem) -> Expr | None:
    """It is small beside the patient days of other rows."""
    return item.days == DEVICE_DAYS if item.pair.row.measure.device_days else None


@check(PATIENT_DAYS_DIFFER, over=_DAYS)
def patient_days_differ(days: list[_DaysOfRow], context: ReviewContext) -> Issues:
    """CAUTI, CLABSI and CDI are counted over nearly the same patient days."""
    tolerance = context.program.share("checks.patient_day_tolerance", context.rules_of)
    devices = {each.row.measure.key for each, _ in _rather_device_days(days, context)}
    known = [each for each in days if each.days and each.row.measure.infection_group]
    group = [each for each in known if each.row.measure.key not in devices]
    if group:
        least, most = min(group, key=lambda each: each.days), max(group, key=lambda each: each.days)
        if (most.days - least.days) * tolerance.denominator > tolerance.numerator * most.days:
            message = f"{least.entry.title}: {least.days:,}, and {most.days:,} of {most.row.measure.short_title}."
            yield Issue(least.entry.field.at, message, str(least.days), f"about {most.days}")


@on_sheet(patient_days_differ)
def patient_days_differ_on_sheet(item: DaysItem) -> Expr | None:
    """It is the first of the smallest of the rows, and the largest is larger by too much."""
    part, whole = item.pair.row.numbers.share("checks.patient_day_tolerance")
    if not item.pair.row.measure.infection_group:
        return None
    smallest, largest = Call("MIN", *item.of_group), Call("MAX", *item.of_group)
    first = [other != item.days for other in item.above]
    return all_(is_number(item.days), item.days == smallest, *first, (largest - smallest) * whole > part * largest)


@check(DENOMINATOR_TENFOLD, over=COUNTED_ROWS)
def denominator_tenfold(row: ScoredRow, context: ReviewContext) -> Issues:
    """The denominators of a row are of one size, those of nothing and of a few cases aside."""
    factor, fewest = (
        context.program.whole(f"checks.{key}", context.rules_of) for key in ("tenfold_from", "fewest_cases")
    )
    denominators = [denominator for _, denominator in row.counts or ()]
    known = [each for each in denominators if each]
    if not known or max(known) < max(factor * min(known), fewest):
        return
    for nth, own in enumerate(denominators):
        for other in _other_sizes([*denominators[:nth], *denominators[nth + 1 :]], own):
            smaller, larger = sorted((own, other))
            if smaller and larger >= max(factor * smaller, fewest):
                each = row.quarters[nth].denominator
                message = f"{each.title}: {own:,}, while the other quarters have about {other:,}."
                yield Issue(each.field.at, message, str(own), f"about {other}")


@on_sheet(denominator_tenfold)
def denominator_tenfold_on_sheet(pair: PairItem) -> Expr:
    """It is many times larger or smaller than the usual size of the others."""
    usual, own = pair.row.ref(f"usual_size_{pair.nth}"), pair.denominator
    factor, fewest = (pair.row.numbers.whole(f"checks.{key}") for key in ("tenfold_from", "fewest_cases"))
    least = Call("MAX", factor * Call("MIN", usual, own), fewest)
    return guarded(pair.row.ref("window_known") == 1, all_(usual > 0, own > 0, Call("MAX", usual, own) >= least))


def _other_sizes(others: Sequence[int], own: int) -> list[int]:
    """Return the middle one of the other quarters' denominators, none where all are 0; of two the one nearer to own."""
    known = sorted(other for other in others if other)
    middle = known[(len(known) - 1) // 2 : len(known) // 2 + 1]
    return [min(middle, key=lambda each: abs(each - own))] if middle else []


@check(QUARTER_ENTERED_TWICE, over=COUNTED_ROWS)
def quarter_entered_twice(row: ScoredRow, context: ReviewContext) -> Issues:
    """No two quarters of a row have the same large counts."""
    smallest = context.program.whole("checks.smallest_repeated_denominator", context.rules_of)
    counts = row.counts or ()
    for nth, (numerator, denominator) in enumerate(counts):
        if denominator >= smallest and (numerator, denominator) in counts[:nth]:
            first = row.quarters[counts.index((numerator, denominator))].numerator
            each = row.quarters[nth].numerator
            message = f"{each.title}: {numerator:,} of {denominator:,}, as is the {first.name}."
            yield Issue(each.field.at, message, f"{numerator} of {denominator}", "the quarter's own counts")


@on_sheet(quarter_entered_twice)
def quarter_entered_twice_on_sheet(pair: PairItem) -> Expr | None:
    """Its counts are those of a quarter before it."""
    before = pair.row.quarters[: pair.nth - 1]
    same = [all_(each.numerator == pair.numerator, each.denominator == pair.denominator) for each in before]
    large = pair.denominator >= pair.row.numbers.whole("checks.smallest_repeated_denominator")
    return guarded(pair.row.ref("window_known") == 1, all_(large, any_(*same))) if same else None


@check(RESULT_JUMPED, over=ROWS)
def result_jumped(row: ScoredRow, context: ReviewContext) -> Issues:
    """A result is of the size of its comparator."""
    factor = context.program.whole("checks.jump_factor", context.rules_of)
    results = _annual_results(row) if row.measure.annual else _pooled_results(context, row)
    if results is not None:
        now, before = results
        own, other = now.numerator * before.denominator, before.numerator * now.denominator
        if max(own, other) > factor * min(own, other):
            words = "larger" if own > other else "smaller"
            message = f"{row.measure.short_title}: more than {factor} times {words} than its comparator."
            yield Issue(row.last.field.at, message, _rounded(row, now), f"about {_rounded(row, before)}")


@on_sheet(result_jumped)
def result_jumped_on_sheet(pair: PairItem) -> Expr | None:
    """One of the two results is more than so many times the other."""
    if pair.nth != len(QUARTERS):
        return None
    row = pair.row
    factor = row.numbers.whole("checks.jump_factor")
    return _annual_result_jumped(row, factor) if row.measure.annual else _pooled_result_jumped(row, factor)


def _pooled_result_jumped(row: RowItem, factor: Operand) -> Expr:
    numerator, denominator = row.ref("window_numerator"), row.ref("window_denominator")
    before, of_before = row.ref("prior_total_numerator"), row.ref("prior_total_denominator")
    rates = numerator * of_before, before * denominator
    enough = Call("MAX", numerator, before) >= row.numbers.whole("checks.fewest_events_of_a_jump")
    far = Call("MAX", *rates) > factor * Call("MIN", *rates)
    known = all_(row.ref("window_known") == 1, row.ref("prior_known") == 1)
    return guarded(known, all_(enough, denominator * of_before > 0, far))


_JUST_BELOW_ONE = 1 - 1e-13
"""Keeps 2.1 from being more than three times 0.7: decimals are not exact in a spreadsheet, their 13 digits are."""


def _annual_result_jumped(row: RowItem, factor: Operand) -> Expr:
    """Compare two results that can be meant, neither of them 0, of which nothing is a multiple."""
    both = row.quarters[-1].numerator, row.prior_pair.numerator
    smaller = Call("MIN", *both)
    if row.measure.scoring is Scoring.PERCENT:
        meant = smaller > 1
    else:
        meant = smaller >= 1 if row.measure.unit == MINUTES else smaller > 0
    bounds = (row.measure.highest_result or most for most in (LARGEST_COUNT, LARGEST_TOTAL))
    possible = (each <= most for each, most in zip(both, bounds, strict=True))
    far = Call("MAX", *both) * _JUST_BELOW_ONE > factor * smaller
    compared = all_(row.ref("is_selected") == 1, Ref("has_comparator") == 1, Call("COUNT", *both) > 1)
    return guarded(compared, all_(meant, *possible, far))


def _annual_results(row: ScoredRow) -> tuple[Count, Count] | None:
    """Return the result and the prior one, ``None`` where one is not known, or 0, of which nothing is a multiple."""
    pair = [row.quarters[-1].numerator] if row.prior is None else [row.quarters[-1].numerator, row.prior.numerator]
    entries = [each.field.entry for each in pair if _is_result(each)]
    found = [Count(*entry.value.as_integer_ratio()) for entry in entries if isinstance(entry, Number) and entry.value]
    return (found[0], found[1]) if len(found) == len((row.quarters[-1], row.prior)) else None


def _is_result(field: NamedField) -> bool:
    """Whether the entry is an annual result that can be meant."""
    match field.field.entry:
        case Number(value):
            measure = field.measure
            return 0 <= value <= (measure.highest_result or field.largest) and not measure.looks_mistyped(value)
        case _:
            return False


def _pooled_results(context: ReviewContext, row: ScoredRow) -> tuple[Count, Count] | None:
    """Return the results of the window and of the prior report, ``None`` where one has too few events or none."""
    fewest = context.program.whole("checks.fewest_events_of_a_jump", context.rules_of)
    prior = None if row.prior is None else row.prior.counts
    if prior is None or row.window is None:
        return None
    if max(row.window[0], prior[0]) < fewest or not (row.window[1] and prior[1]):
        return None
    return row.window, Count(*prior)


def _rounded(row: ScoredRow, result: Count) -> str:
    return f"{float(row.measure.per * Fraction(*result)):.4g}"


CHECKS = (
    denominator_of_device_days,
    patient_days_differ,
    denominator_tenfold,
    quarter_entered_twice,
    result_jumped,
)
