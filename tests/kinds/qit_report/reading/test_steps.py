"""The reader's steps grow at most with what it reads: twice as much of anything takes at most twice as many more."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from support.counts import every_day
from support.growing import GROWING
from support.tables import PROGRAM
from vbpqip.reviewing import review_workbook

_FEW = 240
"""Four times as many sheets or formats are still read."""

_SLACK, _TIMES = 2_000, 2.1


def steps(content: bytes) -> int:
    """Return how many functions are called in a review, built-in ones counted."""
    called = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        review_workbook(content, PROGRAM)
    finally:
        sys.setprofile(before)
    return called


@pytest.mark.parametrize("name", every_day(4, GROWING))
def test_twice_as_much_takes_at_most_twice_the_steps(name: str) -> None:
    growing = GROWING[name]
    review_workbook(growing.report(1), PROGRAM)

    once, twice, four_times = (steps(growing.report(number)) for number in (_FEW, 2 * _FEW, 4 * _FEW))

    assert four_times - twice <= _TIMES * (twice - once) + _SLACK


def test_something_is_counted() -> None:
    cells = GROWING["cells by the parser"]

    assert steps(cells.report(2 * _FEW)) - steps(cells.report(_FEW)) > 3 * _FEW
