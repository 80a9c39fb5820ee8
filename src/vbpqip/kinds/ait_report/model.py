"""The model of an AIT report: its entries, typed, as its rules and checks speak of them."""

from __future__ import annotations

from vbpqip.core.cells import Blank, NotApplicable, Number
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.ait_report.form import AIT_CONTRACT_TABLE, AIT_KIND, AIT_MEASURES, AIT_RESULTS, BASELINE, MEAN, RESULT
from vbpqip.kinds.shared.attestation import Attestation
from vbpqip.kinds.shared.contracts import ContractRow, contract_row
from vbpqip.workbook.answers import NOTHING_CARRIED, YES
from vbpqip.workbook.entries import Field, TextField
from vbpqip.workbook.form_entries import Entries, Row
from vbpqip.workbook.stamp import Stamp, stamp_of


class MeanEntries(NamedTuple):
    """What is entered of the State's mean of a measure."""

    value: Field
    unit: TextField
    kind: TextField
    year: Field
    source: TextField

    @property
    def fields(self) -> tuple[Field | TextField, ...]:
        """All of them, from left to right."""
        return self.value, self.unit, self.kind, self.year, self.source

    @property
    def is_given(self) -> bool:
        """Whether there is a mean."""
        return isinstance(self.value.entry, Number)


class AitRow(NamedTuple):
    """One row of the table of measures; counts are (numerator, denominator)."""

    key: TextField
    title: TextField
    selected: TextField
    baseline: tuple[Field, Field]
    result: tuple[Field, Field]
    mean: MeanEntries

    @property
    def is_selected(self) -> bool:
        """Whether the facility selected the measure."""
        return self.selected.reads(YES)

    @property
    def has_figures(self) -> bool:
        """Whether a number stands in any of its entries."""
        return any(isinstance(each.entry, Number) for each in (*self.baseline, *self.result, self.mean.value))

    @property
    def has_result(self) -> bool:
        """Whether anything is entered of its result, beside an ``NA``."""
        return any(not isinstance(each.entry, Blank | NotApplicable) for each in self.result)


class AitEntries(NamedTuple):
    """A completed report as values; ``entries`` are all that were read, and what the workbook is like beside them."""

    stamp: Stamp
    facility: TextField
    mco: TextField
    year: TextField
    rows: tuple[AitRow, ...]
    contracts: tuple[ContractRow, ...]
    attestation: Attestation
    shown_verdict: TextField
    entries: Entries

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and nothing of the table of measures."""
        return self.stamp.kind != AIT_KIND if self.stamp.kind else not self.rows

    @property
    def carried_over(self) -> bool:
        """Whether it says that it begins with an earlier report's entries."""
        return self.entries.stamp["vbpqip_carried_from"] not in {"", NOTHING_CARRIED}


def ait_entries(entries: Entries) -> AitEntries:
    """Return a report's entries as values."""
    fields = entries.fields
    return AitEntries(
        stamp=stamp_of(entries.stamp),
        facility=fields["facility"],
        mco=fields["mco"],
        year=fields["program_year"],
        rows=tuple(map(_row, entries.tables[AIT_MEASURES.name])),
        contracts=tuple(map(contract_row, entries.tables[AIT_CONTRACT_TABLE.name])),
        attestation=Attestation(fields["attested_by"], fields["attested_title"], fields["attested_on"]),
        shown_verdict=entries.shown[AIT_RESULTS[0].name],
        entries=entries,
    )


def _row(row: Row) -> AitRow:
    return AitRow(
        key=row["measure_key"],
        title=row["measure_title"],
        selected=row["selected"],
        baseline=(row[BASELINE[0]], row[BASELINE[1]]),
        result=(row[RESULT[0]], row[RESULT[1]]),
        mean=MeanEntries(*(row[name] for name in MEAN)),
    )
