"""A case: a submission beside the program's numbers, which is all that a check may look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.domain.measures import Measure
from vbpqip.domain.quarters import Quarter
from vbpqip.program.program import Program
from vbpqip.reading.submission import MeasureRow, Submission


class ScoredRow(NamedTuple):
    """A selected row of a measure that is known and stands in the table once."""

    row: MeasureRow
    measure: Measure


class Case(NamedTuple):
    """A submission and what it is held against.

    ``period`` is ``None`` where the submission names none that a report is made for; rules of a period are then those
    of the program's first one, ``rules_of``. ``rows`` are the selected rows of known measures.
    """

    submission: Submission
    program: Program
    period: Quarter | None
    menu: Mapping[str, Measure]
    rows: tuple[ScoredRow, ...]

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are in force."""
        return self.program.first_period if self.period is None else self.period

    @property
    def is_baseline(self) -> bool:
        """Whether the report is of the baseline period."""
        return self.period == self.program.baseline


def case_of(submission: Submission, program: Program) -> Case:
    """Lay a submission beside the program's numbers of its period."""
    period = Quarter.parse(submission.period.text)
    period = period if period in program.periods else None
    menu = {str(measure.key): measure for measure in program.measures(period or program.first_period)}
    return Case(submission=submission, program=program, period=period, menu=menu, rows=_scored_rows(submission, menu))


def _scored_rows(submission: Submission, menu: Mapping[str, Measure]) -> tuple[ScoredRow, ...]:
    rows: dict[str, ScoredRow] = {}
    for row in submission.rows:
        measure = menu.get(row.key.text)
        if row.is_selected and measure is not None:
            rows.setdefault(row.key.text, ScoredRow(row=row, measure=measure))
    return tuple(rows.values())
