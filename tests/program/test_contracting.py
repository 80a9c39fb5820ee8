"""What is said of levels and arrangements, and who sends what to whom.

1. Both files may be missing. 2. A wrong one is told with its place. 3. Every level and arrangement of the program is
explained.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support.toy_program import toy_program
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.loading import load_program
from vbpqip.program.submissions import submissions_in

PROGRAM = load_program()
GROUNDS = 'since = "TY20 Q1"\nbasis = "stated"\nsource = "law"\n'
LEVEL = '[[levels]]\nname = "1"\nnames = ["Level 1"]\nquote = "q"\n[levels.facts]\nRisk = "some"\n'
SENT = '[[submissions]]\nname = "map"\nwhat = "map of the lake"\nfrom = "Clinic"\nto = "Payer"\n'


def with_file(folder: Path, name: str, text: str) -> Path:
    pack = toy_program(folder / "toy")
    (pack / name).write_text(GROUNDS + text, "utf-8")
    return pack


def test_1_a_program_without_them_says_nothing(tmp_path: Path) -> None:
    program = load_program(toy_program(tmp_path / "toy"))

    assert (program.contracting, program.submissions) == ((), ())


def test_1_a_program_with_them(tmp_path: Path) -> None:
    pack = with_file(tmp_path, "contracting.toml", LEVEL)
    days = 'due = 2021-03-01\nmailbox = "a@b.c"\nsubject = "Map"\n', 'number = "contracts.due"\n', 'when = "at times"\n'
    (pack / "submissions.toml").write_text(GROUNDS + "".join(SENT + each for each in days), "utf-8")

    program = load_program(pack)

    [topic] = program.contracting
    assert (topic.names, topic.title, topic.facts) == (("Level 1",), "Some", (("Risk", "some"),))
    assert [(each.name, each.due) for each in program.submissions] == [
        ("map-ty20-q1", date(2018, 4, 1)),
        ("map", date(2021, 3, 1)),
        ("map", None),
    ]
    assert program.submissions[1].way == 'Clinic to Payer (a@b.c, subject "Map")'
    first = program.dates(program.years.of(date(2021, 3, 1)))
    assert [each.when or each.due for each in submissions_in(program.submissions, first)] == [
        date(2021, 3, 1),
        "at times",
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("contracting.toml", LEVEL.replace('"1"', '"7"'), "levels[1].name: '7' is none of 0, 1, 2."),
        ("contracting.toml", f"{LEVEL}x = 1\n", "levels[1].facts.x: 1 is not a text."),
        ("contracting.toml", f"{LEVEL}\n[other]\n", "other: is not a key that belongs here; known are"),
        ("submissions.toml", SENT, "submissions[1].when: is missing; say when, or the day that it is due."),
        ("submissions.toml", f'{SENT}number = "a.b"\n', "submissions[1].number: 'a.b' is no number of the program."),
        (
            "submissions.toml",
            f'{SENT}number = "credits.quarters"\n',
            "submissions[1].number: credits.quarters is no day.",
        ),
        (
            "submissions.toml",
            f'{SENT}when = "x"\nperiod_date = "payment_months"\n',
            "submissions[1].period_date: 'payment_months' is no date of a period.",
        ),
        ("submissions.toml", f"{SENT}page = 3\n", "submissions[1].page: is not a key that belongs here; known are"),
    ],
)
def test_2_what_is_wrong_is_told_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as error:
        load_program(with_file(tmp_path, name, text))

    assert str(error.value).startswith(f"{name}: {message}")


def test_3_every_level_and_arrangement_is_explained() -> None:
    explained = {name: topic.title for topic in PROGRAM.contracting for name in topic.names}

    assert {f"Level {level.name}": level.title for level in PROGRAM.levels}.items() <= explained.items()
    assert {each.name: each.title for each in PROGRAM.arrangements}.items() <= explained.items()


@pytest.mark.parametrize("arrangement", [each.name for each in PROGRAM.arrangements])
def test_3_an_arrangement_says_who_is_attributed_by_what_who_contracts_and_what_is_reported(arrangement: str) -> None:
    [topic] = [each for each in PROGRAM.contracting if arrangement in each.names]

    expected = {"Type", "Contracted", "Population", "Parties", "Attribution", "Scope", "Reported"}
    assert expected <= {heading for heading, _ in topic.facts}
