"""A submission: the entries of a report as its checks and rules speak of them."""

from typing import NamedTuple

from vbpqip.core.cells import Location, Number
from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.form.layout import BOX, CONTRACT_TABLE, ENTERED_COUNTS, MEASURES, PRIOR, QUARTERS
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

VERSION_1 = "1"
"""The first version of the form."""

_CONTRACT = {
    "mco": "contract_mco",
    "arrangement": "contract_arrangement",
    "level": "contract_level",
    "submitted": "contract_submitted",
    "recertified": "contract_recertified",
    "status": "contract_status",
}
OF_RULES = frozenset({"measure_key", "measure_title", "selected", *ENTERED_COUNTS, *PRIOR, *_CONTRACT.values()})
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


class ContractRow(NamedTuple):
    """One row of the contract table in which something was entered."""

    mco: TextField
    arrangement: TextField
    level: Field
    submitted: DayField
    recertified: DayField
    status: TextField

    @property
    def called(self) -> str:
        """What the contract is called in a sentence."""
        return f"Contract with {self.mco.text}" if self.mco.text else f"Contract in row {self.status.at.row + 1}"

    @property
    def locations(self) -> frozenset[Location]:
        """Where the entries stand that a credit rests on."""
        return frozenset(field.at for field in (self.level, self.submitted, self.recertified, self.status))


class Stamp(NamedTuple):
    """What the workbook says of itself, empty where it does not."""

    kind: str
    template_version: str
    program_version: str


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
    prepared_by: TextField
    prepared_on: DayField
    shown_verdict: TextField
    entries: Entries
    carried_over: bool = False

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
        stamp=Stamp(*(entries.stamp[name] for name in _STAMP)),
        facility=fields["facility"],
        mco=fields["mco"],
        period=fields["current_period"],
        quarters=tuple(fields[f"quarter_{nth}"] for nth in QUARTERS),
        rows=tuple(map(_measure_row, entries.tables[MEASURES.name])),
        contracts=tuple(map(_contract_row, entries.tables[CONTRACT_TABLE.name])),
        attested_by=fields.get("attested_by", fields["prepared_by"]),
        attested_on=fields.get("attested_on", fields["prepared_on"]),
        attested_title=fields.get("attested_title"),
        prepared_by=fields["prepared_by"],
        prepared_on=fields["prepared_on"],
        shown_verdict=entries.shown[BOX[0].name],
        entries=entries,
        carried_over=_is_carried_over(workbook, entries),
    )


_CARRIED_FROM = "vbpqip_carried_from"
_STAMP = ("vbpqip_kind", "vbpqip_template_version", "vbpqip_program_version")


def _measure_row(row: Row) -> MeasureRow:
    counts = [row[name] for name in ENTERED_COUNTS]
    return MeasureRow(
        key=row["measure_key"],
        title=row["measure_title"],
        selected=row["selected"],
        quarters=tuple(zip(counts[::2], counts[1::2], strict=True)),
        prior=(row[PRIOR[0]], row[PRIOR[1]]),
    )


def _contract_row(row: Row) -> ContractRow:
    return ContractRow(**{name: row[column] for name, column in _CONTRACT.items()})


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
