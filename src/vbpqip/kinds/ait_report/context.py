"""A review context: a report beside the program's numbers, which is all that a check may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import EarlierFacts, ReviewOptions
from vbpqip.core.cells import Location
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.core.quarters import Quarter, YearPeriod
from vbpqip.kinds.ait_report.form import AIT_TITLE, AIT_VERSION
from vbpqip.kinds.ait_report.model import AitEntries, AitRow
from vbpqip.kinds.ait_report.years import ait_years, baseline_days, year_of
from vbpqip.kinds.shared.attestation import Attestation, day_attested
from vbpqip.kinds.shared.contracts import ContractRow
from vbpqip.kinds.shared.counts import AnyCount, NamedField, NamedPair, count_of
from vbpqip.kinds.shared.received import Accepted
from vbpqip.kinds.shared.typed import TitledField
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.entries import Field, TextField
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.stamp import Stamp

MEAN_TITLES = ("State mean", "unit of the State mean", "kind of the State mean", "year of the State mean",
               "source of the State mean")  # fmt: skip


class SelectedRow(NamedTuple):
    """A selected row of a measure that is known and stands in the table once.

    ``result`` is its result, ``None`` where the report has baselines alone.
    """

    row: AitRow
    measure: Measure
    baseline: NamedPair
    result: NamedPair | None

    @property
    def pairs(self) -> tuple[NamedPair, ...]:
        """The pairs that count."""
        return (self.baseline,) if self.result is None else (self.baseline, self.result)

    @property
    def locations(self) -> frozenset[Location]:
        """Where the entries stand that what is calculated of the measure rests on."""
        own = (self.row.key, self.row.selected)
        return frozenset((*(each.at for each in own), *(each.field.at for pair in self.pairs for each in pair)))

    @property
    def mean_locations(self) -> frozenset[Location]:
        """Where the entries of its mean stand."""
        return frozenset(each.at for each in self.row.mean)


class _Parts(NamedTuple):
    report: AitEntries
    program: Program
    period: YearPeriod | None
    menu: Mapping[str, Measure]
    rows: tuple[SelectedRow, ...]
    received: date | None = None
    earlier: AitContext | None = None
    earlier_name: str = ""
    other_kind: EarlierFacts | None = None
    not_compared: tuple[tuple[str, str], ...] = ()


class AitContext(_Parts):
    """A report and what it is compared with; what several checks ask for is calculated once.

    ``period`` is the year of the target, ``None`` where it names none that has one. ``earlier`` is the context of the
    baselines as they were sent, ``other_kind`` what the report of another kind says whose window is measured; each is
    ``None`` where none was given. ``not_compared`` are the names of files that were given and cannot be compared, and
    why.
    """

    @property
    def facility(self) -> TextField:
        """The facility as it is named."""
        return self.report.facility

    @property
    def mco(self) -> TextField:
        """The MCO as it is named."""
        return self.report.mco

    @property
    def named_period(self) -> TextField:
        """The year as it is chosen."""
        return self.report.year

    @property
    def periods(self) -> tuple[YearPeriod, ...]:
        """The years that have a target."""
        return ait_years(self.program)

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are effective; that of the first year where none is known."""
        return self.period or next(iter(self.periods), self.program.first_period)

    @property
    def subject(self) -> Subject:
        """Whom it speaks of."""
        return Subject(self.facility.text, self.mco.text or None)

    @property
    def entries(self) -> Entries:
        """All that was read, and what the workbook is like beside it."""
        return self.report.entries

    @property
    def stamp(self) -> Stamp:
        """What the workbook says of itself."""
        return self.report.stamp

    @property
    def accepted(self) -> Accepted:
        """What is accepted as an AIT report."""
        return Accepted(f"an {AIT_TITLE}", "table of measures", (AIT_VERSION,))

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and nothing of the table of measures."""
        return self.report.is_of_another_kind

    @property
    def entries_that_count(self) -> Iterator[Location]:
        """Where the entries stand that a verdict rests on."""
        yield from (words.at for words in (self.facility, self.mco, self.named_period))
        for row in self.rows:
            yield from (*sorted(row.locations - {row.row.key.at}), *sorted(row.mean_locations))
        for contract in self.contracts:
            yield from (field.at for field in contract)

    @property
    def answers(self) -> tuple[AitRow, ...]:
        """All rows of the table of measures."""
        return self.report.rows

    @cached_property
    def removed_measures(self) -> Mapping[str, Measure]:
        """The measures that were taken from the menu before the year, by key."""
        removed = (row.measure for row in self.program.menu if row.measure.removed is not None)
        return {str(each.key): each for each in removed if each.key not in self.menu}

    def measure_name(self, row: AitRow) -> str:
        """Return what a row is called: its measure's title, else its key, else its place."""
        key = row.key.text
        return self.menu[key].short_title if key in self.menu else key or f"Row {row.key.at.row + 1}"

    @property
    def has_results(self) -> bool:
        """Whether results are reported, and not the baselines alone."""
        return any(row.result is not None for row in self.rows)

    @property
    def last_day_covered(self) -> date | None:
        """The last day of the measured year; of baselines alone that of theirs. ``None`` where none is known."""
        if self.period is None:
            return None
        return self.period.last_day if self.has_results else baseline_days(self.program, self.period)[1]

    @cached_property
    def counted(self) -> tuple[NamedPair, ...]:
        """The pairs in which counts belong."""
        return tuple(pair for row in self.rows if not row.measure.annual for pair in row.pairs)

    @property
    def no_counts(self) -> tuple[AnyCount, ...]:
        """The entries in which counts belong, as far as they hold none that can be calculated with."""
        return tuple(each for pair in self.counted for each in pair if each.as_count is None)

    @property
    def hardly_exact(self) -> tuple[tuple[NamedField, int], ...]:
        """The form takes no count that it does not compare exactly."""
        return ()

    @property
    def largest_count(self) -> int:
        """The largest result that the form takes."""
        return LARGEST_COUNT

    @property
    def takes_many_digits(self) -> bool:
        """The form takes no result that it does not compare exactly."""
        return False

    @cached_property
    def annual_rows(self) -> tuple[SelectedRow, ...]:
        """The rows with one result a year."""
        return tuple(row for row in self.rows if row.measure.annual)

    @cached_property
    def results(self) -> tuple[NamedPair, ...]:
        """The pairs in which such a result and ``NA`` belong."""
        return tuple(pair for row in self.annual_rows for pair in row.pairs)

    @property
    def na_entries(self) -> tuple[NamedField, ...]:
        """The entries in which ``NA`` stands and counts."""
        return tuple(pair.denominator for pair in self.results)

    @property
    def na_expected(self) -> tuple[tuple[AnyCount, str], ...]:
        """The entries that may hold what means NA, each with what belongs there."""
        results = ((each, "a number or NA") for pair in self.results for each in pair)
        return (*((each, "a whole number") for each in self.no_counts), *results)

    @cached_property
    def means(self) -> tuple[TitledField, ...]:
        """The entries of the means of selected rows."""
        return tuple(
            TitledField(f"{row.measure.short_title}, {title}", field)
            for row in self.rows
            for title, field in zip(MEAN_TITLES, row.row.mean.fields, strict=True)
        )

    @property
    def numbers_expected(self) -> tuple[AnyCount | TitledField, ...]:
        """The entries in which a number belongs, as far as they may hold none."""
        numbers = (each for each in self.means if isinstance(each.field, Field))
        return (*self.no_counts, *(pair.numerator for pair in self.results), *numbers)

    @cached_property
    def unusual_numbers(self) -> tuple[TitledField, ...]:
        """The entries that are calculated with and are not typed, or not shown, plainly."""
        named = (each for pair in (*self.counted, *self.results) for each in pair)
        level = self.program.in_words("{vbp} level")
        titled = chain(
            (TitledField(each.title, each.field) for each in named),
            (TitledField(f"{row.called}, {level}", row.level) for row in self.contracts),
            (each for each in self.means if isinstance(each.field, Field)),
        )
        return tuple(each for each in titled if isinstance(each.field, Field) and not each.field.is_plain)

    @cached_property
    def unusual_words(self) -> tuple[TitledField, ...]:
        """The entries of words that a result rests on and that are not typed plainly."""
        titled = chain(
            (
                TitledField("Facility", self.facility),
                TitledField(self.program.vocabulary.mco, self.mco),
                TitledField("Program year", self.named_period),
            ),
            (TitledField(f"{self.measure_name(row)}, selected", row.selected) for row in self.answers),
            (each for each in self.means if isinstance(each.field, TextField)),
            (TitledField(f"{row.called}, status", row.status) for row in self.contracts),
        )
        return tuple(each for each in titled if isinstance(each.field, TextField) and not each.field.is_plain)

    @cached_property
    def typed_entries(self) -> tuple[TitledField, ...]:
        """All entries that are typed, and the keys of measures: as far as they may be calculated instead."""
        days = ((row, day) for row in self.contracts for day in (row.submitted, row.recertified))
        by, title, _ = self.attestation
        return (
            *self.unusual_words,
            *(TitledField("Attestation", words) for words in (by, title) if words is not None),
            *(TitledField(f"{self.measure_name(row)}, key", row.key) for row in self.answers),
            *self.unusual_numbers,
            *(TitledField(f"{row.called}, date", day) for row, day in days),
        )

    @property
    def plain_entries(self) -> tuple[TitledField, ...]:
        """All entries that tell something, which is plain text: as far as it may be none."""
        partners = (
            TitledField(f"{row.called}, {name}", words)
            for row in self.contracts
            for name, words in ((self.program.vocabulary.mco, row.mco), ("arrangement", row.arrangement))
        )
        return (*self.typed_entries, *partners, TitledField("Attestation", self.attestation.on))

    @property
    def contracts(self) -> tuple[ContractRow, ...]:
        """The contracts that are listed."""
        return self.report.contracts

    @property
    def attestation(self) -> Attestation:
        """Who attests to the report, and when."""
        return self.report.attestation

    @cached_property
    def attested_on(self) -> date | None:
        """The day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""
        return day_attested(self)

    @cached_property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        handed_in = self.received or self.attested_on
        return Occasion(self.facility.text, self.period, self.rules_of, handed_in, self.received)

    @cached_property
    def credit_terms(self) -> CreditTerms:
        """The program's numbers on contracts."""
        program, year = self.program, self.rules_of
        return CreditTerms(
            lowest_level=program.whole("credits.lowest_level", year),
            quarters=program.whole("credits.quarters", year),
            most_at_once=program.whole("ait.most_credits", year),
            recertification_opens_window=True,
            last_period=program.periods[-1],
        )


def ait_context(report: AitEntries, program: Program, options: ReviewOptions = ReviewOptions()) -> AitContext:  # noqa: B008 -- a value
    """Lay a report beside the numbers that apply to its pairing, and what is known from others."""
    agreed = program.for_pairing(report.facility.text, report.mco.text)
    context = _context_alone(report, agreed)._replace(received=options.received)
    for name, earlier in ((options.previous_name, options.previous), (options.baseline_name, options.baseline)):
        if name in options.unread:
            reason = options.unread[name]
            words = f"it cannot be read as a workbook{f', since {reason}' if reason else ''}"
            context = context._replace(not_compared=(*context.not_compared, (name, words)))
        elif earlier is not None and name in options.of_other_kinds:
            context = _beside(context, options.of_other_kinds[name])
        elif earlier is not None:
            context = _after(context, name, _context_alone(earlier, agreed))
    return context


def _names(subject: Subject) -> tuple[str, str]:
    """Return the names of facility and MCO as they are compared."""
    return normalized_name(subject.facility), normalized_name(subject.mco or "")


def _beside(context: AitContext, facts: EarlierFacts) -> AitContext:
    """Return a context with what a report of another kind says, where that is the one whose window is measured."""
    obstacle = ""
    wanted = context.period and context.period.window()[-1]
    if not facts.facts:
        obstacle = "it is not accepted by itself, or of no kind that says any results"
    elif {_names(each.subject) for each in facts.facts} != {_names(context.subject)}:
        obstacle = "it is not of the same facility and {mco}"
    elif facts.period != str(wanted):
        obstacle = f"its period is {facts.period or 'not known'}, and the measured year is the window of {wanted}"
    if obstacle:
        said = facts.name, context.program.in_words(obstacle)
        return context._replace(not_compared=(*context.not_compared, said))
    return context._replace(other_kind=facts)


def _after(context: AitContext, name: str, earlier: AitContext) -> AitContext:
    """Return a context with the baselines that were sent, where they are those of the same target."""
    obstacle = ""
    if earlier.is_of_another_kind:
        obstacle = f"it is no {AIT_TITLE}"
    elif _names(earlier.subject) != _names(context.subject):
        obstacle = "it is not of the same facility and {mco}"
    elif earlier.period != context.period:
        obstacle = f"its year is {earlier.period or 'not known'}"
    if obstacle:
        said = name, context.program.in_words(obstacle)
        return context._replace(not_compared=(*context.not_compared, said))
    return context._replace(earlier=earlier, earlier_name=name)


def _context_alone(report: AitEntries, program: Program) -> AitContext:
    period = year_of(program, report.year.text)
    context = AitContext(report=report, program=program, period=period, menu={}, rows=())
    menu = program.menu_of(context.rules_of)
    return context._replace(menu=menu, rows=_selected_rows(report, menu))


def _selected_rows(report: AitEntries, menu: Mapping[str, Measure]) -> tuple[SelectedRow, ...]:
    rows: dict[str, AitRow] = {}
    for row in report.rows:
        if row.is_selected and row.key.text in menu and not report.is_of_another_kind:
            rows.setdefault(row.key.text, row)
    has_results = any(row.has_result for row in rows.values())
    return tuple(
        SelectedRow(
            row,
            menu[key],
            _pair(menu[key], row.baseline, "baseline"),
            _pair(menu[key], row.result, "result") if has_results else None,
        )
        for key, row in rows.items()
    )


def _pair(measure: Measure, pair: tuple[Field, Field], which: str) -> NamedPair:
    return NamedPair(*(
        NamedField(measure, f"{which} {part}", field, LARGEST_TOTAL, count_of(field, LARGEST_TOTAL))
        for part, field in zip(("numerator", "denominator"), pair, strict=True)
    ))  # fmt: skip
