"""Annual improvement target.

1. What becomes of it is what the program's own words say, over any measures, means and contracts.
2. Either metric can miss it, and a credit adds to both; one reading more is a number of the program each.
3. Nothing is determined without a mean, and a share is neither capped nor rounded.
4. A contract earns a credit of the year of its quarters.
5. The gap to each metric is the least that turns it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.ait_oracle import OracleAnswer, OracleContract, OracleMeasure, asked
from support.counts import SAME_EACH_TIME
from support.quarters import Quarter
from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.core.measures import Count, Measure
from vbpqip.core.results import Gap, Performance, Verdict
from vbpqip.program.loading import load_program
from vbpqip.rules.ait import (
    AitCreditTerms,
    AitMeasure,
    AitResult,
    AitTerms,
    Metrics,
    WithoutMean,
    ait,
    ait_credits,
    gaps_to_ait,
    unmeasured_ait,
)

PROGRAM = load_program()
MENU = PROGRAM.menu_of(Quarter(4, 1))
CLABSI, BUNDLE, ECG = (MENU[key] for key in ("clabsi", "sepsis-3h-bundle", "median-time-to-ecg"))
HALF = Fraction(1, 2)
TERMS = AitTerms(
    required_improved=HALF,
    required_better=HALF,
    maintained_counts=False,
    strictly_better=True,
    credits_in_both=True,
    without_mean=WithoutMean.LEFT_OUT,
    metrics=Metrics.APART,
)
DY4, DY5 = (AitCreditTerms(2, *quarters, most=1) for quarters in ((Quarter(3, 1), Quarter(3, 4)), (Quarter(4, 1), Quarter(5, 4))))  # fmt: skip


def counted(events: int, of: int, measure: Measure = CLABSI) -> Performance:
    """Return the performance of a measure of counts."""
    return Performance(Count(events, of), Fraction(events * measure.per, of) if of else None)


def measured(
    baseline: tuple[int, int], result: tuple[int, int], mean: Fraction | None, measure: Measure = CLABSI
) -> AitMeasure:
    """Return a measure of counts."""
    return AitMeasure(measure, counted(*baseline, measure), counted(*result, measure), mean)


BETTER = measured((4, 10_000), (1, 10_000), Fraction(2))
"""Better than both."""
IMPROVED = measured((4, 10_000), (3, 10_000), Fraction(2))
ABOVE_MEAN = measured((1, 10_000), (1, 10_000), Fraction(2))
"""As its baseline, and better than the mean."""
NEITHER = measured((4, 10_000), (5, 10_000), Fraction(2))
NO_MEAN = measured((4, 10_000), (1, 10_000), None)


def verdict(*measures: AitMeasure, credits_: int = 0, **terms: Any) -> Verdict:  # noqa: ANN401 -- numbers of the program
    return ait(measures, measure_credits=credits_, terms=TERMS._replace(**terms)).verdict


RATES = st.one_of(st.none(), st.fractions(min_value=0, max_value=5, max_denominator=4))
MEASURES = st.lists(st.builds(OracleMeasure, st.booleans(), RATES, RATES, RATES), min_size=1, max_size=11)
DAYS = st.dates(date(2016, 10, 1), date(2020, 6, 30))
CONTRACTS = st.lists(
    st.builds(OracleContract, st.integers(0, 3), st.lists(DAYS, min_size=1, max_size=2).map(tuple), st.booleans()),
    max_size=3,
)


def _as_measure(given_: OracleMeasure) -> AitMeasure:
    measure = BUNDLE if given_.higher else ECG
    return AitMeasure(measure, Performance(None, given_.baseline), Performance(None, given_.result), given_.mean)


def _as_contract(given_: OracleContract) -> Contract:
    status = ContractStatus.REFUSED if given_.refused else ContractStatus.SUBMITTED
    return Contract(given_.days[0], given_.level, status, given_.days[1] if len(given_.days) > 1 else None)


@settings(max_examples=1_000, deadline=None, derandomize=SAME_EACH_TIME, database=None)
@given(measures=MEASURES, contracts=CONTRACTS, year=st.sampled_from(("DY4", "DY5")))
def test_1_it_is_what_the_programs_words_say(
    measures: list[OracleMeasure], contracts: list[OracleContract], year: str
) -> None:
    earned = ait_credits(map(_as_contract, contracts), DY4 if year == "DY4" else DY5)

    found = ait([_as_measure(each) for each in measures], measure_credits=earned, terms=TERMS)

    assert found.improved is not None
    assert found.better_than_mean is not None
    both = ((each.achieved, each.of) for each in (found.improved, found.better_than_mean))
    assert OracleAnswer(str(found.verdict), found.credits, *both) == asked(year, measures, contracts)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(verdict(BETTER, NEITHER), Verdict.MET, id="half-of-both-suffices"),
        pytest.param(verdict(IMPROVED, NEITHER), Verdict.NOT_MET, id="the-second-is-missed"),
        pytest.param(verdict(ABOVE_MEAN, NEITHER), Verdict.NOT_MET, id="the-first-is-missed"),
        pytest.param(verdict(IMPROVED, ABOVE_MEAN), Verdict.MET, id="not-by-the-same-measures"),
        pytest.param(verdict(IMPROVED, NEITHER, credits_=1), Verdict.MET, id="a-credit-counts-in-both"),
        pytest.param(verdict(IMPROVED, NEITHER, credits_=1, credits_in_both=False), Verdict.NOT_MET, id="in-the-first"),
        pytest.param(verdict(ABOVE_MEAN, maintained_counts=True), Verdict.MET, id="a-tie-with-the-baseline-counts"),
        pytest.param(verdict(BETTER, IMPROVED, required_better=Fraction(2, 3)), Verdict.NOT_MET, id="share-agreed"),
        pytest.param(
            verdict(measured((4, 10_000), (2, 10_000), Fraction(2)), strictly_better=False), Verdict.MET, id="mean-tie"
        ),
        pytest.param(verdict(measured((4, 10_000), (2, 10_000), Fraction(2))), Verdict.NOT_MET, id="mean-tie-strict"),
        pytest.param(verdict(BETTER, NO_MEAN, NO_MEAN), Verdict.MET, id="without-a-mean-left-out"),
        pytest.param(
            verdict(BETTER, NO_MEAN, NO_MEAN, without_mean=WithoutMean.NOT_ACHIEVED), Verdict.NOT_MET, id="or-missed"
        ),
        pytest.param(
            verdict(IMPROVED, ABOVE_MEAN, metrics=Metrics.TOGETHER), Verdict.NOT_MET, id="both-by-each-measure"
        ),
        pytest.param(verdict(BETTER, NO_MEAN, metrics=Metrics.TOGETHER), Verdict.MET, id="both-and-none-without-mean"),
        pytest.param(
            verdict(
                BETTER, NO_MEAN, NO_MEAN, metrics=Metrics.TOGETHER, without_mean=WithoutMean.NOT_ACHIEVED
            ),
            Verdict.NOT_MET,
            id="both-and-never-without-mean",
        ),
    ],
)  # fmt: skip
def test_2_either_metric_can_miss_it(found: Verdict, expected: Verdict) -> None:
    assert found is expected


def test_3_without_a_mean_nothing_is_determined() -> None:
    found = ait([NO_MEAN], measure_credits=1, terms=TERMS)

    assert found.verdict is Verdict.NOT_DETERMINED
    assert found.better_than_mean is not None
    assert (found.better_than_mean.of, found.better_than_mean.share, found.better_than_mean.is_met) == (0, None, None)


def test_3_a_share_is_neither_capped_nor_rounded() -> None:
    found = ait([BETTER, BETTER, BETTER], measure_credits=1, terms=TERMS)

    assert found.improved is not None
    assert found.improved.share == Fraction(4, 3)


def test_3_baselines_alone_are_measured_against_nothing() -> None:
    assert unmeasured_ait(3, Verdict.BASELINE, measure_credits=1) == AitResult(Verdict.BASELINE, 3, 1, None, None)


def contract(submitted: date, recertified: date | None = None, **more: Any) -> Contract:  # noqa: ANN401 -- parts of a contract
    return Contract(submitted, 2, ContractStatus.APPROVED, recertified)._replace(**more)


@pytest.mark.parametrize(
    ("listed", "in_dy4", "in_dy5"),
    [
        pytest.param([contract(date(2017, 8, 15))], 1, 0, id="submitted-in-DY3"),
        pytest.param([contract(date(2017, 4, 1)), contract(date(2018, 3, 31))], 1, 0, id="one-at-most"),
        pytest.param([contract(date(2017, 3, 31))], 0, 0, id="from-before-DY3"),
        pytest.param([contract(date(2017, 3, 31), date(2017, 4, 1))], 1, 0, id="from-before-and-certified-in-DY3"),
        pytest.param([contract(date(2018, 4, 1))], 0, 1, id="submitted-in-DY4"),
        pytest.param([contract(date(2020, 3, 31))], 0, 1, id="submitted-in-DY5"),
        pytest.param([contract(date(2020, 4, 1))], 0, 0, id="after-DY5"),
        pytest.param([contract(date(2017, 8, 15), date(2018, 8, 15))], 1, 1, id="a-DY3-contract-that-continues"),
        pytest.param([contract(date(2017, 8, 15), level=1)], 0, 0, id="level-1"),
        pytest.param([contract(date(2017, 8, 15), status=ContractStatus.REFUSED)], 0, 0, id="refused"),
    ],
)
def test_4_a_contract_earns_a_credit_of_the_year_of_its_quarters(
    listed: list[Contract], in_dy4: int, in_dy5: int
) -> None:
    assert (ait_credits(listed, DY4), ait_credits(listed, DY5)) == (in_dy4, in_dy5)


def test_4_two_at_most_where_the_terms_say_so() -> None:
    assert ait_credits([contract(date(2017, 8, 15))] * 3, DY4._replace(most=2)) == 2


def gaps(*measures: AitMeasure, credits_: int = 0, most: int = 1, **terms: Any) -> tuple[Gap | None, Gap | None]:  # noqa: ANN401 -- as above
    changed = TERMS._replace(**terms)
    target = ait(measures, measure_credits=credits_, terms=changed)
    return gaps_to_ait(measures, target, most_credits=most, terms=changed)


def test_5_the_gap_to_each_metric_is_in_whole_events() -> None:
    first, second = gaps(NEITHER, NEITHER, NEITHER, most=0)

    assert first is not None
    assert second is not None
    assert [(int(step.amount), step.more) for step in first.steps] == [(2, False)] * 3
    assert [(int(step.amount), step.more) for step in second.steps] == [(4, False)] * 3
    assert (first.needed, second.needed, first.met, second.met) == (2, 2, False, False)


def test_5_a_metric_that_is_met_tells_what_would_miss_it() -> None:
    first, second = gaps(BETTER, NEITHER)

    assert first is not None
    assert second is not None
    assert [(int(step.amount), step.more) for step in first.steps] == [(3, True)]
    assert [(int(step.amount), step.more) for step in second.steps] == [(1, True)]


@settings(max_examples=300, deadline=None, derandomize=SAME_EACH_TIME, database=None)
@given(events=st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), tie_counts=st.booleans())
def test_5_a_step_is_the_least_that_turns_its_measure(events: tuple[int, int, int], tie_counts: bool) -> None:  # noqa: FBT001 -- drawn
    before, now, mean = events
    one = measured((before, 1000), (now, 1000), Fraction(10 * mean))
    terms = TERMS._replace(maintained_counts=tie_counts, strictly_better=not tie_counts)
    found = gaps(one, most=0, maintained_counts=tie_counts, strictly_better=not tie_counts)

    for gap, counts in zip(found, (AitMeasure.improves, AitMeasure.is_better_than_mean), strict=True):
        turned = [
            (abs(other - now), other > now)
            for other in range(25)
            if counts(one._replace(result=counted(other, 1000)), terms) is not counts(one, terms)
        ]
        assert [(int(step.amount), step.more) for step in ([] if gap is None else gap.steps)] == sorted(turned)[:1]


def test_5_no_gap_where_a_measure_has_to_meet_both() -> None:
    assert gaps(BETTER, metrics=Metrics.TOGETHER) == (None, None)


def test_5_no_gap_where_nothing_is_measured() -> None:
    baselines = unmeasured_ait(1, Verdict.BASELINE, measure_credits=0)

    assert gaps_to_ait([BETTER], baselines, most_credits=1, terms=TERMS) == (None, None)
    assert gaps(NO_MEAN)[1] is None


def test_5_a_credit_that_counts_in_the_first_alone_turns_no_second() -> None:
    missed = measured((4, 10_000), (5, 10_000), Fraction(0))

    assert gaps(missed, credits_in_both=False)[1] is None
    second = gaps(missed)[1]
    assert second is not None
    assert (second.steps, second.credits) == ((), 1)
