"""The verdict without measures whose entries are under warning.

1. It stays: then it stays without any of them, and all are named.
2. It turns: then those are named without which it turns.
3. No measure is left: it is not determined.
4. Where nothing is warned there is nothing to say, nor where all are and none of them can turn it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.results import MeasureResult, Outcome, QitResult, Verdict, WarnedMeasure, WithoutWarned
from vbpqip.program.loading import load_program
from vbpqip.rules.qit import qit
from vbpqip.rules.without_warned import without_warned

MENU = load_program().measures(Quarter(3, 1))


def results(achieved: Collection[bool]) -> list[MeasureResult]:
    return [
        MeasureResult(measure, None, None, Outcome.IMPROVED if each else Outcome.WORSENED, each)
        for measure, each in zip(MENU, achieved, strict=False)
    ]


def target_of(measures: list[MeasureResult], credited: int = 0, required: Fraction = Fraction(1, 2)) -> QitResult:
    return qit(measures, measure_credits=credited, required_share=required)


def asked(achieved: str, warned: str, credited: int = 0) -> tuple[str, str] | None:
    """Return which measures are named, and the verdict without them; ``+`` is a measure that counts."""
    measures = results([each == "+" for each in achieved])
    found = without_warned(measures, target_of(measures, credited), [WarnedMeasure(MENU[int(n)], "") for n in warned])
    if found is None:
        return None
    return "".join(str(MENU.index(each.measure)) for each in found.measures), str(found.verdict)


@pytest.mark.parametrize(
    ("achieved", "warned", "credited", "found"),
    [
        pytest.param("+++--", "0", 0, ("0", "met"), id="1-met-also-without"),
        pytest.param("++-", "2", 0, ("2", "met"), id="1-one-that-does-not-count"),
        pytest.param("+++-", "013", 0, ("013", "met"), id="1-several"),
        pytest.param("+-", "0", 0, ("0", "not_met"), id="2-met-only-with-it"),
        pytest.param("+--", "12", 0, ("12", "met"), id="2-missed-only-with-them"),
        pytest.param("+-", "01", 0, ("0", "not_met"), id="2-the-one-that-turns-it-alone"),
        pytest.param("+", "0", 0, ("0", "not_determined"), id="3-nothing-left"),
        pytest.param("++", "", 0, None, id="4-nothing-warned"),
        pytest.param("--", "01", 1, None, id="4-all-warned-and-none-turns-it"),
        pytest.param("+-", "01", 1, ("0", "met"), id="1-by-a-credit"),
    ],
)
def test_the_verdict_without(achieved: str, warned: str, credited: int, found: tuple[str, str] | None) -> None:
    assert asked(achieved, warned, credited) == found


def _choices(found: WithoutWarned, measures: list[MeasureResult]) -> Iterator[list[MeasureResult]]:
    """Yield what is left of the measures without some of those that are named, as far as any is."""
    keys = [each.measure.key for each in found.measures]
    for size in range(1, len(keys) + 1):
        for without in combinations(keys, size):
            left = [each for each in measures if each.measure.key not in without]
            yield from [left] if left else []


@given(
    achieved=st.lists(st.booleans(), min_size=1, max_size=8),
    warned=st.sets(st.integers(0, 7)),
    credited=st.integers(0, 2),
    required=st.fractions(0, 1, max_denominator=12),
)
def test_no_choice_among_the_named_says_otherwise(
    achieved: list[bool], warned: set[int], credited: int, required: Fraction
) -> None:
    measures = results(achieved)
    target = target_of(measures, credited, required)
    named = [WarnedMeasure(measures[nth].measure, "") for nth in sorted(warned) if nth < len(measures)]

    found = without_warned(measures, target, named)

    verdicts = [] if found is None else [target_of(left, credited, required) for left in _choices(found, measures)]
    if found is not None and found.verdict is target.verdict:
        assert {each.verdict for each in verdicts} <= {target.verdict}
    elif found is not None and found.verdict is not Verdict.NOT_DETERMINED:
        assert verdicts[-1].verdict is found.verdict
