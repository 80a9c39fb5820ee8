"""What the form's own conditions are about: its entries by what belongs in them, as formulas refer to them."""

from datetime import date
from typing import NamedTuple

from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, PRIOR, QUARTERS
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL, LEAVE_BLANK, NOT_APPLICABLE
from vbpqip.workbook.entries import LAST_SERIAL
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, all_, any_, expr, if_

OF_PERIOD = Ref("period_row")
"""Which of the program's periods is chosen, counted from 1; 0 where none is."""


class Numbers(NamedTuple):
    """The program's numbers as formulas take them: of the period that the form names, where they differ by period."""

    program: Program

    def whole(self, key: str) -> Operand:
        """Return a parameter of kind whole."""
        return by_period([self.program.whole(key, period) for period in self.program.periods])

    def share(self, key: str) -> tuple[Operand, Operand]:
        """Return numerator and denominator of a parameter of kind share."""
        shares = [self.program.share(key, period) for period in self.program.periods]
        return by_period([each.numerator for each in shares]), by_period([each.denominator for each in shares])


def by_period(numbers: list[int]) -> Operand:
    """Return which of the periods' numbers holds; where no period is chosen, that of the first."""
    if len(set(numbers)) == 1:
        return numbers[0]
    return Call("CHOOSE", Call("MAX", 1, OF_PERIOD), *numbers)


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
    def quarters(self) -> tuple["PairItem", ...]:
        """The pairs of the four quarters, earliest first."""
        return tuple(PairItem(self, f"numerator_{nth}", f"denominator_{nth}", LARGEST_COUNT) for nth in QUARTERS)

    @property
    def prior_pair(self) -> "PairItem":
        """The pair of the prior report."""
        return PairItem(self, *PRIOR, LARGEST_TOTAL)


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


class AnyItem(NamedTuple):
    """An entry, whatever belongs in it."""

    cell: Ref


class HeadItem(NamedTuple):
    """The head of the answers: what is said of all rows together."""

    numbers: Numbers


class AttestedDay(NamedTuple):
    """The day of the attestation, and the last one that it can have."""

    cell: Ref
    latest: date


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


class ContractItem(NamedTuple):
    """A row of the contract table."""

    nth: int
    numbers: Numbers

    def ref(self, name: str) -> Ref:
        """Return a cell of the row."""
        return Ref(f"contract_{name}", self.nth)


class ContractEntry(NamedTuple):
    """An entry of a contract."""

    contract: ContractItem
    cell: Ref


def trimmed(cell: Operand) -> Expr:
    """Return what is typed, without spaces around it."""
    return Call("TRIM", cell)


def says_nothing(cell: Operand) -> Expr:
    """Whether it is blank, or the form's own words for what stays blank; only where it is no error."""
    return any_(trimmed(cell) == "", Call("UPPER", trimmed(cell)) == LEAVE_BLANK.upper())


def says_na(cell: Operand) -> Expr:
    """Whether it is NA in one of its spellings; only where it is no error."""
    words = Call("UPPER", trimmed(cell))
    return any_(words == NOT_APPLICABLE, words == "N/A")


def reads(cell: Operand, words: str) -> Expr:
    """Whether it is that word, in capitals or not; only where it is no error."""
    return Call("UPPER", trimmed(cell)) == words.upper()


def row_in(cell: Operand, listed: Expr) -> Expr:
    """Return which of a list's words it is, counted from 1; 0 where it is none. No wildcard is honoured."""
    found = Call("MATCH", trimmed(cell), listed, 0)
    return Call("IFERROR", if_(Call("INDEX", listed, found) == trimmed(cell), found, 0), 0)


def is_day(cell: Operand) -> Expr:
    """Whether it is stored as a day, any that a spreadsheet has."""
    return if_(Call("ISNUMBER", cell), all_(expr(cell) >= 0, expr(cell) <= LAST_SERIAL), False)  # noqa: FBT003 -- a value of the sheet
