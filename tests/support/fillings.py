"""Entries drawn at random: what lawful and careless facilities enter, over every period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from vbpqip.domain.measures import Measure, Scoring
from vbpqip.domain.quarters import Quarter
from vbpqip.form.answers import LARGEST_COUNT
from vbpqip.form.layout import CONTRACT_ROWS, QUARTERS
from vbpqip.program.program import Program
from vbpqip.writing.filling import EntryKey, Raw, empty_filling, form_measures

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
    """Draw the entries of a form: mostly lawful, with a few that are not."""
    period = draw(st.sampled_from(program.periods))
    measures = form_measures(program)
    entries: dict[EntryKey, Raw | None] = dict(empty_filling(program, period=period).entries)
    entries["facility", 0], entries["mco", 0] = "Interfaith Medical Center", "Fidelis"
    entries["prepared_by", 0], entries["prepared_on", 0] = (
        "J. Rivera",
        draw(st.sampled_from([date(2017, 10, 20), date(2017, 7, 31)])),
    )
    chosen = draw(st.sets(st.integers(0, len(measures) - 1), min_size=draw(st.sampled_from([0, 1, 1, 1, 3, 5]))))
    for nth in chosen:
        entries["selected", nth] = draw(st.sampled_from(["Yes", "Yes", "Yes", "yes", " YES "]))
        entries.update(draw(_row(measures[nth], nth, baseline=period == program.baseline)))
    for nth in range(draw(st.integers(0, 3))):
        entries.update(draw(_contract(nth, period)))
    entries.update(draw(_careless(program, measures)))
    return {key: value for key, value in entries.items() if value is not None}


@st.composite
def _row(draw: st.DrawFn, measure: Measure, nth: int, *, baseline: bool) -> dict[EntryKey, Raw]:
    if measure.annual:
        results = st.decimals(0, measure.highest_result or 500, places=draw(st.integers(0, 4)))
        result: Decimal = draw(results)
        row: dict[EntryKey, Raw] = {("numerator_4", nth): result}
        prior = result if draw(st.booleans()) else draw(results)
        return row if baseline else {**row, ("prior_numerator", nth): prior}
    counts = [draw(_count(measure)) for _ in QUARTERS]
    row = {}
    for quarter, (numerator, denominator) in zip(QUARTERS, counts, strict=True):
        row[f"numerator_{quarter}", nth], row[f"denominator_{quarter}", nth] = numerator, denominator
    if not baseline:
        row["prior_numerator", nth], row["prior_denominator", nth] = draw(_prior(measure, counts))
    return row


@st.composite
def _count(draw: st.DrawFn, measure: Measure) -> tuple[int, int]:
    denominator = draw(st.one_of(st.just(0), st.integers(0, 20), st.integers(0, 30_000), st.just(LARGEST_COUNT)))
    most = denominator if measure.scoring is Scoring.PROPORTION else max(denominator, 3)
    return draw(st.integers(0, most)), denominator


@st.composite
def _prior(draw: st.DrawFn, measure: Measure, counts: list[tuple[int, int]]) -> tuple[int, int]:
    """Draw a comparator, often one that is equal or all but equal."""
    numerator, denominator = sum(count[0] for count in counts), sum(count[1] for count in counts)
    tie = (numerator // 2, denominator // 2) if numerator % 2 == denominator % 2 == 0 else (numerator, denominator)
    near = (numerator, max(denominator - 1, numerator))
    drawn, better = draw(_count(measure)), (max(numerator - 1, 0), denominator)
    return draw(st.sampled_from([drawn, drawn, better, better, near, tie]))


@st.composite
def _contract(draw: st.DrawFn, nth: int, period: Quarter) -> dict[EntryKey, Raw]:
    quarter = period.after(draw(st.integers(-8, 1)))
    submitted = draw(st.sampled_from([quarter.first_day, quarter.last_day, quarter.first_day + timedelta(days=40)]))
    submitted = min(max(submitted, date(2015, 4, 1)), date(2018, 3, 31))
    levels: list[int | str] = [0, 1, 2, 2, 3, "2"]
    contract: dict[EntryKey, Raw] = {
        ("contract_mco", nth): "Fidelis",
        ("contract_arrangement", nth): "TCGP",
        ("contract_level", nth): draw(st.sampled_from(levels)),
        ("contract_submitted", nth): submitted,
        ("contract_status", nth): draw(st.sampled_from(["Submitted", "Approved", "Refused", "approved"])),
    }
    if draw(st.booleans()):
        contract["contract_recertified", nth] = submitted + timedelta(days=draw(st.integers(-2, 700)))
    return contract


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
