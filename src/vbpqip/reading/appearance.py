"""The appearance of a report: what of its entries a person does not see as it is scored, and what else stands there.

Nothing of it changes what is read. Only cells in which something is entered are looked at.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vbpqip.domain.cells import Location, ShownAs, Stored, column_letters
from vbpqip.form.layout import is_of_the_form, place_of
from vbpqip.reading.ooxml.package import Visibility, Workbook
from vbpqip.reading.ooxml.sheet_layout import Merged
from vbpqip.reading.submission import Appearance, ContractRow, MeasureRow, Submission

_NOT_AS_SCORED = frozenset((ShownAs.NOTHING, ShownAs.SCALED, ShownAs.ROUNDED, ShownAs.OTHER_TEXT))
_LONGEST_TEXT = 200


def read_appearance(workbook: Workbook, submission: Submission) -> Appearance:
    """Return how the entries of a report appear in its workbook.

    Raises:
        UnreadableWorkbookError: a part that holds comments is damaged, or beyond the bounds.
    """
    entered = tuple(at for at in dict.fromkeys(_entries(submission)) if _is_filled(workbook, at))
    sheets = dict.fromkeys(at.sheet for at in entered)
    return Appearance(
        hidden=dict(_hidden(workbook, entered)),
        merged={at: each for title in sheets for at, each in _merged(workbook, title, entered)},
        shown_as={at: shown for at in entered if (shown := _shown_as(workbook, at)) in _NOT_AS_SCORED},
        comments={at: text for title in sheets for at, text in _comments(workbook, title, entered)},
        beside=tuple(_beside(workbook, submission)),
    )


def _entries(submission: Submission) -> Iterator[Location]:
    yield from (submission.facility.at, submission.mco.at, submission.period.at)
    yield from (words.at for words in submission.quarters)
    for row in submission.rows:
        yield from _of_measure(row)
    for contract in submission.contracts:
        yield from _of_contract(contract)


def _of_measure(row: MeasureRow) -> Iterator[Location]:
    yield row.selected.at
    yield from (field.at for field in (*row.counts, *row.prior))


def _of_contract(row: ContractRow) -> Iterator[Location]:
    yield from (field.at for field in row)


def _is_filled(workbook: Workbook, at: Location) -> bool:
    return at.sheet in workbook.titles and (at.row, at.column) in workbook.cells(at.sheet)


def _shown_as(workbook: Workbook, at: Location) -> ShownAs:
    return workbook.cells(at.sheet)[at.row, at.column].shown_as


def _hidden(workbook: Workbook, entered: Iterable[Location]) -> Iterator[tuple[Location, str]]:
    """Yield the entries that are hidden, each with what hides it."""
    hidden_sheets = {sheet.title for sheet in workbook.sheets if sheet.visibility is not Visibility.VISIBLE}
    for at in entered:
        layout = workbook.layout(at.sheet)
        if at.sheet in hidden_sheets:
            yield at, f"sheet '{at.sheet}'"
        elif at.row in layout.hidden_rows:
            yield at, f"row {at.row + 1}"
        elif at.column in layout.hidden_columns:
            yield at, f"column {column_letters(at.column)}"


def _merged(workbook: Workbook, title: str, entered: Iterable[Location]) -> Iterator[tuple[Location, str]]:
    """Yield the entries of a sheet that are merged with other cells, each with the first such range."""
    left: dict[int, list[int]] = {}
    for at in sorted(each for each in entered if each.sheet == title):
        left.setdefault(at.row, []).append(at.column)
    for merged in workbook.layout(title).merged:
        rows = sorted(left)
        for row in rows[bisect_left(rows, merged.first[0]) : bisect_right(rows, merged.last[0])]:
            columns = left.pop(row)
            start, end = bisect_left(columns, merged.first[1]), bisect_right(columns, merged.last[1])
            yield from ((Location(title, row, column), _range(merged)) for column in columns[start:end])
            left.update({row: columns[:start] + columns[end:]} if end - start < len(columns) else {})


def _range(merged: Merged) -> str:
    return ":".join(Location("", *corner).address for corner in merged)


def _comments(workbook: Workbook, title: str, entered: Iterable[Location]) -> Iterator[tuple[Location, str]]:
    """Yield the entries of a sheet that have a comment, each with its beginning."""
    comments: Mapping[tuple[int, int], str] = workbook.comments(title)
    for at in entered:
        if at.sheet == title and (at.row, at.column) in comments:
            yield at, comments[at.row, at.column]


def _beside(workbook: Workbook, submission: Submission) -> Iterator[tuple[Location, str]]:
    """Yield the texts on the report sheet, to be seen, that are none of the form's, with where they stand."""
    title = submission.facility.at.sheet
    if title not in workbook.titles:
        return
    layout, shifts = workbook.layout(title), _Shifts.of(submission)
    measures = frozenset(row.key.at.row for row in submission.rows if row.key.text)
    known = frozenset((*_entries(submission), *submission.below_tables))
    for (row, column), cell in workbook.cells(title).items():
        at = Location(title, row, column)
        if cell.stored is not Stored.TEXT or cell.formula is not None or not cell.text.strip() or at in known:
            continue
        if row in layout.hidden_rows or column in layout.hidden_columns:
            continue
        if not shifts.is_of_the_form(at, measures):
            yield at, cell.text[:_LONGEST_TEXT]


class _Shifts(NamedTuple):
    """How far the known rows and columns of the form stand from where it has them."""

    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, submission: Submission) -> "_Shifts":
        """Return the shifts of a report, by its entries."""
        named = [
            ("facility", submission.facility.at),
            ("mco", submission.mco.at),
            ("current_period", submission.period.at),
            ("prepared_by", submission.prepared_by.at),
            *((f"quarter_{nth}", words.at) for nth, words in enumerate(submission.quarters, start=1)),
        ]
        for row in submission.rows[:1]:
            named += [
                ("measure_key", row.key.at),
                ("selected", row.selected.at),
                ("prior_denominator", row.prior[1].at),
            ]
        rows = {at.row: at.row - place_of(name).row for name, at in named}
        columns = {at.column: at.column - place_of(name).column for name, at in named}
        return cls(tuple(sorted(rows.items())), tuple(sorted(columns.items())))

    def is_of_the_form(self, at: Location, measures: frozenset[int]) -> bool:
        """Whether the form has something there; ``measures`` are the rows of its table."""
        return any(
            is_of_the_form(at.row - down, at.column - right, in_table=at.row in measures)
            for down in _shifts(self.rows, at.row)
            for right in _shifts(self.columns, at.column)
        )


def _shifts(shifts: tuple[tuple[int, int], ...], place: int) -> set[int]:
    """Return how far a row or a column may be shifted: as far as the known one before it, or the one behind it."""
    before = bisect_right(shifts, place, key=lambda shift: shift[0])
    return {shift for _, shift in ((0, 0), *shifts)[before : before + 2]}
