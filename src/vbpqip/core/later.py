"""Values that are made when somebody asks for them: not every reader of a review asks for all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class Later(Generic[_Value]):
    """Something that is made when it is called for the first time; equal to another that makes an equal value.

    >>> later = Later(lambda: (1, 2))
    >>> later() is later(), later == Later(lambda: (1, 2))
    (True, True)
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], _Value]) -> None:
        self._make: Callable[[], _Value] | None = make
        self._made: _Value | None = None

    def __call__(self) -> _Value:
        """Return it."""
        if self._make is not None:
            self._made, self._make = self._make(), None
        return self._made  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        """Whether another makes an equal value."""
        return isinstance(other, Later) and self() == other()

    def __hash__(self) -> int:
        """Return the hash of what is made."""
        return hash(self())

    def __repr__(self) -> str:
        """Return what is made, as Python has it."""
        return repr(self())

    def __reduce__(self) -> tuple[Any, ...]:
        """Take along what is made, not what makes it."""
        return _made, (self(),)


def _made(value: _Value) -> Later[_Value]:
    return Later(lambda: value)
