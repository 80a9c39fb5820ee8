"""A kind of report that only the tests know goes the way that the QIT report goes, and nothing of the program changes.

1. A workbook's kind is told by its stamp, else by its labels. 2. A check prints it as text, JSON and CSV. 3. A finding
names its subject, and terms grade and waive it. 4. Reports of a kind are compared with one another. 5. A batch keeps
who sent it to whom and what it says to others; a later report supersedes an earlier one as a whole. 6. A summary has
its columns. 7. Its findings are explained, its days are in the calendar. 8. What is only for QIT reports says so.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from support.plain_kind import PlainReport
from support.toy_kind import BED_REPORT, FORM, KEY, write, written
from vbpqip.batch.store import NAME
from vbpqip.cli import main
from vbpqip.core.parties import Subject
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds import catalogue, kind_of, known, named, only
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.layout import FORM as QIT_FORM
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program
from vbpqip.rendering.as_json import schema
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.held import held_in
from vbpqip.workbook.ooxml.package import open_workbook

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
PROGRAM = load_program()
PLAIN_REPORT = PlainReport()
NYACK, JAMAICA = ("Nyack Hospital", 100, 60), ("Jamaica Hospital", 200, 120)
WRONG = ("Jamaica Hospital", 200, 201)


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    """Know the tests' own kind beside the QIT report."""
    with only((QIT_REPORT, BED_REPORT)):
        yield


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def test_1_a_kind_is_known_within_its_block() -> None:
    assert [kind.key for kind in known()] == ["qit-report", KEY]
    with only((BED_REPORT,)):
        assert named("qit-report") is BED_REPORT
    assert named(KEY) is BED_REPORT
    assert "QIP910" in catalogue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (written(NYACK), BED_REPORT),
        (written(NYACK, stamp=""), BED_REPORT),
        (written(NYACK, stamp="ait-report"), QIT_REPORT),
        ((SAMPLES / "met.xlsx").read_bytes(), QIT_REPORT),
    ],
    ids=["by its stamp", "by its labels", "of no known kind", "a QIT report"],
)
def test_1_the_kind_of_a_workbook(content: bytes, kind: object) -> None:
    assert kind_of(open_workbook(content), known()) is kind


def test_1_a_qit_report_without_its_stamp_is_told_by_its_labels() -> None:
    workbook = open_workbook(SAMPLES / "met.xlsx")

    assert held_in(QIT_FORM, workbook) > held_in(FORM, workbook)
    assert held_in(QIT_FORM, open_workbook(written(NYACK))).labels == 0
    assert held_in(FORM, open_workbook(written(NYACK))).labels == len(FORM.labels)


def test_2_its_form_is_written_filled_in_and_checked(tmp_path: Path) -> None:
    out = tmp_path / "beds.xlsx"

    result = run("template", out, "--kind", KEY, "--period", "DY3 Q1", "--mco", "Fidelis")

    assert (result.exit_code, "Wrote" in result.stderr) == (0, True)
    assert run("check", out, "--format", "csv").exit_code == 1
    book = load_workbook(out)
    entered: dict[str, str | int] = {"A5": "Nyack Hospital", "B5": 100, "C5": 60}
    for address, value in entered.items():
        assert not book["Beds"][address].protection.locked
        book["Beds"][address] = value
    book.save(out)
    assert run("check", out).output.count("Bed report: met") == 1


def test_2_a_kind_without_a_form_to_fill_in_says_so(tmp_path: Path) -> None:
    with only((QIT_REPORT, PLAIN_REPORT)):
        result = run("template", tmp_path / "out.xlsx", "--kind", "plain-report")

    assert (result.exit_code, "a plain-report has no form to fill in" in result.output) == (2, True)


@pytest.mark.parametrize("words", [("--measure", "clabsi"), ("--roster",), ("--previous", "last.xlsx")])
def test_2_options_of_the_qit_report_are_its_own(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run("template", tmp_path / "out.xlsx", "--kind", KEY, *words)

    assert (result.exit_code, f"{words[0]} is only for a qit-report" in result.output) == (2, True)


def test_2_a_kind_that_is_not_known(tmp_path: Path) -> None:
    result = run("template", tmp_path / "out.xlsx", "--kind", "bed-reprot")

    assert (result.exit_code, "known are qit-report, bed-report" in result.output) == (2, True)


def test_2_a_qit_report_by_its_seam() -> None:
    assert QIT_REPORT.template(PROGRAM, FormOptions()) == workbook_for(empty_form_data(PROGRAM))


def test_2_a_review_has_sender_receivers_subjects_and_facts() -> None:
    review = review_workbook(written(NYACK, JAMAICA), PROGRAM)

    assert (review.kind, review.status, review.verdict) == (KEY, Status.ACCEPTED, Verdict.MET)
    assert (review.sender, review.receivers) == ("Fidelis", ("DOH",))
    assert review.subjects == (Subject("Nyack Hospital", "Fidelis"), Subject("Jamaica Hospital", "Fidelis"))
    assert (review.facility, review.mco) == ("", "")
    assert [(fact.subject.facility, fact.period, fact.value) for fact in review.facts()] == [
        ("Nyack Hospital", "DY3 Q1", "0.6"),
        ("Jamaica Hospital", "DY3 Q1", "0.6"),
    ]


def test_2_a_review_of_another_kind_has_nothing_of_a_qit_report() -> None:
    review = review_workbook(written(NYACK), PROGRAM)

    assert (review.measures, review.credits.contracts, review.gap) == ((), (), None)
    with pytest.raises(AttributeError, match="bed-report"):
        _ = review.qit


def test_2_an_error_takes_verdict_and_facts() -> None:
    review = review_workbook(written(NYACK, WRONG), PROGRAM)

    assert (review.status, review.verdict, review.facts()) == (Status.REJECTED, Verdict.NOT_DETERMINED, ())


def test_2_a_blank_report() -> None:
    review = review_workbook(written(), PROGRAM)

    assert (review.status, [finding.diagnostic.code for finding in review.findings]) == (Status.BLANK, ["QIP918"])


def test_2_as_text(tmp_path: Path) -> None:
    result = run("check", write(tmp_path / "beds.xlsx", NYACK, WRONG))

    assert result.exit_code == 1
    assert result.output.replace(str(tmp_path), "") == snapshot("""\
/beds.xlsx
Fidelis to DOH, DY3 Q1, window DY2 Q2 to DY3 Q1

Bed report: not determined
Nyack Hospital: 3/5 of the beds are in use
Jamaica Hospital: 201/200 of the beds are in use

1 error, no warnings, 1 note; 2 checks run

error: Beds!C6: Jamaica Hospital: 201 of 200. [QIP910]
  Ask the health plan.

note: Beds!C6: Jamaica Hospital: 201/200. [QIP960]

Reviewed with NYS VBP QIP data version 1.
""")


def test_2_as_json(tmp_path: Path) -> None:
    result = run("check", write(tmp_path / "beds.xlsx", NYACK, WRONG), "--format", "json")

    said = json.loads(result.output)
    (review,) = said["reviews"]
    Draft202012Validator(schema()).validate(said)
    assert review["beds"]["verdict"] == "not_determined"
    assert "qit" not in review
    assert review["findings"][0]["subject"] == {"facility": "Jamaica Hospital", "mco": "Fidelis"}
    assert review["findings"][0]["remedy"] == "Ask the health plan."
    assert review["entries"]["fields"] == {"mco": "Fidelis", "current_period": "DY3 Q1"}
    assert (review["sender"], review["receivers"], len(review["subjects"])) == ("Fidelis", ["DOH"], 2)


def test_2_as_csv(tmp_path: Path) -> None:
    result = run("check", write(tmp_path / "beds.xlsx", NYACK), "--format", "csv")

    (line,) = csv.DictReader(result.output.removeprefix("\ufeff").splitlines())
    assert (line["status"], line["period"], line["verdict"], line["share"]) == ("accepted", "DY3 Q1", "met", "")


GRADED = """
title = "Agreement"
[[severities]]
code = "QIP910"
since = "DY2 Q4"
severity = "warning"
source = "Amendment 2"
"""
WAIVED = """
title = "Agreement"
[[waivers]]
code = "QIP910"
facility = "jamaica hospital"
period = "DY3 Q1"
approver = "A. Smith"
reason = "A ward is closed."
until = 2017-10-20
"""


@pytest.mark.parametrize("terms", [GRADED, WAIVED], ids=["graded", "waived of the subject"])
def test_3_terms_know_its_codes(tmp_path: Path, terms: str) -> None:
    (tmp_path / "terms.toml").write_text(terms)
    report = write(tmp_path / "beds.xlsx", NYACK, WRONG)

    assert run("check", report, "--terms", tmp_path / "terms.toml", "--received", "2017-10-20").exit_code == 0
    assert run("check", report).exit_code == 1


def test_4_reports_are_compared_with_one_another(tmp_path: Path) -> None:
    one = write(tmp_path / "one.xlsx", NYACK)
    other = write(tmp_path / "other.xlsx", NYACK, JAMAICA, mco="Affinity")

    said = json.loads(run("check", one, SAMPLES / "met.xlsx", other, "--format", "json").output)

    codes = [[finding["code"] for finding in review["findings"]] for review in said["reviews"]]
    assert [codes[0], codes[2]] == [["QIP940"], ["QIP940"]]
    assert "QIP940" not in codes[1]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Return the results of a folder with two reports on beds, the later of which is another, and a QIT report."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write(inbox / "a.xlsx", NYACK, JAMAICA)
    write(inbox / "b.xlsx", ("NYACK hospital", 100, 70))
    write(inbox / "c.xlsx", WRONG, mco="Affinity")
    shutil.copy(SAMPLES / "met.xlsx", inbox)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,received,sender\na.xlsx,2017-10-01,\nb.xlsx,2017-10-02,\nc.xlsx,2017-10-02,\n")
    ended = run("batch", inbox, "--out", tmp_path / "out", "--manifest", manifest, "-q", "--jobs", "1")
    assert ended.exit_code == 1, ended.output
    return tmp_path / "out"


def asked(results: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(results / NAME)) as connection:
        return connection.execute(query).fetchall()


def test_5_a_ledger_keeps_who_sends_it_to_whom_and_what_it_says(results: Path) -> None:
    heads = asked(
        results, "SELECT DISTINCT kind, sender_normalized, receivers, verdict FROM judgement ORDER BY 1, 2, 4"
    )
    facts = "SELECT facility, mco, period, name, value, cell FROM fact WHERE kind = 'bed-report' ORDER BY 1, 5"

    assert heads == [
        (KEY, "affinity", '["DOH"]', "not_determined"),
        (KEY, "fidelis", '["DOH"]', "met"),
        ("qit-report", "wyckoff heights medical center", '["United Health Plan"]', "met"),
    ]
    assert asked(results, facts) == [
        ("Jamaica Hospital", "Fidelis", "DY3 Q1", "occupancy", "0.6", "C6"),
        ("NYACK hospital", "Fidelis", "DY3 Q1", "occupancy", "0.7", "C5"),
        ("Nyack Hospital", "Fidelis", "DY3 Q1", "occupancy", "0.6", "C5"),
    ]


def test_5_a_later_report_supersedes_an_earlier_one_as_a_whole(results: Path) -> None:
    assert asked(results, "SELECT path, standing FROM standing ORDER BY path") == [
        ("a.xlsx", "superseded"),
        ("b.xlsx", "counts"),
        ("c.xlsx", "not accepted"),
        ("met.xlsx", "counts"),
    ]


def test_5_who_is_expected_to_send_a_qit_report_is_not_met_by_another(results: Path) -> None:
    assert asked(results, "SELECT path FROM expected WHERE path <> ''") == [("met.xlsx",)]


def test_6_a_summary_has_its_verdicts_columns_and_findings(results: Path) -> None:
    with (results / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = {line["path"]: (line["verdict"], line["hospitals"], line["selected"]) for line in csv.DictReader(file)}
    with (results / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = {(line["path"], line["code"]) for line in csv.DictReader(file)}

    assert lines == {
        "a.xlsx": ("met", "2", ""),
        "b.xlsx": ("met", "1", ""),
        "c.xlsx": ("not_determined", "1", ""),
        "met.xlsx": ("met", "", "9"),
    }
    assert ("c.xlsx", "QIP910") in codes


def test_7_its_findings_are_explained() -> None:
    said = run("explain", "QIP910").output

    assert all(words in said for words in ("Count the beds again.", "Ask the health plan.", "Nobody lies in two beds."))


def test_7_its_days_are_in_the_calendar() -> None:
    assert "dy3-q1-beds-due@vbpqip" in run("calendar", "--format", "ics", "--period", "DY3 Q1").output


def test_8_feedback_is_on_qit_reports_alone(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK)

    result = run("check", report, "--feedback", tmp_path / "feedback")

    assert result.exit_code == 0
    assert "it is written on QIT reports alone" in result.stderr
    assert not list((tmp_path / "feedback").iterdir())


def test_8_a_batch_writes_feedback_on_qit_reports_alone(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write(tmp_path / "inbox" / "beds.xlsx", NYACK)

    ended = run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "--feedback", "-q", "--jobs", "1")

    assert ended.exit_code == 0, ended.output
    assert not list((tmp_path / "out").glob("feedback/**/*.html"))


def test_8_a_comparison_is_of_qit_reports_alone(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK)

    result = run("compare", report, SAMPLES / "met.xlsx")

    assert result.exit_code == 2
    assert "is not a QIT report" in result.stderr
