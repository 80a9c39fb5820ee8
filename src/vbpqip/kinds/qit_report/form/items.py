"""What the form's own conditions are about: its entries by what belongs in them, as formulas refer to them."""

from __future__ import annotations

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, PRIOR, QUARTERS
from vbpqip.kinds.shared.numbers import Numbers
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.expr import Expr, Range, Ref

OF_PERIOD = Ref("period_row")
"""Which of the program's periods is chosen, counted from 1; 0 where none is."""


class QuarterItem(NamedTuple):
    """One of the four quarters, counted from 1, and which of the program's it is: 0 where it is none."""

    nth: int

    @property
    def cell(self) -> Ref:
        """Where it is chosen."""
        return Ref(f"quarter_{self.nth}")

    @property
    def row(self) -> Ref:
        """Which of the program's quarters it is."""
        return Ref(f"quarter_row_{self.nth}")


class RowItem(NamedTuple):
    """A row of the measure table."""

    nth: int
    measure: Measure
    numbers: Numbers

    def ref(self, name: str) -> Ref:
        """Return a cell of the row."""
        return Ref(name, self.nth)

    @property
    def cell(self) -> Ref:
        """Whether the measure is selected, as it is typed."""
        return self.ref("selected")

    @property
    def counts(self) -> Range:
        """All entries of the four quarters."""
        return Range(self.ref(ENTERED_COUNTS[0]), self.ref(ENTERED_COUNTS[-1]))

    @property
    def prior(self) -> Range:
        """The two entries of the prior report."""
        return Range(self.ref(PRIOR[0]), self.ref(PRIOR[1]))

    @property
    def quarters(self) -> tuple[PairItem, ...]:
        """The pairs of the four quarters, earliest first."""
        return tuple(PairItem(self, f"numerator_{nth}", f"denominator_{nth}", LARGEST_COUNT) for nth in QUARTERS)

    @property
    def prior_pair(self) -> PairItem:
        """The pair of the prior report."""
        return PairItem(self, *PRIOR, LARGEST_TOTAL)

    @property
    def pairs(self) -> tuple[PairItem, ...]:
        """All of them."""
        return (*self.quarters, self.prior_pair)


class PairItem(NamedTuple):
    """A numerator and its denominator; ``largest`` bounds a count."""

    row: RowItem
    of_numerator: str
    of_denominator: str
    largest: int

    @property
    def numerator(self) -> Ref:
        """The numerator."""
        return self.row.ref(self.of_numerator)

    @property
    def denominator(self) -> Ref:
        """The denominator."""
        return self.row.ref(self.of_denominator)

    @property
    def is_prior(self) -> bool:
        """Whether it is that of the prior report."""
        return self.of_numerator == PRIOR[0]

    @property
    def suffix(self) -> str:
        """What names of its own end with."""
        return "prior" if self.is_prior else str(self.nth)

    @property
    def above(self) -> Expr:
        """Whether both are counts, and the numerator is the larger one."""
        return self.row.ref(f"above_{self.suffix}") == 1

    @property
    def nth(self) -> int:
        """Which quarter it is of, counted from 1."""
        return int(self.of_numerator.rpartition("_")[2])


class EntryItem(NamedTuple):
    """An entry of a pair: a count, an annual result, or what stands beside one."""

    pair: PairItem
    cell: Ref

    @property
    def is_numerator(self) -> bool:
        """Whether it is the numerator."""
        return self.cell.name == self.pair.of_numerator

    @property
    def numerator(self) -> Ref:
        """The numerator of its pair."""
        return self.pair.numerator

    @property
    def denominator(self) -> Ref:
        """The denominator of its pair."""
        return self.pair.denominator

    @property
    def is_blank_result(self) -> Expr:
        """Whether it is that of an annual result, and nothing stands there."""
        return self.pair.row.ref(f"blank_{self.pair.suffix}") == 1

    @property
    def above(self) -> Expr:
        """Whether both of its pair are counts, and the numerator is the larger one."""
        return self.pair.above

    @property
    def largest(self) -> int:
        """The largest count."""
        return self.pair.largest

    @property
    def measure(self) -> Measure:
        """Its measure."""
        return self.pair.row.measure

    @property
    def numbers(self) -> Numbers:
        """The program's numbers."""
        return self.pair.row.numbers


class HeadItem(NamedTuple):
    """The head of the answers: what is said of all rows together."""

    numbers: Numbers


class DaysItem(NamedTuple):
    """A denominator that counts patient days, beside those of the other rows: of the same quarter, by row."""

    pair: PairItem
    of_group: tuple[Ref, ...]

    @property
    def days(self) -> Ref:
        """The patient days, where they can be calculated with."""
        return self.pair.row.ref(f"patient_days_{self.pair.nth}")

    @property
    def above(self) -> tuple[Ref, ...]:
        """Those of the rows above."""
        return tuple(each for each in self.of_group if each.nth < self.pair.row.nth)


DEVICE_DAYS = "device days"
"""What the workings say in place of patient days that are rather device days."""
