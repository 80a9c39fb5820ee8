"""QIT reports drawn by chance: what lawful and careless facilities enter, over every period.

Some begin with the report of a hospital that counts, the others with rows of figures at which the rules and checks of
the QIT report turn. What else belongs in a cell is drawn as for any form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

from support.bounds import days_of_attestation, days_of_contracts
from support.completed import reports_of
from support.drawing import Values, careless, cells_of, chances, copied_row, row_of
from vbpqip.core.measures import Measure, Scoring
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, FORM, MEASURES, QUARTERS
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.entry_types import EntryKey, Raw

Pair: TypeAlias = tuple[int, int]

_PAIRING = "Interfaith Medical Center", "Fidelis"
_OF_A_HOSPITAL = 0.2


class _Situation(NamedTuple):
    """What all rows of a report share: the program, whether it is the baseline, the hospital's days by quarter."""

    program: Program
    baseline: bool
    days: tuple[int, ...]


def drawn_entries(program: Program) -> st.SearchStrategy[Values]:
    """Write the entries of a form: mostly lawful, with a few that are not."""
    return chances().map(lambda rng: drawn_report(rng, program))


def drawn_report(rng: Random, program: Program) -> Values:
    """Write the entries of a form, by chance."""
    period = rng.choice(program.periods)
    measures = form_measures(program)
    entries: dict[EntryKey, Raw | None] = {
        **empty_form_data(program, period=period).entries,
        **_heading(rng, program, period),
    }
    if rng.random() < _OF_A_HOSPITAL:
        (report,) = reports_of(*_PAIRING, program, rng.randrange(1_000), (period,))
        entries.update(report.form_data().entries)
    else:
        days = tuple(rng.randint(0, 30_000) for _ in QUARTERS)
        situation = _Situation(program, period == program.baseline, days)
        for nth in rng.sample(range(len(measures)), rng.choice((0, 1, 1, 1, 3, 5))):
            entries["selected", nth] = rng.choice(("Yes", "Yes", "Yes", "yes", " YES "))
            entries.update(_row(rng, situation, measures[nth], nth))
    for nth in range(rng.randint(0, 3)):
        entries.update(_contract(rng, nth, program, period))
    if rng.random() < 0.5:
        entries.update(copied_row(rng, CONTRACT_TABLE, entries, lists(program)))
    return careless(rng, entries, cells_of(FORM, {MEASURES.name: len(measures)}), lists(program))


def _heading(rng: Random, program: Program, period: Quarter) -> Values:
    attested = rng.choice((date(2017, 10, 20), rng.choice(days_of_attestation(program, period))))
    facility, mco = _PAIRING
    leader: Values = {("attested_by", 0): "J. Rivera", ("attested_title", 0): "CMO", ("attested_on", 0): attested}
    return {("facility", 0): facility, ("mco", 0): mco, **leader}


def _row(rng: Random, situation: _Situation, measure: Measure, nth: int) -> Values:
    if measure.annual:
        result = _result(rng, measure)
        row: Values = {("numerator_4", nth): result}
        prior = rng.choice((result, _result(rng, measure), _far_result(rng, situation.program, result)))
        return row if situation.baseline else {**row, ("prior_numerator", nth): prior}
    counts = _counts(rng, situation, measure)
    row = {}
    for quarter, (numerator, denominator) in zip(QUARTERS, counts, strict=True):
        row[f"numerator_{quarter}", nth], row[f"denominator_{quarter}", nth] = numerator, denominator
    if not situation.baseline:
        far = rng.random() < 0.5
        prior_counts = _far_prior(rng, situation.program, measure, counts) if far else _prior(rng, measure, counts)
        row["prior_numerator", nth], row["prior_denominator", nth] = prior_counts
    return row


def _result(rng: Random, measure: Measure) -> Decimal:
    places = rng.randint(0, 4)
    return Decimal(rng.randint(0, int(measure.highest_result or 500) * 10**places)).scaleb(-places)


def _far_result(rng: Random, program: Program, result: Decimal) -> Decimal:
    """Draw a comparator from which a result is far, or just as far as it may be."""
    factor, step = program.whole("checks.jump_factor", program.first_period), Decimal("0.0001")
    below = (result / factor).quantize(step)
    return rng.choice((result * factor, result * factor + step, below, max(below - step, Decimal(0))))


def _counts(rng: Random, situation: _Situation, measure: Measure) -> list[Pair]:
    """Draw a row's counts: any, of nearly one size, of few events, a quarter twice, over days of one hospital."""
    if measure.unit == PATIENT_DAYS and rng.random() < 0.5:
        return _over(rng, measure, [_near(rng, situation.program, days) for days in situation.days])
    return rng.choice((_any_counts, _of_one_size, _of_few_events, _entered_twice))(rng, situation.program, measure)


def _any_counts(rng: Random, _program: Program, measure: Measure) -> list[Pair]:
    return [_count(rng, measure) for _ in QUARTERS]


def _over(rng: Random, measure: Measure, denominators: Sequence[int]) -> list[Pair]:
    """Write the counts of four quarters over denominators."""
    return [_events(rng, measure, each) for each in denominators]


def _of_one_size(rng: Random, program: Program, measure: Measure) -> list[Pair]:
    """Draw denominators of which some are many times the others, or a small part, or all but that, or nothing."""
    factor, fewest = (program.whole(f"checks.{key}", program.first_period) for key in ("tenfold_from", "fewest_cases"))
    base = rng.choice((rng.randint(1, 2000), rng.randint(1, fewest // factor + 1)))
    larger = (factor * base - 1, factor * base, 10 * base, 1000 * base, fewest - 1, fewest)
    alike = (base, base, base, base + base // 5, 0)
    ways = ((larger, alike, alike, alike), ((base,), larger, larger, larger), (larger, larger, alike, alike))
    denominators = [rng.choice(each) for each in rng.choice(ways)]
    rng.shuffle(denominators)
    return _over(rng, measure, denominators)


def _of_few_events(rng: Random, program: Program, _measure: Measure) -> list[Pair]:
    fewest = program.whole("checks.fewest_events_of_a_jump", program.first_period)
    return [(rng.randint(fewest - 1, fewest), 1000), (0, 2000), (0, 3000), (0, rng.randint(0, 4000))]


def _entered_twice(rng: Random, program: Program, measure: Measure) -> list[Pair]:
    smallest = program.whole("checks.smallest_repeated_denominator", program.first_period)
    twice = _events(rng, measure, rng.randint(smallest - 1, smallest + 1))
    others = [rng.choice((_count(rng, measure), _events(rng, measure, smallest))) for _ in QUARTERS[2:]]
    counts = [twice, twice, *others]
    rng.shuffle(counts)
    return counts


def _near(rng: Random, program: Program, days: int) -> int:
    """Draw patient days that are those of the hospital, or differ by just as much as they may, or are of a device."""
    tolerance, share = (
        program.share(f"checks.{key}", program.first_period) for key in ("patient_day_tolerance", "device_day_share")
    )
    least, half = days - int(tolerance * days), int(share * days)
    return rng.choice((days, days, days, least, max(least - 1, 0), half + 1, half, max(half - 1, 0), 0))


def _count(rng: Random, measure: Measure) -> Pair:
    return _events(rng, measure, rng.choice((0, rng.randint(0, 20), rng.randint(0, 30_000), LARGEST_COUNT)))


def _events(rng: Random, measure: Measure, denominator: int) -> Pair:
    most = denominator if measure.scoring is Scoring.PROPORTION else max(denominator, 3)
    return rng.choice((rng.randint(0, most), rng.randint(0, min(most, 20)))), denominator


def _totals(counts: Sequence[Pair]) -> Pair:
    return sum(count[0] for count in counts), sum(count[1] for count in counts)


def _prior(rng: Random, measure: Measure, counts: Sequence[Pair]) -> Pair:
    """Draw a comparator, often one that is equal or all but equal."""
    numerator, denominator = _totals(counts)
    tie = (numerator // 2, denominator // 2) if numerator % 2 == denominator % 2 == 0 else (numerator, denominator)
    near = (numerator, max(denominator - 1, numerator))
    any_of_them, better = _count(rng, measure), (max(numerator - 1, 0), denominator)
    return rng.choice((any_of_them, any_of_them, better, better, near, tie))


def _far_prior(rng: Random, program: Program, measure: Measure, counts: Sequence[Pair]) -> Pair:
    """Draw a comparator from which the result is far, or just as far as it may be."""
    numerator, denominator = _totals(counts)
    factor, step = program.whole("checks.jump_factor", program.first_period), rng.randint(-1, 1)
    most = denominator if measure.scoring is Scoring.PROPORTION else factor * numerator + 1
    larger = (min(max(factor * numerator + step, 0), most), denominator)
    return rng.choice((larger, (numerator, max(factor * denominator + step, numerator)), (0, denominator)))


def _contract(rng: Random, nth: int, program: Program, period: Quarter) -> Values:
    """Draw a contract, of this or another MCO, submitted and re-certified at days of which many are bounds."""
    bounds, first = days_of_contracts(program, period), program.years.at(0).first_day
    submitted = rng.choice((first + timedelta(days=rng.randint(0, (period.last_day - first).days)), rng.choice(bounds)))
    contract = row_of(rng, CONTRACT_TABLE.entries, nth, lists(program))
    usual: Values = {("contract_mco", nth): "Fidelis", ("contract_arrangement", nth): "TCGP"}
    contract.update({**(usual if rng.random() < 0.7 else {}), ("contract_submitted", nth): submitted})
    if rng.random() < 0.5:
        del contract["contract_recertified", nth]
    elif rng.random() < 0.5:
        contract["contract_recertified", nth] = submitted + timedelta(days=rng.randint(-2, 700))
    return contract
