"""Spelling numbers: exactly where a program compares them, rounded half up where a person reads them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from vbpqip.domain.measures import Rate

_USUAL_PLACES = 2
_MOST_PLACES = 8


def exact(number: Fraction, *, places: int = 0) -> str:
    """Return an exact decimal of at least that many places, or ``n/d`` where no decimal is exact.

    >>> exact(Fraction(7, 2)), exact(Fraction(1, 2), places=2), exact(Fraction(1, 3))
    ('3.5', '0.50', '1/3')
    """
    twos, fives, rest = 0, 0, number.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    needed = max(twos, fives, places)
    return f"{Decimal(number.numerator * 10**needed // number.denominator).scaleb(-needed):f}"


def rounded(number: Rate, places: int = _USUAL_PLACES) -> str:
    """Return a number rounded half up, for display only.

    >>> rounded(Fraction(2675, 1000)), rounded(Fraction(20000, 1), 1)
    ('2.68', '20,000.0')
    """
    whole, rest = divmod(abs(number.numerator) * 10**places * 2 + number.denominator, number.denominator * 2)
    del rest
    return f"{(Decimal(whole) * (-1 if number < 0 else 1)).scaleb(-places):,.{places}f}"


def told_apart(left: Rate, right: Rate) -> tuple[str, str]:
    """Return two numbers rounded to as many places as it takes to see that they differ, where they do.

    >>> told_apart(Fraction(1, 3), Fraction(333333, 1000000))
    ('0.3333333', '0.3333330')
    """
    places = _USUAL_PLACES
    while left != right and places < _MOST_PLACES and rounded(left, places) == rounded(right, places):
        places += 1
    return rounded(left, places), rounded(right, places)


def percent(share: Fraction) -> str:
    """Return a share as a percentage, rounded half up.

    >>> percent(Fraction(5, 8)), percent(Fraction(1, 2))
    ('62.5 %', '50 %')
    """
    value = Decimal(rounded(share * 100, 1).replace(",", "")).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{value.normalize():f} %"
