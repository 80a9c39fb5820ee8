"""Quarters of New York's program, as most tests write them."""

from __future__ import annotations

from datetime import date
from typing import Self

from vbpqip.core import quarters
from vbpqip.program.loading import load_program

YEARS = load_program().years


class Quarter(quarters.Quarter):
    """A quarter of New York's program, equal to the program's own."""

    def __new__(cls, year: int, number: int) -> Self:
        """Return the quarter of that number."""
        return super().__new__(cls, year, number, YEARS)

    def __getnewargs__(self) -> tuple[int, int]:
        return self.year, self.number

    @classmethod
    def parse(cls, text: str) -> quarters.Quarter | None:
        """Return the quarter that a text names, or ``None``."""
        return YEARS.parse(text)

    @classmethod
    def of(cls, day: date) -> quarters.Quarter:
        """Return the quarter that a day lies in."""
        return YEARS.of(day)

    @classmethod
    def at(cls, ordinal: int) -> quarters.Quarter:
        """Return the quarter of an ordinal; DY1 Q1 is 0."""
        return YEARS.at(ordinal)
