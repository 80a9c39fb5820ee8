"""The program's own files are read as strictly as a pairing's terms: an error in one names its key."""

from __future__ import annotations

import pytest

from vbpqip.domain.errors import ProgramDataError
from vbpqip.program.menu import read_menu_row
from vbpqip.program.parameters import read_grounds, read_parameter
from vbpqip.program.tables import table_from

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
    ],
)
def test_wrong_grounds(text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        read_grounds(table_from(text, "own.toml"), SOURCES)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(PARAMETER, "own.toml: values: is missing; a parameter has at least one value.", id="no-values"),
        pytest.param(
            f'{PARAMETER}{VALUE}basis = "stated"\nsource = "webinar"\npage = 3\n',
            "own.toml: values[1].page: is not a key that belongs here; known are basis, note, since, source, value.",
            id="unknown-key-of-a-value",
        ),
        pytest.param(
            f'{PARAMETER}lable = "A number"\n{VALUE}basis = "stated"\nsource = "webinar"\n',
            "own.toml: lable: is not a key that belongs here; known are choices, highest, kind, lowest, title, unit, values.",
            id="unknown-key",
        ),
        pytest.param(
            PARAMETER.replace("whole", "number"),
            "own.toml: kind: 'number' is none of share, flag, whole, choice, quarter, months, day.",
            id="unknown-kind",
        ),
    ],
)
def test_wrong_parameter(text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        read_parameter(table_from(text, "own.toml"), "a.number", SOURCES)

    assert str(raised.value) == message


def test_a_multiplier_cites_a_listed_source() -> None:
    row = 'since = "DY3 Q1"\nbasis = "stated"\nsource = "webinar"\nper_basis = "inferred"\nper_source = "hearsay"'

    with pytest.raises(ProgramDataError) as raised:
        read_menu_row(table_from(row, "measures.toml"), SOURCES)

    assert str(raised.value) == "measures.toml: per_source: 'hearsay' is not a source listed in program.toml."
