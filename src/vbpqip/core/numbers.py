"""Writing numbers: exactly where a program compares them, rounded half up where a person reads them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from vbpqip.core.measures import Rate
from vbpqip.core.named_tuples import NamedTuple

_USUAL_PLACES, _MOST_PLACES = 2, 15
_PLACES_OF_A_PERCENTAGE = 1
_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)


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
    return _written(_in_units(number, needed), needed)


def decimal(number: Fraction) -> str:
    """Return a decimal of at most 12 significant digits, as a spreadsheet takes it for a number; it has no exponent.

    >>> decimal(Fraction(10, 3)), decimal(Fraction(1, 2)), decimal(Fraction(2 * 10**13, 3)), decimal(Fraction(1, 3000))
    ('3.33333333333', '0.5', '6666666666670', '0.000333333333333')
    """
    shown = f"{_TWELVE_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator)):f}"
    return shown.rstrip("0").removesuffix(".") if "." in shown else shown


def rounded(number: Rate, places: int = _USUAL_PLACES) -> str:
    """Return a number rounded half up, its thousands set apart: for display only.

    >>> rounded(Fraction(2675, 1000)), rounded(Fraction(20000, 1), 1)
    ('2.68', '20,000.0')
    """
    whole, point, rest = _written(_in_units(number, places), places).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}"


def _in_units(number: Fraction, places: int) -> int:
    """Return how many units of the last place a number is, rounded half up, away from 0."""
    doubled, whole = 2 * abs(number.numerator) * 10**places, number.denominator
    size: int = (doubled + whole) // (2 * whole)
    return -size if number < 0 else size


def _written(units: int, places: int) -> str:
    if places <= 0:
        return str(units * 10**-places)
    digits = str(abs(units)).zfill(places + 1)
    return f"{'-' if units < 0 else ''}{digits[:-places]}.{digits[-places:]}"


class Figures(NamedTuple):
    """A result, its comparator and the change between them, as they are shown."""

    result: str
    prior: str
    change: str


def figures(result: Rate, prior: Rate) -> Figures:
    """Return a result, its comparator and the change, with as many places as it takes to see that they differ.

    All three have the same places, and result - prior = change holds for them as they are shown. The change has a sign
    unless they are equal. Where 15 places are not enough, it says that it is less than one unit of the last.

    >>> figures(Fraction(1, 3), Fraction(1, 4))
    Figures(result='0.33', prior='0.25', change='+0.08')
    >>> figures(Fraction(3), Fraction(3)).change, figures(Fraction(2), Fraction(2000000001, 1000000000)).change
    ('0.00', '-0.000000001')
    >>> figures(Fraction(1), 1 + Fraction(1, 10**30)).change
    '-<0.000000000000001'
    """
    places = _places_that_tell_apart(result, prior, at_least=_USUAL_PLACES)
    units = _in_units(result, places) - _in_units(prior, places)
    if result == prior or units:
        change = rounded(Fraction(units, 10**places), places)
        change = f"+{change}" if units > 0 else change
    else:
        change = f"{'+' if result > prior else '-'}<{rounded(Fraction(1, 10**places), places)}"
    return Figures(rounded(result, places), rounded(prior, places), change)


def _places_that_tell_apart(left: Fraction, right: Fraction, *, at_least: int) -> int:
    places = at_least
    while left != right and places < _MOST_PLACES and _in_units(left, places) == _in_units(right, places):
        places += 1
    return places


def told_apart(left: Rate, right: Rate) -> tuple[str, str]:
    """Return two numbers rounded to as many places as it takes to see that they differ, where they do.

    >>> told_apart(Fraction(1, 3), Fraction(333333, 1000000))
    ('0.3333333', '0.3333330')
    """
    places = _places_that_tell_apart(left, right, at_least=_USUAL_PLACES)
    return rounded(left, places), rounded(right, places)


def short(number: Fraction, places: int = _MOST_PLACES) -> str:
    """Return a number as it stands at an axis: rounded half up, without zeros at its end.

    >>> short(Fraction(20000)), short(Fraction(5, 2)), short(Fraction(0))
    ('20,000', '2.5', '0')
    """
    return rounded(number, places).rstrip("0").removesuffix(".")


def percent(share: Fraction, places: int = _PLACES_OF_A_PERCENTAGE) -> str:
    """Return a share as a percentage, rounded half up, without zeros at its end.

    >>> percent(Fraction(5, 8)), percent(Fraction(1, 2))
    ('62.5 %', '50 %')
    """
    return f"{short(share * 100, places)} %"


def percentages(share: Fraction, required: Fraction) -> tuple[str, str]:
    """Return two shares as percentages, with as many places as it takes to see that they differ, where they do.

    >>> percentages(Fraction(49996, 100000), Fraction(1, 2)), percentages(Fraction(1, 2), Fraction(1, 2))
    (('49.996 %', '50 %'), ('50 %', '50 %'))
    """
    places = _places_that_tell_apart(share * 100, required * 100, at_least=_PLACES_OF_A_PERCENTAGE)
    return percent(share, places), percent(required, places)
