"""One terms file with agreements serves every command: each report is reviewed by the agreement of its own pairing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import vbpqip
from support.folders import NEXT, baseline, following
from support.reports import report
from support.runs import QUIET, rows
from support.written import written_form
from vbpqip.cli import main

SOURCE = 'source = "Agreement"\n'
TERMS = f"""
title = "Agreements 2017"

[[agreements]]
facility = "Interfaith Medical Center"
mco = "Fidelis"

[[agreements.qit.required_share.values]]
since = "DY3 Q1"
value = 0.80
{SOURCE}
[[agreements.severities]]
code = "QIP560"
since = "DY2 Q4"
severity = "error"
{SOURCE}
[[agreements]]
facility = "Nyack Hospital"

[[agreements.qit.required_share.values]]
since = "DY3 Q1"
value = 0.20
{SOURCE}
[[agreements.printed]]
period = "DY3 Q1"
report_due = 2017-12-15
{SOURCE}
[[agreements.printed]]
period = "DY2 Q4"
report_due = 2017-06-30
{SOURCE}
[[agreements.measures]]
key = "readmissions"
title = "Readmissions within 30 Days"
short_title = "Readmissions"
steward = "CMS"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "discharges"
since = "DY3 Q1"
{SOURCE}"""
OF_INTERFAITH = "Agreements 2017, agreement of Interfaith Medical Center and Fidelis"
OF_NYACK = "Agreements 2017, agreement of Nyack Hospital"
WORSE = NEXT.replace("0/18800", "9/18800")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with the terms, and reports of three pairings, two of which have an agreement."""
    monkeypatch.chdir(tmp_path)
    Path("terms.toml").write_text(TERMS, "utf-8")
    Path("inbox").mkdir()
    Path("inbox/interfaith.xlsx").write_bytes(report())
    Path("inbox/nyack.xlsx").write_bytes(written_form(following(WORSE)))
    Path("inbox/rome.xlsx").write_bytes(
        written_form(following(WORSE, facility="Rome Memorial Hospital", mco="United Health Plan"))
    )


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--terms", "terms.toml"])


def stamped(path: str) -> str:
    """Return the terms that a form was made for."""
    properties: Any = openpyxl.load_workbook(path)
    return str(properties.custom_doc_props["vbpqip_terms"].value)


def test_each_report_is_reviewed_by_the_agreement_of_its_pairing() -> None:
    found = run("check", "inbox/interfaith.xlsx", "inbox/nyack.xlsx", "inbox/rome.xlsx", "--format", "json")
    document = json.loads(found.stdout)

    assert document["program"]["terms"] == "Agreements 2017"
    assert [
        (review["program"]["terms"], review["qit"]["required_share"], review["qit"]["verdict"])
        for review in document["reviews"]
    ] == [(OF_INTERFAITH, "0.80", "not_met"), (OF_NYACK, "0.20", "met"), ("Agreements 2017", "0.50", "met")]


def test_of_reports_under_one_agreement_the_document_names_it() -> None:
    document = json.loads(run("check", "inbox/nyack.xlsx", "--format", "json").stdout)

    assert document["program"]["terms"] == OF_NYACK


def test_text_names_the_agreement() -> None:
    assert f"with the terms '{OF_NYACK}'" in " ".join(run("check", "inbox/nyack.xlsx").stdout.split())


def test_from_python() -> None:
    assert vbpqip.review("inbox/nyack.xlsx", terms="terms.toml").rules.terms == OF_NYACK


def test_feedback_names_the_agreed_day() -> None:
    Path("wrong.xlsx").write_bytes(written_form(following(NEXT.replace("0/18800", "-/18800"))))
    run("check", "wrong.xlsx", "--feedback", "feedback")

    assert "by 2017-12-15" in Path("feedback/wrong.feedback.html").read_text("utf-8")


def test_a_folder_is_reviewed_under_one_terms_file() -> None:
    result = CliRunner().invoke(main, ["batch", "inbox", "--out", "results", "--terms", "terms.toml", *QUIET])
    found = rows(Path("results"), "SELECT json_extract(document, '$.program.terms') FROM judgement ORDER BY 1")
    due = rows(
        Path("results"),
        "SELECT facility, due FROM expected WHERE facility IN ('Nyack Hospital', 'Rome Memorial Hospital')",
    )
    assumed = [row[0].value for row in openpyxl.load_workbook("results/summary.xlsx")["Overview"].iter_rows()]

    assert result.exit_code == 0
    assert [terms for (terms,) in found] == ["Agreements 2017", OF_INTERFAITH, OF_NYACK]
    assert sorted(due) == [("Nyack Hospital", "2017-12-15"), ("Rome Memorial Hospital", "2017-10-31")]
    assert any("terms: Agreements 2017" in str(line) for line in assumed)


def test_where_every_report_has_an_agreement_the_summary_assumes_nothing_else() -> None:
    Path("inbox/rome.xlsx").unlink()
    CliRunner().invoke(main, ["batch", "inbox", "--out", "results", "--terms", "terms.toml", *QUIET])

    assert "qit.required_share" not in Path("results/summary.html").read_text("utf-8")
    assert "qit.maintained_counts" in Path("results/summary.html").read_text("utf-8")


def test_a_finding_across_files_is_as_serious_as_its_pairing_takes_it() -> None:
    """The baseline of Nyack was due a month earlier, and nothing had come before what came late."""
    Path("inbox/baseline.xlsx").write_bytes(written_form(baseline()))
    Path("received.csv").write_text("file,received\nbaseline.xlsx,2017-07-05\n", "utf-8")
    CliRunner().invoke(
        main, ["batch", "inbox", "--out", "results", "--manifest", "received.csv", "--terms", "terms.toml", *QUIET]
    )
    found = rows(
        Path("results"), "SELECT state, due FROM expected WHERE period = 'DY2 Q4' AND facility = 'Nyack Hospital'"
    )

    assert found == [("late", "2017-06-30")]


def test_a_form_is_written_for_the_agreement_of_its_names() -> None:
    run("template", "own.xlsx", "--facility", "nyack hospital", "--mco", "Fidelis", "--measure", "readmissions")
    run("template", "any.xlsx")
    Path("pairings.csv").write_text("facility,mco\nNyack Hospital,Fidelis\n", "utf-8")
    run(
        "template", "forms", "--roster", "--pairings", "pairings.csv", "--period", "DY3 Q1", "--measure", "readmissions"
    )
    terms = {path: stamped(path) for path in ("own.xlsx", "any.xlsx", "forms/Nyack-Hospital_Fidelis_DY3-Q1.xlsx")}

    assert terms == {
        "own.xlsx": OF_NYACK,
        "any.xlsx": "Agreements 2017",
        "forms/Nyack-Hospital_Fidelis_DY3-Q1.xlsx": OF_NYACK,
    }


def test_a_measure_of_another_agreement_is_not_on_a_forms_menu() -> None:
    result = run("template", "own.xlsx", "--facility", "Interfaith Medical Center", "--mco", "Fidelis",
                 "--measure", "readmissions")  # fmt: skip

    assert result.exit_code == 2
    assert "'readmissions' is not on the menu" in result.stderr


def test_the_next_report_is_written_for_the_agreement_of_the_last() -> None:
    run("template", "next.xlsx", "--previous", "inbox/nyack.xlsx")

    assert stamped("next.xlsx") == OF_NYACK


def test_reports_are_compared_under_their_agreement() -> None:
    Path("better.xlsx").write_bytes(written_form(following(NEXT)))
    document = json.loads(run("compare", "inbox/nyack.xlsx", "better.xlsx", "--format", "json").stdout)

    assert document["program"]["terms"] == OF_NYACK


def test_a_measure_of_a_report_is_explained_under_its_agreement() -> None:
    found = json.loads(run("explain", "inbox/nyack.xlsx", "--measure", "clabsi", "--format", "json").stdout)

    assert {each["key"]: each["value"] for each in found["rests_on"]}["qit.required_share"] == "0.20"


def test_parameters_of_a_pairing() -> None:
    own = run("parameters", "--period", "DY3 Q1", "--facility", "Nyack Hospital", "--mco", "Fidelis")
    every = run("parameters", "--period", "DY3 Q1")

    assert own.stdout.startswith("qit.required_share = 0.20\n")
    assert own.stderr == ""
    assert every.stdout.startswith("qit.required_share = 0.50\n")
    assert every.stderr == (
        "The terms hold 2 agreements of single pairings too; --facility and --mco say whose numbers are printed.\n"
    )


def test_calendar_of_a_pairing() -> None:
    assert "2017-12-15" in run("calendar", "--period", "DY3 Q1", "--facility", "Nyack Hospital").stdout
    assert "2017-12-15" not in run("calendar", "--period", "DY3 Q1", "--mco", "Fidelis").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--facility", "Nyack Hopsital"), "'Nyack Hopsital' is not on the roster. Did you mean 'Nyack Hospital'?"),
        (("--mco", "Aetna"), "'Aetna' is not on the roster."),
    ],
)
def test_names_that_nobody_has(words: tuple[str, str], said: str) -> None:
    result = run("parameters", *words)

    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)
