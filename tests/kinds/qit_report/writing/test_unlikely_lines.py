"""The lines on what is possible and unlikely, in forms and under terms that no drawn form data has.

Each form is recalculated: its lines show what the review says of the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from support.formulon_engine import FormulonEngine
from support.quarters import Quarter
from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import QUARTERS, check_status_at, measure_columns
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_lines import check_lines
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures, state_of
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import EntryKey, Raw

PROGRAM = load_program()
PERIOD = Quarter(3, 1)


def form(
    rows: Mapping[str, Iterable[tuple[Raw, Raw]]], *, program: Program = PROGRAM, period: Quarter = PERIOD
) -> FormData:
    """Return a form that has these rows only, all selected: the four quarters, then the prior report."""
    measures = tuple(_measure(program, key) for key in rows)
    heading = empty_form_data(program, period=period, facility="Nyack Hospital", mco="Fidelis").entries
    entries: dict[EntryKey, Raw] = {key: value for key, value in heading.items() if key[0] not in _PRINTED}
    for nth, pairs in enumerate(rows.values()):
        entries["selected", nth] = "Yes"
        for when, (numerator, denominator) in zip((*QUARTERS, "prior"), pairs, strict=True):
            names = (f"numerator_{when}", f"denominator_{when}") if when != "prior" else _PRIOR
            entries |= {
                (name, nth): value for name, value in zip(names, (numerator, denominator), strict=True) if value != ""
            }
    return FormData(program=program, measures=measures, entries=entries)


_PRIOR = ("prior_numerator", "prior_denominator")
_PRINTED = frozenset({*_PRIOR, *(f"{part}_{nth}" for part in ("numerator", "denominator") for nth in QUARTERS)})


def _measure(program: Program, key: str) -> Measure:
    return next(measure for measure in form_measures(program) if measure.key == key)


def lines(tmp_path: Path, form_data: FormData) -> dict[str, str]:
    """Return what the lines on what is unlikely show, by title, once they are recalculated as stored."""
    book = Book(state_of(form_data))
    all_lines = list(check_lines(book))
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook_for(form_data))
    said = FormulonEngine(path).recalculated({}, [check_status_at(nth) for nth in range(len(all_lines))])
    assert said == [line.shown(book.state) for line in all_lines]
    looks = {line.title: str(each) for line, each in zip(all_lines, said, strict=True) if not line.is_about_errors}
    return {title: each for title, each in looks.items() if "unlikely" in title or "patient days" in title}


def terms(tmp_path: Path, words: str) -> Program:
    """Return the program under a pairing's terms."""
    path = tmp_path / "terms.toml"
    path.write_text(f'title = "Agreement"\n{words}\n')
    return program_under(path)


@pytest.mark.parametrize(("period", "shown"), [(Quarter(3, 1), "LOOK"), (Quarter(3, 2), "OK")])
def test_a_line_follows_the_numbers_of_its_period(tmp_path: Path, period: Quarter, shown: str) -> None:
    """Four times as many discharges died as in the year before."""
    program = terms(tmp_path, '[[checks.jump_factor.values]]\nsince = "DY3 Q2"\nvalue = 5\nsource = "Section 2"')
    quarters = [(20, 500), (20, 510), (20, 520), (20, 530)]

    said = lines(tmp_path, form({"ami-mortality": [*quarters, (20, 2060)]}, program=program, period=period))

    assert said == {"AMI mortality: nothing unlikely": shown}


def test_a_form_without_measures_of_infections_has_no_line_of_patient_days(tmp_path: Path) -> None:
    said = lines(tmp_path, form({"falls-with-injury": [(0, 4000), (1, 4010), (1, 4020), (0, 4030), (2, 16000)]}))

    assert list(said) == ["Falls with injury: nothing unlikely"]


@pytest.mark.parametrize(("days", "shown"), [(3000, "OK"), (2999, "LOOK")])
def test_patient_days_of_devices_alone_are_compared_with_each_other(tmp_path: Path, days: int, shown: str) -> None:
    """No row says how many days the hospital had, so that none is told to be of devices."""
    rows = {
        key: [(0, own), (1, 4010), (1, 4020), (0, 4030), (2, 16000)] for key, own in (("cauti", days), ("clabsi", 4000))
    }

    said = lines(tmp_path, form(rows))

    assert said["CAUTI, CLABSI: patient days agree"] == shown


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


@pytest.mark.parametrize(("result", "prior", "shown"), [("0.7", "2.1", "OK"), ("0.7", "2.2", "LOOK"), ("0", "2", "OK")])
def test_an_annual_result_of_an_own_measure(tmp_path: Path, result: str, prior: str, shown: str) -> None:
    """Results in other units may be below 1; 2.1 is three times 0.7, and not more."""
    blank: tuple[Raw, Raw] = ("", "")
    row: list[tuple[Raw, Raw]] = [blank, blank, blank, (Decimal(result), "NA"), (Decimal(prior), "NA")]

    said = lines(tmp_path, form({"stay": row}, program=terms(tmp_path, OWN_MEASURE)))

    assert said == {"Length of stay: nothing unlikely": shown}


@pytest.mark.parametrize(("selected", "shown"), [("Yes", "FIX"), ("No", "OK")])
def test_the_row_check_of_a_selected_row_says_that_patient_days_differ(
    tmp_path: Path, selected: str, shown: str
) -> None:
    """A row that is not selected, or not filled in, has no patient days to look at."""
    rows: dict[str, list[tuple[Raw, Raw]]] = {
        key: [(0, own), (1, 4010), (1, 4020), (0, 4030), (2, 16000)] for key, own in (("cauti", 4000), ("cdi", 5500))
    }
    form_data = form({**rows, "clabsi": [("", "")] * 5})
    form_data = form_data._replace(entries={**form_data.entries, ("selected", 2): selected})
    path, at = tmp_path / "form.xlsx", measure_columns(3)["row_check"].at
    path.write_bytes(workbook_for(form_data))

    said = FormulonEngine(path).recalculated({}, [at(0), at(1), at(2)])

    assert said == ["LOOK", "LOOK", shown]
