"""Annual rolling average: one rate over the four quarters of a window.

Stated: the result is an annual rolling average over four quarters (webinar of 19 July 2017, steps 2 to 4).
Inferred: counts are pooled before dividing; the form asks for raw counts, which only pooling needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from vbpqip.core.measures import Count, Rate
from vbpqip.core.results import Performance


def rolling_average(quarters: Iterable[Count], *, per: int) -> Performance:
    """Pool the quarters' counts into one rate, ``None`` where nothing could occur.

    >>> rolling_average([Count(2, 4000), Count(1, 5000), Count(0, 4500), Count(3, 6500)], per=10_000).rate
    Fraction(3, 1)
    """
    counts = tuple(quarters)
    pooled = Count(sum(count.numerator for count in counts), sum(count.denominator for count in counts))
    return Performance(pooled=pooled, rate=rate(pooled, per=per))


def rate(count: Count, *, per: int) -> Rate | None:
    """Scale a count by its multiplier; ``None`` where nothing could occur.

    >>> rate(Count(0, 0), per=1000) is None
    True
    """
    if count.denominator == 0:
        return None
    return Fraction(count.numerator * per, count.denominator)
