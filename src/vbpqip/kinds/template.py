"""Forms to fill in: the options that a kind has beside period and parties, and what answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.program import Program
from vbpqip.workbook.form_content import FormContent


class Takes(Enum):
    """What an option is given: any number of texts, a report of the kind or of another, or a batch's folder of results.

    A report is reviewed before the kind sees it; of the results it sees what reports of the period say to others.
    """

    TEXTS = auto()
    REPORT = auto()
    OTHER_REPORT = auto()
    RESULTS = auto()


class TemplateOption(NamedTuple):
    """An option of a kind's own; one that is called ``previous`` is given as ``--previous``.

    ``offers`` yields what a shell can complete of its texts under a program.
    """

    name: str
    metavar: str
    words: str
    takes: Takes
    offers: Callable[[Program], Iterable[str]] | None = None


class FilledForm(NamedTuple):
    """A form to fill in: what stands in it already, what writes it, and in words what could not be filled in."""

    filled: FormContent
    write: Callable[[FormContent], bytes]
    left_open: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        """The form as an xlsx file."""
        return self.write(self.filled)
