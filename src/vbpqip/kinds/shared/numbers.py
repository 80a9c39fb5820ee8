"""The program's numbers as a form's formulas take them: those of the period that it names."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.program import Program
from vbpqip.workbook.expr import Call, Operand, Ref

OF_PERIOD = Ref("period_row")
"""Which of the program's periods is chosen, counted from 1; 0 where none is."""


class Numbers(NamedTuple):
    """The program's numbers as formulas take them: of the period that the form names, where they differ by period."""

    program: Program

    def whole(self, key: str) -> Operand:
        """Return a parameter of kind whole."""
        return by_period([self.program.whole(key, period) for period in self.program.periods])

    def share(self, key: str) -> tuple[Operand, Operand]:
        """Return numerator and denominator of a parameter of kind share."""
        shares = [self.program.share(key, period) for period in self.program.periods]
        return by_period([each.numerator for each in shares]), by_period([each.denominator for each in shares])


def by_period(numbers: list[int]) -> Operand:
    """Return which of the periods' numbers holds; where no period is chosen, that of the first."""
    if len(set(numbers)) == 1:
        return numbers[0]
    return Call("CHOOSE", Call("MAX", 1, OF_PERIOD), *numbers)
