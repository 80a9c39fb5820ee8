"""Who reports to whom: a pairing is a facility and an MCO, with the award that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

_AS_TYPED_ON_A_KEYBOARD = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u00b4": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A facility and an MCO that it reports to; ``award`` is in dollars a year, ``None`` where to be determined."""

    facility: str
    mco: str
    pps: str | None
    award: int | None


def folded_name(name: str) -> str:
    """Return a name as it is compared: capitals, spaces, curly quotes and long dashes make no difference.

    >>> folded_name("St. Joseph\u2019s  HOSPITAL")
    "st. joseph's hospital"
    """
    return " ".join(name.translate(_AS_TYPED_ON_A_KEYBOARD).split()).casefold()
