"""Agreements of single pairings, in a terms file that serves a whole folder.

1. An agreement is of a facility, of an MCO, or of the two; the one that fits a pairing best applies, and one alone.
2. Names are compared as parties are.
3. What an agreement says goes before what stands at the top of the file, and that before the program.
4. An agreement that can apply to nobody, or fits as well as another, is an error of the file.
"""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from program.conftest import Under
from support.quarters import Quarter
from vbpqip.core.errors import ProgramDataError
from vbpqip.kinds.registry import wrong_codes
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.program import Program
from vbpqip.program.severity_overrides import OverrideLevel

PERIOD = Quarter(3, 1)
HEAD = 'title = "P4P agreements 2017"\n'
SOURCE = 'source = "Agreement"\n'


def share(value: str, since: str = "DY3 Q1", at: str = "") -> str:
    return f'[[{at}qit.required_share.values]]\nsince = "{since}"\nvalue = {value}\n{SOURCE}'


def agreement(names: str, *what: str) -> str:
    return "\n".join(["[[agreements]]", names, *what, ""])


def own_share(names: str, value: str) -> str:
    return agreement(names, share(value, at="agreements."))


NYACK_FIDELIS = 'facility = "Nyack Hospital"\nmco = "Fidelis"'
NYACK = 'facility = "Nyack Hospital"'
FIDELIS = 'mco = "Fidelis"'
ALL = HEAD + share("0.60") + own_share(NYACK_FIDELIS, "0.70") + own_share(NYACK, "0.80") + own_share(FIDELIS, "0.90")


def shares(program: Program, facility: str, mco: str) -> tuple[str | None, Fraction]:
    own = program.for_pairing(facility, mco)
    return own.terms, own.share("qit.required_share", PERIOD)


@pytest.mark.parametrize(
    ("facility", "mco", "terms", "share"),
    [
        ("Nyack Hospital", "Fidelis", "P4P agreements 2017, agreement of Nyack Hospital and Fidelis", "0.70"),
        ("Nyack Hospital", "MVP", "P4P agreements 2017, agreement of Nyack Hospital", "0.80"),
        ("Interfaith Medical Center", "Fidelis", "P4P agreements 2017, agreement of Fidelis", "0.90"),
        ("Interfaith Medical Center", "", "P4P agreements 2017", "0.60"),
        ("", "Fidelis", "P4P agreements 2017, agreement of Fidelis", "0.90"),
        ("Rome Memorial Hospital", "United Health Plan", "P4P agreements 2017", "0.60"),
        ("", "", "P4P agreements 2017", "0.60"),
    ],
)
def test_1_the_agreement_that_fits_best_applies(under: Under, facility: str, mco: str, terms: str, share: str) -> None:
    assert shares(under(ALL), facility, mco) == (terms, Fraction(share))


def test_1_of_a_pairing_off_the_roster_that_two_fit_equally_none_applies(under: Under) -> None:
    program = under(HEAD + own_share(NYACK, "0.80") + own_share('mco = "MVP"', "0.90"))

    assert shares(program, "Nyack Hospital", "MVP") == ("P4P agreements 2017", Fraction(1, 2))


def test_1_without_agreements_a_program_is_its_own() -> None:
    program = load_program()

    assert program.for_pairing("Nyack Hospital", "Fidelis") is program


def test_1_what_applies_is_not_asked_twice(under: Under) -> None:
    own = under(ALL).for_pairing("Nyack Hospital", "Fidelis")

    assert own.for_pairing("Interfaith Medical Center", "Fidelis") is own


def test_1_agreements_go_to_other_processes(under: Under) -> None:
    program = pickle.loads(pickle.dumps(under(ALL)))  # noqa: S301 -- our own

    assert shares(program, "Nyack Hospital", "Fidelis")[1] == Fraction(7, 10)


def test_2_names_are_compared_as_parties_are(under: Under) -> None:
    program = under(HEAD + own_share('facility = "ST. JOSEPH\u2019S  hospital"\nmco = "affinity"', "0.70"))

    assert shares(program, "St. Joseph's Hospital", "AFFINITY ")[1] == Fraction(7, 10)


def test_2_a_pairing_of_the_terms_can_have_an_agreement(under: Under) -> None:
    added = f'[[pairings]]\nfacility = "New Hospital"\nmco = "Fidelis"\nsince = "DY3 Q1"\n{SOURCE}'
    program = under(HEAD + added + own_share('facility = "New Hospital"\nmco = "Fidelis"', "0.70"))

    assert shares(program, "New Hospital", "Fidelis")[1] == Fraction(7, 10)


def test_3_a_number_of_an_agreement_holds_from_its_quarter_on(under: Under) -> None:
    own = agreement(NYACK, share("0.80", since="DY3 Q3", at="agreements."))
    program = under(HEAD + share("0.60") + share("0.65", since="DY4 Q1") + own).for_pairing("Nyack Hospital", "Fidelis")

    at = (Quarter(2, 4), Quarter(3, 1), Quarter(3, 3), Quarter(5, 4))
    assert [str(program.share("qit.required_share", each)) for each in at] == ["1/2", "3/5", "4/5", "4/5"]


MEASURE = f"""
key = "readmissions"
title = "Readmissions"
short_title = "Readmissions"
steward = "CMS"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "discharges"
since = "DY3 Q1"
{SOURCE}"""


def test_3_measures_are_added_and_removed_by_agreements(under: Under) -> None:
    """Two agreements can each have a measure of the same key."""
    removed = f'[[agreements.removed_measures]]\nkey = "clabsi"\nsince = "DY3 Q1"\n{SOURCE}'
    added = f"[[agreements.measures]]{MEASURE}"
    program = under(HEAD + agreement(NYACK, added, removed) + agreement('facility = "Jamaica Hospital"', added))
    at_the_top = [each.key for each in program.measures(PERIOD)]
    nyack, jamaica = ([each.key for each in program.for_pairing(name, "Fidelis").measures(PERIOD)]
                      for name in ("Nyack Hospital", "Jamaica Hospital"))  # fmt: skip

    assert nyack == [key for key in at_the_top if key != "clabsi"] + ["readmissions"]
    assert jamaica == [*at_the_top, "readmissions"]


DATES = f"""
[[printed]]
period = "DY3 Q1"
report_due = 2017-11-10
review_done = 2018-01-10
{SOURCE}
[[printed]]
period = "DY2 Q4"
report_due = 2017-08-10
{SOURCE}"""


def test_3_a_date_of_an_agreement_replaces_that_date_alone(under: Under) -> None:
    own = f'[[agreements.printed]]\nperiod = "DY3 Q1"\nreport_due = 2017-12-01\n{SOURCE}'
    program = under(HEAD + DATES + agreement(NYACK, own))
    dates = program.for_pairing("Nyack Hospital", "Fidelis").dates(PERIOD)

    assert (dates.report_due, dates.review_done) == (date(2017, 12, 1), date(2018, 1, 10))
    assert program.dates(PERIOD).report_due == date(2017, 11, 10)


def test_3_a_rule_of_an_agreement_replaces_the_dates_at_the_top_from_its_quarter_on(under: Under) -> None:
    own = f'[[agreements.calendar.report_months.values]]\nsince = "DY3 Q1"\nvalue = 6\n{SOURCE}'
    program = under(HEAD + DATES + agreement(NYACK, own)).for_pairing("Nyack Hospital", "Fidelis")

    assert program.dates(PERIOD).report_due == date(2017, 12, 31)
    assert program.dates(PERIOD).review_done == date(2018, 1, 10)
    assert program.dates(Quarter(2, 4)).report_due == date(2017, 8, 10)


def severity(at: str, code: str, grade: str, since: str = "DY3 Q1") -> str:
    return f'[[{at}severities]]\ncode = "{code}"\nsince = "{since}"\nseverity = "{grade}"\n{SOURCE}'


def test_3_a_severity_of_an_agreement_replaces_the_one_at_the_top(under: Under) -> None:
    top = severity("", "QIP250", "error") + severity("", "QIP250", "note", "DY4 Q1") + severity("", "QIP560", "off")
    own = severity("agreements.", "QIP250", "off", "DY3 Q3") + severity("agreements.", "QIP250", "note", "DY3 Q2")
    program = under(HEAD + top + agreement(NYACK, own)).for_pairing("Nyack Hospital", "Fidelis")

    at = (Quarter(3, 1), Quarter(3, 2), Quarter(3, 3), Quarter(5, 4))
    assert [program.severity_overrides.severity_of("QIP250", each) for each in at] == [
        OverrideLevel.ERROR,
        OverrideLevel.NOTE,
        OverrideLevel.OFF,
        OverrideLevel.OFF,
    ]
    assert program.severity_overrides.severity_of("QIP560", PERIOD) is OverrideLevel.OFF


def test_3_a_waiver_holds_under_an_agreement_too(under: Under) -> None:
    waiver = """
[[waivers]]
code = "QIP560"
facility = "Nyack Hospital"
period = "DY3 Q1"
approver = "A. Smith"
reason = "Flood."
until = 2017-12-31
"""
    program = under(HEAD + waiver + own_share(NYACK, "0.8"))

    assert (
        program.for_pairing("Nyack Hospital", "Fidelis").severity_overrides.waivers
        == program.severity_overrides.waivers
    )


WRONG = {
    "nobody": (
        agreement(""),
        snapshot("terms.toml: agreements[1].facility: is missing; an agreement names 'facility', 'mco', or both."),
    ),
    "unknown-facility": (
        agreement('facility = "Nyack Hopsital"\nmco = "Fidelis"'),
        snapshot(
            "terms.toml: agreements[1].facility: 'Nyack Hopsital' is neither on the roster nor in the pairings of these terms. Did you mean 'Nyack Hospital'?"
        ),
    ),
    "unknown-mco": (
        agreement('mco = "Aetna"'),
        snapshot("terms.toml: agreements[1].mco: 'Aetna' is neither on the roster nor in the pairings of these terms."),
    ),
    "no-pairing": (
        agreement('facility = "Nyack Hospital"\nmco = "MVP"'),
        snapshot(
            "terms.toml: agreements[1].mco: Nyack Hospital and MVP are a pairing neither on the roster nor in the pairings of these terms."
        ),
    ),
    "twice-the-same": (
        agreement(NYACK_FIDELIS) + agreement('facility = "NYACK hospital"\nmco = "fidelis"'),
        snapshot("terms.toml: agreements[2].facility: agreements[1] is of the same; write the two as one."),
    ),
    "twice-the-same-mco": (
        agreement(FIDELIS) + agreement(FIDELIS),
        snapshot("terms.toml: agreements[2].mco: agreements[1] is of the same; write the two as one."),
    ),
    "equal-fit": (
        agreement(NYACK) + agreement(FIDELIS),
        snapshot(
            "terms.toml: agreements[2].mco: agreements[1] fits Nyack Hospital and Fidelis equally; write an agreement of the two."
        ),
    ),
    "unknown-key": (
        agreement(NYACK, 'title = "Terms"'),
        snapshot(
            "terms.toml: agreements[1].title: is not a key that belongs here; known are facility, mco, measures, changed_measures, removed_measures, printed, severities, qit, credits, calendar, checks, ait, payment, contracts."
        ),
    ),
    "wrong-number": (
        own_share(NYACK, "2"),
        snapshot("terms.toml: agreements[1].qit.required_share.values[1].value: 2 is not between 0 and 1."),
    ),
    "known-measure": (
        f"[[measures]]{MEASURE}" + agreement(NYACK, f"[[agreements.measures]]{MEASURE}"),
        snapshot(
            "terms.toml: agreements[1].measures[1].key: 'readmissions' is another measure's key; choose another one."
        ),
    ),
    "date-astray": (
        agreement(NYACK, f'[[agreements.printed]]\nperiod = "DY3 Q1"\nreport_due = 2017-06-01\n{SOURCE}'),
        snapshot(
            "terms.toml: agreements[1].printed[1].report_due: 2017-06-01 is before the window of DY3 Q1 ends, on 2017-06-30."
        ),
    ),
    "no-periods": (
        agreement(NYACK, f'[[agreements.calendar.last_period.values]]\nsince = "DY1 Q1"\nvalue = "DY2 Q1"\n{SOURCE}'),
        snapshot("terms.toml: agreements[1].calendar.last_period: is before the first period, DY2 Q4."),
    ),
    "not-a-list": (
        "agreements = 1",
        snapshot("terms.toml: agreements: is not a list of tables; write [[agreements]] above each."),
    ),
}


@pytest.mark.parametrize(("terms", "message"), WRONG.values(), ids=WRONG)
def test_4_wrong_agreements(under: Under, terms: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        under(HEAD + terms)

    assert str(raised.value) == message


def test_4_a_code_that_does_not_exist_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(HEAD + agreement(NYACK, severity("agreements.", "QIP999", "off")), "utf-8")

    with pytest.raises(ProgramDataError) as raised:
        program_under(path, wrong_codes)

    assert raised.value.mistakes[0].key == "agreements[1].severities[1].code"
