"""A submission: the entries of a report, each with the place it came from."""

from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.core.cells import Location, ShownAs
from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.reading.misnamed import LabelsRead
from vbpqip.kinds.qit_report.reading.second_forms import SecondForm
from vbpqip.kinds.qit_report.reading.stored import StoredForm
from vbpqip.workbook.answers import YES
from vbpqip.workbook.entries import DayField, Field, TextField


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


class ContractRow(NamedTuple):
    """One row of the contract table in which something was entered."""

    mco: TextField
    arrangement: TextField
    level: Field
    submitted: DayField
    recertified: DayField
    status: TextField

    @property
    def locations(self) -> frozenset[Location]:
        """Where the entries stand that a credit rests on."""
        return frozenset(field.at for field in (self.level, self.submitted, self.recertified, self.status))


class Stamp(NamedTuple):
    """What the workbook says of itself, empty where it does not."""

    kind: str
    template_version: str
    program_version: str


class Appearance(NamedTuple):
    """What of the entries a person does not see as it is scored, and what else stands beside the form.

    Of each entry, where it is so: what hides it, such as ``row 20``; the range that it is merged into; what its number
    format shows instead; the beginning of a comment on it. ``beside`` are other texts of the report sheet.
    """

    hidden: Mapping[Location, str] = {}
    merged: Mapping[Location, str] = {}
    shown_as: Mapping[Location, ShownAs] = {}
    comments: Mapping[Location, str] = {}
    beside: tuple[tuple[Location, str], ...] = ()


class Submission(NamedTuple):
    """A completed report as values.

    ``found_by_label`` names the places whose defined name was lost, ``not_found`` those that could not be found at
    all; their entries then read as blank. ``below_tables`` are cells filled in below the last row of a table.
    ``shown_verdict`` is the stored result of the form's own verdict. ``repeated`` are those that were not found because
    their label stands more than once. ``invisible`` are the entries with characters that nobody sees, as they were
    received. ``moved`` is the first entry that rows or columns inserted into the form have moved.
    ``macros`` is what kind of macros the file has or may have, ``external_links`` what it takes from other files, and
    ``far_cells`` of each sheet the first cell that stood too far outside to be read, and how many did. ``appearance``
    is what the workbook shows of the entries.
    """

    stamp: Stamp
    facility: TextField
    mco: TextField
    period: TextField
    quarters: tuple[TextField, ...]
    rows: tuple[MeasureRow, ...]
    contracts: tuple[ContractRow, ...]
    prepared_by: TextField
    prepared_on: DayField
    shown_verdict: TextField
    below_tables: tuple[Location, ...] = ()
    found_by_label: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    invisible: tuple[tuple[Location, str], ...] = ()
    labels: LabelsRead = LabelsRead()
    second_forms: tuple[SecondForm, ...] = ()
    moved: Location | None = None
    stored: StoredForm = StoredForm()
    macros: str = ""
    external_links: tuple[str, ...] = ()
    far_cells: tuple[tuple[Location, int], ...] = ()
    appearance: Appearance = Appearance()

    def named_quarters(self, years: Years) -> tuple[Quarter | None, ...]:
        """Return the quarters that the columns of counts are for, ``None`` where none is named."""
        return tuple(years.parse(words.text) for words in self.quarters)
