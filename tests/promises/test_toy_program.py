"""Another program is data alone: with a toy program every command works, and New York's words stand where they still may.

1. Template, filled, check, JSON, text, feedback, batch, summary, compare, calendar: the toy's names and numbers.
2. No output holds a word of New York's pack but those that are listed here, as a list that only becomes shorter.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

import vbpqip
from support.toy_program import FACILITY, MCO, toy_program
from vbpqip.cli import main
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

PERIOD = "TY21 Q1"
PROMISED = re.compile(
    r"""
    "(?:mco|qit)"          # keys of documents, and a column of the tables
    | [,\ufeff]mco,        # a column of the CSV files
    | \bqit\.\w+          # keys of numbers
    | \bqit-report\b      # the kind
    | \bqit-feedback\b    # the kind of the workbook that answers one
    | '?P4P\ Report'?      # a sheet
    | name="mco"           # a defined name, and where formulas use it
    | (?<=[(,])mco(?=[),=])
    """,
    re.VERBOSE,
)
"""What programs and formulas rely on, and does not change with the program of a report."""

OPEN: Mapping[str, frozenset[str]] = {"form": frozenset({"mco"}), "feedback: .xlsx": frozenset({"mco"})}
"""By output, the words of New York's pack that it still holds, beside what is promised.

Of an entry of the form the label names the MCO: cells are found by it before anybody knows of which program a form is.
"""

OPEN_IN_CODE: Mapping[str, frozenset[str]] = {
    "checking/catalogue/sources.py": frozenset({"new york"}),
}
"""By module, the words of New York's pack that stand in it still, as text that is no docstring."""

PACKAGE = Path(vbpqip.__file__).parent


def words_of_new_york() -> frozenset[str]:
    """Return the words that are New York's own: its name, its years, measures, parties, arrangements, sources."""
    program = load_program()
    words = {
        "New York",
        "NYS",
        "DOH",
        "VBP QIP",
        "QIT",
        "MCO",
        "P4P",
        program.name,
        *(row.name for row in program.arrangements),
    }
    for row in program.menu:
        words |= {row.measure.title, row.measure.short_title, str(row.measure.key)}
    for entry in program.roster:
        words |= {entry.pairing.facility, entry.pairing.mco, *filter(None, [entry.pairing.pps])}
    return frozenset(word.casefold() for word in words)


WORDS = {word: re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words_of_new_york()}
WORDS["DY"] = re.compile(r"\bDY\d?")


def held(text: str) -> frozenset[str]:
    text = PROMISED.sub("", text)
    return frozenset(word for word, pattern in WORDS.items() if pattern.search(text))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def filled(pack: Path, events: int) -> bytes:
    program = load_program(pack)
    period = program.years.parse(PERIOD)
    assert period is not None
    empty = empty_form_data(program, period=period, facility=FACILITY, mco=MCO, selected=("wait",))
    entries = {**empty.entries, ("attested_by", 0): "A. Clerk", ("attested_on", 0): date(2022, 5, 2)}
    row = [measure.key for measure in empty.measures].index("wait")  # type: ignore[arg-type]
    for quarter in range(1, 5):
        entries[f"numerator_{quarter}", row], entries[f"denominator_{quarter}", row] = events, 100 + quarter
    entries["prior_numerator", row], entries["prior_denominator", row] = 40, 400
    return workbook_for(FormData(program=program, measures=empty.measures, entries=entries))


def inside(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Every output of the toy program, as text."""
    folder = tmp_path_factory.mktemp("toy")
    pack = toy_program(folder / "pack")
    program = ("--program", str(pack))
    inbox, results = folder / "inbox", folder / "results"
    inbox.mkdir()
    for name, events in (("old", 8), ("new", 9)):
        (inbox / f"{name}.xlsx").write_bytes(filled(pack, events))
    old, new, blank = str(inbox / "old.xlsx"), str(inbox / "new.xlsx"), folder / "blank.xlsx"
    found = {
        "template": run("template", str(blank), "--period", PERIOD, *program).output,
        "check": run("check", old, *program).output,
        "check as JSON": run("check", old, "--format", "json", *program).output,
        "check as CSV": run("check", old, "--format", "csv", *program).output,
        "feedback": run("check", old, "--feedback", str(folder / "feedback"), *program).output,
        "compare": run("compare", old, new, *program).output,
        "compare as JSON": run("compare", old, new, "--format", "json", *program).output,
        "calendar": run("calendar", *program).output,
        "calendar as ICS": run("calendar", "--format", "ics", *program).output,
        "parameters": run("parameters", *program).output,
        "explain a measure": run("explain", "wait", *program).output,
        "batch": run("batch", str(inbox), "--out", str(results), "--jobs", "1", "--quiet", *program).output,
        "form": inside(blank.read_bytes()),
    }
    for place in (folder / "feedback", results):
        for path in sorted(place.rglob("*")):
            if path.suffix in {".html", ".eml", ".csv", ".json", ".jsonl"}:
                found[f"{place.name}: {path.suffix}"] = path.read_text("utf-8", "ignore")
            elif path.suffix == ".xlsx":
                found[f"{place.name}: {path.suffix}"] = inside(path.read_bytes())
    return found


def constants(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_1_a_report_is_scored_by_the_toy_program(outputs: Mapping[str, str]) -> None:
    document = json.loads(outputs["check as JSON"])
    (review,) = document["reviews"]

    assert document["program"]["name"] == "Toy Care"
    assert (review["status"], review["period"], review["qit"]["verdict"]) == ("accepted", PERIOD, "met")
    assert review["window"] == ["TY20 Q2", "TY20 Q3", "TY20 Q4", "TY21 Q1"]
    assert [(each["key"], each["result"], each["unit"]) for each in review["measures"]] == [
        ("wait", "1600/41", "per 500 visits")
    ]


@pytest.mark.parametrize(
    "name", ["check", "compare", "calendar", "results: .csv", "results: .html", "feedback: .html", "form"]
)
def test_1_outputs_name_the_toys_own(outputs: Mapping[str, str], name: str) -> None:
    assert PERIOD in outputs[name]


def test_2_new_yorks_words_stand_only_where_they_are_listed(outputs: Mapping[str, str]) -> None:
    assert {name: words for name, text in outputs.items() if (words := held(text))} == OPEN


def test_3_no_word_of_new_york_stands_in_the_code_but_these() -> None:
    """Names of roles and of the target, which the whole code speaks of, are left to the outputs."""
    of_roles = {"doh", "mco", "qit", "p4p", "vbp qip"}
    found = {
        path.relative_to(PACKAGE).as_posix(): words
        for path in sorted(PACKAGE.rglob("*.py"))
        if (words := frozenset().union(*map(held, constants(path))) - of_roles)
    }

    assert found == OPEN_IN_CODE
