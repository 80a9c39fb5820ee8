"""Reading the entries of a report out of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.domain.cells import Blank, Cell, Location
from vbpqip.form.layout import QUARTERS, place_of
from vbpqip.reading.entries import DayField, Field, Words, read_day, read_field, read_words
from vbpqip.reading.places import Cells, Places, find_places
from vbpqip.reading.submission import ContractRow, MeasureRow, Stamp, Submission


class _Entries(NamedTuple):
    """The cells of a workbook, by the form's names."""

    workbook: Cells
    places: Mapping[str, tuple[Location, ...]]
    starts_1904: bool

    def at(self, name: str, nth: int) -> Location:
        found = self.places.get(name, ())
        return found[nth] if nth < len(found) else place_of(name).at(nth)

    def cell(self, name: str, nth: int) -> Cell | None:
        if name not in self.places:
            return None
        at = self.places[name][nth]
        return self.workbook.cells(at.sheet).get((at.row, at.column))

    def words(self, name: str, nth: int = 0) -> Words:
        return read_words(self.at(name, nth), self.cell(name, nth))

    def field(self, name: str, nth: int) -> Field:
        return read_field(self.at(name, nth), self.cell(name, nth))

    def day(self, name: str, nth: int = 0) -> DayField:
        return read_day(self.at(name, nth), self.cell(name, nth), starts_1904=self.starts_1904)


def read_submission(workbook: Cells, *, starts_1904: bool) -> Submission:
    """Find and settle every entry of a report."""
    return submission_at(find_places(workbook), workbook, starts_1904=starts_1904)


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
        prepared_on=entries.day("prepared_on"),
        shown_verdict=entries.words("qit_verdict"),
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


_STAMP = ("vbpqip_kind", "vbpqip_template_version", "vbpqip_program_version")


def _measure_rows(entries: _Entries) -> tuple[MeasureRow, ...]:
    rows = (_measure_row(entries, nth) for nth in range(len(entries.places.get("measure_key", ()))))
    return tuple(row for row in rows if not _is_empty(row))


def _measure_row(entries: _Entries, nth: int) -> MeasureRow:
    return MeasureRow(
        key=entries.words("measure_key", nth),
        selected=entries.words("selected", nth),
        quarters=tuple(
            (entries.field(f"numerator_{quarter}", nth), entries.field(f"denominator_{quarter}", nth))
            for quarter in QUARTERS
        ),
        prior=(entries.field("prior_numerator", nth), entries.field("prior_denominator", nth)),
    )


def _is_empty(row: MeasureRow) -> bool:
    blank = all(isinstance(field.entry, Blank) for field in (*row.counts, *row.prior))
    return blank and not row.key.text and not row.selected.text


def _contract_rows(entries: _Entries) -> tuple[ContractRow, ...]:
    rows = (_contract_row(entries, nth) for nth in range(len(entries.places.get("contract_submitted", ()))))
    return tuple(row for row in rows if row is not None)


def _contract_row(entries: _Entries, nth: int) -> ContractRow | None:
    row = ContractRow(
        mco=entries.words("contract_mco", nth),
        arrangement=entries.words("contract_arrangement", nth),
        level=entries.field("contract_level", nth),
        submitted=entries.day("contract_submitted", nth),
        recertified=entries.day("contract_recertified", nth),
        status=entries.words("contract_status", nth),
    )
    blank = all(isinstance(each.entry, Blank) for each in (row.level, row.submitted, row.recertified))
    return None if blank and not (row.mco.text or row.arrangement.text or row.status.text) else row
