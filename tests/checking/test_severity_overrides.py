"""How serious a pairing takes a finding, and what it waives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.reviewed import review_submission
from support.tables import SOUND, at, codes_of, form_data_of, sheets_of, submission_of
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.errors import ProgramDataError, raise_together
from vbpqip.core.findings import Severity
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.registry import wrong_codes
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.program.severity_overrides import SeverityOverrides
from vbpqip.rendering.as_text import findings_as_text
from vbpqip.reviewing import review_options_of

UNATTESTED = submission_of(SOUND, attested_by=None)
"""A report of DY3 Q1, received without a name: QIP250, a warning."""

WAIVER = """
[[waivers]]
code = "QIP250"
facility = "INTERFAITH Medical Center"
period = "DY3 Q1"
approver = "A. Smith, Fidelis"
reason = "The quality office had moved."
until = 2017-10-20
"""


def reject_wrong_codes(severity_overrides: SeverityOverrides) -> None:
    raise_together(severity_overrides.file, wrong_codes(severity_overrides))


@pytest.fixture
def under(tmp_path: Path) -> Terms:
    return Terms(tmp_path / "terms.toml")


class Terms:
    """A terms file that a test writes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, text: str) -> Program:
        self.path.write_text(f'title = "Agreement"\n{text}')
        return program_under(self.path)

    def review(self, text: str, received: date | None = None) -> Review:
        program = self(text)
        return review_submission(UNATTESTED, program, options=review_options_of(received=received))


def severity(level: str, since: str = "DY2 Q4", code: str = "QIP250") -> str:
    return f'[[severities]]\ncode = "{code}"\nsince = "{since}"\nseverity = "{level}"\nsource = "Amendment 2"\n'


def test_a_warning_can_be_an_error_and_takes_the_verdict(under: Terms) -> None:
    review = under.review(severity("error"))

    assert (review.status, review.qit.verdict, review.qit.share) == (Status.REJECTED, Verdict.NOT_DETERMINED, None)
    assert [finding.severity for finding in review.findings] == [Severity.ERROR]


def test_a_warning_can_be_a_note(under: Terms) -> None:
    review = under.review(severity("note"))

    assert (review.status, review.warnings, codes_of(review)) == (Status.ACCEPTED, (), ["QIP250"])


def test_a_warning_can_be_turned_off(under: Terms) -> None:
    assert codes_of(under.review(severity("off"))) == []


@pytest.mark.parametrize(("since", "codes"), [("DY3 Q1", []), ("DY3 Q2", ["QIP250"])])
def test_a_severity_holds_from_its_quarter_on(under: Terms, since: str, codes: list[str]) -> None:
    assert codes_of(under.review(severity("off", since))) == codes


def test_the_latest_severity_effective_counts(under: Terms) -> None:
    review = under.review(severity("off", "DY2 Q4") + severity("error", "DY3 Q1") + severity("off", "DY3 Q2"))

    assert review.status is Status.REJECTED


def test_an_error_with_which_a_result_can_be_calculated_may_be_eased(under: Terms) -> None:
    program = under(severity("warning", code="QIP558"))
    contracts = """
        | mco     | arrangement | level | submitted  | recertified | status   |
        | Fidelis | TCGP        | 2     | 2017-05-15 | 2017-05-14  | Approved |
    """
    review = review_submission(submission_of(SOUND, contracts=contracts), program)

    assert (review.status, review.credits.in_force) == (Status.ACCEPTED, 1)


def test_a_verdict_that_differs_can_be_an_error(under: Terms) -> None:
    shown = UNATTESTED.shown_verdict._replace(text="NOT MET")
    review = review_submission(UNATTESTED._replace(shown_verdict=shown), under(severity("error", code="QIP610")))

    assert (review.status, review.qit.verdict) == (Status.REJECTED, Verdict.NOT_DETERMINED)


def test_a_waived_finding_is_shown_and_does_not_count(under: Terms) -> None:
    review = under.review(severity("error") + WAIVER, received=date(2017, 10, 20))

    assert (review.status, review.qit.verdict) == (Status.ACCEPTED, Verdict.MET)
    assert findings_as_text(review) == snapshot("""\
No errors, no warnings, 1 waived; 117 checks run

waived: Attestation!A8: The attestation lacks a name and a title. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to
  the report, and the date.
  Waived by A. Smith, Fidelis until 2017-10-20: The quality office had moved.\
""")


@pytest.mark.parametrize(
    ("change", "received"),
    [
        (("INTERFAITH Medical Center", "Nyack Hospital"), date(2017, 10, 20)),
        (("DY3 Q1", "DY3 Q2"), date(2017, 10, 20)),
        (("QIP250", "QIP415"), date(2017, 10, 20)),
        (("QIP250", "QIP250"), date(2017, 10, 21)),
    ],
    ids=["another facility", "another period", "another code", "run out"],
)
def test_a_waiver_is_for_one_facility_and_period_until_its_day(
    under: Terms, change: tuple[str, str], received: date
) -> None:
    review = under.review(WAIVER.replace(*change), received=received)

    assert review.waived == ()
    assert codes_of(review) == ["QIP250"]


def test_the_day_of_the_attestation_stands_for_that_of_the_receipt(under: Terms) -> None:
    """Without either nobody knows whether a waiver has run out, so that it does not hold."""
    assert len(under.review(WAIVER).waived) == 1
    undated = submission_of(SOUND, attested_by=None, attested_on=None)

    assert review_submission(undated, under(WAIVER)).waived == ()


TOO_HIGH = "| measure | q1 | q2 | q3 | q4 | prior |\n| CLABSI | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/2000 |"


@pytest.mark.parametrize(
    ("attested", "received", "holds"),
    [
        (date(2017, 10, 20), None, True),
        (date(2017, 10, 21), None, False),
        (date(2017, 6, 30), None, True),
        (date(2017, 6, 29), None, False),
        (date(1905, 7, 9), None, False),
        (date(1905, 7, 9), date(2017, 10, 20), True),
        (date(2017, 10, 20), date(2017, 10, 21), False),
        ("October 20, 2017", None, False),
    ],
)
def test_a_waiver_rests_on_no_day_on_which_nobody_can_attest(
    under: Terms, attested: date | str, received: date | None, *, holds: bool
) -> None:
    """The day of receipt counts where it is known; before the window's end there is nothing to attest."""
    program = under(WAIVER.replace("QIP250", "QIP428"))
    submission = submission_of(TOO_HIGH, attested_on=attested)

    review = review_submission(submission, program, options=review_options_of(received=received))

    assert ([each.diagnostic.code for each in review.waived] == ["QIP428"]) is holds


def test_a_waiver_rests_on_no_day_that_a_formula_shows(under: Terms) -> None:
    """=TODAY() would make every waiver hold, or none, by the day on which somebody looks."""
    program = under(WAIVER.replace("QIP250", "QIP428"))
    today = Cell(Stored.NUMBER, "43028", formula="TODAY()")
    submission = sheets_of(form_data_of(TOO_HIGH)).with_cell(at("attested_on"), today).submission()

    assert review_submission(submission, program).waived == ()


def test_all_wrong_codes_are_named_at_once(under: Terms) -> None:
    text = severity("off", code="QIP999") + severity("error", code="QIP310") + WAIVER.replace("QIP250", "QIP310")

    with pytest.raises(ProgramDataError) as raised:
        reject_wrong_codes(under(text).severity_overrides)

    assert [mistake.key for mistake in raised.value.mistakes] == ["severities[1].code", "waivers[1].code"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            severity("off", code="QIP999"),
            "severities[1].code: 'QIP999' is not the code of a finding, such as 'QIP415'.",
        ),
        (
            severity("warning", code="QIP310"),
            "severities[1].code: QIP310 (entry-missing) stays an error: with it nothing can be calculated.",
        ),
        (
            WAIVER.replace("QIP250", "QIP310"),
            "waivers[1].code: QIP310 (entry-missing) stays an error: with it nothing can be calculated.",
        ),
    ],
)
def test_codes_that_the_terms_cannot_grade(under: Terms, text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        reject_wrong_codes(under(text).severity_overrides)

    assert str(raised.value) == f"terms.toml: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (severity("fatal"), "severities[1].severity: 'fatal' is none of off, note, warning, error."),
        (severity("off", since="soon"), "severities[1].since: 'soon' is not a quarter such as \"DY3 Q1\"."),
        (severity("off").replace("source =", "#"), "severities[1].source: is missing; a text belongs here."),
        (severity("off") * 2, "severities[2].code: QIP250 has a severity from DY2 Q4 already."),
        (WAIVER.replace("2017-10-20", '"soon"'), "waivers[1].until: 'soon' is not a date such as 2017-07-31."),
        (WAIVER.replace("approver =", "#"), "waivers[1].approver: is missing; a text belongs here."),
    ],
)
def test_severities_and_waivers_that_are_written_wrongly(under: Terms, text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        under(text)

    assert str(raised.value) == f"terms.toml: {message}"
