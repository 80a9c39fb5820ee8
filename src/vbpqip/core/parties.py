"""Who reports to whom: a pairing is a facility and an MCO, with the award that hangs on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from vbpqip.core.characters import as_read
from vbpqip.core.named_tuples import NamedTuple

AS_TYPED_ON_A_KEYBOARD = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u00b4": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-"}
)
"""What spreadsheets and people often type in place of an apostrophe or a hyphen; the form's formulas fold the same."""

_APOSTROPHES = (
    "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u055a\u05f3\u1fbd\u1fbf\u1fef\u1ffd"
    "\u2018\u2019\u201b\u2032\u2035\ua78c\uff07\uff40"
    "\x91\x92\u02be\u02bf\u02ee\u0374\u0384\u07f4\u07f5\u201a\u275b\u275c"
)
"""The two control characters are quotes of Windows that were taken for Latin 1."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_AS_COMPARED = {
    **str.maketrans(dict.fromkeys(_APOSTROPHES, "'")),
    **str.maketrans(dict.fromkeys(_DASHES, "-")),
    **AS_TYPED_ON_A_KEYBOARD,
}


class Pairing(NamedTuple):
    """A facility and an MCO that it reports to; ``award`` is in dollars a year, ``None`` where to be determined."""

    facility: str
    mco: str
    pps: str | None
    award: int | None

    @property
    def normalized(self) -> tuple[str, str]:
        """The names of facility and MCO as they are compared."""
        return normalized_name(self.facility), normalized_name(self.mco)


class Subject(NamedTuple):
    """Whom a report speaks of: a facility, and its MCO, ``None`` where the report is of the facility as a whole."""

    facility: str
    mco: str | None = None


def normalized_name(name: str) -> str:
    """Return a name as it is compared.

    Capitals, spaces, the kind of apostrophe or dash, and characters that nobody sees make no difference.

    >>> normalized_name("St. Joseph\u2019s  HOSPITAL"), normalized_name("St. Joseph`s\u200b Hospital")
    ("st. joseph's hospital", "st. joseph's hospital")
    """
    return " ".join(as_read(name).casefold().translate(_AS_COMPARED).split())


_NEAR = 0.75
"""How much of two names must be alike, from 0 to 1, so that one can be meant by the other."""
_LONGEST = 100
_MOST_ALIKE = 4
_SHORT = 2
_COMMON_WORDS = frozenset({"and", "care", "center", "centre", "corp.", "health", "hospital", "hospitals", "inc.",
                           "medical", "of", "plan", "the"})  # fmt: skip
_WORD = re.compile(r"\w+")


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """Return the name that another is most like, in its own words or as a whole; ``None`` where none or several are.

    >>> nearest_name("Nyack Hopsital", ["Montefiore Nyack", "Nyack Hospital"])
    'Nyack Hospital'
    >>> nearest_name("Affinity Health Plan", ["United Health Plan", "Affinity"])
    'Affinity'
    >>> nearest_name("Brookdale University Hospital and Medical Center", ["Nyack Hospital", "Brookdale Hospital"])
    'Brookdale Hospital'
    >>> nearest_name("Mount Sinai Hospital", ["Jamaica Hospital"])
    """
    near = nearest_names(name, names)
    return near[0] if len(near) == 1 else None


def nearest_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that another may mean: the most alike, else all whose own words it has a part of.

    >>> nearest_names("St. Mary", ["St. Mary's Hospital, Troy", "St. Mary's Hospital, Amsterdam", "Nyack Hospital"])
    ("St. Mary's Hospital, Troy", "St. Mary's Hospital, Amsterdam")
    """
    if len(name) > _LONGEST:
        return ()
    known = tuple(dict.fromkeys(names))
    near = [*_alike(name, known, _own_words), *_alike(name, known, normalized_name)]
    if near:
        best = max(near)[0]
        return tuple(dict.fromkeys(each for ratio, each in near if ratio == best))
    return tuple(each for each in known if _is_part(name, each) or _is_part(each, name))


def _alike(name: str, known: Iterable[str], normalize: Callable[[str], str]) -> Iterator[tuple[float, str]]:
    """Yield the known names that are most like another in a spelling, each after how much they are alike."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 -- a name that is known needs none

    own, by_normalized_name = normalize(name), {words: each for each in known if (words := normalize(each))}
    for found in get_close_matches(own, by_normalized_name, n=_MOST_ALIKE, cutoff=_NEAR):
        yield SequenceMatcher(None, found, own).ratio(), by_normalized_name[found]


def _own_words(name: str) -> str:
    """Return a name as it is compared, without the words that many names have."""
    return " ".join(word for word in normalized_name(name).split() if word not in _COMMON_WORDS)


def _is_part(shorter: str, longer: str) -> bool:
    """Whether all own words of a name, not all of them short, are among those of another."""
    words = set(_WORD.findall(_own_words(shorter)))
    return any(len(word) > _SHORT for word in words) and words.issubset(_WORD.findall(_own_words(longer)))


class Roster(NamedTuple):
    """The pairings of a period, and their names as they are compared."""

    pairings: tuple[Pairing, ...]
    facilities: frozenset[str]
    mcos: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def paired_with_others(self, facility: str, mco: str) -> tuple[str, ...]:
        """Return the MCOs that a facility is paired with, if both are on the roster and no pairing; else none."""
        own, other = normalized_name(facility), normalized_name(mco)
        if own not in self.facilities or other not in self.mcos or (own, other) in self.pairs:
            return ()
        return tuple(sorted(each.mco for each in self.pairings if each.normalized[0] == own))


def said_of_others(facility: str, mco: str, paired: Sequence[str]) -> str:
    """Return in words that a facility is paired with other MCOs than one."""
    return f"{facility} is paired with {' and '.join(paired)}, not with {mco}."


def roster_of(pairings: Iterable[Pairing]) -> Roster:
    """Return the roster of pairings."""
    pairings = tuple(pairings)
    pairs = [pairing.normalized for pairing in pairings]
    return Roster(
        pairings=pairings,
        facilities=frozenset(facility for facility, _ in pairs),
        mcos=frozenset(mco for _, mco in pairs),
        pairs=frozenset(pairs),
    )
