"""Values that are made when somebody asks: once, and equal to others by what they are."""

from __future__ import annotations

import pickle

from vbpqip.core.later import Later


def test_it_is_made_once_and_when_it_is_asked_for() -> None:
    numbers = iter(range(10))

    later = Later(lambda: next(numbers))

    assert (next(numbers), later(), later(), next(numbers)) == (0, 1, 1, 2)


def test_it_is_equal_by_what_is_made() -> None:
    one, same, other = Later(lambda: (1,)), Later(lambda: (1,)), Later(lambda: (2,))

    assert (one == same, one == other, one == (1,), len({one, same, other}), repr(one)) == (
        True,
        False,
        False,
        2,
        "(1,)",
    )


def test_it_travels_to_other_processes_as_what_is_made() -> None:
    assert pickle.loads(pickle.dumps(Later(lambda: (1, 2))))() == (1, 2)  # noqa: S301 -- our own bytes
