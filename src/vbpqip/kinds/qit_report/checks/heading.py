"""2xx: facility, MCO, period and quarters."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.checking.catalogue.heading import (
    ATTESTATION_DATE_UNREADABLE,
    ATTESTED_BY_FORMULA,
    ATTESTED_TOO_EARLY,
    ATTESTED_TOO_LATE,
    FACILITY_MISSING,
    FACILITY_NOT_ON_ROSTER,
    MCO_MISSING,
    MCO_NOT_ON_ROSTER,
    NOT_ATTESTED,
    PAIRING_NOT_ON_ROSTER,
    PERIOD_MISSING,
    PERIOD_UNKNOWN,
    QUARTER_MISSING,
    QUARTER_UNKNOWN,
    QUARTERS_NOT_CONSECUTIVE,
    QUARTERS_REPEATED,
    ROSTER_OF_EARLIER_YEAR,
    WINDOW_NOT_ENDING_WITH_PERIOD,
)
from vbpqip.checking.check import Fault, Faults, check
from vbpqip.core.cells import Blank, Day, Typed, Unread, Unreadable
from vbpqip.core.parties import Roster, folded_name, nearest_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.review_context import Case
from vbpqip.workbook.compare import found_in
from vbpqip.workbook.entries import TextField


@check(FACILITY_MISSING)
def facility_missing(case: Case) -> Faults:
    """The report names the facility."""
    if not case.submission.facility.text:
        yield Fault(case.submission.facility.at, "The facility is blank.", "", "the facility's name")


@check(MCO_MISSING)
def mco_missing(case: Case) -> Faults:
    """The report names the MCO."""
    if not case.submission.mco.text:
        yield Fault(case.submission.mco.at, "The MCO is blank.", "", "the MCO's name")


def _roster(case: Case) -> Roster:
    return case.program.roster_in(case.rules_of)


@check(FACILITY_NOT_ON_ROSTER)
def facility_not_on_roster(case: Case) -> Faults:
    """The facility is on the roster of the period."""
    named = case.submission.facility
    if named.text and folded_name(named.text) not in _roster(case).facilities:
        yield _not_on_roster(named, (each.facility for each in _roster(case).pairings), "a facility of the roster")


@check(MCO_NOT_ON_ROSTER)
def mco_not_on_roster(case: Case) -> Faults:
    """The MCO is on the roster of the period."""
    named = case.submission.mco
    if named.text and folded_name(named.text) not in _roster(case).mcos:
        yield _not_on_roster(named, (each.mco for each in _roster(case).pairings), "an MCO of the roster")


def _not_on_roster(named: TextField, names: Iterable[str], expected: str) -> Fault:
    near = nearest_name(named.text, names)
    nearest = "" if near is None else f"; the nearest name on it is '{near}'"
    return Fault(named.at, f"'{named.quoted}' is not on the roster{nearest}.", named.quoted, near or expected)


@check(PAIRING_NOT_ON_ROSTER)
def pairing_not_on_roster(case: Case) -> Faults:
    """Facility and MCO are paired on the roster."""
    facility, mco, roster = case.submission.facility, case.submission.mco, _roster(case)
    pair = (folded_name(facility.text), folded_name(mco.text))
    if pair[0] in roster.facilities and pair[1] in roster.mcos and pair not in roster.pairs:
        paired = sorted(each.mco for each in roster.pairings if each.folded[0] == pair[0])
        message = f"{facility.text} is paired with {' and '.join(paired)}, not with {mco.text}."
        yield Fault(mco.at, message, mco.text, " or ".join(paired))


@check(ROSTER_OF_EARLIER_YEAR)
def roster_of_earlier_year(case: Case) -> Faults:
    """The roster speaks of the report's period, or terms name its facility and MCO."""
    named = case.submission
    names = (folded_name(named.facility.text), folded_name(named.mco.text))
    is_compared = case.period is not None and all(names)
    end = case.program.roster_end(case.rules_of, names) if is_compared else None
    if end is not None:
        message = f"The roster is of {end.year_name}; facility and MCO of {case.period} were compared with its names."
        yield Fault(named.facility.at, message, str(case.period), f"at most {end}")


@check(PERIOD_MISSING)
def period_missing(case: Case) -> Faults:
    """The report says which period it is for."""
    if not case.submission.period.text:
        yield Fault(case.submission.period.at, "The period is not chosen.", "", _periods(case))


@check(PERIOD_UNKNOWN)
def period_unknown(case: Case) -> Faults:
    """The period is one that a report is made for."""
    chosen = case.submission.period
    if chosen.text and case.period is None:
        yield Fault(chosen.at, f"'{chosen.quoted}' is not a period of the program.", chosen.quoted, _periods(case))


def _periods(case: Case) -> str:
    return f"{case.program.periods[0]} to {case.program.periods[-1]}"


def _expected(case: Case, nth: int) -> str:
    if case.period is None:
        return f"{case.program.quarters[0]} to {case.program.quarters[-1]}"
    return str(case.period.window()[nth])


@check(QUARTER_MISSING)
def quarter_missing(case: Case) -> Faults:
    """Four quarters are chosen."""
    for nth, chosen in enumerate(case.submission.quarters):
        if not chosen.text:
            yield Fault(chosen.at, f"Quarter {nth + 1} of 4 is not chosen.", "", _expected(case, nth))


def _known(case: Case) -> list[Quarter | None]:
    named = case.submission.named_quarters(case.program.years)
    return [quarter if quarter in case.program.quarters else None for quarter in named]


@check(QUARTER_UNKNOWN)
def quarter_unknown(case: Case) -> Faults:
    """Each quarter is one of the program's."""
    for nth, (chosen, quarter) in enumerate(zip(case.submission.quarters, _known(case), strict=True)):
        if chosen.text and quarter is None:
            message = f"'{chosen.quoted}' is not a quarter of the program."
            yield Fault(chosen.at, message, chosen.quoted, _expected(case, nth))


def _four(case: Case) -> list[Quarter] | None:
    """Return the four quarters, or ``None`` where one is missing or unknown, which is reported by itself."""
    known = [quarter for quarter in _known(case) if quarter is not None]
    return known if len(known) == len(case.submission.quarters) else None


@check(QUARTERS_REPEATED)
def quarters_repeated(case: Case) -> Faults:
    """The four quarters differ."""
    four = _four(case) or []
    for nth, quarter in enumerate(four):
        if quarter in four[:nth]:
            chosen = case.submission.quarters[nth]
            yield Fault(chosen.at, f"{quarter} is chosen twice.", chosen.text, _expected(case, nth))


def _breaks(four: list[Quarter]) -> list[int]:
    return [nth for nth in range(1, len(four)) if four[nth] != four[nth - 1].after(1)]


@check(QUARTERS_NOT_CONSECUTIVE)
def quarters_not_consecutive(case: Case) -> Faults:
    """The four quarters follow one another, earliest first."""
    four = _four(case) or []
    if len(set(four)) == len(four) and _breaks(four):
        nth = _breaks(four)[0]
        chosen = case.submission.quarters[nth]
        message = f"{chosen.text} does not follow {four[nth - 1]}."
        yield Fault(chosen.at, message, _in_words(four), _window_in_words(case, four))


@check(WINDOW_NOT_ENDING_WITH_PERIOD)
def window_not_ending_with_period(case: Case) -> Faults:
    """The four quarters end with the period."""
    four = _four(case)
    if four is None or case.period is None or _breaks(four):
        return
    if four[-1] != case.period:
        message = f"The four quarters end with {four[-1]}, but the report is for {case.period}."
        yield Fault(case.submission.quarters[-1].at, message, _in_words(four), _window_in_words(case, four))


def _in_words(quarters: list[Quarter]) -> str:
    return ", ".join(str(quarter) for quarter in quarters)


def _window_in_words(case: Case, four: list[Quarter]) -> str:
    return _in_words(list((case.period or max(four)).window()))


@check(NOT_ATTESTED)
def not_attested(case: Case) -> Faults:
    """The report says who prepared it and when."""
    by, on = case.submission.prepared_by, case.submission.prepared_on
    missing = [*([] if by.text else ["a name"]), *(["a date"] if isinstance(on.entry, Blank) else [])]
    if missing:
        at = on.at if by.text else by.at
        yield Fault(at, f"The attestation lacks {' and '.join(missing)}.", "", "name and date")


@check(ATTESTATION_DATE_UNREADABLE)
def attestation_date_unreadable(case: Case) -> Faults:
    """The date of the attestation is a date."""
    on = case.submission.prepared_on
    match on.entry:
        case Unreadable(text, _) if on.typed is not Typed.AS_FORMULA:
            message = f"The attestation's '{text}' is not stored as a date."
            yield Fault(on.at, message, text, "a date such as 2017-10-20")
        case _:
            pass


@check(ATTESTED_TOO_EARLY)
def attested_too_early(case: Case) -> Faults:
    """The report is attested on the last day of its window at the earliest."""
    on, (earliest, _) = case.submission.prepared_on, case.attestation_bounds
    match on.entry:
        case Day(value) if case.period is not None and value < earliest:
            message = f"Attested on {value}, before the window ended on {earliest}."
            yield Fault(on.at, message, str(value), f"{earliest} or later")
        case _:
            pass


@check(ATTESTED_TOO_LATE)
def attested_too_late(case: Case) -> Faults:
    """The report is attested before it is received, and before the program's last report."""
    on, (_, latest) = case.submission.prepared_on, case.attestation_bounds
    match on.entry:
        case Day(value) if value > latest:
            reason = "the program's last report was due" if case.received is None else "the report was received"
            message = f"Attested on {value}, but {reason} on {latest}."
            yield Fault(on.at, message, str(value), f"{latest} or earlier")
        case _:
            pass


@check(ATTESTED_BY_FORMULA)
def attested_by_formula(case: Case) -> Faults:
    """The day of the attestation is typed."""
    on = case.submission.prepared_on
    found = found_in(on.entry)
    if on.typed is Typed.AS_FORMULA and found:
        is_calculated = not isinstance(on.entry, Unreadable) or on.entry.why is not Unread.NEVER_CALCULATED
        what = f"a formula, which gives {found} for now" if is_calculated else f"a formula ({found}), never calculated"
        yield Fault(on.at, f"The day of the attestation is {what}.", found, "the day itself")


CHECKS = (
    facility_missing,
    facility_not_on_roster,
    mco_missing,
    mco_not_on_roster,
    pairing_not_on_roster,
    roster_of_earlier_year,
    period_missing,
    period_unknown,
    quarter_missing,
    quarter_unknown,
    quarters_repeated,
    quarters_not_consecutive,
    window_not_ending_with_period,
    not_attested,
    attestation_date_unreadable,
    attested_too_early,
    attested_too_late,
    attested_by_formula,
)
