"""The styles part: what the style of a cell makes of what is stored there, and how it marks it.

A spreadsheet stores ``61 %`` as 0.61 and a day as the number of days since 1900; the number format of the cell's style
alone tells. A style has the number of its own format and font; Excel takes them whether or not ``applyNumberFormat``
says so, and whatever the named style behind it has (tealeg/xlsx, pull request 162). Where letters and fill are of one
colour, nobody sees what is stored.
"""

from __future__ import annotations

from functools import partial

from vbpqip.core.cells import Cell, Marked, ShownAs, Stored
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.colours import colour_of
from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.number_formats import BUILT_IN, NOT_UNDERSTOOD, WHITE, NumberFormat, read_format
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.text_runs import aligned, struck
from vbpqip.workbook.ooxml.xml_events import Attributes, Grammar, Listener, Opened, parse

MOST_STYLES = 65_490
"""Of cells in a workbook (Microsoft, Excel specifications and limits); fonts are bounded by bytes alone."""

MOST_FORMATS = 1_000
"""Number formats of a workbook that are understood, where cells have them; Excel takes no more than 250."""

_ROOTS = frozenset({"styleSheet"})
_MOST_DIGITS = 6
_NUMBER, _PLAIN = Stored.NUMBER, Marked.PLAIN
_LISTS = ("numFmts", "fonts", "fills", "cellXfs")
_GRAMMAR = Grammar(
    {
        **dict.fromkeys((*_LISTS, "cellStyleXfs"), _ROOTS),
        "xf": frozenset({"cellStyleXfs", "cellXfs"}),
    }
)


class CellStyle(NamedTuple):
    """What a cell style does to a stored value.

    ``is_quiet`` is where texts and whole numbers stay as they are. What is written in the colour of what it stands on
    is nothing to its number format.
    """

    number_format: NumberFormat
    marked: Marked = Marked.PLAIN
    is_quiet: bool = False

    def applied(self, cell: Cell) -> Cell:
        """Return a cell as the style shows it; a mark of its own text stays."""
        if self.is_quiet and (cell.stored is not _NUMBER or cell.text.isdecimal()):
            return cell
        shown_as = cell.shown_as if cell.shown_as is ShownAs.NOTHING else self._shown_as(cell)
        marked = self.marked if cell.marked is _PLAIN else cell.marked
        if shown_as is cell.shown_as and marked is cell.marked:
            return cell
        return Cell(cell.stored, cell.text, cell.formula, shown_as, marked, cell.seen)

    def _shown_as(self, cell: Cell) -> ShownAs:
        return self.number_format.number(cell.text) if cell.stored is _NUMBER else self.number_format.text_as


class _Stored(NamedTuple):
    """A cell style as it is stored: the numbers of its format, its font and its fill, empty where it has none."""

    number_format: str
    font: str
    fill: str


class _Reading:
    """Collects formats, fonts, fills and cell styles, each from the list that is theirs: other lists have such too.

    The colour of a font or fill is empty where it has none of its own.
    """

    def __init__(self) -> None:
        self.formats: dict[int, str | None] = {}
        self.fonts: list[Marked] = []
        self.letters: list[str] = []
        self.fills: list[str] = []
        self.styles: list[_Stored] = []
        self.within = ""

    def enter(self, name: str, _: Attributes) -> None:
        self.within = name

    def leave(self, _: str) -> None:
        self.within = ""

    def number_format(self, attributes: Attributes) -> None:
        number = _number(attributes.get("numFmtId", ""))
        if self.within == "numFmts" and number is not None:
            code = attributes.get("formatCode")
            self.formats[number] = code if self.formats.get(number, code) == code else None

    def font(self, _: Attributes) -> None:
        if self.within == "fonts":
            self.fonts.append(Marked.PLAIN)
            self.letters.append("")

    def letter_colour(self, attributes: Attributes) -> None:
        if self.within == "fonts" and self.letters:
            self.letters[-1] = colour_of(attributes)

    def fill(self, _: Attributes) -> None:
        if self.within == "fills":
            self.fills.append("")

    def pattern(self, attributes: Attributes) -> None:
        if self.within == "fills" and self.fills and attributes.get("patternType", "none") == "none":
            self.fills[-1] = WHITE

    def fill_colour(self, attributes: Attributes) -> None:
        if self.within == "fills" and self.fills and not self.fills[-1]:
            self.fills[-1] = colour_of(attributes)

    def mark(self, marked: Marked) -> None:
        if self.within == "fonts" and self.fonts and marked is not Marked.PLAIN:
            self.fonts[-1] = marked

    def style(self, attributes: Attributes) -> None:
        if self.within != "cellXfs":
            return
        if len(self.styles) == MOST_STYLES:
            reject(Rejection.TOO_MANY_CELLS, f"it has more than {MOST_STYLES:,} cell styles")
        self.styles.append(
            _Stored(attributes.get("numFmtId", "0"), attributes.get("fontId", ""), attributes.get("fillId", ""))
        )


class Styles(dict[str | None, CellStyle]):
    """The cell styles by a cell's attribute ``s``, each understood when the first cell asks for it.

    ``None`` is the first style, which is plain where there is none. A style that is not there, or whose format or font
    is not, is not understood.
    """

    def __init__(self, reading: _Reading | None = None) -> None:
        super().__init__()
        self._stored = reading or _Reading()
        self._formats: dict[int | None, NumberFormat] = {None: NOT_UNDERSTOOD}

    def __missing__(self, index: str | None) -> CellStyle:
        style = self._style(0 if index is None else _number(index))
        if index is None or len(index) <= _MOST_DIGITS:
            self[index] = style
        return style

    def _style(self, place: int | None) -> CellStyle:
        styles, fonts = self._stored.styles, self._stored.fonts
        if place is None or place >= max(len(styles), 1):
            return CellStyle(NOT_UNDERSTOOD)
        stored = styles[place] if styles else _Stored("0", "", "")
        font = _number(stored.font) if stored.font else None
        if stored.font and (font is None or font >= len(fonts)):
            return CellStyle(NOT_UNDERSTOOD)
        number_format = self._format(_number(stored.number_format))
        marked = Marked.PLAIN if font is None else fonts[font]
        ground = self._ground(stored.fill)
        if ground:
            number_format = number_format.seen_on(ground, "" if font is None else self._stored.letters[font])
        leaves_texts = marked is _PLAIN and number_format.text_as is ShownAs.NUMBER
        return CellStyle(number_format, marked, leaves_texts and number_format.shows_whole)

    def _ground(self, fill: str) -> str:
        """Return the colour of a fill, white where there is none; empty where it is not known."""
        place, fills = _number(fill) if fill else None, self._stored.fills
        return fills[place] if place is not None and place < len(fills) else WHITE

    def _format(self, number: int | None) -> NumberFormat:
        if number is not None and number not in self._formats and len(self._formats) <= MOST_FORMATS:
            own = self._stored.formats
            code = own[number] if number in own else BUILT_IN.get(number)
            self._formats[number] = NOT_UNDERSTOOD if code is None else read_format(code)
        return self._formats.get(number, NOT_UNDERSTOOD)


@read_once
def read_styles(part: str, content: bytes) -> Styles:
    """Read the styles part.

    Raises:
        UnreadableWorkbookError: it is damaged, or has more cell styles than the bound.
    """
    reading = _Reading()
    opened: dict[str, Opened] = {
        **{name: partial(reading.enter, name) for name in _LISTS},
        "numFmt": reading.number_format,
        "font": reading.font,
        "strike": lambda attributes: reading.mark(struck(attributes)),
        "vertAlign": lambda attributes: reading.mark(aligned(attributes)),
        "color": reading.letter_colour,
        "fill": reading.fill,
        "patternFill": reading.pattern,
        "fgColor": reading.fill_colour,
        "xf": reading.style,
    }
    closed = dict.fromkeys(_LISTS, reading.leave)
    parse(part, content, Listener(_ROOTS, opened, closed, _GRAMMAR, last="cellXfs"))
    return Styles(reading)


def _number(text: str) -> int | None:
    number = text.strip()
    return int(number) if len(number) <= _MOST_DIGITS and number.isascii() and number.isdecimal() else None
