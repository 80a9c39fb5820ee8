"""Names as people type them: which one is meant, and which may be meant where none is.

Capitals, spaces, hyphens and dots make no difference: ``CAUTI`` is ``cauti``, ``Median time to ECG`` is
``median-time-to-ecg``. A name that can mean several is never guessed: all of them are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from vbpqip.core.errors import UnknownNameError
from vbpqip.core.parties import normalized_name

T = TypeVar("T")

_PLAIN = "._-"
_LONGEST = 100
_SHORTEST_PART = 3
_MOST_WITH_A_PART = 8
_MOST_ALIKE = 4
_AS_ALIKE = 0.01
"""How much less like the typed name than the nearest one another may be, to be told beside it."""


def letters_and_digits(name: str) -> str:
    """Return what a name is known by, however it is typed.

    >>> letters_and_digits("Median time to ECG"), letters_and_digits("median-time-to-ecg")
    ('mediantimetoecg', 'mediantimetoecg')
    """
    return "".join(filter(str.isalnum, normalized_name(name)))


def without_spaces(name: str) -> str:
    """Return a name that needs no quotes in a shell, and is known by the same letters and digits.

    >>> without_spaces("St. Luke's Cornwall"), without_spaces("qit.required_share")
    ('St.-Luke-s-Cornwall', 'qit.required_share')
    """
    words = "".join(each if each.isalnum() or each in _PLAIN else " " for each in name).split()
    return "-".join(word for word in words if letters_and_digits(word))


def meant(
    word: str, named: Iterable[tuple[str, T]], unknown: str, near: Callable[[], Sequence[str]] | None = None
) -> T:
    """Return what a typed name means, out of names and what each stands for.

    Args:
        word: The name as it is typed.
        named: All names; one thing may have several.
        unknown: What is said of a name that nothing has, such as ``is not on the menu``.
        near: The names that may be meant instead; by default those that :func:`nearest` finds.

    Raises:
        UnknownNameError: Nothing has that name, or several things have; those that may be meant are told.
    """
    every = tuple(named)
    found = _of_name(word, every)
    if len(found) == 1:
        return found[0]
    if found:
        names = _one_each((name, thing) for name, thing in every if thing in found)
        raise UnknownNameError(f"{word!r} can mean {one_of(names)}. Choose one of them.", names)
    may_be = nearest(word, every) if near is None else near()
    raise UnknownNameError(f"{word!r} {unknown}.{did_you_mean(may_be)}", may_be)


def nearest(word: str, named: Iterable[tuple[str, T]]) -> tuple[str, ...]:
    """Return the names that a typed one may mean, one of each thing: those that it is a part of, else the most alike.

    >>> nearest("sepsis", [("sepsis-3h", 1), ("sepsis-6h", 2), ("cauti", 3)]), nearest("cuati", [("cauti", 3)])
    (('sepsis-3h', 'sepsis-6h'), ('cauti',))
    """
    known = tuple(named)
    return having_part(word, known) or _alike(letters_and_digits(word), known)


def having_part(word: str, named: Iterable[tuple[str, T]]) -> tuple[str, ...]:
    """Return the names that a typed one is a part of, one of each thing; none where they are too many to be told.

    >>> having_part("health", [("Health Alliance", 1), ("Bon Secours Charity Health", 2), ("Nyack Hospital", 3)])
    ('Health Alliance', 'Bon Secours Charity Health')
    """
    typed = letters_and_digits(word)
    whole = _one_each((name, thing) for name, thing in named if typed in letters_and_digits(name))
    return whole if len(typed) >= _SHORTEST_PART and len(whole) <= _MOST_WITH_A_PART else ()


def did_you_mean(names: Sequence[str]) -> str:
    """Return the question that ends a message; nothing where there are no names.

    >>> did_you_mean(["cauti", "cdi"]), did_you_mean([])
    (" Did you mean 'cauti' or 'cdi'?", '')
    """
    return f" Did you mean {one_of(names)}?" if names else ""


def one_of(names: Iterable[str]) -> str:
    """Return names as a choice in words.

    >>> one_of(["cauti", "cdi", "clabsi"])
    "'cauti', 'cdi' or 'clabsi'"
    """
    *others, last = map(repr, names)
    return f"{', '.join(others)} or {last}" if others else last


def _of_name(word: str, known: Sequence[tuple[str, T]]) -> Sequence[T]:
    """Return the things of a name: as it is typed, else by its letters and digits."""
    for normalize in (normalized_name, letters_and_digits):
        typed = normalize(word)
        found = dict.fromkeys(thing for name, thing in known if typed and normalize(name) == typed)
        if found:
            return tuple(found)
    return ()


def _one_each(known: Iterable[tuple[str, T]]) -> tuple[str, ...]:
    """Return the first name of each thing."""
    first: dict[T, str] = {}
    for name, thing in known:
        first.setdefault(thing, name)
    return tuple(first.values())


def _alike(typed: str, known: Sequence[tuple[str, T]]) -> tuple[str, ...]:
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 -- a name that is known needs none

    keys = {letters_and_digits(name) for name, _ in known} if len(typed) <= _LONGEST else set()
    near = {
        key: SequenceMatcher(None, key, typed).ratio() for key in get_close_matches(typed, sorted(keys), _MOST_ALIKE)
    }
    best = {key for key, ratio in near.items() if ratio >= max(near.values()) - _AS_ALIKE}
    return _one_each((name, thing) for name, thing in known if letters_and_digits(name) in best)
