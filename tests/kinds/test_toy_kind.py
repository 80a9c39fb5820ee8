"""A kind of report that only the tests know goes the way that the QIT report goes, and nothing of the program changes.

1. A workbook's kind is told by its stamp, else by its labels. 2. A check prints it as text, JSON and CSV. 3. A finding
names its subject, and terms grade and waive it. 4. Reports of a kind are compared with one another. 5. A batch keeps
who sent it to whom and what it says to others; a later report supersedes an earlier one as a whole. 6. A summary has
its columns. 7. Its findings are explained, its days are in the calendar. 8. Its sender gets feedback. 9. Two reports are
compared, and what a number is made of is explained. 10. What would turn its verdict is said wherever that is.
11. Results of a batch fill in its form.
12. A batch writes its exports: a table for people, and a letter to send it with. 13. The whole way: a form that results
of another kind fill in is completed, accepted, kept, and exported.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from support.browser import Browser
from support.drafts import body_of
from support.plain_kind import PlainReport
from support.toy_kind import BED_REPORT, FORM, KEY, write, written
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.batch.store import opened
from vbpqip.batch.store_errors import LEDGER_NAME
from vbpqip.batch.version_status import reject_blocked
from vbpqip.cli import main
from vbpqip.core.parties import Subject
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.layout import FORM as QIT_FORM
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.kinds.registry import catalogue, kind_of, known, named, only
from vbpqip.program.loading import load_program
from vbpqip.rendering.as_json import schema
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.best_form import labels_found
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
        (lambda: written(NYACK), BED_REPORT),
        (lambda: written(NYACK, stamp=""), BED_REPORT),
        (lambda: written(NYACK, stamp="ait-report"), QIT_REPORT),
        ((SAMPLES / "met.xlsx").read_bytes, QIT_REPORT),
    ],
    ids=["by its stamp", "by its labels", "of no known kind", "a QIT report"],
)
def test_1_the_kind_of_a_workbook(content: Callable[[], bytes], kind: object) -> None:
    assert kind_of(open_workbook(content()), known()) is kind


def test_1_a_qit_report_without_its_stamp_is_told_by_its_labels() -> None:
    workbook = open_workbook(SAMPLES / "met.xlsx")

    assert labels_found(QIT_FORM, workbook) > labels_found(FORM, workbook)
    assert labels_found(QIT_FORM, open_workbook(written(NYACK))).labels == 0
    assert labels_found(FORM, open_workbook(written(NYACK))).labels == len(FORM.labels)


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


@pytest.mark.parametrize("words", [("--measure", "clabsi"), ("--roster",)])
def test_2_options_of_the_qit_report_are_its_own(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run("template", tmp_path / "out.xlsx", "--kind", KEY, *words)

    assert (result.exit_code, f"{words[0]} is only for a qit-report" in result.output) == (2, True)


@pytest.mark.parametrize("words", [("--hospital", "Nyack Hospital"), ("--results", "out")])
def test_2_its_options_are_no_options_of_the_qit_report(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run("template", tmp_path / "out.xlsx", *words)

    assert (result.exit_code, f"{words[0]} is only for a bed-report" in result.output) == (2, True)


def test_2_its_options_are_those_of_the_command() -> None:
    said = run("template", "--help").output

    assert "--hospital NAME" in said
    assert said.count("--previous LAST.xlsx") == 1
    with only((QIT_REPORT,)):
        assert "--hospital" not in run("template", "--help").output


def entered(path: Path) -> list[tuple[object, ...]]:
    """Return what a form of the toy kind says of its first hospitals."""
    rows = load_workbook(path)["Beds"].iter_rows(min_row=5, max_row=7, max_col=6, values_only=True)
    return [(*row[:3], row[5]) for row in rows]


def test_2_options_fill_in_its_form(tmp_path: Path) -> None:
    last, out = write(tmp_path / "last.xlsx", NYACK), tmp_path / "next.xlsx"

    result = run("template", out, "--kind", KEY, "--hospital", "A O Fox", "--previous", last)

    assert (result.exit_code, result.stderr) == (0, f"Wrote {out}.\n")
    assert entered(out) == [("A O Fox", None, None, None), ("Nyack Hospital", 100, None, None), (None,) * 4]


@pytest.mark.parametrize(
    ("out", "words", "expected"),
    [
        ("out.xlsx", ("--mco", "Affinity", "--previous", "last.xlsx"), "--previous: last.xlsx: it is of Fidelis."),
        ("last.xlsx", ("--overwrite", "--previous", "last.xlsx"), "last.xlsx is the report of --previous itself."),
        ("out.xlsx", ("--results", "out"), "Results fill in the form of a period. Choose it with --period."),
    ],
)
def test_2_options_that_cannot_be_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, words: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("last.xlsx"), NYACK)

    result = run("template", out, "--kind", KEY, *words)

    assert (result.exit_code, expected in " ".join(result.stderr.split())) == (2, True), result.stderr


def test_2_a_kind_that_is_not_known(tmp_path: Path) -> None:
    result = run("template", tmp_path / "out.xlsx", "--kind", "bed-reprot")

    assert (result.exit_code, "known are qit-report, bed-report" in result.output) == (2, True)


def test_2_a_qit_report_by_its_seam() -> None:
    assert QIT_REPORT.template(PROGRAM, FormOptions()).content == workbook_for(empty_form_data(PROGRAM))


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
    assert (review.open_rules, review.without_warned) == ((), None)
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
Nyack Hospital: 60 % of the beds are in use
Jamaica Hospital: 100.5 % of the beds are in use

1 error, no warnings, 1 note; 44 checks run

error: Beds!C6: Jamaica Hospital: 201 of 200. [QIP910]
  Ask the health plan.

note: Beds!C6: Jamaica Hospital: 100.5 %. [QIP960]

Reviewed with NYS VBP QIP data version 1.
""")


def test_2_what_is_good_to_know_of_several(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{nth}.xlsx", ("Nyack Hospital", 100, nth)) for nth in (60, 100)]

    result = run("check", *files)

    assert "Good to know\n  - 100.xlsx: Nyack Hospital has no bed left\n\n" in result.output
    assert "\nNyack Hospital has no bed left\n" in run("check", files[1]).output


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


def test_4_its_own_kind_reads_the_report_before_it(tmp_path: Path) -> None:
    """A report of another kind says that it cannot be compared, and a report of this kind that it came before."""
    report, before = write(tmp_path / "beds.xlsx", NYACK), write(tmp_path / "before.xlsx", JAMAICA, period="DY2 Q4")

    result = run("check", report, SAMPLES / "met.xlsx", "--previous", before, "--format", "json")

    beds, met = json.loads(result.output)["reviews"]
    assert [finding["message"] for finding in beds["findings"]] == ["After DY2 Q4."]
    assert "before.xlsx was not compared: it is no QIT report." in [each["message"] for each in met["findings"]]


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
    with closing(sqlite3.connect(results / LEDGER_NAME)) as connection:
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


def found_across(tmp_path: Path, *files: tuple[str, bytes, str]) -> list[tuple[str, ...]]:
    """Return the findings across files that come with the days of their receipt."""
    (tmp_path / "inbox").mkdir()
    lines = ["file,received,sender"]
    for name, content, received in files:
        (tmp_path / "inbox" / name).write_bytes(content)
        lines.append(f"{name},{received},")
    (tmp_path / "manifest.csv").write_text("\n".join(lines))
    run(
        "batch",
        tmp_path / "inbox",
        "--out",
        tmp_path / "out",
        "--manifest",
        tmp_path / "manifest.csv",
        "-q",
        "--jobs",
        "1",
    )
    return asked(tmp_path / "out", "SELECT path, code, message FROM finding_across ORDER BY path, code, message")


def test_5_two_plans_tell_otherwise_of_one_hospital(tmp_path: Path) -> None:
    """Twice in one report it is no other plan that tells."""
    fidelis = written(NYACK, JAMAICA, ("Nyack Hospital", 100, 61))
    affinity = written(("NYACK hospital", 100, 70), JAMAICA, mco="Affinity")

    assert found_across(tmp_path, ("f.xlsx", fidelis, ""), ("a.xlsx", affinity, "")) == snapshot(
        [
            (
                "a.xlsx",
                "QIP446",
                "1 entry differs from the report of Fidelis in f.xlsx: occupancy, DY3 Q1: 0.7, there 0.61.",
            ),
            (
                "f.xlsx",
                "QIP446",
                "1 entry differs from the report of Affinity in a.xlsx: occupancy, DY3 Q1: 0.61, there 0.7.",
            ),
        ]
    )


def test_5_copies_and_reports_that_were_sent_again(tmp_path: Path) -> None:
    other = written(("Nyack Hospital", 100, 70))
    files = [
        ("a.xlsx", written(NYACK), "2017-10-01"),
        ("b.xlsx", written(NYACK), "2017-10-01"),
        ("c.xlsx", other, "2017-10-02"),
        ("d.xlsx", written(("Nyack hospital", 100, 71)), "2017-10-02"),
        ("e.xlsx", written(("Jamaica Hospital", 100, 60), mco="Affinity"), "2017-10-02"),
        ("f.xlsx", written(("Jamaica hospital", 100, 60), mco="Affinity"), "2017-10-02"),
    ]

    assert found_across(tmp_path, *files) == snapshot(
        [
            ("b.xlsx", "QIP441", "The same file as a.xlsx."),
            ("c.xlsx", "QIP444", "2 reports differ, and days of receipt do not tell which is the latest."),
            ("d.xlsx", "QIP444", "2 reports differ, and days of receipt do not tell which is the latest."),
            ("f.xlsx", "QIP442", "The same values as e.xlsx."),
        ]
    )


def test_5_reports_that_follow_one_another(tmp_path: Path) -> None:
    """The first of the baseline's period is compared with by all that come after it."""
    files = [
        ("a.xlsx", written(NYACK, period="DY2 Q4"), ""),
        ("b.xlsx", written(("NYACK hospital", 110, 60)), ""),
        ("c.xlsx", written(("Nyack Hospital", 110, 70), period="DY3 Q2"), ""),
        ("d.xlsx", written(("Nyack Hospital", 120, 71), mco="Affinity", period="DY3 Q2"), ""),
        ("e.xlsx", (SAMPLES / "met.xlsx").read_bytes(), ""),
    ]

    found = [row for row in found_across(tmp_path, *files) if row[1] == "QIP941"]

    assert found == snapshot(
        [
            ("b.xlsx", "QIP941", "nyack hospital: 110 beds, 100 in a.xlsx."),
            ("b.xlsx", "QIP941", "nyack hospital: 110 beds, 100 in a.xlsx."),
            ("c.xlsx", "QIP941", "nyack hospital: 110 beds, 100 in a.xlsx."),
        ]
    )


def test_5_versions_that_are_late(tmp_path: Path) -> None:
    """Not of a period that nobody knows."""
    files = [
        ("a.xlsx", written(NYACK), "2017-10-31"),
        ("b.xlsx", written(NYACK, JAMAICA), "2017-11-02"),
        ("c.xlsx", written(NYACK, JAMAICA, mco="Affinity"), "2017-11-02"),
        ("d.xlsx", written(NYACK, period="soon"), "2017-11-02"),
    ]

    found = [row for row in found_across(tmp_path, *files) if row[1] == "QIP942"]

    assert found == [("c.xlsx", "QIP942", "2 hospitals since 2017-11-02, late.")]


def test_5_versions_with_other_values_are_not_one_report(tmp_path: Path) -> None:
    """As full as before, with as many beds more: what is kept to compare tells it from the version before."""
    files = [("a.xlsx", written(NYACK), ""), ("b.xlsx", written(("Nyack Hospital", 200, 120)), "")]

    found = found_across(tmp_path, *files)

    assert [row[:2] for row in found if row[1] == "QIP444"] == [("a.xlsx", "QIP444"), ("b.xlsx", "QIP444")]


def test_5_a_ledger_with_a_kind_that_is_no_longer_known(tmp_path: Path) -> None:
    found_across(tmp_path, ("a.xlsx", written(NYACK), "2017-11-02"))

    with only((QIT_REPORT,)), opened(tmp_path / "out") as store:
        store.run("note_down", ("across", ""))
        run_cross_report_checks(store, PROGRAM)

    assert asked(tmp_path / "out", "SELECT code FROM finding_across") == []


def test_5_numbers_that_two_hospitals_have_in_common(tmp_path: Path) -> None:
    found = found_across(
        tmp_path, ("a.xlsx", written(NYACK), ""), ("b.xlsx", written(("Jamaica Hospital", 100, 60), mco="Affinity"), "")
    )

    assert found == snapshot(
        [
            ("a.xlsx", "QIP440", "The counts are those of Jamaica Hospital in b.xlsx."),
            ("b.xlsx", "QIP440", "The counts are those of Nyack Hospital in a.xlsx."),
        ]
    )


def test_5_its_history_is_as_it_was_written(results: Path) -> None:
    assert run("batch", "--verify", results).exit_code == 0


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


def test_6_a_summary_has_a_matrix_of_it(tmp_path: Path) -> None:
    """Who sent it to whom by period: the version that counts; what is ambiguous, rejected or late; nothing of nobody."""
    files = [
        ("a.xlsx", written(NYACK), "2017-10-20"),
        ("b.xlsx", written(NYACK, JAMAICA), "2017-10-30"),
        ("c.xlsx", written(WRONG, mco="Affinity"), "2017-10-20"),
        ("d.xlsx", written(NYACK, mco="MetroPlus"), "2017-10-20"),
        ("e.xlsx", written(JAMAICA, mco="MetroPlus"), "2017-10-20"),
        ("f.xlsx", written(NYACK, period="DY3 Q2"), "2017-10-20"),
        ("g.xlsx", written(NYACK, mco=""), "2017-10-20"),
        ("h.xlsx", written(), "2017-10-20"),
    ]
    found_across(tmp_path, *files)
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    matrix = load_workbook(tmp_path / "out" / "summary.xlsx")["Matrix Bed report"]
    rows = [row for row in matrix.iter_rows(values_only=True) if row[0] and row[1]]

    assert rows == snapshot(
        [
            ("From", "To", "DY3 Q2", "DY3 Q1"),
            ("Affinity", "DOH", None, "✖ rejected"),
            ("Fidelis", "DOH", "✔ met", "✔ met"),
            ("MetroPlus", "DOH", None, "? ambiguous"),
        ]
    )
    assert "Bed report to DOH: verdict" in page


def test_7_its_findings_are_explained() -> None:
    said = run("explain", "QIP910").output

    assert all(words in said for words in ("Count the beds again.", "Ask the health plan.", "Nobody lies in two beds."))


def test_7_its_days_are_in_the_calendar() -> None:
    assert "dy3-q1-beds-due@vbpqip" in run("calendar", "--format", "ics", "--period", "DY3 Q1").output


def test_8_its_sender_gets_a_workbook_a_page_and_an_e_mail(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK, WRONG, ("Full Hospital", 10, 10))

    result = run("check", report, "--feedback", tmp_path / "feedback", "--attach-page", "--received", "2017-10-20")

    place = tmp_path / "feedback" / "beds.feedback"
    assert (result.exit_code, result.stderr) == (1, f"Feedback: {place}.xlsx, .html and .eml\n")
    page = place.with_suffix(".feedback.html").read_text("utf-8")
    assert "<h1>Feedback on beds</h1>" in page
    assert "<strong>\u2717 Error, Beds!C6:</strong> Jamaica Hospital: 201 of 200." in page
    assert '<td>200</td><td class="error-cell">\u2717 201</td>' in page
    assert "<dt>mco</dt><dd>Fidelis</dd>" in page
    assert body_of(place.with_suffix(".feedback.eml")) == snapshot("""\
To Fidelis,

your Bed report for DY3 Q1 (beds.xlsx) was checked.

Bed report: not determined

Nyack Hospital: 60 % of the beds are in use

Jamaica Hospital: 100.5 % of the beds are in use

Full Hospital: 100 % of the beds are in use

1 item to fix.

Next step: fix each error in your own report, not in the review copy, and
send the report again. Until then it has no verdict.

What to fix, and what to review
  - Error: Beds!C6: Jamaica Hospital: 201 of 200. [QIP910]
    Count the beds again.

Notes
  Nothing needs to be done about these.
  - Beds!C6: Jamaica Hospital: 100.5 %. And 1 more of this kind. [QIP960]

The workbook attached has all that was found; its sheet Findings leads to
each cell.
""")


def test_8_a_blank_report_has_nothing_to_show(tmp_path: Path) -> None:
    run("check", write(tmp_path / "beds.xlsx"), "--feedback", tmp_path / "feedback")

    page = (tmp_path / "feedback" / "beds.feedback.html").read_text("utf-8")
    assert "BLANK: nothing is entered" in page
    assert "<h2>hospitals</h2>" not in page


def test_8_the_workbook_has_a_sheet_of_findings_and_tables_beside_the_result(tmp_path: Path) -> None:
    run("check", write(tmp_path / "beds.xlsx", NYACK, WRONG), "--feedback", tmp_path / "feedback")

    book = load_workbook(tmp_path / "feedback" / "beds.feedback.xlsx")

    assert book.sheetnames == ["Findings", "Result", "Table 2"]
    assert [
        [cell or "" for cell in row] for row in book["Findings"].iter_rows(min_row=6, max_row=6, values_only=True)
    ] == snapshot(
        [["Jamaica Hospital: 201 of 200.", "Count the beds again.", "Beds!C6", "201", "at most 200", "error", "QIP910"]]
    )
    assert [*book["Table 2"].iter_rows(min_row=5, values_only=True)] == snapshot(
        [("Hospital", "Beds", "In use"), ("Nyack Hospital", "100", "60"), ("Jamaica Hospital", "200", "✗ 201")]
    )


def test_8_everybody_can_use_the_page(browser: Browser, tmp_path: Path) -> None:
    run("check", write(tmp_path / "beds.xlsx", NYACK, WRONG), "--feedback", tmp_path / "feedback")

    assert browser.axe_violations(tmp_path / "feedback" / "beds.feedback.html") == []


def test_8_a_batch_answers_each_report(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write(tmp_path / "inbox" / "beds.xlsx", NYACK)
    write(tmp_path / "inbox" / "copy.xlsx", NYACK)
    (tmp_path / "inbox" / "copy.xlsx").write_bytes((tmp_path / "inbox" / "beds.xlsx").read_bytes())

    ended = run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "--feedback", "-q", "--jobs", "1")

    assert ended.exit_code == 0, ended.output
    page = (tmp_path / "out" / "feedback" / "copy.xlsx.feedback.html").read_text("utf-8")
    assert "<h1>Feedback on beds</h1>" in page
    assert "The same file as beds.xlsx." in page


def test_9_two_reports_are_compared_by_what_is_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = write(Path("one.xlsx"), NYACK, JAMAICA)
    other = write(Path("other.xlsx"), ("NYACK hospital", 100, 70), ("A O Fox", 10, 9), mco="Affinity")

    result = run("compare", one, other)
    same = run("compare", one, one, "--format", "json")
    told = json.loads(run("compare", one, other, "--format", "json").output)
    run("compare", one, other, "--format", "xlsx", "--out", "told.xlsx")

    assert result.exit_code == 1
    assert result.output.partition("\n\nWhat this rests on\n")[0] == snapshot("""\
one.xlsx -> other.xlsx
Affinity to DOH, DY3 Q1, window DY2 Q2 to DY3 Q1

Bed report: met

9 changes
  - mco: Fidelis -> Affinity
  - hospitals, NYACK hospital, facility: Nyack Hospital -> NYACK hospital
  - hospitals, NYACK hospital, used: 60 -> 70
  - hospitals, Jamaica Hospital, facility: Jamaica Hospital -> blank
  - hospitals, Jamaica Hospital, beds: 200 -> blank
  - hospitals, Jamaica Hospital, used: 120 -> blank
  - hospitals, A O Fox, facility: blank -> A O Fox
  - hospitals, A O Fox, beds: blank -> 10
  - hospitals, A O Fox, used: blank -> 9\
""")
    assert (same.exit_code, json.loads(same.output)["changes"]) == (0, [])
    assert told["changes"][0] == snapshot({"table": "", "row": "", "entry": "mco", "old": "Fidelis", "new": "Affinity"})
    rows = load_workbook("told.xlsx")["Result"].iter_rows(values_only=True)
    assert ("mco", "Fidelis", "Affinity") in {row[:3] for row in rows}


def test_9_reports_of_two_kinds_are_not_compared(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK)

    result = run("compare", report, SAMPLES / "met.xlsx")

    assert result.exit_code == 2
    assert "beds.xlsx is a Bed report and" in result.stderr
    assert "give two reports of one kind" in result.stderr


def test_9_what_its_numbers_are_made_of_is_explained(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK, JAMAICA)

    said = run("explain", report, "--measure", "Nyack Hospital").output

    assert said == snapshot("""\
Nyack Hospital
How full it is

Stored  60
Cell    Beds!C5
""")
    assert json.loads(run("explain", report, "--measure", "nyack hospital", "--format", "json").output) == {
        "stored": "60"
    }
    assert "selected are nyack hospital, jamaica hospital" in run("explain", report, "--measure", "Fox").stderr


def test_10_what_would_turn_the_verdict_is_printed_and_told(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", NYACK, ("Jamaica Hospital", 200, 77))

    said = run("check", report, "--feedback", tmp_path / "feedback").output

    words = "Half of the beds must be in use in each hospital:\n  - Jamaica Hospital: 23 more beds in use\n"
    assert words in said
    assert words in body_of(tmp_path / "feedback" / "beds.feedback.eml")
    page = (tmp_path / "feedback" / "beds.feedback.html").read_text("utf-8")
    assert "<h2>What is short</h2>" in page
    assert "<li>Jamaica Hospital: 23 more beds in use</li>" in page


def test_10_nothing_would_turn_a_verdict_that_is_met(tmp_path: Path) -> None:
    assert "must be in use" not in run("check", write(tmp_path / "beds.xlsx", NYACK)).output


@pytest.fixture
def qit_results(tmp_path: Path) -> Path:
    """Return the results of a folder with a QIT report that is met."""
    (tmp_path / "qit").mkdir()
    shutil.copy(SAMPLES / "met.xlsx", tmp_path / "qit")
    assert run("batch", tmp_path / "qit", "--out", tmp_path / "results", "-q", "--jobs", "1").exit_code == 0
    return tmp_path / "results"


def test_11_results_of_another_kind_fill_in_its_form(tmp_path: Path, qit_results: Path) -> None:
    """What is filled in is locked; the rest of the row is not."""
    out = tmp_path / "beds.xlsx"

    result = run(
        "template", out, "--kind", KEY, "--period", "DY3 Q1", "--mco", "united health plan", "--results", qit_results
    )

    assert (result.exit_code, result.stderr) == (0, f"Wrote {out}.\n")
    assert entered(out)[:2] == [("Wyckoff Heights Medical Center", None, None, "met"), (None,) * 4]
    sheet = load_workbook(out)["Beds"]
    assert {at: sheet[at].protection.locked for at in ("A5", "B5", "C5", "F5", "A6", "F6")} == {
        "A5": True, "B5": False, "C5": False, "F5": True, "A6": False, "F6": False,
    }  # fmt: skip


@pytest.mark.parametrize("words", [("--period", "DY3 Q2"), ("--period", "DY3 Q1", "--mco", "Fidelis")])
def test_11_results_of_others_fill_in_nothing(tmp_path: Path, qit_results: Path, words: tuple[str, ...]) -> None:
    run("template", tmp_path / "beds.xlsx", "--kind", KEY, *words, "--results", qit_results)

    assert entered(tmp_path / "beds.xlsx")[0] == (None,) * 4


def test_11_reports_that_an_error_across_files_blocks_fill_in_nothing(tmp_path: Path, qit_results: Path) -> None:
    with opened(qit_results) as store, store.together():
        store.run("add_cross_report_finding", ("met.xlsx", "QIP446", "error", "", "", "", ""))
        reject_blocked(store)
        for table in ("every_cross_report_finding", "every_version_status"):
            store.note_seal(table)

    run("template", tmp_path / "beds.xlsx", "--kind", KEY, "--period", "DY3 Q1", "--results", qit_results)

    assert entered(tmp_path / "beds.xlsx")[0] == (None,) * 4


def test_11_a_folder_without_results(tmp_path: Path) -> None:
    result = run("template", tmp_path / "beds.xlsx", "--kind", KEY, "--period", "DY3 Q1", "--results", tmp_path)

    assert (result.exit_code, "there is no ledger in it" in result.stderr) == (3, True)


def test_12_a_batch_writes_a_table_and_a_letter(results: Path) -> None:
    """Of reports that count: not of what was superseded or rejected."""
    exports = results / "exports"

    assert sorted(path.name for path in exports.iterdir()) == ["beds-dy3-q1.csv", "beds-dy3-q1.eml", "beds-dy3-q1.xlsx"]
    assert (exports / "beds-dy3-q1.csv").read_bytes().decode() == (
        "\ufeffHospital,Health plan,Share of beds\r\nNYACK hospital,Fidelis,0.7\r\n"
    )
    rows = load_workbook(exports / "beds-dy3-q1.xlsx")["Table"].iter_rows(values_only=True)
    assert [*rows][2:] == [("Hospital", "Health plan", "Share of beds"), ("NYACK hospital", "Fidelis", "0.7")]
    assert body_of(exports / "beds-dy3-q1.eml") == "To the State,\n\n1 hospitals are in the table.\n"


def test_12_what_is_exported_is_text(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write(tmp_path / "inbox" / "a.xlsx", ("=1+1", 100, 60))

    ended = run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "-q", "--jobs", "1")

    assert f"3 files to send on are in {tmp_path / 'out' / 'exports'}." in ended.output
    assert "\n'=1+1,Fidelis,0.6\r" in (tmp_path / "out" / "exports" / "beds-dy3-q1.csv").read_bytes().decode()


def test_12_exports_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "exports").write_text("a file")
    write(tmp_path / "inbox" / "a.xlsx", NYACK)

    ended = run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "-q", "--jobs", "1")

    assert (ended.exit_code, "what is exported cannot be written: File exists." in ended.stderr) == (3, True)


def test_12_a_kind_without_exports_writes_none(qit_results: Path) -> None:
    assert not (qit_results / "exports").exists()


def test_13_from_results_of_one_kind_to_exports_of_another(tmp_path: Path, qit_results: Path) -> None:
    (tmp_path / "inbox").mkdir()
    form = tmp_path / "inbox" / "beds.xlsx"
    run("template", form, "--kind", KEY, "--period", "DY3 Q1", "--mco", "United Health Plan", "--results", qit_results)
    book = load_workbook(form)
    book["Beds"]["B5"], book["Beds"]["C5"] = 100, 60
    book.save(form)

    review = json.loads(run("check", form, "--format", "json").output)["reviews"][0]
    ended = run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "-q", "--jobs", "1")

    assert (review["status"], review["entries"]["tables"]["hospitals"]) == (
        "accepted",
        [{"facility": "Wyckoff Heights Medical Center", "beds": "100", "used": "60", "target": "met"}],
    )
    assert ended.exit_code == 0
    assert "Wyckoff Heights Medical Center,United Health Plan,0.6" in (
        tmp_path / "out" / "exports" / "beds-dy3-q1.csv"
    ).read_text("utf-8")
