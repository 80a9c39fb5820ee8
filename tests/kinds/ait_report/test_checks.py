"""70x: what an AIT report alone is checked for, in the engine and on its sheet.

1. Each finding is made where it belongs, and only there. 2. The sheet says the same at the same cell. 3. What is READY is
accepted, and what has an error is not READY, over drawn reports. 4. All of it is explained, and has its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from support import ait_reports
from support.ait_reports import FACILITY, MCO, YEARS, nth_of
from support.drawing import FILLINGS, Values
from support.reports import report
from support.tables import PROGRAM, form_data_of
from support.written import written_form
from vbpqip.core.findings import Severity
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.ait_report.findings import AIT_CATALOGUE, OWN_DIAGNOSTICS
from vbpqip.kinds.ait_report.form import AIT_FORM
from vbpqip.kinds.ait_report.writing.form_data import content_of
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.registry import wrong_codes
from vbpqip.program.loading import program_under
from vbpqip.reviewing import read_and_review, review_options_of, review_workbook
from vbpqip.workbook.answers import READY, SHOWN_VERDICT
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.unwritten import entries_in

DY4, DY5 = YEARS
CLABSI, CDI, AMI, BUNDLE, ECG = map(
    nth_of, ("clabsi", "cdi", "ami-mortality", "sepsis-3h-bundle", "median-time-to-ecg")
)
SOUND: Values = {
    **ait_reports.printed(),
    **ait_reports.heading(DY4),
    **ait_reports.row("clabsi", (7, 20_000), (6, 20_000), "1.15"),
    **ait_reports.row("cdi", (14, 20_000), (13, 20_000), "6.57"),
    **ait_reports.row("ami-mortality", (10, 100), (8, 110), "84.26", "Mean of hospitals"),
    **ait_reports.row("sepsis-3h-bundle", 61.5, 64, "62"),
    **ait_reports.contract(0, date(2017, 8, 15)),
}


def changed(changes: Mapping[tuple[str, int], Raw | None]) -> Values:
    """Return the sound report with other entries; ``None`` is a blank one."""
    return {key: raw for key, raw in {**SOUND, **changes}.items() if raw is not None}


def told(review: Review) -> list[tuple[str, str]]:
    """Return the findings of the kind's own, each with its cell."""
    own = {each.code for each in OWN_DIAGNOSTICS}
    return [
        (each.diagnostic.code, "" if each.at is None else each.at.address)
        for each in review.findings
        if each.diagnostic.code in own
    ]


def test_a_sound_report_has_none() -> None:
    review = ait_reports.reviewed(SOUND)

    assert (review.status, review.verdict, told(review)) == (Status.ACCEPTED, Verdict.MET, [])


def cell(name: str, nth: int) -> str:
    return ait_reports.empty_form().places[name].at(nth).address


WITHOUT_MEANS: dict[tuple[str, int], Raw | None] = {("state_mean", nth): None for nth in (CLABSI, CDI, AMI, BUNDLE)}
CASES = [
    pytest.param({("baseline_numerator", CLABSI): None}, ("QIP702", "baseline_numerator", CLABSI), id="baseline"),
    pytest.param({("baseline_denominator", CDI): None}, ("QIP702", "baseline_denominator", CDI), id="one-of-two"),
    pytest.param({("baseline_numerator", BUNDLE): None}, ("QIP702", "baseline_numerator", BUNDLE), id="of-the-year"),
    pytest.param({("result_numerator", CDI): None}, ("QIP704", "result_numerator", CDI), id="result"),
    pytest.param({("result_numerator", BUNDLE): None}, ("QIP704", "result_numerator", BUNDLE), id="result-of-the-year"),
    pytest.param({("result_numerator", BUNDLE): "NA"}, ("QIP706", "result_numerator", BUNDLE), id="not-available"),
    pytest.param({("state_mean_unit", CDI): None}, ("QIP720", "state_mean_unit", CDI), id="no-unit"),
    pytest.param({("state_mean_kind", CDI): None}, ("QIP720", "state_mean_kind", CDI), id="no-kind"),
    pytest.param({("state_mean_year", CDI): None}, ("QIP720", "state_mean_year", CDI), id="no-year"),
    pytest.param({("state_mean_source", CDI): None}, ("QIP722", "state_mean_source", CDI), id="no-source"),
    pytest.param({("state_mean", BUNDLE): 101}, ("QIP724", "state_mean", BUNDLE), id="above-100-percent"),
    pytest.param({("state_mean", BUNDLE): -1}, ("QIP724", "state_mean", BUNDLE), id="negative"),
    pytest.param({("state_mean", CDI): Decimal("6.57001")}, ("QIP726", "state_mean", CDI), id="too-fine"),
    pytest.param({("state_mean_unit", CDI): "percent"}, ("QIP728", "state_mean_unit", CDI), id="other-unit"),
    pytest.param({("state_mean_kind", CDI): "Average"}, ("QIP730", "state_mean_kind", CDI), id="other-kind"),
    pytest.param({("state_mean_year", CDI): 216}, ("QIP732", "state_mean_year", CDI), id="other-year"),
    pytest.param({("state_mean_year", CDI): "NA"}, ("QIP732", "state_mean_year", CDI), id="year-NA"),
    pytest.param({("state_mean", CDI): Decimal("0.657")}, ("QIP734", "state_mean", CDI), id="per-1000-for-per-10000"),
    pytest.param({("state_mean", CDI): 27}, ("QIP734", "state_mean", CDI), id="far-too-large"),
    pytest.param({key: None for key in WITHOUT_MEANS if key[1] != CDI}, ("QIP736", "selected_head", 0), id="few-means"),
    pytest.param(WITHOUT_MEANS, ("QIP738", "selected_head", 0), id="no-means"),
    pytest.param({("contract_submitted", 0): date(2017, 2, 1)}, ("QIP742", "contract_submitted", 0), id="other-year's"),
    pytest.param({("program_year", 0): "DY5"}, ("QIP742", "contract_submitted", 0), id="of-last-year"),
]


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_1_and_2_each_is_found_where_it_belongs(
    changes: Mapping[tuple[str, int], Raw | None], expected: tuple[str, str, int]
) -> None:
    code, name, nth = expected
    values = changed(changes)
    if values["program_year", 0] == "DY5":
        values["attested_on", 0] = date(2019, 8, 1)

    assert told(ait_reports.reviewed(values)) == [(code, cell(name, nth))]
    book = ait_reports.empty_form()
    shown = book.shown(typed={book.places[key[0]].at(key[1]): raw for key, raw in values.items()})
    states = {each.at: shown[book.places[each.state.name].at(each.state.nth)] for each in book.data.tested
              if (each.at.name, each.at.nth) == (name, nth)}  # fmt: skip
    lines = book.numbering.lines
    assert code in {lines[int(state) - 1].diagnostic.code for state in states.values() if state}


def test_1_no_baselines_are_asked_of_a_measure_that_is_not_selected() -> None:
    review = ait_reports.reviewed(changed({("selected", CDI): "No"}))

    assert [finding.diagnostic.code for finding in review.warnings] == ["QIP305"]


def test_1_baselines_alone_need_no_result_and_no_mean() -> None:
    values = {key: raw for key, raw in SOUND.items() if not key[0].startswith(("result_n", "result_d", "state_mean"))}

    review = ait_reports.reviewed(values)

    assert (review.status, review.verdict, told(review)) == (Status.ACCEPTED, Verdict.BASELINE, [])
    assert str(review.due) == "2017-07-31"


def test_1_an_attestation_of_baselines_may_be_of_the_year_after() -> None:
    values = {key: raw for key, raw in SOUND.items() if not key[0].startswith(("result_n", "result_d"))}

    on_the_day, before = (
        ait_reports.reviewed({**values, ("attested_on", 0): day}) for day in (date(2016, 12, 31), date(2016, 12, 30))
    )
    with_results = ait_reports.reviewed({**SOUND, ("attested_on", 0): date(2018, 6, 29)})

    assert on_the_day.status is Status.ACCEPTED
    for review in (before, with_results):
        assert "QIP252" in {finding.diagnostic.code for finding in review.findings}


def test_1_a_measure_off_the_menu_has_no_mean(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "Own"\n[[measures]]\nkey = "own"\ntitle = "Own Measure"\nshort_title = "Own"\nsteward = "us"\n'
        'improvement = "lower"\nscoring = "proportion"\nreporting = "quarterly"\nper = 100\nunit = "cases"\n'
        'since = "DY2 Q4"\nsource = "the pairing"\n',
        "utf-8",
    )
    program = program_under(terms, wrong_codes)
    form = AIT_REPORT.template(program, FormOptions(DY4, FACILITY, MCO, {"measure": ["own"]}))
    assert form is not None
    nth = next(key[1] for key, raw in form.filled.values.items() if key[0] == "measure_key" and raw == "own")
    typed: Values = {
        ("baseline_numerator", nth): 3,
        ("baseline_denominator", nth): 100,
        ("attested_by", 0): "J. Rivera",
        ("attested_title", 0): "CMO",
        ("attested_on", 0): date(2017, 7, 20),
    }
    content = form.write(form.filled._replace(values={**form.filled.values, **typed}))

    review = review_workbook(content, program)

    assert review.status is Status.ACCEPTED
    assert told(review) == [("QIP740", f"B{7 + nth}")]


def test_1_another_workbook_is_none() -> None:
    found = read_and_review(report(), PROGRAM, kinds=(AIT_REPORT,)).review

    assert told(found) == [("QIP700", "")]


@pytest.mark.parametrize("seed", range(max(20, FILLINGS)))
def test_3_what_is_ready_is_accepted(seed: int) -> None:
    """The other way round too, but for what the form wants typed as it belongs."""
    values = ait_reports.drawn_report(Random(seed))  # noqa: S311 -- chance that can be had again
    book = ait_reports.empty_form()
    typed = dict.fromkeys(book.places[name].at(nth) for name, nth in ait_reports.printed())
    typed |= {book.places[key[0]].at(key[1]): raw for key, raw in values.items()}
    shown, review = book.shown(typed=typed), ait_reports.reviewed(values)
    ready = shown[book.data.form.singles["ready"].at()]

    if ready == READY:
        assert review.status is Status.ACCEPTED, [finding.message for finding in review.errors]
        assert shown[book.data.form.singles["ait_verdict"].at()] == SHOWN_VERDICT[review.verdict]
    elif review.status is Status.ACCEPTED:
        asked = {"QIP317", "QIP318", "QIP303", "QIP302", "QIP309"}
        words = any(isinstance(raw, str) for key, raw in values.items() if key[0].startswith(("baseline", "result")))
        assert words or asked & {finding.diagnostic.code for finding in review.findings}


def test_4_every_finding_of_its_own_is_explained_with_an_example() -> None:
    explained = AIT_REPORT.explanations(PROGRAM)

    assert list(explained) == [each.code for each in OWN_DIAGNOSTICS]
    for text in (text for each in explained.values() for text in each):
        assert re.fullmatch(r"['A-Z].*\.", text), text


def test_4_codes_are_of_the_kinds_own_range_and_remedies_name_no_command() -> None:
    assert all(re.fullmatch(r"QIP7[0-2]\d|QIP73\d|QIP74\d", each.code) for each in OWN_DIAGNOSTICS)
    assert [each.code for each in AIT_CATALOGUE] == sorted({each.code for each in AIT_CATALOGUE})
    for each in OWN_DIAGNOSTICS:
        assert not re.search(r"--\w|vbpqip|\bcommand\b|invalid|please", f"{each.issue} {each.remedy}", re.IGNORECASE)
        assert each.severity in set(Severity)


QUARTERLY = """
| measure | DY3 Q2 | DY3 Q3 | DY3 Q4 | DY4 Q1 | prior   |
| clabsi  | 1/5000 | 2/5000 | 1/5000 | 2/5000 | 7/20000 |
"""


def beside(previous: bytes | None = None, baseline: bytes | None = None) -> list[str]:
    """Return why the reports that were given beside the sound one were not compared."""
    options = review_options_of(previous=previous, baseline=baseline)
    review = review_workbook(ait_reports.written_report(SOUND), PROGRAM, options=options)
    return [each.message for each in review.findings if each.diagnostic.code == "QIP716"]


def quarterly(facility: str = FACILITY, measures: str = QUARTERLY) -> bytes:
    day = date(2018, 10, 20)
    return written_form(
        form_data_of(measures, facility=facility, mco=MCO, period="DY4 Q1", attested_by="D. Clarke", attested_on=day)
    )


def another_workbook() -> bytes:
    """Return a workbook that has one word of a report, and is none."""
    workbook = Workbook()
    only = sorted(AIT_FORM.labels - frozenset().union(*(form.labels for form in QIT_REPORT.forms)))
    workbook.worksheets[0]["A1"] = only[0]
    workbook.save(saved := BytesIO())
    return saved.getvalue()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param(
            {"previous": quarterly("Nyack Hospital")}, "it is not of the same facility and MCO", id="facility"
        ),
        pytest.param(
            {"previous": quarterly(measures=QUARTERLY.replace("1/5000", "-1/5000"))},
            "it is not accepted by itself",
            id="not-accepted",
        ),
        pytest.param(
            {"baseline": ait_reports.written_report(changed({("facility", 0): "Nyack Hospital"}))},
            "it is not of the same facility and MCO",
            id="facility-of-the-baselines",
        ),
        pytest.param(
            {"baseline": ait_reports.written_report(changed({("program_year", 0): "DY5"}))},
            "its year is DY5",
            id="year",
        ),
        pytest.param({"baseline": another_workbook()}, "it is no AIT report", id="another-workbook"),
        pytest.param({"baseline": b"no workbook"}, "it cannot be read as a workbook", id="unreadable"),
    ],
)
def test_1_what_cannot_be_compared_is_told(given: dict[str, bytes], why: str) -> None:
    (message,) = beside(**given)

    assert why in message


def test_1_what_can_be_compared_and_is_the_same_has_no_finding() -> None:
    assert beside(previous=quarterly(), baseline=ait_reports.written_report(SOUND)) == []


def test_1_terms_decide_what_the_form_lists(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "Own"\n[[severities]]\ncode = "QIP734"\nsince = "DY2 Q4"\nseverity = "off"\nsource = "us"\n', "utf-8")  # fmt: skip
    program = program_under(terms, wrong_codes)

    form = AIT_REPORT.template(program, FormOptions(DY4))

    assert form is not None
    assert b"many times larger" not in form.content


def test_1_a_removed_measure_is_none_of_the_menu() -> None:
    context = AIT_REPORT.context(
        AIT_REPORT.of_entries(entries_in(content_of(PROGRAM, SOUND))), PROGRAM, review_options_of()
    )

    assert set(context.removed_measures) == {"vte-1"}
    assert {at.sheet for at in context.entries_that_count} == {"AIT Report", "Measure Credits"}
