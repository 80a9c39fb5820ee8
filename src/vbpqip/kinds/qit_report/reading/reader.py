"""Reading the entries of a report out of a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from vbpqip.core.cells import Blank, Cell, Location
from vbpqip.core.characters import as_read, ignored_in
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, ENTERED_COUNTS, PRIOR, QUARTERS, place_of
from vbpqip.kinds.qit_report.reading.appearance import read_appearance
from vbpqip.kinds.qit_report.reading.labels import PLACES_OF, Labels
from vbpqip.kinds.qit_report.reading.locate import Places, find_places
from vbpqip.kinds.qit_report.reading.misnamed import read_labels
from vbpqip.kinds.qit_report.reading.rearranged import first_moved
from vbpqip.kinds.qit_report.reading.second_forms import second_forms
from vbpqip.kinds.qit_report.reading.stored import read_stored
from vbpqip.kinds.qit_report.reading.submission import ContractRow, MeasureRow, Stamp, Submission
from vbpqip.workbook.entries import TextField, read_day, read_field, read_words
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.opened import Cells, Searchable

Found: TypeAlias = tuple[Location, Cell | None]
"""Where an entry stands, and what is stored there."""


class _Entries(NamedTuple):
    """The cells of a workbook, by the form's names."""

    workbook: Cells
    places: Mapping[str, tuple[Location, ...]]
    starts_1904: bool

    def column(self, name: str, rows: int) -> list[Found]:
        """Return the cells of a name; one that is lost reads as blank where the form has it."""
        locations = self.places.get(name)
        if locations is None:
            return [(place_of(name).at(nth), None) for nth in range(rows)]
        cells = self.workbook.cells(locations[0].sheet)
        return [(at, cells.get((at.row, at.column))) for at in locations]

    def words(self, name: str) -> TextField:
        return read_words(*self.column(name, 1)[0])

    def rows(self, names: Sequence[str], key: str) -> Iterator[dict[str, Found]]:
        """Yield the rows of a table by name; there are as many as its key column has."""
        rows = len(self.places.get(key, ()))
        for cells in zip(*(self.column(name, rows) for name in names), strict=True):
            yield dict(zip(names, cells, strict=True))


def read_workbook(workbook: Workbook) -> Submission:
    """Read a report, and what its file holds beside it.

    Raises:
        UnreadableWorkbookError: a part that is read is damaged, or beyond the bounds.
    """
    submission = read_submission(workbook, starts_1904=workbook.starts_1904)
    return submission._replace(
        macros=workbook.macros(),
        external_links=workbook.external_links(),
        far_cells=workbook.far_cells(),
        appearance=read_appearance(workbook, submission),
    )


def read_submission(workbook: Searchable, *, starts_1904: bool) -> Submission:
    """Find and settle every entry of a report."""
    labels = Labels(workbook)
    places = find_places(workbook, labels)
    submission = submission_at(places, workbook, starts_1904=starts_1904)
    return submission._replace(
        repeated=tuple(places.repeated),
        labels=read_labels(places, labels),
        second_forms=tuple(second_forms(places, labels)),
        moved=first_moved(workbook, places),
        stored=read_stored(workbook, places),
    )


def submission_at(places: Places, workbook: Cells, *, starts_1904: bool) -> Submission:
    """Settle the entries of a report that stand at known places."""
    entries = _Entries(workbook, places.cells, starts_1904)
    return Submission(
        stamp=_stamp(entries),
        facility=entries.words("facility"),
        mco=entries.words("mco"),
        period=entries.words("current_period"),
        quarters=tuple(entries.words(f"quarter_{nth}") for nth in QUARTERS),
        rows=_measure_rows(entries),
        contracts=_contract_rows(entries),
        prepared_by=entries.words("prepared_by"),
        prepared_on=read_day(*entries.column("prepared_on", 1)[0], starts_1904=starts_1904),
        shown_verdict=entries.words("qit_verdict"),
        below_tables=tuple(_below_tables(entries)),
        invisible=tuple(_invisible(entries)),
        found_by_label=tuple(places.found_by_label),
        not_found=tuple(places.not_found),
    )


def _stamp(entries: _Entries) -> Stamp:
    """Return the stamp from its cells, or from the document's properties where the cells are gone."""
    said = {name: entries.words(name).text for name in _STAMP}
    if not all(said.values()):
        properties = entries.workbook.properties()
        said = {name: text or properties.get(name, "") for name, text in said.items()}
    kind, template_version, program_version = said.values()
    return Stamp(kind=kind, template_version=template_version, program_version=program_version)


_ROWS_BELOW = 30
"""How far below a table something can stand that was meant for it."""


def _below_tables(entries: _Entries) -> Iterator[Location]:
    """Yield the cells that are filled in below the tables, in their entry columns."""
    lasts: dict[str, int] = {}
    for name in ("selected", *ENTERED_COUNTS, *PRIOR, *CONTRACT_ENTRIES):
        locations = entries.places.get(name)
        if locations:
            last = locations[-1]
            cells = entries.workbook.cells(last.sheet)
            if last.sheet not in lasts:
                lasts[last.sheet] = max(cells, default=(0, 0))[0]
            below = range(last.row + 1, min(lasts[last.sheet], last.row + _ROWS_BELOW) + 1)
            yield from (Location(last.sheet, row, last.column) for row in below if (row, last.column) in cells)


def _invisible(entries: _Entries) -> Iterator[tuple[Location, str]]:
    """Yield the entries with characters that nobody sees, as they were received."""
    located = [found for name, found in entries.places.items() if name in _ENTERED]
    suspect = {
        Location(sheet, *at): cell.text
        for sheet in dict.fromkeys(found[0].sheet for found in located)
        for at, cell in entries.workbook.cells(sheet).items()
        if not cell.text.isascii() and ignored_in(cell.text)
    }
    if suspect:
        yield from ((at, suspect[at]) for found in located for at in found if at in suspect)


_ENTERED = frozenset(place.name for home in PLACES_OF.values() for place in home)


_STAMP = ("vbpqip_kind", "vbpqip_template_version", "vbpqip_program_version")


def _measure_rows(entries: _Entries) -> tuple[MeasureRow, ...]:
    rows = map(
        _measure_row, entries.rows(("measure_key", "measure_title", "selected", *ENTERED_COUNTS, *PRIOR), "measure_key")
    )
    return tuple(row for row in rows if not _is_empty(row))


def _measure_row(found: dict[str, Found]) -> MeasureRow:
    counts = [read_field(*found[name]) for name in (*ENTERED_COUNTS, *PRIOR)]
    *quarters, prior = zip(counts[::2], counts[1::2], strict=True)
    return MeasureRow(
        key=read_words(*found["measure_key"]),
        title=read_words(*found["measure_title"]),
        selected=read_words(*found["selected"]),
        quarters=tuple(quarters),
        prior=prior,
    )


def _is_empty(row: MeasureRow) -> bool:
    blank = all(isinstance(field.entry, Blank) for field in (*row.counts, *row.prior))
    return blank and not row.key.text and not row.selected.text


def _contract_rows(entries: _Entries) -> tuple[ContractRow, ...]:
    rows = entries.rows(CONTRACT_ENTRIES, "contract_submitted")
    return tuple(_contract_row(found, starts_1904=entries.starts_1904) for found in rows if _is_filled(found))


def _is_filled(found: dict[str, Found]) -> bool:
    cells = (cell for _, cell in found.values() if cell is not None)
    return any(as_read(cell.text).strip() or cell.formula is not None for cell in cells)


def _contract_row(found: dict[str, Found], *, starts_1904: bool) -> ContractRow:
    return ContractRow(
        mco=read_words(*found["contract_mco"]),
        arrangement=read_words(*found["contract_arrangement"]),
        level=read_field(*found["contract_level"]),
        submitted=read_day(*found["contract_submitted"], starts_1904=starts_1904),
        recertified=read_day(*found["contract_recertified"], starts_1904=starts_1904),
        status=read_words(*found["contract_status"]),
    )
