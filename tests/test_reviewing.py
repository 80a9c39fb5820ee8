"""A review: one workbook from end to end, read, checked and scored.

1. A verdict is met, not met or baseline, or it is not determined; nothing is guessed.
2. A file that is no workbook gives a review that says so; nothing is raised.
3. What the workbook shows is compared with what its entries give.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.mutations import members_of, packed
from support.packages import zipped
from support.quarters import Quarter
from support.reviewed import review_submission, with_entries
from support.tables import (
    PROGRAM,
    SOUND_CONTRACT,
    at,
    codes_of,
    findings_as_text,
    form_data_of,
    review_of,
    sheets_of,
    submission_of,
)
from support.written import written_form
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.errors import ProgramDataError
from vbpqip.core.results import Outcome, Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.program.loading import program_under
from vbpqip.reviewing import review_options_of, review_workbook

TERMS = """
title = "Interfaith and Fidelis, amendment 2"

[[qit.required_share.values]]
since = "DY3 Q1"
value = 0.75
source = "Amendment 2, section 4"
"""

TWO = """
| measure | q1     | q2     | q3     | q4     | prior   |
| CAUTI   | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
| CLABSI  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
"""
"""One measure that worsened, one that improved."""

ONE_OF_THREE = f"""{TWO.strip()}
| CDI     | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
"""


@pytest.fixture(scope="module")
def content() -> bytes:
    return written_form(form_data_of(contracts=SOUND_CONTRACT))


@pytest.fixture
def report(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    return path


def outcomes(review: Review) -> list[Outcome]:
    return [result.outcome for result in review.measures]


def test_1_half_of_the_measures_is_enough() -> None:
    """The required share is 0.50, and reaching it exactly suffices."""
    review = review_of(TWO)

    assert outcomes(review) == [Outcome.WORSENED, Outcome.IMPROVED]
    assert (review.qit.verdict, review.qit.share) == (Verdict.MET, Fraction(1, 2))


def test_1_one_of_three_is_not_enough() -> None:
    review = review_of(ONE_OF_THREE)

    assert (review.qit.verdict, review.qit.share) == (Verdict.NOT_MET, Fraction(1, 3))
    assert review.status is Status.ACCEPTED


def test_1_a_credit_adds_one_to_the_measures_achieved() -> None:
    review = review_of(ONE_OF_THREE, contracts=SOUND_CONTRACT)

    assert (review.qit.verdict, review.qit.share, review.qit.credits) == (Verdict.MET, Fraction(2, 3), 1)


def test_1_a_credit_of_another_period_adds_nothing() -> None:
    review = review_of(ONE_OF_THREE, contracts=SOUND_CONTRACT.replace("2017-05-15", "2017-08-15"))

    assert [str(quarter) for quarter in review.credits.contracts[0].quarters] == [
        "DY3 Q2",
        "DY3 Q3",
        "DY3 Q4",
        "DY4 Q1",
    ]
    assert (review.credits.in_force, review.qit.verdict) == (0, Verdict.NOT_MET)


def test_1_a_recertified_contract_earns_again() -> None:
    review = review_of(contracts=SOUND_CONTRACT.replace("2017-05-15 | -          ", "2016-05-15 | 2017-06-30 "))

    assert review.credits.in_force == 1


def test_1_a_refused_contract_earns_nothing() -> None:
    review = review_of(contracts=SOUND_CONTRACT.replace("Approved", "Refused"))

    assert (review.credits.in_force, review.credits.contracts[0].quarters) == (0, ())


def test_1_the_baseline_is_measured_against_nothing() -> None:
    review = review_of(
        "| measure | q1 | q2 | q3 | q4 |\n| CLABSI | 2/4000 | 1/5000 | 0/4500 | 3/6500 |", period="DY2 Q4"
    )

    assert (review.qit.verdict, review.qit.share, outcomes(review)) == (Verdict.BASELINE, None, [Outcome.BASELINE])
    assert findings_as_text(review) == ""


def test_1_a_report_with_an_error_has_no_verdict() -> None:
    """The measures that are sound are still calculated, and counted so far."""
    review = review_of(TWO.replace("2/4000", "two/4000", 1))

    assert (review.status, review.qit.verdict, review.qit.share) == (Status.REJECTED, Verdict.NOT_DETERMINED, None)
    assert [result.current is None for result in review.measures] == [True, False]
    assert (review.qit.achieved, review.qit.selected) == (1, 2)


def test_1_an_error_of_the_comparator_leaves_the_result() -> None:
    review = review_of(TWO.replace("5/20000", "5/-1", 1))

    assert [(each.current is None, each.prior is None) for each in review.measures] == [(False, True), (False, False)]
    assert outcomes(review) == [Outcome.NO_RESULT, Outcome.IMPROVED]


def test_1_without_a_period_nothing_is_compared() -> None:
    review = review_of(period=None)

    assert (review.period, review.window, outcomes(review)) == (None, (), [Outcome.NO_RESULT])
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_1_results_are_exact() -> None:
    """A third is larger than 333333 of 1000000, so it worsened."""
    review = review_of("""
        | measure       | q1  | q2  | q3  | q4  | prior          |
        | AMI mortality | 1/3 | 0/0 | 0/0 | 0/0 | 333333/1000000 |
    """)

    assert outcomes(review) == [Outcome.WORSENED]
    assert [result.current and result.current.rate for result in review.measures] == [Fraction(1000, 3)]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("0/0 | 0/0 | 0/0 | 0/0 | 1/9", Outcome.NO_RESULT),
        ("1/9 | 0/0 | 0/0 | 0/0 | 0/0", Outcome.NO_RESULT),
        ("0/0 | 1/5000 | 1/5001 | 1/4999 | 2/10000", Outcome.MAINTAINED),
    ],
)
def test_1_zeros(row: str, outcome: Outcome) -> None:
    """Where nothing could occur there is no result; equal is maintained."""
    review = review_of(f"| measure | q1 | q2 | q3 | q4 | prior |\n| CLABSI | {row} |")

    assert outcomes(review) == [outcome]
    assert codes_of(review) == []


def test_1_higher_is_better_for_the_sepsis_bundle() -> None:
    review = review_of("| measure | q1 | q2 | q3 | q4 | prior |\n| sepsis-3h-bundle | - | - | - | 80.5/NA | 80.4/NA |")

    assert outcomes(review) == [Outcome.IMPROVED]


def test_1_an_annual_comparator_that_cannot_be_read_is_none() -> None:
    """A quarterly one neither."""
    review = review_of("""
        | measure            | q1  | q2  | q3  | q4   | prior   |
        | CLABSI             | 1/9 | 1/9 | 1/9 | 1/9  | -       |
        | Median time to ECG | -   | -   | -   | 8/NA | nine/NA |
    """)

    assert [result.prior for result in review.measures] == [None, None]


def test_1_a_lost_comparator_leaves_no_result() -> None:
    """The prior column cannot be found, so nothing is taken for it."""
    submission = with_entries(submission_of(TWO), not_found=("prior_numerator",))

    review = review_submission(submission, PROGRAM)

    assert (codes_of(review), review.qit.verdict) == (["QIP110"], Verdict.NOT_DETERMINED)


def test_a_review_says_what_it_rests_on() -> None:
    review = review_of()

    assert (review.period, [str(each) for each in review.window]) == (
        Quarter(3, 1),
        ["DY2 Q2", "DY2 Q3", "DY2 Q4", "DY3 Q1"],
    )
    assert [each.key for each in review.rules.assumptions] == snapshot(
        [
            "qit.required_share",
            "qit.maintained_counts",
            "qit.comparator",
            "qit.pooling",
            "credits.most_at_once",
            "credits.recertification_opens_window",
        ]
    )


def test_the_digest_is_that_of_the_file(report: Path, content: bytes) -> None:
    review = review_workbook(report, PROGRAM)

    assert (review.workbook, review.sha256) == ("report.xlsx", sha256(content).hexdigest())


def test_2_a_missing_file(tmp_path: Path) -> None:
    review = review_workbook(tmp_path / "gone.xlsx", PROGRAM)

    assert findings_as_text(review) == snapshot("""\
The file cannot be opened as a workbook: there is no such file. [QIP140]
  Look whether the name and its folder are spelled right; put a name that has spaces into quotes.\
""")
    assert (review.workbook, review.status, review.sha256) == ("gone.xlsx", Status.UNREADABLE, "")


def test_2_a_folder(tmp_path: Path) -> None:
    assert findings_as_text(review_workbook(tmp_path, PROGRAM)).splitlines()[0] == snapshot(
        "The file cannot be opened as a workbook: it is a folder, not a file. [QIP142]"
    )


def test_qip100_not_a_workbook() -> None:
    """Only the finding is filled; a digest says which bytes were refused."""
    review = review_workbook(b"\x00\x01\x02\x03", PROGRAM)

    assert findings_as_text(review) == snapshot("""\
The file cannot be opened as a workbook: it is not an .xlsx file. [QIP100]
  Save the report as an Excel workbook (.xlsx), without a password, and send that file.\
""")
    assert (review.workbook, review.sha256) == ("workbook", sha256(b"\x00\x01\x02\x03").hexdigest())
    assert (review.measures, review.period, review.qit.verdict) == ((), None, Verdict.NOT_DETERMINED)
    assert (review.facility, review.template_version, review.checks_run) == ("", "", 1)


def test_2_a_workbook_that_is_cut_off(content: bytes) -> None:
    review = review_workbook(content[:2000], PROGRAM)

    assert codes_of(review) == ["QIP160"]


def test_2_a_sheet_that_is_damaged(content: bytes) -> None:
    """The workbook opens; its report sheet cannot be read to the end."""
    with ZipFile(BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = "<worksheet"

    assert codes_of(review_workbook(zipped(parts), PROGRAM)) == ["QIP171"]


def test_qip610_shown_verdict_differs() -> None:
    """The verdict stored in the file was calculated from other entries, or by another formula."""
    changed = sheets_of(form_data_of()).with_cell(at("prior_numerator", "clabsi"), Cell(Stored.NUMBER, "5"))

    review = changed.review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!K3: The workbook shows MET; its entries give NOT MET. [QIP610]
  Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if they still differ, a formula was changed: use a fresh template.\
""")
    assert (review.status, review.qit.verdict) == (Status.ACCEPTED, Verdict.NOT_MET)
    assert (review.findings[0].found, review.findings[0].expected) == ("MET", "NOT MET")


@pytest.mark.parametrize(
    ("shown", "codes"), [("MET", []), ("met", []), ("", []), ("NOT READY", ["QIP610"]), ("#NAME?", ["QIP610"])]
)
def test_3_what_is_shown_is_compared_with_what_is_calculated(shown: str, codes: list[str]) -> None:
    """Where nothing is stored, as in a file that was never calculated, nothing differs."""
    submission = submission_of()
    changed = submission._replace(shown_verdict=submission.shown_verdict._replace(text=shown))

    assert codes_of(review_submission(changed, PROGRAM)) == codes


@pytest.mark.parametrize("period", ["DY2 Q4", "DY3 Q1", None])
def test_3_what_the_form_is_written_with_does_not_differ(period: str | None) -> None:
    """Whether baseline, measured or not ready."""
    assert "QIP610" not in codes_of(sheets_of(form_data_of(period=period)).review())


def test_vbpqip_review_takes_a_path_its_text_and_bytes(report: Path, content: bytes) -> None:
    of_path, of_text, of_bytes = vbpqip.review(report), vbpqip.review(str(report)), vbpqip.review(content)

    assert of_path == of_text
    assert (of_bytes.workbook, of_bytes.qit) == ("workbook", of_path.qit)


def test_vbpqip_review_calls_the_workbook_as_it_is_told(report: Path, content: bytes) -> None:
    assert vbpqip.review(content, name="report.xlsx") == vbpqip.review(report)


@pytest.mark.parametrize("as_text", [True, False])
def test_vbpqip_review_lays_terms_over_the_program(tmp_path: Path, *, as_text: bool) -> None:
    """With a required share of 0.75, half of the measures is not enough."""
    terms = tmp_path / "terms.toml"
    terms.write_text(TERMS)

    review = vbpqip.review(written_form(form_data_of(TWO)), terms=str(terms) if as_text else terms)

    assert (review.qit.verdict, review.qit.required_share) == (Verdict.NOT_MET, Fraction(3, 4))
    assert review.rules.terms == "Interfaith and Fidelis, amendment 2"


def test_vbpqip_review_rejects_wrong_terms(report: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "x"\nshare = 1\n')

    with pytest.raises(ProgramDataError, match="share"):
        vbpqip.review(report, terms=terms)


DATED_TERMS = """
title = "Terms that change with DY3 Q2"

[[qit.maintained_counts.values]]
since = "DY3 Q2"
value = false
source = "Agreement"

[[credits.quarters.values]]
since = "DY3 Q2"
value = 1
source = "Agreement"
"""


@pytest.mark.parametrize(
    ("period", "achieved", "credited", "assumed"),
    [("DY3 Q1", True, 1, True), ("DY3 Q2", False, 0, False)],
)
def test_the_numbers_of_the_reports_own_period_count(
    tmp_path: Path, period: str, *, achieved: bool, credited: int, assumed: bool
) -> None:
    """Not those of the first period: a tie, the length of a credit, and what is said to be assumed."""
    terms = tmp_path / "terms.toml"
    terms.write_text(DATED_TERMS)
    tie = """
        | measure | q1     | q2     | q3     | q4     | prior   |
        | clabsi  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 6/20000 |
    """

    review = review_of(tie, period=period, contracts=SOUND_CONTRACT, program=program_under(terms))

    assert review.measures[0].achieved is achieved
    assert review.credits.in_force == credited
    assert ("qit.maintained_counts" in [each.key for each in review.rules.assumptions]) is assumed


@pytest.mark.parametrize("given", ["previous", "baseline"])
def test_2_an_earlier_report_whose_sheet_is_damaged_is_not_compared(given: str) -> None:
    sound = written_form(form_data_of(TWO))
    damaged = packed((name, part[:300] if "sheet2" in name else part) for name, part in members_of(sound))

    known = review_options_of(**{given: damaged})  # type: ignore[arg-type]
    review = review_workbook(sound, PROGRAM, options=known)

    (message,) = (finding.message for finding in review.findings if "not compared" in finding.message)
    assert message.startswith("workbook was not compared: it cannot be read as a workbook, since ")
