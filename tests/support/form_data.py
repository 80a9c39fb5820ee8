"""Entries drawn at random: what lawful and careless facilities enter, over every period."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.bounds import days_of_attestation, days_of_contracts
from vbpqip.core.measures import Measure, Scoring
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, QUARTERS
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.entry_types import EntryKey, Raw

FILLINGS = int(os.environ.get("VBPQIP_FILLINGS", "20"))
"""How much form data a test draws."""


def drawn(most: int = FILLINGS) -> settings:
    """Return how form data is drawn: the same ones in every run."""
    return settings(
        max_examples=most,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )


class _Situation(NamedTuple):
    """What all rows of form data share: the program, whether it is the baseline, the hospital's days by quarter."""

    program: Program
    baseline: bool
    days: tuple[int, ...]


_UNLAWFUL_NUMBERS = st.sampled_from(
    [None, "NA", "n/a", "N/A", "na", "12", " 7 ", "7.5", ".", "", "  ", "about 12", "1/2", "1e3", "12%", "1,234", "-3",
     -1, 2.5, LARGEST_COUNT, LARGEST_COUNT + 1, 4 * LARGEST_COUNT + 1, 1e15, "*", "?", "leave blank", "123456789012345",
     "1234567890123456", "5.", ".5", "4.000", "4.0000", 1, 0.612, 0.5, 0, 100, 100.5]
)  # fmt: skip
_UNLAWFUL_WORDS = st.sampled_from(
    [None, "", "   ", "*", "DY? Q4", "~", "DY9 Q9", "dy3 q1", " DY3  Q1 ", "DY3Q1", 5, "Yes", "y"]
)


@st.composite
def drawn_entries(draw: st.DrawFn, program: Program) -> dict[EntryKey, Raw]:
    """Write the entries of a form: mostly lawful, with a few that are not."""
    period = draw(st.sampled_from(program.periods))
    measures = form_measures(program)
    entries: dict[EntryKey, Raw | None] = dict(empty_form_data(program, period=period).entries)
    entries["facility", 0], entries["mco", 0] = "Interfaith Medical Center", "Fidelis"
    entries["prepared_by", 0], entries["prepared_on", 0] = (
        "J. Rivera",
        draw(st.one_of(st.just(date(2017, 10, 20)), st.sampled_from(days_of_attestation(program, period)))),
    )
    days = draw(st.tuples(*(st.integers(0, 30_000) for _ in QUARTERS)))
    situation = _Situation(program, period == program.baseline, days)
    chosen = draw(st.sets(st.integers(0, len(measures) - 1), min_size=draw(st.sampled_from([0, 1, 1, 1, 3, 5]))))
    for nth in chosen:
        entries["selected", nth] = draw(st.sampled_from(["Yes", "Yes", "Yes", "yes", " YES "]))
        entries.update(draw(_row(situation, measures[nth], nth)))
    for nth in range(draw(st.integers(0, 3))):
        entries.update(draw(_contract(nth, program, period)))
    entries.update(draw(_copied_contract(entries)))
    entries.update(draw(_careless(program, measures)))
    return {key: value for key, value in entries.items() if value is not None}


@st.composite
def _row(draw: st.DrawFn, situation: _Situation, measure: Measure, nth: int) -> dict[EntryKey, Raw]:
    if measure.annual:
        results = st.decimals(0, measure.highest_result or 500, places=draw(st.integers(0, 4)))
        result: Decimal = draw(results)
        row: dict[EntryKey, Raw] = {("numerator_4", nth): result}
        prior = draw(st.one_of(st.just(result), results, _far_result(situation.program, result)))
        return row if situation.baseline else {**row, ("prior_numerator", nth): prior}
    counts = draw(_counts(situation, measure))
    row = {}
    for quarter, (numerator, denominator) in zip(QUARTERS, counts, strict=True):
        row[f"numerator_{quarter}", nth], row[f"denominator_{quarter}", nth] = numerator, denominator
    if not situation.baseline:
        prior_counts = draw(st.one_of(_prior(measure, counts), _far_prior(situation.program, measure, counts)))
        row["prior_numerator", nth], row["prior_denominator", nth] = prior_counts
    return row


def _far_result(program: Program, result: Decimal) -> st.SearchStrategy[Decimal]:
    """Draw a comparator from which a result is far, or just as far as it may be."""
    factor, step = program.whole("checks.jump_factor", program.first_period), Decimal("0.0001")
    below = (result / factor).quantize(step)
    return st.sampled_from([result * factor, result * factor + step, below, max(below - step, Decimal(0))])


def _counts(situation: _Situation, measure: Measure) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Draw a row's counts: any, of nearly one size, of few events, a quarter twice, over days of one hospital."""
    kinds = [
        st.lists(_count(measure), min_size=len(QUARTERS), max_size=len(QUARTERS)),
        _of_one_size(situation.program, measure),
        _of_few_events(situation.program),
        _entered_twice(situation.program, measure),
    ]
    of_days = [_over(measure, [_near(situation.program, days) for days in situation.days])]
    return st.one_of(kinds + (of_days * len(kinds) if measure.unit == PATIENT_DAYS else []))


def _over(measure: Measure, denominators: list[st.SearchStrategy[int]]) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Write the counts of four quarters over denominators."""
    return st.tuples(*(each.flatmap(lambda drawn: _events(measure, drawn)) for each in denominators)).map(list)


@st.composite
def _of_one_size(draw: st.DrawFn, program: Program, measure: Measure) -> list[tuple[int, int]]:
    """Draw denominators of which some are many times the others, or a small part, or all but that, or nothing."""
    factor, fewest = (program.whole(f"checks.{key}", program.first_period) for key in ("tenfold_from", "fewest_cases"))
    base = draw(st.one_of(st.integers(1, 2000), st.integers(1, fewest // factor + 1)))
    larger = st.sampled_from([factor * base - 1, factor * base, 10 * base, 1000 * base, fewest - 1, fewest])
    alike = st.sampled_from([base, base, base, base + base // 5, 0])
    kinds = [[larger, alike, alike, alike], [st.just(base), larger, larger, larger], [larger, larger, alike, alike]]
    return draw(_over(measure, draw(st.permutations(draw(st.sampled_from(kinds))))))


@st.composite
def _of_few_events(draw: st.DrawFn, program: Program) -> list[tuple[int, int]]:
    fewest = program.whole("checks.fewest_events_of_a_jump", program.first_period)
    return [(draw(st.integers(fewest - 1, fewest)), 1000), (0, 2000), (0, 3000), (0, draw(st.integers(0, 4000)))]


@st.composite
def _entered_twice(draw: st.DrawFn, program: Program, measure: Measure) -> list[tuple[int, int]]:
    smallest = program.whole("checks.smallest_repeated_denominator", program.first_period)
    twice = draw(_events(measure, draw(st.integers(smallest - 1, smallest + 1))))
    others = [draw(st.one_of(_count(measure), _events(measure, smallest))) for _ in QUARTERS[2:]]
    return draw(st.permutations([twice, twice, *others]))


def _near(program: Program, days: int) -> st.SearchStrategy[int]:
    """Draw patient days that are those of the hospital, or differ by just as much as they may, or are of a device."""
    tolerance, share = (
        program.share(f"checks.{key}", program.first_period) for key in ("patient_day_tolerance", "device_day_share")
    )
    least, half = days - int(tolerance * days), int(share * days)
    near = [days, days, days, least, max(least - 1, 0), half + 1, half, max(half - 1, 0), 0]
    return st.sampled_from(near)


def _count(measure: Measure) -> st.SearchStrategy[tuple[int, int]]:
    denominators = st.one_of(st.just(0), st.integers(0, 20), st.integers(0, 30_000), st.just(LARGEST_COUNT))
    return denominators.flatmap(lambda denominator: _events(measure, denominator))


def _events(measure: Measure, denominator: int) -> st.SearchStrategy[tuple[int, int]]:
    most = denominator if measure.scoring is Scoring.PROPORTION else max(denominator, 3)
    return st.tuples(st.integers(0, most), st.just(denominator))


def _totals(counts: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(count[0] for count in counts), sum(count[1] for count in counts)


@st.composite
def _prior(draw: st.DrawFn, measure: Measure, counts: list[tuple[int, int]]) -> tuple[int, int]:
    """Draw a comparator, often one that is equal or all but equal."""
    numerator, denominator = _totals(counts)
    tie = (numerator // 2, denominator // 2) if numerator % 2 == denominator % 2 == 0 else (numerator, denominator)
    near = (numerator, max(denominator - 1, numerator))
    drawn, better = draw(_count(measure)), (max(numerator - 1, 0), denominator)
    return draw(st.sampled_from([drawn, drawn, better, better, near, tie]))


@st.composite
def _far_prior(draw: st.DrawFn, program: Program, measure: Measure, counts: list[tuple[int, int]]) -> tuple[int, int]:
    """Draw a comparator from which the result is far, or just as far as it may be."""
    numerator, denominator = _totals(counts)
    factor, step = program.whole("checks.jump_factor", program.first_period), draw(st.integers(-1, 1))
    most = denominator if measure.scoring is Scoring.PROPORTION else factor * numerator + 1
    larger = (min(max(factor * numerator + step, 0), most), denominator)
    return draw(st.sampled_from([larger, (numerator, max(factor * denominator + step, numerator)), (0, denominator)]))


@st.composite
def _contract(draw: st.DrawFn, nth: int, program: Program, period: Quarter) -> dict[EntryKey, Raw]:
    bounds = st.sampled_from(days_of_contracts(program, period))
    submitted = draw(st.one_of(st.dates(program.years.at(0).first_day, period.last_day), bounds))
    levels: list[int | str] = [0, 1, 2, 2, 3, "2"]
    contract: dict[EntryKey, Raw] = {
        ("contract_mco", nth): "Fidelis",
        ("contract_arrangement", nth): "TCGP",
        ("contract_level", nth): draw(st.sampled_from(levels)),
        ("contract_submitted", nth): submitted,
        ("contract_status", nth): draw(st.sampled_from(["Submitted", "Approved", "Refused", "approved"])),
    }
    if draw(st.booleans()):
        later = st.integers(-2, 700).map(lambda days: submitted + timedelta(days=days))
        contract["contract_recertified", nth] = draw(st.one_of(later, bounds))
    return contract


@st.composite
def _copied_contract(draw: st.DrawFn, entries: dict[EntryKey, Raw | None]) -> dict[EntryKey, Raw | None]:
    """Write the first contract again in a later row, spelled in another way, or with one entry that differs."""
    names = [name for name, nth in entries if name.startswith("contract_") and nth == 0]
    if not names or draw(st.booleans()):
        return {}
    changes: list[tuple[str, Raw | None]] = [
        ("contract_mco", " fidelis"), ("contract_mco", "Healthfirst"), ("contract_level", 2), ("contract_level", "2"),
        ("contract_status", "APPROVED"), ("contract_recertified", None), ("contract_recertified", date(2018, 1, 2)),
        ("contract_submitted", date(2017, 8, 15)), ("contract_arrangement", "IPC"), ("contract_level", 7),
    ]  # fmt: skip
    changed = dict(draw(st.lists(st.sampled_from(changes), max_size=1)))
    row = draw(st.integers(1, CONTRACT_ROWS - 1))
    return {(name, row): value for name, value in ({each: entries[each, 0] for each in names} | changed).items()}


def _careless(program: Program, measures: tuple[Measure, ...]) -> st.SearchStrategy[list[tuple[EntryKey, Raw | None]]]:
    rows = st.integers(0, len(measures) - 1)
    numbers = st.sampled_from(
        [
            *(f"{part}_{quarter}" for part in ("numerator", "denominator") for quarter in QUARTERS),
            "prior_numerator",
            "prior_denominator",
        ]
    )
    quarters = st.sampled_from([*(str(quarter) for quarter in program.quarters), "DY1 Q4"])
    contract_numbers = st.sampled_from(["contract_level", "contract_submitted", "contract_recertified"])
    contract_values = st.sampled_from(
        [None, "NA", "soon", 2, 5, -1, 1.5, date(2014, 1, 1), date(2021, 1, 1), "2017-08-15"]
    )
    attested = st.sampled_from(
        [None, " ", "someone", "today", "NA", 12, 0, 3_000_000, date(2017, 8, 15), date(2017, 8, 16)]
    )
    arrangements = st.sampled_from([None, "", "TCGP", "tcgp", " IPC ", "other", "*", "T?GP"])
    names = st.sampled_from([
        "Nyack Hospital", "nyack  hospital", "Fidelis", "fidelis", "Healthfirst", "St. John\u2019s Episcopal",
        "St. John's Episcopal", "Jamaica Hospital", "Amerigroup", "Elsewhere", "*", "N?ack Hospital",
    ])  # fmt: skip
    heading = st.sampled_from(["facility", "mco", "current_period", *(f"quarter_{nth}" for nth in QUARTERS)])
    one = st.one_of(
        st.tuples(st.tuples(numbers, rows), _UNLAWFUL_NUMBERS),
        st.tuples(st.tuples(st.just("selected"), rows), st.sampled_from([None, "No", "no", "maybe", "x", 1, "Yes"])),
        st.tuples(st.tuples(heading, st.just(0)), st.one_of(_UNLAWFUL_WORDS, quarters)),
        st.tuples(st.tuples(contract_numbers, st.sampled_from([0, 0, 1, CONTRACT_ROWS - 1])), contract_values),
        st.tuples(st.tuples(st.sampled_from(["prepared_by", "prepared_on"]), st.just(0)), attested),
        st.tuples(st.tuples(st.sampled_from(["facility", "mco"]), st.just(0)), names),
        st.tuples(st.tuples(st.just("contract_arrangement"), st.integers(0, 2)), arrangements),
        st.tuples(st.tuples(st.just("contract_status"), st.integers(0, 2)), st.sampled_from([None, "", "Pending"])),
    )
    return st.one_of(st.just([]), st.lists(one, max_size=4))
