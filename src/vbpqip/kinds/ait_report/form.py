"""The form of the AIT report: where every named cell stands, and what belongs in it.

Rows and columns count from 0. Right of what is printed, hidden, stands what is calculated of each row.
"""

from __future__ import annotations

from vbpqip.kinds.shared.attested import attested_on
from vbpqip.kinds.shared.contract_columns import CONTRACT_COLUMNS, CONTRACT_WORKINGS
from vbpqip.workbook.entry_types import KeyType, NumberType, RateType, TextType, YesNoType
from vbpqip.workbook.form import Carry, Column, Form, Place, SingleEntry, Table

AIT_KIND = "ait-report"
AIT_TITLE = "AIT report"
AIT_VERSION = "1"

AIT_START, AIT_SHEET, AIT_CONTRACTS, AIT_ATTESTATION, _META = (
    "Start Here",
    "AIT Report",
    "Measure Credits",
    "Attestation",
    "_meta",
)

FIRST_MEASURE, FIRST_CONTRACT = 6, 4
AIT_CONTRACT_ROWS = 8


def _at(name: str, label: str, row: int, column: int, sheet: str = AIT_SHEET) -> Place:
    return Place(name, label, sheet, row, column)


AIT_HEADING = (
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
        _at("program_year", "Program year", 2, 2),
        TextType("list_program_years"),
        "program year",
        "Choose the year whose annual improvement target this report is for.",
    ),
)
AIT_ATTESTED = attested_on(AIT_ATTESTATION)

AIT_RESULTS = (
    _at("ait_verdict", "AIT verdict", 2, 8),
    _at("ait_selected", "Selected", 2, 10),
    _at("ait_credits", "Credits", 2, 11),
    _at("ait_improved_share", "Improved", 2, 13),
    _at("ait_better_share", "Better", 2, 14),
    _at("required_improved", "Required", 4, 13),
    _at("required_better", "Required", 4, 14),
    _at("baselines_due", "Baselines due", 2, 6),
    _at("ready", "Ready to send?", 0, 10),
)
"""Single live results; their labels stand above them, that of ``ready`` left of it."""

_STAMP = tuple(
    _at(name, label, row, 1, _META)
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

BASELINE = ("baseline_numerator", "baseline_denominator")
RESULT = ("result_numerator", "result_denominator")
MEAN = ("state_mean", "state_mean_unit", "state_mean_kind", "state_mean_year", "state_mean_source")

AIT_WORKINGS = (
    "is_selected",
    "figures",
    "results_entered",
    "result_asked",
    "above_baseline",
    "above_result",
    "blank_baseline",
    "blank_result",
    "baseline_top",
    "baseline_below",
    "result_top",
    "result_below",
    "mean_used",
    "improves",
    "beats_mean",
    "counts_first",
    "counts_second",
)
"""What is calculated of each measure and not shown: see ``writing/workings.py``."""

_MEASURE_COLUMNS = (
    Column("measure_title", "Measure", TextType(), printed=True),
    Column("selected", "Selected?", YesNoType("list_yes_no"), called="selected"),
    Column("baseline_numerator", "Baseline numerator", NumberType(), carry=Carry.LOCKED),
    Column("baseline_denominator", "Baseline denominator", NumberType(), carry=Carry.LOCKED),
    Column("baseline_result", "Baseline result", live=True),
    Column("result_numerator", "Result numerator", NumberType(), fact="result"),
    Column("result_denominator", "Result denominator", NumberType()),
    Column("result", "Result", live=True),
    Column("improved", "Improved?", live=True),
    Column("state_mean", "State mean", RateType(), carry=Carry.OPEN),
    Column("state_mean_unit", "Unit of the mean", TextType("list_units"), carry=Carry.OPEN),
    Column("state_mean_kind", "Kind of mean", TextType("list_mean_kinds"), carry=Carry.OPEN),
    Column("state_mean_year", "Year", RateType("list_mean_years"), called="year of the mean", carry=Carry.OPEN),
    Column("state_mean_source", "Source of the mean", TextType(), carry=Carry.OPEN),
    Column("better_than_mean", "Better than mean?", live=True),
    Column("to_review", "To fix?", named=False),
    Column("measure_key", "Key", KeyType(), called="key"),
    *(Column(name, name.replace("_", " "), named=False) for name in AIT_WORKINGS),
)

AIT_MEASURES = Table("measures", AIT_SHEET, (FIRST_MEASURE, 0), _MEASURE_COLUMNS, key="measure_key")
AIT_CONTRACT_TABLE = Table(
    "contracts",
    AIT_CONTRACTS,
    (FIRST_CONTRACT, 0),
    (
        *CONTRACT_COLUMNS,
        Column("contract_credit", "What it earns", named=False),
        *(Column(name, name.replace("_", " "), named=False) for name in (*CONTRACT_WORKINGS, "contract_in_year")),
    ),
    key="contract_submitted",
    rows=AIT_CONTRACT_ROWS,
    alike_by=(
        ("contract_mco", "contract_submitted", "contract_arrangement"),
        ("contract_mco", "contract_submitted"),
        ("contract_submitted",),
        ("contract_mco", "contract_arrangement"),
        ("contract_mco",),
    ),
)
LAST_SEEN = {AIT_SHEET: "to_review", AIT_CONTRACTS: "contract_credit"}
"""The last column of each table that is seen and printed; all that follow are hidden."""

_OTHER_WORDS = ((0, 0), (0, 8), (3, 2), (4, 2), (2, 15), (4, 15))
"""Cells of the form's own words: its title, the label of ``ready``, what is to do, the days, what is to fix above."""

_PRINTED = frozenset(
    (
        *_OTHER_WORDS,
        *(
            (place.row - above, place.column)
            for place in (*(each.place for each in AIT_HEADING), *AIT_RESULTS)
            for above in (0, 1)
        ),
        *((FIRST_MEASURE - 1, column) for column in range(len(AIT_MEASURES.columns))),
    )
)

AIT_FORM = Form(
    kind=AIT_KIND,
    version=AIT_VERSION,
    fields=(*AIT_HEADING, *AIT_ATTESTED),
    results=AIT_RESULTS,
    stamp=_STAMP,
    tables=(AIT_MEASURES, AIT_CONTRACT_TABLE),
    other_sheets=frozenset({AIT_START}),
    printed={AIT_SHEET: _PRINTED},
)
"""The form."""
