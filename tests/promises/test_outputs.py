"""What other programs read, key by key and column by column: nothing promised goes, and nothing is a float."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import vbpqip
from support.summaries import FOLDER, documents_of, lines_of, summarised
from vbpqip.cli import main
from vbpqip.core.findings import Severity
from vbpqip.core.results import Outcome, Reason, Verdict
from vbpqip.core.reviews import Status
from vbpqip.output.json_schema import schema_of

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"

KEYS = {
    "": ("format", "tool", "program", "assumptions", "reviews"),
    "tool": ("name", "version"),
    "program": ("name", "version", "terms"),
    "assumptions": ("key", "value", "note"),
    "reviews": (
        "workbook", "sha256", "program", "kind", "template_version", "status", "sender", "receivers", "subjects",
        "facility", "mco", "period", "window", "received", "due", "own_dates", "entries", "findings", "checks_run",
        "measures", "credits", "qit", "open_rules",
    ),
    "reviews.program": ("name", "version", "terms"),
    "reviews.subjects": ("facility", "mco"),
    "reviews.own_dates": ("measure", "due"),
    "reviews.entries": ("fields", "tables"),
    "reviews.findings": (
        "code", "name", "severity", "sheet", "cell", "message", "found", "expected", "remedy", "source",
    ),
    "reviews.measures": (
        "key", "title", "numerator", "denominator", "result", "unit", "prior_numerator", "prior_denominator",
        "prior_result", "outcome", "reason", "achieved",
    ),
    "reviews.credits": ("in_force", "contracts"),
    "reviews.credits.contracts": ("submitted", "level", "quarters"),
    "reviews.qit": ("verdict", "achieved", "credits", "selected", "share", "required_share"),
}  # fmt: skip
"""By the path of an object in the document of ``check --format json``: the keys that each has there."""

ADDED = {"reviews": ("gap", "without_warned")}
"""What a document says beyond the promise."""

WORDS: Mapping[str, tuple[type, tuple[str, ...]]] = {
    "status": (Status, ("accepted", "rejected", "blank", "unreadable")),
    "verdict": (Verdict, ("met", "not_met", "baseline", "not_determined")),
    "outcome": (Outcome, ("improved", "maintained", "worsened", "no_result", "baseline")),
    "reason": (
        Reason, ("compared", "nothing_occurred", "no_comparator", "invalid_entries", "pending", "baseline"),
    ),
    "severity": (Severity, ("error", "warning", "note")),
}  # fmt: skip
"""All words that a key can have."""

OF_LISTS = {
    "calendar": (
        "period", "window_start", "window_end", "report_due", "own_dates", "review_done", "payment_months",
        "doh_report_due", "basis",
    ),
    "parameters": ("key", "value", "unit", "since", "basis", "source", "note"),
}  # fmt: skip
"""By the command: the keys of each object in its list."""

MAY_BE_THERE = {
    "calendar": frozenset({"bases", "submissions"}),
    "parameters": frozenset({"quote", "until", "alternatives"}),
}

COLUMNS = (
    "workbook", "sha256", "status", "facility", "mco", "period", "measure", "numerator", "denominator", "result",
    "unit", "prior_result", "outcome", "achieved", "verdict",
)  # fmt: skip
LATER_COLUMNS = frozenset({"share", "received", "due", "late"})

TABLES: Mapping[str, frozenset[str]] = {
    "results": frozenset({"path", "status", "verdict", "share", "received", "due", "late"}),
    "findings": frozenset({"path", "code", "severity", "sheet", "cell", "message", "found", "expected", "remedy"}),
    "measures": frozenset({"path", "measure", "result", "prior_result", "outcome", "reason", "achieved"}),
    "roster": frozenset({"facility", "mco", "period", "state", "due", "received", "path", "verdict"}),
}
_DECIMALS = ("result", "prior_result", "share", "required_share")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST_DIGITS = 12


def printed(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code in {0, 1, 3}, done.output
    return done.stdout


@pytest.fixture(scope="module")
def samples() -> list[str]:
    return [str(path) for path in sorted(SAMPLES.glob("*.xlsx"))]


@pytest.fixture(scope="module")
def document(samples: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    no_workbook = tmp_path_factory.mktemp("received") / "letter.xlsx"
    no_workbook.write_text("Dear all")
    found: dict[str, Any] = json.loads(printed("check", *samples, str(no_workbook), "--format", "json"))
    return found


@pytest.fixture(scope="module")
def lines(samples: list[str]) -> list[dict[str, str]]:
    text = printed("check", *samples, "--format", "csv")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("out"), *FOLDER)


def objects_at(document: Any, path: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- a document
    """Yield the objects at a path; lists on the way are gone through."""
    if isinstance(document, list):
        for each in document:
            yield from objects_at(each, path)
    elif not path:
        yield document
    else:
        first, _, rest = path.partition(".")
        yield from objects_at(document[first], rest)


def every(document: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- as above
    """Yield all keys and values of a document, at any depth."""
    if isinstance(document, list):
        for each in document:
            yield from every(each)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield key, value
            yield from every(value)


@pytest.mark.parametrize("path", KEYS)
def test_every_object_has_the_keys_that_are_promised_and_no_other(document: dict[str, Any], path: str) -> None:
    found = [*objects_at(document, path)]

    assert found
    for each in found:
        assert {*each} - {"waived", "subject"} == {*KEYS[path], *ADDED.get(path, ())}


def test_the_format_is_the_second(document: dict[str, Any]) -> None:
    assert (document["format"], document["tool"]["name"]) == (2, "vbpqip")


def test_no_number_is_a_float(document: dict[str, Any]) -> None:
    assert [key for key, value in every(document) if isinstance(value, float)] == []


@pytest.mark.parametrize("key", WORDS)
def test_words_are_those_that_are_promised(document: dict[str, Any], key: str) -> None:
    members, words = WORDS[key]

    assert {*map(str, members)} == {*words} == {*schema_of("reviews_document")["$defs"][key]["enum"]}  # type: ignore[call-overload]
    assert {value for name, value in every(document["reviews"]) if name == key} <= {*words}


def test_a_rejected_or_unreadable_report_has_no_verdict(document: dict[str, Any]) -> None:
    verdicts = {each["qit"]["verdict"] for each in document["reviews"] if each["status"] != "accepted"}

    assert verdicts == {"not_determined"}


def test_of_an_unreadable_file_the_findings_alone_are_filled(document: dict[str, Any]) -> None:
    (found,) = (each for each in document["reviews"] if each["status"] == "unreadable")

    filled = {key for key in ("kind", "facility", "mco", "period", "window", "measures") if found[key]}
    assert (filled, bool(found["findings"])) == (set(), True)


def test_findings_stand_by_sheet_row_column_and_code(document: dict[str, Any]) -> None:
    for each in document["reviews"]:
        places = [
            (finding["sheet"], *_row_and_column(finding["cell"])) for finding in each["findings"] if finding["cell"]
        ]
        of_sheets = {sheet: [place for place in places if place[0] == sheet] for sheet, *_ in places}
        assert all(found == sorted(found) for found in of_sheets.values())


def _row_and_column(address: str) -> tuple[int, int, str]:
    letters = address.rstrip("0123456789")
    return int(address.removeprefix(letters)), len(letters), letters


@pytest.mark.parametrize("command", OF_LISTS)
def test_lists_have_the_keys_that_are_promised(command: str) -> None:
    found = json.loads(printed(command, "--format", "json"))

    assert found
    assert all({*each} - MAY_BE_THERE[command] == {*OF_LISTS[command]} for each in found)


def test_columns_stand_in_the_order_that_is_promised_and_later_ones_behind(lines: list[dict[str, str]]) -> None:
    names = tuple(lines[0])

    assert names[: len(COLUMNS)] == COLUMNS
    assert {*names[len(COLUMNS) :]} == LATER_COLUMNS


def test_rates_and_shares_are_short_decimals(lines: list[dict[str, str]], out: Path) -> None:
    tables = [*lines, *lines_of(out / "measures.csv"), *lines_of(out / "results.csv")]
    found = [line[name] for line in tables for name in _DECIMALS if line.get(name)]

    assert found
    assert [each for each in found if not _DECIMAL.fullmatch(each)] == []
    assert [each for each in found if len(each.replace(".", "").lstrip("-0")) > _MOST_DIGITS] == []


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_a_folder_have_their_columns_in_files_and_frames(out: Path, table: str) -> None:
    content = (out / f"{table}.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    assert {*lines_of(out / f"{table}.csv")[0]} >= TABLES[table]
    assert {*vbpqip.results(out)[table].columns} >= TABLES[table]


def test_each_line_of_a_folder_is_a_review_with_the_keys_that_are_promised(out: Path) -> None:
    for each in documents_of(out / "results.jsonl"):
        assert {*each} == {*KEYS["reviews"], *ADDED["reviews"]}
