"""Made-up hospitals: what each one counted in every quarter, and the reports that it makes of it.

A hospital's reports agree with one another: windows that share quarters have the same counts in them, and a prior
result is the last report's. What it counted depends on its name and the seed alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from vbpqip.core.measures import Improvement, Measure
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Outcome, Verdict
from vbpqip.program.program import Program

Pair: TypeAlias = tuple[int | float | str | None, int | float | str | None]
"""Numerator and denominator as they are entered."""

_EVENTS = {"ami-mortality": 60, "stroke-mortality": 80, "pneumonia-mortality": 40, "cauti": 1.6, "clabsi": 1.7,
           "cdi": 5.5, "falls-with-injury": 0.5, "pressure-ulcers": 3}  # fmt: skip
_CASES = {"ami-mortality": 110, "stroke-mortality": 90, "pneumonia-mortality": 300, "pressure-ulcers": 420}
_ALWAYS = ("pneumonia-mortality", "clabsi", "cdi", "falls-with-injury")


class Row(NamedTuple):
    """One selected measure of a report: four quarters, earliest first, and the prior report's, ``None`` where none is."""

    measure: Measure
    quarters: tuple[Pair, ...]
    prior: Pair | None

    @property
    def result(self) -> Fraction | None:
        """The result of the window."""
        return _result(self.measure, self.quarters)

    @property
    def prior_result(self) -> Fraction | None:
        """The result of the prior report, ``None`` where there is none."""
        return None if self.prior is None else _result(self.measure, (self.prior,))

    @property
    def outcome(self) -> Outcome:
        """How the two compare."""
        now, before = self.result, self.prior_result
        if self.prior is None:
            return Outcome.BASELINE
        if now is None or before is None:
            return Outcome.NO_RESULT
        if now == before:
            return Outcome.MAINTAINED
        higher_is_better = self.measure.improvement is Improvement.INCREASE
        return Outcome.IMPROVED if (now > before) is higher_is_better else Outcome.WORSENED


def _result(measure: Measure, pairs: Sequence[Pair]) -> Fraction | None:
    if measure.annual:
        return Fraction(str(pairs[-1][0]))
    above, below = (sum(int(pair[nth] or 0) for pair in pairs) for nth in (0, 1))
    return Fraction(above * measure.per, below) if below else None


def achieved(rows: Sequence[Row]) -> int:
    """Return how many measures were achieved."""
    return sum(row.outcome in {Outcome.IMPROVED, Outcome.MAINTAINED} for row in rows)


def verdict(rows: Sequence[Row]) -> Verdict:
    """Return the verdict of a sound report without credits, where half of the measures suffice."""
    if rows[0].prior is None:
        return Verdict.BASELINE
    return Verdict.MET if 2 * achieved(rows) >= len(rows) else Verdict.NOT_MET


class Hospital:
    """A hospital that counts."""

    def __init__(self, name: str, program: Program, seed: int) -> None:
        self.name = name
        self._program = program
        self._drawn = random.Random(f"{seed}/{name}")  # noqa: S311 -- no secret
        self._selected = frozenset(_ALWAYS) | {key for key in (*_EVENTS, "sepsis-3h-bundle", "median-time-to-ecg") if self._drawn.random() < 0.6}  # fmt: skip
        self._counted = dict(self._quarters())

    def report(self, period: Quarter) -> tuple[Row, ...]:
        """Return the rows of a period's report."""
        measures = [measure for measure in self._program.measures(period) if measure.key in self._selected]
        return tuple(Row(measure, self._window(measure, period), self._prior(measure, period)) for measure in measures)

    def _quarters(self) -> Iterator[tuple[Quarter, Mapping[str, Pair]]]:
        size = self._drawn.uniform(0.3, 2)
        leaning = {key: self._drawn.uniform(0.7, 1.4) for key in _EVENTS}
        percent, minutes = self._drawn.randint(400, 700), self._drawn.randint(70, 120)
        for nth, quarter in enumerate(self._program.quarters):
            days = _unlike_neighbours(size * 14_000 * self._drawn.uniform(0.94, 1.06), nth)
            counted: dict[str, Pair] = {}
            for key, rate in _EVENTS.items():
                cases = size * _CASES.get(key, 0) * self._drawn.uniform(0.9, 1.1)
                below = _unlike_neighbours(cases, nth) if key in _CASES else days
                per = 10_000 if key in {"cauti", "clabsi", "cdi"} else 100 if key == "pressure-ulcers" else 1_000
                above = below * rate * leaning[key] * self._drawn.uniform(0.75, 1.25) * (1 - nth / 200) / per
                counted[key] = (round(above), below)
            percent = min(max(percent + self._drawn.randint(-15, 20), 300), 950)
            minutes = min(max(minutes + self._drawn.randint(-6, 5), 50), 200)
            counted["sepsis-3h-bundle"], counted["median-time-to-ecg"] = (percent / 10, "NA"), (minutes / 10, "NA")
            yield quarter, counted

    def _window(self, measure: Measure, period: Quarter) -> tuple[Pair, ...]:
        counted = tuple(self._counted[quarter][measure.key] for quarter in period.window())
        return (*((None, None),) * 3, counted[-1]) if measure.annual else counted

    def _prior(self, measure: Measure, period: Quarter) -> Pair | None:
        if period == self._program.baseline:
            return None
        window = self._window(measure, period.after(-1))
        return window[-1] if measure.annual else tuple(sum(int(pair[nth] or 0) for pair in window) for nth in (0, 1))  # type: ignore[return-value]  # a pair


def _unlike_neighbours(size: float, nth: int) -> int:
    """Return a whole number that no other of four quarters in a row has."""
    return round(size / 4) * 4 + nth % 4
