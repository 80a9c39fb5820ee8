"""A review context: a submission beside the program's numbers, which is all that a check may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Blank, Location
from vbpqip.core.measures import Count, Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS, FEEDBACK_KIND, TITLE
from vbpqip.kinds.qit_report.model import MeasureRow, Submission, further_columns
from vbpqip.kinds.shared.attestation import Attestation, day_attested
from vbpqip.kinds.shared.contracts import ContractRow
from vbpqip.kinds.shared.counts import AnyCount, NamedField, NamedPair, count_of
from vbpqip.kinds.shared.received import Accepted
from vbpqip.kinds.shared.typed import TitledField, is_number_or_day, no_counts
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms
from vbpqip.workbook.answers import LARGEST_COUNT, QUARTERS_OF_A_TOTAL
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.entry_types import EntryType
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.stamp import Stamp


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
    def last(self) -> NamedField:
        """The last quarter's numerator, where an annual result belongs."""
        return self.quarters[-1].numerator

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands where an annual result belongs."""
        return isinstance(self.last.field.entry, Blank)

    @property
    def early(self) -> tuple[NamedField, ...]:
        """The entries that stay blank in an annual measure."""
        return tuple(field for pair in self.quarters[:-1] for field in pair)


class _Parts(NamedTuple):
    submission: Submission
    program: Program
    period: Quarter | None
    menu: Mapping[str, Measure]
    rows: tuple[ScoredRow, ...]
    received: date | None = None
    previous: ReviewContext | None = None
    previous_name: str = ""
    baseline: ReviewContext | None = None
    baseline_name: str = ""
    unread: Mapping[str, str] = {}
    in_folder: bool = False


class ReviewContext(_Parts):
    """A submission and what it is compared with; what several checks ask for is calculated once.

    ``period`` is ``None`` where the submission names none that a report is made for; rules of a period are then those
    of the program's first one, ``rules_of``. ``rows`` are the selected rows of known measures. ``previous`` is the
    context of the report before, ``baseline`` that of the baseline's report, each ``None`` where none was given.
    """

    @property
    def facility(self) -> TextField:
        """The facility as it is named."""
        return self.submission.facility

    @property
    def mco(self) -> TextField:
        """The MCO as it is named."""
        return self.submission.mco

    @property
    def named_period(self) -> TextField:
        """The period as it is chosen."""
        return self.submission.period

    @property
    def chosen_quarters(self) -> tuple[TextField, ...]:
        """The quarters that the columns of counts are for, as they are chosen, earliest first."""
        return self.submission.quarters

    @property
    def answers(self) -> tuple[MeasureRow, ...]:
        """All rows of the table of measures."""
        return self.submission.rows

    @cached_property
    def removed_measures(self) -> Mapping[str, Measure]:
        """The measures that were taken from the menu before the period, by key."""
        removed = (row.measure for row in self.program.menu if row.measure.removed is not None)
        return {str(each.key): each for each in removed if each.key not in self.menu}

    @property
    def entries(self) -> Entries:
        """All that was read, and what the workbook is like beside it."""
        return self.submission.entries

    @property
    def stamp(self) -> Stamp:
        """What the workbook says of itself."""
        return self.submission.stamp

    @property
    def accepted(self) -> Accepted:
        """What is accepted as a QIT report."""
        return Accepted(self.program.in_words(f"a {TITLE}"), "table of measures", ACCEPTED_VERSIONS, FEEDBACK_KIND)

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and nothing of the measure table."""
        return self.submission.is_of_another_kind

    @property
    def entries_that_count(self) -> Iterator[Location]:
        """Where the entries stand that a verdict rests on; those of a measure that is not selected do not count."""
        submission = self.submission
        heading = (submission.facility, submission.mco, submission.period, *submission.quarters)
        yield from (words.at for words in heading)
        for row in self.rows:
            yield row.row.selected.at
            yield from (each.field.at for pair in row.pairs for each in pair)
        for contract in submission.contracts:
            yield from (field.at for field in contract)

    @cached_property
    def counted(self) -> tuple[NamedPair, ...]:
        """The pairs of the rows in which counts belong, of each row the comparator last."""
        return tuple(pair for row in self.rows if not row.measure.annual for pair in row.pairs)

    @cached_property
    def counts(self) -> tuple[NamedField, ...]:
        """The entries in which counts belong."""
        return tuple(field for pair in self.counted for field in pair)

    @cached_property
    def no_counts(self) -> tuple[AnyCount, ...]:
        """The entries in which counts belong, as far as they hold none that can be calculated with."""
        return (*(field for field in self.counts if field.as_count is None), *no_counts(self._further))

    @property
    def hardly_exact(self) -> tuple[tuple[NamedField, int], ...]:
        """The counts beyond what version 1 of the form compares exactly, each with the largest that it does."""
        if not self.submission.is_version_1:
            return ()
        counts = ((each, LARGEST_COUNT * (each.largest // self.largest_count)) for each in self.counts)
        return tuple((each, exact) for each, exact in counts if each.as_count is not None and each.as_count > exact)

    @property
    def largest_count(self) -> int:
        """The largest number that its form takes."""
        return self.submission.largest_count

    @property
    def takes_many_digits(self) -> bool:
        """Whether its form takes a result of more digits than a spreadsheet compares exactly."""
        return self.submission.is_version_1

    @cached_property
    def annual_rows(self) -> tuple[ScoredRow, ...]:
        """The rows with an annual result."""
        return tuple(row for row in self.rows if row.measure.annual)

    @cached_property
    def results(self) -> tuple[NamedPair, ...]:
        """The pairs in which an annual result and ``NA`` belong, of each row the comparator last."""
        return tuple(pair for row in self.annual_rows for pair in row.pairs[len(row.quarters) - 1 :])

    @property
    def na_entries(self) -> tuple[NamedField, ...]:
        """The entries in which ``NA`` may stand and count: beside results, and in place of a prior one."""
        comparators = (row.prior.numerator for row in self.annual_rows if row.prior is not None)
        return (*(pair.denominator for pair in self.results), *comparators)

    @property
    def na_expected(self) -> tuple[tuple[AnyCount, str], ...]:
        """The entries that may hold what means NA, each with what belongs there."""
        results = ((each, "a number or NA") for pair in self.results for each in pair)
        return (*((each, "a whole number") for each in self.no_counts), *results)

    @property
    def numbers_expected(self) -> tuple[AnyCount | TitledField, ...]:
        """The entries in which a number, or a day, belongs, as far as they may hold none."""
        further = (each for entry, each in self._further if is_number_or_day(entry))
        return (*self.no_counts, *(pair.numerator for pair in self.results), *further)

    @property
    def further(self) -> tuple[TitledField, ...]:
        """The entries of columns that no rule reads."""
        return tuple(titled for _, titled in self._further)

    @cached_property
    def _further(self) -> tuple[tuple[EntryType, TitledField], ...]:
        """The same, each with its type."""
        entries, submission = self.submission.entries, self.submission
        measures = zip(submission.rows, entries.tables.get(MEASURES.name, ()), strict=False)
        contracts = zip(self.contracts, entries.tables.get(CONTRACT_TABLE.name, ()), strict=False)
        named = (
            (MEASURES.sheet, ((self.measure_name(each), row) for each, row in measures if each.is_selected)),
            (CONTRACT_TABLE.sheet, ((each.called, row) for each, row in contracts)),
        )
        further = ((rows, further_columns(entries.form.table_on(sheet))) for sheet, rows in named)
        return tuple(
            (each.takes, TitledField(f"{name}, {self.program.in_words(each.in_a_sentence)}", row[each.name]))
            for rows, columns in further
            if columns
            for name, row in rows
            for each in columns
        )

    @cached_property
    def unusual_numbers(self) -> tuple[TitledField, ...]:
        """The entries that are calculated with and are not typed, or not shown, plainly."""
        named = (each for pair in (*self.counted, *self.results) for each in pair)
        levels = (row for row in self.contracts if not row.level.is_plain)
        return (
            *(TitledField(each.title, each.field) for each in named if not each.field.is_plain),
            *(TitledField(f"{row.called}, {self.program.in_words('{vbp} level')}", row.level) for row in levels),
            *(each for each in self.further if isinstance(each.field, Field) and not each.field.is_plain),
        )

    @cached_property
    def unusual_words(self) -> tuple[TitledField, ...]:
        """The entries of words that a result rests on and that are not typed plainly."""
        submission = self.submission
        heading = (
            ("Facility", submission.facility),
            (self.program.vocabulary.mco, submission.mco),
            ("Period", submission.period),
        )
        quarters = ((f"Quarter {nth} of 4", words) for nth, words in enumerate(submission.quarters, start=1))
        selected = (row for row in submission.rows if not row.selected.is_plain)
        statuses = (row for row in submission.contracts if not row.status.is_plain)
        return (
            *(TitledField(title, words) for title, words in (*heading, *quarters) if not words.is_plain),
            *(each for each in self.further if isinstance(each.field, TextField) and not each.field.is_plain),
            *(TitledField(f"{self.measure_name(row)}, selected", row.selected) for row in selected),
            *(TitledField(f"{row.called}, status", row.status) for row in statuses),
        )

    @cached_property
    def typed_entries(self) -> tuple[TitledField, ...]:
        """All entries that are typed, and the keys of measures: as far as they may be calculated instead."""
        keys = (row for row in self.submission.rows if not row.key.is_plain)
        contracts = self.submission.contracts
        days = ((row, day) for row in contracts for day in (row.submitted, row.recertified))
        title = self.submission.attested_title
        signed = () if title is None else (self.submission.attested_by, title)
        return (
            *self.unusual_words,
            *(TitledField("Attestation", words) for words in signed),
            *(TitledField(f"{self.measure_name(row)}, key", row.key) for row in keys),
            *self.unusual_numbers,
            *(TitledField(f"{row.called}, date", day) for row, day in days),
            *(each for each in self.further if isinstance(each.field, DayField)),
        )

    @property
    def plain_entries(self) -> tuple[TitledField, ...]:
        """All entries that tell something, which is plain text: as far as it may be none."""
        submission = self.submission
        partners = (
            TitledField(f"{row.called}, {name}", words)
            for row in submission.contracts
            for name, words in ((self.program.vocabulary.mco, row.mco), ("arrangement", row.arrangement))
        )
        prepared = (submission.attested_by,) if submission.attested_title is None else ()
        return (
            *self.typed_entries,
            *partners,
            *(TitledField("Attestation", words) for words in prepared),
            TitledField("Attestation", submission.attested_on),
            *(TitledField(each.title, each.field) for row in self.annual_rows for each in row.early),
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

    @property
    def contracts(self) -> tuple[ContractRow, ...]:
        """The contracts that are listed."""
        return self.submission.contracts

    @cached_property
    def attestation(self) -> Attestation:
        """Who attests to the report, and when."""
        submission = self.submission
        return Attestation(submission.attested_by, submission.attested_title, submission.attested_on)

    @cached_property
    def attested_on(self) -> date | None:
        """The day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""
        return day_attested(self)

    @property
    def periods(self) -> tuple[Quarter, ...]:
        """The periods that a report is made for."""
        return self.program.periods

    @property
    def last_day_covered(self) -> date | None:
        """The last day of its window, ``None`` where its period is not known."""
        return None if self.period is None else self.period.last_day

    @property
    def handed_in(self) -> date | None:
        """The day on which the report was received, else on which it can have been attested; ``None`` if not known."""
        return self.received or self.attested_on

    @cached_property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        return Occasion(self.facility.text, self.period, self.rules_of, self.handed_in, self.received)

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
        NamedField(measure, names[0], numerator, largest, count_of(numerator, largest)),
        NamedField(measure, names[1], denominator, largest, count_of(denominator, largest)),
    )
