"""Who sends what to whom, beside the dates of each period: read when a calendar is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Years
from vbpqip.program.calendar import CALENDAR_RULES, PeriodDates
from vbpqip.program.parameters import Grounds, Parameter, read_grounds, read_row_grounds
from vbpqip.program.tables import TomlTable, table_at

_FILE = "submissions.toml"


class CalendarSubmission(NamedTuple):
    """Something that is sent: by whom, to whom, to which address, under which subject; ``None`` where nobody says so.

    ``due`` is the day, ``when`` says it in words; where there is no day, it is the date of each period that
    ``period_date`` names, or there is none. ``name`` is stable.
    """

    name: str
    what: str
    sender: str
    receiver: str
    due: date | None
    when: str | None
    period_date: str | None
    mailbox: str | None
    subject: str | None
    grounds: Grounds

    def due_in(self, dates: PeriodDates) -> date | None:
        """Return the day in a period; ``None`` where there is none."""
        named: date | None = None if self.period_date is None else getattr(dates, self.period_date)
        return self.due or named

    @property
    def way(self) -> str:
        """Who sends it to whom, and where to."""
        subject = f', subject "{self.subject}"' if self.subject else ""
        mailbox = f" ({self.mailbox}{subject})" if self.mailbox else ""
        return f"{self.sender} to {self.receiver}{mailbox}"


def read_submissions(
    folder: Path, sources: Mapping[str, str], years: Years, parameters: Mapping[str, Parameter]
) -> tuple[CalendarSubmission, ...]:
    """Read what is sent under a program, of whose files this one may be missing; what has a day stands first, by day.

    Raises:
        ProgramDataError: The file is wrong.
    """
    path = folder / _FILE
    if not path.exists():
        return ()
    table = table_at(path)
    table.years = years
    found = list(_submissions(table, sources, parameters))
    return tuple(sorted(found, key=lambda each: (each.due is None, each.due or date.min)))


def submissions_in(submissions: Iterable[CalendarSubmission], dates: PeriodDates) -> Sequence[CalendarSubmission]:
    """Return what is sent in a period: what is due on a day of its quarter, and what has no day of its own."""
    years = dates.period.years
    return [each for each in submissions if each.due is None or years.of(each.due) == dates.period]


def _submissions(
    table: TomlTable, sources: Mapping[str, str], parameters: Mapping[str, Parameter]
) -> Iterator[CalendarSubmission]:
    grounds = read_grounds(table, sources)
    for row in table.tables("submissions"):
        submission = CalendarSubmission(
            name=row.text("name"),
            what=row.text("what"),
            sender=row.text("from"),
            receiver=row.text("to"),
            due=row.optional_day("due"),
            when=row.optional_text("when"),
            period_date=row.optional_text("period_date"),
            mailbox=row.optional_text("mailbox"),
            subject=row.optional_text("subject"),
            grounds=read_row_grounds(row, sources, grounds),
        )
        if submission.period_date not in {None, *CALENDAR_RULES} - {"payment_months"}:
            raise row.wrong("period_date", f"{submission.period_date!r} is no date of a period.")
        number = row.optional_text("number")
        row.done()
        if (submission.due, number, submission.when) == (None, None, None):
            raise row.wrong("when", "is missing; say when, or the day that it is due.")
        yield from [submission] if number is None else _on_days_of(number, submission, parameters, row)
    table.done()


def _on_days_of(
    number: str, submission: CalendarSubmission, parameters: Mapping[str, Parameter], row: TomlTable
) -> Iterator[CalendarSubmission]:
    """Yield a submission on each day that a number of the program is, on the grounds of that day."""
    if number not in parameters:
        raise row.wrong("number", f"{number!r} is no number of the program.")
    for dated in parameters[number].values:
        if not isinstance(dated.value, date):
            raise row.wrong("number", f"{number} is no day.")
        since = str(dated.grounds.since).lower().replace(" ", "-")
        grounds = dated.grounds._replace(quote=submission.grounds.quote, note=submission.grounds.note)
        yield submission._replace(name=f"{submission.name}-{since}", due=dated.value, grounds=grounds)
