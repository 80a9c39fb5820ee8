"""A pairing's terms, overlaid on a program's numbers.

What stands at the top of a terms file holds for every pairing. An agreement of the file is of one facility, of one
MCO, or of the two: its numbers are overlaid on those at the top. Of a pairing the agreement of the two applies, where
there is none that of the one or the other; where these fit equally, the file is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from vbpqip.core.findings import Waiver
from vbpqip.core.parties import nearest_names, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.typed_names import did_you_mean
from vbpqip.program.calendar import CALENDAR_RULES, Printed, read_printed
from vbpqip.program.changed_measures import AgreedChange, read_measure_change
from vbpqip.program.desk import Desk
from vbpqip.program.menu import MenuRow, read_off_menu_row
from vbpqip.program.parameters import DatedValue, Parameters, read_terms_values
from vbpqip.program.program import AREAS, Program
from vbpqip.program.roster import AgreedAward, read_agreed_award, read_agreed_row
from vbpqip.program.severity_overrides import SeverityOverrides, read_overrides, read_waivers
from vbpqip.program.tables import TomlTable

_IN_AGREEMENTS = ("measures", "changed_measures", "removed_measures", "printed", "severities", *AREAS)
"""What can be agreed on by single pairings too."""

_AT_THE_TOP = ("title", "pairings", "awards", "waivers", "agreements", "desk", *_IN_AGREEMENTS)


def under_terms(program: Program, terms: TomlTable) -> Program:
    """Return the program under terms; where a mistake is kept, something that is not used."""
    title = terms.text("title")
    pairings = terms.read_each("pairings", read_agreed_row)
    awards = terms.read_each("awards", read_agreed_award)
    waivers, agreements = read_waivers(terms), terms.tables("agreements")
    _reject_unknown_keys(terms, _AT_THE_TOP)
    known = program._replace(
        terms=title,
        roster=program.roster + tuple(row for _, row in pairings),
        awards=tuple(award for _, award in awards),
        severity_overrides=SeverityOverrides(
            terms.file, waivers={f"{entry.path}.code": waiver for entry, waiver in waivers}
        ),
    )
    general = _agreed(known, terms)
    _reject_awards_astray(general, awards)
    if general.periods:
        _reject_waivers_astray(general, waivers)
    if terms.has("desk"):
        general = general.at_desk(_desk(general, terms.table("desk")))
    return general._replace(agreements=_by_names(general, agreements))


def _desk(general: Program, table: TomlTable) -> Desk:
    """Read whose desk it is, what it collects, and the day by which it says who is missing."""
    mco, period = table.optional_text("mco") or "", table.optional_quarter("period")
    desk = Desk(mco, period, table.optional_day("as_of"))
    table.done()
    if mco:
        _reject_stranger(table, "mco", mco, [row.pairing.mco for row in general.roster])
    if period is not None and general.periods and period not in general.periods:
        table.reject("period", f"{period} is none of the periods.")
    return desk


def _by_names(general: Program, agreements: tuple[TomlTable, ...]) -> Mapping[tuple[str, str], Program]:
    """Return the program under each agreement, by the names that it is of as they are compared."""
    found: dict[tuple[str, str], Program] = {}
    places: dict[tuple[str, str], str] = {}
    for entry in agreements:
        facility, mco = (entry.optional_text(part) or "" for part in ("facility", "mco"))
        _reject_strangers(general, entry, facility, mco)
        names = normalized_name(facility), normalized_name(mco)
        if names in places:
            entry.reject("facility" if facility else "mco", f"{places[names]} is of the same; write the two as one.")
        places.setdefault(names, entry.path)
        _reject_unknown_keys(entry, ("facility", "mco", *_IN_AGREEMENTS))
        of = " and ".join(filter(None, (facility, mco)))
        found[names] = _agreed(general._replace(terms=f"{general.terms}, agreement of {of}"), entry)
    _reject_equal_fits(general, agreements, places)
    return found


def _reject_strangers(general: Program, entry: TomlTable, facility: str, mco: str) -> None:
    """Reject an agreement of nobody, and one of names or pairings that the roster does not have."""
    pairings = [row.pairing for row in general.roster]
    if not (facility or mco):
        entry.reject("facility", "is missing; an agreement names 'facility', 'mco', or both.")
    named = {
        "facility": (facility, [each.facility for each in pairings]),
        "mco": (mco, [each.mco for each in pairings]),
    }
    for part, (name, known) in named.items():
        if name:
            _reject_stranger(entry, part, name, known)
    pairs = {each.normalized for each in pairings}
    if facility and mco and entry.is_sound and (normalized_name(facility), normalized_name(mco)) not in pairs:
        reason = f"{facility} and {mco} are a pairing neither on the roster nor in the pairings of these terms."
        entry.reject("mco", reason)


def _reject_stranger(entry: TomlTable, key: str, name: str, known: list[str]) -> None:
    if normalized_name(name) not in map(normalized_name, known):
        meant = did_you_mean(nearest_names(name, known))
        entry.reject(key, f"{name!r} is neither on the roster nor in the pairings of these terms.{meant}")


def _reject_equal_fits(
    general: Program, agreements: tuple[TomlTable, ...], places: Mapping[tuple[str, str], str]
) -> None:
    """Reject agreements of a facility and of an MCO that are a pairing of which there is no agreement of the two."""
    entries = {entry.path: entry for entry in agreements}
    for pairing in general.roster:
        facility, mco = pairing.pairing.normalized
        own, other = places.get((facility, "")), places.get(("", mco))
        if own and other and (facility, mco) not in places:
            of = f"{pairing.pairing.facility} and {pairing.pairing.mco}"
            entries[other].reject("mco", f"{own} fits {of} equally; write an agreement of the two.")


def _agreed(program: Program, table: TomlTable) -> Program:
    """Return the program under what a table of terms agrees on; where a mistake is kept, something that is not used."""
    rows = table.read_each("measures", read_off_menu_row)
    _reject_known_measures(program.menu, rows)
    changed = table.read_each("changed_measures", lambda entry: read_measure_change(entry, program.menu))
    removed = table.read_each("removed_measures", lambda entry: _removed(entry, program.menu))
    for nth, (entry, (key, _)) in enumerate(removed):
        if key in [each for _, (each, _) in removed[:nth]]:
            entry.reject("key", f"{key!r} is removed by an entry above already.")
    printed = table.read_each("printed", lambda entry: read_printed(entry, agreed=True))
    severities = read_overrides(table)
    parameters = program.parameters
    for area in AREAS:
        if table.has(area):
            parameters = _overlaid_area(parameters, table.table(area), area)
    menu = _without(_changed(program.menu, changed), dict(each for _, each in removed))
    agreed = program._replace(
        parameters=parameters,
        menu=menu + tuple(row for _, row in rows),
        agreed=_dates(program, parameters, [dates for _, dates in printed]),
        severity_overrides=program.severity_overrides.under(severities),
    )
    if _has_periods(table, agreed):
        _reject_dates_astray(agreed, printed)
    return agreed


def _dates(program: Program, parameters: Parameters, own: list[Printed]) -> Mapping[Quarter, Printed]:
    """Return the dates that were agreed on for periods; earlier ones are left out where a rule was agreed on since."""
    dates = {period: _without_ruled(each, program.parameters, parameters) for period, each in program.agreed.items()}
    for each in own:
        dates[each.period] = each.over(dates.get(each.period))
    return dates


def _without_ruled(dates: Printed, before: Parameters, now: Parameters) -> Printed:
    ruled = [
        field for field, rule in CALENDAR_RULES.items() if before[rule].at(dates.period) != now[rule].at(dates.period)
    ]
    silent: dict[str, Any] = dict.fromkeys(ruled)
    return dates._replace(**silent)


def _reject_unknown_keys(table: TomlTable, known: tuple[str, ...]) -> None:
    for key in table.content:
        if key not in known:
            table.reject(key, f"is not a key that belongs here; known are {', '.join(known)}.")


def _has_periods(terms: TomlTable, program: Program) -> bool:
    """Whether first, last and baseline period fit together; where not, that is rejectd."""
    if not program.periods:
        terms.reject("calendar.last_period", f"is before the first period, {program.first_period}.")
    elif program.baseline not in program.periods:
        terms.reject("calendar.baseline", f"{program.baseline} is none of the periods.")
    return bool(program.periods)


def _reject_dates_astray(program: Program, printed: list[tuple[TomlTable, Printed]]) -> None:
    seen: set[Quarter] = set()
    for entry, dates in printed:
        period, end = dates.period, dates.period.last_day
        if period not in program.periods:
            entry.reject("period", f"{period} is none of the periods.")
        elif period in seen:
            entry.reject("period", f"{period} has an entry already; write its dates in one.")
        seen.add(period)
        due = dates.report_due
        for key, day in dates.days():
            if day < end:
                entry.reject(key, f"{day} is before the window of {period} ends, on {end}.")
            elif due is not None and day < due:
                entry.reject(key, f"{day} is before the report is due, on {due}.")


def _reject_waivers_astray(program: Program, waivers: list[tuple[TomlTable, Waiver]]) -> None:
    """Reject waivers that can never hold."""
    facilities = [row.pairing.facility for row in program.roster]
    for entry, waiver in waivers:
        end = waiver.period.last_day
        if entry.is_sound_at("facility"):
            _reject_stranger(entry, "facility", waiver.facility, facilities)
        if waiver.period not in program.periods:
            entry.reject("period", f"{waiver.period} is none of the periods.")
        elif entry.is_sound_at("period") and waiver.until < end:
            entry.reject("until", f"{waiver.until} is before the window of {waiver.period} ends, on {end}.")


def _reject_awards_astray(program: Program, awards: list[tuple[TomlTable, AgreedAward]]) -> None:
    """Reject awards of pairings that nobody has."""
    known = {row.pairing.normalized for row in program.roster}
    for entry, award in awards:
        if entry.is_sound and award.names not in known:
            of = f"{entry.content['facility']} and {entry.content['mco']}"
            entry.reject("mco", f"{of} are a pairing neither on the roster nor in the pairings of these terms.")


def _overlaid_area(parameters: Parameters, table: TomlTable, area: str) -> Parameters:
    for name in list(table.content):
        key = f"{area}.{name}"
        if key not in parameters:
            known = ", ".join(parameter.key.split(".")[1] for parameter in parameters.of({area}))
            table.reject(name, f"is not a number of the program; known are {known}.")
        elif not isinstance(table.content[name], dict):
            table.reject(name, f"has no values; write [[{key}.values]] above since, value and source.")
        else:
            parameters = _with_values(parameters, table.table(name), key)
    return parameters


def _with_values(parameters: Parameters, table: TomlTable, key: str) -> Parameters:
    nothing: tuple[DatedValue, ...] = ()
    values = table.kept(nothing, lambda: read_terms_values(table, parameters[key]))
    return parameters.changed(parameters[key].overlaid(values)) if values else parameters


def _removed(entry: TomlTable, menu: tuple[MenuRow, ...]) -> tuple[str, date]:
    """Read a measure of the menu that a pairing leaves out: its key, and the day from which on."""
    key, since = entry.text("key"), entry.quarter("since")
    entry.text("source")
    entry.done()
    row = next((row for row in menu if row.measure.key == key), None)
    if row is None or row.measure.removed is not None:
        entry.reject("key", f"{key!r} is no measure on the menu.")
    return key, since.first_day


def _without(menu: tuple[MenuRow, ...], removed: Mapping[str, date]) -> tuple[MenuRow, ...]:
    """Return the menu without some measures, by their keys, from a day on."""
    days = ((row, removed.get(row.measure.key, row.measure.removed)) for row in menu)
    return tuple(row._replace(measure=row.measure._replace(removed=day)) for row, day in days)


def _changed(menu: tuple[MenuRow, ...], changes: list[tuple[TomlTable, AgreedChange]]) -> tuple[MenuRow, ...]:
    """Return the menu with changed measures; changes of one measure stand in the order of their quarters."""
    since: dict[str, Quarter] = {}
    for entry, change in changes:
        if change.key in since and change.grounds.since <= since[change.key]:
            reason = f"{change.key!r} changes in {since[change.key]} already; write changes in their order."
            entry.reject("since", reason)
        since[change.key] = change.grounds.since
        menu = tuple(each for row in menu for each in _with_change(row, change))
    return menu


def _with_change(row: MenuRow, change: AgreedChange) -> tuple[MenuRow, ...]:
    """Return a row of the menu under a change: a row that ends before it stays as it is."""
    concerned = row.measure.key == change.key and not row.grounds.has_ended(change.grounds.since)
    return change.of(row) if concerned else (row,)


def _reject_known_measures(menu: tuple[MenuRow, ...], rows: list[tuple[TomlTable, MenuRow]]) -> None:
    taken = {row.measure.key for row in menu}
    times = Counter(row.measure.key for _, row in rows)
    for entry, row in rows:
        key = row.measure.key
        if key in taken or times.pop(key, 1) > 1:  # of several measures of one key the first is named
            entry.reject("key", f"{key!r} is another measure's key; choose another one.")
