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


_NEAR = 0.75
"""How much of two names must be alike, from 0 to 1, so that one can be meant by the other."""
_LONGEST = 100
_COMMON_WORDS = frozenset({"care", "center", "centre", "corp.", "health", "hospital", "hospitals", "inc.", "medical",
                           "plan", "the"})  # fmt: skip


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """Return the name that another is most like, as a whole or in its own words; ``None`` where none is near enough.

    >>> nearest_name("Nyack Hopsital", ["Montefiore Nyack", "Nyack Hospital"])
    'Nyack Hospital'
    >>> nearest_name("Interfaith Hospital", ["Nyack Hospital", "Interfaith Medical Center"])
    'Interfaith Medical Center'
    >>> nearest_name("Mount Sinai Hospital", ["Jamaica Hospital"])
    """
    from difflib import get_close_matches  # noqa: PLC0415 -- a name that is known needs none

    known = tuple(names) if len(name) <= _LONGEST else ()
    for spelled in (folded_name, _own_words):
        by_spelling = {spelled(each): each for each in known}
        for near in get_close_matches(spelled(name), by_spelling, n=1, cutoff=_NEAR):
            return by_spelling[near]
    return None


def _own_words(name: str) -> str:
    """Return a name as it is compared, without the words that many names have."""
    return " ".join(word for word in folded_name(name).split() if word not in _COMMON_WORDS)


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
