"""Numbers of the checks as a formula takes them: of the period that the form names, where they differ by period."""

from __future__ import annotations

from collections.abc import Sequence

from vbpqip.program.program import Program


def effective(program: Program, key: str) -> str:
    """Return the formula for a whole number of the period, a parameter of kind whole."""
    return _of_the_period([program.whole(key, period) for period in program.periods])


def effective_share(program: Program, key: str) -> tuple[str, str]:
    """Return the formula for numerator and denominator of a share of the period, a parameter of kind share."""
    shares = [program.share(key, period) for period in program.periods]
    return _of_the_period([share.numerator for share in shares]), _of_the_period(
        [share.denominator for share in shares]
    )


def _of_the_period(numbers: Sequence[int]) -> str:
    """Return the formula for which of the periods' numbers holds; where no period is chosen, that of the first."""
    if len(set(numbers)) == 1:
        return str(numbers[0])
    return f"CHOOSE(MAX(1,period_row),{','.join(str(number) for number in numbers)})"
