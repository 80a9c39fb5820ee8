"""What the form's own conditions are about: its entries by what belongs in them, as formulas refer to them."""

from __future__ import annotations

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.ait_report.form import BASELINE, MEAN, RESULT
from vbpqip.kinds.ait_report.years import ait_years
from vbpqip.kinds.shared.numbers import Numbers, PeriodOnForm, by_period
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_TOTAL
from vbpqip.workbook.expr import Expr, Operand, Ref

YEAR_ROW = Ref("year_row")
"""Which of the years with a target is chosen, counted from 1; 0 where none is."""

YEAR = PeriodOnForm(YEAR_ROW, Ref("year_ordinal"), Ref("last_day_covered"))
QUARTER_OF_YEAR = PeriodOnForm(Ref("quarter_row"), Ref("year_ordinal"), Ref("last_day_covered"))
"""The same, counted among all periods of the program, for its numbers by period."""


def of_year(numbers: list[int]) -> Operand:
    """Return which of the years' numbers holds; where none is chosen, that of the first."""
    return by_period(YEAR_ROW, numbers)


class RowOnForm(NamedTuple):
    """A row of the table of measures."""

    nth: int
    measure: Measure
    program: Program

    def ref(self, name: str) -> Ref:
        """Return a cell of the row."""
        return Ref(name, self.nth)

    @property
    def cell(self) -> Ref:
        """Whether the measure is selected, as it is typed."""
        return self.ref("selected")

    @property
    def numbers(self) -> Numbers:
        """The program's numbers."""
        return Numbers(self.program, QUARTER_OF_YEAR)

    @property
    def pairs(self) -> tuple[tuple[AmountOnForm, AmountOnForm], ...]:
        """The entries of its baseline, and of its result."""
        return tuple(
            (AmountOnForm(self, self.ref(above), which), AmountOnForm(self, self.ref(below), which))
            for which, (above, below) in (("baseline", BASELINE), ("result", RESULT))
        )

    @property
    def mean(self) -> MeanOnForm:
        """The entries of its mean."""
        return MeanOnForm(self, *(self.ref(name) for name in MEAN))


class AmountOnForm(NamedTuple):
    """A numerator or a denominator, of a baseline or of a result."""

    row: RowOnForm
    cell: Ref
    which: str

    @property
    def numerator(self) -> Ref:
        """The numerator of its pair."""
        return self.row.ref(f"{self.which}_numerator")

    @property
    def denominator(self) -> Ref:
        """The denominator of its pair."""
        return self.row.ref(f"{self.which}_denominator")

    @property
    def above(self) -> Expr:
        """Whether both of its pair are counts, and the numerator is the larger one."""
        return self.row.ref(f"above_{self.which}") == 1

    @property
    def is_blank_result(self) -> Expr:
        """Whether it is that of a year's result, and nothing stands there."""
        return self.row.ref(f"blank_{self.which}") == 1

    @property
    def largest(self) -> int:
        """The largest count."""
        return LARGEST_TOTAL

    @property
    def measure(self) -> Measure:
        """Its measure."""
        return self.row.measure

    @property
    def numbers(self) -> Numbers:
        """The program's numbers."""
        return self.row.numbers


class MeanOnForm(NamedTuple):
    """The entries of a State mean."""

    row: RowOnForm
    value: Ref
    unit: Ref
    kind: Ref
    year: Ref
    source: Ref

    @property
    def cell(self) -> Ref:
        """The mean itself."""
        return self.value

    @property
    def measure(self) -> Measure:
        """Its measure."""
        return self.row.measure


class MeanPart(NamedTuple):
    """What stands beside a mean."""

    mean: MeanOnForm
    cell: Ref


class SelectionOnForm(NamedTuple):
    """The head of the answers: what is said of all rows together."""


def years_on_form(program: Program) -> list[int]:
    """Return of each year with a target which of the program's periods it is known by, counted from 1."""
    return [program.periods.index(year) + 1 for year in ait_years(program)]
