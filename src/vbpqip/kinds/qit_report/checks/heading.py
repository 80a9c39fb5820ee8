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
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Day, Typed, Unread, Unreadable, found_in
from vbpqip.core.parties import Roster, nearest_name, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.items import OF_PERIOD, AnyItem, AttestedDay, QuarterItem, is_day, trimmed
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, all_, any_, guarded, not_


@check(FACILITY_MISSING)
def facility_missing(context: ReviewContext) -> Issues:
    """The report names the facility."""
    if not context.submission.facility.text:
        yield Issue(context.submission.facility.at, "The facility is blank.", "", "the facility's name")


@on_sheet(facility_missing)
def facility_missing_on_sheet(facility: AnyItem) -> Expr:
    """Nothing is chosen."""
    return trimmed(facility.cell) == ""


@check(MCO_MISSING)
def mco_missing(context: ReviewContext) -> Issues:
    """The report names the MCO."""
    if not context.submission.mco.text:
        yield Issue(context.submission.mco.at, "The MCO is blank.", "", "the MCO's name")


@on_sheet(mco_missing)
def mco_missing_on_sheet(mco: AnyItem) -> Expr:
    """Nothing is chosen."""
    return trimmed(mco.cell) == ""


def _roster(context: ReviewContext) -> Roster:
    return context.program.roster_in(context.rules_of)


@check(FACILITY_NOT_ON_ROSTER)
def facility_not_on_roster(context: ReviewContext) -> Issues:
    """The facility is on the roster of the period."""
    named = context.submission.facility
    if named.text and normalized_name(named.text) not in _roster(context).facilities:
        yield _not_on_roster(named, (each.facility for each in _roster(context).pairings), "a facility of the roster")


@on_sheet(facility_not_on_roster)
def facility_not_on_roster_on_sheet(facility: AnyItem) -> Expr:  # noqa: ARG001 -- as its like
    """No pairing of the roster has the facility."""
    return Ref("facility_rows") == 0


@check(MCO_NOT_ON_ROSTER)
def mco_not_on_roster(context: ReviewContext) -> Issues:
    """The MCO is on the roster of the period."""
    named = context.submission.mco
    if named.text and normalized_name(named.text) not in _roster(context).mcos:
        yield _not_on_roster(named, (each.mco for each in _roster(context).pairings), "an MCO of the roster")


@on_sheet(mco_not_on_roster)
def mco_not_on_roster_on_sheet(mco: AnyItem) -> Expr:  # noqa: ARG001 -- as its like
    """No pairing of the roster has the MCO."""
    return Ref("mco_rows") == 0


def _not_on_roster(named: TextField, names: Iterable[str], expected: str) -> Issue:
    near = nearest_name(named.text, names)
    nearest = "" if near is None else f"; the nearest name on it is '{near}'"
    return Issue(named.at, f"'{named.quoted}' is not on the roster{nearest}.", named.quoted, near or expected)


@check(PAIRING_NOT_ON_ROSTER)
def pairing_not_on_roster(context: ReviewContext) -> Issues:
    """Facility and MCO are paired on the roster."""
    facility, mco, roster = context.submission.facility, context.submission.mco, _roster(context)
    pair = (normalized_name(facility.text), normalized_name(mco.text))
    if pair[0] in roster.facilities and pair[1] in roster.mcos and pair not in roster.pairs:
        paired = sorted(each.mco for each in roster.pairings if each.normalized[0] == pair[0])
        message = f"{facility.text} is paired with {' and '.join(paired)}, not with {mco.text}."
        yield Issue(mco.at, message, mco.text, " or ".join(paired))


@on_sheet(pairing_not_on_roster)
def pairing_not_on_roster_on_sheet(mco: AnyItem) -> Expr:  # noqa: ARG001 -- as its like
    """Both are on the roster, and no pairing has both."""
    return all_(Ref("facility_rows") > 0, Ref("mco_rows") > 0, Ref("pairing_rows") == 0)


@check(ROSTER_OF_EARLIER_YEAR)
def roster_of_earlier_year(context: ReviewContext) -> Issues:
    """The roster speaks of the report's period, or terms name its facility and MCO."""
    named = context.submission
    names = (normalized_name(named.facility.text), normalized_name(named.mco.text))
    is_compared = context.period is not None and all(names)
    end = context.program.roster_end(context.rules_of, names) if is_compared else None
    if end is not None:
        message = (
            f"The roster is of {end.year_name}; facility and MCO of {context.period} were compared with its names."
        )
        yield Issue(named.facility.at, message, str(context.period), f"at most {end}")


@check(PERIOD_MISSING)
def period_missing(context: ReviewContext) -> Issues:
    """The report says which period it is for."""
    if not context.submission.period.text:
        yield Issue(context.submission.period.at, "The period is not chosen.", "", _periods(context))


@on_sheet(period_missing)
def period_missing_on_sheet(period: AnyItem) -> Expr:
    """Nothing is chosen."""
    return trimmed(period.cell) == ""


@check(PERIOD_UNKNOWN)
def period_unknown(context: ReviewContext) -> Issues:
    """The period is one that a report is made for."""
    chosen = context.submission.period
    if chosen.text and context.period is None:
        yield Issue(chosen.at, f"'{chosen.quoted}' is not a period of the program.", chosen.quoted, _periods(context))


@on_sheet(period_unknown)
def period_unknown_on_sheet(period: AnyItem) -> Expr:  # noqa: ARG001 -- as its like
    """What is chosen is not listed."""
    return OF_PERIOD == 0


def _periods(context: ReviewContext) -> str:
    return f"{context.program.periods[0]} to {context.program.periods[-1]}"


def _expected(context: ReviewContext, nth: int) -> str:
    if context.period is None:
        return f"{context.program.quarters[0]} to {context.program.quarters[-1]}"
    return str(context.period.window()[nth])


@check(QUARTER_MISSING)
def quarter_missing(context: ReviewContext) -> Issues:
    """Four quarters are chosen."""
    for nth, chosen in enumerate(context.submission.quarters):
        if not chosen.text:
            yield Issue(chosen.at, f"Quarter {nth + 1} of 4 is not chosen.", "", _expected(context, nth))


@on_sheet(quarter_missing)
def quarter_missing_on_sheet(quarter: QuarterItem) -> Expr:
    """Nothing is chosen."""
    return trimmed(quarter.cell) == ""


@check(QUARTER_UNKNOWN)
def quarter_unknown(context: ReviewContext) -> Issues:
    """Each quarter is one of the program's."""
    for nth, (chosen, quarter) in enumerate(zip(context.submission.quarters, context.quarters, strict=True)):
        if chosen.text and quarter is None:
            message = f"'{chosen.quoted}' is not a quarter of the program."
            yield Issue(chosen.at, message, chosen.quoted, _expected(context, nth))


@on_sheet(quarter_unknown)
def quarter_unknown_on_sheet(quarter: QuarterItem) -> Expr:
    """What is chosen is not listed."""
    return quarter.row == 0


def _four(context: ReviewContext) -> list[Quarter] | None:
    """Return the four quarters, or ``None`` where one is missing or unknown, which is reported by itself."""
    known = [quarter for quarter in context.quarters if quarter is not None]
    return known if len(known) == len(context.submission.quarters) else None


@check(QUARTERS_REPEATED)
def quarters_repeated(context: ReviewContext) -> Issues:
    """The four quarters differ."""
    four = _four(context) or []
    for nth, quarter in enumerate(four):
        if quarter in four[:nth]:
            chosen = context.submission.quarters[nth]
            yield Issue(chosen.at, f"{quarter} is chosen twice.", chosen.text, _expected(context, nth))


@on_sheet(quarters_repeated)
def quarters_repeated_on_sheet(quarter: QuarterItem) -> Expr | None:
    """All four are known, and it is one of those before it."""
    before = [QuarterItem(nth).row == quarter.row for nth in range(1, quarter.nth)]
    return all_(Ref("quarters_known") == 1, any_(*before)) if before else None


def _breaks(four: list[Quarter]) -> list[int]:
    return [nth for nth in range(1, len(four)) if four[nth] != four[nth - 1].after(1)]


@check(QUARTERS_NOT_CONSECUTIVE)
def quarters_not_consecutive(context: ReviewContext) -> Issues:
    """The four quarters follow one another, earliest first."""
    four = _four(context) or []
    if len(set(four)) == len(four) and _breaks(four):
        nth = _breaks(four)[0]
        chosen = context.submission.quarters[nth]
        message = f"{chosen.text} does not follow {four[nth - 1]}."
        yield Issue(chosen.at, message, _in_words(four), _window_in_words(context, four))


@on_sheet(quarters_not_consecutive)
def quarters_not_consecutive_on_sheet(quarter: QuarterItem) -> Expr | None:
    """All four are known and differ, and it is the first that does not follow the one before it."""
    if quarter.nth == 1:
        return None
    follows = [QuarterItem(nth).row == QuarterItem(nth - 1).row + 1 for nth in range(2, quarter.nth)]
    return all_(
        Ref("quarters_known") == 1,
        Ref("quarters_differ") == 1,
        *follows,
        quarter.row != QuarterItem(quarter.nth - 1).row + 1,
    )


@check(WINDOW_NOT_ENDING_WITH_PERIOD)
def window_not_ending_with_period(context: ReviewContext) -> Issues:
    """The four quarters end with the period."""
    four = _four(context)
    if four is None or context.period is None or _breaks(four):
        return
    if four[-1] != context.period:
        message = f"The four quarters end with {four[-1]}, but the report is for {context.period}."
        yield Issue(context.submission.quarters[-1].at, message, _in_words(four), _window_in_words(context, four))


@on_sheet(window_not_ending_with_period)
def window_not_ending_with_period_on_sheet(quarter: QuarterItem) -> Expr | None:
    """It is the last of four that follow one another, and not the period."""
    if quarter.nth < len(QUARTERS):
        return None
    return all_(Ref("quarters_follow") == 1, OF_PERIOD > 0, quarter.row != OF_PERIOD + (len(QUARTERS) - 1))


def _in_words(quarters: list[Quarter]) -> str:
    return ", ".join(str(quarter) for quarter in quarters)


def _window_in_words(context: ReviewContext, four: list[Quarter]) -> str:
    return _in_words(list((context.period or max(four)).window()))


@check(NOT_ATTESTED)
def not_attested(context: ReviewContext) -> Issues:
    """The report says who prepared it and when."""
    by, on, title = (
        context.submission.attested_by,
        context.submission.attested_on,
        context.submission.attested_title,
    )
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


@on_sheet(not_attested)
def not_attested_on_sheet(entry: AnyItem) -> Expr:
    """Nothing is entered; only the first such entry is told of."""
    return trimmed(entry.cell) == ""


@check(ATTESTATION_DATE_UNREADABLE)
def attestation_date_unreadable(context: ReviewContext) -> Issues:
    """The date of the attestation is a date."""
    on = context.submission.attested_on
    match on.entry:
        case Unreadable(text, _) if on.typed is not Typed.AS_FORMULA:
            message = f"The attestation's '{text}' is not stored as a date."
            yield Issue(on.at, message, text, "a date such as 2017-10-20")
        case _:
            pass


@on_sheet(attestation_date_unreadable)
def attestation_date_unreadable_on_sheet(day: AttestedDay) -> Expr:
    """It is stored as something that is no date."""
    return Call("IFERROR", not_(is_day(day.cell)), True)  # noqa: FBT003 -- a value of the sheet


@check(ATTESTED_TOO_EARLY)
def attested_too_early(context: ReviewContext) -> Issues:
    """The report is attested on the last day of its window at the earliest."""
    on, (earliest, _) = context.submission.attested_on, context.attestation_bounds
    match on.entry:
        case Day(value) if context.period is not None and value < earliest:
            message = f"Attested on {value}, before the window ended on {earliest}."
            yield Issue(on.at, message, str(value), f"{earliest} or later")
        case _:
            pass


@on_sheet(attested_too_early)
def attested_too_early_on_sheet(day: AttestedDay) -> Expr:
    """It lies before the last day of the window."""
    end = Call("INDEX", Whole("list_window_end"), Call("MAX", 1, OF_PERIOD))
    return guarded(is_day(day.cell), all_(OF_PERIOD > 0, Call("INT", day.cell) < end))


@check(ATTESTED_TOO_LATE)
def attested_too_late(context: ReviewContext) -> Issues:
    """The report is attested before it is received, and before the program's last report."""
    on, (_, latest) = context.submission.attested_on, context.attestation_bounds
    match on.entry:
        case Day(value) if value > latest:
            reason = "the program's last report was due" if context.received is None else "the report was received"
            message = f"Attested on {value}, but {reason} on {latest}."
            yield Issue(on.at, message, str(value), f"{latest} or earlier")
        case _:
            pass


@on_sheet(attested_too_late)
def attested_too_late_on_sheet(day: AttestedDay) -> Expr:
    """It lies after the program's last report."""
    return guarded(is_day(day.cell), Call("INT", day.cell) > day.latest)


@check(ATTESTED_BY_FORMULA)
def attested_by_formula(context: ReviewContext) -> Issues:
    """The day of the attestation is typed."""
    on = context.submission.attested_on
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
