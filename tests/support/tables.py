"""The test vocabulary: a report as a Markdown table, and findings as a person reads them.

A row names a measure by its key or short title; its cells are ``numerator/denominator``, earliest quarter first,
then the prior report's. ``-`` in a pair is a blank cell, ``-`` alone a pair that nobody touched, and what stands in
double quotes is text, to the letter. A row that is not filled up to the end leaves the rest untouched. All that a
test does not tell is sound: the report is attested, and its facility and MCO are a pairing of the roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypedDict, Unpack

from support.quarters import Quarter
from support.reviewed import read_submission, review_submission
from support.unwritten import read_from
from support.written import written_form
from vbpqip.core.cells import Cell, Location
from vbpqip.core.characters import normalized_label
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, QUARTERS, place_of
from vbpqip.kinds.qit_report.form.version_1 import FORM as VERSION_1
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.ooxml.package import open_workbook

PROGRAM = load_program()

SOUND = """
| measure | q1     | q2     | q3     | q4     | prior   |
| clabsi  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
"""
"""One measure that improved: 3 per 10,000 patient days after 3.5."""

SOUND_CONTRACT = """
| mco     | arrangement | level | submitted  | recertified | status   |
| Fidelis | TCGP        | 2     | 2017-05-15 | -           | Approved |
"""
"""A contract that earns a credit in DY3 Q1 and the three quarters after it."""

_OWN_WINDOW = ["q1", "q2", "q3", "q4"]
_PAIR = re.compile(r'("[^"]*"|[^/"]*)/(.*)')
_WHOLE, _DECIMAL, _DAY = (re.compile(each) for each in (r"-?\d+", r"-?\d+\.\d+", r"\d{4}-\d\d-\d\d"))


class Told(TypedDict, total=False):
    """What a test tells of a report beside its measures; ``None`` is a blank cell.

    ``quarters`` are joined by commas, ``contracts`` is a table of the form's entries, and ``entries`` are overlaid on
    everything by name and row.
    """

    period: str | None
    facility: str | None
    mco: str | None
    quarters: str
    contracts: str
    attested_by: str | None
    attested_on: Raw | None
    entries: Mapping[EntryKey, Raw | None]
    program: Program


def form_data_of(table: str = SOUND, **told: Unpack[Told]) -> FormData:
    """Return the form data that a table shows."""
    header, *rows = _cells(table)
    program, period = told.get("program", PROGRAM), told.get("period", "DY3 Q1")
    empty = empty_form_data(program)
    entries: dict[EntryKey, Raw | None] = {
        **empty.entries,
        ("facility", 0): told.get("facility", "Interfaith Medical Center"),
        ("mco", 0): told.get("mco", "Fidelis"),
        ("current_period", 0): period,
        **_attested_by(told.get("attested_by", "Ada Byron, Chief Quality Officer")),
        ("attested_on", 0): told.get("attested_on", date(2017, 10, 20)),
    }
    named = [each for each in header if each not in {"measure", "selected", "prior"}] or _OWN_WINDOW
    for nth, quarter in zip(QUARTERS, _quarters(named, period, told.get("quarters")), strict=True):
        entries[f"quarter_{nth}", 0] = quarter or None
    for row in rows:
        entries.update(_measure_entries(empty, dict(zip(header, row, strict=False)), named))
    entries.update(_contract_entries(told.get("contracts", "")))
    entries.update(told.get("entries", {}))
    given = {key: raw for key, raw in entries.items() if raw is not None}
    return FormData(program=program, measures=empty.measures, entries=given)


def _attested_by(named: str | None) -> dict[EntryKey, Raw | None]:
    """Return who attests to a report, and the title that follows the name."""
    name, _, title = (named or "").partition(", ")
    return {
        ("attested_by", 0): name or None,
        ("attested_title", 0): title or ("Chief Quality Officer" if name else None),
    }


def _cells(table: str) -> list[list[str]]:
    lines = (line.strip().strip("|") for line in table.strip().splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _quarters(named: list[str], period: str | None, told: str | None) -> list[str]:
    if told is not None:
        return [quarter.strip() for quarter in told.split(",")]
    if named != _OWN_WINDOW:
        return named
    return [str(quarter) for quarter in (Quarter.parse(period or "") or Quarter(3, 1)).window()]


def _measure_entries(empty: FormData, row: Mapping[str, str], named: list[str]) -> dict[EntryKey, Raw | None]:
    nth = _row_of(empty, row["measure"])
    entries = {("selected", nth): _raw(row.get("selected", "Yes"))}
    for column, name in zip([*named, "prior"], [*map(str, QUARTERS), "prior"], strict=True):
        for part, raw in _pair(row.get(column, "-")):
            entries[f"prior_{part}" if name == "prior" else f"{part}_{name}", nth] = raw
    return entries


def _row_of(empty: FormData, measure: str) -> int:
    names = [{str(each.key), each.short_title.casefold()} for each in empty.measures]
    return next(nth for nth, spelled in enumerate(names) if measure.casefold() in spelled)


def _pair(cell: str) -> Iterator[tuple[str, Raw | None]]:
    if cell == "-":
        return
    found = _PAIR.fullmatch(cell)
    assert found is not None, f"{cell} is no numerator/denominator"
    yield "numerator", _raw(found[1])
    yield "denominator", _raw(found[2])


def _raw(word: str) -> Raw | None:
    word = word.strip()
    if word == "-":
        return None
    if _WHOLE.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return Decimal(word)
    return date.fromisoformat(word) if _DAY.fullmatch(word) else word.strip('"')


def _contract_entries(table: str) -> dict[EntryKey, Raw | None]:
    header, *rows = _cells(table or "| mco |")
    assert {f"contract_{name}" for name in header} <= set(CONTRACT_ENTRIES)
    return {
        (f"contract_{name}", nth): _raw(word)
        for nth, row in enumerate(rows)
        for name, word in zip(header, row, strict=True)
    }


def submission_of(table: str = SOUND, **told: Unpack[Told]) -> Submission:
    """Return what is read in the form that a table shows."""
    return read_from(form_data_of(table, **told))


def review_of(table: str = SOUND, **told: Unpack[Told]) -> Review:
    """Review the form that a table shows."""
    return review_submission(submission_of(table, **told), told.get("program", PROGRAM))


def version_1_review_of(table: str = SOUND, **told: Unpack[Told]) -> Review:
    """Review the report that a table shows on the form's first version, where who prepared it attests to it."""
    form_data = form_data_of(table, **told)
    prepared = {"attested_by": "prepared_by", "attested_on": "prepared_on"}
    entries = {
        (prepared.get(name, name), nth): raw
        for (name, nth), raw in form_data.entries.items()
        if name != "attested_title"
    }
    submission = read_from(form_data._replace(form=VERSION_1, entries=entries))
    return review_submission(submission, told.get("program", PROGRAM))


def at(name: str, nth: int | str = 0) -> Location:
    """Return where an entry of the form stands; of a measure's row by the measure's key."""
    row = _row_of(empty_form_data(PROGRAM), nth) if isinstance(nth, str) else nth
    return place_of(name).at(row)


def findings_as_text(review: Review) -> str:
    """Return the findings of a review as a person reads them: where, what, and what to do."""
    lines = []
    for finding in review.findings:
        where = "" if finding.at is None else f"{finding.at}: "
        lines.append(f"{where}{finding.message} [{finding.diagnostic.code}]")
        lines.append(f"  {finding.diagnostic.for_reviewer}")
    return "\n".join(lines)


def codes_of(review: Review) -> list[str]:
    """Return the codes of a review's findings, in their order."""
    return [finding.diagnostic.code for finding in review.findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A received workbook as plain values, which a test changes as people change a file."""

    names: Mapping[str, str]
    sheets: Mapping[str, Mapping[tuple[int, int], Cell]]
    stamped: Mapping[str, str] = field(default_factory=dict)
    local_names: tuple[tuple[str, str], ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the sheets, in order."""
        return tuple(self.sheets)

    def cells(self, title: str) -> Mapping[tuple[int, int], Cell]:
        """Return the cells of a sheet."""
        return self.sheets[title]

    def properties(self) -> Mapping[str, str]:
        """Return the custom document properties."""
        return self.stamped

    def mentioned(self, title: str, words: frozenset[str]) -> frozenset[str]:
        """Return which words stand in cells of a sheet."""
        return words & {normalized_label(cell.text) for cell in self.sheets[title].values()}

    def with_cell(self, where: Location, cell: Cell | None) -> Sheets:
        """Return the workbook with one cell stored otherwise, or emptied."""
        cells = {key: each for key, each in self.sheets[where.sheet].items() if key != (where.row, where.column)}
        if cell is not None:
            cells[where.row, where.column] = cell
        return replace(self, sheets={**self.sheets, where.sheet: cells})

    def with_names(self, **names: str) -> Sheets:
        """Return the workbook with names that refer to something else."""
        return replace(self, names={**self.names, **names})

    def without_names(self, *names: str) -> Sheets:
        """Return the workbook without some of its names."""
        return replace(self, names={name: to for name, to in self.names.items() if name not in names})

    def without_label(self, name: str) -> Sheets:
        """Return the workbook without an entry's name, and with another label above it."""
        above = place_of(name).label_at
        return self.without_names(name).with_cell(above, None)

    def submission(self) -> Submission:
        """Read the workbook."""
        return read_submission(self, starts_1904=False)

    def review(self) -> Review:
        """Read and review the workbook."""
        return review_submission(self.submission(), PROGRAM)


def sheets_of(form_data: FormData) -> Sheets:
    """Return the workbook that is written for form data, as it is opened again."""
    return _opened(written_form(form_data))


@lru_cache(maxsize=8)
def _opened(content: bytes) -> Sheets:
    workbook = open_workbook(content)
    return Sheets(
        names=workbook.names,
        sheets={title: workbook.cells(title) for title in workbook.titles},
        stamped=workbook.properties(),
    )
