"""The entries of a report by what they are called, so that those of two reports meet wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from vbpqip.core.quarters import Years
from vbpqip.kinds.qit_report.checks.fields import contract_name, measure_name
from vbpqip.kinds.qit_report.comparing.comparison import ComparedEntry, EntryName, FormPart
from vbpqip.kinds.qit_report.comparing.entries import entered_day, entered_number, entered_quarter, entered_words
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.submission import ContractRow, MeasureRow, Submission
from vbpqip.workbook.answers import YES

NamedEntries: TypeAlias = Mapping[EntryName, ComparedEntry]

PRIOR_ENTRIES = ("prior numerator", "prior denominator")
"""What the entries of the prior report's result are called."""

_ORDINALS = ("1st", "2nd", "3rd", "4th")


class Called(NamedTuple):
    """What the columns of counts and the contracts of a report are called."""

    quarters: Sequence[str]
    contracts: Sequence[str]


def named_entries(submission: Submission, called: Called, years: Years) -> NamedEntries:
    """Return every entry of a report by its name, in the order of the form."""
    named = dict(_heading(submission, years))
    for row, nth in _numbered(submission.rows):
        named.update(_measure(row, nth, called.quarters))
    for contract, name in zip(submission.contracts, called.contracts, strict=True):
        named.update(_contract(contract, name))
    return named


def subjects(context: ReviewContext, called: Called) -> Mapping[tuple[FormPart, str, int], str]:
    """Return what a person calls each row."""
    found: dict[tuple[FormPart, str, int], str] = {(FormPart.HEADING, "", 0): "Heading"}
    for row, nth in _numbered(context.submission.rows):
        found[FormPart.MEASURE, _key(row), nth] = measure_name(context, row) + (f", row {nth + 1} of it" if nth else "")
    for contract, name in zip(context.submission.contracts, called.contracts, strict=True):
        found[FormPart.CONTRACT, name, 0] = contract_name(contract)
    return found


def column_entries(quarter: str) -> tuple[str, str]:
    """Return what the two entries of a column are called.

    >>> column_entries("DY2 Q3")
    ('numerator of DY2 Q3', 'denominator of DY2 Q3')
    """
    return f"numerator of {quarter}", f"denominator of {quarter}"


def _numbered(rows: Sequence[MeasureRow]) -> Iterator[tuple[MeasureRow, int]]:
    """Yield rows, each with how many of its key stand above it."""
    times: Counter[str] = Counter()
    for row in rows:
        yield row, times[_key(row)]
        times[_key(row)] += 1


def _key(row: MeasureRow) -> str:
    return row.key.text or row.title.text


def _heading(submission: Submission, years: Years) -> Iterator[tuple[EntryName, ComparedEntry]]:
    quarters = {f"{nth} quarter": each for nth, each in zip(_ORDINALS, submission.quarters, strict=True)}
    heading = {
        "facility": entered_words(submission.facility),
        "MCO": entered_words(submission.mco),
        "period": entered_quarter(submission.period, years),
        **{name: entered_quarter(words, years) for name, words in quarters.items()},
        "prepared by": entered_words(submission.prepared_by),
        "prepared on": entered_day(submission.prepared_on),
    }
    yield from ((EntryName(FormPart.HEADING, "", 0, name), entry) for name, entry in heading.items())


def _measure(row: MeasureRow, nth: int, quarters: Sequence[str]) -> Iterator[tuple[EntryName, ComparedEntry]]:
    entries = {"key": ComparedEntry(row.key.at), "selected": entered_words(row.selected)}
    for quarter, pair in zip(quarters, row.quarters, strict=True):
        entries.update(zip(column_entries(quarter), map(entered_number, pair), strict=True))
    entries.update(zip(PRIOR_ENTRIES, map(entered_number, row.prior), strict=True))
    yield from ((EntryName(FormPart.MEASURE, _key(row), nth, name), entry) for name, entry in entries.items())


def _contract(row: ContractRow, group: str) -> Iterator[tuple[EntryName, ComparedEntry]]:
    entries = {
        "MCO": entered_words(row.mco),
        "arrangement": entered_words(row.arrangement),
        "level": entered_number(row.level),
        "submitted": entered_day(row.submitted),
        "re-certified": entered_day(row.recertified),
        "status": entered_words(row.status),
    }
    yield from ((EntryName(FormPart.CONTRACT, group, 0, name), entry) for name, entry in entries.items())


def is_used(entries: NamedEntries) -> bool:
    """Whether the facility entered anything in a measure's row: figures, or that it is selected."""
    return any(
        isinstance(entry.meaning, Decimal) or (name.entry == "selected" and entry.meaning == YES.casefold())
        for name, entry in entries.items()
    )
