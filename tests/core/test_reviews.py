"""A review as a data frame: one row a selected measure, whole counts, and nothing where nothing is known."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from support.quarters import Quarter
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Finding, Severity
from vbpqip.core.measures import Count, Measure
from vbpqip.core.parties import Subject
from vbpqip.core.results import Credits, MeasureResult, Outcome, Performance, QitAssessment, QitResult, Verdict
from vbpqip.core.reviews import Review, Rules, Status
from vbpqip.program.loading import load_program

PROGRAM = load_program()
MEASURES = {str(measure.key): measure for measure in PROGRAM.measures(Quarter(3, 1))}
QIT = QitResult(
    verdict=Verdict.MET, achieved=2, credits=0, selected=2, share=Fraction(1), required_share=Fraction(1, 2)
)
DY3_Q1 = Quarter(3, 1)


def review(*measures: MeasureResult, period: Quarter | None = DY3_Q1, findings: tuple[Finding, ...] = ()) -> Review:
    return Review(
        workbook="report.xlsx",
        sha256="",
        kind="QIT report",
        status=Status.ACCEPTED,
        template_version="1",
        sender="Nyack Hospital",
        receivers=("Fidelis",),
        subjects=(Subject("Nyack Hospital", "Fidelis"),),
        period=period,
        window=() if period is None else period.window(),
        findings=findings,
        checks_run=50,
        assessment=QitAssessment(measures, Credits(in_force=0, contracts=()), QIT),
        rules=Rules("NYS VBP QIP", "1", PROGRAM.vocabulary, terms=None, assumptions=()),
    )


COLUMNS = [
    "workbook", "facility", "mco", "period", "measure", "title", "numerator", "denominator",
    "result", "prior_result", "unit", "outcome", "achieved", "verdict",
]  # fmt: skip
COUNTS = ["numerator", "denominator", "result", "prior_result"]


def measured(measure: Measure, current: Performance | None, prior: Performance | None) -> MeasureResult:
    return MeasureResult(measure=measure, current=current, prior=prior, outcome=Outcome.IMPROVED, achieved=True)


def frame_of(*measures: MeasureResult) -> pd.DataFrame:
    return review(*measures).to_frame()


def performance(numerator: int, denominator: int, rate: Fraction | None) -> Performance:
    return Performance(pooled=Count(numerator, denominator), rate=rate)


CLABSI = measured(MEASURES["clabsi"], performance(0, 20000, Fraction(0)), performance(7, 20000, Fraction(7, 2)))
SEPSIS = measured(
    MEASURES["sepsis-3h-bundle"],
    Performance(pooled=None, rate=Fraction(667, 10)),
    Performance(pooled=None, rate=Fraction(66)),
)


def test_one_row_a_selected_measure() -> None:
    """A numerator of 0 is 0, not missing."""
    frame = frame_of(CLABSI)

    assert frame.to_dict("records") == [
        {
            "workbook": "report.xlsx",
            "facility": "Nyack Hospital",
            "mco": "Fidelis",
            "period": "DY3 Q1",
            "measure": "clabsi",
            "title": "CLABSI per 10,000 Patient Days (Population Rate)",
            "numerator": 0,
            "denominator": 20000,
            "result": 0.0,
            "prior_result": 3.5,
            "unit": "per 10,000 patient days",
            "outcome": "improved",
            "achieved": True,
            "verdict": "met",
        }
    ]


def test_rows_stand_in_the_order_of_the_workbook() -> None:
    assert list(frame_of(SEPSIS, CLABSI)["measure"]) == ["sepsis-3h-bundle", "clabsi"]


def test_an_annual_measure_has_a_result_and_no_counts() -> None:
    frame = frame_of(SEPSIS)

    assert list(frame[COUNTS].isna().iloc[0]) == [True, True, False, False]
    assert frame["result"].iloc[0] == 66.7
    assert frame["unit"].iloc[0] == "percent"


def test_counts_stay_whole_beside_an_annual_measure() -> None:
    frame = frame_of(CLABSI, SEPSIS)

    assert [str(dtype) for dtype in frame[COUNTS].dtypes] == ["Int64", "Int64", "Float64", "Float64"]
    assert frame["denominator"].iloc[0] == 20000


@pytest.mark.parametrize(
    ("result", "missing"),
    [
        pytest.param(measured(MEASURES["clabsi"], None, None), COUNTS, id="invalid-entries"),
        pytest.param(
            measured(MEASURES["clabsi"], performance(0, 0, None), performance(0, 0, None)),
            ["result", "prior_result"],
            id="nothing-could-occur",
        ),
        pytest.param(
            measured(MEASURES["clabsi"], performance(1, 10000, Fraction(1)), None), ["prior_result"], id="baseline"
        ),
    ],
)
def test_what_is_not_known_is_missing(result: MeasureResult, missing: list[str]) -> None:
    frame = frame_of(result)

    assert [column for column in COUNTS if frame[column].isna().iloc[0]] == missing


def test_a_review_without_measures_or_period_has_the_same_columns() -> None:
    """So that frames of many reports can be stacked."""
    frame = review(period=None).to_frame()

    assert list(frame.columns) == COLUMNS
    assert len(frame) == 0


def test_an_unknown_period_is_empty() -> None:
    frame = review(CLABSI, period=None).to_frame()

    assert list(frame["period"]) == [""]


def test_the_frames_of_two_reviews_can_be_stacked() -> None:
    stacked = pd.concat([frame_of(CLABSI), frame_of(SEPSIS)])

    assert list(stacked.columns) == COLUMNS
    assert str(stacked["numerator"].dtype) == "Int64"


def test_findings_are_errors_or_warnings() -> None:
    error, warning = (
        Finding(
            diagnostic=Diagnostic(code=code, name="", severity=severity, issue="", remedy="", source=""),
            at=Location("Report", 0, 0),
            message="",
            found="",
            expected="",
        )
        for code, severity in (("QIP410", Severity.ERROR), ("QIP411", Severity.WARNING))
    )

    found = review(findings=(error, warning))

    assert (found.errors, found.warnings) == ((error,), (warning,))
