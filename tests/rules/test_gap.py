"""Gap to target.

1. A step is the least change of one measure's numerators, in whole events, by which it begins or ceases to count.
2. An annual measure's step is its difference from the comparator; ``beyond`` says that reaching it is not enough.
3. A measure without a result or a comparator has no step; nor has one that no numerator can turn.
4. A missed target says how many more measures must count, and how many credits are open; a met one how many it can lose.
5. Steps stand in the order of their amounts.
6. A target that is not determined, or a baseline, has no gap.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vbpqip.domain.measures import Count, Improvement, Measure, Scoring
from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import Gap, MeasureResult, QitResult, Step, Verdict
from vbpqip.program.loading import load_program
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.gap import gap_to_target, step_of
from vbpqip.rules.qit import qit, unmeasured_qit
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import compared_result, unknown_result

MEASURES = {str(measure.key): measure for measure in load_program().measures(Quarter(3, 1))}
CLABSI, AMI, SEPSIS, ECG = (
    MEASURES[key] for key in ("clabsi", "ami-mortality", "sepsis-3h-bundle", "median-time-to-ecg")
)
HIGHER = AMI._replace(improvement=Improvement.INCREASE)
HIGHER_RATIO = CLABSI._replace(improvement=Improvement.INCREASE)


def counts(measure: Measure, current: tuple[int, int], prior: tuple[int, int], *, ties: bool = True) -> MeasureResult:
    now, before = (rolling_average([Count(*each)], per=measure.per) for each in (current, prior))
    return compared_result(measure, now, before, maintained_counts=ties)


def annual(measure: Measure, current: str | None, prior: str | None, *, ties: bool = True) -> MeasureResult:
    now, before = (annual_measure(None if each is None else Decimal(each)) for each in (current, prior))
    return compared_result(measure, now, before, maintained_counts=ties)


@pytest.mark.parametrize(
    ("measure", "current", "prior", "step"),
    [
        pytest.param(CLABSI, (9, 20000), (7, 20000), Step(CLABSI, Fraction(2), more=False), id="1-two-fewer"),
        pytest.param(CLABSI, (6, 20000), (7, 20000), Step(CLABSI, Fraction(2), more=True), id="1-two-more-lose-it"),
        pytest.param(CLABSI, (7, 20000), (7, 20000), Step(CLABSI, Fraction(1), more=True), id="1-a-tie-bears-nothing"),
        pytest.param(CLABSI, (1, 10), (0, 10), Step(CLABSI, Fraction(1), more=False), id="1-down-to-none"),
        pytest.param(AMI, (3, 3), (3, 3), None, id="3-no-more-events-than-chances"),
        pytest.param(HIGHER, (5, 40), (7, 40), Step(HIGHER, Fraction(2), more=True), id="1-two-more"),
        pytest.param(HIGHER, (0, 40), (0, 40), None, id="3-no-fewer-than-none"),
    ],
)
def test_steps_of_counts(measure: Measure, current: tuple[int, int], prior: tuple[int, int], step: Step | None) -> None:
    assert step_of(counts(measure, current, prior), maintained_counts=True) == step


@pytest.mark.parametrize(
    ("measure", "current", "prior"),
    [
        pytest.param(CLABSI, (1, 10), (0, 10), id="lower-than-none"),
        pytest.param(HIGHER, (39, 40), (40, 40), id="more-than-all"),
    ],
)
def test_3_what_cannot_be_bettered_cannot_be_beaten(
    measure: Measure, current: tuple[int, int], prior: tuple[int, int]
) -> None:
    assert step_of(counts(measure, current, prior, ties=False), maintained_counts=False) is None


@pytest.mark.parametrize(
    ("result", "ties", "step"),
    [
        pytest.param(annual(ECG, "9", "8"), True, Step(ECG, Fraction(1), more=False), id="2-a-minute-less"),
        pytest.param(annual(ECG, "7.5", "8"), True, Step(ECG, Fraction(1, 2), more=True, beyond=True), id="2-margin"),
        pytest.param(
            annual(SEPSIS, "57.5", "60"), True, Step(SEPSIS, Fraction(5, 2), more=True), id="2-points-more"
        ),
        pytest.param(
            annual(ECG, "8", "8", ties=False), False, Step(ECG, Fraction(0), more=False, beyond=True), id="2-any-less"
        ),
        pytest.param(
            annual(ECG, "7", "8", ties=False), False, Step(ECG, Fraction(1), more=True), id="2-a-tie-loses-it"
        ),
        pytest.param(annual(SEPSIS, "100", "100", ties=False), False, None, id="3-more-than-all"),
        pytest.param(annual(SEPSIS, "3", "0"), True, None, id="3-less-than-nothing"),
        pytest.param(annual(ECG, None, "8"), True, None, id="3-no-result"),
        pytest.param(annual(ECG, "8", None), True, None, id="3-no-comparator"),
    ],
)  # fmt: skip
def test_steps_of_annual_results(result: MeasureResult, *, ties: bool, step: Step | None) -> None:
    assert step_of(result, maintained_counts=ties) == step


def test_3_what_is_not_known_has_no_step() -> None:
    known = rolling_average([Count(1, 10)], per=10_000)

    assert step_of(unknown_result(CLABSI, None, known), maintained_counts=True) is None
    assert step_of(unknown_result(CLABSI, known, None), maintained_counts=True) is None


def _after(result: MeasureResult, events: int, *, ties: bool) -> bool:
    """Whether a measure counts once its numerators have changed by that many events."""
    assert result.current is not None
    assert result.current.pooled is not None
    assert result.prior is not None
    numerator, denominator = result.current.pooled
    changed = rolling_average([Count(numerator + events, denominator)], per=result.measure.per)
    return compared_result(result.measure, changed, result.prior, maintained_counts=ties).achieved


_SMALL = st.integers(0, 12)


@given(
    st.sampled_from([CLABSI, AMI, HIGHER, HIGHER_RATIO]),
    st.tuples(_SMALL, st.integers(1, 12)),
    st.tuples(_SMALL, st.integers(1, 12)),
    st.booleans(),
)
def test_1_a_step_turns_a_measure_and_one_event_less_does_not(
    measure: Measure, current: tuple[int, int], prior: tuple[int, int], ties: bool  # noqa: FBT001 -- drawn
) -> None:  # fmt: skip
    numerator, denominator = current
    assume(measure.scoring is not Scoring.PROPORTION or (numerator <= denominator and prior[0] <= prior[1]))
    result = counts(measure, current, prior, ties=ties)

    step = step_of(result, maintained_counts=ties)

    most = denominator if measure.scoring is Scoring.PROPORTION else 12 * 12 + 1
    lawful = range(-numerator, most - numerator + 1)
    turning = [events for events in lawful if _after(result, events, ties=ties) is not result.achieved]
    nearest = min((abs(events) for events in turning), default=None)
    if step is None:
        assert nearest is None
    else:
        assert nearest == step.amount
        assert (int(step.amount) if step.more else -int(step.amount)) in turning


def gap_of(*measures: MeasureResult, measure_credits: int = 0, required: Fraction = Fraction(1, 2)) -> Gap | None:
    target = qit(measures, measure_credits=measure_credits, required_share=required)
    return gap_to_target(measures, target, most_credits=1, maintained_counts=True)


WORSE, BETTER = counts(CLABSI, (10, 20000), (7, 20000)), counts(CLABSI, (6, 20000), (7, 20000))


def test_4_and_5_a_missed_target_says_what_would_meet_it() -> None:
    slower = annual(ECG, "9", "8")

    gap = gap_of(WORSE, slower, WORSE, BETTER, WORSE, WORSE)

    three_fewer = Step(CLABSI, Fraction(3), more=False)
    steps = (Step(ECG, Fraction(1), more=False), three_fewer, three_fewer, three_fewer, three_fewer)
    assert gap == Gap(met=False, measures=2, credits_open=1, steps=steps)
    assert gap.is_in_reach


def test_4_a_credit_in_force_leaves_none_open() -> None:
    gap = gap_of(WORSE, WORSE, WORSE, WORSE, measure_credits=1)

    assert gap is not None
    assert (gap.measures, gap.credits_open) == (1, 0)


def test_4_what_has_no_comparator_can_leave_the_target_out_of_reach() -> None:
    nothing = annual(ECG, None, "8")

    gap = gap_of(nothing, nothing, nothing, nothing, WORSE, required=Fraction(3, 5))

    assert gap is not None
    assert (gap.measures, len(gap.steps), gap.is_in_reach) == (3, 1, False)


@pytest.mark.parametrize(
    ("better", "worse", "measure_credits", "measures"),
    [
        pytest.param(1, 1, 0, 1, id="just-met"),
        pytest.param(3, 1, 0, 2, id="one-to-spare"),
        pytest.param(2, 1, 1, 2, id="a-credit-is-one-to-spare"),
        pytest.param(4, 0, 0, 3, id="all"),
    ],
)
def test_4_a_met_target_says_how_many_it_can_lose(better: int, worse: int, measure_credits: int, measures: int) -> None:
    gap = gap_of(*[BETTER] * better, *[WORSE] * worse, measure_credits=measure_credits)

    assert gap == Gap(
        met=True, measures=measures, credits_open=0, steps=(Step(CLABSI, Fraction(2), more=True),) * better
    )


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 1), st.fractions(0, 1, max_denominator=9))
def test_4_that_many_measures_turn_the_verdict_and_one_less_does_not(
    better: int, worse: int, measure_credits: int, required: Fraction
) -> None:
    """Whatever the required share, with credits or without."""
    measures = [BETTER] * better + [WORSE] * worse or [BETTER]
    target = qit(measures, measure_credits=measure_credits, required_share=required)

    gap = gap_to_target(measures, target, most_credits=1, maintained_counts=True)

    assert gap is not None
    sign = -1 if gap.met else 1
    for turned, verdict_holds in ((gap.measures - 1, True), (gap.measures, False)):
        share = Fraction(target.achieved + target.credits + sign * turned, target.selected)
        assert ((share >= required) is gap.met) is verdict_holds


@pytest.mark.parametrize("verdict", [Verdict.BASELINE, Verdict.NOT_DETERMINED])
def test_6_what_is_not_measured_has_no_gap(verdict: Verdict) -> None:
    target: QitResult = unmeasured_qit((), verdict, measure_credits=0, required_share=Fraction(1, 2))

    assert gap_to_target([], target, most_credits=1, maintained_counts=True) is None
