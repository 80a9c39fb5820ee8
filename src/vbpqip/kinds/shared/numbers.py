"""The period that a form names, and the program's numbers in it, as its formulas take them."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.program import Program
from vbpqip.workbook.expr import Call, Expr, Operand


class PeriodOnForm(NamedTuple):
    """The period that a form names, as formulas know it.

    ``row`` is which of the program's periods it is, counted from 1; 0 where none is chosen. Where one is, ``ordinal``
    is that of its quarter, and ``window_end`` the last day of its window.
    """

    row: Expr
    ordinal: Expr
    window_end: Expr


class Numbers(NamedTuple):
    """The program's numbers as formulas take them: of the period that the form names, where they differ by period."""

    program: Program
    period: PeriodOnForm

    def whole(self, key: str) -> Operand:
        """Return a parameter of kind whole."""
        return by_period(self.period.row, [self.program.whole(key, period) for period in self.program.periods])

    def share(self, key: str) -> tuple[Operand, Operand]:
        """Return numerator and denominator of a parameter of kind share."""
        shares = [self.program.share(key, period) for period in self.program.periods]
        numerators, denominators = [each.numerator for each in shares], [each.denominator for each in shares]
        return by_period(self.period.row, numerators), by_period(self.period.row, denominators)


def by_period(row: Expr, numbers: list[int]) -> Operand:
    """Return which of the periods' numbers holds; where no period is chosen, that of the first."""
    if len(set(numbers)) == 1:
        return numbers[0]
    return Call("CHOOSE", Call("MAX", 1, row), *numbers)
