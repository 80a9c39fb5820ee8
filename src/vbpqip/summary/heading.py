"""What stands above each part of a summary: what folder it is of, as of when, by which rules, and which run."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.batch.expected import as_of
from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.version import __version__
from vbpqip.program.program import Program
from vbpqip.summary.options import SummaryOptions

SUMMARY_TITLE = "{target} performance reports: summary of a folder"


class SummaryHeading(NamedTuple):
    """The title, as of which day is judged who is missing, the folder, the program and its rules, and the run."""

    title: str
    as_of: str
    folder: str
    rules: str
    run: str

    def lines(self) -> Iterator[str]:
        """Yield what stands beneath the title."""
        yield self.as_of
        if self.folder:
            yield f"Folder: {self.folder}."
        yield f"{self.rules}."
        yield f"Run {self.run}: the same files under the same rules have the same number."


def summary_heading(store: Store, program: Program, options: SummaryOptions, run: str) -> SummaryHeading:
    """Return what stands above each part of a summary."""
    day = as_of(store, program)
    terms = f", terms: {program.terms}" if program.terms else ""
    return SummaryHeading(
        title=program.in_words(SUMMARY_TITLE),
        as_of="No day of receipt is known, so that nothing is late or missing." if day is None else f"As of {day}.",
        folder=options.folder,
        rules=f"{program.name}, program data {program.version}{terms}; vbpqip {__version__}",
        run=run,
    )
