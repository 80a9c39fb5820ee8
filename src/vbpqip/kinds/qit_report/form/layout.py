"""The form of the QIT report, version 2: where every named cell stands, and what belongs in it.

It is the only module that names a row or a column of this form, but for the columns of a contract, which other forms
have too; version 1, which is still read, has its own. Rows and columns count from 0. Right of what is printed, hidden,
stands what is to fix and what is unlikely at each cell, and what is calculated of each row.
"""

from __future__ import annotations

from itertools import takewhile

from vbpqip.kinds.qit_report.form.sheets import (
    ATTESTATION,
    CONTRACTS,
    KIND,
    META,
    REPORT,
    START,
    TEMPLATE_VERSION,
    TREND,
)
from vbpqip.kinds.shared.attested import attested_on
from vbpqip.kinds.shared.contract_columns import CONTRACT_COLUMNS, CONTRACT_WORKINGS
from vbpqip.workbook.entry_types import KeyType, NumberType, QuarterType, TextType, YesNoType
from vbpqip.workbook.form import DOUBT, TO_FIX, Carry, Column, Form, Place, SingleEntry, Slot, Table

QUARTERS = (1, 2, 3, 4)
_QUARTER_LABEL = "Select Current Quarter Result"
CONTRACT_ROWS = 8
_FIRST_MEASURE = 6
_FIRST_COUNT_COLUMN = 2
_QUARTER_ROW = 4
_FIRST_CONTRACT = 4
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}


def _at(name: str, label: str, row: int, column: int, sheet: str = REPORT) -> Place:
    return Place(name=name, label=label, sheet=sheet, row=row, column=column)


ATTESTED = attested_on(ATTESTATION)
"""Entries of the sheet of the attestation, from top to bottom."""

FIELDS = (
    SingleEntry(
        _at("facility", "Facility", 2, 0),
        TextType("list_facilities", is_strict=False),
        "facility",
        "Choose your hospital. A name that is not listed can be typed.",
    ),
    SingleEntry(
        _at("mco", "Managed care organization (MCO)", 4, 0),
        TextType("list_mcos", is_strict=False),
        "{mco}",
        "Choose the {mco_in_full} that receives this report.",
        "{mco}",
    ),
    SingleEntry(
        _at("current_period", "Select Current Period", 2, _FIRST_COUNT_COLUMN),
        QuarterType("list_periods"),
        "period",
        "Step 1: choose the quarter that this report is for.",
    ),
    *(
        SingleEntry(
            _at(f"quarter_{nth}", _QUARTER_LABEL, _QUARTER_ROW, _FIRST_COUNT_COLUMN + 2 * (nth - 1)),
            QuarterType("list_quarters"),
            f"{_ORDINALS[nth]} quarter",
            "Step 2: choose the four quarters that end with the period, earliest first. "
            "The cell to the right says which one is expected.",
        )
        for nth in QUARTERS
    ),
    *ATTESTED,
)
HEADING = tuple(field.place for field in FIELDS if field.place.sheet == REPORT)
"""Single entries of the report sheet."""

BOX = (
    _at("qit_verdict", "{target} verdict", 2, 10),
    _at("qit_achieved", "Achieved", 2, 12),
    _at("qit_credits", "Credits", 2, 13),
    _at("qit_selected", "Selected", 2, 14),
    _at("qit_share", "Share", 2, 15),
    _at("required_share", "Required share", 4, 15),
    _at("report_due", "Due to the {mco}", 2, 7),
    _at("ready", "Ready to send?", 0, 12),
)
"""Single live results of the report sheet; their labels stand above them, that of ``ready`` left of it."""

STAMP = tuple(
    _at(name, label, row, 1, META)
    for row, (name, label) in enumerate(
        (
            ("vbpqip_kind", "Kind of workbook"),
            ("vbpqip_template_version", "Template version"),
            ("vbpqip_program_version", "Program data version"),
            ("vbpqip_carried_from", "Carried over from"),
        ),
        start=1,
    )
)
"""What the workbook says of itself."""

_COUNT = NumberType()
_MEASURE_COLUMNS = (
    Column("measure_title", "Measure", TextType(), printed=True),
    Column("selected", "Selected?", YesNoType("list_yes_no"), called="selected"),
    *(
        Column(
            f"{part}_{nth}",
            f"{_ORDINALS[nth]} qtr {part}",
            _COUNT,
            carry=Carry.LOCKED,
            slot=Slot(part, of=f"quarter_{nth}"),
        )
        for nth in QUARTERS
        for part in ("numerator", "denominator")
    ),
    Column("prior_numerator", "Prior numerator", _COUNT, called="prior numerator"),
    Column("prior_denominator", "Prior denominator", _COUNT, called="prior denominator"),
    Column("result", "Result", live=True),
    Column("prior_result", "Prior result", live=True),
    Column("change", "Change", named=False),
    Column("outcome", "Outcome", live=True),
    Column("achieved", "Achieved?", live=True),
    Column("measure_key", "Key", KeyType(), called="key"),
)
LAST_PRINTED = {REPORT: "outcome", CONTRACTS: "contract_quarters"}
"""The last column of each table that is seen and printed; all that follow are hidden."""

_CONTRACT_COLUMNS = (*CONTRACT_COLUMNS, Column("contract_quarters", "Quarters credited", named=False))
MEASURE_WORKINGS = (
    "figures",
    "is_selected",
    "is_compared",
    *(f"above_{pair}" for pair in (*QUARTERS, "prior")),
    *(f"blank_{pair}" for pair in (QUARTERS[-1], "prior")),
    "window_counted",
    "prior_counted",
    "window_known",
    "prior_known",
    "entries_to_fix",
    "comparator_to_fix",
    "window_numerator",
    "window_denominator",
    "prior_total_numerator",
    "prior_total_denominator",
    "selected_so_far",
    *(f"{which}_{nth}" for nth in QUARTERS for which in ("middle_size", "largest_size", "usual_size")),
    *(f"patient_days_{nth}" for nth in QUARTERS),
)
"""What is calculated of each measure and not shown, on the sheet of workings: see ``writing/workings.py``."""

PLACES = Column("places", "Decimal places", named=False)
"""With how many places a row's figures are shown."""


_GRIDS = {TO_FIX: "To fix", DOUBT: "Unlikely"}


def with_hidden(columns: tuple[Column, ...], *more: Column) -> tuple[Column, ...]:
    """Return the columns of a table, and hidden right of them what to fix and what is unlikely at each cell."""
    grids = (
        Column(f"{prefix}{column.name}", f"{words}: {column.label}", named=False)
        for prefix, words in _GRIDS.items()
        for column in columns
    )
    return (*columns, *grids, *more)


def seen_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that are no workings."""
    return tuple(takewhile(lambda column: not column.name.startswith(TO_FIX), table.columns))


COLUMNS_OF_ATTESTATION = 4
"""How many columns the sheet of the attestation has: what is to fix at a cell stands so many columns right of it."""

MEASURES = Table(
    "measures",
    REPORT,
    (_FIRST_MEASURE, 0),
    with_hidden(_MEASURE_COLUMNS, PLACES),
    key="measure_key",
)
CONTRACT_TABLE = Table(
    "contracts",
    CONTRACTS,
    (_FIRST_CONTRACT, 0),
    with_hidden(_CONTRACT_COLUMNS, *(Column(name, name.replace("_", " "), named=False) for name in CONTRACT_WORKINGS)),
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

_WORDS = (1, 1), (3, 1), (2, _FIRST_COUNT_COLUMN + 1)
_LABEL_OF_READY, _INSTRUCTION, _CARRIED_WORDS = (0, 10), (_QUARTER_ROW - 1, 12), (1, _FIRST_COUNT_COLUMN + 2)
_PRINTED = frozenset(
    (
        (0, 0),
        _LABEL_OF_READY,
        _INSTRUCTION,
        _CARRIED_WORDS,
        *_WORDS,
        *((place.row - above, place.column) for place in (*HEADING, *BOX) for above in (0, 1)),
        *((_QUARTER_ROW, _FIRST_COUNT_COLUMN + column) for column in range(2 * len(QUARTERS) + 1)),
        *((_FIRST_MEASURE - 1, column) for column in range(len(MEASURES.columns))),
    )
)

FORM = Form(
    kind=KIND,
    version=TEMPLATE_VERSION,
    fields=FIELDS,
    results=BOX,
    stamp=STAMP,
    tables=(MEASURES, CONTRACT_TABLE),
    other_sheets=frozenset({START, TREND}),
    printed={REPORT: _PRINTED},
)
"""The form."""

ENTERED_COUNTS = tuple(each.name for each in MEASURES.entries if each.name.startswith(("numerator_", "denominator_")))
PRIOR = ("prior_numerator", "prior_denominator")
CONTRACT_ENTRIES = tuple(each.name for each in CONTRACT_TABLE.entries)
SINGLES = FORM.singles
"""Every name of one cell."""


def measure_columns(measures: int) -> dict[str, Place]:
    """Return the columns of the measure table, by name, for a number of measures."""
    return MEASURES.places(measures)


def place_of(name: str) -> Place:
    """Return a place by its name; of a column its first cell."""
    return FORM.places[name]


def columns_of_its_own(form: Form, sheet: str) -> int:
    """Return how many columns a sheet has: what is to fix at a cell stands so many columns right of it."""
    return COLUMNS_OF_ATTESTATION if sheet == ATTESTATION else len(seen_columns(form.table_on(sheet)))
