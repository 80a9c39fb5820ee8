"""Characters that nobody sees: left out where an entry is read, and named where it is quoted.

Unicode calls them format characters (category Cf: zero width spaces and joiners, marks of direction, soft hyphens, byte
order marks); a few more are blank letters and selectors that no program shows.
"""

from unicodedata import category

_FORMAT = "Cf"
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_LAYOUT = frozenset("\t\n\r")


def is_invisible(character: str) -> bool:
    """Whether nobody sees a character, and it stands for no space."""
    return category(character) == _FORMAT or character in _BLANK_LETTERS or character in _SELECTORS


def visible(text: str) -> str:
    r"""Return a text without the characters that nobody sees.

    >>> visible("Yes\u200b")
    'Yes'
    """
    return text if text.isascii() else "".join(each for each in text if not is_invisible(each))


def invisible_in(text: str) -> str:
    r"""Return the names of the invisible characters of a text, each once, in their order.

    >>> invisible_in("\u200eDY2\u200b Q2\u200b")
    'U+200E, U+200B'
    """
    return "" if text.isascii() else ", ".join(dict.fromkeys(map(_name, filter(is_invisible, text))))


def named(text: str) -> str:
    r"""Return a text in which characters that nobody sees are shown by their names.

    >>> named("Yes\u200b"), named("St. \x1b[31mMary")
    ('YesU+200B', 'St. U+001B[31mMary')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_name(each) if _is_hidden(each) else each for each in text)


def folded_label(text: str) -> str:
    """Return a label as it is compared: capitals, white space and what nobody sees make no difference.

    >>> folded_label(" Prior  report: NUMERATOR")
    'prior report: numerator'
    """
    return " ".join(visible(text).split()).casefold()


def _is_hidden(character: str) -> bool:
    return character not in _LAYOUT and (is_invisible(character) or category(character) in _CONTROL)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
