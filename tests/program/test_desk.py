"""The desk: whose it is, what it collects, and as of which day, by terms and by what goes before them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support.quarters import Quarter
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.desk import ALL_DESKS, Desk
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.program import Program

OURS = 'mco = "fidelis"\nperiod = "DY3 Q1"\nas_of = 2017-11-15\n'
AGREEMENT = '[[agreements]]\nfacility = "Nyack Hospital"\n'


def under(folder: Path, desk: str, more: str = "") -> Program:
    terms = folder / "terms.toml"
    terms.write_text(f'title = "Ours"\n[desk]\n{desk}\n{more}')
    return program_under(terms)


def test_terms_say_whose_desk_it_is(tmp_path: Path) -> None:
    program = under(tmp_path, OURS, AGREEMENT)

    assert program.desk == Desk("fidelis", Quarter(3, 1), date(2017, 11, 15))
    assert program.for_pairing("Nyack Hospital", "Fidelis").desk == program.desk


def test_without_any_word_of_it_all_reports_are_looked_at() -> None:
    assert load_program().desk == ALL_DESKS


def test_a_program_and_its_agreements_stand_at_one_desk(tmp_path: Path) -> None:
    program = under(tmp_path, OURS, AGREEMENT)
    moved = program.at_desk(program.desk.under(Desk(period=Quarter(3, 2))))

    assert moved.desk == Desk("fidelis", Quarter(3, 2), date(2017, 11, 15))
    assert moved.for_pairing("Nyack Hospital", "Fidelis").desk == moved.desk
    assert program.at_desk(program.desk) is program


@pytest.mark.parametrize(
    ("desk", "said"),
    [
        ('mco = "Fidelity"', "terms.toml: desk.mco: 'Fidelity' is neither on the roster nor in the pairings"),
        ('period = "DY9 Q1"', "terms.toml: desk.period: DY9 Q1 is none of the periods."),
        ('period = "Q1"', "terms.toml: desk.period: 'Q1' is not a quarter such as"),
        ('as_of = "today"', "terms.toml: desk.as_of: 'today' is not a date such as 2017-07-31."),
        ("day = 2017-07-31", "terms.toml: desk.day: is not a key that belongs here; known are as_of, mco, period."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_named(tmp_path: Path, desk: str, said: str) -> None:
    with pytest.raises(ProgramDataError) as error:
        under(tmp_path, desk)

    assert str(error.value).startswith(said)
