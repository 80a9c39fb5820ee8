"""A review context: a submission beside the program's numbers, which is all that a check may look at."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Blank, Day, Number, Typed
from vbpqip.core.measures import Measure, Scoring
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.submission import MeasureRow, Submission
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.entries import Field


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
        limited = self.numerator.measure.scoring is Scoring.PROPORTION or not denominator
        return None if limited and numerator > denominator else (numerator, denominator)


class ScoredRow(NamedTuple):
    """A selected row of a measure that is known and stands in the table once.

    ``quarters`` are its four pairs, earliest first; ``prior`` is its comparator, ``None`` where the period has none.
    ``counts`` are the quarters' counts, ``None`` where one of them cannot be calculated with.
    """

    row: MeasureRow
    measure: Measure
    quarters: tuple[NamedPair, ...]
    prior: NamedPair | None
    counts: tuple[tuple[int, int], ...] | None

    @property
    def is_blank(self) -> bool:
        """Whether the last quarter's numerator, where an annual result belongs, is blank."""
        return isinstance(self.quarters[-1].numerator.field.entry, Blank)


class ReviewContext(NamedTuple):
    """A submission and what it is compared with.

    ``period`` is ``None`` where the submission names none that a report is made for; rules of a period are then those
    of the program's first one, ``rules_of``. ``rows`` are the selected rows of known measures, ``counted`` the pairs of
    theirs in which counts belong, the comparator last. ``previous`` is the context of the report before, ``baseline``
    that of the baseline's report, each ``None`` where none was given.
    """

    submission: Submission
    program: Program
    period: Quarter | None
    menu: Mapping[str, Measure]
    rows: tuple[ScoredRow, ...]
    counted: tuple[NamedPair, ...] = ()
    received: date | None = None
    previous: "ReviewContext | None" = None
    previous_name: str = ""
    baseline: "ReviewContext | None" = None
    baseline_name: str = ""
    unread: Mapping[str, str] = {}
    in_folder: bool = False

    @property
    def attestation_bounds(self) -> tuple[date, date]:
        """The days between which a report is attested: the window's last one, and receipt or the program's end."""
        program = self.program
        return self.rules_of.last_day, self.received or program.dates(program.periods[-1]).doh_report_due

    @property
    def attested_on(self) -> date | None:
        """The day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""
        attested = self.submission.prepared_on
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

    @property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        return Occasion(self.submission.facility.text, self.period, self.rules_of, self.handed_in, self.received)

    @property
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

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are effective."""
        return self.program.first_period if self.period is None else self.period

    @property
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
    rows = _scored_rows(context)
    return context._replace(rows=rows, counted=tuple(_counted(rows)))


def _counted(rows: Iterable[ScoredRow]) -> Iterator[NamedPair]:
    for row in rows:
        if not row.measure.annual:
            yield from row.quarters
            if row.prior is not None:
                yield row.prior


def _scored_rows(context: ReviewContext) -> tuple[ScoredRow, ...]:
    rows: dict[str, ScoredRow] = {}
    for row in context.submission.rows:
        measure = context.menu.get(row.key.text)
        if row.is_selected and measure is not None and row.key.text not in rows:
            rows[row.key.text] = _scored_row(context, row, measure)
    return tuple(rows.values())


def _scored_row(context: ReviewContext, row: MeasureRow, measure: Measure) -> ScoredRow:
    chosen = zip(row.quarters, context.submission.quarters, strict=True)
    quarters = tuple(
        _pair(measure, pair, words.text or f"quarter {nth}", LARGEST_COUNT)
        for nth, (pair, words) in enumerate(chosen, start=1)
    )
    prior = _pair(measure, row.prior, "the prior report", LARGEST_TOTAL) if context.has_comparator else None
    counts = None if measure.annual else tuple(count for pair in quarters if (count := pair.counts) is not None)
    whole = None if counts is None or len(counts) < len(quarters) else counts
    return ScoredRow(row=row, measure=measure, quarters=quarters, prior=prior, counts=whole)


def _pair(measure: Measure, pair: tuple[Field, Field], when: str, largest: int) -> NamedPair:
    numerator, denominator = pair
    return NamedPair(
        NamedField(measure, f"numerator of {when}", numerator, largest, _count(numerator, largest)),
        NamedField(measure, f"denominator of {when}", denominator, largest, _count(denominator, largest)),
    )


def _count(field: Field, largest: int) -> int | None:
    match field.entry:
        case Number(value) if 0 <= value <= largest and value == value.to_integral_value():
            return int(value)
        case _:
            return None
