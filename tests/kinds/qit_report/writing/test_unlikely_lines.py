"""What is possible and unlikely, in forms and under terms that no drawn form data has.

Each form is recalculated by an engine that is not ours: its cells are marked with what the review says of the same
entries, and with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from support.formulon_engine import FormulonEngine
from support.quarters import Quarter
from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.core.cells import Location
from vbpqip.core.findings import Severity
from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import QUARTERS, SINGLES
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.template import builder_for, workbook_for
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.workbook.answers import FIX, LOOK, READY
from vbpqip.workbook.entry_types import EntryKey, Raw

PERIOD = Quarter(3, 1)
Pair: TypeAlias = tuple[Raw, Raw]
_PRIOR = ("prior_numerator", "prior_denominator")
_PRINTED = frozenset({*_PRIOR, *(f"{part}_{nth}" for part in ("numerator", "denominator") for nth in QUARTERS)})
ATTESTED: Mapping[EntryKey, Raw] = {("attested_by", 0): "A. Clerk", ("attested_title", 0): "Chief Quality Officer"}


def form(rows: Mapping[str, Iterable[Pair]], *, program: Program = PROGRAM, period: Quarter = PERIOD) -> FormData:
    """Return a form that has these rows only, all selected: the four quarters, then the prior report."""
    measures = tuple(_measure(program, key) for key in rows)
    heading = empty_form_data(program, period=period, facility="Nyack Hospital", mco="Fidelis").entries
    entries: dict[EntryKey, Raw] = {key: value for key, value in heading.items() if key[0] not in _PRINTED}
    entries |= {**ATTESTED, ("attested_on", 0): period.last_day}
    for nth, pairs in enumerate(rows.values()):
        entries["selected", nth] = "Yes"
        for when, (numerator, denominator) in zip((*QUARTERS, "prior"), pairs, strict=True):
            names = (f"numerator_{when}", f"denominator_{when}") if when != "prior" else _PRIOR
            entries |= {
                (name, nth): value for name, value in zip(names, (numerator, denominator), strict=True) if value != ""
            }
    return FormData(program=program, measures=measures, entries=entries)


def _measure(program: Program, key: str) -> Measure:
    return next(measure for measure in form_measures(program) if measure.key == key)


def said_of(path: Path, form_data: FormData) -> dict[str, set[str]]:
    """Return the codes with which the form marks its entries, by address; the review finds the same of them."""
    book = builder_for(form_data)
    path.write_bytes(book.content())
    stated = [each for each in book.tested if book.numbering.state(each) is not None]
    numbers = FormulonEngine(path).recalculated({}, [place(book, each.state.name, each.state.nth) for each in stated])
    said: dict[str, set[str]] = {}
    for each, number in zip(stated, numbers, strict=True):
        if number:
            assert isinstance(number, float)
            line = book.numbering.lines[int(number) - 1]
            said.setdefault(str(place(book, each.at.name, each.at.nth)), set()).add(line.diagnostic.code)
    assert said == found_in(form_data)
    return said


def place(book: ReportBuilder, name: str, nth: int) -> Location:
    return book.places[name].at(nth)


def found_in(form_data: FormData) -> dict[str, set[str]]:
    """Return what the review finds at the form's entries, by address, that is told in a form."""
    review = review_submission(read_from(form_data), form_data.program)
    found: dict[str, set[str]] = {}
    for each in review.findings:
        if each.severity is not Severity.NOTE:
            found.setdefault(str(each.at), set()).add(each.diagnostic.code)
    return found


def terms(tmp_path: Path, words: str) -> Program:
    """Return the program under a pairing's terms."""
    path = tmp_path / "terms.toml"
    path.write_text(f'title = "Agreement"\n{words}\n')
    return program_under(path)


@pytest.mark.parametrize(("period", "codes"), [(Quarter(3, 1), {"QIP430"}), (Quarter(3, 2), None)])
def test_a_bound_follows_the_numbers_of_its_period(tmp_path: Path, period: Quarter, codes: set[str] | None) -> None:
    """Four times as many discharges died as in the year before."""
    program = terms(tmp_path, '[[checks.jump_factor.values]]\nsince = "DY3 Q2"\nvalue = 5\nsource = "Section 2"')
    quarters = [(20, 500), (20, 510), (20, 520), (20, 530)]

    said = said_of(
        tmp_path / "form.xlsx", form({"ami-mortality": [*quarters, (20, 2060)]}, program=program, period=period)
    )

    assert said == ({} if codes is None else {"P4P Report!I7": codes})


def test_a_form_without_measures_of_infections_looks_at_no_patient_days(tmp_path: Path) -> None:
    rows: dict[str, list[Pair]] = {"falls-with-injury": [(0, 4000), (1, 4010), (1, 4020), (0, 4030), (2, 16000)]}
    form_data = form(rows)

    codes = {line.diagnostic.code for line in builder_for(form_data).numbering.lines}
    assert said_of(tmp_path / "form.xlsx", form_data) == {}
    assert not {"QIP420", "QIP422"} & codes


@pytest.mark.parametrize(("days", "codes"), [(3000, set()), (2999, {"QIP422"})])
def test_patient_days_of_devices_alone_are_compared_with_each_other(tmp_path: Path, days: int, codes: set[str]) -> None:
    """No row says how many days the hospital had, so that none is told to be of devices."""
    rows: dict[str, list[Pair]] = {
        key: [(0, own), (1, 4010), (1, 4020), (0, 4030), (2, 16000)] for key, own in (("cauti", days), ("clabsi", 4000))
    }

    said = said_of(tmp_path / "form.xlsx", form(rows))

    assert set().union(*said.values()) == codes


OWN_MEASURE = """
[[measures]]
key = "stay"
title = "Mean length of stay"
short_title = "Length of stay"
steward = "own"
improvement = "lower"
scoring = "continuous-variable"
reporting = "annual"
per = 1
unit = "days"
since = "DY2 Q4"
source = "Section 3"
"""


@pytest.mark.parametrize(
    ("result", "prior", "codes"), [("0.7", "2.1", None), ("0.7", "2.2", {"QIP430"}), ("0", "2", None)]
)
def test_an_annual_result_of_an_own_measure(tmp_path: Path, result: str, prior: str, codes: set[str] | None) -> None:
    """Results in other units may be below 1; 2.1 is three times 0.7, and not more."""
    blank: Pair = ("", "")
    row: list[Pair] = [blank, blank, blank, (Decimal(result), "NA"), (Decimal(prior), "NA")]

    said = said_of(tmp_path / "form.xlsx", form({"stay": row}, program=terms(tmp_path, OWN_MEASURE)))

    assert said == ({} if codes is None else {"P4P Report!I7": codes})


@pytest.mark.parametrize("selected", ["Yes", "No"])
def test_a_row_that_is_not_selected_has_no_patient_days(tmp_path: Path, selected: str) -> None:
    """Nor has one that is not filled in: what is compared are the days of selected rows."""
    rows: dict[str, list[Pair]] = {
        key: [(0, own), (1, 4010), (1, 4020), (0, 4030), (2, 16000)] for key, own in (("cauti", 4000), ("cdi", 5500))
    }
    form_data = form({**rows, "clabsi": [(0, 1), (0, 1), (0, 1), (0, 1), (2, 16000)]})
    form_data = form_data._replace(entries={**form_data.entries, ("selected", 2): selected})

    said = said_of(tmp_path / "form.xlsx", form_data)

    assert ("QIP420" in set().union(*said.values())) is (selected == "Yes")


@pytest.mark.parametrize(
    ("level", "state", "ready"), [("error", FIX, "NOT READY: 1 item"), ("warning", LOOK, READY), ("off", None, READY)]
)
def test_how_serious_it_is_in_terms(tmp_path: Path, level: str, state: str | None, ready: str) -> None:
    """What is unlikely is to fix where a pairing agreed so, or not told; Check says the same as the banner."""
    words = f'[[severities]]\ncode = "QIP430"\nsince = "DY2 Q4"\nseverity = "{level}"\nsource = "Section 2"'
    rows: dict[str, list[Pair]] = {"ami-mortality": [(20, 500), (20, 510), (20, 520), (20, 530), (20, 2060)]}
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook_for(form(rows, program=terms(tmp_path, words))))

    said = FormulonEngine(path).recalculated({}, [Location("Check", 3, 0), SINGLES["ready"].at()])

    assert said == [state or "", ready]
