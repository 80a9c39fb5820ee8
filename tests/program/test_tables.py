"""The program's own files are read as strictly as a pairing's terms: an error in one names its key."""

from __future__ import annotations

import pytest

from support.quarters import YEARS, Quarter
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.menu import read_menu_row
from vbpqip.program.parameters import read_grounds, read_parameter
from vbpqip.program.tables import TomlTable, table_from


def own(text: str, file: str = "own.toml") -> TomlTable:
    """Return a table whose quarters are New York's."""
    table = table_from(text, file)
    table.years = YEARS
    return table


SOURCES = {"webinar": "A webinar"}
PARAMETER = 'title = "A number"\nunit = "quarters"\nkind = "whole"\nhighest = 9\n'
VALUE = '[[values]]\nsince = "DY3 Q1"\nvalue = 4\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            'since = "DY3 Q1"\nbasis = "assumed"\nsource = "webinar"',
            "own.toml: note: is missing; an assumed value says why.",
            id="assumed-without-note",
        ),
        pytest.param(
            'since = "DY3 Q1"\nbasis = "stated"',
            "own.toml: source: is missing; a value names its source or has a note.",
            id="neither-source-nor-note",
        ),
        pytest.param(
            'since = "DY3 Q1"\nbasis = "stated"\nsource = "hearsay"',
            "own.toml: source: 'hearsay' is not a source listed in program.toml.",
            id="source-not-listed",
        ),
        pytest.param(
            'since = "DY3 Q1"\nbasis = "guessed"\nsource = "webinar"',
            "own.toml: basis: 'guessed' is none of stated, inferred, measured, assumed, agreed.",
            id="basis-unknown",
        ),
        pytest.param(
            'since = "DY3 Q1"\nuntil = "DY2 Q4"\nbasis = "stated"\nsource = "webinar"',
            "own.toml: until: DY2 Q4 is before DY3 Q1, from which on the value holds.",
            id="ends-before-it-begins",
        ),
    ],
)
def test_wrong_grounds(text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        read_grounds(own(text), SOURCES)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(PARAMETER, "own.toml: values: is missing; a parameter has at least one value.", id="no-values"),
        pytest.param(
            f'{PARAMETER}{VALUE}basis = "stated"\nsource = "webinar"\npage = 3\n',
            "own.toml: values[1].page: is not a key that belongs here; known are alternatives, basis, note, quote, since, source, until, value.",
            id="unknown-key-of-a-value",
        ),
        pytest.param(
            f'{PARAMETER}lable = "A number"\n{VALUE}basis = "stated"\nsource = "webinar"\n',
            "own.toml: lable: is not a key that belongs here; known are choices, highest, kind, lowest, may_be_unknown, title, unit, values.",
            id="unknown-key",
        ),
        pytest.param(
            PARAMETER.replace("whole", "letter"),
            "own.toml: kind: 'letter' is none of share, flag, whole, choice, quarter, months, day, number.",
            id="unknown-kind",
        ),
    ],
)
def test_wrong_parameter(text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        read_parameter(own(text), "a.number", SOURCES)

    assert str(raised.value) == message


ROW = """
key = "a"
title = "A"
short_title = "A"
steward = "S"
improvement = "lower"
scoring = "ratio"
reporting = "quarterly"
per = 100
unit = "days"
since = "DY3 Q1"
basis = "stated"
source = "webinar"
grounds = [
  { of = ["title", "steward", "improvement"], basis = "stated", source = "webinar" },
  { of = ["scoring", "reporting", "per", "unit"], basis = "inferred", source = "webinar" },
]
"""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        pytest.param(
            'inferred", source = "webinar"',
            'inferred", source = "hearsay"',
            "grounds[2].source: 'hearsay' is not a source listed in program.toml.",
            id="source-not-listed",
        ),
        pytest.param(
            '"per", "unit"]',
            '"per", "colour"]',
            "grounds[2].of: 'colour' is none of title, steward, improvement, scoring, reporting, per, unit.",
            id="no-field",
        ),
        pytest.param('"per", "unit"]', '"per", "title"]', "grounds[2].of: 'title' has grounds already.", id="twice"),
        pytest.param(
            '"per", "unit"]', '"scoring"]', "grounds[2].of: 'scoring' has grounds already.", id="twice-in-one"
        ),
        pytest.param(', "per", "unit"]', "]", "grounds: do not say what per, unit rest on.", id="fields-missing"),
        pytest.param(
            'inferred", source',
            'inferred", page = 3, source',
            "grounds[2].page: is not a key that belongs here; known are basis, note, of, quote, source.",
            id="unknown-key",
        ),
    ],
)
def test_wrong_grounds_of_a_measure(before: str, after: str, message: str) -> None:
    assert read_menu_row(own(ROW, "measures.toml"), SOURCES).fields["per"].since == Quarter(3, 1)
    with pytest.raises(ProgramDataError) as raised:
        read_menu_row(own(ROW.replace(before, after), "measures.toml"), SOURCES)

    assert str(raised.value) == f"measures.toml: {message}"
