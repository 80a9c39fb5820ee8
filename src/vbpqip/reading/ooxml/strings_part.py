"""The shared strings part: the texts that cells refer to by number.

Formatting of rich text is left out, and so are phonetic guides. White space is kept as stored, with
and without ``xml:space="preserve"``; so are escapes such as ``_x0041_``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vbpqip.reading.ooxml.plain_spelling import plain_strings
from vbpqip.reading.ooxml.refusals import Refusal, refuse
from vbpqip.reading.ooxml.xml_events import Attributes, Listener, parse

MOST_STRINGS = 500_000
MOST_RUNS = 32_767
"""A cell of a spreadsheet program holds no more characters than these."""

_ROOTS = frozenset({"sst"})


@dataclass(eq=False, repr=False)
class TextRuns:
    """Collects the runs of one text from the ``t`` elements outside phonetic guides (``rPh``)."""

    runs: list[str] = field(default_factory=list)
    in_guide: bool = False

    def guide_opened(self, _: Attributes) -> None:
        """Leave out what follows."""
        self.in_guide = True

    def guide_closed(self, _: str) -> None:
        """Take what follows."""
        self.in_guide = False

    def run_closed(self, text: str) -> None:
        """Take one run."""
        if len(self.runs) == MOST_RUNS:
            refuse(Refusal.TOO_MANY_CELLS, f"one of its texts has more than {MOST_RUNS:,} pieces")
        if not self.in_guide:
            self.runs.append(text)


def read_strings(part: str, content: bytes) -> tuple[str, ...]:
    """Return the texts in order.

    Raises:
        UnreadableWorkbookError: the part is damaged, or has more texts than the bound.
    """
    plain, rest = plain_strings(content)
    others = _parsed(part, rest)
    if len(others) != plain.count(None):
        return _parsed(part, content)
    following = iter(others)
    return tuple(next(following) if text is None else text for text in plain)


def _parsed(part: str, content: bytes) -> tuple[str, ...]:
    strings: list[str] = []
    text = TextRuns()

    def item_closed(_: str) -> None:
        if len(strings) == MOST_STRINGS:
            refuse(Refusal.TOO_MANY_CELLS, f"it has more than {MOST_STRINGS:,} texts")
        strings.append("".join(text.runs))
        text.runs.clear()

    opened = {"rPh": text.guide_opened}
    closed = {"t": text.run_closed, "rPh": text.guide_closed, "si": item_closed}
    parse(part, content, Listener(roots=_ROOTS, opened=opened, closed=closed))
    return tuple(strings)
