"""The program as it stands for a pairing: every effective number, by key and quarter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing, Roster, normalized_name, roster_of
from vbpqip.core.quarters import Quarter, Years, quarters_between
from vbpqip.core.reviews import Assumption
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.program.calendar import PeriodDates, Printed, Timetables, period_dates
from vbpqip.program.desk import ALL_DESKS, Desk
from vbpqip.program.menu import MenuRow
from vbpqip.program.parameters import NOT_KNOWN, Basis, DatedValue, Grounds, Parameter, Parameters
from vbpqip.program.roster import TO_BE_DETERMINED, AgreedAward, Award, RosterRow
from vbpqip.program.severity_overrides import SeverityOverrides

if TYPE_CHECKING:
    from vbpqip.program.contracting import ContractingTopic
    from vbpqip.program.submissions import CalendarSubmission
    from vbpqip.program.texts import ProgramTexts  # read by what writes forms and calendars

AREAS = ("qit", "credits", "calendar", "checks", "ait", "payment", "contracts")
"""The areas of the program's numbers, each a file."""


class VbpTerm(NamedTuple):
    """A VBP level or arrangement: the word that is entered and what it means."""

    name: str
    title: str
    grounds: Grounds


class EffectiveNumber(NamedTuple):
    """An effective number of a quarter, and the values of other readings that are as good, as reports print them."""

    key: str
    title: str
    unit: str
    value: str
    grounds: Grounds
    alternatives: tuple[str, ...] = ()


class OtherReading(NamedTuple):
    """Another reading of a number that is as good: its value as reports print it, and the program read so."""

    key: str
    title: str
    value: str
    program: Program


class _Numbers(NamedTuple):
    """What the files of a program say, with terms overlaid on it.

    ``vocabulary`` is what it calls its target and its parties. ``sources`` are those that it cites, by their
    keys. ``terms`` says which terms: their title, and the agreement of a
    pairing where one applies. ``agreements`` are the programs under those, by the names of facility and MCO as they are
    compared, empty where an agreement names none. ``folder`` is where the program's files are, ``desk`` says whose
    reports are looked at, and ``awards`` are those that terms give.
    """

    name: str
    version: str
    vocabulary: Vocabulary
    sources: Mapping[str, str]
    years: Years
    terms: str | None
    parameters: Parameters
    menu: tuple[MenuRow, ...]
    printed: Mapping[Quarter, Printed]
    agreed: Mapping[Quarter, Printed]
    roster: tuple[RosterRow, ...]
    levels: tuple[VbpTerm, ...]
    arrangements: tuple[VbpTerm, ...]
    severity_overrides: SeverityOverrides
    agreements: Mapping[tuple[str, str], Program]
    folder: Path
    desk: Desk = ALL_DESKS
    awards: tuple[AgreedAward, ...] = ()


class Program(_Numbers):
    """All numbers of the program, and what is calculated from them; a program equals itself alone."""

    __eq__, __hash__, __repr__ = object.__eq__, object.__hash__, object.__repr__

    @cached_property
    def texts(self) -> ProgramTexts:
        """The program's texts.

        Raises:
            ProgramDataError: Their file is wrong.
        """
        from vbpqip.program.texts import read_texts  # noqa: PLC0415 -- a check needs none of them

        return read_texts(self.folder, self.sources)

    @cached_property
    def contracting(self) -> tuple[ContractingTopic, ...]:
        """What is said of levels and arrangements, and of what goes with them.

        Raises:
            ProgramDataError: Their file is wrong.
        """
        from vbpqip.program.contracting import read_contracting  # noqa: PLC0415 -- as above

        titles = {
            name: {term.name: term.title for term in terms}
            for name, terms in (("levels", self.levels), ("arrangements", self.arrangements))
        }
        return read_contracting(self.folder, self.sources, self.years, titles)

    @cached_property
    def submissions(self) -> tuple[CalendarSubmission, ...]:
        """What is sent beside the dates of each period.

        Raises:
            ProgramDataError: Their file is wrong.
        """
        from vbpqip.program.submissions import read_submissions  # noqa: PLC0415 -- as above

        return read_submissions(self.folder, self.sources, self.years, self.parameters)

    def in_words(self, text: str) -> str:
        """Return a text with the program's words in it."""
        return self.vocabulary.said(text)

    def for_pairing(self, facility: str, mco: str) -> Program:
        """Return the program under the agreement that fits a pairing best, itself where none does.

        Two fit equally only where the pairing is not on the roster, and then none applies.
        """
        if not self.agreements:
            return self
        own, other = normalized_name(facility), normalized_name(mco)
        if (own, other) in self.agreements:
            return self.agreements[own, other]
        fitting = [self.agreements[names] for names in ((own, ""), ("", other)) if names in self.agreements]
        return fitting[0] if len(fitting) == 1 else self

    def at_desk(self, desk: Desk) -> Program:
        """Return the program, and those under its agreements, at a desk; itself where it is at none other."""
        if desk == self.desk:
            return self
        agreements = {names: program._replace(desk=desk) for names, program in self.agreements.items()}
        return self._replace(desk=desk, agreements=agreements)

    @cached_property
    def first_period(self) -> Quarter:
        """The first period that a report is made for."""
        return self._quarter("calendar.first_period")

    @cached_property
    def baseline(self) -> Quarter:
        """The period that is measured against nothing."""
        return self._quarter("calendar.baseline")

    @cached_property
    def periods(self) -> tuple[Quarter, ...]:
        """All periods that a report is made for, earliest first."""
        return quarters_between(self.first_period, self._quarter("calendar.last_period"))

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """All quarters that a report can name, earliest first."""
        return quarters_between(self.periods[0].window()[0], self.periods[-1])

    def dates(self, period: Quarter) -> PeriodDates:
        """Return the dates of a period."""
        if period not in self._dates:
            late = {str(each.key): each.short_title for each in self.measures(period) if each.late_result}
            timetables = Timetables(self.parameters, self.printed, self.agreed, late)
            self._dates[period] = period_dates(period, timetables)
        return self._dates[period]

    def measures(self, period: Quarter) -> tuple[Measure, ...]:
        """Return the measures on the menu in a period, off-menu ones of the terms included."""
        return tuple(row.measure for row in self.menu if row.is_on_menu(period))

    def menu_of(self, period: Quarter) -> Mapping[str, Measure]:
        """Return the measures on the menu in a period by their keys."""
        if period not in self._menus:
            self._menus[period] = {str(measure.key): measure for measure in self.measures(period)}
        return self._menus[period]

    def roster_in(self, period: Quarter) -> Roster:
        """Return the pairings on the roster in a period; after its end without their awards."""
        if period not in self._rosters:
            rows = self._roster_rows(period)
            self._rosters[period] = roster_of(
                row.pairing._replace(award=None) if row.grounds.has_ended(period) else row.pairing for row in rows
            )
        return self._rosters[period]

    def award(self, names: tuple[str, str], year: str) -> Award:
        """Return what a pairing is paid in a year such as ``DY3``: what terms say, else what a roster of the year does.

        Args:
            names: Its facility and MCO as they are compared.
            year: The name of the year.
        """
        for agreed in reversed(self.awards):
            if (agreed.names, agreed.year) == (names, year):
                return Award(year, agreed.dollars)
        rows = (row for row in self.roster if row.pairing.normalized == names and row.grounds.award_year == year)
        row = next(reversed([*rows]), None)
        return Award(year) if row is None else Award(year, row.pairing.award, row.pairing.award is None)

    def roster_end(self, period: Quarter, names: tuple[str, str]) -> Quarter | None:
        """Return the last quarter that the roster speaks of, where a period is later.

        Args:
            period: The period of a report.
            names: Its facility and MCO as they are compared; of a pairing that terms name for the period nothing ends.
        """
        if period not in self._roster_ends:
            rows = {row.pairing.normalized: row.grounds for row in self._roster_rows(period)}
            lasting = frozenset(pair for pair, grounds in rows.items() if not grounds.has_ended(period))
            ends = [grounds.until for grounds in rows.values() if grounds.has_ended(period)]
            self._roster_ends[period] = lasting, max((end for end in ends if end is not None), default=None)
        lasting, end = self._roster_ends[period]
        return None if names in lasting else end

    @cached_property
    def _dates(self) -> dict[Quarter, PeriodDates]:
        return {}

    @cached_property
    def _menus(self) -> dict[Quarter, Mapping[str, Measure]]:
        return {}

    @cached_property
    def _rosters(self) -> dict[Quarter, Roster]:
        return {}

    @cached_property
    def _roster_ends(self) -> dict[Quarter, tuple[frozenset[tuple[str, str]], Quarter | None]]:
        """Of a period, the pairings on its roster that have not ended, and when the last of the others did."""
        return {}

    def at(self, key: str, quarter: Quarter) -> DatedValue:
        """Return the effective value of a parameter in a quarter."""
        asked = (key, quarter)
        if asked not in self._effective:
            self._effective[asked] = self.parameters[key].at(quarter)
        return self._effective[asked]

    @cached_property
    def _effective(self) -> dict[tuple[str, Quarter], DatedValue]:
        return {}

    def other_readings(self, quarter: Quarter, areas: frozenset[str]) -> tuple[OtherReading, ...]:
        """Return the other readings of the parameters of some areas that are as good in a quarter, one at a time."""
        asked = (quarter, areas)
        if asked not in self._other_readings:
            effective = [(parameter, self.at(parameter.key, quarter)) for parameter in self.parameters.of(areas)]
            self._other_readings[asked] = tuple(
                OtherReading(parameter.key, parameter.title, other.text, self._read_as(parameter.read_as(dated, other)))
                for parameter, dated in effective
                for other in dated.alternatives
            )
        return self._other_readings[asked]

    @cached_property
    def _other_readings(self) -> dict[tuple[Quarter, frozenset[str]], tuple[OtherReading, ...]]:
        return {}

    def _read_as(self, parameter: Parameter) -> Program:
        return self._replace(parameters=self.parameters.changed(parameter))

    def share(self, key: str, quarter: Quarter) -> Fraction:
        """Return a parameter of kind share."""
        value = self.at(key, quarter).value
        assert isinstance(value, Fraction)  # noqa: S101 -- the parameter's kind, held by its file
        return value

    def whole(self, key: str, quarter: Quarter) -> int:
        """Return a parameter of kind whole."""
        value = self.at(key, quarter).value
        assert isinstance(value, int)  # noqa: S101 -- as above
        return value

    def flag(self, key: str, quarter: Quarter) -> bool:
        """Return a parameter of kind flag."""
        return bool(self.whole(key, quarter))

    def number(self, key: str, quarter: Quarter) -> Decimal:
        """Return a parameter of kind number."""
        value = self.at(key, quarter).value
        assert isinstance(value, Decimal)  # noqa: S101 -- as above
        return value

    def words(self, key: str, quarter: Quarter) -> str:
        """Return a parameter of kind choice."""
        return self.at(key, quarter).text

    def _quarter(self, key: str) -> Quarter:
        value = self.parameters[key].values[-1].value
        assert isinstance(value, Quarter)  # noqa: S101 -- as above
        return value

    def _roster_rows(self, quarter: Quarter) -> Iterable[RosterRow]:
        """Return the rows of a quarter; of two rows of one pairing the later, a pairing's own terms, holds."""
        return {row.pairing.normalized: row for row in self.roster if row.grounds.since <= quarter}.values()

    def numbers(self, quarter: Quarter | None = None) -> Iterator[EffectiveNumber]:
        """Yield the effective numbers of a quarter, or all with their quarters: parameters, measures, awards."""
        for parameter in self.parameters.values():
            since = parameter.values[0].grounds.since
            for dated in parameter.values if quarter is None else (parameter.at(quarter),):
                if quarter is None or since <= quarter:
                    yield _effective(parameter, dated)
        rows = (row for row in self.menu if quarter is None or row.is_on_menu(quarter))
        yield from dict.fromkeys(number for row in rows for number in measure_numbers(row))
        for entry in self.roster if quarter is None else self._roster_rows(quarter):
            yield _award(entry, quarter)

    def assumptions(self, quarter: Quarter, areas: Collection[str]) -> tuple[Assumption, ...]:
        """Return what no document states, of the parameters of some areas such as ``qit``, in a quarter."""
        effective = [(parameter.key, self.at(parameter.key, quarter)) for parameter in self.parameters.of(areas)]
        return tuple(
            Assumption(key=key, value=dated.text, note=dated.grounds.note or "")
            for key, dated in effective
            if dated.grounds.basis in {Basis.ASSUMED, Basis.INFERRED}
        )


def _effective(parameter: Parameter, dated: DatedValue) -> EffectiveNumber:
    return EffectiveNumber(
        key=parameter.key,
        title=parameter.title,
        unit=parameter.unit,
        value=dated.text,
        grounds=dated.grounds,
        alternatives=tuple(other.text for other in dated.alternatives),
    )


_FIELDS = {
    "title": ("name on the menu", "name"),
    "steward": ("steward", "name"),
    "improvement": ("which way is better", "direction"),
    "scoring": ("kind of number", "scoring"),
    "reporting": ("how often it is reported", "reporting"),
    "per": ("multiplier of the rate", ""),
    "unit": ("what a denominator counts; of an annual measure the unit of its result", "unit"),
}
"""Title and unit of what a row of the menu says; a multiplier's unit is the measure's own."""


def measure_numbers(row: MenuRow) -> Iterator[EffectiveNumber]:
    """Yield what a row of the menu says, each on its own grounds."""
    measure = row.measure
    for name, (title, unit) in _FIELDS.items():
        yield EffectiveNumber(
            key=f"measures.{measure.key}.{name}",
            title=f"{measure.short_title}: {title}",
            unit=unit or measure.unit,
            value=str(getattr(measure, name)),
            grounds=row.fields[name],
        )


def award_in_words(pairing: Pairing) -> str:
    """Return the award of a pairing as reports print it."""
    return TO_BE_DETERMINED if pairing.award is None else str(pairing.award)


def _award(row: RosterRow, quarter: Quarter | None) -> EffectiveNumber:
    pairing = row.pairing
    ended = quarter is not None and row.grounds.has_ended(quarter)
    return EffectiveNumber(
        key=f"roster.{pairing.facility} / {pairing.mco}.award",
        title=f"{row.grounds.award_year} award of {pairing.facility} from {pairing.mco}",
        unit="dollars a year",
        value=NOT_KNOWN if ended else award_in_words(pairing),
        grounds=row.grounds.after_the_end() if ended else row.grounds,
    )
