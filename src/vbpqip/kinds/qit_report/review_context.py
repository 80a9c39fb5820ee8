"""A review context: a submission beside the program's numbers, which is all that a check may look at."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Blank, Day, Number, Typed
from vbpqip.core.measures import Count, Measure, Scoring
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES
from vbpqip.kinds.qit_report.submission import OF_RULES, MeasureRow, Submission
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms
from vbpqip.workbook.answers import QUARTERS_OF_A_TOTAL
from vbpqip.workbook.entries import Field
from vbpqip.workbook.entry_types import AnyField
from vbpqip.workbook.form import Column, Table

_PROPORTION = Scoring.PROPORTION


class NamedField(NamedTuple):
    """An entry, its measure, and its name such as ``numerator of DY2 Q3``; ``largest`` bounds a count.

    ``as_count`` is the count that can be calculated with, ``None`` where the entry is none.
    """

    measure: Measure
    name: str
    field: Field
    largest: int
    as_count: int | None

    @property
    def title(self) -> str:
        """The measure and the entry's name."""
        return f"{self.measure.short_title}, {self.name}"


class NamedPair(NamedTuple):
    """A numerator and its denominator."""

    numerator: NamedField
    denominator: NamedField

    @property
    def counts(self) -> tuple[int, int] | None:
        """The two counts, ``None`` where one is none, or where there are more events than could have occurred."""
        numerator, denominator = self.numerator.as_count, self.denominator.as_count
        if numerator is None or denominator is None:
            return None
        limited = self.numerator.measure.scoring is _PROPORTION or not denominator
        return None if limited and numerator > denominator else (numerator, denominator)


class ScoredRow(NamedTuple):
    """A selected row of a measure that is known and stands in the table once.

    ``quarters`` are its four pairs, earliest first; ``prior`` is its comparator, ``None`` where the period has none.
    ``counts`` are the quarters' counts, and ``window`` is all of them together, ``None`` where one of them cannot be
    calculated with.
    """

    row: MeasureRow
    measure: Measure
    quarters: tuple[NamedPair, ...]
    prior: NamedPair | None
    counts: tuple[tuple[int, int], ...] | None
    window: Count | None

    @property
    def pairs(self) -> tuple[NamedPair, ...]:
        """Its pairs, the comparator last."""
        return self.quarters if self.prior is None else (*self.quarters, self.prior)

    @property
    def is_blank(self) -> bool:
        """Whether the last quarter's numerator, where an annual result belongs, is blank."""
        return isinstance(self.quarters[-1].numerator.field.entry, Blank)


class _Parts(NamedTuple):
    submission: Submission
    program: Program
    period: Quarter | None
    menu: Mapping[str, Measure]
    rows: tuple[ScoredRow, ...]
    received: date | None = None
    previous: "ReviewContext | None" = None
    previous_name: str = ""
    baseline: "ReviewContext | None" = None
    baseline_name: str = ""
    unread: Mapping[str, str] = {}
    in_folder: bool = False


class ReviewContext(_Parts):
    """A submission and what it is compared with; what several checks ask for is calculated once.

    ``period`` is ``None`` where the submission names none that a report is made for; rules of a period are then those
    of the program's first one, ``rules_of``. ``rows`` are the selected rows of known measures. ``previous`` is the
    context of the report before, ``baseline`` that of the baseline's report, each ``None`` where none was given.
    """

    @cached_property
    def counted(self) -> tuple[NamedPair, ...]:
        """The pairs of the rows in which counts belong, of each row the comparator last."""
        return tuple(pair for row in self.rows if not row.measure.annual for pair in row.pairs)

    @cached_property
    def counts(self) -> tuple[NamedField, ...]:
        """The entries in which counts belong."""
        return tuple(field for pair in self.counted for field in pair)

    @cached_property
    def no_counts(self) -> tuple[NamedField, ...]:
        """The entries in which counts belong, as far as they hold none that can be calculated with."""
        return tuple(field for field in self.counts if field.as_count is None)

    @cached_property
    def results(self) -> tuple[NamedPair, ...]:
        """The pairs in which an annual result and ``NA`` belong, of each row the comparator last."""
        return tuple(pair for row in self.rows if row.measure.annual for pair in row.pairs[len(row.quarters) - 1 :])

    @cached_property
    def further(self) -> tuple[tuple[str, AnyField], ...]:
        """The entries of columns that no rule reads, each with its title: such as one that is only to be told."""
        entries, submission = self.submission.entries, self.submission
        measures = zip(submission.rows, entries.tables.get(MEASURES.name, ()), strict=False)
        contracts = zip(submission.contracts, entries.tables.get(CONTRACT_TABLE.name, ()), strict=False)
        named = (
            (MEASURES.sheet, ((self.measure_name(each), row) for each, row in measures if each.is_selected)),
            (CONTRACT_TABLE.sheet, ((each.called, row) for each, row in contracts)),
        )
        further = ((rows, _further_columns(entries.form.table_on(sheet))) for sheet, rows in named)
        return tuple(
            (f"{name}, {each.in_a_sentence}", row[each.name])
            for rows, columns in further
            if columns
            for name, row in rows
            for each in columns
        )

    @cached_property
    def unusual_numbers(self) -> tuple[tuple[str, Field], ...]:
        """The entries that are calculated with and are not typed, or not shown, plainly, each with its title."""
        named = (each for pair in (*self.counted, *self.results) for each in pair)
        levels = (row for row in self.submission.contracts if not row.level.is_plain)
        return (
            *((each.title, each.field) for each in named if not each.field.is_plain),
            *((f"{row.called}, VBP level", row.level) for row in levels),
            *((title, each) for title, each in self.further if isinstance(each, Field) and not each.is_plain),
        )

    def measure_name(self, row: MeasureRow) -> str:
        """Return what a row is called: its measure's title, else its key, else its place."""
        key = row.key.text
        return self.menu[key].short_title if key in self.menu else key or f"Row {row.key.at.row + 1}"

    @cached_property
    def quarters(self) -> tuple[Quarter | None, ...]:
        """The quarters that the columns of counts are for, ``None`` where none is named that the program knows."""
        named = self.submission.named_quarters(self.program.years)
        return tuple(quarter if quarter in self.program.quarters else None for quarter in named)

    @cached_property
    def attestation_bounds(self) -> tuple[date, date]:
        """The days between which a report is attested: the window's last one, and receipt or the program's end."""
        program = self.program
        return self.rules_of.last_day, self.received or program.dates(program.periods[-1]).doh_report_due

    @cached_property
    def attested_on(self) -> date | None:
        """The day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""
        attested = self.submission.attested_on
        earliest, latest = self.attestation_bounds
        match attested.entry:
            case Day(value) if attested.typed is not Typed.AS_FORMULA and earliest <= value <= latest:
                return value
            case _:
                return None

    @property
    def handed_in(self) -> date | None:
        """The day on which the report was received, else on which it can have been attested; ``None`` if not known."""
        return self.received or self.attested_on

    @cached_property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        return Occasion(self.submission.facility.text, self.period, self.rules_of, self.handed_in, self.received)

    @cached_property
    def credit_terms(self) -> CreditTerms:
        """The program's numbers on credits."""
        program, quarter = self.program, self.rules_of
        return CreditTerms(
            lowest_level=program.whole("credits.lowest_level", quarter),
            quarters=program.whole("credits.quarters", quarter),
            most_at_once=program.whole("credits.most_at_once", quarter),
            recertification_opens_window=program.flag("credits.recertification_opens_window", quarter),
            last_period=program.periods[-1],
        )

    def is_pending(self, row: ScoredRow) -> bool:
        """Whether a row's annual result is blank because its own, later due date is still to come."""
        if self.period is None or not row.measure.late_result or self.handed_in is None:
            return False
        dates = self.program.dates(self.period)
        return dates.is_extended and self.handed_in <= dates.late_results_due and row.is_blank

    @cached_property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are effective."""
        return self.program.first_period if self.period is None else self.period

    @cached_property
    def is_baseline(self) -> bool:
        """Whether the report is of the baseline period."""
        return self.period == self.program.baseline

    @property
    def has_comparator(self) -> bool:
        """Whether the period is known and measured against something."""
        return self.period is not None and not self.is_baseline


def context_of(submission: Submission, program: Program, options: ReviewOptions = ReviewOptions()) -> ReviewContext:  # noqa: B008 -- a value
    """Lay a submission, and the reports before it, beside the numbers that apply to its pairing."""
    agreed = program.for_pairing(submission.facility.text, submission.mco.text)
    previous, baseline = (
        None if earlier is None else _context_alone(earlier, agreed) for earlier in (options.previous, options.baseline)
    )
    return _context_alone(submission, agreed)._replace(
        received=options.received,
        previous=previous,
        previous_name=options.previous_name,
        baseline=baseline,
        baseline_name=options.baseline_name,
        unread=options.unread,
        in_folder=options.in_folder,
    )


def _context_alone(submission: Submission, program: Program) -> ReviewContext:
    period = program.years.parse(submission.period.text)
    period = period if period in program.periods else None
    menu = program.menu_of(period or program.first_period)
    context = ReviewContext(submission=submission, program=program, period=period, menu=menu, rows=())
    return context._replace(rows=_scored_rows(context))


def _scored_rows(context: ReviewContext) -> tuple[ScoredRow, ...]:
    quarters = enumerate(context.submission.quarters, start=1)
    names = tuple(_names(words.text or f"quarter {nth}") for nth, words in quarters)
    largest = context.submission.largest_count
    rows: dict[str, ScoredRow] = {}
    for row in context.submission.rows:
        measure = context.menu.get(row.key.text)
        if row.is_selected and measure is not None and row.key.text not in rows:
            rows[row.key.text] = _scored_row(row, measure, names, largest, has_comparator=context.has_comparator)
    return tuple(rows.values())


def _names(when: str) -> tuple[str, str]:
    return f"numerator of {when}", f"denominator of {when}"


_PRIOR_NAMES = _names("the prior report")


def _scored_row(
    row: MeasureRow, measure: Measure, names: tuple[tuple[str, str], ...], largest: int, *, has_comparator: bool
) -> ScoredRow:
    quarters = tuple(_pair(measure, pair, named, largest) for pair, named in zip(row.quarters, names, strict=True))
    prior = _pair(measure, row.prior, _PRIOR_NAMES, QUARTERS_OF_A_TOTAL * largest) if has_comparator else None
    counts = None if measure.annual else tuple(count for pair in quarters if (count := pair.counts) is not None)
    whole = None if counts is None or len(counts) < len(quarters) else counts
    window = None if whole is None else Count(sum(each[0] for each in whole), sum(each[1] for each in whole))
    return ScoredRow(row, measure, quarters, prior, whole, window)


def _pair(measure: Measure, pair: tuple[Field, Field], names: tuple[str, str], largest: int) -> NamedPair:
    numerator, denominator = pair
    return NamedPair(
        NamedField(measure, names[0], numerator, largest, _count(numerator, largest)),
        NamedField(measure, names[1], denominator, largest, _count(denominator, largest)),
    )


def _count(field: Field, largest: int) -> int | None:
    if not isinstance(field.entry, Number):
        return None
    value = field.entry.value
    count = int(value)
    return count if count == value and 0 <= count <= largest else None


def _further_columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.entries if column.name not in OF_RULES)
