"""3xx and 5xx: what depends on the day of the report, and on how many measures were agreed."""

from __future__ import annotations

from datetime import date

import pytest
from inline_snapshot import snapshot

from support.quarters import Quarter
from support.reviewed import review_submission
from support.tables import PROGRAM, at, codes_of, findings_as_text, form_data_of, review_of, sheets_of, submission_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.results import Outcome, Reason, Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.qit_report.result_in_words import outcome_in_words
from vbpqip.program.parameters import Basis, DatedValue, Grounds
from vbpqip.program.program import Program

SEPSIS = """
    | measure             | q1     | q2     | q3     | q4     |
    | CLABSI              | 2/4000 | 1/5000 | 0/4500 | 3/6500 |
    | 3-hour sepsis bundle | -      | -      | -      | -/NA   |
"""


def received(day: date | None, table: str = SEPSIS, **told: str | date | None) -> Review:
    """Review the baseline report as received on a day."""
    entries = {"period": "DY2 Q4", "attested_on": None, **told}
    submission = submission_of(table, **entries)  # type: ignore[arg-type] # told by name
    return review_submission(submission, PROGRAM, options=ReviewOptions(received=day))


def under(key: str, value: int, since: Quarter = Quarter(2, 4)) -> Program:  # noqa: B008 -- a value
    """Return the program with one number changed."""
    grounds = Grounds(since=since, basis=Basis.AGREED, source="test", note=None)
    parameter = PROGRAM.parameters[key]
    agreed = parameter.overlaid((DatedValue(value, str(value), grounds),))
    return PROGRAM._replace(parameters=PROGRAM.parameters.changed(agreed))


def test_qip313_na_look_alike() -> None:
    """Only NA and N/A, in capitals or not, are read as NA; what means the same is said to."""
    review = review_of("""
        | measure            | q1    | q2     | q3     | q4       | prior   |
        | CLABSI             | n.a./9 | 1/none | 0/"--" | 3/6500  | 7/20000 |
        | Median time to ECG | -     | -      | -      | 8/"N.A." | 8/NA    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: 'n.a.' is not read as NA. [QIP313]
  Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else.
P4P Report!F11: CLABSI, denominator of DY2 Q3: 'none' is not read as NA. [QIP313]
  Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else.
P4P Report!H11: CLABSI, denominator of DY2 Q4: '--' is not read as NA. [QIP313]
  Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else.
P4P Report!J16: Median time to ECG, denominator of DY3 Q1: 'N.A.' is not read as NA. [QIP313]
  Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else.\
""")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("n/a", "QIP312"), ("NA", "QIP312"), ("Not applicable", "QIP313"), ("nine", "QIP315"), (".", "QIP315"),
     ("?", "QIP315"), ("na 5", "QIP315"), ("\u2014", "QIP313")],
)  # fmt: skip
def test_qip313_boundary_and_neighbours(typed: str, code: str) -> None:
    review = review_of(f"""
        | measure | q1          | q2     | q3     | q4     | prior   |
        | CLABSI  | "{typed}"/9 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
    """)

    assert codes_of(review) == [code]


def test_qip327_annual_result_pending() -> None:
    """The bundle alone is due on 15 August 2017: until then its blank row is no error."""
    review = received(date(2017, 7, 31))

    assert findings_as_text(review).splitlines()[:2] == snapshot(
        [
            "Attestation!A12: The attestation lacks a date. [QIP250]",
            "  Enter the name and, where the form asks for it, the title of who attests to the report, and the date.",
        ]
    )
    assert (review.status, review.qit.verdict) == (Status.ACCEPTED, Verdict.BASELINE)
    assert [result.outcome for result in review.measures] == [Outcome.BASELINE, Outcome.BASELINE]
    assert [result.reason for result in review.measures] == [Reason.BASELINE, Reason.PENDING]
    assert [outcome_in_words(result)[0] for result in review.measures] == ["baseline", "pending"]


def test_qip327_until_its_own_date() -> None:
    """The day of the attestation counts where that of the receipt is not known; with neither nothing is pending."""
    assert "QIP325" not in codes_of(received(date(2017, 8, 15)))
    assert "QIP325" in codes_of(received(date(2017, 8, 16)))
    assert "QIP327" in codes_of(received(None, attested_on=date(2017, 8, 15)))
    assert "QIP325" in codes_of(received(None))


def test_qip327_is_of_the_bundle_and_of_extended_periods_alone() -> None:
    median = SEPSIS.replace("3-hour sepsis bundle", "Median time to ECG")

    assert "QIP325" in codes_of(received(date(2017, 7, 31), median))
    assert "QIP325" in codes_of(received(date(2017, 7, 31), period="DY3 Q1"))


def test_qip327_outside_of_the_baseline_the_verdict_waits() -> None:
    program = under("calendar.sepsis_extension_days", 15)
    table = """
        | measure             | q1     | q2     | q3     | q4     | prior   |
        | CLABSI              | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
        | 3-hour sepsis bundle | -      | -      | -      | -/NA   | 60/NA   |
    """
    review = review_of(table, program=program)

    assert codes_of(review) == ["QIP327"]
    assert (review.status, review.qit.verdict) == (Status.ACCEPTED, Verdict.NOT_DETERMINED)
    assert [result.pending for result in review.measures] == [False, True]


def test_qip338_median_unlikely() -> None:
    """An ECG takes minutes, a transfer hours; the result and the prior one are looked at."""
    assert findings_as_text(median("Median time to ECG", "60.5", "59")) == snapshot("""\
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: 60.5 minutes. [QIP338]
  Check that the time is in minutes, not in seconds or as a time of day.\
""")
    assert codes_of(median("Median time to ECG", "60", "61")) == ["QIP338"]
    assert codes_of(median("Median time to transfer", "480", "200")) == []
    assert codes_of(median("Median time to transfer", "480.5", "481")) == ["QIP338", "QIP338"]


def median(measure: str, result: str, prior: str) -> Review:
    return review_of(f"| measure | q1 | q2 | q3 | q4 | prior |\n| {measure} | - | - | - | {result}/NA | {prior}/NA |")


def test_qip339_median_is_zero() -> None:
    """Nobody gets an ECG in no time; a percentage of 0 is possible."""
    assert findings_as_text(median("Median time to ECG", "0", "8")) == snapshot("""\
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: 0 minutes. [QIP339]
  Enter the median in minutes; NA if there was no patient to measure.\
""")
    assert codes_of(median("Median time to transfer", "75", "0.0")) == ["QIP339"]
    assert codes_of(median("3-hour sepsis bundle", "0", "0")) == []


def test_qip327_rests_on_no_day_on_which_nobody_can_attest() -> None:
    """In the window's last days the report cannot be attested; the day of receipt is another matter."""
    assert "QIP327" in codes_of(received(None, attested_on=date(2017, 3, 31)))
    assert codes_of(received(None, attested_on=date(2017, 3, 30))) == ["QIP252", "QIP325"]
    assert codes_of(received(date(2017, 7, 31), attested_on=date(2017, 3, 30))) == ["QIP252", "QIP327"]


def test_qip512_too_few_measures() -> None:
    """A pairing may agree on how many measures are selected."""
    three = under("checks.fewest_measures", 3)

    assert findings_as_text(review_of(program=three)) == snapshot("""\
P4P Report!B6: 1 measure is selected, of 3 at least. [QIP512]
  Select every measure that is agreed with the MCO.\
""")
    assert codes_of(review_of(program=under("checks.fewest_measures", 1))) == []


def test_qip522_measure_removed() -> None:
    """VTE-1 was removed before the first period."""
    sheets = sheets_of(form_data_of("| measure | selected |\n| CLABSI | Yes |"))
    review = sheets.with_cell(at("measure_key", "clabsi"), Cell(Stored.TEXT, "vte-1")).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!R11: Venous Thromboembolism Prophylaxis was removed from the menu by 2017-02-15. [QIP522]
  Answer No for the measure, and agree on another one with the MCO if there are too few.\
""")


def test_qip522_not_where_it_is_not_selected() -> None:
    sheets = sheets_of(form_data_of())
    changed = sheets.with_cell(at("measure_key", 0), Cell(Stored.TEXT, "vte-1"))

    assert "QIP522" not in codes_of(changed.review())


COMPLETE = SEPSIS.replace("-/NA", "60/NA")
ALONE = "\n".join(line for line in COMPLETE.splitlines() if "CLABSI" not in line)
WITHOUT = "\n".join(line for line in COMPLETE.splitlines() if "sepsis" not in line)


def lateness(day: date | None, table: str, **told: str | date | None) -> list[str]:
    """Return what is said of the day on which the baseline report was received."""
    usual: dict[str, str | date | None] = {"attested_on": date(2017, 7, 30), **told}
    return [each.message for each in received(day, table, **usual).findings if each.diagnostic.code == "QIP560"]


def test_qip560_report_late() -> None:
    """The due date itself is in time; without a date of receipt nobody knows."""
    assert findings_as_text(received(date(2017, 8, 1), WITHOUT, attested_on=date(2017, 7, 30))) == snapshot("""\
P4P Report!C3: Received on 2017-08-01, due on 2017-07-31. [QIP560]
  Tell the MCO why it is late; the due dates are DOH's recommendations, and an agreement may move them.\
""")
    assert lateness(date(2017, 7, 31), WITHOUT) == []
    assert lateness(None, WITHOUT, attested_on=date(2017, 8, 1)) == []
    assert lateness(date(2017, 8, 1), WITHOUT, period="") == []


def test_qip560_the_bundle_alone_has_its_own_date() -> None:
    """Whether its result is there already, or pending."""
    pending = ALONE.replace("60/NA", "-/NA")
    for table in (ALONE, pending):
        assert lateness(date(2017, 8, 1), table) == []
        assert lateness(date(2017, 8, 15), table) == []
    assert lateness(date(2017, 8, 16), ALONE) == ["Received on 2017-08-16, due on 2017-08-15."]
    assert lateness(date(2017, 11, 1), ALONE, period="DY3 Q1") == ["Received on 2017-11-01, due on 2017-10-31."]


def test_qip560_beside_other_measures_one_file_cannot_tell() -> None:
    """What came before 31 July is not in it; the finding says on what it depends."""
    assert lateness(date(2017, 7, 31), COMPLETE) == []
    assert lateness(date(2017, 8, 10), COMPLETE) == snapshot(
        [
            "Received on 2017-08-10, due on 2017-07-31; in time only if all but the 3-hour sepsis bundle, due on 2017-08-15, had been reported before."
        ]
    )
    assert lateness(date(2017, 8, 16), COMPLETE) == snapshot(
        ["Received on 2017-08-16, due on 2017-07-31; the 3-hour sepsis bundle alone on 2017-08-15."]
    )
    assert lateness(date(2017, 8, 10), SEPSIS) == lateness(date(2017, 8, 10), COMPLETE)


def test_qip560_in_a_folder_the_folder_tells() -> None:
    """A report by itself says nothing then, but where no earlier report could excuse it."""
    for day, table, told in (
        (date(2017, 8, 10), COMPLETE, 0),
        (date(2017, 8, 10), WITHOUT, 1),
        (date(2017, 8, 16), COMPLETE, 1),
        (date(2017, 8, 16), ALONE, 1),
    ):
        submission = submission_of(table, period="DY2 Q4")
        review = review_submission(submission, PROGRAM, options=ReviewOptions(received=day, in_folder=True))
        assert codes_of(review).count("QIP560") == told
