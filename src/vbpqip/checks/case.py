"""A case: a submission beside the program's numbers, which is all that a check may look at."""

from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.domain.measures import Measure
from vbpqip.domain.quarters import Quarter
from vbpqip.form.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.program.program import Program
from vbpqip.reading.entries import Field
from vbpqip.reading.submission import MeasureRow, Submission


class NamedField(NamedTuple):
    """An entry, its measure, and its name such as ``numerator of DY2 Q3``; ``largest`` bounds a count."""

    measure: Measure
    name: str
    field: Field
    largest: int

    @property
    def title(self) -> str:
        """The measure and the entry's name."""
        return f"{self.measure.short_title}, {self.name}"


class NamedPair(NamedTuple):
    """A numerator and its denominator."""

    numerator: NamedField
    denominator: NamedField


class ScoredRow(NamedTuple):
    """A selected row of a measure that is known and stands in the table once.

    ``quarters`` are its four pairs, earliest first; ``prior`` is its comparator, ``None`` where the period has none.
    """

    row: MeasureRow
    measure: Measure
    quarters: tuple[NamedPair, ...]
    prior: NamedPair | None


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

    @property
    def has_comparator(self) -> bool:
        """Whether the period is known and measured against something."""
        return self.period is not None and not self.is_baseline


def case_of(submission: Submission, program: Program) -> Case:
    """Lay a submission beside the program's numbers of its period."""
    period = Quarter.parse(submission.period.text)
    period = period if period in program.periods else None
    menu = {str(measure.key): measure for measure in program.measures(period or program.first_period)}
    case = Case(submission=submission, program=program, period=period, menu=menu, rows=())
    return case._replace(rows=_scored_rows(case))


def _scored_rows(case: Case) -> tuple[ScoredRow, ...]:
    rows: dict[str, ScoredRow] = {}
    for row in case.submission.rows:
        measure = case.menu.get(row.key.text)
        if row.is_selected and measure is not None and row.key.text not in rows:
            rows[row.key.text] = _scored_row(case, row, measure)
    return tuple(rows.values())


def _scored_row(case: Case, row: MeasureRow, measure: Measure) -> ScoredRow:
    chosen = zip(row.quarters, case.submission.quarters, strict=True)
    quarters = tuple(
        _pair(measure, pair, words.text or f"quarter {nth}", LARGEST_COUNT)
        for nth, (pair, words) in enumerate(chosen, start=1)
    )
    prior = _pair(measure, row.prior, "the prior report", LARGEST_TOTAL) if case.has_comparator else None
    return ScoredRow(row=row, measure=measure, quarters=quarters, prior=prior)


def _pair(measure: Measure, pair: tuple[Field, Field], when: str, largest: int) -> NamedPair:
    numerator, denominator = pair
    return NamedPair(
        NamedField(measure, f"numerator of {when}", numerator, largest),
        NamedField(measure, f"denominator of {when}", denominator, largest),
    )
