"""The warning conditions, to review again: each stands for warnings of the checker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.checking.catalogue.consistency import EVENTS_ABOVE_DENOMINATOR
from vbpqip.checking.catalogue.eligibility import (
    COMPARATOR_IN_BASELINE,
    CONTRACT_ARRANGEMENT_UNKNOWN,
    CONTRACT_BELOW_LEVEL,
    CONTRACT_CREDIT_EXPIRED,
    CONTRACT_REFUSED,
    CONTRACT_REPEATED,
    TOO_FEW_MEASURES,
)
from vbpqip.checking.catalogue.entries import (
    ANNUAL_RESULT_NOT_AVAILABLE,
    ANNUAL_RESULT_PENDING,
    ENTRIES_OF_UNSELECTED_MEASURE,
    MEDIAN_IS_ZERO,
    MEDIAN_UNLIKELY,
    NA_IN_EARLIER_QUARTER,
    NA_SPELLED_OTHERWISE,
    NUMBER_TYPED_AS_TEXT,
)
from vbpqip.checking.catalogue.heading import (
    ATTESTATION_DATE_UNREADABLE,
    FACILITY_NOT_ON_ROSTER,
    MCO_NOT_ON_ROSTER,
    NOT_ATTESTED,
    PAIRING_NOT_ON_ROSTER,
)
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import MINUTES, Measure, Scoring
from vbpqip.kinds.qit_report.checks.fields import highest_likely_key
from vbpqip.kinds.qit_report.form.layout import (
    CONTRACT_ROWS,
    ENTERED_COUNTS,
    PRIOR,
    SINGLES,
    contract_columns,
    measure_columns,
)
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine, Idle
from vbpqip.kinds.qit_report.writing.contract_keys import listed_twice
from vbpqip.kinds.qit_report.writing.effective_numbers import effective
from vbpqip.kinds.qit_report.writing.plausibility_workings import findings_of, unlikely_at
from vbpqip.kinds.qit_report.writing.working_sheet import (
    chosen_at,
    chosen_value,
    contracts_at,
    parsed_cells,
    selected_at,
    selected_location,
)
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL, NOT_APPLICABLE
from vbpqip.workbook.builder import absolute, span

_REMEDY = "Answer Yes if the measure is agreed, or clear its figures. In the baseline, clear the prior report."
_COUNTS_REMEDY = f"{_REMEDY} Look for a digit too many, a quarter copied, and a result far from the prior one."
_RATIO_REMEDY = f"{_COUNTS_REMEDY} Check that events and patient days are not swapped."
_ANNUAL_REMEDY = (
    f"{_REMEDY} Leave the first three quarters blank; a result of NA is not achieved. "
    "Look for one far from the prior one."
)


_CONTRACTS_REMEDY = (
    "Choose arrangement and level from the lists, and list each contract once. A contract that is below the level, "
    "refused, or too old and not re-certified earns nothing."
)
_OF_ANY = (ENTRIES_OF_UNSELECTED_MEASURE, NUMBER_TYPED_AS_TEXT, COMPARATOR_IN_BASELINE)
_OF_RESULTS = (NA_SPELLED_OTHERWISE, NA_IN_EARLIER_QUARTER, ANNUAL_RESULT_NOT_AVAILABLE)
_OF_SEPSIS = (*_OF_RESULTS, ANNUAL_RESULT_PENDING)
_OF_MEDIANS = (*_OF_RESULTS, MEDIAN_UNLIKELY, MEDIAN_IS_ZERO)
_OWN: Mapping[Scoring, tuple[str, tuple[Diagnostic, ...]]] = {
    Scoring.PROPORTION: (_COUNTS_REMEDY, ()),
    Scoring.RATIO: (_RATIO_REMEDY, (EVENTS_ABOVE_DENOMINATOR,)),
    Scoring.PERCENT: (_ANNUAL_REMEDY, _OF_SEPSIS),
    Scoring.CONTINUOUS_VARIABLE: (_ANNUAL_REMEDY, _OF_MEDIANS),
}
"""What to do about a row, and the findings that only rows of a scoring can have."""


def roster_warning() -> CheckLine:
    """Return the check line that facility and MCO are a pairing of the roster."""
    facility, mco = SINGLES["facility"].at(), SINGLES["mco"].at()
    return CheckLine(
        title="Facility and MCO are a pairing of the roster",
        hit='OR(AND(facility_words<>"",facility_rows=0),AND(mco_words<>"",mco_rows=0),'
        "AND(facility_rows>0,mco_rows>0,pairing_rows=0))",
        cells=frozenset({facility, mco}),
        remedy="Choose both from the lists. A pairing that was agreed after the roster was made may differ.",
        diagnostics=(FACILITY_NOT_ON_ROSTER, MCO_NOT_ON_ROSTER, PAIRING_NOT_ON_ROSTER),
        go_to=facility,
    )


def attestation_warning() -> CheckLine:
    """Return the check line that the report says who prepared it, and when."""
    by, on = SINGLES["prepared_by"].at(), SINGLES["prepared_on"].at()
    return CheckLine(
        title="Who prepared the report, and when",
        hit=f'OR(IFERROR(TRIM(prepared_by)="",FALSE),NOT({formulas.is_day("prepared_on")}))',
        cells=frozenset({by, on}),
        remedy=NOT_ATTESTED.remedy,
        diagnostics=(NOT_ATTESTED, ATTESTATION_DATE_UNREADABLE),
        go_to=by,
    )


def measure_warning(book: Book, nth: int, measure: Measure) -> CheckLine:
    """Return the check line that nothing in a row is unlikely, or needs to be guessed."""
    columns = measure_columns(len(book.state.form_data.measures))
    entered = [columns[name].at(nth) for name in (*ENTERED_COUNTS, *PRIOR)]
    parsed, chosen = parsed_cells(nth), chosen_at(nth)
    figures = f"COUNT({formulas.across(parsed)})>0"
    unlikely = (
        _unlikely_results(book, measure, entered, parsed)
        if measure.annual
        else _unlikely_counts(measure, entered, parsed)
    )
    prior = formulas.across(parsed[-2:])
    kept = f"AND(is_baseline=1,COUNT({prior})+COUNTIF({prior},{formulas.text(formulas.UNREAD)})>0)"
    found = f"SUM({unlikely_at(nth, measure)})>0"
    return CheckLine(
        title=f"{measure.short_title}: nothing unlikely",
        hit=f"IF({chosen}=0,{figures},IF({selected_at(nth)}=1,OR({','.join((*unlikely, kept, found))}),FALSE))",
        cells=frozenset({columns["selected"].at(nth), *entered}),
        remedy=_OWN[measure.scoring][0],
        diagnostics=(*_OF_ANY, *_OWN[measure.scoring][1], *findings_of(measure)),
        go_to=columns["selected"].at(nth),
        idle=Idle(f"{chosen}=0", not chosen_value(book.state.submission.rows[nth])),
    )


def _where_compared(*conditions: str) -> str:
    return f"AND(has_comparator=1,OR({','.join(conditions)}))"


def _as_text(entered: list[Location], parsed: list[str]) -> str:
    return formulas.numbers_as_text(formulas.across([absolute(at) for at in entered]), formulas.across(parsed))


def _unlikely_counts(measure: Measure, entered: list[Location], parsed: list[str]) -> Iterator[str]:
    yield _as_text(entered[:-2], parsed[:-2])
    prior = [_as_text(entered[-2:], parsed[-2:])]
    if measure.scoring is Scoring.RATIO:
        for first in range(0, len(ENTERED_COUNTS), 2):
            yield formulas.more_events(parsed[first : first + 2], LARGEST_COUNT)
        prior.append(formulas.more_events(parsed[-2:], LARGEST_TOTAL))
    yield _where_compared(*prior)


def _unlikely_results(book: Book, measure: Measure, entered: list[Location], parsed: list[str]) -> Iterator[str]:
    na = formulas.text(NOT_APPLICABLE)
    *_, result, beside, prior, beside_prior = (
        formulas.na_otherwise(absolute(at), cell) for at, cell in zip(entered, parsed, strict=True)
    )
    del result
    yield _as_text(entered[-4:-2], parsed[-4:-2])
    yield f"COUNTIF({formulas.across(parsed[:-4])},{na})>0"
    yield f"{parsed[-4]}={na}"
    yield beside
    compared = [_as_text(entered[-2:], parsed[-2:]), prior, beside_prior]
    if measure.unit == MINUTES:
        program = book.state.form_data.program
        longest = effective(program, highest_likely_key(program, measure) or "")
        yield formulas.above(parsed[-4], longest)
        yield f"{parsed[-4]}=0"
        compared += [formulas.above(parsed[-2], longest), f"{parsed[-2]}=0"]
    if measure.late_result:
        yield f'AND({parsed[-4]}="",sepsis_pending=1)'
    yield _where_compared(*compared)


def contracts_warning(book: Book) -> CheckLine:
    """Return the check line that contracts are spelled as the lists spell them."""
    columns = contract_columns()
    arrangement, level = columns["contract_arrangement"], columns["contract_level"]
    named = f"UPPER(TRIM({span(arrangement.at(), CONTRACT_ROWS)}))"
    names = [each.name.upper() for each in book.state.form_data.program.arrangements]
    known = "+".join(f"SUMPRODUCT(--({named}={formulas.text(name)}))" for name in names)
    unknown = f'IFERROR(SUMPRODUCT(--({named}<>""))>{known},TRUE)'
    workings = contracts_at(book)
    as_text = formulas.numbers_as_text(span(level.at(), CONTRACT_ROWS), workings["level"])
    looked_at = [columns[f"contract_{name}"] for name in ("arrangement", "level", "submitted", "recertified", "status")]
    return CheckLine(
        title="Contracts: as in the lists, listed once, each earning a credit",
        hit=f"OR({unknown},{as_text},{listed_twice(book)},{','.join(_without_credit(book, workings))})",
        cells=frozenset(place.at(nth) for place in looked_at for nth in range(CONTRACT_ROWS)),
        remedy=_CONTRACTS_REMEDY,
        diagnostics=(
            CONTRACT_ARRANGEMENT_UNKNOWN,
            NUMBER_TYPED_AS_TEXT,
            CONTRACT_REPEATED,
            CONTRACT_BELOW_LEVEL,
            CONTRACT_REFUSED,
            CONTRACT_CREDIT_EXPIRED,
        ),
        go_to=arrangement.at(),
        idle=Idle(f"SUM({workings['filled']})=0", not book.state.submission.contracts),
    )


def _without_credit(book: Book, workings: Mapping[str, str]) -> Iterator[str]:
    """Yield when a contract is below the level, when one is refused, and when the credit of one has run out."""
    level, program = workings["level"], book.state.form_data.program
    known = "+".join(f"({level}={each.name})" for each in program.levels)
    yield f"SUMPRODUCT(({known})*({level}<lowest_level))>0"
    status = span(contract_columns()["contract_status"].at(), CONTRACT_ROWS)
    is_refused = f'(UPPER(TRIM({status}))="REFUSED")'
    yield f"IFERROR(SUMPRODUCT(--{is_refused})>0,FALSE)"
    now = f"(period_row-1+{program.first_period.ordinal})"
    submitted, again = (f"({now}>{workings[name]}+credit_quarters-1)" for name in ("submitted", "recertified"))
    earning = f"({workings['sound']}=1)*({level}>=lowest_level)*(1-{is_refused})"
    expired = f"SUMPRODUCT({earning}*{submitted}*((recertification_counts=0)+{again}>0))>0"
    yield f"IFERROR(AND(period_row>0,{expired}),FALSE)"


def selection_warning(book: Book) -> CheckLine | None:
    """Return the check line that enough measures are selected, ``None`` where the pairing agreed on none."""
    program, measures = book.state.form_data.program, len(book.state.form_data.measures)
    fewest = effective(program, "checks.fewest_measures")
    if fewest == "1":
        return None
    selected, heading = f"SUM({span(selected_location(0), measures)})", measure_columns(1)["selected"].label_at
    return CheckLine(
        title=f"At least {fewest} measures are selected" if fewest.isdigit() else "As many measures as were agreed",
        hit=f"AND({selected}>0,{selected}<{fewest})",
        cells=frozenset({heading}),
        remedy=TOO_FEW_MEASURES.remedy,
        diagnostics=(TOO_FEW_MEASURES,),
        go_to=heading,
    )
