"""2xx: who attests to a report, and when."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from vbpqip.checking.catalogue.heading import (
    ATTESTATION_DATE_UNREADABLE,
    ATTESTED_BY_FORMULA,
    ATTESTED_TOO_EARLY,
    ATTESTED_TOO_LATE,
    NOT_ATTESTED,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.checking.on_sheet import SheetCondition, on_sheet
from vbpqip.core.cells import Blank, Day, Typed, Unread, Unreadable, found_in
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.shared.numbers import PeriodOnForm
from vbpqip.kinds.shared.typed import EntryOnForm
from vbpqip.program.program import Program
from vbpqip.workbook.conditions import is_blank, is_day, says_nothing
from vbpqip.workbook.entries import DayField, TextField
from vbpqip.workbook.expr import Call, Expr, Ref, all_, if_, not_


class Attestation(NamedTuple):
    """Who attests to a report, and when; ``title`` is ``None`` where the form has no place for one."""

    by: TextField
    title: TextField | None
    on: DayField


class HasAttestation(Protocol):
    """A report that somebody attests to."""

    @property
    def attestation(self) -> Attestation:
        """Who attests to it, and when."""

    @property
    def program(self) -> Program:
        """The program's numbers."""

    @property
    def last_day_covered(self) -> date | None:
        """The last day that it is about, ``None`` where its period is not known."""

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are effective: the program's first period where none is known."""

    @property
    def received(self) -> date | None:
        """The day of receipt, ``None`` where it is not known."""


class AttestedDay(NamedTuple):
    """The day of the attestation on a form, the last one that it can have, and the period that the form names.

    ``entered`` is the day that stands in its cell: see :func:`day_entered`.
    """

    cell: Ref
    entered: Expr
    latest: date
    period: PeriodOnForm

    @property
    def possible(self) -> Expr:
        """The day, 0 where there is none, or one that it cannot have been made on: see :func:`day_attested`."""
        within = all_(self.entered >= self.period.window_end, self.entered <= self.latest)
        return if_(all_(within, not_(Call("ISFORMULA", self.cell))), self.entered, 0)


_NO_DAY, _NOTHING = -1, -2


def day_entered(cell: Ref) -> Expr:
    """Return the day that stands in a cell, -1 where something does that is none, -2 where nothing does."""
    other = if_(says_nothing(cell), _NOTHING, _NO_DAY)
    return Call("IFERROR", if_(is_day(cell), Call("INT", cell), other), _NO_DAY)


_ATTESTATION = Items[HasAttestation, Attestation, EntryOnForm](lambda context: (context.attestation,))
"""On a form each of its entries."""
DAY_ATTESTED = Items[HasAttestation, DayField, AttestedDay](lambda context: (context.attestation.on,))


def last_attestation(program: Program) -> date:
    """Return the last day on which any report of a program can be attested: that on which its last one is due."""
    return program.dates(program.periods[-1]).doh_report_due


def _latest(context: HasAttestation) -> date:
    """Return the last day on which a report can be attested: that of its receipt, or the program's end."""
    return context.received or last_attestation(context.program)


def _earliest(context: HasAttestation) -> date:
    """Return the first day on which a report can be attested: the last one that it is about."""
    return context.last_day_covered or context.rules_of.last_day


def day_attested(context: HasAttestation) -> date | None:
    """Return the day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""
    on = context.attestation.on
    match on.entry:
        case Day(value) if on.typed is not Typed.AS_FORMULA and _earliest(context) <= value <= _latest(context):
            return value
        case _:
            return None


@check(NOT_ATTESTED, over=_ATTESTATION)
def not_attested(attestation: Attestation, _: HasAttestation) -> Issues:
    """The report says who prepared it and when."""
    by, title, on = attestation
    blank = {
        "a name": by.at if not by.text else None,
        "a title": title.at if title is not None and not title.text else None,
        "a date": on.at if isinstance(on.entry, Blank) else None,
    }
    missing = {what: at for what, at in blank.items() if at is not None}
    if missing:
        at = next(iter(missing.values()))
        expected = "name and date" if title is None else "name, title and date"
        *first, last = missing
        what = f"{', '.join(first)} and {last}" if first else last
        yield Issue(at, f"The attestation lacks {what}.", "", expected)


@on_sheet(not_attested, once_a_row=True)
def not_attested_on_sheet(entry: EntryOnForm) -> Expr:
    """Nothing is entered; only the first such entry is told of."""
    return is_blank(entry.cell)


def _no_day_given(day: AttestedDay) -> Expr:
    return day.entered == _NOTHING


day_not_given_on_sheet = SheetCondition(NOT_ATTESTED, _no_day_given, once_a_row=True)
"""The same of the day."""


@check(ATTESTATION_DATE_UNREADABLE, over=DAY_ATTESTED)
def attestation_date_unreadable(on: DayField, _: HasAttestation) -> Issues:
    """The date of the attestation is a date."""
    match on.entry:
        case Unreadable(text, _) if on.typed is not Typed.AS_FORMULA:
            message = f"The attestation's '{text}' is not stored as a date."
            yield Issue(on.at, message, text, "a date such as 2017-10-20")
        case _:
            pass


@on_sheet(attestation_date_unreadable)
def attestation_date_unreadable_on_sheet(day: AttestedDay) -> Expr:
    """It is stored as something that is no date."""
    return day.entered == _NO_DAY


@check(ATTESTED_TOO_EARLY, over=DAY_ATTESTED)
def attested_too_early(on: DayField, context: HasAttestation) -> Issues:
    """The report is attested on the last day of its window at the earliest."""
    match on.entry:
        case Day(value) if (earliest := context.last_day_covered) is not None and value < earliest:
            message = f"Attested on {value}, before the window ended on {earliest}."
            yield Issue(on.at, message, str(value), f"{earliest} or later")
        case _:
            pass


@on_sheet(attested_too_early)
def attested_too_early_on_sheet(day: AttestedDay) -> Expr:
    """It lies before the last day of the window."""
    return all_(day.period.row > 0, day.entered >= 0, day.entered < day.period.window_end)


@check(ATTESTED_TOO_LATE, over=DAY_ATTESTED)
def attested_too_late(on: DayField, context: HasAttestation) -> Issues:
    """The report is attested before it is received, and before the program's last report."""
    match on.entry:
        case Day(value) if value > (latest := _latest(context)):
            reason = "the program's last report was due" if context.received is None else "the report was received"
            message = f"Attested on {value}, but {reason} on {latest}."
            yield Issue(on.at, message, str(value), f"{latest} or earlier")
        case _:
            pass


@on_sheet(attested_too_late)
def attested_too_late_on_sheet(day: AttestedDay) -> Expr:
    """It lies after the program's last report."""
    return day.entered > day.latest


@check(ATTESTED_BY_FORMULA, over=DAY_ATTESTED)
def attested_by_formula(on: DayField, _: HasAttestation) -> Issues:
    """The day of the attestation is typed."""
    found = found_in(on.entry)
    if on.typed is Typed.AS_FORMULA and found:
        is_calculated = not isinstance(on.entry, Unreadable) or on.entry.why is not Unread.NEVER_CALCULATED
        what = f"a formula, which gives {found} for now" if is_calculated else f"a formula ({found}), never calculated"
        yield Issue(on.at, f"The day of the attestation is {what}.", found, "the day itself")


@on_sheet(attested_by_formula)
def attested_by_formula_on_sheet(day: AttestedDay) -> Expr:
    """It is calculated."""
    return Call("ISFORMULA", day.cell)


CHECKS = (
    not_attested,
    attestation_date_unreadable,
    attested_too_early,
    attested_too_late,
    attested_by_formula,
)
