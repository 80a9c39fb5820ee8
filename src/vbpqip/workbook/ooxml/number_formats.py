"""Number formats: what the code of one makes of a stored number, such as a day, a percentage, or nothing at all.

A code has up to four sections: for numbers above zero, below zero, for zero, and for text (ECMA-376, part 1, 18.8.31).
Which of them shows a number is chosen by its sign, or by a condition such as ``[>=100]``. A code is read once, from
left to right, and each character but once. One that cannot be understood is said to be so: what it shows nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from vbpqip.core.cells import ShownAs
from vbpqip.core.named_tuples import NamedTuple

LONGEST_NUMBER_FORMAT = 255
"""Characters of a code; Excel takes no more (Microsoft, Excel specifications and limits)."""

_MOST_SECTIONS = 4
_TEXT_SECTION = 3
_MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number."""

_GENERAL_WORDS = (
    "general", "standard", "standaard", "standardowy", "estándar", "estandar", "estandarra", "geral", "yleinen",
    "bendras", "genel", "основной", "општо", "skoueriek", "kadaywan", "常规", "عادی", "g/標準", "g/通用格式", "g/표준",
)  # fmt: skip
"""How programs name the format ``General`` in their languages: those of LibreOffice's locale data, and Excel's own. A
file should have the English name alone."""

_ABROAD = tuple(map(frozenset, ("tj", "aj", "ju", "vkpt", "qwn")))
"""Letters of days and times beside Excel's: German and Scandinavian ``TT.MM.JJJJ`` and ``TT:MM``, French and Spanish
``JJ/MM/AAAA``, Dutch ``JJJJ`` and ``UU:MM``, Finnish ``PP.KK.VVVV``; everywhere ``QQ`` for the quarter, ``WW`` for the
week, ``NNN`` for its day (LibreOffice's locale data and help)."""

_UNITS = "年月日时時分秒년월일시분초"
"""Of days and times in Chinese, Japanese and Korean; they stand beside letters, and need no quotes."""

WHITE, BLACK = "FFFFFF", "000000"
"""Colours as files have them: two digits each of red, green and blue."""

_COLOURS = {
    "black": BLACK, "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "white": WHITE, "yellow": "FFFF00",
}  # fmt: skip
_OF_PALETTE = {"1": BLACK, "2": WHITE}
"""Of the numbered colours those that are the same in every file that has no palette of its own."""

_SEEN = frozenset((ShownAs.NUMBER, ShownAs.SCALED, ShownAs.ROUNDED, ShownAs.OTHER_TEXT))

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*+)"
    | \\(?P<escaped>.)
    | (?P<padding>_.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\[\]]++)\]
    | (?P<end>;)
    | (?P<day>am/pm | a/p | 上午/下午 | 午前/午後 | aaa++)
    | (?P<currency>ccc(?![^\W\d_]))
    | (?P<exponent>e[+-](?=[0\#?]))
    | (?P<place>[0\#?])
    | (?P<denominator>/\ *+[1-9][0-9]*+)
    | (?P<mark>[.,/])
    | (?P<percentage>%)
    | (?P<text>@)
    | (?P<thai>t(?=[0\#?]))
    | (?P<letters>[ymdhsegb]++)
    | (?P<other>[^\W\d_])
    | (?P<plain>[^"\\_*\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
"""Of a code in small letters: a pattern that takes capitals too needs twice the time to compile."""

_LETTER = re.compile(r"[^\W\d_]")
_BRACKET = r"""
    (?P<day>h++|m++|s++)
    | \$(?P<currency>[^-]*+)(?:-.*+)?
    | (?P<nothing>colou?r\ ?(?P<number>[0-9]{1,2}+)|(?:db|nat)num[0-9]{1,2}+|eng)
    | (?P<operator><=|>=|<>|<|>|=)(?P<limit>[+-]?[0-9]{1,15}+(?:\.[0-9]{0,15}+)?)
    """
"""Compiled when a code has such a bracket; most have none."""
_PLACES = "0#?"
_MORE_DIGITS = re.compile(r"[0#?][.,p]*+d|d[.,p]*+[0#?]|[0#?]p[0#?]")
_NEGATED = re.compile(" *[-\u2013\u2014(] *[0#?]")
_FRACTION = re.compile(r"[0#?] */ *[0#?d]")
_DASHES = frozenset("-\u2013\u2014 ")

_Test: TypeAlias = Callable[[float, float], bool]
_NUMBER = ShownAs.NUMBER
_OPERATORS: Mapping[str, _Test] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}


class _Condition(NamedTuple):
    """Which numbers a section shows."""

    test: _Test
    limit: float

    def holds(self, value: float) -> bool:
        return self.test(value, self.limit)


class Section(NamedTuple):
    """One section of a code.

    ``shown_as`` is what it makes of a number in general, and ``zero_as`` of zero. ``precision`` is how it
    rounds, as Python has it, empty where it shows all digits. ``condition`` is which numbers it shows, ``None`` where
    all that are left. ``is_negated`` is where it puts a minus or a parenthesis before a number. ``letters``
    is the colour in which it writes, empty where that is the font's.
    """

    shown_as: ShownAs
    zero_as: ShownAs
    precision: str = ""
    condition: _Condition | None = None
    is_for_text: bool = False
    is_negated: bool = False
    letters: str = ""

    def shows(self, value: float) -> ShownAs:
        """Return what it makes of a number."""
        if not value:
            return self.zero_as
        if self.is_negated and value > 0 and self.shown_as is _NUMBER:
            return ShownAs.OTHER_TEXT
        if self.shown_as is not _NUMBER or not self.precision:
            return self.shown_as
        typed = float(f"{value:.{_MOST_DIGITS}g}")
        return _NUMBER if float(f"{value:{self.precision}}") == typed else ShownAs.ROUNDED


class NumberFormat(NamedTuple):
    """What a code was understood as: its sections for numbers, and what it makes of a text.

    ``shows_whole`` is where every whole number is shown as it is, which is most that is ever asked.
    """

    numbers: tuple[Section, ...]
    text_as: ShownAs = ShownAs.NUMBER
    shows_whole: bool = False

    def number(self, literal: str) -> ShownAs:
        """Return what it makes of a number, which is finite.

        >>> read_format("0;-0;;@").number("0"), read_format("[>100]yyyy;0").number("99")
        (<ShownAs.NOTHING: 'nothing'>, <ShownAs.NUMBER: 'number'>)
        """
        value = float(literal)
        return self._section(value).shows(value)

    def seen_on(self, ground: str, letters: str) -> NumberFormat:
        """Return what is seen where a font's letters stand on a ground: what is written in its colour is not."""
        numbers = tuple(
            section._replace(shown_as=ShownAs.NOTHING, zero_as=ShownAs.NOTHING)
            if (section.letters or letters) == ground and section.shown_as in _SEEN
            else section
            for section in self.numbers
        )
        text_as = ShownAs.NOTHING if letters == ground and self.text_as in _SEEN else self.text_as
        return NumberFormat(numbers, text_as, self.shows_whole and numbers == self.numbers)

    def _section(self, value: float) -> Section:
        for section in self.numbers:
            if section.condition is None or section.condition.holds(value):
                return section
        return self.numbers[0]


_PLAIN = Section(ShownAs.NUMBER, ShownAs.NUMBER)
_NOT_UNDERSTOOD = Section(ShownAs.NOT_UNDERSTOOD, ShownAs.NOT_UNDERSTOOD)

GENERAL = NumberFormat((_PLAIN,), shows_whole=True)
"""Shows every number as it is."""

NOT_UNDERSTOOD = NumberFormat((_NOT_UNDERSTOOD,))
"""Nobody knows what it shows."""


_IMPLIED = {2: (_Condition(ge, 0),), 3: (_Condition(gt, 0), _Condition(lt, 0))}
"""Which numbers the sections are for that say nothing themselves, by how many there are; the last is for the rest."""


def _for_numbers(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections with what each is for."""
    implied = (*_IMPLIED.get(len(sections), ()), None)
    pairs = zip(sections, implied, strict=True)
    return tuple(section._replace(condition=section.condition or other) for section, other in pairs)


def read_format(code: str) -> NumberFormat:
    r"""Return what a code says; every text is one, though not every one is understood, and an empty one is ``General``.

    >>> read_format("0.0%").number("0.61"), read_format(r"yyyy\-mm\-dd").number("42005")
    (<ShownAs.PERCENTAGE: 'percentage'>, <ShownAs.DAY: 'day'>)
    >>> read_format('[Red]#,##0 "days"').number("12"), read_format("#,##0,").number("12")
    (<ShownAs.NUMBER: 'number'>, <ShownAs.SCALED: 'scaled'>)
    """
    return _understood(code) if len(code) <= LONGEST_NUMBER_FORMAT else NOT_UNDERSTOOD


@lru_cache(maxsize=256)
def _understood(code: str) -> NumberFormat:
    """Return what a code of a sound length says."""
    sections = _split(code)
    if sections is None or len(sections) > _MOST_SECTIONS:
        return NOT_UNDERSTOOD
    read = tuple(section.read() for section in sections)
    if any(section.shown_as is ShownAs.NOT_UNDERSTOOD for section in read):
        return NOT_UNDERSTOOD
    return _of_sections(read) if code else GENERAL


def _of_sections(read: tuple[Section, ...]) -> NumberFormat:
    """Return a format of its sections; the fourth is for texts, and so is the last one with ``@``."""
    if len(read) == _MOST_SECTIONS:
        return NumberFormat(_for_numbers(read[:_TEXT_SECTION]), _of_text(read[_TEXT_SECTION].shown_as))
    numbers = _for_numbers((read[:-1] or (_PLAIN,)) if read[-1].is_for_text else read)
    of_positive = read if any(section.condition for section in read) else read[:1]
    negates = any(section.is_negated for section in of_positive)
    return NumberFormat(numbers, shows_whole=all(map(_shows_whole, numbers)) and not negates)


def _shows_whole(section: Section) -> bool:
    """Whether a section shows every whole number of few digits as it is."""
    as_it_is = section.shown_as is section.zero_as is ShownAs.NUMBER
    return as_it_is and not section.precision.endswith("e")


def _of_text(shown_as: ShownAs) -> ShownAs:
    """Return what a section for texts makes of one; what is for numbers or days shows it as something else."""
    return shown_as if shown_as in {ShownAs.NUMBER, ShownAs.NOTHING} else ShownAs.OTHER_TEXT


def _split(code: str) -> list[_Tokens] | None:
    """Return the sections of a code, token by token; ``None`` where a quote or a bracket has no end."""
    sections, at, small = [_Tokens()], 0, code.lower()
    while at < len(small):
        if small.startswith(_GENERAL_WORDS, at) and (end := _end_of_word(small, at)):
            sections[-1].take("general", small[at:end])
            at = end
            continue
        token = _TOKEN.match(small, at)
        if token is None:
            return None
        at = token.end()
        kind = str(token.lastgroup)
        if kind == "end":
            sections.append(_Tokens())
        else:
            sections[-1].take("plain" if token[0] in _UNITS else kind, token[kind])
    return sections


def _end_of_word(small: str, at: int) -> int:
    """Return where a word for ``General`` ends that is no piece of a longer one; 0 where there is none."""
    ends = [at + len(word) for word in _GENERAL_WORDS if small.startswith(word, at)]
    return max((end for end in ends if not _LETTER.match(small, end)), default=0)


class _Tokens:
    """What one section has.

    ``shape`` is what it shows, a letter for each character: places for digits, points, commas, strokes, dashes and
    blanks as they are, ``E`` an exponent, ``(`` a parenthesis, ``d`` a digit that stands there in any case, ``p`` a
    point or comma that does, ``x`` another character.
    """

    __slots__ = ("condition", "kinds", "letters", "others", "shape")

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.others: set[str] = set()
        self.shape = self.letters = ""
        self.condition: _Condition | None = None

    def take(self, kind: str, text: str) -> None:
        """Take one token."""
        self.kinds.add(kind)
        match kind:
            case "bracket":
                self._take_bracket(text)
            case "place" | "mark" | "denominator":
                self.shape += text if kind != "denominator" else "/d"
            case "general" | "exponent":
                self.shape += "0" if kind == "general" else "E"
            case "other":
                self.others.add(text)
            case "quoted" | "escaped" | "fill" | "plain":
                self.shape += "".join(map(_shape_of, text))
            case _:
                pass

    def _take_bracket(self, text: str) -> None:
        if text in _COLOURS:
            self.kinds.add("nothing")
            self.letters = _COLOURS[text]
            return
        found = re.fullmatch(_BRACKET, text, re.VERBOSE | re.DOTALL)
        if found is None:
            self.kinds.add("unknown")
            return
        self.letters = _OF_PALETTE.get(found["number"] or "", self.letters)
        self.kinds.update(kind for kind, said in found.groupdict().items() if said is not None)
        self.shape += "".join(map(_shape_of, found["currency"] or ""))
        if found["operator"]:
            self.condition = _Condition(_OPERATORS[found["operator"]], float(found["limit"]))

    def read(self) -> Section:
        """Return what they say together."""
        zero_as = shown_as = self._shown_as()
        is_shown = shown_as in {ShownAs.NUMBER, ShownAs.OTHER_TEXT} and not self.kinds & {"general", "text"}
        if is_shown and "0" not in self.shape:
            zero_as = self._zero_as()
        is_for_text = "text" in self.kinds and shown_as is ShownAs.NUMBER
        is_negated = _NEGATED.match(self.shape) is not None
        return Section(shown_as, zero_as, self._precision(), self.condition, is_for_text, is_negated, self.letters)

    def _shown_as(self) -> ShownAs:
        has_places = any(place in self.shape for place in _PLACES)
        if "unknown" in self.kinds or not self._is_read(has_places=has_places):
            return ShownAs.NOT_UNDERSTOOD
        if "percentage" in self.kinds:
            return ShownAs.PERCENTAGE
        if self.kinds & {"day", "letters", "other"}:
            return ShownAs.DAY
        return self._number_as() if has_places else self._words_as()

    def _is_read(self, *, has_places: bool) -> bool:
        """Whether its letters mean something: those that are not English are days, where no digits are."""
        return not self.others or (not has_places and any(self.others <= letters for letters in _ABROAD))

    def _words_as(self) -> ShownAs:
        if "text" in self.kinds:
            return ShownAs.NUMBER
        return ShownAs.OTHER_TEXT if self.shape.strip() else ShownAs.NOTHING

    def _number_as(self) -> ShownAs:
        if any(_is_scaled(part) for part in self.shape.split(".")):
            return ShownAs.SCALED
        return ShownAs.OTHER_TEXT if _MORE_DIGITS.search(self.shape) else ShownAs.NUMBER

    def _zero_as(self) -> ShownAs:
        """Return what zero is where no place must show it: a dash stands for it, as accountants have it."""
        others = self.shape.translate(_NO_PLACES).strip()
        if not others:
            return ShownAs.NOTHING
        return ShownAs.NUMBER if set(others) <= _DASHES else ShownAs.OTHER_TEXT

    def _precision(self) -> str:
        if self.kinds & {"general", "text"}:
            return ""
        if "exponent" in self.kinds:
            return f".{max(_places(self.shape.partition('E')[0]) - 1, 0)}e"
        return f".{0 if _FRACTION.search(self.shape) else _places(self.shape.partition('.')[2])}f"


_NO_PLACES = str.maketrans("", "", "0#?.,")


def _shape_of(character: str) -> str:
    if character.isdecimal():
        return "d"
    if character in ".,":
        return "p"
    return character if character in _DASHES or character == "(" else " " if character.isspace() else "x"


def _places(shape: str) -> int:
    return sum(shape.count(place) for place in _PLACES)


def _is_scaled(part: str) -> bool:
    """Whether a comma follows the last place for a digit, which leaves out the last three digits."""
    last = max(part.rfind(place) for place in _PLACES)
    return last >= 0 and part.startswith(",", last + 1)


_CALENDAR = "yyyy/m/d h:mm"
BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)', 7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    **dict.fromkeys(range(14, 23), _CALENDAR),
    **dict.fromkeys(range(23, 27), "General"),
    **dict.fromkeys(range(27, 37), _CALENDAR),
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    **dict.fromkeys(range(45, 48), _CALENDAR),
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys(range(50, 59), _CALENDAR),
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    **dict.fromkeys(range(71, 82), _CALENDAR),
}  # fmt: skip
"""The formats that a file need not define, by number (ECMA-376, part 1, 18.8.30): of every language, days and times all
by one code. 27 to 36 and 50 to 58 are Chinese, Japanese and Korean, 59 to 81 Thai. 23 to 26 are named by no standard;
programs show them as ``General`` (SheetJS, SSF)."""
