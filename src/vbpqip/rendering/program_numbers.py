"""The program's numbers and calendar as text, JSON and iCalendar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.registry import known
from vbpqip.output.explained_numbers import alternatives_in_words, grounds_document, span_in_words
from vbpqip.output.json_values import own_dates_document
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.parameters import Basis
from vbpqip.program.program import EffectiveNumber, Program
from vbpqip.program.texts import ProgramTexts

_WRITTEN = datetime(2017, 7, 19, tzinfo=UTC)
"""Stamp of the calendar's events, so that the same calendar gives the same bytes."""


def numbers_as_text(numbers: Iterable[EffectiveNumber], width: int) -> str:
    """Return numbers as text, one paragraph each."""
    return "\n\n".join("\n".join(_number_lines(number, width)) for number in numbers)


def _number_lines(number: EffectiveNumber, width: int) -> Iterator[str]:
    grounds = number.grounds
    yield f"{number.key} = {number.value}"
    said = (
        f"{number.title} ({number.unit})",
        f"{grounds.basis} {span_in_words(grounds)}{f', {grounds.source}' if grounds.source else ''}",
        grounds.note,
        alternatives_in_words(number.alternatives),
    )
    yield from (wrapped(words, width, "  ", "  ") for words in said if words)


def numbers_as_json(numbers: Iterable[EffectiveNumber]) -> str:
    """Return numbers as a JSON list; ``until``, ``quote`` and ``alternatives`` are said where there are such."""
    return json.dumps([_number(number) for number in numbers], indent=2, ensure_ascii=False)


def _number(number: EffectiveNumber) -> dict[str, Any]:
    grounds = grounds_document(number.grounds)
    said = {name: value for name, value in grounds.items() if value is not None or name not in {"until", "quote"}}
    others = {"alternatives": list(number.alternatives)} if number.alternatives else {}
    return {"key": number.key, "value": number.value, "unit": number.unit, **said, **others}


def calendar_as_text(periods: Iterable[PeriodDates], texts: ProgramTexts) -> str:
    """Return the calendar as a table of 80 columns."""
    pays, reports = f"{texts.mco} pays", f"{texts.state} report"
    lines = [f"{'Period':<8}{'Window':<19}{'Report due':<12}{'Review by':<12}{pays:<14}{reports:<12}".rstrip()]
    for dates in periods:
        window = f"{dates.window_start:%b %Y}-{dates.window_end:%b %Y}"
        pays = f"{dates.payment_months[0]:%b}-{dates.payment_months[-1]:%b %Y}"
        mark = "" if dates.basis is Basis.STATED else f"{dates.basis}"[0]
        lines.append(
            f"{dates.period!s:<8}{window:<19}{dates.report_due!s:<12}{dates.review_done!s:<12}{pays:<14}"
            f"{dates.doh_report_due!s:<12}{mark}".rstrip()
        )
        if dates.is_extended:
            lines.append(f"{'':<8}{' and '.join(dates.late_results.values())} alone: {dates.late_results_due}")
    return "\n".join(
        [*lines, "", "i: inferred by rule from the printed dates; a: agreed in the terms; others: printed."]
    )


def calendar_as_json(periods: Iterable[PeriodDates]) -> str:
    """Return the calendar as a JSON list; payment months are ``YYYY-MM``."""
    return json.dumps([_dates(dates) for dates in periods], indent=2)


def _dates(dates: PeriodDates) -> dict[str, Any]:
    return {
        "period": str(dates.period),
        "window_start": dates.window_start.isoformat(),
        "window_end": dates.window_end.isoformat(),
        "report_due": dates.report_due.isoformat(),
        "own_dates": own_dates_document(dates.own_dates),
        "review_done": dates.review_done.isoformat(),
        "payment_months": [f"{month:%Y-%m}" for month in dates.payment_months],
        "doh_report_due": dates.doh_report_due.isoformat(),
        "basis": str(dates.basis),
    }


def calendar_as_ics(periods: Iterable[PeriodDates], program: Program) -> str:
    """Return the due dates as an iCalendar of whole days."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- only this form of the calendar needs it

    calendar = Calendar()
    calendar.add("prodid", f"-//vbpqip//{program.texts.name} calendar//EN")
    calendar.add("version", "2.0")
    for dates in periods:
        for name, words, day in chain.from_iterable(kind.calendar_events(program, dates.period) for kind in known()):
            event = Event()
            event.add("uid", f"{str(dates.period).replace(' ', '-').lower()}-{name}@vbpqip")
            event.add("dtstamp", _WRITTEN)
            event.add("dtstart", day)
            event.add("summary", f"{program.texts.name} {dates.period}: {words}")
            event.add("description", f"Basis of the date: {dates.basis}.")
            calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()
