"""Other readings that are as good as an assumed or inferred value.

1. They are values of the parameter's own type, and never the value itself.
2. They are told with the number, and no longer where a pairing agreed on one.
"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from program.conftest import Under
from support.quarters import Quarter
from vbpqip.cli import main
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.loading import load_program
from vbpqip.program.parameters import Alternative, read_parameter
from vbpqip.program.tables import TomlTable, table_from


def parameter_with(rows: str, kind: str = 'kind = "whole"\nhighest = 9') -> TomlTable:
    head = f'title = "A number"\nunit = "numbers"\n{kind}\n'
    return table_from(
        f'{head}[[values]]\nsince = "2020 Q1"\nbasis = "assumed"\nnote = "A note."\n{rows}\n', "area.toml"
    )


def test_1_alternatives_are_values_of_the_parameters_own_type() -> None:
    parameter = read_parameter(parameter_with("value = 1\nalternatives = [2, 3]"), "a.number", {})

    assert parameter.values[0].alternatives == (Alternative(2, "2"), Alternative(3, "3"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("value = 1\nalternatives = [12]", "area.toml: values[1].alternatives[1].value: 12 is not between 0 and 9."),
        ("value = 1\nalternatives = [true]", "area.toml: values[1].alternatives[1].value: true is not a whole number."),
        ("value = 1\nalternatives = [2, 1]", "area.toml: values[1].alternatives: 1 is the value itself."),
        ("value = 1\nalternatives = []", "area.toml: values[1].alternatives: is an empty list."),
        ("value = 1\nalternatives = 2", "area.toml: values[1].alternatives: 2 is not a list."),
    ],
)
def test_1_wrong_alternatives(rows: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        read_parameter(parameter_with(rows), "a.number", {})

    assert str(raised.value) == message


@pytest.mark.parametrize("value", ['"62,5"', '"-1"', '"x"', '"1e3"'])
def test_1_a_number_is_given_in_quotes_and_exact(value: str) -> None:
    parameter = read_parameter(parameter_with('value = "62.50"', 'kind = "number"'), "a.number", {})
    assert parameter.values[0].value == Decimal("62.50")

    with pytest.raises(ProgramDataError, match=r'is not a number in quotes such as "62\.50"'):
        read_parameter(parameter_with(f"value = {value}", 'kind = "number"'), "a.number", {})


def test_1_what_a_source_states_has_no_alternatives() -> None:
    table = parameter_with("value = 1\nalternatives = [2]")
    table.content["values"][0].update(basis="stated", source="law")  # type: ignore[index]

    with pytest.raises(ProgramDataError, match="do not go with a value that is stated"):
        read_parameter(table, "a.number", {"law": "The law"})


def test_2_the_programs_other_readings() -> None:
    numbers = {number.key: number.alternatives for number in load_program().numbers(Quarter(4, 1))}

    assert {key: others for key, others in numbers.items() if others} == {
        "qit.maintained_counts": ("no",),
        "qit.comparator": ("baseline",),
        "credits.most_at_once": ("2",),
        "ait.metrics": ("both by each measure",),
        "ait.without_mean": ("not achieved",),
        "ait.most_credits": ("2",),
        "ait.credits_count_in_both": ("no",),
        "payment.award_year": ("year of the measurement quarter",),
        "payment.all_or_nothing": ("no",),
        "payment.baseline_pays": ("a report",),
    }


def test_2_what_a_pairing_agreed_on_has_no_other_reading(under: Under) -> None:
    program = under(
        'title = "Terms"\n[[qit.maintained_counts.values]]\nsince = "DY3 Q1"\nvalue = false\nsource = "Agreement"\n'
    )

    told = next(number for number in program.numbers(Quarter(3, 1)) if number.key == "qit.maintained_counts")

    assert (told.value, told.alternatives) == ("no", ())


def test_2_terms_cannot_name_other_readings(under: Under) -> None:
    with pytest.raises(ProgramDataError, match=r"values\[1\].alternatives: is not a key that belongs here"):
        under(
            'title = "Terms"\n[[qit.maintained_counts.values]]\nsince = "DY3 Q1"\nvalue = false\nsource = "Agreement"\n'
            "alternatives = [true]\n"
        )


def run(*words: str) -> str:
    return CliRunner().invoke(main, words).stdout


def test_2_parameters_tell_them() -> None:
    numbers = {each["key"]: each for each in json.loads(run("parameters", "--period", "DY3 Q1", "--format", "json"))}

    assert "Another reading is as good: baseline." in run("parameters", "--period", "DY3 Q1")
    assert numbers["qit.comparator"]["alternatives"] == ["baseline"]
    assert "alternatives" not in numbers["qit.required_share"]


def test_2_explain_tells_them() -> None:
    page = json.loads(run("explain", "qit.maintained_counts", "--format", "json"))

    assert page["values"][0]["alternatives"] == ["no"]
    assert "Another reading is as good: no." in " ".join(run("explain", "qit.maintained_counts").split())
