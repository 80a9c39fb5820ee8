"""The form's formulas and the package's rules say the same, to the last digit that a spreadsheet keeps.

Two spreadsheet engines that are not ours recalculate the form for entries drawn at random: every output name, the
lines of the Check sheet included, shows what the review of the same entries says. How many are drawn is set by
``VBPQIP_FILLINGS`` and ``VBPQIP_OFFICE_FILLINGS``.
"""

from __future__ import annotations

import math
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from support.bounds import days_of_attestation, days_of_contracts
from support.form_data import drawn, drawn_entries
from support.formulon_engine import FormulonEngine
from support.office_engine import Office, OfficeEngine
from support.recalculation import Recalculator, Typed, Value
from vbpqip.core.cells import Location
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.layout import (
    BOX,
    CONTRACT_ENTRIES,
    CONTRACT_ROWS,
    ENTERED_COUNTS,
    HEADING,
    LIVE,
    PRIOR,
    check_status_at,
    contract_columns,
    measure_columns,
)
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import status_of
from vbpqip.kinds.qit_report.writing.check_lines import check_lines
from vbpqip.kinds.qit_report.writing.form_data import FormData, FormState, empty_form_data, form_measures, state_of
from vbpqip.kinds.qit_report.writing.measure_table import shown_achieved, shown_outcome
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program
from vbpqip.workbook.answers import LEAVE_BLANK, SHOWN_VERDICT
from vbpqip.workbook.entry_types import EntryKey, Raw

PROGRAM = load_program()
MEASURES = form_measures(PROGRAM)
COLUMNS = {**measure_columns(len(MEASURES)), **contract_columns()}
OFFICE = int(os.environ.get("VBPQIP_OFFICE_FILLINGS", "10"))


def places() -> dict[tuple[str, int], Location]:
    """Return every entry of the form."""
    single = {(place.name, 0): place.at() for place in HEADING}
    rows = {
        (name, nth): COLUMNS[name].at(nth)
        for name in ("selected", *ENTERED_COUNTS, *PRIOR)
        for nth in range(len(MEASURES))
    }
    contracts = {(name, nth): COLUMNS[name].at(nth) for name in CONTRACT_ENTRIES for nth in range(CONTRACT_ROWS)}
    return {**single, **rows, **contracts}


PLACES = places()
OUTPUTS = {
    **{(place.name, 0): place.at() for place in BOX},
    **{(name, nth): COLUMNS[name].at(nth) for name in sorted(LIVE) for nth in range(len(MEASURES))},
    **{
        ("line", nth): check_status_at(nth)
        for nth in range(len(list(check_lines(Book(state_of(empty_form_data(PROGRAM)))))))
    },
}
EMPTY = empty_form_data(PROGRAM).entries
LOCKED = {key: value for key, value in EMPTY.items() if value == LEAVE_BLANK}
"""Entries that LibreOffice lets nobody type into."""


def form_data_of(entries: dict[EntryKey, Raw]) -> FormData:
    return FormData(program=PROGRAM, measures=MEASURES, entries=entries)


def typed(raw: Raw | None) -> Typed:
    """Return an entry as the engines take it."""
    return float(raw) if isinstance(raw, Decimal) else raw


def shown(engine: Recalculator, form_data: FormData) -> dict[tuple[str, int], Value]:
    """Return what the form shows for form data."""
    changed = {at: typed(form_data.at(*key)) for key, at in PLACES.items() if form_data.at(*key) != EMPTY.get(key)}
    values = engine.recalculated(changed, list(OUTPUTS.values()))
    return dict(zip(OUTPUTS, values, strict=True))


def expected(form_data: FormData) -> dict[tuple[str, int], Value]:
    """Return what the review of the same entries says."""
    state = state_of(form_data)
    book = Book(state)
    results = {result.measure.key: result for result in state.review.measures}
    qit, period = state.review.qit, state.review.period
    due = None if period is None else PROGRAM.dates(period).report_due
    said: dict[tuple[str, int], Value] = {
        ("qit_verdict", 0): str(SHOWN_VERDICT[qit.verdict]),
        ("qit_achieved", 0): float(qit.achieved),
        ("qit_credits", 0): float(qit.credits),
        ("qit_selected", 0): float(qit.selected),
        ("qit_share", 0): "" if qit.share is None else float(qit.share),
        ("report_due", 0): "" if due is None else float((due - date(1899, 12, 30)).days),
        ("ready", 0): ready(book, state),
    }
    for nth, measure in enumerate(MEASURES):
        result = results.get(measure.key)
        current, prior = (result.current, result.prior) if result else (None, None)
        said["result", nth] = "" if current is None or current.rate is None else float(current.rate)
        said["prior_result", nth] = "" if prior is None or prior.rate is None else float(prior.rate)
        said["outcome", nth] = str(shown_outcome(book, result))
        said["achieved", nth] = shown_achieved(book, result)
    return said | {("line", nth): line.shown(state) for nth, line in enumerate(check_lines(book))}


def ready(book: Book, state: FormState) -> str:
    return status_of(check_lines(book), state)


def differences(engine: Recalculator, form_data: FormData) -> dict[str, tuple[Value, Value]]:
    """Return every output that differs: what the form shows, and what the review says."""
    left, right = shown(engine, form_data), expected(form_data)
    return {
        f"{name}[{nth}]": (left[name, nth] or "", right[name, nth])
        for name, nth in OUTPUTS
        if not is_same(left[name, nth], right[name, nth])
    }


def is_same(shown_now: Value, said: Value) -> bool:
    """Whether two results are the same; of numbers, the last bit may be rounded in another way."""
    if isinstance(shown_now, float) and isinstance(said, float):
        return math.isclose(shown_now, said, rel_tol=1e-15)
    return (shown_now if shown_now is not None else "") == said


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parity") / "template.xlsx"
    path.write_bytes(workbook_for(empty_form_data(PROGRAM)))
    return path


@pytest.fixture(scope="session")
def formulon(template: Path) -> FormulonEngine:
    return FormulonEngine(template)


@pytest.fixture(scope="session")
def office_engine(template: Path, office: Office) -> OfficeEngine:
    return OfficeEngine(office, template)


@drawn()
@given(entries=drawn_entries(PROGRAM))
def test_formulon_shows_what_the_review_says(formulon: FormulonEngine, entries: dict[EntryKey, Raw]) -> None:
    assert differences(formulon, form_data_of(entries)) == {}


@pytest.mark.parametrize("name", ["contract_submitted", "contract_recertified"])
def test_formulon_and_the_review_know_the_same_bounds_of_contracts(formulon: FormulonEngine, name: str) -> None:
    """One contract at a time, since several are credited no more than the most."""
    period = PROGRAM.periods[len(PROGRAM.periods) // 2]
    usual: dict[EntryKey, Raw] = {
        ("contract_mco", 0): "Fidelis", ("contract_arrangement", 0): "TCGP", ("contract_level", 0): 2,
        ("contract_submitted", 0): PROGRAM.years.at(0).first_day, ("contract_status", 0): "Approved",
    }  # fmt: skip

    for day in days_of_contracts(PROGRAM, period):
        assert differences(formulon, form_data_of({**selected(period), **usual, (name, 0): day})) == {}, day


@pytest.mark.parametrize("period", [PROGRAM.baseline, PROGRAM.periods[1]], ids=str)
def test_formulon_and_the_review_know_the_same_bounds_of_the_attestation(
    formulon: FormulonEngine, period: Quarter
) -> None:
    for day in days_of_attestation(PROGRAM, period):
        entries: dict[EntryKey, Raw] = {("prepared_by", 0): "J. Rivera", ("prepared_on", 0): day}
        assert differences(formulon, form_data_of({**selected(period), **entries})) == {}, day


def selected(period: Quarter) -> dict[EntryKey, Raw]:
    """Return the entries of a form whose annual results are all selected, and blank."""
    annual = [measure.key for measure in MEASURES if measure.annual]
    filled = empty_form_data(PROGRAM, period=period, facility="Nyack Hospital", mco="Fidelis", selected=annual)
    return dict(filled.entries)


@pytest.mark.office
@drawn(OFFICE)
@given(entries=drawn_entries(PROGRAM))
def test_libreoffice_shows_what_the_review_says(office_engine: OfficeEngine, entries: dict[EntryKey, Raw]) -> None:
    assert differences(office_engine, form_data_of({**entries, **LOCKED})) == {}
