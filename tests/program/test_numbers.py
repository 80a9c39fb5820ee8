"""The effective numbers.

1. The program's own numbers are those of DOH's texts, or assumed and said to be.
2. What no document states is told with every verdict, value and note.
3. Every number in force in a quarter is told once, with its grounds.
4. A value whose source speaks of certain quarters is not known after them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from inline_snapshot import snapshot

from program.conftest import Under
from support.quarters import YEARS, Quarter
from vbpqip.program.loading import load_program
from vbpqip.program.parameters import NOT_KNOWN, Basis, ParameterValue

PROGRAM = load_program()


@pytest.mark.parametrize(
    ("key", "value", "basis"),
    [
        ("qit.required_share", Fraction(1, 2), Basis.ASSUMED),
        ("qit.maintained_counts", True, Basis.ASSUMED),
        ("qit.comparator", "previous report", Basis.ASSUMED),
        ("qit.pooling", "counts pooled before dividing", Basis.INFERRED),
        ("credits.lowest_level", 2, Basis.STATED),
        ("credits.quarters", 4, Basis.STATED),
        ("credits.most_at_once", 1, Basis.INFERRED),
        ("credits.recertification_opens_window", True, Basis.INFERRED),
        ("calendar.payment_months", (7, 8, 9), Basis.INFERRED),
        ("ait.required_share_improved", Fraction(1, 2), Basis.ASSUMED),
        ("ait.required_share_better_than_mean", Fraction(1, 2), Basis.ASSUMED),
        ("ait.strictly_better_than_mean", True, Basis.INFERRED),
        ("ait.credits_count_in_both", True, Basis.ASSUMED),
        ("ait.baseline_year", 2016, Basis.STATED),
        ("ait.measurement_ends", YEARS.parse("DY4 Q1"), Basis.INFERRED),
        ("ait.baselines_due", date(2017, 7, 31), Basis.STATED),
        ("payment.p4p_begins", YEARS.parse("DY3 Q3"), Basis.STATED),
        ("payment.share_of_award_a_month", Fraction(1, 12), Basis.INFERRED),
        ("payment.contracting_target", Fraction(4, 5), Basis.STATED),
    ],
)
def test_1_a_number_in_dy4(key: str, value: ParameterValue, basis: Basis) -> None:
    dated = PROGRAM.parameters[key].at(Quarter(4, 1))

    assert dated.value == value
    assert type(dated.value) is type(value)
    assert dated.grounds.basis is basis


@pytest.mark.parametrize(
    ("key", "value"), [("ait.baseline_year", 2017), ("ait.measurement_ends", Quarter(5, 1))], ids=str
)
def test_1_the_ait_of_dy5_is_assumed_by_analogy(key: str, value: ParameterValue) -> None:
    dated = PROGRAM.parameters[key].at(Quarter(5, 1))

    assert dated.value == value
    assert dated.grounds.basis is Basis.ASSUMED


def test_1_a_number_is_taken_by_its_kind() -> None:
    quarter = Quarter(3, 1)

    assert PROGRAM.share("qit.required_share", quarter) == Fraction(1, 2)
    assert PROGRAM.whole("credits.quarters", quarter) == 4
    assert PROGRAM.flag("qit.maintained_counts", quarter) is True
    assert PROGRAM.words("qit.comparator", quarter) == "previous report"


def test_1_three_deliverables_are_the_whole_payment_and_twelve_months_the_whole_award() -> None:
    """Shares are exact: a third is no 0.33."""
    assert 3 * PROGRAM.share("payment.share_of_payment_a_deliverable", Quarter(3, 2)) == 1
    assert 12 * PROGRAM.share("payment.share_of_award_a_month", Quarter(3, 2)) == 1


def test_2_what_a_verdict_rests_on() -> None:
    assumptions = PROGRAM.assumptions(Quarter(3, 1), {"qit", "credits"})

    assert [(each.key, each.value) for each in assumptions] == [
        ("qit.required_share", "0.50"),
        ("qit.maintained_counts", "yes"),
        ("qit.comparator", "previous report"),
        ("qit.pooling", "counts pooled before dividing"),
        ("credits.most_at_once", "1"),
        ("credits.recertification_opens_window", "yes"),
    ]


def test_2_every_assumption_has_a_note() -> None:
    areas = {key.split(".")[0] for key in PROGRAM.parameters}

    assert all(each.note for each in PROGRAM.assumptions(Quarter(5, 4), areas))


def test_2_an_area_that_is_not_asked_for_is_not_told() -> None:
    assert PROGRAM.assumptions(Quarter(3, 1), ()) == ()


def test_3_a_parameter_a_multiplier_and_an_award_as_reports_print_them() -> None:
    numbers = {number.key: number for number in PROGRAM.numbers(Quarter(2, 4))}
    told = [
        numbers[key]
        for key in (
            "qit.required_share",
            "calendar.payment_months",
            "measures.clabsi.per",
            "roster.Brookdale Hospital / Affinity.award",
            "roster.Health and Hospitals Corp. / MetroPlus.award",
        )
    ]

    assert [f"{each.title}: {each.value} {each.unit} ({each.grounds.basis})" for each in told] == snapshot(
        [
            "Share of the selected measures that must be achieved; reaching it exactly is enough: 0.50 fraction of selected measures (assumed)",
            "MCO pays monthly in these months after the window: 7, 8, 9 months (inferred)",
            "CLABSI: multiplier of the rate: 10000 patient days (stated)",
            "DY3 award of Brookdale Hospital from Affinity: 31000000 dollars a year (stated)",
            "DY3 award of Health and Hospitals Corp. from MetroPlus: TBD dollars a year (stated)",
        ]
    )


@pytest.mark.parametrize("quarter", PROGRAM.quarters, ids=str)
def test_3_a_number_effective_is_told_once(quarter: Quarter) -> None:
    keys = [number.key for number in PROGRAM.numbers(quarter)]

    assert len(keys) == len(set(keys))
    begun = {key for key, parameter in PROGRAM.parameters.items() if parameter.values[0].grounds.since <= quarter}
    assert begun == set(keys) & set(PROGRAM.parameters)


def test_3_multipliers_and_awards_are_told_from_their_first_quarter() -> None:
    """Eleven measures and 23 pairings in DY2 Q4, Jamaica's two pairings from DY3 Q2, none of either before."""
    told = {
        str(quarter): sum(number.key.endswith((".per", ".award")) for number in PROGRAM.numbers(quarter))
        for quarter in (Quarter(2, 3), Quarter(2, 4), Quarter(3, 1), Quarter(3, 2))
    }

    assert told == {"DY2 Q3": 0, "DY2 Q4": 34, "DY3 Q1": 34, "DY3 Q2": 36}


def test_3_without_a_quarter_every_value_is_told_with_its_own() -> None:
    """Values that are over, and the measure that was removed, included."""
    numbers = [(number.key, str(number.grounds.since), number.value) for number in PROGRAM.numbers()]

    assert ("calendar.sepsis_extension_days", "DY2 Q4", "15") in numbers
    assert ("calendar.sepsis_extension_days", "DY3 Q1", "0") in numbers
    assert ("measures.vte-1.per", "DY2 Q4", "100") in numbers
    assert ("roster.Jamaica Hospital / Fidelis.award", "DY3 Q2", "9000000") in numbers


def test_3_every_source_is_told_in_full() -> None:
    """A key of ``program.toml`` says nothing to a reader of a report."""
    sources = {number.grounds.source for number in PROGRAM.numbers(Quarter(3, 2))}

    assert "DOH, VBP QIP Update Webinar, 19 July 2017" in sources
    assert "webinar-2017-07-19" not in sources


def test_3_a_measure_is_told_field_by_field() -> None:
    numbers = {number.key: number for number in PROGRAM.numbers(Quarter(3, 1))}

    assert [
        f"{number.key}: {number.value} ({number.unit}, {number.grounds.basis})"
        for key, number in numbers.items()
        if key.startswith("measures.clabsi.")
    ] == snapshot(
        [
            "measures.clabsi.title: CLABSI per 10,000 Patient Days (Population Rate) (name, stated)",
            "measures.clabsi.steward: NHSN (name, stated)",
            "measures.clabsi.improvement: lower (direction, inferred)",
            "measures.clabsi.scoring: ratio (scoring, inferred)",
            "measures.clabsi.reporting: quarterly (reporting, inferred)",
            "measures.clabsi.per: 10000 (patient days, stated)",
            "measures.clabsi.unit: patient days (unit, inferred)",
        ]
    )


@pytest.mark.parametrize(
    ("key", "last", "value"),
    [
        ("ait.baselines_due", Quarter(4, 4), date(2017, 7, 31)),
        ("payment.share_of_payment_a_deliverable", Quarter(3, 2), Fraction(1, 3)),
        ("payment.deliverables_due", Quarter(3, 2), date(2017, 6, 30)),
    ],
)
def test_4_a_value_that_ends(key: str, last: Quarter, value: ParameterValue) -> None:
    parameter, after = PROGRAM.parameters[key], last.after(1)

    assert (parameter.at(last).value, parameter.at(last).grounds.basis) == (value, Basis.STATED)
    for quarter in (after, Quarter(5, 4)):
        assert (parameter.at(quarter).value, parameter.at(quarter).text) == (None, NOT_KNOWN)
        told = next(number for number in PROGRAM.numbers(quarter) if number.key == key)
        assert (told.value, told.grounds.since, told.grounds.basis) == (NOT_KNOWN, after, Basis.ASSUMED)
        assert told.grounds.note == f"The source of what held before speaks of {last} at the latest."


def test_4_no_value_that_a_verdict_rests_on_ends() -> None:
    """A rule would have nothing to calculate with."""
    ending = {key for key, each in PROGRAM.parameters.items() if any(dated.grounds.until for dated in each.values)}

    assert {key.split(".")[0] for key in ending} <= {"ait", "payment"}


def test_4_terms_say_what_holds_after_the_end(under: Under) -> None:
    program = under(
        'title = "t"\n[[payment.deliverables_due.values]]\nsince = "DY4 Q1"\nvalue = 2018-06-30\nsource = "Agreement"\n'
    )
    due = program.parameters["payment.deliverables_due"]

    assert [due.at(quarter).value for quarter in (Quarter(3, 2), Quarter(3, 3), Quarter(4, 1))] == [
        date(2017, 6, 30), None, date(2018, 6, 30),
    ]  # fmt: skip
