"""Gap to target.

1. A step is the least change of one measure's numerators, in whole events, by which it begins or ceases to count.
2. An annual measure's step is its difference from the comparator; ``beyond`` says that reaching it is not enough.
3. A measure without a result or a comparator has no step; nor has one that no numerator can turn.
4. A missed target says how many measures and credits must turn, and how many credits are open; a met one how many it
   can lose before it is lost, and how many credits are in force.
5. Steps stand in the order of their amounts.
6. A target that is not determined, a baseline, and a verdict that nothing can turn have no gap.
7. The smallest steps, as many as are named, turn the verdict; one fewer does not. So do credits in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.measures import Count, Improvement, Measure, Scoring
from vbpqip.core.results import Gap, GapStep, MeasureResult, QitResult, Verdict
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
        pytest.param(CLABSI, (9, 20000), (7, 20000), GapStep(CLABSI, Fraction(2), more=False), id="1-two-fewer"),
        pytest.param(CLABSI, (6, 20000), (7, 20000), GapStep(CLABSI, Fraction(2), more=True), id="1-two-more-lose-it"),
        pytest.param(
            CLABSI, (7, 20000), (7, 20000), GapStep(CLABSI, Fraction(1), more=True), id="1-a-tie-bears-nothing"
        ),
        pytest.param(CLABSI, (1, 10), (0, 10), GapStep(CLABSI, Fraction(1), more=False), id="1-down-to-none"),
        pytest.param(AMI, (3, 3), (3, 3), None, id="3-no-more-events-than-chances"),
        pytest.param(HIGHER, (5, 40), (7, 40), GapStep(HIGHER, Fraction(2), more=True), id="1-two-more"),
        pytest.param(HIGHER, (0, 40), (0, 40), None, id="3-no-fewer-than-none"),
    ],
)
def test_steps_of_counts(
    measure: Measure, current: tuple[int, int], prior: tuple[int, int], step: GapStep | None
) -> None:
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
        pytest.param(annual(ECG, "9", "8"), True, GapStep(ECG, Fraction(1), more=False), id="2-a-minute-less"),
        pytest.param(annual(ECG, "7.5", "8"), True, GapStep(ECG, Fraction(1, 2), more=True, beyond=True), id="2-margin"),
        pytest.param(
            annual(SEPSIS, "57.5", "60"), True, GapStep(SEPSIS, Fraction(5, 2), more=True), id="2-points-more"
        ),
        pytest.param(
            annual(ECG, "8", "8", ties=False), False, GapStep(ECG, Fraction(0), more=False, beyond=True), id="2-any-less"
        ),
        pytest.param(
            annual(ECG, "7", "8", ties=False), False, GapStep(ECG, Fraction(1), more=True), id="2-a-tie-loses-it"
        ),
        pytest.param(annual(SEPSIS, "100", "100", ties=False), False, None, id="3-more-than-all"),
        pytest.param(annual(SEPSIS, "3", "0"), True, None, id="3-less-than-nothing"),
        pytest.param(annual(ECG, None, "8"), True, None, id="3-no-result"),
        pytest.param(annual(ECG, "8", None), True, None, id="3-no-comparator"),
    ],
)  # fmt: skip
def test_steps_of_annual_results(result: MeasureResult, *, ties: bool, step: GapStep | None) -> None:
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

    three_fewer = GapStep(CLABSI, Fraction(3), more=False)
    steps = (GapStep(ECG, Fraction(1), more=False), three_fewer, three_fewer, three_fewer, three_fewer)
    assert gap == Gap(met=False, needed=2, credits=1, steps=steps)
    assert (gap.measures, gap.least_credits, gap.spare_credits) == (2, 0, 1)


def test_4_a_credit_in_force_leaves_none_open() -> None:
    gap = gap_of(WORSE, WORSE, WORSE, WORSE, measure_credits=1)

    assert gap is not None
    assert (gap.needed, gap.credits) == (1, 0)


NOTHING = annual(ECG, None, "8")
FULL = counts(AMI, (3, 3), (3, 3))
"""No more events are possible, so that it counts whatever happens."""


def test_4_a_credit_stands_in_where_too_few_measures_can_turn() -> None:
    gap = gap_of(NOTHING, NOTHING, NOTHING, WORSE)

    assert gap is not None
    assert (gap.measures, gap.least_credits, gap.spare_credits) == (1, 1, 0)


def test_4_a_credit_alone_can_meet_a_target() -> None:
    gap = gap_of(NOTHING)

    assert gap == Gap(met=False, needed=1, credits=1, steps=())
    assert (gap.measures, gap.least_credits, gap.spare_credits) == (0, 1, 0)


@pytest.mark.parametrize(
    ("measures", "measure_credits", "required"),
    [
        pytest.param([NOTHING, NOTHING, NOTHING, NOTHING, WORSE], 0, Fraction(3, 5), id="out-of-reach"),
        pytest.param([NOTHING], 1, Fraction(2), id="no-credit-is-open"),
        pytest.param([WORSE, WORSE], 0, Fraction(2), id="more-measures-than-there-are"),
        pytest.param([BETTER, WORSE], 0, Fraction(0), id="nothing-is-required"),
        pytest.param([WORSE], 1, Fraction(0), id="nothing-is-required-beside-a-credit"),
        pytest.param([FULL], 0, Fraction(1, 2), id="nothing-can-be-lost"),
    ],
)
def test_6_a_verdict_that_nothing_can_turn_has_no_gap(
    measures: list[MeasureResult], measure_credits: int, required: Fraction
) -> None:
    assert gap_of(*measures, measure_credits=measure_credits, required=required) is None


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
        met=True, needed=measures, credits=measure_credits, steps=(GapStep(CLABSI, Fraction(2), more=True),) * better
    )


def _turned(result: MeasureResult, step: GapStep, *, ties: bool) -> MeasureResult:
    """Return a measure once its step was taken, calculated by the rules."""
    assert result.current is not None
    assert result.prior is not None
    amount = (step.amount + (Fraction(1, 1000) if step.beyond else 0)) * (1 if step.more else -1)
    if result.current.pooled is None:
        assert result.current.rate is not None
        current = result.current._replace(rate=result.current.rate + amount)
    else:
        numerator, denominator = result.current.pooled
        current = rolling_average([Count(numerator + int(amount), denominator)], per=result.measure.per)
    return compared_result(result.measure, current, result.prior, maintained_counts=ties)


_PERCENT = st.none() | st.sampled_from(["0", "0.5", "40", "60", "99.5", "100"])
_ENTERED = st.tuples(
    st.sampled_from([CLABSI, AMI, HIGHER, HIGHER_RATIO]),
    st.tuples(_SMALL, st.integers(0, 12)),
    st.tuples(_SMALL, st.integers(0, 12)),
).filter(
    lambda drawn: drawn[0].scoring is not Scoring.PROPORTION or all(above <= below for above, below in drawn[1:])
) | st.tuples(st.sampled_from([ECG, SEPSIS]), _PERCENT, _PERCENT)


class _Drawn(NamedTuple):
    """A report's measures and what they are reviewed by."""

    entered: list[Any]
    ties: bool
    in_force: int
    most: int
    required: Fraction

    def target(self, measures: Sequence[MeasureResult], more_credits: int = 0) -> QitResult:
        return qit(measures, measure_credits=self.in_force + more_credits, required_share=self.required)


_DRAWN = st.builds(
    _Drawn,
    st.lists(_ENTERED, min_size=1, max_size=7),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 4),
    st.fractions(0, 2, max_denominator=9),
)


@given(_DRAWN)
def test_7_the_steps_and_credits_that_are_named_turn_the_verdict_and_one_fewer_does_not(drawn: _Drawn) -> None:
    """Whatever the required share, with credits or without: all is calculated by the rules themselves."""
    measures = [
        (annual if measure.annual else counts)(measure, now, then, ties=drawn.ties)
        for measure, now, then in drawn.entered
    ]
    target = drawn.target(measures)
    met = target.verdict is Verdict.MET
    found = [(nth, step_of(result, maintained_counts=drawn.ties)) for nth, result in enumerate(measures)]
    able = [(nth, step) for nth, step in found if step is not None and measures[nth].achieved is met]
    able.sort(key=lambda each: (each[1].amount, each[1].beyond))

    def turns(steps: int, more_credits: int) -> bool:
        changed = list(measures)
        for nth, step in able[:steps]:
            changed[nth] = _turned(measures[nth], step, ties=drawn.ties)
        return drawn.target(changed, -more_credits if met else more_credits).verdict is not target.verdict

    gap = gap_to_target(measures, target, most_credits=drawn.most, maintained_counts=drawn.ties)

    if gap is None:
        assert not turns(len(able), drawn.in_force if met else max(0, drawn.most - drawn.in_force))
        return
    assert list(gap.steps) == [step for _, step in able]
    for spare in range(gap.spare_credits + 1):
        steps, more_credits = gap.measures - spare, gap.least_credits + spare
        assert turns(steps, more_credits)
        assert not steps or not turns(steps - 1, more_credits)
        assert not more_credits or not turns(steps, more_credits - 1)


@given(st.sampled_from([ECG, SEPSIS]), _PERCENT, _PERCENT, st.booleans())
def test_2_an_annual_step_turns_a_measure_and_a_little_less_does_not(
    measure: Measure, now: str | None, then: str | None, ties: bool  # noqa: FBT001 -- drawn
) -> None:  # fmt: skip
    result = annual(measure, now, then, ties=ties)
    step = step_of(result, maintained_counts=ties)
    assume(step is not None)
    assert step is not None

    assert _turned(result, step, ties=ties).achieved is not result.achieved
    short = step._replace(beyond=False, amount=step.amount - (0 if step.beyond else Fraction(1, 1000)))
    assert _turned(result, short, ties=ties).achieved is result.achieved


@pytest.mark.parametrize("verdict", [Verdict.BASELINE, Verdict.NOT_DETERMINED])
def test_6_what_is_not_measured_has_no_gap(verdict: Verdict) -> None:
    target: QitResult = unmeasured_qit((), verdict, measure_credits=0, required_share=Fraction(1, 2))

    assert gap_to_target([], target, most_credits=1, maintained_counts=True) is None
