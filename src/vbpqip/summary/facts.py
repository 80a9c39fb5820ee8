"""What the sheets and the page of a summary are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vbpqip.batch.records import FileState
from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import RULE, VersionStatus
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Assumption, Status
from vbpqip.kinds.assessed import effective_rules
from vbpqip.kinds.registry import known
from vbpqip.program.program import Program
from vbpqip.summary.heading import SummaryHeading
from vbpqip.summary.measured import TotalsByMeasure
from vbpqip.summary.options import SummaryOptions
from vbpqip.summary.tallies import Tallies

COUNTING_RULES = (
    RULE,
    "Late is who sent no accepted report by the due date, as far as days of receipt are known.",
    "Of reports of another period than the one collected, where one is, none counts.",
    "An error among the findings across files rejects a report, as an error within the report does.",
    "By measure each facility is counted once, by the report to the first receiver by name that has the measure.",
)
"""What the numbers of a summary rest on, beside the program's assumptions."""


class Counted(NamedTuple):
    """What is counted, and the numbers of each kind, in words."""

    title: str
    numbers: tuple[tuple[str, int], ...]


class Facts(NamedTuple):
    """The ledger, what was counted in it, and the program."""

    store: Store
    program: Program
    heading: SummaryHeading
    options: SummaryOptions
    tallies: Tallies
    measured: TotalsByMeasure
    periods: tuple[str, ...]

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by key, those that were removed too."""
        menus = (program.menu for program in (*self.program.agreements.values(), self.program))
        return {str(row.measure.key): row.measure for menu in menus for row in menu}

    def counts(self) -> tuple[Counted, ...]:
        """Return what became of the files, in words."""
        files = self.tallies.files
        of_files = (
            ("in the folder", files()),
            ("reviewed", files(state=FileState.REVIEWED)),
            ("failed, and will be reviewed by the next run", files(state=FileState.FAILED)),
            ("may hold a submission, and were not read", files(state=FileState.UNREAD)),
            ("skipped, because they are no submissions", files(state=FileState.SKIPPED)),
            ("ignored, as the run was told", files(state=FileState.IGNORED)),
        )
        of_reports = (
            ("accepted", files(status=Status.ACCEPTED)),
            ("rejected, because they have errors", files(status=Status.REJECTED)),
            ("blank, because nothing is entered in them", files(status=Status.BLANK)),
            ("unreadable", files(status=Status.UNREADABLE)),
        )
        of_accepted = (
            ("that count", files(standing=VersionStatus.COUNTS)),
            ("of another period than the one collected", files(standing=VersionStatus.OTHER_PERIOD)),
            ("superseded by a later one", files(standing=VersionStatus.SUPERSEDED)),
            ("duplicates", files(standing=VersionStatus.DUPLICATE)),
            ("ambiguous, so that none of them counts", files(standing=VersionStatus.AMBIGUOUS)),
            ("without a sender, receiver or period", files(standing=VersionStatus.UNNAMED)),
        )
        return Counted("Files", of_files), Counted("Reports", of_reports), Counted("Accepted reports", of_accepted)

    def verdicts(self, period: str) -> tuple[int, ...]:
        """Return how many reports of a period that count have each verdict."""
        return tuple(
            self.tallies.files(standing=VersionStatus.COUNTS, period=period, verdict=verdict) for verdict in Verdict
        )

    def attendance(self, period: str) -> tuple[int, ...]:
        """Return how many pairings of a period are in each state."""
        found = {str(state): count for state, count in self.store.rows("attendance_of_period", (period,))}
        return tuple(int(found.get(state, 0)) for state in Attendance)

    def assumptions(self) -> tuple[Assumption, ...]:
        """Return what is assumed in any of the periods of the pairings that reported in them."""
        areas = frozenset().union(*(kind.areas for kind in known()))
        every = (each for program, period in self._effective() for each in _assumed(program, period, areas))
        return tuple(dict.fromkeys(every))

    def _effective(self) -> Iterator[tuple[Program, str]]:
        """Yield each period with a program that is effective for a report of it."""
        if not self.program.agreements:
            yield from ((self.program, period) for period in self.periods)
            return
        rows = self.store.rows("pairings_by_period")
        found = ((self.program.for_pairing(facility, mco), period) for facility, mco, period in rows)
        yield from dict.fromkeys(each for each in found if each[1] in self.periods)


def _assumed(program: Program, named: str, areas: frozenset[str]) -> Iterable[Assumption]:
    period = program.years.named(named)
    return () if period is None else effective_rules(program, period, areas).assumptions
