"""Text runs: a text in the pieces that a file stores it in, and what their looks do to its characters.

Runs that differ in colour, font or size alone are one text. One that is raised, lowered or struck out is something else
to a person: a footnote's mark, a withdrawn figure; and one in white, or too small to read, is nothing. Phonetic guides
are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from vbpqip.core.cells import Cell, Marked, ShownAs
from vbpqip.core.characters import as_read
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.colours import colour_of
from vbpqip.workbook.ooxml.number_formats import WHITE
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.sheet_layout import is_below
from vbpqip.workbook.ooxml.stored_values import unescaped
from vbpqip.workbook.ooxml.xml_events import Attributes, Closed, Opened, Parents

MOST_RUNS = 32_767
"""A cell of a spreadsheet program holds no more characters than these."""

TEXTS = frozenset({"t"})
"""Elements that hold text alone."""

_LONGEST = 40
_MOST_SEEN = 4
_OFF = frozenset({"0", "false", "off"})
_MOVED = frozenset({Marked.RAISED, Marked.LOWERED, Marked.UNSEEN})
_SMALLEST = 4.0
"""Points, below which nobody reads a letter."""

_ALIGNED = {"": Marked.PLAIN, "baseline": Marked.PLAIN, "subscript": Marked.LOWERED}

_Run: TypeAlias = tuple[str, Marked]


class Text(NamedTuple):
    """A text; ``seen`` says in words what a person sees where it is not all plain, as ``marked`` says.

    ``is_unseen`` is where nothing at all is seen of it.
    """

    characters: str
    marked: Marked = Marked.PLAIN
    seen: str = ""
    is_unseen: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a person sees what it is."""
        return self.marked is Marked.PLAIN and not self.is_unseen

    def mark(self, cell: Cell) -> Cell:
        """Return the cell that stores the text, marked as it is."""
        if self.is_unseen:
            return cell._replace(shown_as=ShownAs.NOTHING)
        return cell if self.marked is Marked.PLAIN else cell._replace(marked=self.marked, seen=self.seen)


def aligned(attributes: Attributes) -> Marked:
    """Return what an alignment does to characters; one that is not known raises them.

    >>> aligned({"val": "Subscript"}), aligned({}), aligned({"val": "above"})
    (<Marked.LOWERED: 'lowered'>, <Marked.PLAIN: 'plain'>, <Marked.RAISED: 'raised'>)
    """
    return _ALIGNED.get(_val(attributes), Marked.RAISED)


def struck(attributes: Attributes) -> Marked:
    """Return what a line through characters does to them; it is drawn unless it is switched off.

    >>> struck({}), struck({"val": " False "})
    (<Marked.STRUCK: 'struck out'>, <Marked.PLAIN: 'plain'>)
    """
    return Marked.PLAIN if _val(attributes) in _OFF else Marked.STRUCK


def coloured(attributes: Attributes) -> Marked:
    """Return what a colour does to characters: cells are white as a rule, or nearly so.

    >>> coloured({"rgb": "FFFFFFFF"}), coloured({"theme": "1"})
    (<Marked.UNSEEN: 'white or tiny'>, <Marked.PLAIN: 'plain'>)
    """
    return Marked.UNSEEN if colour_of(attributes) == WHITE else Marked.PLAIN


def sized(attributes: Attributes) -> Marked:
    """Return what a size does to characters.

    >>> sized({"val": "1"}), sized({"val": "11"}), sized({})
    (<Marked.UNSEEN: 'white or tiny'>, <Marked.PLAIN: 'plain'>, <Marked.PLAIN: 'plain'>)
    """
    return Marked.UNSEEN if is_below(_SMALLEST, attributes.get("val")) else Marked.PLAIN


def _val(attributes: Attributes) -> str:
    return attributes.get("val", "").strip().casefold()


def parents_in(item: str) -> Parents:
    """Return where the elements of a text may stand, in the element that holds it."""
    in_look = dict.fromkeys(("vertAlign", "strike", "dstrike"), frozenset({"rPr"}))
    in_item = dict.fromkeys(("r", "rPh"), frozenset({item}))
    return {**in_item, **in_look, "t": frozenset({item, "r", "rPh"}), "rPr": frozenset({"r"})}


class TextRuns:
    """Collects one text from its elements. ``is_ambiguous`` is where it is given twice."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.is_ambiguous = False
        self._plain = 0
        self._in_run = False
        self._in_guide = False
        self._marked: Marked = Marked.PLAIN
        self._pieces: list[str] = []

    @property
    def opened(self) -> Mapping[str, Opened]:
        """What to call where an element begins."""
        return {
            "r": self._run_opened,
            "rPh": self._guide_opened,
            "vertAlign": lambda attributes: self._look(aligned(attributes)),
            **dict.fromkeys(("strike", "dstrike"), lambda attributes: self._look(struck(attributes))),
            "color": lambda attributes: self._look(coloured(attributes)),
            "sz": lambda attributes: self._look(sized(attributes)),
        }

    @property
    def closed(self) -> Mapping[str, Closed]:
        """What to call where an element ends."""
        return {"t": self._text_closed, "r": self._run_closed, "rPh": self._guide_closed}

    def taken(self) -> Text:
        """Return the text, and begin another."""
        text = _joined(self.runs)
        self.runs.clear()
        self.is_ambiguous, self._plain = False, 0
        return text

    def _run_opened(self, _: Attributes) -> None:
        self._in_run, self._marked = True, Marked.PLAIN
        self._pieces.clear()

    def _run_closed(self, _: str) -> None:
        self._in_run = False
        if not self._pieces:
            return
        self.is_ambiguous |= len(self._pieces) > 1 or self._plain > 0
        self._take("".join(self._pieces), self._marked)

    def _guide_opened(self, _: Attributes) -> None:
        self._in_guide = True

    def _guide_closed(self, _: str) -> None:
        self._in_guide = False

    def _look(self, marked: Marked) -> None:
        self._marked = self._marked if marked is Marked.PLAIN else marked

    def _text_closed(self, text: str) -> None:
        if self._in_guide:
            return
        if self._in_run:
            self._pieces.append(text)
            return
        self.is_ambiguous |= bool(self.runs)
        self._plain += 1
        self._take(text, Marked.PLAIN)

    def _take(self, text: str, marked: Marked) -> None:
        if len(self.runs) == MOST_RUNS:
            reject(Rejection.TOO_MANY_CELLS, f"one of its texts has more than {MOST_RUNS:,} pieces")
        self.runs.append((text, marked if as_read(text).strip() else Marked.PLAIN))


def _joined(runs: Sequence[_Run]) -> Text:
    """Return the text of runs.

    >>> _joined([("6500", Marked.PLAIN), ("1", Marked.RAISED)])[2]
    '6500 with a raised 1'
    >>> _joined([("65", Marked.STRUCK), (" 6500", Marked.PLAIN)])[2]
    '6500, struck out: 65'
    """
    characters = "".join(text for text, _ in runs)
    kinds = [marked for _, marked in runs if marked is not Marked.PLAIN]
    if not kinds:
        return Text(characters)
    if all(marked is Marked.UNSEEN or not as_read(text).strip() for text, marked in runs):
        return Text(characters, is_unseen=True)
    return Text(characters, kinds[0], _seen(runs))


def _seen(runs: Sequence[_Run]) -> str:
    """Return in words what a person sees: what is plain, what is raised or lowered, what is struck out."""
    pieces = [(marked, _cut("".join(text for text, _ in run))) for marked, run in groupby(runs, key=lambda run: run[1])]
    plain = _cut("".join(text for text, marked in runs if marked is Marked.PLAIN))
    moved = [marked.shows(text) for marked, text in pieces if marked in _MOVED]
    struck = [marked.shows(text) for marked, text in pieces if marked is Marked.STRUCK]
    beside = " with ".join(filter(None, (plain, _listed(moved))))
    return ", ".join(filter(None, (beside, _listed(struck))))


def _listed(words: Sequence[str]) -> str:
    return " and ".join((*words[:_MOST_SEEN], *(["more"] if len(words) > _MOST_SEEN else [])))


def _cut(text: str) -> str:
    """Return the beginning of a text on one line."""
    shown = " ".join(unescaped(text).split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}\u2026"
