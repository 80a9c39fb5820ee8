"""The program's numbers and calendar as text, JSON and iCalendar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.text_columns import in_column
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.kinds.registry import known
from vbpqip.output.explained_numbers import alternatives_in_words, grounds_document, span_in_words
from vbpqip.output.json_values import own_dates_document
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.parameters import Basis
from vbpqip.program.program import EffectiveNumber, Program
from vbpqip.program.submissions import CalendarSubmission, submissions_in

if TYPE_CHECKING:
    from icalendar import Event

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


_WIDTH = 80
_MARKS = {Basis.STATED: "", Basis.INFERRED: "i", Basis.MEASURED: "m", Basis.ASSUMED: "u", Basis.AGREED: "a"}
_MEANINGS = {
    Basis.INFERRED: "i: inferred by rule from the printed dates",
    Basis.MEASURED: "m: measured",
    Basis.ASSUMED: "u: assumed",
    Basis.AGREED: "a: agreed in the terms",
    Basis.STATED: "others: printed",
}


def calendar_as_text(periods: Sequence[PeriodDates], program: Program) -> str:
    """Return the calendar as a table of 80 columns, and below it who sends what to whom.

    Behind each date that is not printed a letter tells its basis.
    """
    words = program.vocabulary
    pays, reports = f"{words.mco} pays", f"{words.state} report"
    lines = [_line("Period", "Window", "Report due", "Review by", pays, reports)]
    for dates in periods:
        window = f"{dates.window_start:%b %Y}-{dates.window_end:%b %Y}"
        months = f"{dates.payment_months[0]:%b}-{dates.payment_months[-1]:%b %Y}"
        due, review, paid, reported = (
            f"{words} {_MARKS[dates.bases[name]]}"
            for name, words in (
                ("report_due", dates.report_due),
                ("review_done", dates.review_done),
                ("payment_months", months),
                ("doh_report_due", dates.doh_report_due),
            )
        )
        lines.append(_line(str(dates.period), window, due, review, paid, reported))
        if dates.is_extended:
            late = f"{dates.late_results_due} {_MARKS[dates.bases['late_results_due']]}".rstrip()
            lines.append(f"{'':<7}{' and '.join(dates.late_results.values())} alone: {late}")
    submissions = tuple(dict.fromkeys(each for dates in periods for each in submissions_in(program.submissions, dates)))
    found = {basis for dates in periods for basis in dates.bases.values()}
    found |= {each.grounds.basis for each in submissions if each.due}
    lines += ["", f"{'; '.join(words for basis, words in _MEANINGS.items() if basis in found)}."]
    return "\n".join([*lines, *_submission_lines(submissions)])


def _submission_lines(submissions: Sequence[CalendarSubmission]) -> Iterator[str]:
    """Yield who sends what to whom: what has a day by day, then the rest."""
    if submissions:
        yield from ("", "Who sends what to whom")
    for each in sorted(submissions, key=lambda each: (each.due is None, each.due or date.min)):
        when = f"{each.due} {_MARKS[each.grounds.basis]}".rstrip() if each.due else each.when
        yield wrapped(f"{when}: {each.way}: {each.what}", _WIDTH, "", "  ")


def _line(*cells: str) -> str:
    return "".join(in_column(cell, width) for cell, width in zip(cells, (7, 18, 13, 13, 15, 13), strict=True)).rstrip()


def calendar_as_json(periods: Iterable[PeriodDates], program: Program) -> str:
    """Return the calendar as a JSON list; payment months are ``YYYY-MM``."""
    return json.dumps([_dates(dates, submissions_in(program.submissions, dates)) for dates in periods], indent=2)


def _dates(dates: PeriodDates, submissions: Iterable[CalendarSubmission]) -> dict[str, Any]:
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
        "bases": {_NAMES.get(name, name): str(basis) for name, basis in dates.bases.items()},
        "submissions": [_submission(each, dates) for each in submissions],
    }


def _submission(submission: CalendarSubmission, dates: PeriodDates) -> dict[str, Any]:
    due, of_period = submission.due_in(dates), submission.period_date
    return {
        "name": submission.name,
        "what": submission.what,
        "from": submission.sender,
        "to": submission.receiver,
        "due": None if due is None else due.isoformat(),
        "when": submission.when,
        "mailbox": submission.mailbox,
        "subject": submission.subject,
        "basis": str(dates.bases[of_period] if of_period else submission.grounds.basis),
        "source": submission.grounds.source,
    }


_NAMES = {"late_results_due": "own_dates"}
"""What dates are called in the document, where that is not their own name."""


class CalendarIssue(NamedTuple):
    """Whose calendar it is, names empty where it is everybody's, and how often other dates were sent before it."""

    facility: str
    mco: str
    revision: int


def calendar_as_ics(periods: Iterable[PeriodDates], program: Program, issue: CalendarIssue) -> str:
    """Return the due dates as an iCalendar of whole days.

    An event keeps its UID whatever its date; one with a higher SEQUENCE replaces it: of a later revision, or of the
    same one a date that a pairing agreed on.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- only this form of the calendar needs it

    calendar = Calendar()
    calendar.add("prodid", f"-//vbpqip//{program.texts.name} calendar//EN")
    calendar.add("version", "2.0")
    for dates in periods:
        for each in chain.from_iterable(kind.calendar_events(program, dates.period) for kind in known()):
            name = f"{str(dates.period).replace(' ', '-').lower()}-{each.name}"
            words = f"{program.texts.name} {dates.period}: {each.words}"
            calendar.add_component(_event(issue, each._replace(name=name, words=words), ""))
        for submission in submissions_in(program.submissions, dates):
            if submission.due:
                words = f"{program.texts.name}: {submission.what}: {submission.sender} to {submission.receiver}"
                event = CalendarEvent(submission.name, words, submission.due, submission.grounds.basis)
                calendar.add_component(_event(issue, event, f"{submission.way}. "))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(issue: CalendarIssue, event: CalendarEvent, more: str) -> Event:
    """Return an event of the iCalendar; ``more`` is what its description says before the basis."""
    from icalendar import Event  # noqa: PLC0415 -- as above

    whose = ", ".join(name for name in (issue.facility, issue.mco) if name)
    found = Event()
    found.add("uid", f"{event.name}{_of_pairing(issue)}@vbpqip")
    found.add("sequence", 2 * issue.revision + (event.basis is Basis.AGREED))
    found.add("dtstamp", _WRITTEN)
    found.add("dtstart", event.day)
    found.add("summary", f"{event.words}{f' ({whose})' if whose else ''}")
    found.add("description", f"{more}Basis of the date: {event.basis}.")
    found.add("transp", "TRANSPARENT")
    return found


def _of_pairing(issue: CalendarIssue) -> str:
    """Return what tells a pairing's events from everybody's."""
    names = (normalized_name(issue.facility), normalized_name(issue.mco))
    return f"-{sha256(repr(names).encode()).hexdigest()[:12]}" if any(names) else ""
