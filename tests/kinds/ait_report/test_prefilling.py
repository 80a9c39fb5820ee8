"""Forms that go on from reports: of the baselines, of a year with results, and of the quarterly report.

1. What is taken over is locked or open as it should be. 2. What errors touch stays open, and is listed. 3. What does
not belong together is rejected, with the option that it was given with.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from support import ait_reports
from support.ait_reports import FACILITY, MCO, YEARS, nth_of
from support.drawing import Values
from support.reports import report
from support.tables import PROGRAM, form_data_of
from support.written import written_form
from vbpqip.core.errors import TemplateError
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.ait_report.options import AIT_MEASURE
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.registry import known
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.kinds.template import FilledForm
from vbpqip.reviewing import read_and_review

DY4, DY5 = YEARS
CLABSI, BUNDLE = nth_of("clabsi"), nth_of("sepsis-3h-bundle")
BASELINES: Values = {
    **ait_reports.printed(),
    **ait_reports.heading(DY4, date(2017, 7, 20)),
    **ait_reports.row("clabsi", (7, 20_000)),
    **ait_reports.row("sepsis-3h-bundle", 61.5, None, "62"),
    ("selected", nth_of("cauti")): "No",
    **ait_reports.contract(0, date(2017, 6, 15)),
}
RESULTS: Values = {
    **BASELINES,
    **ait_reports.heading(DY4),
    **ait_reports.row("clabsi", (7, 20_000), (6, 20_000), "1.15"),
    **ait_reports.row("sepsis-3h-bundle", 61.5, 64, "62"),
}
QUARTERLY = """
| measure          | DY3 Q2 | DY3 Q3 | DY3 Q4 | DY4 Q1  | prior  |
| clabsi           | 1/5000 | 2/5000 | 1/5000 | 2/5000  | 7/20000 |
| sepsis-3h-bundle | -      | -      | -      | 64.5/NA | 63/NA  |
"""


@cache
def last(*changes: tuple[tuple[str, int], Any], results: bool = False) -> Reviewed[Any, Any]:
    """Return the last report, which was read."""
    values = {**(RESULTS if results else BASELINES), **dict(changes)}
    return read_and_review(ait_reports.written_report(values), PROGRAM, kinds=(AIT_REPORT,))


@cache
def quarterly(period: str = "DY4 Q1", facility: str = FACILITY, selected: str = QUARTERLY) -> Reviewed[Any, Any]:
    form_data = form_data_of(
        selected,
        facility=facility,
        mco=MCO,
        period=period,
        contracts="""
        | mco     | arrangement | level | submitted  | recertified | status   |
        | Fidelis | TCGP        | 2     | 2017-08-15 | -           | Approved |
        """,
        attested_by="D. Clarke",
        attested_on=date(2018, 10, 20),
    )
    return read_and_review(written_form(form_data), PROGRAM, kinds=known())


def form(**reports: Reviewed[Any, Any]) -> FilledForm:
    filled = AIT_REPORT.template(PROGRAM, FormOptions(reports=reports))
    assert filled is not None
    return filled


def test_1_after_the_baselines_come_the_results_of_their_year() -> None:
    filled = form(previous=last()).filled

    assert filled.values["program_year", 0] == "DY4"
    assert filled.values["baseline_numerator", CLABSI] == 7
    assert filled.values["selected", nth_of("cauti")] == "No"
    assert filled.values["state_mean", BUNDLE] == 62
    locked = {("facility", 0), ("mco", 0), ("program_year", 0), ("selected", CLABSI), ("baseline_denominator", BUNDLE)}
    assert locked <= filled.locked
    assert ("state_mean", BUNDLE) not in filled.locked
    assert filled.stamp["vbpqip_carried_from"] == "DY4"


def test_1_after_the_results_comes_the_next_year() -> None:
    filled = form(previous=last(results=True)).filled

    assert filled.values["program_year", 0] == "DY5"
    assert filled.values["selected", CLABSI] == "Yes"
    assert filled.values["contract_submitted", 0] == date(2017, 6, 15)
    assert not any(name.startswith(("baseline_n", "result_n")) for name, _ in filled.values)


def test_1_the_quarterly_report_gives_the_measured_year() -> None:
    filled = form(report=quarterly()).filled

    assert (filled.values["result_numerator", CLABSI], filled.values["result_denominator", CLABSI]) == (6, 20_000)
    assert str(filled.values["result_numerator", BUNDLE]) == "64.5"
    assert filled.values["result_denominator", BUNDLE] == "NA"
    assert filled.values["contract_submitted", 0] == date(2017, 8, 15)
    assert {("result_numerator", CLABSI), ("selected", CLABSI), ("program_year", 0)} <= filled.locked


def test_1_both_together() -> None:
    filled = form(previous=last(), report=quarterly()).filled

    assert filled.values["baseline_numerator", CLABSI] == 7
    assert filled.values["result_numerator", CLABSI] == 6
    assert filled.values["contract_submitted", 0] == date(2017, 6, 15)


def test_1_one_of_a_set_has_its_names_locked() -> None:
    filled = AIT_REPORT.template(PROGRAM, FormOptions(DY4, FACILITY, MCO, in_set=True))

    assert filled is not None
    assert filled.filled.locked == {("facility", 0), ("mco", 0)}


def test_2_what_errors_touch_stays_open() -> None:
    filled = form(previous=last((("baseline_numerator", CLABSI), "about 7")))

    assert ("baseline_numerator", CLABSI) not in filled.filled.values
    assert filled.left_open == ("CLABSI: its baseline.",)


@pytest.mark.parametrize(
    ("reports", "options", "option", "reason"),
    [
        ({"previous": last(results=True)}, {"period": DY4}, "period", "so the next is of DY5"),
        ({"previous": last()}, {"facility": "Nyack Hospital"}, "previous", "it is of 'Interfaith Medical Center'"),
        ({"report": quarterly("DY3 Q4")}, {}, "report", "the measured year is the window of DY4 Q1 or DY5 Q1"),
        ({"report": quarterly()}, {"period": DY5}, "report", "the measured year is the window of DY5 Q1"),
        ({"report": quarterly(facility="Nowhere")}, {"facility": FACILITY}, "report", "it is of 'Nowhere'"),
        ({}, {"texts": {"measure": ["clab"]}}, "measure", "is not on the menu"),
    ],
)
def test_3_what_does_not_belong_together(
    reports: dict[str, Reviewed[Any, Any]], options: dict[str, Any], option: str, reason: str
) -> None:
    with pytest.raises(TemplateError) as raised:
        AIT_REPORT.template(PROGRAM, FormOptions(reports=reports, **options))

    assert raised.value.option == option
    assert reason in raised.value.reason


def test_3_after_the_last_year_comes_none() -> None:
    values = {**RESULTS, ("program_year", 0): "DY5", ("attested_on", 0): date(2019, 8, 1)}
    final = read_and_review(ait_reports.written_report(values), PROGRAM, kinds=(AIT_REPORT,))

    with pytest.raises(TemplateError, match="none comes after it"):
        form(previous=final)


def test_3_a_report_of_no_year_or_of_another_kind() -> None:
    nameless = last((("program_year", 0), "soon"))
    other = read_and_review(report(), PROGRAM, kinds=(AIT_REPORT,))

    with pytest.raises(TemplateError, match="names no program year"):
        form(previous=nameless)
    with pytest.raises(TemplateError, match="is not an AIT report"):
        form(previous=other)


def test_3_a_quarterly_report_with_errors_fills_in_nothing() -> None:
    wrong = quarterly(selected=QUARTERLY.replace("1/5000", "-1/5000"))
    assert wrong.review.period == Quarter(4, 1, PROGRAM.years)

    with pytest.raises(TemplateError, match="not accepted"):
        form(report=wrong)


def test_2_of_what_errors_touch_the_rest_is_carried_over() -> None:
    filled = form(
        previous=last((("selected", CLABSI), "Perhaps"), (("contract_recertified", 0), date(2017, 5, 1)))
    ).filled

    assert ("selected", CLABSI) not in filled.values
    assert ("contract_recertified", 0) not in filled.values
    assert filled.values["contract_submitted", 0] == date(2017, 6, 15)


def test_2_a_measure_that_is_not_on_the_menu_of_the_year_is_left_out() -> None:
    """Terms took it from the menu after the quarterly report was sent."""
    menu = tuple(each for each in PROGRAM.menu if each.measure.key != "clabsi")
    options = FormOptions(reports={"report": quarterly()})

    filled = AIT_REPORT.template(PROGRAM._replace(menu=menu), options)

    assert filled is not None
    assert filled.left_open == ("clabsi: it is not on the menu of DY4.",)


def test_2_where_no_year_has_a_target_there_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbpqip.kinds.ait_report.years.ait_years", lambda _: ())

    assert AIT_REPORT.template(PROGRAM, FormOptions()) is None


def test_2_keys_of_measures_are_offered() -> None:
    assert AIT_MEASURE.offers is not None
    assert "clabsi" in AIT_MEASURE.offers(PROGRAM)


def test_2_a_form_that_was_filled_in_from_baselines_alone_is_blank() -> None:
    carried = form(previous=last())

    review = read_and_review(carried.content, PROGRAM, kinds=(AIT_REPORT,)).review

    assert [each.diagnostic.code for each in review.findings if each.diagnostic.name == "nothing-entered"] != []
