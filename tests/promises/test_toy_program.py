"""Another program is data alone: with a toy program every command works, and none says a word of New York's.

1. Template, filled, check, JSON, text, feedback, batch, summary, compare, calendar, explain: the toy's names and numbers.
2. No output holds a word of New York's pack but in a name that is promised whatever the program.
3. No text of the code holds one, but for labels that cells are found by, and what commands say of themselves.
4. Reports with something wrong in every entry are told of in the toy's words, and so is every finding that there is.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.policy import default
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

import vbpqip
from support.toy_program import FACILITY, MCO, toy_program
from support.trees import tree_of
from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.cli import main
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.output.text import document_as_json, document_as_text
from vbpqip.program.loading import load_program
from vbpqip.rendering.explained import subjects
from vbpqip.workbook.entry_types import EntryKey, Raw

PERIOD = "TY21 Q1"
LABELS = (
    "Managed care organization (MCO)", "Contracting MCO", "Message to the MCO", "VBP level", "P4P Report",
    "QIT verdict", "Report due to the MCO",
)  # fmt: skip
"""Labels, and the name of a sheet: cells are found by them before anybody knows of which program a form is.

The last two are of version 1 alone, which is read and no longer written.
"""

KINDS = ("qit-report", "qit-feedback")
FINDINGS = ("not-a-qit-report", "mco-missing", "mco-not-on-roster", "mcos-told-differently")
NUMBERS = (r"qit\.\w+", r"calendar\.(?:sepsis_extension_days|doh_report_months)", r"payment\.p4p_begins")
NAMES = (
    "contract_mco", "message_to_mco", "doh_report_due", "qit_verdict", "qit_achieved", "qit_credits", "qit_selected",
    "qit_share",
)  # fmt: skip
"""Names of the form and keys of documents, which the contract with other programs has."""

_LABELS = "|".join(map(re.escape, sorted(LABELS, key=len, reverse=True)))
_NAMES = "|".join((*KINDS, *FINDINGS, *NUMBERS, *NAMES))
PROMISED = re.compile(
    rf"""
    (?:{_LABELS})
    | (?<![\w.-])(?:{_NAMES})(?![\w-])
    | "(?:mco|qit)"          # keys of documents, and a column of the tables
    | '(?:mco|qit)'          # the same in a page or a message
    | --mco\b                # an option
    | (?<=[,\ufeff])mco(?=,) # a column of the CSV files
    | (?:^\ *|\\n)mco\ =     # a key of a terms file
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What programs, formulas and people rely on, and does not change with the program of a report."""

OPEN_IN_CODE: Mapping[str, frozenset[str]] = {
    "cli/options.py": frozenset({"MCO"}),
    "cli/payments.py": frozenset({"MCO"}),
    "cli/template.py": frozenset({"MCO"}),
    "kinds/qit_report/template_options.py": frozenset({"MCO"}),
}
"""By module, the words that stand in it still: what a command says of itself before a program is chosen."""

PACKAGE = Path(vbpqip.__file__).parent


def words_of_new_york() -> frozenset[str]:
    """Return the words that are New York's own: its name, its years, measures, parties, arrangements, sources.

    Its word for a facility is the tool's own too.
    """
    program = load_program()
    words = {"New York", "NYS", "P4P", "VBP QIP", "Medicaid", "SFY", "sepsis", "ECG", "webinar", "managed care"}
    words |= {program.name, *program.vocabulary, *(row.name for row in program.arrangements)}
    words |= {*program.sources.values()} - {"The measure stewards' own specifications"}
    for row in program.menu:
        words |= {row.measure.title, row.measure.short_title, str(row.measure.key)}
    for entry in program.roster:
        words |= {entry.pairing.facility, entry.pairing.mco, *filter(None, [entry.pairing.pps])}
    return frozenset(words - {program.vocabulary.facility})


WORDS = {
    word: re.compile(rf"(?<![^\W_]){re.escape(word)}s?(?![^\W_])", re.IGNORECASE) for word in words_of_new_york()
} | {"DY": re.compile(r"(?<![^\W_])DY\d")}


def held(text: str) -> frozenset[str]:
    """Return the words of New York that a text holds, also within names that are joined by hyphens and the like."""
    text = PROMISED.sub(" ", text)
    folded = text.casefold()
    return frozenset(word for word, pattern in WORDS.items() if word.casefold() in folded and pattern.search(text))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def sound(pack: Path, events: int = 8) -> FormData:
    """Return a report of the toy program in which nothing is wrong."""
    program = load_program(pack)
    period = program.years.parse(PERIOD)
    assert period is not None
    empty = empty_form_data(program, period=period, facility=FACILITY, mco=MCO, selected=("wait",))
    entries = {**empty.entries, ("attested_by", 0): "A. Clerk", ("attested_on", 0): date(2022, 5, 2)}
    row = [measure.key for measure in empty.measures].index("wait")  # type: ignore[arg-type]
    for quarter in range(1, 5):
        entries[f"numerator_{quarter}", row], entries[f"denominator_{quarter}", row] = events, 100 + quarter
    entries["prior_numerator", row], entries["prior_denominator", row] = 40, 400
    return FormData(program=program, measures=empty.measures, entries=entries)


def filled(pack: Path, events: int) -> bytes:
    return workbook_for(sound(pack, events))


WRONG: Mapping[str, Mapping[EntryKey, Raw | None]] = {
    "names": {("facility", 0): "Lakeside Clinc", ("mco", 0): "Payer Two", ("current_period", 0): "next"},
    "blank names": {("facility", 0): None, ("mco", 0): None, ("current_period", 0): None, ("quarter_1", 0): None},
    "quarters": {("quarter_1", 0): "TY21 Q1", ("quarter_3", 0): "soon"},
    "attestation": {("attested_by", 0): None, ("attested_on", 0): "May"},
    "counts": {
        ("numerator_1", 0): -1,
        ("denominator_1", 0): 0,
        ("numerator_2", 0): Decimal("1.5"),
        ("denominator_2", 0): "<11",
        ("numerator_3", 0): "NA",
        ("denominator_3", 0): "101",
        ("numerator_4", 0): "n/k",
        ("denominator_4", 0): None,
    },
    "more": {("numerator_1", 0): 500, ("prior_numerator", 0): None, ("selected", 0): "perhaps"},
    "annual": {("selected", 1): "Yes", ("numerator_1", 1): 7, ("numerator_4", 1): 120, ("denominator_4", 1): 12},
    "contracts": {
        ("contract_mco", 0): MCO,
        ("contract_arrangement", 0): "Another",
        ("contract_level", 0): 9,
        ("contract_submitted", 0): "May",
        ("contract_status", 0): "Perhaps",
        ("contract_mco", 1): MCO,
        ("contract_level", 1): 1,
        ("contract_submitted", 1): date(2021, 5, 3),
        ("contract_recertified", 1): date(2021, 4, 3),
        ("contract_status", 1): "Refused",
        ("contract_arrangement", 2): "Lake Bundle",
    },
}
"""Entries with which something is wrong, by what it is about; ``None`` blanks one."""


def wrong(pack: Path, changes: Mapping[EntryKey, Raw | None]) -> bytes:
    report = sound(pack)
    entries = {**report.entries, **{key: raw for key, raw in changes.items() if raw is not None}}
    blank = [key for key, raw in changes.items() if raw is None]
    return workbook_for(report._replace(entries={key: raw for key, raw in entries.items() if key not in blank}))


def inside(content: bytes) -> str:
    """Return the parts of a workbook, without the names that it defines for its own formulas."""
    with ZipFile(BytesIO(content)) as package:
        parts = "\n".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    defined = sorted(re.findall(r'<definedName name="([^"]+)"', parts), key=len, reverse=True)
    return re.sub(rf'(?<=[(,=<>"+*;:-])(?:{"|".join(defined)})(?=[),=<>"+*&;:-])', "", parts) if defined else parts


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy_program(tmp_path_factory.mktemp("pack") / "pack")


def read_all(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a folder as text, by the folder's name and its own ending."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".eml":
            mail = message_from_bytes(path.read_bytes(), policy=default)
            yield f"{folder.name}: {path.name}", f"{mail['subject']}\n{mail.get_body().get_content()}"  # type: ignore[union-attr]
        elif path.suffix in {".html", ".csv", ".json", ".jsonl"}:
            yield f"{folder.name}: {path.name}", path.read_text("utf-8", "ignore")
        elif path.suffix == ".xlsx":
            yield f"{folder.name}: {path.name}", inside(path.read_bytes())


@pytest.fixture(scope="module")
def outputs(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Every output of the toy program, as text."""
    folder = tmp_path_factory.mktemp("toy")
    program = ("--program", str(pack))
    inbox, results, compared = folder / "inbox", folder / "results", folder / "compared.xlsx"
    inbox.mkdir()
    for name, events in (("old", 8), ("new", 9)):
        (inbox / f"{name}.xlsx").write_bytes(filled(pack, events))
    old, new, blank = str(inbox / "old.xlsx"), str(inbox / "new.xlsx"), folder / "blank.xlsx"
    asked = {
        "template": ("template", str(blank), "--period", PERIOD),
        "template for another receiver": ("template", str(folder / "other.xlsx"), "--from", old),
        "template rolled forward": ("template", str(folder / "next.xlsx"), "--previous", old, "--period", "TY21 Q2"),
        "check": ("check", old),
        "check as JSON": ("check", old, "--format", "json"),
        "check as CSV": ("check", old, "--format", "csv"),
        "feedback": ("check", old, "--feedback", str(folder / "feedback")),
        "compare": ("compare", old, new),
        "compare as JSON": ("compare", old, new, "--format", "json"),
        "compare as a workbook": ("compare", old, new, "--format", "xlsx", "--out", str(compared)),
        "calendar": ("calendar",),
        "calendar as JSON": ("calendar", "--format", "json"),
        "calendar as ICS": ("calendar", "--format", "ics"),
        "parameters": ("parameters",),
        "parameters as JSON": ("parameters", "--format", "json"),
        "explain a measure": ("explain", "wait"),
        "explain a finding": ("explain", "QIP214"),
        "explain a measure of a report": ("explain", "wait", "--report", old),
        "batch": ("batch", str(inbox), "--out", str(results), "--jobs", "1", "--quiet", "--feedback"),
    }
    found = {name: run(*words, *program).output for name, words in asked.items()}
    found["form"] = inside(blank.read_bytes())
    for place in (folder / "feedback", results):
        found.update(read_all(place))
    return {
        **found,
        "next form": inside((folder / "next.xlsx").read_bytes()),
        "compared": inside(compared.read_bytes()),
    }


@cache
def texts_of(path: Path) -> frozenset[str]:
    """Return the texts of a module that are neither docstrings nor names, which are one word in small letters."""
    tree = tree_of(path)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    every = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )
    return frozenset(re.sub(r"\{[a-z_]+\}", "", text) for text in every if not re.fullmatch(r"[a-z_.0-9-]+", text))


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
    "name", ["check", "compare", "calendar", "results: measures.csv", "results: summary.html", "form", "next form"]
)
def test_1_outputs_name_the_toys_own(outputs: Mapping[str, str], name: str) -> None:
    assert "TY21 Q" in outputs[name]


def test_2_no_output_has_a_word_of_new_york(outputs: Mapping[str, str]) -> None:
    assert {name: words for name, text in outputs.items() if (words := held(text))} == {}


def test_3_no_text_of_the_code_has_a_word_of_new_york() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): words
        for path in sorted(PACKAGE.rglob("*.py"))
        if (words := frozenset().union(*map(held, texts_of(path))))
    }

    assert found == OPEN_IN_CODE


@pytest.fixture(scope="module")
def told(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is said of reports in which something is wrong."""
    folder = tmp_path_factory.mktemp("wrong")
    inbox, results = folder / "inbox", folder / "results"
    inbox.mkdir()
    for name, changes in WRONG.items():
        (inbox / f"{name}.xlsx").write_bytes(wrong(pack, changes))
    (inbox / "again.xlsx").write_bytes(wrong(pack, WRONG["counts"]))
    (inbox / "empty.xlsx").write_bytes(workbook_for(empty_form_data(load_program(pack), selected=("wait",))))
    (inbox / "text.xlsx").write_bytes(b"no workbook")
    program = ("--program", str(pack))
    reports = sorted(map(str, inbox.iterdir()))
    asked = {
        "check of many": ("check", *reports, "--previous", reports[-1], "--received", "2022-12-31"),
        "check as JSON": ("check", *reports, "--format", "json"),
        "batch": ("batch", str(inbox), "--out", str(results), "--jobs", "1", "--quiet", "--feedback"),
    }
    said = {name: run(*words, *program).output for name, words in asked.items()}
    one_by_one = (
        run("check", each, "--previous", reports[-1], "--received", "2022-12-31", *program) for each in reports
    )
    return {**said, "check": "\n".join(each.output for each in one_by_one), **dict(read_all(results))}


def test_4_what_is_wrong_is_told_without_a_word_of_new_york(told: Mapping[str, str]) -> None:
    codes = set(re.findall(r"\[(QIP\d{3})\]", told["check"]))

    assert {name: words for name, text in told.items() if (words := held(text))} == {}
    assert len(codes) > 30


def test_4_the_payer_is_called_as_the_toy_calls_it(told: Mapping[str, str]) -> None:
    assert "The Payer is blank." in told["check"]
    assert "Choose the Payer from the list" in told["check"]


def test_4_every_page_that_explains_something_is_the_toys(pack: Path) -> None:
    program = load_program(pack)
    pages = {each.names[0]: each.page() for each in subjects(program)}

    assert {each.code for each in CATALOGUE} | {*program.parameters, "wait"} <= pages.keys()
    found = {name: held(f"{document_as_text(page, 80)}\n{document_as_json(page)}") for name, page in pages.items()}
    assert {name: words for name, words in found.items() if words} == {}
