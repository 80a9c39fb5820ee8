"""4xx: files that are copies of one another, and numbers that reports of two facilities have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.checking.catalogue.cross_report import SAME_FILE_AGAIN
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name


class Alike(NamedTuple):
    """One of the reports that have the same numbers: the facility that it names, and what its file is called."""

    facility: str
    name: str

    @property
    def normalized(self) -> str:
        """The facility as it is compared."""
        return normalized_name(self.facility)


def same_file_again(name: str, original: str) -> Finding:
    """Return what is found of a file that is another one, byte for byte."""
    return finding_of(SAME_FILE_AGAIN, Issue(None, f"The same file as {original}.", name, "a file for each report"))


def numbers_in_common(alike: Sequence[Alike]) -> Iterator[tuple[int, Issue]]:
    """Yield an issue, with its report's place in the list, for each whose numbers another facility has too.

    Args:
        alike: Reports with the same numbers; all of them name a facility.
    """
    first = alike[0]
    second = next((each for each in alike if each.normalized != first.normalized), None)
    for nth, each in enumerate(alike if second is not None else ()):
        other = first if each.normalized != first.normalized else second
        assert other is not None  # noqa: S101 -- there is another one
        message = f"The counts are those of {other.facility} in {other.name}."
        yield nth, Issue(None, message, each.facility, "each facility's own counts")
