"""The form's formulas and the package's rules know the same bounds of the program, each with the day before and after.

Every day a fourth of these days is looked at: now a bound itself, now the day beside another. What else they have in common
is promised of every kind: ``tests/parity/test_every_form.py``.
"""

from __future__ import annotations

import pytest

from support.bounds import days_of_attestation, days_of_contracts
from support.counts import every_day
from support.every_kind import QIT
from support.formulon_engine import FormulonEngine
from support.parity import differences
from support.tables import PROGRAM
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.workbook.entry_types import EntryKey, Raw


@pytest.fixture(scope="module")
def formulon(tmp_path_factory: pytest.TempPathFactory) -> FormulonEngine:
    path = tmp_path_factory.mktemp("parity") / "template.xlsx"
    path.write_bytes(QIT.write(QIT.printed))
    return FormulonEngine(path)


@pytest.mark.parametrize("name", ["contract_submitted", "contract_recertified"])
def test_formulon_and_the_review_know_the_same_bounds_of_contracts(formulon: FormulonEngine, name: str) -> None:
    """One contract at a time, since several are credited no more than the most."""
    period = PROGRAM.periods[len(PROGRAM.periods) // 2]
    usual: dict[EntryKey, Raw] = {
        ("contract_mco", 0): "Fidelis", ("contract_arrangement", 0): "TCGP", ("contract_level", 0): 2,
        ("contract_submitted", 0): PROGRAM.years.at(0).first_day, ("contract_status", 0): "Approved",
    }  # fmt: skip

    for day in every_day(4, days_of_contracts(PROGRAM, period)):
        assert differences(formulon, QIT, {**selected(period), **usual, (name, 0): day}) == {}, day


@pytest.mark.parametrize("period", [PROGRAM.baseline, PROGRAM.periods[1]], ids=str)
def test_formulon_and_the_review_know_the_same_bounds_of_the_attestation(
    formulon: FormulonEngine, period: Quarter
) -> None:
    for day in every_day(4, days_of_attestation(PROGRAM, period)):
        entries: dict[EntryKey, Raw] = {("attested_by", 0): "J. Rivera", ("attested_on", 0): day}
        assert differences(formulon, QIT, {**selected(period), **entries}) == {}, day


def selected(period: Quarter) -> dict[EntryKey, Raw]:
    """Return the entries of a form whose annual results are all selected, and blank."""
    annual = [measure.key for measure in form_measures(PROGRAM) if measure.annual]
    filled = empty_form_data(PROGRAM, period=period, facility="Nyack Hospital", mco="Fidelis", selected=annual)
    return dict(filled.entries)
