"""A pairing's terms, overlaid on the program.

1. A number of the terms holds from its quarter on, and is *agreed*; before it the program's holds.
2. A measure that is off the menu can be added.
3. A pairing can be added to the roster, or have its award changed.
4. Dates that a pairing agreed on beat the program's, printed ones included.
5. Everything else stays the program's.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.conftest import Under
from support.quarters import Quarter
from vbpqip.core import quarters
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.parameters import Basis, DatedValue, Grounds, Parameter, ParameterKind, ParameterValue
from vbpqip.program.program import Program

QUARTERS = [Quarter.at(ordinal) for ordinal in range(20)]
TITLE = 'title = "Terms of Nyack Hospital and Fidelis"\n'
TWO_THIRDS = f"""{TITLE}
[[qit.required_share.values]]
since = "DY3 Q2"
value = "2/3"
source = "Contract of 1 May 2017, section 4"
"""
READMISSIONS = f"""{TITLE}
[[measures]]
key = "readmissions"
title = "Readmissions within 30 Days"
short_title = "Readmissions"
steward = "CMS"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "discharges"
since = "DY3 Q2"
source = "Contract of 1 May 2017, annex B"
"""


def test_without_terms_there_is_the_program_itself() -> None:
    assert program_under(None) is load_program()
    assert load_program().terms is None


def test_5_terms_of_a_title_alone_change_nothing(under: Under) -> None:
    program = under(TITLE)

    assert program.terms == "Terms of Nyack Hospital and Fidelis"
    assert program.parameters == load_program().parameters
    assert program.menu == load_program().menu
    assert program.roster == load_program().roster
    assert program.printed == load_program().printed


def test_5_the_program_itself_is_not_changed(under: Under) -> None:
    under(TWO_THIRDS)

    assert load_program().share("qit.required_share", Quarter(5, 4)) == Fraction(1, 2)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows Notepad can write one."""
    path = tmp_path / "terms.toml"
    path.write_text(TITLE, encoding="utf-8-sig")

    assert program_under(path).terms == "Terms of Nyack Hospital and Fidelis"


@pytest.mark.parametrize(
    ("quarter", "share"),
    [
        pytest.param(Quarter(3, 1), Fraction(1, 2), id="before"),
        pytest.param(Quarter(3, 2), Fraction(2, 3), id="from-its-quarter"),
        pytest.param(Quarter(5, 4), Fraction(2, 3), id="ever-after"),
    ],
)
def test_1_a_number_holds_from_its_quarter_on(under: Under, quarter: Quarter, share: Fraction) -> None:
    assert under(TWO_THIRDS).share("qit.required_share", quarter) == share


def test_1_an_agreed_number_is_no_assumption(under: Under) -> None:
    program = under(TWO_THIRDS)

    before, after = (
        [each.key for each in program.assumptions(quarter, {"qit"})] for quarter in (Quarter(3, 1), Quarter(3, 2))
    )

    assert before == ["qit.required_share", "qit.maintained_counts", "qit.comparator", "qit.pooling"]
    assert after == ["qit.maintained_counts", "qit.comparator", "qit.pooling"]


def test_1_an_agreed_number_is_told_with_its_source(under: Under) -> None:
    told = next(number for number in under(TWO_THIRDS).numbers(Quarter(3, 2)) if number.key == "qit.required_share")

    assert (told.value, told.grounds.basis, told.grounds.source) == (
        "2/3",
        Basis.AGREED,
        "Contract of 1 May 2017, section 4",
    )


def test_1_two_numbers_each_from_its_quarter(under: Under) -> None:
    program = under(f"""{TWO_THIRDS}
[[qit.required_share.values]]
since = "DY4 Q1"
value = 0.75
note = "Raised by letter."
""")

    shares = [program.share("qit.required_share", quarter) for quarter in (Quarter(3, 4), Quarter(4, 1))]

    assert shares == [Fraction(2, 3), Fraction(3, 4)]


@pytest.mark.parametrize(
    ("key", "written", "value", "spelled"),
    [
        pytest.param("qit.required_share", "0.60", Fraction(3, 5), "0.60", id="share"),
        pytest.param("qit.required_share", '"2/3"', Fraction(2, 3), "2/3", id="share-as-fraction"),
        pytest.param("qit.required_share", "1", Fraction(1), "1", id="share-all"),
        pytest.param("qit.required_share", "0", Fraction(0), "0", id="share-none"),
        pytest.param("qit.required_share", "0.123456", Fraction(1929, 15625), "0.123456", id="share-of-six-decimals"),
        pytest.param("qit.maintained_counts", "false", False, "no", id="flag"),
        pytest.param("credits.quarters", "12", 12, "12", id="whole-at-its-highest"),
        pytest.param("credits.quarters", "1", 1, "1", id="whole-at-its-lowest"),
        pytest.param("qit.comparator", '"baseline"', "baseline", "baseline", id="choice"),
        pytest.param("payment.p4p_begins", '"DY4 Q1"', Quarter(4, 1), "DY4 Q1", id="quarter"),
        pytest.param("calendar.payment_months", "[8, 10]", (8, 10), "8, 10", id="months"),
        pytest.param("payment.deliverables_due", "2017-07-31", "2017-07-31", "2017-07-31", id="day"),
    ],
)
def test_1_a_value_of_each_kind(under: Under, key: str, written: str, value: ParameterValue, spelled: str) -> None:
    program = under(f'{TITLE}[[{key}.values]]\nsince = "DY3 Q3"\nvalue = {written}\nnote = "By letter."\n')

    dated = program.parameters[key].at(Quarter(3, 3))

    assert dated.value == value or str(dated.value) == value
    assert dated.text == spelled


def test_1_a_moved_end_of_the_program_moves_the_periods(under: Under) -> None:
    """The last value holds for periods, whatever its quarter: a report of any quarter knows them all."""
    program = under(
        f'{TITLE}[[calendar.last_period.values]]\nsince = "DY4 Q1"\nvalue = "DY4 Q4"\nsource = "Amendment"\n'
    )

    assert [str(program.periods[0]), str(program.periods[-1])] == ["DY2 Q4", "DY4 Q4"]


def test_1_a_moved_baseline(under: Under) -> None:
    program = under(f'{TITLE}[[calendar.baseline.values]]\nsince = "DY1 Q1"\nvalue = "DY3 Q1"\nsource = "Contract"\n')

    assert program.baseline == Quarter(3, 1)


def test_2_an_off_menu_measure_is_last_on_the_menu_from_its_quarter_on(under: Under) -> None:
    program = under(READMISSIONS)

    assert len(program.measures(Quarter(3, 1))) == 11
    added = program.measures(Quarter(3, 2))[11]
    assert (added.key, added.result_unit, added.off_menu) == ("readmissions", "per 100 discharges", True)


def test_2_the_multiplier_of_an_off_menu_measure_is_agreed(under: Under) -> None:
    numbers = {number.key: number for number in under(READMISSIONS).numbers(Quarter(3, 2))}

    told = numbers["measures.readmissions.per"]

    assert (told.value, told.grounds.basis, told.grounds.source) == (
        "100",
        Basis.AGREED,
        "Contract of 1 May 2017, annex B",
    )


def pairings_of(program: Program, facility: str, quarter: Quarter) -> list[tuple[str, int | None]]:
    return [(each.mco, each.award) for each in program.roster_in(quarter).pairings if each.facility == facility]


def test_3_a_pairing_is_added_from_its_quarter_on(under: Under) -> None:
    program = under(f"""{TITLE}
[[pairings]]
facility = "Nyack Hospital"
mco = "WellCare"
since = "DY3 Q3"
source = "Letter of 2 January 2018"
""")

    assert pairings_of(program, "Nyack Hospital", Quarter(3, 2)) == [("Fidelis", 17_747_861)]
    assert pairings_of(program, "Nyack Hospital", Quarter(3, 3)) == [("Fidelis", 17_747_861), ("WellCare", None)]


def test_3_an_award_of_the_terms_replaces_the_programs(under: Under) -> None:
    """The name may be typed in another way; the pairing is told once."""
    program = under(f"""{TITLE}
[[pairings]]
facility = "NYACK Hospital"
mco = "Fidelis"
award = 18_000_000
since = "DY3 Q3"
source = "Letter of 2 January 2018"
""")

    awards = [
        [number.value for number in program.numbers(quarter) if "nyack" in number.key.casefold()]
        for quarter in (Quarter(3, 2), Quarter(3, 3))
    ]

    assert awards == [["17747861"], ["18000000"]]


def test_4_an_agreed_date_beats_the_printed_one_and_leaves_the_others(under: Under) -> None:
    program = under(f"""{TITLE}
[[printed]]
period = "DY2 Q4"
report_due = 2017-08-10
source = "Letter of 1 July 2017"
""")

    dates = program.dates(Quarter(2, 4))

    assert f"{dates.report_due}" == "2017-08-10"
    assert f"{dates.late_results_due}" == "2017-08-25"
    assert f"{dates.review_done}" == "2017-09-29"
    assert f"{dates.doh_report_due}" == "2018-01-31"
    assert dates.basis is Basis.AGREED


def test_4_an_agreed_rule_beats_the_dates_that_doh_printed(under: Under) -> None:
    """What a pairing agreed comes first, a date before a rule; then what DOH printed; then the rule."""
    program = under(f"""{TITLE}
[[calendar.payment_months.values]]
since = "DY2 Q4"
value = [10]
source = "Letter of 1 July 2017"

[[calendar.doh_report_months.values]]
since = "DY2 Q4"
value = 12
source = "Letter of 1 July 2017"

[[printed]]
period = "DY2 Q4"
report_due = 2017-08-10
source = "Letter of 1 July 2017"
""")

    dates = program.dates(Quarter(2, 4))

    assert [f"{month:%Y-%m}" for month in dates.payment_months] == ["2018-01"]
    assert f"{dates.doh_report_due}" == "2018-03-31"
    assert f"{dates.report_due}" == "2017-08-10"
    assert f"{dates.review_done}" == "2017-09-29"


def test_4_an_agreed_date_beats_the_rule(under: Under) -> None:
    program = under(f"""{TITLE}
[[printed]]
period = "DY4 Q1"
review_done = 2018-12-14
payment_months = ["2019-02", "2019-03"]
doh_report_due = 2019-05-31
source = "Letter of 1 July 2018"
""")

    dates = program.dates(Quarter(4, 1))

    assert f"{dates.report_due}" == "2018-10-31"
    assert f"{dates.review_done}" == "2018-12-14"
    assert [f"{month:%Y-%m}" for month in dates.payment_months] == ["2019-02", "2019-03"]
    assert f"{dates.doh_report_due}" == "2019-05-31"


def test_4_agreed_months_move_every_later_date(under: Under) -> None:
    program = under(
        f'{TITLE}[[calendar.report_months.values]]\nsince = "DY4 Q1"\nvalue = 5\nsource = "Letter of 1 July 2018"\n'
    )

    due = [f"{program.dates(quarter).report_due}" for quarter in (Quarter(3, 4), Quarter(4, 1), Quarter(4, 2))]

    assert due == ["2018-07-31", "2018-11-30", "2019-02-28"]


def dated(since: quarters.Quarter, value: int) -> DatedValue:
    grounds = Grounds(since=since, basis=Basis.STATED, source="A source", note=None)
    return DatedValue(value=value, text=str(value), grounds=grounds)


def values(lowest: int) -> st.SearchStrategy[tuple[DatedValue, ...]]:
    """Draw values in the order of their quarters, each another number."""
    starts = st.lists(st.sampled_from(QUARTERS), min_size=1, max_size=5, unique=True).map(sorted)
    return starts.map(lambda drawn: tuple(dated(since, lowest + nth) for nth, since in enumerate(drawn)))


@given(values(0), values(100), st.sampled_from(QUARTERS))
def test_1_terms_hold_exactly_from_their_first_quarter(
    own: tuple[DatedValue, ...], terms: tuple[DatedValue, ...], quarter: Quarter
) -> None:
    parameter = Parameter(
        key="a.number", title="A number", unit="", kind=ParameterKind.WHOLE, bounds=(0, 200), choices=(), values=own
    )

    effective = parameter.overlaid(terms).at(quarter)

    first = terms[0].grounds.since
    assert (effective in terms) is (quarter >= first or own[0].grounds.since >= first)


@given(values(0), st.sampled_from(QUARTERS))
def test_1_the_value_effective_is_the_last_that_has_begun(own: tuple[DatedValue, ...], quarter: Quarter) -> None:
    """Before its first quarter, a parameter has its first value."""
    parameter = Parameter(
        key="a.number", title="A number", unit="", kind=ParameterKind.WHOLE, bounds=(0, 200), choices=(), values=own
    )

    effective = parameter.at(quarter)

    begun = [each for each in own if each.grounds.since <= quarter]
    assert effective == (begun[-1] if begun else own[0])


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            '[[printed]]\nperiod = "DY3 Q1"\nsource = "s"\n',
            "terms.toml: printed[1].report_due: is missing; an entry has at least one date.",
        ),
        (
            '[[printed]]\nperiod = "DY1 Q1"\nreport_due = 2017-08-10\nsource = "s"\n',
            "terms.toml: printed[1].period: DY1 Q1 is none of the periods.",
        ),
        (
            '[[printed]]\nperiod = "DY3 Q1"\nreport_due = 2017-08-10\nsource = "s"\n' * 2,
            "terms.toml: printed[2].period: DY3 Q1 has an entry already; write its dates in one.",
        ),
    ],
)
def test_4_dates_that_say_nothing_or_too_much(under: Under, entries: str, said: str) -> None:
    with pytest.raises(ProgramDataError) as caught:
        under(TITLE + entries)

    assert str(caught.value) == said


def test_4_a_measure_of_the_menu_is_left_out_from_its_quarter_on(under: Under) -> None:
    removed = '[[removed_measures]]\nkey = "clabsi"\nsince = "DY3 Q2"\nsource = "Contract, 4.3"\n'
    program = under(f'title = "Terms"\n{removed}')
    before, after = ([each.key for each in program.measures(quarter)] for quarter in (Quarter(3, 1), Quarter(3, 2)))

    assert [key for key in before if key not in after] == ["clabsi"]
    assert before == [each.key for each in load_program().measures(Quarter(3, 1))]
