"""Quarterly improvement target.

1. The share is (measures achieved + measure credits) ÷ measures selected, exact and not capped.
2. It is compared with the required share; reaching it exactly suffices.
3. A credit adds to the numerator only.
4. A baseline, and a report with errors, are neither met nor not met, and have no share.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.results import MeasureResult, Outcome, QitResult, Verdict
from vbpqip.program.loading import load_program
from vbpqip.rules.qit import qit, unmeasured_qit

CLABSI = next(measure for measure in load_program().measures(Quarter(3, 1)) if measure.key == "clabsi")
HALF = Fraction(1, 2)


def selected(achieved: int, others: int, *, outcome: Outcome = Outcome.WORSENED) -> list[MeasureResult]:
    """Return measures of which some are achieved."""
    return [_measure(Outcome.IMPROVED, achieved=True)] * achieved + [_measure(outcome, achieved=False)] * others


def _measure(outcome: Outcome, *, achieved: bool) -> MeasureResult:
    return MeasureResult(measure=CLABSI, current=None, prior=None, outcome=outcome, achieved=achieved)


def measured(achieved: int, others: int, *, measure_credits: int = 0, required_share: Fraction = HALF) -> QitResult:
    return qit(selected(achieved, others), measure_credits=measure_credits, required_share=required_share)


@pytest.mark.parametrize(
    ("target", "share", "verdict"),
    [
        pytest.param(measured(2, 1), Fraction(2, 3), Verdict.MET, id="1-more-than-half"),
        pytest.param(measured(1, 2), Fraction(1, 3), Verdict.NOT_MET, id="1-one-third-of-half"),
        pytest.param(measured(3, 0, measure_credits=1), Fraction(4, 3), Verdict.MET, id="1-not-capped"),
        pytest.param(measured(0, 1), Fraction(0), Verdict.NOT_MET, id="1-none"),
        pytest.param(measured(2, 2), Fraction(1, 2), Verdict.MET, id="2-equal-suffices"),
        pytest.param(
            measured(1, 2, required_share=Fraction(1, 3)), Fraction(1, 3), Verdict.MET, id="2-one-third-is-one-third"
        ),
        pytest.param(
            measured(1, 2, required_share=Fraction(333334, 1000000)),
            Fraction(1, 3),
            Verdict.NOT_MET,
            id="2-nearly-is-not-reached",
        ),
        pytest.param(measured(0, 1, required_share=Fraction(0)), Fraction(0), Verdict.MET, id="2-nothing-required"),
        pytest.param(measured(1, 2, measure_credits=1), Fraction(2, 3), Verdict.MET, id="3-a-credit-tips-it"),
        pytest.param(measured(0, 4, measure_credits=1), Fraction(1, 4), Verdict.NOT_MET, id="3-a-credit-falls-short"),
    ],
)
def test_share_and_verdict(target: QitResult, share: Fraction, verdict: Verdict) -> None:
    assert target.share == share
    assert target.verdict is verdict


def test_3_a_credit_adds_nothing_to_the_measures_selected() -> None:
    assert measured(1, 2, measure_credits=1) == QitResult(
        verdict=Verdict.MET,
        achieved=1,
        credits=1,
        selected=3,
        share=Fraction(2, 3),
        required_share=Fraction(1, 2),
    )


def test_1_a_measure_without_result_stays_in_the_denominator() -> None:
    """It is never achieved, and the facility selected it."""
    target = qit(selected(1, 2, outcome=Outcome.NO_RESULT), measure_credits=0, required_share=HALF)

    assert target.share == Fraction(1, 3)


@pytest.mark.parametrize("verdict", [Verdict.BASELINE, Verdict.NOT_DETERMINED])
def test_4_a_target_that_is_not_measured_has_no_share(verdict: Verdict) -> None:
    """Credits and measures are counted all the same."""
    target = unmeasured_qit(selected(1, 2), verdict, measure_credits=1, required_share=HALF)

    assert target == QitResult(
        verdict=verdict, achieved=1, credits=1, selected=3, share=None, required_share=Fraction(1, 2)
    )


def test_4_a_file_that_cannot_be_read_selects_nothing() -> None:
    target = unmeasured_qit((), Verdict.NOT_DETERMINED, measure_credits=0, required_share=None)

    assert (target.selected, target.share, target.required_share) == (0, None, None)


ACHIEVED, OTHERS = st.integers(0, 12), st.integers(0, 12)
REQUIRED = st.fractions(0, 1, max_denominator=12)


@given(ACHIEVED, OTHERS.filter(bool), st.integers(0, 3), REQUIRED)
def test_2_the_verdict_agrees_with_integer_cross_multiplication(
    achieved: int, others: int, credit: int, required: Fraction
) -> None:
    target = measured(achieved, others, measure_credits=credit, required_share=required)

    reached = (achieved + credit) * required.denominator >= required.numerator * (achieved + others)
    assert target.verdict is (Verdict.MET if reached else Verdict.NOT_MET)


@given(ACHIEVED, OTHERS.filter(bool), st.integers(0, 3), REQUIRED)
def test_3_a_credit_never_lowers_the_share(achieved: int, others: int, credit: int, required: Fraction) -> None:
    without = measured(achieved, others, measure_credits=credit, required_share=required)
    with_one_more = measured(achieved, others, measure_credits=credit + 1, required_share=required)

    assert without.share is not None
    assert with_one_more.share == without.share + Fraction(1, achieved + others)
    assert (without.verdict, with_one_more.verdict) != (Verdict.MET, Verdict.NOT_MET)
