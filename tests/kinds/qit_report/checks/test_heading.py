"""2xx: facility and MCO are named and known, the four quarters end with the period, and the report is attested."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.quarters import Quarter
from support.reports import Changes
from support.reviewed import review_submission
from support.tables import (
    PROGRAM,
    at,
    codes_of,
    findings_as_text,
    form_data_of,
    review_of,
    sheets_of,
    submission_of,
    version_1_review_of,
)
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.reviews import Review, Status
from vbpqip.program.loading import program_under


def test_qip210_facility_missing() -> None:
    """A report without a facility is nobody's; spaces name nobody either."""
    review = review_of(facility="  ")

    assert findings_as_text(review) == snapshot("""\
P4P Report!A3: The facility is blank. [QIP210]
  Choose the facility from the list.\
""")


def test_qip212_facility_not_on_roster() -> None:
    """A facility that the roster does not have may be new: a person looks, and the report is scored."""
    review = review_of(facility="Interfaith Hospital")

    assert findings_as_text(review) == snapshot("""\
P4P Report!A3: 'Interfaith Hospital' is not on the roster; the nearest name on it is 'Interfaith Medical Center'. [QIP212]
  Choose the facility from the list, or add the pairing to the terms file.\
""")
    assert review.status is Status.ACCEPTED


def test_qip212_capitals_spaces_and_curly_quotes_make_no_other_facility() -> None:
    review = review_of(facility=" ST. LUKE\u2019S  cornwall ", mco="wellcare")

    assert findings_as_text(review) == ""


def test_qip212_asks_the_roster_of_the_period() -> None:
    """Jamaica Hospital joined for DY3 Q2."""
    joined, before = (review_of(facility="Jamaica Hospital", period=period) for period in ("DY3 Q2", "DY3 Q1"))

    assert codes_of(joined) == []
    assert codes_of(before) == ["QIP212"]


def test_qip214_mco_missing() -> None:
    """A report names the MCO that it goes to."""
    review = review_of(mco=None)

    assert findings_as_text(review) == snapshot("""\
P4P Report!A5: The MCO is blank. [QIP214]
  Choose the MCO from the list.\
""")


def test_qip216_mco_not_on_roster() -> None:
    """An MCO that the roster does not have may be new: a person looks."""
    review = review_of(mco="Fidelity")

    assert findings_as_text(review) == snapshot("""\
P4P Report!A5: 'Fidelity' is not on the roster; the nearest name on it is 'Fidelis'. [QIP216]
  Choose the MCO from the list, or add the pairing to the terms file.\
""")


def test_qip218_pairing_not_on_roster() -> None:
    """Both are on the roster, but not as a pair."""
    review = review_of(facility="Brookdale Hospital", mco="Fidelis")

    assert findings_as_text(review) == snapshot("""\
P4P Report!A5: Brookdale Hospital is paired with Affinity and HealthFirst, not with Fidelis. [QIP218]
  Check that the facility reports to this MCO; add the pairing to the terms file if it does.\
""")


def test_qip218_a_facility_reports_to_each_of_its_mcos() -> None:
    one, other = (review_of(facility="Brookdale Hospital", mco=mco) for mco in ("Affinity", "HealthFirst"))

    assert codes_of(one) == codes_of(other) == []


@pytest.mark.parametrize("period", PROGRAM.periods, ids=str)
def test_qip219_roster_of_earlier_year(period: Quarter) -> None:
    """The only roster is of DY3; from DY4 on one note says so, and its names are compared all the same."""
    noted = ["QIP219"] if period.year > 3 else []

    for facility, mco, codes in (
        ("Nyack Hospital", "Fidelis", []),
        ("Nyack Hospital", "WellCare", ["QIP218"]),
        ("Nowhere", "Fidelis", ["QIP212"]),
    ):
        review = review_of(period=str(period), facility=facility, mco=mco)
        assert [each.diagnostic.code for each in review.findings if each.diagnostic.code[:5] == "QIP21"] == sorted(
            [*codes, *noted], key=lambda code: code == "QIP218"
        )
        assert [each.diagnostic.code for each in review.notes] == noted


@pytest.mark.parametrize(("blank", "codes"), [("facility", ["QIP210"]), ("mco", ["QIP214"])])
def test_qip219_is_not_noted_where_a_name_is_blank(blank: str, codes: list[str]) -> None:
    named = {"facility": "Nyack Hospital", "mco": "Fidelis", blank: " "}

    review = review_of(period="DY4 Q1", facility=named["facility"], mco=named["mco"])

    assert [each.diagnostic.code for each in review.findings if each.diagnostic.code[:5] == "QIP21"] == codes


def test_qip219_says_of_which_year_the_roster_is() -> None:
    review = review_of(period="DY4 Q1")

    assert [f"{each.at}: {each.message}" for each in review.notes] == snapshot(
        ["P4P Report!A3: The roster is of DY3; facility and MCO of DY4 Q1 were compared with its names."]
    )


def test_qip219_not_of_a_pairing_that_terms_name(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    pairing = 'facility = "Nyack Hospital"\nmco = "Fidelis"\nsince = "DY4 Q1"\nsource = "Amendment"\n'
    terms.write_text(f'title = "Agreement"\n[[pairings]]\n{pairing}')
    program = program_under(terms)

    assert not review_of(period="DY4 Q2", facility="NYACK hospital", mco="Fidelis", program=program).notes
    assert review_of(period="DY4 Q2", facility="Jamaica Hospital", mco="Fidelis", program=program).notes


def test_qip220_period_missing() -> None:
    """A report says which period it is for."""
    review = review_of(period=None)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C3: The period is not chosen. [QIP220]
  Choose the period from the list.\
""")


def test_qip222_period_unknown() -> None:
    """A period is spelled as the program spells it."""
    review = review_of(period="Q1 2017", quarters="DY2 Q2, DY2 Q3, DY2 Q4, DY3 Q1")

    assert findings_as_text(review) == snapshot("""\
P4P Report!C3: 'Q1 2017' is not a period of the program. [QIP222]
  Choose the period from the list.\
""")


def test_qip222_periods_end_with_the_program() -> None:
    """DY5 Q4 is the last period; DY2 Q4 is the first, and a quarter before it is no period."""
    last, after, before = (review_of(period=period) for period in ("DY5 Q4", "DY6 Q1", "DY2 Q3"))

    assert "QIP222" not in codes_of(last)
    assert "QIP222" in codes_of(after)
    assert "QIP222" in codes_of(before)


def test_qip222_capitals_and_spaces_make_no_other_period() -> None:
    assert findings_as_text(review_of(period=" dy3  q1 ")) == ""


def test_qip224_quarter_missing() -> None:
    """Four quarters are chosen; what is missing is what follows from the period."""
    review = review_of(quarters="DY2 Q2, , DY2 Q4, DY3 Q1")

    assert findings_as_text(review) == snapshot("""\
P4P Report!E5: Quarter 2 of 4 is not chosen. [QIP224]
  Choose the quarter from the list under 'Select Current Quarter Result'.\
""")
    assert review.findings[0].expected == "DY2 Q3"


def test_qip224_without_a_period_any_quarter_is_expected() -> None:
    review = review_of(period=None, quarters="DY2 Q2, , DY2 Q4, DY3 Q1")

    assert review.findings[-1].expected == "DY2 Q1 to DY5 Q4"


def test_qip226_quarter_unknown() -> None:
    """DY1 Q4 is in no report's window; DY2 Q1 is in the baseline's."""
    review = review_of(quarters="DY1 Q4, DY2 Q3, DY2 Q4, 2017 Q2")

    assert findings_as_text(review) == snapshot("""\
P4P Report!C5: 'DY1 Q4' is not a quarter of the program. [QIP226]
  Choose the quarter from the list under 'Select Current Quarter Result'.
P4P Report!I5: '2017 Q2' is not a quarter of the program. [QIP226]
  Choose the quarter from the list under 'Select Current Quarter Result'.\
""")


def test_qip228_quarters_repeated() -> None:
    """The same quarter twice is reported once, though the four do not follow one another either."""
    review = review_of(quarters="DY2 Q2, DY2 Q2, DY2 Q4, DY3 Q1")

    assert findings_as_text(review) == snapshot("""\
P4P Report!E5: DY2 Q2 is chosen twice. [QIP228]
  Choose four different quarters, and check that the counts below are those of the quarter above them.\
""")


def test_qip230_quarters_not_consecutive() -> None:
    """The four quarters follow one another, earliest first; each that stands in another's place is told."""
    review = review_of(quarters="DY2 Q2, DY2 Q4, DY2 Q3, DY3 Q1")

    assert findings_as_text(review) == snapshot("""\
P4P Report!E5: DY2 Q4 is chosen where DY2 Q3 belongs. [QIP230]
  Choose the four quarters in order, and check that the counts below are those of the quarter above them.
P4P Report!G5: DY2 Q3 is chosen where DY2 Q4 belongs. [QIP230]
  Choose the four quarters in order, and check that the counts below are those of the quarter above them.\
""")
    assert [(each.found, each.expected) for each in review.findings] == [("DY2 Q4", "DY2 Q3"), ("DY2 Q3", "DY2 Q4")]


def test_qip230_without_a_period_the_last_quarter_gives_the_window() -> None:
    review = review_of(period=None, quarters="DY3 Q1, DY2 Q4, DY2 Q3, DY2 Q2")

    wrong = [each for each in review.findings if each.diagnostic.code == "QIP230"]
    assert [each.expected for each in wrong] == ["DY2 Q2", "DY2 Q3", "DY2 Q4", "DY3 Q1"]


def test_qip240_window_not_ending_with_period() -> None:
    """Four quarters in order that end elsewhere: either they or the period are wrong."""
    review = review_of(period="DY3 Q2", quarters="DY2 Q2, DY2 Q3, DY2 Q4, DY3 Q1")

    assert findings_as_text(review) == snapshot("""\
P4P Report!I5: The four quarters end with DY3 Q1, but the report is for DY3 Q2. [QIP240]
  Choose the four quarters that end with the period, or correct the period.\
""")


def test_qip240_an_unknown_period_is_reported_once() -> None:
    review = review_of(period="DY9 Q1", quarters="DY2 Q2, DY2 Q3, DY2 Q4, DY3 Q1")

    assert codes_of(review) == ["QIP222"]


def test_qip250_not_attested() -> None:
    """A report says who attests to it, with which title, and when; without, it can be scored."""
    review = review_of(attested_by=None, attested_on=None)

    assert findings_as_text(review) == snapshot("""\
Attestation!A8: The attestation lacks a name, a title and a date. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to the report, and the date.\
""")
    assert review.status is Status.ACCEPTED


def test_qip250_a_name_without_a_date() -> None:
    assert findings_as_text(review_of(attested_on=None)) == snapshot("""\
Attestation!A12: The attestation lacks a date. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to the report, and the date.\
""")


def test_qip250_a_name_without_a_title() -> None:
    assert findings_as_text(review_of(entries={("attested_title", 0): None})) == snapshot("""\
Attestation!A10: The attestation lacks a title. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to the report, and the date.\
""")


def test_qip250_the_first_version_asks_for_no_title() -> None:
    """Who prepared the report attests to it there."""
    assert codes_of(version_1_review_of()) == []
    assert findings_as_text(version_1_review_of(attested_by=None, attested_on=None)) == snapshot("""\
P4P Report!A11: The attestation lacks a name and a date. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to the report, and the date.\
""")


def test_qip250_who_filled_it_in_is_asked_by_nobody() -> None:
    """Name and day of who filled in the form are for the hospital itself, and no attestation."""
    prepared: Changes = {("prepared_by", 0): "A. Clerk", ("prepared_on", 0): date(2017, 10, 19)}

    assert codes_of(review_of()) == codes_of(review_of(entries=prepared)) == []
    assert codes_of(review_of(attested_by=None, attested_on=None, entries=prepared)) == ["QIP250"]


def test_qip258_attestation_date_unreadable() -> None:
    """What was typed is shown, and not called missing."""
    assert findings_as_text(review_of(attested_on="31 July")) == snapshot("""\
Attestation!A12: The attestation's '31 July' is not stored as a date. [QIP258]
  Type the day as year-month-day, such as 2017-10-20, which Excel knows in every country: no words, no apostrophe, in a cell not formatted as text.\
""")


@pytest.mark.parametrize("typed", ["October 20, 2017", "20/10/2017", "10/20/2017", "Oct 20", "NA"])
def test_qip258_is_a_finding_of_its_own(typed: str) -> None:
    assert codes_of(review_of(attested_on=typed)) == ["QIP258"]


def test_qip252_attested_too_early() -> None:
    """Nobody can vouch for a window before it is over; on its last day somebody can."""
    assert findings_as_text(review_of(attested_on=date(1905, 7, 9))) == snapshot("""\
Attestation!A12: Attested on 1905-07-09, before the window ended on 2017-06-30. [QIP252]
  Check year, month and day of the attestation: nobody can vouch for what is not over yet.\
""")
    assert codes_of(review_of(attested_on=date(2017, 6, 29))) == ["QIP252"]
    assert codes_of(review_of(attested_on=date(2017, 6, 30))) == []
    assert codes_of(review_of(attested_on=date(2017, 6, 29), period=None)) == ["QIP220"]


def received(day: date | None, attested: date) -> Review:
    submission = submission_of(attested_on=attested)
    return review_submission(submission, PROGRAM, options=ReviewOptions(received=day))


def test_qip254_attested_too_late() -> None:
    """Nobody attests a report that was sent already; where nobody knows when it was sent, the program has an end."""
    assert findings_as_text(received(date(2017, 10, 19), date(2017, 10, 20))) == snapshot("""\
Attestation!A12: Attested on 2017-10-20, but the report was received on 2017-10-19. [QIP254]
  Check year, month and day of the attestation.\
""")
    assert findings_as_text(received(None, date(2107, 10, 20))) == snapshot("""\
Attestation!A12: Attested on 2107-10-20, but the program's last report was due on 2021-01-31. [QIP254]
  Check year, month and day of the attestation.\
""")
    assert codes_of(received(date(2017, 10, 20), date(2017, 10, 20))) == []


def test_qip256_attested_by_formula() -> None:
    """``=TODAY()`` is another day tomorrow."""
    today = Cell(Stored.NUMBER, "43028", formula="TODAY()")
    review = sheets_of(form_data_of()).with_cell(at("attested_on"), today).review()

    assert findings_as_text(review) == snapshot("""\
Attestation!A12: The day of the attestation is a formula, which gives 2017-10-20 for now. [QIP256]
  Type the day of the attestation itself, such as 2017-10-20.\
""")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (Cell(Stored.NOTHING, formula="TODAY()"), ["QIP256"]),
        (Cell(Stored.TEXT, "10/20/2017", formula='TEXT(TODAY(),"m/d/yyyy")'), ["QIP256"]),
        (Cell(Stored.NUMBER, "42000", formula="TODAY()"), ["QIP252", "QIP256"]),
        (Cell(Stored.TEXT, "", formula='""'), ["QIP250"]),
    ],
)
def test_qip256_whatever_the_formula_gives(cell: Cell, codes: list[str]) -> None:
    assert codes_of(sheets_of(form_data_of()).with_cell(at("attested_on"), cell).review()) == codes
