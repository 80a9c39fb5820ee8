"""2xx: facility, MCO and period of a report that names them once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import mul
from typing import Protocol

from vbpqip.checking.catalogue.heading import (
    FACILITY_MISSING,
    FACILITY_NOT_ON_ROSTER,
    MCO_MISSING,
    MCO_NOT_ON_ROSTER,
    PAIRING_NOT_ON_ROSTER,
    PERIOD_MISSING,
    PERIOD_UNKNOWN,
    ROSTER_OF_EARLIER_YEAR,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Roster, nearest_name, normalized_name, said_of_others
from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program
from vbpqip.workbook.conditions import is_blank, normalized_words
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.expr import Call, Expr, Ref, all_


class HasRoster(Protocol):
    """A report whose names are those of a roster."""

    @property
    def program(self) -> Program:
        """The program's numbers."""

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose roster is compared with."""


class HasFacility(HasRoster, Protocol):
    """A report of one facility."""

    @property
    def facility(self) -> TextField:
        """The facility."""


class HasMco(HasRoster, Protocol):
    """A report that names one MCO."""

    @property
    def mco(self) -> TextField:
        """The MCO."""


class HasParties(HasFacility, HasMco, Protocol):
    """A report of a facility that names an MCO."""

    @property
    def period(self) -> Quarter | None:
        """The period that it is for, ``None`` where it names none that the program knows."""


class HasPeriod(Protocol):
    """A report of a period."""

    @property
    def periods(self) -> Sequence[Quarter]:
        """The periods that its kind is made for, earliest first."""

    @property
    def named_period(self) -> TextField:
        """The period as it is chosen."""

    @property
    def period(self) -> Quarter | None:
        """The period that this is, ``None`` where the program knows none of the name."""


class NamedParties(NamedTuple):
    """Facility and MCO as a report names them."""

    facility: TextField
    mco: TextField

    @property
    def normalized(self) -> tuple[str, str]:
        """Their names as they are compared."""
        return normalized_name(self.facility.text), normalized_name(self.mco.text)


class PartyOnForm(NamedTuple):
    """A facility or an MCO on a form, and how many pairings of the period's roster have it."""

    cell: Ref
    rows: Expr


class PartiesOnForm(NamedTuple):
    """Facility and MCO on a form, and how many pairings of the period's roster have both."""

    facility: PartyOnForm
    mco: PartyOnForm
    rows: Expr


class ChosenPeriod(NamedTuple):
    """The period on a form, and which of the program's periods it is, counted from 1; 0 where it is none."""

    cell: Ref
    row: Expr


class RosterOnForm(NamedTuple):
    """The columns of a roster on a form; ``applies`` is 1 in the rows that apply in the period, 0 in others."""

    facilities: Expr
    mcos: Expr
    applies: Expr

    def rows(self, facility: Expr | None = None, mco: Expr | None = None) -> Expr:
        """Return how many pairings have a facility, an MCO, or both; names are given as they are compared."""
        named = ((self.facilities, facility), (self.mcos, mco))
        has = [(normalized_words(listed) == words) * 1 for listed, words in named if words is not None]
        return Call("SUMPRODUCT", reduce(mul, has) * self.applies)


_FACILITY = Items[HasFacility, TextField, PartyOnForm](lambda context: (context.facility,))
_MCO = Items[HasMco, TextField, PartyOnForm](lambda context: (context.mco,))
PARTIES = Items[HasParties, NamedParties, PartiesOnForm](lambda context: (NamedParties(context.facility, context.mco),))
"""It is said at the MCO that the two are no pairing."""
_PERIOD = Items[HasPeriod, TextField, ChosenPeriod](lambda context: (context.named_period,))


@check(FACILITY_MISSING, over=_FACILITY)
def facility_missing(facility: TextField, _: HasFacility) -> Issues:
    """The report names the facility."""
    if not facility.text:
        yield Issue(facility.at, "The facility is blank.", "", "the facility's name")


@on_sheet(facility_missing)
def facility_missing_on_sheet(facility: PartyOnForm) -> Expr:
    """Nothing is chosen."""
    return is_blank(facility.cell)


@check(MCO_MISSING, over=_MCO)
def mco_missing(mco: TextField, context: HasMco) -> Issues:
    """The report names the MCO."""
    if not mco.text:
        called = context.program.vocabulary.mco
        yield Issue(mco.at, f"The {called} is blank.", "", f"the {called}'s name")


@on_sheet(mco_missing)
def mco_missing_on_sheet(mco: PartyOnForm) -> Expr:
    """Nothing is chosen."""
    return is_blank(mco.cell)


def _roster(context: HasRoster) -> Roster:
    return context.program.roster_in(context.rules_of)


@check(FACILITY_NOT_ON_ROSTER, over=_FACILITY)
def facility_not_on_roster(facility: TextField, context: HasFacility) -> Issues:
    """The facility is on the roster of the period."""
    roster = _roster(context)
    if facility.text and normalized_name(facility.text) not in roster.facilities:
        yield _not_on_roster(facility, (each.facility for each in roster.pairings), "a facility of the roster")


@on_sheet(facility_not_on_roster)
def facility_not_on_roster_on_sheet(facility: PartyOnForm) -> Expr:
    """No pairing of the roster has the facility."""
    return facility.rows == 0


@check(MCO_NOT_ON_ROSTER, over=_MCO)
def mco_not_on_roster(mco: TextField, context: HasMco) -> Issues:
    """The MCO is on the roster of the period."""
    roster = _roster(context)
    if mco.text and normalized_name(mco.text) not in roster.mcos:
        yield _not_on_roster(mco, (each.mco for each in roster.pairings), "a name of the roster")


@on_sheet(mco_not_on_roster)
def mco_not_on_roster_on_sheet(mco: PartyOnForm) -> Expr:
    """No pairing of the roster has the MCO."""
    return mco.rows == 0


def _not_on_roster(named: TextField, names: Iterable[str], expected: str) -> Issue:
    near = nearest_name(named.text, names)
    nearest = "" if near is None else f"; the nearest name on it is '{near}'"
    return Issue(named.at, f"'{named.quoted}' is not on the roster{nearest}.", named.quoted, near or expected)


@check(PAIRING_NOT_ON_ROSTER, over=PARTIES)
def pairing_not_on_roster(named: NamedParties, context: HasParties) -> Issues:
    """Facility and MCO are paired on the roster."""
    facility, mco = named
    paired = _roster(context).paired_with_others(facility.text, mco.text)
    if paired:
        yield Issue(mco.at, said_of_others(facility.text, mco.text, paired), mco.text, " or ".join(paired))


@on_sheet(pairing_not_on_roster)
def pairing_not_on_roster_on_sheet(named: PartiesOnForm) -> Expr:
    """Both are on the roster, and no pairing has both."""
    return all_(named.facility.rows > 0, named.mco.rows > 0, named.rows == 0)


@check(ROSTER_OF_EARLIER_YEAR, over=PARTIES)
def roster_of_earlier_year(named: NamedParties, context: HasParties) -> Issues:
    """The roster speaks of the report's period, or terms name its facility and MCO."""
    names = named.normalized
    is_compared = context.period is not None and all(names)
    end = context.program.roster_end(context.rules_of, names) if is_compared else None
    if end is not None:
        called = context.program.vocabulary.mco
        message = (
            f"The roster is of {end.year_name}; facility and {called} of {context.period} were compared with its names."
        )
        yield Issue(named.facility.at, message, str(context.period), f"at most {end}")


@check(PERIOD_MISSING, over=_PERIOD)
def period_missing(chosen: TextField, context: HasPeriod) -> Issues:
    """The report says which period it is for."""
    if not chosen.text:
        yield Issue(chosen.at, "The period is not chosen.", "", _periods(context))


@on_sheet(period_missing)
def period_missing_on_sheet(period: ChosenPeriod) -> Expr:
    """Nothing is chosen."""
    return is_blank(period.cell)


@check(PERIOD_UNKNOWN, over=_PERIOD)
def period_unknown(chosen: TextField, context: HasPeriod) -> Issues:
    """The period is one that a report is made for."""
    if chosen.text and context.period is None:
        message = f"'{chosen.quoted}' is not a period of the program."
        yield Issue(chosen.at, message, chosen.quoted, _periods(context))


@on_sheet(period_unknown)
def period_unknown_on_sheet(period: ChosenPeriod) -> Expr:
    """What is chosen is not listed."""
    return period.row == 0


def _periods(context: HasPeriod) -> str:
    return f"{context.periods[0]} to {context.periods[-1]}"


CHECKS = (
    facility_missing,
    facility_not_on_roster,
    mco_missing,
    mco_not_on_roster,
    pairing_not_on_roster,
    roster_of_earlier_year,
    period_missing,
    period_unknown,
)
