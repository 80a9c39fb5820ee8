"""Forms as they are wanted: one of a set has its names locked, and a measure that no agreement has is rejected."""

from __future__ import annotations

import pytest

from support.quarters import Quarter
from vbpqip.core.errors import TemplateError
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.wanted import form_wanted
from vbpqip.program.loading import load_program

PROGRAM = load_program()
ASKED = FormOptions(Quarter(3, 1), "Nyack Hospital", "Fidelis", texts={"measure": ("cauti",)})


def form_of_set() -> FormData:
    return form_wanted(PROGRAM, ASKED._replace(in_set=True)).form_data


def test_names_of_a_set_are_locked_and_nothing_else() -> None:
    form_data = form_of_set()

    assert (form_data.at("facility"), form_data.at("mco")) == ("Nyack Hospital", "Fidelis")
    assert form_data.carried == {("facility", 0), ("mco", 0)}
    assert form_data.carried_from is None


def test_names_of_a_single_form_are_open() -> None:
    assert form_wanted(PROGRAM, ASKED).form_data.carried == frozenset()


def test_period_and_selection_are_filled_in_and_open() -> None:
    form_data = form_of_set()

    assert (form_data.at("current_period"), form_data.at("quarter_1"), form_data.at("selected", 3)) == (
        "DY3 Q1",
        "DY2 Q2",
        "Yes",
    )


def test_a_measure_that_is_not_on_the_menu() -> None:
    with pytest.raises(TemplateError, match="'vte-1' is not on the menu; known are ami-mortality,") as caught:
        form_wanted(PROGRAM, FormOptions(texts={"measure": ("vte-1",)}))

    assert caught.value.option == "measure"
