"""What a number format makes of a number, or of a text.

1. Each way to write a code gives what spreadsheet programs show.
2. Which section shows a number depends on its sign, or on conditions.
3. A code that cannot be understood is said to be so, and none is taken for a number.
4. Every code is read, in a number of steps in proportion to its length; quotes, padding, fill, colours and languages
   make no difference.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from support.counts import examples
from vbpqip.core.cells import ShownAs
from vbpqip.workbook.ooxml.number_formats import BUILT_IN, LONGEST_NUMBER_FORMAT, read_format


def shown(code: str, literal: str = "2") -> str:
    """Return what a code makes of a number."""
    return str(read_format(code).number(literal))


@pytest.mark.parametrize(
    "code",
    [
        "General", "GENERAL", "general", "[Red]General", 'General" days"', "General;-General", "0", "0.00", "#,##0", "@", "_-@_-",
        '"$"#,##0.00_);[Red]("$"#,##0.00)', r"_-* #,##0.00\ _D_M_-;\-* #,##0.00\ _D_M_-;_-* \"-\"??\ _D_M_-;_-@_-".replace('\\"', '"'),
        '0 "days"', r"0\d", '0" %"', "_(* #,##0_)", "0_y", "0*d", "0_%", r"0\%", "0.00E+00", "##0.0E+0", "0.0e-0", "# ?/?", "# ??/16",
        "[$-409]0", "[$€-407] #,##0.00", "[$USD] 0", "[$-F800]0", "[DBNum1][$-804]General", "[Color12]0", "[color 3]0", "[>0]0;General",
        "+0;-0;0", "0;yyyy", "$0", "0€", "0 °", "t0", "00000", "000-00-0000", '0" per 1,000"', '"Day "0', "[=1]0;0;0", "[<>5]0",
        "[<=1.5]0.00;0", "Standard", "Standaard", "Estándar", "Основной", "G/標準", "G/通用格式", "Geral", '[Red]Standard" kg"',
        "0;;;@", "", "# ?/10", "# ??/ 100", "[$-409]#,##0.00 CCC", '0.0" (2 runs)"',
    ],
)  # fmt: skip
def test_1_a_number(code: str) -> None:
    assert shown(code) == "number"


@pytest.mark.parametrize(
    "code",
    [
        "d-mmm", "yyyy-mm-dd", r"yyyy\-mm\-dd", "m/d/yy", "h:mm", "[h]:mm:ss", "[hh]", "[mm]:ss", "[ss].00", "[s]", "mm:ss.0", "mmmmm",
        "YYYY", "h:mm AM/PM", "h A/P", "[$-409]d-mmm-yy;@", "[$-F800]dddd, mmmm dd, yyyy", "[$-F400]h:mm:ss", "[Red]d", "[>0]d",
        'yyyy"年"m"月"d"日"', "yyyy年m月d日", "[$-411]ge.m.d", "ggge", "e", "aaa", "bbbb", 'd "of" mmm', "yy/mm/dd@", "h:mm:ss@", "[$-x-sysdate]d",
        "QQ yy", "WW", "NNN", "TT.MM.JJJJ", "JJ/MM/AAAA", "dd/mm/aaaa", "PP.KK.VVVV", "tt:mm", "AM/PM", "上午/下午h", "[$$]d", '0 "x" d', "yyyy;0",
    ],
)  # fmt: skip
def test_1_a_day_or_a_time(code: str) -> None:
    assert shown(code) == "day"


@pytest.mark.parametrize(
    ("code", "of_positive", "of_negative"),
    [
        (r"0\.00", "other text", "other text"),
        ('0"."00', "other text", "other text"),
        ("-#,##0", "other text", "number"),
        ("(0)", "other text", "number"),
        ("#,##0_);(#,##0)", "number", "number"),
        ("[<5]-0;0", "other text", "number"),
    ],
)
def test_1_what_shows_another_number(code: str, of_positive: str, of_negative: str) -> None:
    """A point that stands there in any case, a minus or a parenthesis before a number that is not below zero."""
    assert (shown(code), shown(code, "-2")) == (of_positive, of_negative)
    assert not (read_format(code).shows_whole and of_positive == "other text")


@pytest.mark.parametrize("code", ["0%", "0.0%", "%0", '0 "of" %', "[Red]0%", "0 %", "General%", "#,##0,%"])
def test_1_a_percentage(code: str) -> None:
    assert shown(code) == "percentage"


@pytest.mark.parametrize(
    ("code", "literal", "expected"),
    [
        pytest.param(";;;", "12", "nothing", id="no section shows anything"),
        pytest.param("_)", "12", "nothing", id="padding"),
        pytest.param('" "', "12", "nothing", id="blanks"),
        pytest.param("#,##0,", "6500", "scaled", id="thousands"),
        pytest.param("0,,", "6500", "scaled", id="millions"),
        pytest.param("0,.0", "6500", "scaled", id="before the point"),
        pytest.param("0.0,", "6500", "scaled", id="behind the decimals"),
        pytest.param('#,##0,"K"', "6500", "scaled", id="with a letter"),
        pytest.param('"99999"', "12", "other text", id="another number"),
        pytest.param("99999", "12", "other text", id="another number, bare"),
        pytest.param('"n/a"', "12", "other text", id="words"),
        pytest.param(r"0\5", "12", "other text", id="one digit more"),
        pytest.param('"1"0', "12", "other text", id="one digit before"),
        pytest.param("[$1]0", "12", "other text", id="a currency of a digit"),
        pytest.param('0".5"', "12", "other text", id="decimals that are not there"),
        pytest.param("0*9", "12", "other text", id="filled up with digits"),
        pytest.param("0", "61.2", "rounded", id="no decimals"),
        pytest.param("0.0", "61.25", "rounded", id="too few decimals"),
        pytest.param("0.0", "61.2", "number", id="decimals enough"),
        pytest.param("0.0", "1.1000000000000001", "number", id="as a spreadsheet keeps it"),
        pytest.param("0E+00", "6512", "rounded", id="too few figures"),
        pytest.param("0.000E+00", "6512", "number", id="figures enough"),
        pytest.param("# ?/?", "61.2", "rounded", id="a fraction"),
        pytest.param("# ?/?", "61", "number", id="a whole number as a fraction"),
        pytest.param("#", "0", "nothing", id="zero without a place"),
        pytest.param("#,###.##", "0", "nothing", id="zero without a place, a point"),
        pytest.param('# "days"', "0", "other text", id="zero as a word"),
        pytest.param(BUILT_IN[43], "0", "number", id="zero as an accountant's dash"),
        pytest.param(BUILT_IN[41], "0", "number", id="zero as a dash alone"),
        pytest.param('"-"', "12", "other text", id="another number as a dash"),
        pytest.param('0;-0;"none"', "0", "other text", id="zero as another word"),
        pytest.param("9", "0", "other text", id="zero as another digit"),
        pytest.param("#", "2", "number", id="a place that is needed"),
    ],
)  # fmt: skip
def test_1_what_is_not_shown_as_it_is(code: str, literal: str, expected: str) -> None:
    assert shown(code, literal) == expected


@pytest.mark.parametrize(
    ("code", "positive", "zero", "negative"),
    [
        ("d", "day", "day", "day"),
        ("0;d", "number", "number", "day"),
        ("d;0", "day", "day", "number"),
        ("0;d;0%", "number", "percentage", "day"),
        ("0;-0;;@", "number", "nothing", "number"),
        ("0;;", "number", "nothing", "nothing"),
        (";0;0;@", "nothing", "number", "number"),
        ("0;@", "number", "number", "number"),
        ("0;d;@", "number", "number", "day"),
        ("[>1]d;0", "day", "number", "number"),
        ("[>5]d;0", "number", "number", "number"),
        ("[>5]0;[>1]d;0%", "day", "percentage", "percentage"),
        ("[<0]0;[=0]d;0%", "percentage", "day", "number"),
        ("[<>2]0;d", "day", "number", "number"),
        ("[>=2]0%;[<=0]d", "percentage", "day", "day"),
        ("[<=-1]d;0;0%", "percentage", "percentage", "day"),
        ("[>5]d", "day", "day", "day"),
        ("[>5]0%;[<-5]0", "percentage", "percentage", "percentage"),
    ],
)
def test_2_the_section_that_shows_it(code: str, positive: str, zero: str, negative: str) -> None:
    """A number that no condition holds of is shown as by the first section."""
    assert (shown(code, "2"), shown(code, "0"), shown(code, "-2")) == (positive, zero, negative)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("0", "number"), (";;;", "nothing"), (";;;@", "number"), ('0;0;0;"x"@', "number"), ('0;0;0;"x"', "other text"), ("0;0;0;d", "other text"), ("d", "number"), ('"x"', "number"), ("[", "number"), (";;;General", "number")],
)  # fmt: skip
def test_2_a_text(code: str, expected: str) -> None:
    assert str(read_format(code).text_as) == expected


NOT_UNDERSTOOD = [
    pytest.param("0" * (LONGEST_NUMBER_FORMAT + 1), id="too long"),
    pytest.param("[" * 100_000, id="brackets without an end"),
    pytest.param('0"days', id="quote without an end"),
    pytest.param("0[Red", id="bracket without an end"),
    pytest.param("0]", id="bracket without a start"),
    pytest.param("[]0", id="empty bracket"),
    pytest.param("[[Red]]0", id="bracket in a bracket"),
    pytest.param("[Rosa]0", id="no such colour"),
    pytest.param("[>x]0", id="no such condition"),
    pytest.param("[hm]", id="no elapsed time"),
    pytest.param("0\\", id="escape of nothing"),
    pytest.param("0_", id="padding of nothing"),
    pytest.param("0*", id="fill of nothing"),
    pytest.param("0;0;0;@;0", id="too many sections"),
    pytest.param("0 x", id="a letter that means nothing"),
    pytest.param("0 Tage", id="a word without quotes"),
    pytest.param("0T", id="a letter of a day, beside digits"),
    pytest.param("0;JJJJX", id="in a section for other numbers"),
    pytest.param("Generally", id="more than a word"),
    pytest.param("Estilo", id="another word"),
    pytest.param("i:s.S", id="openpyxl's own, with minutes that no program knows"),
]


@pytest.mark.parametrize("code", NOT_UNDERSTOOD)
@pytest.mark.parametrize("literal", ["2", "0", "-2", "0.5"])
def test_3_what_is_not_understood(code: str, literal: str) -> None:
    assert shown(code, literal) == "not understood"


def test_3_as_long_as_can_be() -> None:
    assert shown("0" * LONGEST_NUMBER_FORMAT) == "number"


PIECES = (
    "0", "#", "?", ".", ",", "/", "%", "@", ";", "d", "m", "y", "h", "s", "e", "g", "a", "b", "t", "j", "x", "E+", "e-", "General", "Standard",
    "AM/PM", "A/P", '"', '"d"', "\\", "\\d", "_", "_y", "*", "*0", "[", "]", "[Red]", "[Color9]", "[h]", "[mm]", "[$-409]", "[$€-407]", "[>0]",
    "[<=100]", "[=x]", " ", "-", "(", ")", "9", "年", "Б", "\u200b", "\n",
)  # fmt: skip
codes = st.lists(st.sampled_from(PIECES), max_size=90).map("".join) | st.text(max_size=400)
literals = st.sampled_from(["0", "2", "-3", "61.25", "1e300", "-0.0001"])


@settings(deadline=None)
@given(codes, literals)
@example('0"' * 127, "2")
def test_4_every_code_is_read(code: str, literal: str) -> None:
    found = read_format(code)

    assert found.number(literal) in ShownAs
    assert found.text_as in {ShownAs.NUMBER, ShownAs.NOTHING, ShownAs.OTHER_TEXT}


def steps(code: str) -> int:
    """Return how many lines of Python are run to read a code."""
    count = 0

    def traced(_frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 -- as sys.settrace has it
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        read_format(code)
    finally:
        sys.settrace(before)
    return count


@settings(deadline=None, max_examples=examples(40))
@given(codes)
@example("[" * 200)
@example("[h]" * 80)
@example('"d"' * 80)
@example("0,0." * 60)
@example("Genera" * 40)
def test_4_in_steps_in_proportion_to_its_length(code: str) -> None:
    assert steps(code) <= 400 + 60 * len(code)


@pytest.mark.parametrize("piece", ["[", '"', "\\", "_", "*", "[x", "0,", "0.", "d", "General", "[>0]", ";", "9.", "#/"])
def test_4_patterns_take_no_more_than_the_length_either(piece: str) -> None:
    """Of patterns no steps can be counted; a code that takes them further than it may would take minutes."""
    for length in (10, LONGEST_NUMBER_FORMAT, 100_000):
        read_format((piece * length)[:length])


DECORATIONS = ('""', "[Red]", "[$-409]", "[$-F800]", "[Color 7]", "_(", "* ", '" y"', r"\d", "[DBNum1]")
SOUND = ("0", "0.00", "#,##0", "0.00E+00", "0%", "d-mmm", "[h]:mm", "General", "@", "#,##0,", "# ?/?")


@settings(deadline=None)
@given(st.sampled_from(SOUND), st.lists(st.sampled_from(DECORATIONS), max_size=6).map("".join), literals)
def test_4_decoration_makes_no_difference(code: str, decoration: str, literal: str) -> None:
    plain = shown(code, literal)

    assert shown(decoration + code, literal) == plain
    assert shown(code + decoration, literal) == plain
