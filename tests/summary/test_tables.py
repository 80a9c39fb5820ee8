"""The CSV files, their description, and the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package
from inline_snapshot import snapshot
from jsonschema import Draft202012Validator

from support.folders import NEXT, following
from support.invalid_reports import CHANGED
from support.ledgers import File
from support.runs import batch
from support.summaries import FOLDER, HOSTILE, HOSTILE_FOLDER, documents_of, lines_of, summarised, table_with
from vbpqip.core.characters import visible
from vbpqip.program.loading import program_under
from vbpqip.rendering.as_json import schema
from vbpqip.summary.columns import ColumnType, tables


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("out"), *FOLDER)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("hostile"), *HOSTILE_FOLDER)


def test_every_file_has_its_line(out: Path) -> None:
    told = [
        (line["path"], line["state"], line["status"], line["standing"], line["verdict"], line["errors"])
        for line in lines_of(out / "results.csv")
    ]

    assert told == snapshot(
        [
            ("interfaith.xlsx", "judged", "accepted", "counts", "met", "0"),
            ("kingsbrook.xlsx", "judged", "rejected", "not accepted", "not_determined", "1"),
            ("letter.zip", "judged", "unreadable", "not accepted", "not_determined", "1"),
            ("nyack/1.xlsx", "judged", "accepted", "counts", "baseline", "0"),
            ("nyack/2.xlsx", "judged", "accepted", "counts", "met", "0"),
            ("secret.xlsx", "failed", "unreadable", "", "not_determined", "0"),
            ("slow.xlsx", "failed", "unreadable", "not accepted", "not_determined", "1"),
            ("~$2.xlsx", "skipped", "", "", "", "0"),
        ]
    )


def test_a_result_has_all_that_is_known(out: Path) -> None:
    (line,) = (each for each in lines_of(out / "results.csv") if each["path"] == "nyack/2.xlsx")

    assert {name: value for name, value in line.items() if name != "sha256"} == snapshot(
        {
            "path": "nyack/2.xlsx",
            "state": "judged",
            "reason": "",
            "received": "2017-10-27",
            "sender": "Fidelis",
            "status": "accepted",
            "standing": "counts",
            "because": "the only accepted one of its sender, receiver and period",
            "facility": "Nyack Hospital",
            "mco": "Fidelis",
            "period": "DY3 Q1",
            "verdict": "met",
            "achieved": "3",
            "credits": "0",
            "selected": "3",
            "share": "1",
            "required_share": "0.5",
            "due": "2017-10-31",
            "late": "false",
            "errors": "0",
            "warnings": "0",
            "notes": "0",
            "waived": "0",
            "ait_selected": "",
            "ait_credits": "",
            "ait_improved": "",
            "ait_improved_share": "",
            "ait_better": "",
            "ait_with_mean": "",
            "ait_better_share": "",
        }
    )


def test_a_measure_has_a_line_for_each_report(out: Path) -> None:
    (line,) = (
        each
        for each in lines_of(out / "measures.csv")
        if each["path"] == "nyack/2.xlsx" and each["measure"] == "clabsi"
    )

    assert {name: line[name] for name in ("numerator", "denominator", "result", "outcome", "achieved")} == {
        "numerator": "5",
        "denominator": "76265",
        "result": "0.655608732708",
        "outcome": "improved",
        "achieved": "true",
    }


CDI = """
| measure            | DY2 Q2   | DY2 Q3   | DY2 Q4   | DY3 Q1   | prior    |
| cdi                | 9/18567  | 8/19210  | 9/19688  | 7/18800  | 35/76369 |
| clabsi             | 2/18567  | 1/19210  | 2/19688  | 0/18800  | 6/76369  |
"""
"""What a hospital with two MCOs tells the other one: a measure that the first does not have, and one that it has."""


def test_every_measure_of_a_facility_is_counted_once_by_the_report_that_speaks_for_it(tmp_path: Path) -> None:
    """Whatever is told to one MCO alone is counted too; what is told to both, by the report to the first by name."""
    first, second = following(mco="Affinity"), following(CDI, facility="NYACK hospital")
    out = summarised(tmp_path, File("a.xlsx", second), File("b.xlsx", first), File("c.xlsx", second, content="a.xlsx"))
    lines = lines_of(out / "measures.csv")

    assert {(line["path"], line["measure"]): line["speaks"] for line in lines} == {
        ("b.xlsx", "ami-mortality"): "true",
        ("b.xlsx", "clabsi"): "true",
        ("b.xlsx", "median-time-to-ecg"): "true",
        ("a.xlsx", "cdi"): "true",
        ("a.xlsx", "clabsi"): "false",
        ("c.xlsx", "cdi"): "false",
        ("c.xlsx", "clabsi"): "false",
    }
    assert table_with(out / "summary.html", "CLABSI") == [
        ["Facility", "AMI mortality", "CLABSI", "CDI", "Median time to ECG", "By"],
        ["NYACK hospital", "▲ improved", "▲ improved", "▲ improved", "▲ improved", "a.xlsx, b.xlsx"],
    ]


def test_a_finding_has_a_line_wherever_it_was_found(out: Path) -> None:
    told = [(line["path"], line["code"], line["cell"]) for line in lines_of(out / "findings.csv")]

    assert told == [("kingsbrook.xlsx", "QIP310", "I11"), ("letter.zip", "QIP160", ""), ("slow.xlsx", "QIP160", "")]


def test_findings_across_files_stand_among_the_others(tmp_path: Path) -> None:
    changed = following(NEXT.replace("1/19210", "0/19210"))
    out = summarised(tmp_path, FOLDER[0], File("2.xlsx", changed))

    (line,) = lines_of(out / "findings.csv")
    document, _ = documents_of(out / "results.jsonl")

    assert (line["path"], line["code"], line["sheet"], line["waived"]) == ("2.xlsx", "QIP450", "", "false")
    assert [finding["code"] for finding in document["findings"]] == ["QIP450"]
    assert document["qit"]["verdict"] == "met"


STRICT = """
title = "Agreement"
[[severities]]
code = "QIP450"
since = "DY2 Q4"
severity = "error"
source = "Amendment 2"
"""
WAIVED = """
[[waivers]]
code = "QIP450"
facility = "Nyack Hospital"
period = "DY3 Q1"
approver = "A. Smith"
reason = "A flood."
until = 2017-12-31
"""


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (STRICT, ("rejected", "not_determined", "", "1", "0", "0")),
        (STRICT + WAIVED, ("accepted", "met", "1", "0", "0", "1")),
    ],
    ids=["an error", "waived"],
)
def test_an_error_across_files_takes_the_verdict(tmp_path: Path, terms: str, told: tuple[str, ...]) -> None:
    """In the table and in the document; a waiver gives it back."""
    path = tmp_path / "terms.toml"
    path.write_text(terms)
    changed = File("2.xlsx", following(NEXT.replace("1/19210", "0/19210")), "2017-10-27")
    out = summarised(tmp_path / "out", FOLDER[0], changed, program=program_under(path))

    (line,) = (each for each in lines_of(out / "results.csv") if each["path"] == "2.xlsx")
    (document,) = (each for each in documents_of(out / "results.jsonl") if each["workbook"] == "2.xlsx")

    assert tuple(line[name] for name in ("status", "verdict", "share", "errors", "warnings", "waived")) == told
    assert (document["status"], document["qit"]["verdict"]) == told[:2]
    assert document["qit"]["share"] == ("1.00" if told[2] else None)
    assert ("waived" in document["findings"][0]) is (told[-1] == "1")


def test_a_workbook_of_another_kind_has_its_line(tmp_path: Path) -> None:
    """Twice the same file, which these terms take for an error: nothing is calculated of it, and no verdict taken."""
    (tmp_path / "inbox").mkdir()
    terms = tmp_path / "terms.toml"
    terms.write_text(STRICT.replace("QIP450", "QIP441"))
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / "inbox" / name).write_bytes(CHANGED["QIP112"]().content)

    done = batch(tmp_path / "inbox", "--out", tmp_path / "out", "--terms", terms)

    assert done.exit_code == 1, done.output
    told = [(line["status"], line["verdict"], line["selected"]) for line in lines_of(tmp_path / "out" / "results.csv")]
    assert told == [("rejected", "not_determined", "")] * 2
    assert lines_of(tmp_path / "out" / "measures.csv") == []
    assert ["qit" in document for document in documents_of(tmp_path / "out" / "results.jsonl")] == [False] * 2
    assert batch("--verify", tmp_path / "out").exit_code == 0


def test_a_report_with_errors_of_its_own_and_across_files_stays_rejected(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(STRICT.replace("QIP450", "QIP441"))
    files = [File(name, FOLDER[3].form_data, content="same") for name in ("a.xlsx", "b.xlsx")]
    out = summarised(tmp_path / "out", *files, program=program_under(path))

    assert [line["status"] for line in lines_of(out / "results.csv")] == ["rejected", "rejected"]


def test_a_pairing_of_the_roster_has_a_line_for_each_period(out: Path) -> None:
    """Also one that sent nothing, and one whose report was rejected."""
    roster = {(line["facility"], line["period"]): line for line in lines_of(out / "roster.csv")}
    named = ("mco", "state", "due", "received", "path", "standing", "verdict")
    facilities = (
        "Nyack Hospital",
        "Interfaith Medical Center",
        "Kingsbrook Jewish Medical Center",
        "Rome Memorial Hospital",
    )

    told = {facility: [*map(roster.get((facility, "DY3 Q1"), {}).get, named)] for facility in facilities}

    assert told == snapshot(
        {
            "Nyack Hospital": ["Fidelis", "received", "2017-10-31", "2017-10-27", "nyack/2.xlsx", "counts", "met"],
            "Interfaith Medical Center": [
                "Fidelis",
                "late",
                "2017-10-31",
                "2017-11-20",
                "interfaith.xlsx",
                "counts",
                "met",
            ],
            "Kingsbrook Jewish Medical Center": [
                "Fidelis",
                "rejected",
                "2017-10-31",
                "2017-10-30",
                "kingsbrook.xlsx",
                "not accepted",
                "not_determined",
            ],
            "Rome Memorial Hospital": ["United Health Plan", "missing", "2017-10-31", "", "", "", ""],
        }
    )


def test_a_pairing_whose_reports_are_ambiguous_has_no_verdict(tmp_path: Path) -> None:
    """So that who adds up the table counts what the console, the page and the workbook count."""
    differing = (following(), following(NEXT.replace("2/51", "3/51")))
    out = summarised(tmp_path, *(File(f"{nth}.xlsx", form_data) for nth, form_data in enumerate(differing)))

    (told,) = ((line["standing"], line["verdict"]) for line in lines_of(out / "roster.csv") if line["path"])

    assert told == ("ambiguous", "not_determined")


def test_a_report_of_nearly_the_names_is_not_that_of_the_pairing(tmp_path: Path) -> None:
    out = summarised(tmp_path, File("1.xlsx", following(facility="Nyack Hospitals"), "2017-10-27"))

    found = {line["facility"]: line for line in lines_of(out / "roster.csv") if line["path"] == "1.xlsx"}

    assert {name: (line["state"], line["verdict"]) for name, line in found.items()} == {
        "Nyack Hospital": ("not due yet", ""),
        "Nyack Hospitals": ("unknown", "met"),
    }


@pytest.mark.parametrize("folder", ["out", "hostile"])
def test_the_description_holds_for_the_tables(folder: str, request: pytest.FixtureRequest) -> None:
    """Types, choices, keys, references, sizes and digests, by the standard's own tool."""
    package = Package(str(request.getfixturevalue(folder) / "datapackage.json"))

    report = package.validate()

    assert report.flatten(["fieldName", "message"]) == []
    assert [resource.name for resource in package.resources] == [table.name for table in tables()]


def test_the_tables_have_the_columns_that_are_described(out: Path) -> None:
    described = json.loads((out / "datapackage.json").read_text("utf-8"))

    for table, resource in zip(tables(), described["resources"], strict=True):
        named = [field["name"] for field in resource["schema"]["fields"]]
        assert list(lines_of(out / table.file)[0]) == named


def test_no_text_begins_like_a_formula(hostile: Path) -> None:
    """What a sender wrote is text in every table, and is that text still."""
    for table in tables():
        for line in lines_of(hostile / table.file):
            given = {column.name: line[column.name] for column in table.columns if column.kind is ColumnType.TEXT}
            assert not [name for name, value in given.items() if value.startswith(("=", "+", "-", "@"))]
    assert lines_of(hostile / "results.csv")[0]["path"] == f"'{visible(HOSTILE)}.tmp"


@pytest.mark.parametrize("folder", ["out", "hostile"])
def test_each_document_is_a_review(folder: str, request: pytest.FixtureRequest) -> None:
    """By the schema of ``vbpqip check --format json``; of a file without bytes there is none."""
    lines = request.getfixturevalue(folder) / "results.jsonl"
    each_review = Draft202012Validator(schema("review"))
    documents = documents_of(lines)

    assert [error.message for document in documents for error in each_review.iter_errors(document)] == []
    assert [visible(document["workbook"]) for document in documents] == [
        line["path"].removeprefix("'") for line in lines_of(lines.with_name("results.csv")) if line["sha256"]
    ]
