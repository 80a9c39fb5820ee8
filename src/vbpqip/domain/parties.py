"""Who reports to whom: a pairing is a facility and an MCO, with the award that hangs on it."""

from collections.abc import Iterable
from typing import NamedTuple

AS_TYPED_ON_A_KEYBOARD = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u00b4": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-"}
)


class Pairing(NamedTuple):
    """A facility and an MCO that it reports to; ``award`` is in dollars a year, ``None`` where to be determined."""

    facility: str
    mco: str
    pps: str | None
    award: int | None

    @property
    def folded(self) -> tuple[str, str]:
        """The names of facility and MCO as they are compared."""
        return folded_name(self.facility), folded_name(self.mco)


def folded_name(name: str) -> str:
    """Return a name as it is compared: capitals, spaces, curly quotes and long dashes make no difference.

    >>> folded_name("St. Joseph\u2019s  HOSPITAL")
    "st. joseph's hospital"
    """
    return " ".join(name.translate(AS_TYPED_ON_A_KEYBOARD).split()).casefold()


class Roster(NamedTuple):
    """The pairings of a period, and their names as they are compared."""

    pairings: tuple[Pairing, ...]
    facilities: frozenset[str]
    mcos: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def roster_of(pairings: Iterable[Pairing]) -> Roster:
    """Return the roster of pairings."""
    pairings = tuple(pairings)
    pairs = [pairing.folded for pairing in pairings]
    return Roster(
        pairings=pairings,
        facilities=frozenset(facility for facility, _ in pairs),
        mcos=frozenset(mco for _, mco in pairs),
        pairs=frozenset(pairs),
    )
