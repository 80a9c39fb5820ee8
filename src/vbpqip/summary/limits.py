"""Within which numbers of events chance alone would keep a facility: exact limits of a funnel plot.

A ratio's events are taken for Poisson, a proportion's for binomial. A limit is a quantile of that distribution: the
smallest number of events that is reached with at least a given probability. Its weights are summed outwards from the
most probable number, so that nothing overflows or is approximated but by rounding.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TypeAlias

from vbpqip.core.measures import Scoring
from vbpqip.core.named_tuples import NamedTuple

_NEGLIGIBLE = 1e-20
INNER, OUTER = 0.95, 0.998
"""Shares of facilities that chance keeps within the limits, about two and three standard deviations."""


class Limits(NamedTuple):
    """Numbers of events, both included, within which chance keeps at least 95 % and 99.8 %."""

    outer_low: int
    inner_low: int
    inner_high: int
    outer_high: int


class Target(NamedTuple):
    """What all facilities together have: events for each potential occurrence, and of which kind they are."""

    scoring: Scoring
    rate: Fraction

    def limits(self, denominator: int) -> Limits:
        """Return the limits of a facility with so many potential occurrences."""
        levels = [(1 - OUTER) / 2, (1 - INNER) / 2, (1 + INNER) / 2, (1 + OUTER) / 2]
        return Limits(*self.quantiles(denominator, levels))

    def quantiles(self, denominator: int, levels: Sequence[float]) -> list[int]:
        """Return the smallest numbers of events that are not exceeded with the given probabilities."""
        lowest, weights = _binomial(denominator, self.rate) if self._is_binomial else _poisson(denominator * self.rate)
        reached = list(accumulate(weights))
        return [lowest + bisect_left(reached, level * reached[-1]) for level in levels]

    @property
    def _is_binomial(self) -> bool:
        return self.scoring is Scoring.PROPORTION


_Weights: TypeAlias = tuple[int, list[float]]
"""The lowest number whose weight is not negligible, and the weights from there on, relative to the largest."""


def _poisson(mean: Fraction) -> _Weights:
    average = float(mean)
    return _around(int(mean), lambda number: average / (number + 1))


def _binomial(trials: int, chance: Fraction) -> _Weights:
    if chance == 1:
        return trials, [1.0]
    odds = float(chance / (1 - chance))
    return _around(int((trials + 1) * chance), lambda number: (trials - number) / (number + 1) * odds)


def _around(most_probable: int, step: Callable[[int], float]) -> _Weights:
    """Return the weights around the most probable number; ``step`` is by how much the next number is more probable."""
    below = list(_until_negligible(step(number) ** -1 for number in range(most_probable - 1, -1, -1)))
    above = list(_until_negligible(map(step, _from(most_probable))))
    return most_probable - len(below), [*reversed(below), 1.0, *above]


def _from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1


def _until_negligible(steps: Iterator[float]) -> Iterator[float]:
    weight = 1.0
    for step in steps:
        weight *= step
        if weight < _NEGLIGIBLE:
            return
        yield weight
