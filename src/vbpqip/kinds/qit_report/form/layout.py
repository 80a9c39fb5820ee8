"""Where every named cell stands; the only module that names a row or a column of the form.

Rows and columns count from 0. A :class:`Place` is one defined name: one cell, or one column of cells with a row
for each measure or contract. Its ``label`` is printed above its first cell and finds it again where its defined
name is lost.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import CHECK, CONTRACTS, META, REPORT

QUARTERS = (1, 2, 3, 4)
QUARTER_LABEL = "Select Current Quarter Result"
CONTRACT_ROWS = 8

_ENTRY_COLUMN = 0
_FIRST_MEASURE = 15
_FIRST_COUNT_COLUMN = 2
_QUARTER_ROW = 13
_FIRST_CONTRACT = 5
_BOX_COLUMN = 6
_DATES_COLUMN = 12
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}


class Place(NamedTuple):
    """One defined name of the form; ``rows`` is 1 for a single cell."""

    name: str
    label: str
    sheet: str
    row: int
    column: int
    rows: int = 1

    def at(self, nth: int = 0) -> Location:
        """Return where the n-th cell stands, counted from 0."""
        return Location(self.sheet, self.row + nth, self.column)

    def holds(self, at: Location) -> bool:
        """Whether a cell is the place's own, or stands in its column below the label."""
        if self.rows == 1 and self.name in SINGLES:
            return at == self.at()
        return at.sheet == self.sheet and at.column == self.column and at.row >= self.row

    @property
    def label_at(self) -> Location:
        """Where the label stands: above the first cell."""
        return Location(self.sheet, self.row - 1, self.column)


def _heading(name: str, label: str, row: int, column: int = _ENTRY_COLUMN) -> Place:
    return Place(name=name, label=label, sheet=REPORT, row=row, column=column)


HEADING = (
    _heading("facility", "Facility", 4),
    _heading("mco", "Managed care organization (MCO)", 6),
    _heading("current_period", "Select Current Period", 8),
    _heading("prepared_by", "Prepared by (name)", 10),
    _heading("prepared_on", "Prepared on (date)", 10, 1),
    *(_heading(f"quarter_{nth}", QUARTER_LABEL, _QUARTER_ROW, _FIRST_COUNT_COLUMN + 2 * (nth - 1)) for nth in QUARTERS),
)
"""Single entries of the report sheet."""

BOX = (
    _heading("qit_verdict", "QIT verdict", 3, _BOX_COLUMN),
    _heading("qit_achieved", "Measures achieved", 4, _BOX_COLUMN),
    _heading("qit_credits", "Measure credits in force", 5, _BOX_COLUMN),
    _heading("qit_selected", "Measures selected", 6, _BOX_COLUMN),
    _heading("qit_share", "Share: (achieved + credits) / selected", 7, _BOX_COLUMN),
    _heading("report_due", "Report due to the MCO", 4, _DATES_COLUMN),
    _heading("ready", "Ready to send?", 8, _BOX_COLUMN),
)
"""Single live results of the report sheet; their labels stand left of them, in the same row."""

STAMP = tuple(
    Place(name=name, label=label, sheet=META, row=row, column=1)
    for row, (name, label) in enumerate(
        (
            ("vbpqip_kind", "Kind of workbook"),
            ("vbpqip_template_version", "Template version"),
            ("vbpqip_program_version", "Program data version"),
        ),
        start=1,
    )
)
"""What the workbook says of itself."""

_MEASURE_COLUMNS = (
    ("measure_title", "Measure"),
    ("selected", "Selected? (Yes / No)"),
    *(
        (f"{part}_{nth}", f"{_ORDINALS[nth]} quarter: {part}")
        for nth in QUARTERS
        for part in ("numerator", "denominator")
    ),
    ("prior_numerator", "Prior report: numerator"),
    ("prior_denominator", "Prior report: denominator"),
    ("result", "Result"),
    ("prior_result", "Prior result"),
    ("change", "Change"),
    ("outcome", "Outcome"),
    ("achieved", "Achieved?"),
    ("unit", "Unit of the result"),
    ("row_check", "Row check"),
    ("help", "Help"),
    ("measure_key", "Key"),
)

_CONTRACT_COLUMNS = (
    ("contract_mco", "Contracting MCO"),
    ("contract_arrangement", "Arrangement"),
    ("contract_level", "VBP level"),
    ("contract_submitted", "Submitted on"),
    ("contract_recertified", "Re-certified on"),
    ("contract_status", "Status"),
    ("contract_quarters", "Quarters credited"),
    ("contract_check", "Row check"),
    ("contract_help", "Help"),
)

UNNAMED = frozenset({"change", "unit", "row_check", "help", "contract_quarters", "contract_check", "contract_help"})
"""Columns that no defined name is made for."""

LIVE = frozenset({"result", "prior_result", "outcome", "achieved"})
"""Columns of live formulas that a defined name is made for."""

ENTERED_COUNTS = tuple(name for name, _ in _MEASURE_COLUMNS if name.startswith(("numerator_", "denominator_")))
PRIOR = ("prior_numerator", "prior_denominator")
CONTRACT_ENTRIES = tuple(name for name, _ in _CONTRACT_COLUMNS if name not in UNNAMED)


def measure_columns(measures: int) -> dict[str, Place]:
    """Return the columns of the measure table, by name, for a number of measures."""
    return {
        name: Place(name=name, label=label, sheet=REPORT, row=_FIRST_MEASURE, column=column, rows=measures)
        for column, (name, label) in enumerate(_MEASURE_COLUMNS)
    }


def contract_columns() -> dict[str, Place]:
    """Return the columns of the contract table, by name."""
    return {
        name: Place(name=name, label=label, sheet=CONTRACTS, row=_FIRST_CONTRACT, column=column, rows=CONTRACT_ROWS)
        for column, (name, label) in enumerate(_CONTRACT_COLUMNS)
    }


SINGLES = {place.name: place for place in (*HEADING, *BOX, *STAMP)}
"""Every name of one cell."""


@lru_cache(maxsize=256)
def place_of(name: str) -> Place:
    """Return a place by its name; of a column its first cell."""
    return SINGLES.get(name) or {**measure_columns(1), **contract_columns()}[name]


def named_places(measures: int) -> Iterator[Place]:
    """Yield every place that a defined name is made for."""
    yield from SINGLES.values()
    for columns in (measure_columns(measures), contract_columns()):
        yield from (place for name, place in columns.items() if name not in UNNAMED)


_LINES = 3
"""Title, banner and hint of the report sheet stand one under the other in its first column."""

_BOX_LABEL_COLUMN, _DATES_LABEL_COLUMN, _HELP_COLUMN = 3, 9, 19
_DATES_ROWS = range(4, 10)
_PRINTED = frozenset(
    (
        *((row, _ENTRY_COLUMN) for row in range(_LINES)),
        *((place.row - 1, place.column) for place in HEADING),
        *((place.row, column) for place in HEADING for column in (place.column, _HELP_COLUMN)),
        *((_QUARTER_ROW, _FIRST_COUNT_COLUMN + column) for column in range(2 * len(QUARTERS))),
        *((_QUARTER_ROW - 1, _FIRST_COUNT_COLUMN + column) for column in range(2 * len(QUARTERS) + 1)),
        *((place.row, column) for place in BOX for column in (place.column, _BOX_LABEL_COLUMN)),
        *((row, column) for row in _DATES_ROWS for column in (_DATES_COLUMN, _DATES_LABEL_COLUMN)),
        *((_FIRST_MEASURE - 1, column) for column in range(len(_MEASURE_COLUMNS))),
    )
)


def is_of_the_form(row: int, column: int, *, in_table: bool) -> bool:
    """Whether the form has an entry or a text of its own in a cell of the report sheet.

    ``in_table`` is whether the row is one of the measure table's.
    """
    return column < len(_MEASURE_COLUMNS) if in_table else (row, column) in _PRINTED


@lru_cache(maxsize=16)
def cells_of_the_form(table: frozenset[int]) -> frozenset[tuple[int, int]]:
    """Return where the form has an entry or a text of its own on the report sheet, by row and column.

    ``table`` are the rows of the measure table.
    """
    in_table = ((row, column) for row in table for column in range(len(_MEASURE_COLUMNS)))
    return frozenset((*in_table, *(at for at in _PRINTED if at[0] not in table)))


def banner_at(title: str) -> Location:
    """Return where a visible sheet says whether the form is ready: under its title."""
    return Location(title, 1, 0)


CHECK_FIRST_ROW = 4
"""First line of the Check sheet."""

CHECK_STATUS_COLUMN = 1


def check_status_at(nth: int) -> Location:
    """Return where the n-th line of the Check sheet says OK or FIX."""
    return Location(CHECK, CHECK_FIRST_ROW + nth, CHECK_STATUS_COLUMN)
