"""Commands: exit codes, what goes to which stream, and words that help where a call is wrong.

C1 0 where every workbook could be accepted, whatever its verdict. C2 1 where one has an error, or what --fail-on
names. C3 2 for wrong usage. C4 3 where a file could not be read, or the program data is wrong; 3 beats 1. C5 Output
that is the product goes to standard output, talk to standard error. C6 No traceback reaches a user.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from inline_snapshot import snapshot

import vbpqip
from support.reports import report
from vbpqip.cli import COMMANDS, main
from vbpqip.cli.options import may_colour


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound report, one that missed its target, one with an error, and one that is no workbook."""
    monkeypatch.chdir(tmp_path)
    Path("met.xlsx").write_bytes(report())
    Path("missed.xlsx").write_bytes(report({("numerator_1", 4): 20, ("numerator_4", 9): 9}))
    Path("warned.xlsx").write_bytes(report({("numerator_1", 4): "2"}))
    Path("wrong.xlsx").write_bytes(report({("numerator_2", 0): 51}))
    Path("no.xlsx").write_bytes(b"no workbook")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("met.xlsx",), 0, id="C1 met"),
        pytest.param(("missed.xlsx",), 0, id="C1 missed"),
        pytest.param(("warned.xlsx",), 0, id="C1 warned"),
        pytest.param(("wrong.xlsx",), 1, id="C2 error"),
        pytest.param(("met.xlsx", "wrong.xlsx"), 1, id="C2 one of two"),
        pytest.param(("warned.xlsx", "--fail-on", "warning"), 1, id="C2 warning named"),
        pytest.param(("missed.xlsx", "--fail-on", "missed"), 1, id="C2 missed named"),
        pytest.param(("met.xlsx", "--fail-on", "missed"), 0, id="C2 not missed"),
        pytest.param(("wrong.xlsx", "--fail-on", "missed"), 1, id="C2 errors always"),
        pytest.param((), 2, id="C3 no file"),
        pytest.param(("met.xlsx", "--format", "xml"), 2, id="C3 unknown format"),
        pytest.param(("no.xlsx",), 3, id="C4 no workbook"),
        pytest.param(("absent.xlsx",), 3, id="C4 absent"),
        pytest.param((".",), 3, id="C4 folder"),
        pytest.param(("wrong.xlsx", "no.xlsx"), 3, id="C4 beats 1"),
        pytest.param(("met.xlsx", "--terms", "absent.toml"), 3, id="C4 terms"),
    ],
)
def test_exit_codes_of_check(words: tuple[str, ...], code: int) -> None:
    result = run("check", *words)

    assert result.exit_code == code
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("folder")
def test_check_prints_every_file() -> None:
    result = run("check", "met.xlsx", "no.xlsx")

    assert [line.split()[0] for line in result.stdout.splitlines()[3:5]] == ["met.xlsx", "no.xlsx"]
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_check_lists_what_is_assumed_of_many_where_asked() -> None:
    brief, whole = (run("check", "met.xlsx", "missed.xlsx", *asked).stdout for asked in ((), ("--assumptions",)))

    assert "--assumptions lists them." in " ".join(brief.split())
    assert "  qit.maintained_counts = yes." in whole


@pytest.mark.usefixtures("folder")
def test_check_of_a_folder_says_what_checks_it() -> None:
    assert "'vbpqip batch FOLDER --out DIR'" in " ".join(run("check", ".").stdout.split())


@pytest.mark.usefixtures("folder")
def test_check_as_json_is_one_document() -> None:
    said = json.loads(run("check", "met.xlsx", "wrong.xlsx", "--format", "json").stdout)

    assert [review["status"] for review in said["reviews"]] == ["accepted", "rejected"]


@pytest.mark.usefixtures("folder")
def test_check_as_csv() -> None:
    assert len(run("check", "met.xlsx", "--format", "csv").stdout.splitlines()) == 4


@pytest.mark.usefixtures("folder")
def test_wrong_terms_name_file_and_key() -> None:
    Path("terms.toml").write_text(
        'title = "t"\n[[qit.required_share.values]]\nsince = "DY3 Q1"\nvalue = 2\nsource = "s"\n'
    )

    result = run("check", "met.xlsx", "--terms", "terms.toml")

    assert result.stderr == snapshot(
        "Error: terms.toml: qit.required_share.values[1].value: 2 is not between 0 and 1.\n"
    )


@pytest.mark.usefixtures("folder")
def test_terms_change_the_verdict() -> None:
    Path("terms.toml").write_text(
        'title = "P4P"\n[[qit.required_share.values]]\nsince = "DY3 Q1"\nvalue = "3/4"\nsource = "s. 4"\n'
    )

    result = run("check", "met.xlsx", "--terms", "terms.toml")

    assert "QIT NOT MET\n2 achieved of 3 selected = 66.7 %; 75 % required" in result.stdout
    assert "with the terms 'P4P'" in result.stdout


def test_a_template_is_written_and_said(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"

    result = run(
        "template", str(out), "--period", "DY3 Q1", "--facility", "Interfaith Medical Center", "--measure", "clabsi"
    )

    assert result.exit_code == 0
    assert (result.stdout, result.stderr) == ("", f"Wrote {out}.\n")
    written = vbpqip.review(out)
    assert (str(written.period), written.facility) == ("DY3 Q1", "Interfaith Medical Center")
    assert [measure.measure.key for measure in written.measures] == ["clabsi"]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    out.write_text("a month of work")

    result = run("template", str(out))

    assert result.exit_code == 2
    assert "exists already. Choose another name, or add --overwrite." in result.stderr
    assert out.read_text() == "a month of work"


def test_overwriting_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    out.write_text("old")

    assert run("template", str(out), "--overwrite").exit_code == 0
    assert out.read_bytes()[:2] == b"PK"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    result = run("template", str(tmp_path / "absent" / "report.xlsx"))

    assert result.exit_code == 3
    assert "No such file or directory" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("template", "a.xlsx", "--period", "Q1 2017"), "'Q1 2017' is not a quarter such as 'DY3 Q1'."),
        (("template", "a.xlsx", "--period", "DY1 Q1"), "reports are made for DY2 Q4 to DY5 Q4."),
        (("template", "a.xlsx", "--measure", "vte-1"), "'vte-1' is not on the menu; known are ami-mortality,"),
        (("calendar", "--period", "DY1 Q1"), "reports are made for DY2 Q4 to DY5 Q4."),
    ],
)
def test_wrong_usage_says_what_is_known(words: tuple[str, ...], said: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_parameters_as_text() -> None:
    assert run("parameters", "--assumed", "--period", "DY3 Q1").stdout == snapshot("""\
qit.required_share = 0.50
  Share of the selected measures that must be achieved; reaching it exactly is
  enough (fraction of selected measures)
  assumed since DY2 Q4
  No readable source gives the share; the paired MCO's contract governs.

qit.maintained_counts = yes
  Whether a measure that equals its comparator counts as achieved (yes or no)
  assumed since DY2 Q4
  No readable source says how a tie counts; the paired MCO's contract governs.
  Another reading is as good: no.

qit.comparator = previous report
  What a result is compared with (result of the same measure)
  assumed since DY2 Q4
  Improvement is taken quarter on quarter: DY3 Q1 is compared with DY2 Q4. With
  "baseline", the prior columns hold the DY2 Q4 totals.
  Another reading is as good: baseline.

checks.longest_median = 480
  Longest likely median time of a measure that has no limit of its own (minutes)
  assumed since DY2 Q4
  No public data are known of other times; the longer of the two limits of the
  menu is taken.

checks.fewest_events_of_a_high_rate = 3
  Events from which on a rate over patient days can be too high (events)
  assumed since DY2 Q4
  One or two events make a high rate by chance where patient days are few.

checks.jump_factor = 3
  How many times larger or smaller than its comparator a result is unlikely to
  be (times)
  assumed since DY2 Q4
  Two windows that follow one another share three of four quarters, so that a
  result hardly triples.

checks.fewest_events_of_a_jump = 10
  Events in one of the two results, below which a jump is chance (events)
  assumed since DY2 Q4
  Of a few events a year any result can double or halve by chance.

checks.device_day_share = 0.50
  Share of a quarter's patient days, below which a denominator is rather device
  days (fraction of patient days)
  assumed since DY2 Q4
  The menu counts CAUTI and CLABSI per patient day; lines and catheters are in
  use on far fewer days.

checks.patient_day_tolerance = 0.25
  By how much the patient days of CAUTI, CLABSI and CDI may differ in a quarter
  (fraction of the largest)
  assumed since DY2 Q4
  They are days of one hospital; CDI leaves out newborns, so that they need not
  be equal.

checks.tenfold_from = 8
  How many times another quarter's denominator a denominator is when a digit was
  typed too many (times, at least)
  assumed since DY2 Q4
  A hospital's quarters differ by a fifth or so; a digit too many makes ten
  times as much.

checks.prior_denominator_factor = 2
  How many times the denominator of the prior report a denominator of the window
  is unlikely to be, or how small a part (times, at least)
  assumed since DY2 Q4
  Two windows that follow one another share three of four quarters, so that even
  a quarter twice as large makes no double.

checks.smallest_repeated_denominator = 100
  Denominator from which on two equal quarters are rather one quarter typed
  twice (potential occurrences)
  assumed since DY2 Q4
  Small numbers are often equal by chance.

checks.fewest_measures = 1
  Fewest measures that a pairing selects (measures)
  assumed since DY2 Q4
  No readable source asks for more than one; the paired MCO's contract governs.

checks.mean_factor = 4
  How many times larger or smaller than a published rate of the State a mean is
  unlikely to be (times)
  assumed since DY2 Q4
  A mean per 1,000 that is taken for one per 10,000 is ten times too small; a
  pooled mean and one of hospitals differ by less than a half.

payment.rates_approved_on = not known
  Day on which the April 2017 rate package was approved; until then the smaller
  of the awards of DY2 and DY3 is paid (date)
  assumed since DY3 Q1 until DY3 Q4
  No readable source gives the day.

measures.pressure-ulcers.steward = not readable in the source
  Pressure ulcers: steward (name)
  assumed since DY2 Q4
  The steward cannot be read in the menu.
""")


def test_parameters_as_json() -> None:
    said = json.loads(run("parameters", "--format", "json").stdout)

    assert said[0] == {
        "key": "qit.required_share",
        "value": "0.50",
        "unit": "fraction of selected measures",
        "since": "DY2 Q4",
        "basis": "assumed",
        "source": None,
        "note": "No readable source gives the share; the paired MCO's contract governs.",
    }
    told = {number["key"]: number for number in said}
    assert told["measures.cauti.improvement"]["basis"] == "inferred"
    assert "until" not in told["measures.cauti.per"]
    assert told["payment.deliverables_due"]["until"] == "DY3 Q2"
    assert told["measures.cauti.per"]["quote"] == "per 10,000 Patient Days"


def test_calendar_as_text() -> None:
    assert run("calendar").stdout == snapshot("""\
Period Window            Report due   Review by    MCO pays       DOH report
DY2 Q4 Apr 2016-Mar 2017 2017-07-31   2017-09-29   Oct-Dec 2017   2018-01-31
       3-hour sepsis bundle alone: 2017-08-15
DY3 Q1 Jul 2016-Jun 2017 2017-10-31   2017-12-31   Jan-Mar 2018   2018-04-30
DY3 Q2 Oct 2016-Sep 2017 2018-01-31   2018-03-31   Apr-Jun 2018   2018-07-31
DY3 Q3 Jan 2017-Dec 2017 2018-04-30 i 2018-06-30 i Jul-Sep 2018 i 2018-10-31 i
DY3 Q4 Apr 2017-Mar 2018 2018-07-31 i 2018-09-30 i Oct-Dec 2018 i 2019-01-31 i
DY4 Q1 Jul 2017-Jun 2018 2018-10-31 i 2018-12-31 i Jan-Mar 2019 i 2019-04-30 i
DY4 Q2 Oct 2017-Sep 2018 2019-01-31 i 2019-03-31 i Apr-Jun 2019 i 2019-07-31 i
DY4 Q3 Jan 2018-Dec 2018 2019-04-30 i 2019-06-30 i Jul-Sep 2019 i 2019-10-31 i
DY4 Q4 Apr 2018-Mar 2019 2019-07-31 i 2019-09-30 i Oct-Dec 2019 i 2020-01-31 i
DY5 Q1 Jul 2018-Jun 2019 2019-10-31 i 2019-12-31 i Jan-Mar 2020 i 2020-04-30 i
DY5 Q2 Oct 2018-Sep 2019 2020-01-31 i 2020-03-31 i Apr-Jun 2020 i 2020-07-31 i
DY5 Q3 Jan 2019-Dec 2019 2020-04-30 i 2020-06-30 i Jul-Sep 2020 i 2020-10-31 i
DY5 Q4 Apr 2019-Mar 2020 2020-07-31 i 2020-09-30 i Oct-Dec 2020 i 2021-01-31 i

i: inferred by rule from the printed dates; others: printed.

Who sends what to whom
2017-06-30: Facility to DOH and MCO: one Level 1 VBP contract, with the contract
  attestation (P4R deliverable)
2017-06-30: Facility to DOH and MCO: letters of intent with the remaining
  Medicaid MCOs that the 80 % target needs (P4R deliverable)
2017-06-30: Facility to DOH: updated MCO Contract List, attested by a senior
  financial manager (P4R deliverable)
2017-07-31: MCO to DOH (vbp_qip@health.ny.gov, subject "AIT DY4 Measure
  Baselines"): AIT baselines of the measures
2017-08-11: DOH contracts group to contracting MCO and Facility: feedback on the
  Level 1 contract: in line with the Roadmap, or what to update
2017-09-08: contracting MCO to DOH contracts group (contract@health.ny.gov):
  updated contract, with the updated Contract Statement and Certification form
2017-09-29: DOH contracts group to contracting MCO, Facility and paired MCO:
  decision whether the contract meets the requirements
2018-04-01: Facility to MCO and DOH (vbp_qip@health.ny.gov): remaining contracts
  and contract attestations
quarterly: Facility to MCO: documentation of achievement of P4P metrics
one month after the payment quarter: MCO to DOH (vbp_qip@health.ny.gov):
  documentation of approval of P4P deliverables, supporting documentation, and
  payment date
as updated: MCO to DOH (vbp_qip@health.ny.gov): VBP QIP contracts
as completed or updated: contracting MCO to DOH (contract@health.ny.gov): VBP
  contracts, Contract Statement and Certification form
""")


def test_calendar_as_json() -> None:
    (dates,) = json.loads(run("calendar", "--period", "DY2 Q4", "--format", "json").stdout)

    assert dates == {
        "period": "DY2 Q4",
        "window_start": "2016-04-01",
        "window_end": "2017-03-31",
        "report_due": "2017-07-31",
        "own_dates": [{"measure": "sepsis-3h-bundle", "due": "2017-08-15"}],
        "review_done": "2017-09-29",
        "payment_months": ["2017-10", "2017-11", "2017-12"],
        "doh_report_due": "2018-01-31",
        "basis": "stated",
        "bases": {
            "report_due": "stated", "review_done": "stated", "payment_months": "stated", "doh_report_due": "stated",
            "own_dates": "stated",
        },
        "submissions": dates["submissions"],
    }  # fmt: skip


def test_calendar_for_calendars() -> None:
    text = run("calendar", "--format", "ics").stdout

    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 13 * 6 + 1 + 1 + 8  # late results, the baselines of the year, and what is sent to whom
    assert events[0].decoded("dtstart") == date(2017, 7, 31)
    assert text == run("calendar", "--format", "ics").stdout


def test_calendar_tells_who_sends_what_to_whom() -> None:
    """In each period what is due on a day of its quarter, and what has no day of its own."""
    periods = json.loads(run("calendar", "--format", "json").stdout)

    sent = {
        f"{period['period']} {each['name']}": (each["due"], each["from"], each["to"], each["mailbox"], each["subject"])
        for period in periods
        for each in period["submissions"]
        if each["when"] is None
    }
    assert sent == snapshot(
        {
            "DY3 Q1 level-1-contract-dy3-q2": ("2017-06-30", "Facility", "DOH and MCO", None, None),
            "DY3 Q1 letters-of-intent-dy3-q2": ("2017-06-30", "Facility", "DOH and MCO", None, None),
            "DY3 Q1 contract-list-dy3-q2": ("2017-06-30", "Facility", "DOH", None, None),
            "DY3 Q2 ait-baselines-dy4-q1": (
                "2017-07-31",
                "MCO",
                "DOH",
                "vbp_qip@health.ny.gov",
                "AIT DY4 Measure Baselines",
            ),
            "DY3 Q2 contract-feedback": (
                "2017-08-11",
                "DOH contracts group",
                "contracting MCO and Facility",
                None,
                None,
            ),
            "DY3 Q2 contract-updated": (
                "2017-09-08",
                "contracting MCO",
                "DOH contracts group",
                "contract@health.ny.gov",
                None,
            ),
            "DY3 Q2 contract-decision": (
                "2017-09-29",
                "DOH contracts group",
                "contracting MCO, Facility and paired MCO",
                None,
                None,
            ),
            "DY4 Q1 remaining-contracts-dy3-q1": (
                "2018-04-01",
                "Facility",
                "MCO and DOH",
                "vbp_qip@health.ny.gov",
                None,
            ),
        }
    )
    always = [[each["name"] for each in period["submissions"] if each["when"] is not None] for period in periods]
    assert always == [["p4p-achievement", "p4p-approval", "vbp-qip-contracts", "vbp-contracts"]] * 13
    of_periods = {each["name"]: (each["due"], each["basis"]) for each in periods[4]["submissions"]}
    assert of_periods == {
        "p4p-achievement": (periods[4]["report_due"], "inferred"),
        "p4p-approval": (periods[4]["doh_report_due"], "inferred"),
        "vbp-qip-contracts": (None, "stated"),
        "vbp-contracts": (None, "stated"),
    }


def test_what_is_sent_on_a_day_is_an_event() -> None:
    text = run("calendar", "--format", "ics", "--period", "DY3 Q2").stdout

    sent = {str(each["uid"]): each for each in Calendar.from_ical(text).walk("VEVENT")}["ait-baselines-dy4-q1@vbpqip"]
    assert sent.decoded("dtstart") == date(2017, 7, 31)
    assert sent["summary"] == "VBP QIP: AIT baselines of the measures: MCO to DOH"
    assert sent["description"] == (
        'MCO to DOH (vbp_qip@health.ny.gov, subject "AIT DY4 Measure Baselines"). Basis of the date: stated.'
    )


@pytest.mark.usefixtures("folder")
def test_an_event_of_something_sent_keeps_its_uid_where_a_pairing_moves_it_to_another_quarter() -> None:
    Path("terms.toml").write_text(
        'title = "t"\n[[contracts.due.values]]\nsince = "DY3 Q1"\nvalue = 2018-03-01\nsource = "Agreement"\n'
    )

    text = run("calendar", "--format", "ics", "--terms", "terms.toml").stdout

    sent = {str(each["uid"]): each for each in Calendar.from_ical(text).walk("VEVENT")}
    moved = sent["remaining-contracts-dy3-q1@vbpqip"]
    assert (moved.decoded("dtstart"), moved["sequence"]) == (date(2018, 3, 1), 1)
    assert len(sent) == 13 * 6 + 1 + 1 + 8
    assert "2018-03-01 a: Facility to MCO and DOH" in run("calendar", "--terms", "terms.toml").stdout


def events_of(*words: str) -> dict[str, str]:
    """Return the events of a period, by UID: day, sequence, basis and summary."""
    text = run("calendar", "--format", "ics", "--period", "DY3 Q3", *words).stdout
    return {
        str(
            each["uid"]
        ): f"{each.decoded('dtstart')} {each['sequence']} {str(each['description']).split()[-1]} {each['summary']}"
        for each in Calendar.from_ical(text).walk("VEVENT")
    }


def test_calendar_has_the_months_of_payment_and_the_basis_of_each_date() -> None:
    assert events_of() == snapshot(
        {
            "dy3-q3-report-due@vbpqip": "2018-04-30 0 inferred. VBP QIP DY3 Q3: facility's QIT report due to the MCO",
            "dy3-q3-review-done@vbpqip": "2018-06-30 0 inferred. VBP QIP DY3 Q3: MCO's review done",
            "dy3-q3-payment-month-1@vbpqip": "2018-07-01 0 inferred. VBP QIP DY3 Q3: MCO pays in July 2018, month 1 of 3",
            "dy3-q3-payment-month-2@vbpqip": "2018-08-01 0 inferred. VBP QIP DY3 Q3: MCO pays in August 2018, month 2 of 3",
            "dy3-q3-payment-month-3@vbpqip": "2018-09-01 0 inferred. VBP QIP DY3 Q3: MCO pays in September 2018, month 3 of 3",
            "dy3-q3-doh-report-due@vbpqip": "2018-10-31 0 inferred. VBP QIP DY3 Q3: MCO's P4P Performance Report due to DOH",
        }
    )


@pytest.mark.usefixtures("folder")
def test_an_event_keeps_its_uid_where_its_date_moves() -> None:
    """A date that is agreed on replaces the program's; one of a later revision replaces both."""
    Path("terms.toml").write_text(
        'title = "t"\n[[printed]]\nperiod = "DY3 Q3"\nreview_done = 2018-06-15\nsource = "Agreement"\n'
    )

    agreed, later = events_of("--terms", "terms.toml"), events_of("--revision", "1")

    assert [*agreed] == [*later] == [*events_of()]
    assert agreed["dy3-q3-review-done@vbpqip"] == snapshot("2018-06-15 1 agreed. VBP QIP DY3 Q3: MCO's review done")
    assert later["dy3-q3-review-done@vbpqip"] == snapshot("2018-06-30 2 inferred. VBP QIP DY3 Q3: MCO's review done")


def test_events_of_a_pairing_stand_beside_everybodys() -> None:
    """However its names are typed."""
    nyack, same = (events_of("--facility", name, "--mco", "Fidelis") for name in ("Nyack Hospital", "NYACK  hospital"))

    assert nyack == same
    assert not nyack.keys() & (events_of().keys() | events_of("--facility", "Nyack Hospital").keys())
    assert all("(Nyack Hospital, Fidelis)" in words for words in nyack.values())


@pytest.mark.usefixtures("folder")
def test_calendar_tells_the_basis_of_each_date() -> None:
    Path("terms.toml").write_text(
        'title = "t"\n[[printed]]\nperiod = "DY3 Q3"\nreview_done = 2018-06-15\nsource = "Agreement"\n'
    )

    text = run("calendar", "--period", "DY3 Q3", "--terms", "terms.toml").stdout

    assert text.splitlines()[1:] == snapshot(
        [
            "DY3 Q3 Jan 2017-Dec 2017 2018-04-30 i 2018-06-15 a Jul-Sep 2018 i 2018-10-31 i",
            "",
            "i: inferred by rule from the printed dates; a: agreed in the terms.",
            "",
            "Who sends what to whom",
            "quarterly: Facility to MCO: documentation of achievement of P4P metrics",
            "one month after the payment quarter: MCO to DOH (vbp_qip@health.ny.gov):",
            "  documentation of approval of P4P deliverables, supporting documentation, and",
            "  payment date",
            "as updated: MCO to DOH (vbp_qip@health.ny.gov): VBP QIP contracts",
            "as completed or updated: contracting MCO to DOH (contract@health.ny.gov): VBP",
            "  contracts, Contract Statement and Certification form",
        ]
    )


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_the_version() -> None:
    assert run("--version").stdout == f"vbpqip {vbpqip.__version__}\n"


@pytest.mark.usefixtures("folder")
def test_a_document_is_utf_8_whatever_the_terminal_speaks() -> None:
    Path("m\u00e9t.xlsx").write_bytes(report())
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    words = [sys.executable, "-m", "vbpqip", "check", "m\u00e9t.xlsx", "--format", "json"]

    done = subprocess.run(words, capture_output=True, env=environment, check=True)  # noqa: S603 -- our own words

    assert json.loads(done.stdout.decode("utf-8"))["reviews"][0]["workbook"] == "m\u00e9t.xlsx"


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "vbpqip", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout == f"vbpqip {vbpqip.__version__}\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_stream_of_any_kind_will_do(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """A notebook's standard output cannot be reconfigured."""
    shown = StringIO()
    monkeypatch.setattr(sys, "stdout", shown)

    main(["calendar", "--period", "DY3 Q1", "--format", form], standalone_mode=False)

    assert "DY3 Q1" in shown.getvalue()


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert not may_colour()


@pytest.mark.usefixtures("folder")
def test_no_colour_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b" not in run("check", "met.xlsx").stdout


@pytest.mark.usefixtures("folder")
def test_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b[32mQIT MET" in CliRunner().invoke(main, ["check", "met.xlsx"], color=True).stdout


def crashing(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError("7/0")


def test_an_error_of_the_program_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback reaches a user; who is to fix it asks for one."""
    monkeypatch.setattr("vbpqip.program.loading.load_program", crashing)
    result = run("parameters")

    assert result.exit_code == 3
    assert "This is an error of vbpqip, not yours: ZeroDivisionError: 7/0." in result.stderr
    monkeypatch.setenv("VBPQIP_TRACEBACK", "1")
    assert isinstance(run("parameters").exception, ZeroDivisionError)


def test_a_day_that_is_none() -> None:
    result = run("check", "report.xlsx", "--received", "31 October")

    assert result.exit_code == 2
    assert "'31 October' is not a day such as 2017-10-31." in result.stderr


def test_a_command_that_is_none() -> None:
    result = run("chek", "report.xlsx")

    assert result.exit_code == 2
    assert "No such command 'chek'." in result.stderr


@pytest.mark.usefixtures("folder")
def test_a_report_beside_the_one_before() -> None:
    """What cannot be read is no report of the quarter before; the report itself is checked, and the exit code tells it."""
    result = run("check", "met.xlsx", "--previous", "no.xlsx", "--received", "2017-11-01")

    assert result.exit_code == 3
    said = " ".join(result.stdout.split())
    assert "no.xlsx was not compared: it cannot be read as a workbook, since it is a text file" in said

    both = " ".join(run("check", "met.xlsx", "--previous", "met.xlsx", "--baseline", "gone.xlsx").stdout.split())
    assert "met.xlsx was not compared: its period is DY3 Q1." in both
    assert "gone.xlsx was not compared: it cannot be read as a workbook, since there is no such file." in both
    assert "[QIP560]" in result.stdout


def test_c5_feedback_is_written_and_said(folder: Path) -> None:
    """Three files a report, told on standard error; the exit code is the check's."""
    done = run("check", "met.xlsx", "wrong.xlsx", "no.xlsx", "--feedback", "back/today")

    assert done.exit_code == 3
    assert sorted(path.name for path in (folder / "back" / "today").iterdir()) == [
        f"{name}.feedback.{ending}" for name in ("met", "no", "wrong") for ending in ("eml", "html", "xlsx")
    ]
    assert done.stderr == (
        "Feedback: back/today/met.feedback.xlsx, .html and .eml\n"
        "Feedback: back/today/wrong.feedback.xlsx, .html and .eml\n"
        "Feedback: back/today/no.feedback.xlsx, .html and .eml\n"
    )
    assert done.stdout == run("check", "met.xlsx", "wrong.xlsx", "no.xlsx").stdout


def test_the_page_is_attached_where_asked(folder: Path) -> None:
    run("check", "met.xlsx", "--feedback", "back", "--attach-page")

    assert b"text/html" in (folder / "back" / "met.feedback.eml").read_bytes()


def test_feedback_names_the_day_that_is_given(folder: Path) -> None:
    run("check", "wrong.xlsx", "--feedback", "back", "--fix-by", "2017-11-15")

    assert b"to fix by 2017-11-15" in (folder / "back" / "wrong.feedback.html").read_bytes()


@pytest.mark.parametrize("option", [("--attach-page",), ("--fix-by", "2017-11-15")])
@pytest.mark.parametrize("command", [("check", "met.xlsx"), ("batch", "inbox", "--out", "out")])
def test_these_options_are_those_of_feedback_only(command: tuple[str, ...], option: tuple[str, ...]) -> None:
    done = run(*command, *option)

    assert done.exit_code == 2
    assert "Add --feedback." in done.stderr


def test_feedback_of_the_same_name_is_replaced(folder: Path) -> None:
    run("check", "wrong.xlsx", "--feedback", "back")
    before = (folder / "back" / "wrong.feedback.xlsx").read_bytes()
    Path("wrong.xlsx").write_bytes(report())

    run("check", "wrong.xlsx", "--feedback", "back")

    assert (folder / "back" / "wrong.feedback.xlsx").read_bytes() != before


@pytest.mark.usefixtures("folder")
def test_c4_a_folder_of_feedback_that_cannot_be_made() -> None:
    Path("taken").write_text("a file")

    done = run("check", "met.xlsx", "--feedback", "taken/back")

    assert done.exit_code == 3
    assert "taken/back cannot be written" in done.stderr


WRONG_CODE = """
title = "Terms"
[[severities]]
code = "QIP999"
since = "DY3 Q1"
severity = "off"
source = "Agreement"
"""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ("batch", ".", "--out", "../results"),
        ("calendar",),
        ("check", "met.xlsx"),
        ("compare", "met.xlsx", "met.xlsx"),
        ("explain", "QIP410"),
        ("explain", "met.xlsx", "--measure", "clabsi"),
        ("parameters",),
        ("template", "new.xlsx"),
    ],
    ids=" ".join,
)
def test_terms_are_wrong_for_every_command_or_for_none(words: tuple[str, ...]) -> None:
    """A form is not written under terms by which its report would be refused."""
    Path("terms.toml").write_text(WRONG_CODE)

    result = run(*words, "--terms", "terms.toml")

    assert result.exit_code == 3
    assert result.stderr.endswith(
        "terms.toml: severities[1].code: 'QIP999' is not the code of a finding, such as 'QIP415'.\n"
    )
    assert not Path("new.xlsx").exists()
