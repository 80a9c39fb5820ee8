"""Annual measure: the one result entered is the result, and is never averaged.

Stated: median time to ECG, median time to transfer and the 3-hour sepsis bundle have their annual result in the
last quarter's numerator (webinar of 19 July 2017, steps 5 to 7). Inferred: ``NA`` there is no result.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from vbpqip.core.results import Performance


def annual_measure(result: Decimal | None) -> Performance:
    """Take the annual result as it is; ``None`` is no result.

    >>> annual_measure(Decimal("7.5")).rate
    Fraction(15, 2)
    """
    return Performance(pooled=None, rate=None if result is None else Fraction(result))
