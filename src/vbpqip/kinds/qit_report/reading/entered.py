"""What was entered into a report, as plain texts by the form's names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vbpqip.core.cells import Blank, Day, NotApplicable, Number, Unreadable
from vbpqip.core.reviews import Entered
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, ENTERED_COUNTS, HEADING, PRIOR
from vbpqip.kinds.qit_report.reading.submission import ContractRow, MeasureRow, Submission
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import DayField, Field, TextField

MEASURES, CONTRACTS = "measures", "contracts"
"""The tables of the form."""

_FIELDS = tuple(place.name for place in HEADING)
_MEASURE_ENTRIES = ("measure_key", "selected", *ENTERED_COUNTS, *PRIOR)


def entered_in(submission: Submission) -> Entered:
    """Return what was entered into a report."""
    return Entered(
        fields=_named(_FIELDS, _heading(submission)),
        tables={
            MEASURES: tuple(_named(_MEASURE_ENTRIES, _measure(row)) for row in submission.rows),
            CONTRACTS: tuple(_named(CONTRACT_ENTRIES, row) for row in submission.contracts),
        },
    )


def _heading(submission: Submission) -> Iterable[Field | DayField | TextField]:
    names = (submission.facility, submission.mco, submission.period)
    return (*names, submission.prepared_by, submission.prepared_on, *submission.quarters)


def _measure(row: MeasureRow) -> Iterable[Field | DayField | TextField]:
    return (row.key, row.selected, *row.counts, *row.prior)


def _named(names: Iterable[str], fields: Iterable[Field | DayField | TextField] | ContractRow) -> dict[str, str | None]:
    return dict(zip(names, map(_held, fields), strict=True))


def _held(field: Field | DayField | TextField) -> str | None:
    """Return what an entry holds: an exact decimal, an ISO date, or the text of its cell; ``None`` if it is blank."""
    if isinstance(field, TextField):
        return field.text or None
    return _HELD[type(field.entry)](field.entry)


_HELD: Mapping[type, Callable[[Any], str | None]] = {
    Number: lambda number: f"{number.value:f}",
    Day: lambda day: day.value.isoformat(),
    NotApplicable: lambda _: NOT_APPLICABLE,
    Unreadable: lambda unreadable: unreadable.text,
    Blank: lambda _: None,
}
