"""The form of the QIT report, version 1: where every named cell stands, and what belongs in it.

Reports on it are read and none is written. It is the only module that names a row or a column of this form. Rows and
columns count from 0.
"""

from __future__ import annotations

from vbpqip.kinds.qit_report.form.sheets import (
    CONTRACTS,
    KIND,
    META,
    REPORT,
    START,
    TREND,
)
from vbpqip.workbook.entry_types import DayType, KeyType, NumberType, QuarterType, TextType, YesNoType
from vbpqip.workbook.form import Column, Form, Place, SingleEntry, Slot, Table

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


def _heading(name: str, label: str, row: int, column: int = _ENTRY_COLUMN) -> Place:
    return Place(name=name, label=label, sheet=REPORT, row=row, column=column)


FIELDS = (
    SingleEntry(_heading("facility", "Facility", 4), TextType("list_facilities", is_strict=False), "facility"),
    SingleEntry(_heading("mco", "Managed care organization (MCO)", 6), TextType("list_mcos", is_strict=False), "MCO"),
    SingleEntry(_heading("current_period", "Select Current Period", 8), QuarterType("list_periods"), "period"),
    SingleEntry(_heading("prepared_by", "Prepared by (name)", 10), TextType(), "prepared by", is_needed=False),
    SingleEntry(_heading("prepared_on", "Prepared on (date)", 10, 1), DayType(), "prepared on", is_needed=False),
    *(
        SingleEntry(
            _heading(f"quarter_{nth}", QUARTER_LABEL, _QUARTER_ROW, _FIRST_COUNT_COLUMN + 2 * (nth - 1)),
            QuarterType("list_quarters"),
            f"{_ORDINALS[nth]} quarter",
        )
        for nth in QUARTERS
    ),
)
HEADING = tuple(field.place for field in FIELDS)
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

_COUNT = NumberType()
_MEASURE_COLUMNS = (
    Column("measure_title", "Measure", TextType(), printed=True),
    Column("selected", "Selected? (Yes / No)", YesNoType("list_yes_no"), called="selected"),
    *(
        Column(
            f"{part}_{nth}",
            f"{_ORDINALS[nth]} quarter: {part}",
            _COUNT,
            slot=Slot(part, of=f"quarter_{nth}"),
        )
        for nth in QUARTERS
        for part in ("numerator", "denominator")
    ),
    Column("prior_numerator", "Prior report: numerator", _COUNT, called="prior numerator"),
    Column("prior_denominator", "Prior report: denominator", _COUNT, called="prior denominator"),
    Column("result", "Result", live=True),
    Column("prior_result", "Prior result", live=True),
    Column("change", "Change", named=False),
    Column("outcome", "Outcome", live=True),
    Column("achieved", "Achieved?", live=True),
    Column("unit", "Unit of the result", named=False),
    Column("row_check", "Row check", named=False),
    Column("help", "Help", named=False),
    Column("measure_key", "Key", KeyType(), called="key"),
)

_CONTRACT_COLUMNS = (
    Column("contract_mco", "Contracting MCO", TextType("list_mcos", is_strict=False), called="MCO"),
    Column("contract_arrangement", "Arrangement", TextType("list_arrangements"), called="arrangement"),
    Column("contract_level", "VBP level", NumberType("list_levels"), called="level"),
    Column("contract_submitted", "Submitted on", DayType(), called="submitted"),
    Column("contract_recertified", "Re-certified on", DayType(), called="re-certified"),
    Column("contract_status", "Status", TextType("list_statuses"), called="status"),
    Column("contract_quarters", "Quarters credited", named=False),
    Column("contract_check", "Row check", named=False),
    Column("contract_help", "Help", named=False),
)

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


MEASURES = Table("measures", REPORT, (_FIRST_MEASURE, 0), _MEASURE_COLUMNS, key="measure_key")
CONTRACT_TABLE = Table(
    "contracts",
    CONTRACTS,
    (_FIRST_CONTRACT, 0),
    _CONTRACT_COLUMNS,
    key="contract_submitted",
    rows=CONTRACT_ROWS,
    alike_by=(
        ("contract_mco", "contract_submitted", "contract_arrangement"),
        ("contract_mco", "contract_submitted"),
        ("contract_submitted",),
        ("contract_mco", "contract_arrangement"),
        ("contract_mco",),
    ),
)

FORM = Form(
    kind=KIND,
    version="1",
    fields=FIELDS,
    results=BOX,
    stamp=STAMP,
    tables=(MEASURES, CONTRACT_TABLE),
    other_sheets=frozenset({START, TREND}),
    printed={REPORT: _PRINTED},
)
"""The form."""


def measure_columns(measures: int) -> dict[str, Place]:
    """Return the columns of the measure table, by name, for a number of measures."""
    return MEASURES.places(measures)
