"""Promises of the data files, held over every file and every value that stands in one.

1. Every value says since when, on what basis, and who says so; an assumed one has a note, a stated one what its source
   says, word for word.
2. Every source that is cited is listed, and every source listed is cited.
3. Every parameter has a title and a unit; a whole number has bounds, a choice its words.
4. Nothing stands in a file that the program does not know.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from support.quarters import Quarter
from vbpqip.program.loading import NEW_YORK, PACKS, load_program
from vbpqip.program.menu import MEASURE_FIELDS

FILES: dict[str, dict[str, Any]] = {
    file.name: tomllib.loads(file.read_text("utf-8")) for file in sorted((PACKS / NEW_YORK).iterdir())
}
SOURCES: dict[str, str] = FILES["program.toml"]["sources"]


GROUNDS = frozenset({"since", "until", "basis", "source", "quote", "note"})


def values_in(table: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every table of a list, however deep, with the grounds that it has in common with its neighbours."""
    grounds = {key: content for key, content in table.items() if key in GROUNDS}
    for key, content in table.items():
        if isinstance(content, dict):
            yield from values_in(content, f"{path}.{key}")
        elif isinstance(content, list):
            for nth, each in enumerate(content, 1):
                if isinstance(each, dict):
                    own = {"since": grounds["since"]} if "basis" in each and "since" in grounds else grounds
                    yield f"{path}.{key}[{nth}]", {**own, **each}
                    yield from values_in({**own, **each}, f"{path}.{key}[{nth}]")


TEXTS = frozenset({"texts.toml", "explanations.toml"})
"""Files of words alone."""

VALUES = dict(
    pair
    for name, content in FILES.items()
    if name not in TEXTS
    for pair in values_in(content, name.removesuffix(".toml"))
)
CITED: list[dict[str, Any]] = FILES["texts.toml"]["cited"]
"""What the findings rest on."""

PARAMETERS = {
    f"{name.removesuffix('.toml')}.{key}": table
    for name, content in FILES.items()
    for key, table in content.items()
    if isinstance(table, dict) and "kind" in table
}


def but(tables: Mapping[str, dict[str, Any]], holds: Callable[[dict[str, Any]], object]) -> list[str]:
    """Return where the tables stand for which something does not hold."""
    return [where for where, table in tables.items() if not holds(table)]


def test_1_a_value_says_since_when() -> None:
    """A printed date holds for its own period."""
    since = {where: value["period"] if "period" in value else value["since"] for where, value in VALUES.items()}

    assert {where: str(Quarter.parse(quarter)) for where, quarter in since.items()} == since


def test_1_a_value_has_a_basis_and_a_source_or_a_note() -> None:
    """Nothing in the program's own files is agreed: that is for a pairing's terms."""
    own = {"stated", "inferred", "measured", "assumed"}

    assert but(VALUES, lambda value: value["basis"] in own and ("source" in value or "note" in value)) == []


def test_1_a_stated_value_has_a_source() -> None:
    assert but(VALUES, lambda value: value["basis"] != "stated" or "source" in value) == []


def test_1_an_assumed_value_has_a_note_and_no_source() -> None:
    assert but(VALUES, lambda value: value["basis"] != "assumed" or ("note" in value and "source" not in value)) == []


def is_quoted(value: dict[str, Any]) -> bool:
    is_of_the_menu = value["source"] == "webinar-2017-02-15" if "source" in value else False
    is_a_name = set(value.get("of", ["nothing"])) <= {"title", "steward"}
    return "quote" in value or is_a_name or (is_of_the_menu and "key" in value)


def test_1_what_is_stated_is_quoted() -> None:
    """The menu's names are quotations themselves."""
    assert but(VALUES, lambda value: value["basis"] != "stated" or is_quoted(value)) == []


def test_1_a_quotation_has_its_source() -> None:
    assert but(VALUES, lambda value: "quote" not in value or value["source"] in SOURCES) == []


@pytest.mark.parametrize("row", FILES["measures.toml"]["measures"], ids=lambda row: row["key"])
def test_1_every_field_of_a_measure_has_grounds_of_its_own(row: dict[str, Any]) -> None:
    named = [name for entry in row["grounds"] for name in entry["of"]]

    assert sorted(named) == sorted(MEASURE_FIELDS)


def test_2_a_cited_source_is_listed() -> None:
    assert but(VALUES, lambda value: "source" not in value or value["source"] in SOURCES) == []
    assert {entry["source"] for entry in CITED} <= set(SOURCES)


def test_2_a_listed_source_is_cited() -> None:
    cited = {value.get("source") for value in (*VALUES.values(), *CITED)}

    assert set(SOURCES) <= cited


def test_3_a_parameter_has_a_title_and_a_unit() -> None:
    assert but(PARAMETERS, lambda parameter: parameter["title"].strip() and parameter["unit"].strip()) == []


def test_3_a_parameter_has_values() -> None:
    assert but(PARAMETERS, lambda parameter: parameter["values"]) == []


@pytest.mark.parametrize(("kind", "key"), [("whole", "highest"), ("choice", "choices")])
def test_3_whole_numbers_have_bounds_and_choices_their_words(kind: str, key: str) -> None:
    """So that terms cannot set them to nonsense."""
    assert but(PARAMETERS, lambda parameter: (parameter["kind"] == kind) is (key in parameter)) == []


def test_3_values_stand_in_the_order_of_their_quarters() -> None:
    starts = {where: [value["since"] for value in parameter["values"]] for where, parameter in PARAMETERS.items()}

    assert {where: sorted(set(quarters)) for where, quarters in starts.items()} == starts


def test_4_every_parameter_of_every_file_is_loaded() -> None:
    loaded = {key: len(parameter.values) for key, parameter in load_program().parameters.items()}

    assert loaded == {key: len(table["values"]) for key, table in PARAMETERS.items()}
    assert len(load_program().parameters) == len(loaded)


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("measures.toml", {"measures"}),
        ("roster.toml", {"rosters"}),
        ("vbp.toml", {"levels", "arrangements"}),
        ("calendar.toml", {"printed"}),
        ("contracting.toml", {"levels", "arrangements", "topics"}),
        ("submissions.toml", {"submissions"}),
    ],
)
def test_4_the_lists_of_a_file_are_those_that_are_loaded(name: str, lists: set[str]) -> None:
    assert {key for key, content in FILES[name].items() if isinstance(content, list)} == lists


def test_4_every_row_is_loaded() -> None:
    program = load_program()

    assert len(program.menu) == len(FILES["measures.toml"]["measures"])
    assert len(program.roster) == sum(len(each["pairings"]) for each in FILES["roster.toml"]["rosters"])
    assert len(program.levels) == len(FILES["vbp.toml"]["levels"])
    assert len(program.arrangements) == len(FILES["vbp.toml"]["arrangements"])
    assert len(program.contracting) == sum(
        len(rows) for rows in FILES["contracting.toml"].values() if isinstance(rows, list)
    )
    assert len(program.submissions) == len(FILES["submissions.toml"]["submissions"])
    assert len(program.printed) == len(FILES["calendar.toml"]["printed"])


def test_4_the_files_are_these() -> None:
    """A file that nothing loads would hold numbers that nothing uses."""
    assert list(FILES) == [
        "ait-report.toml", "ait.toml", "calendar.toml", "checks.toml", "contracting.toml", "contracts.toml", "credits.toml",
        "explanations.toml", "measures.toml", "payment.toml", "program.toml", "qit.toml", "roster.toml",
        "submissions.toml", "texts.toml", "vbp.toml",
    ]  # fmt: skip
