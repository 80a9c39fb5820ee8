"""AIT reports as entries of their form: sound ones of a hospital, and what careless facilities enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, TypeAlias

from support.ait_oracle import OracleContract, OracleMeasure, rate
from support.drawing import Values, careless, cells_of, copied_row, row_of
from support.tables import PROGRAM
from vbpqip.core.measures import Improvement, Measure, Scoring
from vbpqip.core.quarters import YearPeriod
from vbpqip.core.reviews import Review
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.ait_report.checks import MEAN_KINDS
from vbpqip.kinds.ait_report.form import AIT_CONTRACT_TABLE, AIT_FORM, AIT_MEASURES
from vbpqip.kinds.ait_report.lists import ait_lists
from vbpqip.kinds.ait_report.writing.form_data import ait_measures, content_of, empty_entries, printed_entries
from vbpqip.kinds.ait_report.writing.writer import AitWriter, ait_workbook
from vbpqip.kinds.ait_report.years import ait_years, baseline_days
from vbpqip.kinds.assessed import NOTHING_KNOWN, review_of
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.unwritten import entries_in

Given: TypeAlias = tuple[int, int] | float | Decimal | str | None
Entered: TypeAlias = Mapping[EntryKey, Raw]
FACILITY, MCO = "Interfaith Medical Center", "Fidelis"
YEARS = ait_years(PROGRAM)
ROWS = ait_measures(PROGRAM)
LISTS = ait_lists(PROGRAM, ROWS)
_ONCE_CARELESS = 0.2


def nth_of(key: str) -> int:
    """Return which row of the form a measure has."""
    return next(nth for nth, measure in enumerate(ROWS) if measure.key == key)


def heading(year: YearPeriod, attested: date | None = None, facility: str = FACILITY, mco: str = MCO) -> Values:
    """Write who reports to whom for which year, and who attests to it."""
    return {
        ("facility", 0): facility,
        ("mco", 0): mco,
        ("program_year", 0): str(year),
        ("attested_by", 0): "J. Rivera",
        ("attested_title", 0): "Chief Medical Officer",
        ("attested_on", 0): attested or year.last_day + timedelta(days=20),
    }


def row(
    key: str,
    baseline: Given = None,
    result: Given = None,
    mean: str | None = None,
    kind: str = "Pooled",
) -> Values:
    """Write a row of a selected measure: pairs of counts, of a measure with one result a year that result."""
    nth, measure = nth_of(key), ROWS[nth_of(key)]
    entries: Values = {("selected", nth): "Yes", ("state_mean_unit", nth): measure.result_unit}
    for which, given in (("baseline", baseline), ("result", result)):
        if measure.annual:
            entries[f"{which}_denominator", nth] = "NA"
            if given is not None:
                entries[f"{which}_numerator", nth] = given if isinstance(given, str) else Decimal(str(given))
        elif isinstance(given, tuple):
            entries[f"{which}_numerator", nth], entries[f"{which}_denominator", nth] = given
    if mean is not None:
        said: Values = {
            ("state_mean", nth): Decimal(mean),
            ("state_mean_kind", nth): kind,
            ("state_mean_year", nth): 2016,
            ("state_mean_source", nth): "DOH, 21 June 2017",
        }
        entries.update(said)
    return entries


def contract(nth: int, submitted: date, level: int = 2, status: str = "Approved", again: date | None = None) -> Values:
    """Write a contract."""
    entries: Values = {
        ("contract_mco", nth): MCO,
        ("contract_arrangement", nth): "TCGP",
        ("contract_level", nth): level,
        ("contract_submitted", nth): submitted,
        ("contract_status", nth): status,
    }
    return entries if again is None else {**entries, ("contract_recertified", nth): again}


def written_report(values: Entered) -> bytes:
    """Return a form with these entries as a file."""
    return ait_workbook(content_of(PROGRAM, values), PROGRAM)


def reviewed(values: Entered) -> Review:
    """Return the review of these entries, which are in no workbook."""
    entries = AIT_REPORT.of_entries(entries_in(content_of(PROGRAM, values)))
    context = AIT_REPORT.context(entries, PROGRAM, NOTHING_KNOWN)
    return review_of(context, entries, AIT_REPORT)


@cache
def empty_form() -> AitWriter:
    """Return the empty form, whose formulas are put together once."""
    return AitWriter(content_of(PROGRAM, {}), PROGRAM)


def printed() -> Values:
    """Return what stands in the entries of an empty form."""
    return printed_entries(ROWS)


def _count(rng: Random, measure: Measure) -> tuple[int, int]:
    below = rng.choice((0, rng.randint(1, 40), rng.randint(1, 30_000), 100 * rng.randint(1, 300)))
    most = below if measure.scoring is Scoring.PROPORTION else max(below, 0)
    return rng.randint(0, min(most, rng.choice((3, 60, 30_000)))), below


def _result(rng: Random, measure: Measure) -> Decimal:
    return Decimal(rng.randint(200, 100 * (measure.highest_result or 60))) / 100


def _beside(rng: Random, measure: Measure, first: Any) -> Any:  # noqa: ANN401 -- as it is given
    """Draw another result of a measure, often one that is equal or nearly so."""
    if measure.annual:
        return rng.choice((first, first, _result(rng, measure), first + Decimal("0.01"), _result(rng, measure)))
    top, below = first
    half = (top // 2, below // 2) if top % 2 == below % 2 == 0 else first
    return rng.choice((first, half, (max(top - 1, 0), below), _count(rng, measure), _count(rng, measure)))


def _mean_of(rng: Random, measure: Measure, result: Any) -> str | None:  # noqa: ANN401 -- as above
    """Draw a mean, often the result itself where that has few places; ``None`` is none."""
    exactly = Fraction(result) if measure.annual else rate(result[0], result[1], measure.per)
    near = None if exactly is None else round(exactly, rng.choice((0, 2, 4)))
    largest = measure.highest_result or (60 if measure.annual else measure.per)
    drawn = Fraction(rng.randint(0, 100 * largest), 100)
    mean = rng.choice((None, drawn, near, near, drawn))
    if mean is None or not 0 <= mean <= largest:
        return None
    return f"{Decimal(mean.numerator) / mean.denominator:f}"


def sound_rows(rng: Random, keys: Sequence[str], *, results: bool = True) -> Values:
    """Draw rows of measures, with baselines alone, or with results and some means."""
    entries: Values = {}
    for key in keys:
        measure = ROWS[nth_of(key)]
        baseline = _result(rng, measure) if measure.annual else _count(rng, measure)
        result = _beside(rng, measure, baseline)
        mean = _mean_of(rng, measure, result) if results else None
        entries.update(row(key, baseline, result if results else None, mean, rng.choice(MEAN_KINDS)))
    return entries


def days_of_credits() -> list[date]:
    """Return days of contracts at which a credit of a year begins or ends, and the days beside them."""
    bounds = (date(2017, 4, 1), date(2018, 4, 1), date(2020, 4, 1), date(2017, 8, 15))
    return [day + timedelta(days=more) for day in bounds for more in (-1, 0, 1)]


def sound_report(rng: Random, year: YearPeriod | None = None) -> Values:
    """Draw a report without errors."""
    year = year or rng.choice(YEARS)
    keys = rng.sample([str(measure.key) for measure in ROWS], rng.randint(1, len(ROWS)))
    entries: Values = {**printed(), **heading(year), **sound_rows(rng, keys, results=rng.random() < 0.9)}
    for nth in range(rng.randint(0, 3)):
        submitted = rng.choice(days_of_credits())
        again = submitted + timedelta(days=rng.choice((0, 30, 365))) if rng.random() < 0.3 else None
        again = None if again is not None and again > PROGRAM.periods[-1].last_day else again
        status = rng.choice(("Submitted", "Approved", "Refused"))
        if submitted <= PROGRAM.periods[-1].last_day:
            entries.update(contract(nth, submitted, rng.randint(0, 3), status, again))
    return entries


def drawn_report(rng: Random) -> Values:
    """Draw what somebody enters who is now and then careless."""
    values: dict[EntryKey, Raw | None] = {**sound_report(rng)}
    year = next((each for each in YEARS if str(each) == values["program_year", 0]), YEARS[0])
    if rng.random() < 0.5:
        last = rng.choice((baseline_days(PROGRAM, year)[1], year.last_day))
        values["attested_on", 0] = last + timedelta(days=rng.randint(-1, 1))
    if rng.random() < 0.3:
        values.update(row_of(rng, AIT_CONTRACT_TABLE.entries, 0, LISTS))
    if rng.random() < 0.3:
        values.update(copied_row(rng, AIT_CONTRACT_TABLE, values, LISTS))
    return careless(rng, values, cells_of(AIT_FORM, {AIT_MEASURES.name: len(ROWS)}), LISTS)


def asked_of(values: Entered) -> tuple[str, list[OracleMeasure], list[OracleContract]]:
    """Return sound entries as the oracle takes them."""
    measures, contracts = [], []
    for nth, measure in enumerate(ROWS):
        if values.get(("selected", nth)) == "Yes":
            baseline, result = (_rate_in(values, measure, nth, which) for which in ("baseline", "result"))
            mean = values.get(("state_mean", nth))
            given = None if mean is None else Fraction(str(mean))
            measures.append(OracleMeasure(measure.improvement is Improvement.INCREASE, baseline, result, given))
    for nth in range(AIT_CONTRACT_TABLE.rows):
        days = (values.get((f"contract_{name}", nth)) for name in ("submitted", "recertified"))
        known = tuple(day for day in days if isinstance(day, date))
        level, status = values.get(("contract_level", nth)), values.get(("contract_status", nth))
        if known and isinstance(level, int):
            contracts.append(OracleContract(level, known, status == "Refused"))
    return str(values["program_year", 0]), measures, contracts


def _rate_in(values: Entered, measure: Measure, nth: int, which: str) -> Fraction | None:
    top, below = (values.get((f"{which}_{part}", nth)) for part in ("numerator", "denominator"))
    if measure.annual or top is None:
        return None if top is None else Fraction(str(top))
    assert isinstance(top, int)
    assert isinstance(below, int)
    return rate(top, below, measure.per)


def selected_entries(keys: Sequence[str], year: YearPeriod) -> Values:
    """Return the entries of a form in which measures are selected, and nothing is reported yet."""
    return empty_entries(PROGRAM, year=year, facility=FACILITY, mco=MCO, selected=keys)
