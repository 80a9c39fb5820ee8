"""The model of a QIT report: its entries, typed, as its rules and checks speak of them."""

from __future__ import annotations

from vbpqip.core.cells import Number
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.form.layout import BOX, CONTRACT_TABLE, ENTERED_COUNTS, MEASURES, PRIOR, QUARTERS
from vbpqip.kinds.qit_report.form.sheets import KIND
from vbpqip.kinds.shared.contracts import CONTRACT_NAMES, ContractRow, contract_row
from vbpqip.workbook.answers import (
    CARRIED_OVER,
    LARGEST_COUNT,
    LARGEST_COUNT_OF_VERSION_1,
    NOTHING_CARRIED,
    YES,
)
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.form_entries import Entries, Row
from vbpqip.workbook.opened import Cells
from vbpqip.workbook.stamp import Stamp, stamp_of

VERSION_1 = "1"
"""The first version of the form."""

OF_RULES = frozenset({"measure_key", "measure_title", "selected", *ENTERED_COUNTS, *PRIOR, *CONTRACT_NAMES})
"""The columns that rules and checks read by themselves."""


class MeasureRow(NamedTuple):
    """One row of the measure table; counts are (numerator, denominator), earliest quarter first."""

    key: TextField
    title: TextField
    selected: TextField
    quarters: tuple[tuple[Field, Field], ...]
    prior: tuple[Field, Field]

    @property
    def is_selected(self) -> bool:
        """Whether the facility selected the measure."""
        return self.selected.reads(YES)

    @property
    def counts(self) -> tuple[Field, ...]:
        """All entries of the four quarters, from left to right."""
        return tuple(field for pair in self.quarters for field in pair)

    @property
    def has_figures(self) -> bool:
        """Whether a number stands in any of its entries."""
        return any(isinstance(field.entry, Number) for field in (*self.counts, *self.prior))


class Submission(NamedTuple):
    """A completed report as values.

    ``attested_by`` and ``attested_on`` are those of the attestation; where the form has none of its own, and then no
    title either, they are who prepared it, and when. ``shown_verdict`` is the stored result of the form's own verdict.
    It is ``carried_over`` where it says that it begins with an earlier report's figures. ``entries`` are all that was
    read, and what the workbook is like beside them.
    """

    stamp: Stamp
    facility: TextField
    mco: TextField
    period: TextField
    quarters: tuple[TextField, ...]
    rows: tuple[MeasureRow, ...]
    contracts: tuple[ContractRow, ...]
    attested_by: TextField
    attested_on: DayField
    attested_title: TextField | None
    shown_verdict: TextField
    entries: Entries
    carried_over: bool = False

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and nothing of the measure table."""
        kind = self.stamp.kind
        return kind != KIND if kind else not self.rows

    @property
    def is_version_1(self) -> bool:
        """Whether it is on the form's first version, which asked less exactly."""
        return self.entries.form.version == VERSION_1

    @property
    def largest_count(self) -> int:
        """The largest count of a quarter that its form takes."""
        return LARGEST_COUNT_OF_VERSION_1 if self.is_version_1 else LARGEST_COUNT

    def named_quarters(self, years: Years) -> tuple[Quarter | None, ...]:
        """Return the quarters that the columns of counts are for, ``None`` where none is named."""
        return tuple(years.parse(words.text) for words in self.quarters)


def as_submission(entries: Entries, workbook: Cells | None = None) -> Submission:
    """Return a report's entries as values; the workbook says whether some of them are an earlier report's."""
    fields = entries.fields
    return Submission(
        stamp=stamp_of(entries.stamp),
        facility=fields["facility"],
        mco=fields["mco"],
        period=fields["current_period"],
        quarters=tuple(fields[f"quarter_{nth}"] for nth in QUARTERS),
        rows=tuple(map(_measure_row, entries.tables[MEASURES.name])),
        contracts=tuple(map(contract_row, entries.tables[CONTRACT_TABLE.name])),
        attested_by=fields.get("attested_by", fields["prepared_by"]),
        attested_on=fields.get("attested_on", fields["prepared_on"]),
        attested_title=fields.get("attested_title"),
        shown_verdict=entries.shown[BOX[0].name],
        entries=entries,
        carried_over=_is_carried_over(workbook, entries),
    )


_CARRIED_FROM = "vbpqip_carried_from"


def _measure_row(row: Row) -> MeasureRow:
    counts = [row[name] for name in ENTERED_COUNTS]
    return MeasureRow(
        key=row["measure_key"],
        title=row["measure_title"],
        selected=row["selected"],
        quarters=tuple(zip(counts[::2], counts[1::2], strict=True)),
        prior=(row[PRIOR[0]], row[PRIOR[1]]),
    )


def _is_carried_over(workbook: Cells | None, entries: Entries) -> bool:
    """Whether a report begins with an earlier one's figures: the stamp says so, or a label of version 1."""
    if _CARRIED_FROM in entries.stamp:
        return entries.stamp[_CARRIED_FROM] not in {"", NOTHING_CARRIED}
    return workbook is not None and _says_carried_over(workbook, entries)


def _says_carried_over(workbook: Cells, entries: Entries) -> bool:
    """Whether it stands beside a quarter's label that the quarter is carried over."""
    quarters = (at for nth in QUARTERS for at in entries.locations.get(f"quarter_{nth}", ()))
    beside = (workbook.cells(at.sheet).get((at.row - 1, at.column + 1)) for at in quarters)
    return any(cell is not None and cell.text.startswith(CARRIED_OVER) for cell in beside)
