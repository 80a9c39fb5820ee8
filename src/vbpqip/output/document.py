"""A document about one review, or about one number of the program: plain values, whatever they are shown as.

Renderers are ``html``, ``text`` and ``sheets``; ``values`` says the same to programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.output.tone import Tone


class Mark(StrEnum):
    """The symbol at an entry in which something was found."""

    ERROR = "\N{BALLOT X}"
    WARNING = "!"


class SectionHeading(NamedTuple):
    """What the parts under it are about, up to the next one."""

    words: str


class VerdictLine(NamedTuple):
    """What became of a report."""

    words: str
    tone: Tone


class Paragraph(NamedTuple):
    """A paragraph; a strong one is what is asked of the reader, a small one explains."""

    words: str
    strong: bool = False
    small: bool = False


class Bullets(NamedTuple):
    """A list."""

    lines: tuple[str, ...]


class Verbatim(NamedTuple):
    """Lines that are shown to the letter."""

    lines: str


class FactList(NamedTuple):
    """What is known of something, in two columns."""

    rows: tuple[tuple[str, str], ...]


class ColumnHeading(NamedTuple):
    """A heading, how many cells of a row stand under it, and how wide each is where widths are set, in digits."""

    heading: str
    span: int = 1
    width: int = 20


class TableCell(NamedTuple):
    """A cell of a table; ``mark`` says that something was found in the entry that it shows."""

    words: str
    number: bool = False
    tone: Tone | None = None
    mark: Mark | None = None

    @property
    def marked(self) -> str:
        """Its mark and its words."""
        return self.words if self.mark is None else f"{self.mark} {self.words}"


class DocumentTable(NamedTuple):
    """A table; the first cell of each row is its heading.

    ``name`` is that of a sheet that shows it. ``in_words`` says the same where columns have no room; where it is empty,
    each cell is told behind its heading there.
    """

    caption: str
    columns: tuple[ColumnHeading, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    small: bool = False
    name: str = ""
    in_words: tuple[Part, ...] = ()

    @property
    def headings(self) -> list[str]:
        """The heading of each cell of a row."""
        return [column.heading for column in self.columns for _ in range(column.span)]


class Findings(NamedTuple):
    """Findings in groups of one kind, so that what to do is said once a group."""

    groups: Sequence[Sequence[Finding]]


class Notes(NamedTuple):
    """Findings about which nothing needs to be done."""

    findings: Sequence[Finding]


class Chart(NamedTuple):
    """A measure's rate by quarter, its rolling and its prior result, ``None`` where there is none.

    ``said`` is the same in words.
    """

    title: str
    unit: str
    said: str
    quarters: tuple[tuple[str, Fraction | None], ...]
    rolling: Fraction | None
    prior: Fraction | None


class Charts(NamedTuple):
    """The charts of a document, side by side."""

    charts: tuple[Chart, ...]


Part: TypeAlias = (
    SectionHeading | VerdictLine | Paragraph | Bullets | Verbatim | FactList | DocumentTable | Findings | Notes | Charts
)  # fmt: skip


def under_headings(words: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """Yield paragraphs, each under its heading."""
    for heading, paragraph in words:
        yield SectionHeading(heading)
        yield Paragraph(paragraph)


def parts_in_words(parts: Iterable[Part], *, without: tuple[type[Part], ...]) -> Iterator[Part]:
    """Yield parts but those of some types, explanations of those, and headings under which nothing is left."""
    heading: SectionHeading | None = None
    for part in parts:
        if isinstance(part, SectionHeading):
            heading = part
        elif not isinstance(part, without) and not (isinstance(part, Paragraph) and part.small):
            yield from () if heading is None else (heading,)
            yield part
            heading = None


class Document(NamedTuple):
    """What it is about, and its parts; ``basis`` are those on what it rests on, ``notice`` a word to the reader.

    ``values`` says the same to programs.
    """

    title: str
    lead: str
    parts: tuple[Part, ...]
    notice: str = ""
    basis: tuple[Part, ...] = ()
    values: Mapping[str, Any] = {}


class ExplainedSubject(NamedTuple):
    """Something that can be explained: the names that ask for it, and the making of its document."""

    names: tuple[str, ...]
    page: Callable[[], Document]
