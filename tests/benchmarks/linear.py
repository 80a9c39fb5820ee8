"""How the cost of a review grows: twice as much of anything costs at most so many times the processor time.

Run with ``python tests/benchmarks/linear.py [NAME...]``. Two reviews of a report are timed in turn with one of the report
that has twice as many: they take about as long, so that a machine with other work holds up both as often. The least time
of each counts, of seven rounds, and of more where these are short. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

import vbpqip
from support.growing import GROWING, Growing

MOST_TIMES = 2.3
_ROUNDS = 7
_SECONDS = 3
"""For which the reviews of each are timed at least."""


def seconds(content: bytes, times: int) -> float:
    """Return the processor time of some reviews."""
    start = time.process_time()
    for _ in range(times):
        vbpqip.review(content)
    return time.process_time() - start


def least_seconds(growing: Growing) -> tuple[float, float]:
    """Return the least time of a review of some, and of twice as many."""
    once, twice = growing.report(growing.number), growing.report(2 * growing.number)
    rounds: list[tuple[float, float]] = []
    while len(rounds) < _ROUNDS or sum(map(sum, rounds)) < _SECONDS:
        rounds.append((seconds(once, 2), seconds(twice, 1)))
    return min(first for first, _ in rounds) / 2, min(second for _, second in rounds)


def main(names: Sequence[str]) -> None:
    """Measure, print, and say by the exit code whether the bound holds."""
    holds = []
    for name in names or GROWING:
        once, twice = least_seconds(GROWING[name])
        holds.append(twice <= MOST_TIMES * once)
        numbers = f"{GROWING[name].number:>9,}{once * 1000:>8.0f} ms{twice * 1000:>8.0f} ms{twice / once:>7.2f}"
        print(f"{name:<28}{numbers}   <= {MOST_TIMES}   {'holds' if holds[-1] else 'BROKEN'}")  # noqa: T201 -- its product
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
