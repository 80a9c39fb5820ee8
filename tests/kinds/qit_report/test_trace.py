"""A measure of a report on one page: from its cells to its outcome.

1. The cells: what they hold, what they are read as, what is found there. 2. The result, or what stops it. 3. The
outcome, and why it is what it is. 4. What it rests on. 5. JSON keeps to its schema. 6. Received text does nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Unpack

import jsonschema
import pytest
from hypothesis import given, settings
from inline_snapshot import snapshot

from support.counts import examples
from support.drawn_reports import drawn_entries
from support.quarters import Quarter
from support.reviewed import review_submission
from support.tables import PROGRAM, SOUND, Sheets, Told, at, form_data_of, sheets_of
from support.unwritten import read_from
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.cells import Cell, ShownAs, Stored
from vbpqip.core.findings import Waiver
from vbpqip.core.results import Outcome
from vbpqip.kinds.qit_report.review_context import context_of
from vbpqip.kinds.qit_report.trace.entries import MeasureTrace, table_of, traced_entries
from vbpqip.kinds.qit_report.trace.page import trace_page
from vbpqip.kinds.qit_report.writing.form_data import FormData, form_measures
from vbpqip.output.json_schema import schema_of
from vbpqip.output.text import document_as_json, document_as_text
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import EntryKey, Raw

ANNUAL = "| measure | q1 | q2 | q3 | q4 | prior |\n| sepsis-3h-bundle | - | - | - | 56.1/NA | 44/NA |"


def trace_in(
    workbook: Sheets, key: str, program: Program = PROGRAM, known: ReviewOptions | None = None
) -> MeasureTrace:
    """Look at a measure of a workbook."""
    submission, known = workbook.submission(), known or ReviewOptions()
    context, review = context_of(submission, program, known), review_submission(submission, program, options=known)
    return MeasureTrace(
        context=context,
        review=review._replace(workbook="report.xlsx", sha256="0" * 64),
        stored=lambda place: workbook.cells(place.sheet).get((place.row, place.column)),
        row=next(row for row in context.rows if row.measure.key == key),
        result=next(result for result in review.measures if result.measure.key == key),
    )


def trace_of(table: str = SOUND, key: str = "clabsi", **told: Unpack[Told]) -> MeasureTrace:
    return trace_in(sheets_of(form_data_of(table, **told)), key, told.get("program", PROGRAM))


def text_of(trace: MeasureTrace) -> str:
    return document_as_text(trace_page(trace), 80)


def part_of(trace: MeasureTrace, heading: str) -> str:
    """Return a part of a page in one line."""
    blocks = text_of(trace).split("\n\n")
    return " ".join(next(block for block in blocks if block.startswith(f"{heading}\n")).split()[len(heading.split()) :])


def test_the_whole_page() -> None:
    assert text_of(trace_of()) == snapshot("""\
CLABSI (clabsi) in report.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1

Outcome  improved, achieved
Row      P4P Report, row 11; B11 holds Yes
Unit     per 10,000 patient days
Better   lower

Cells
  Events and potential occurrences of each quarter; the counts of the four
  quarters are pooled.

    Cell  Entry                   Holds               Read as       Findings
    C11   numerator of DY2 Q2     2                   2
    D11   denominator of DY2 Q2   4000                4,000
    E11   numerator of DY2 Q3     1                   1
    F11   denominator of DY2 Q3   5000                5,000
    G11   numerator of DY2 Q4     0                   0
    H11   denominator of DY2 Q4   4500                4,500
    I11   numerator of DY3 Q1     3                   3
    J11   denominator of DY3 Q1   6500                6,500
    K11   prior numerator         7                   7
    L11   prior denominator       20000               20,000

Result
  6 ÷ 20,000 × 10,000 = 3 per 10,000 patient days.

    events        2 + 1 + 0 + 3 = 6
    patient days  4,000 + 5,000 + 4,500 + 6,500 = 20,000

Prior report
  7 ÷ 20,000 × 10,000 = 3.5 per 10,000 patient days.

Outcome
  3.00 is lower than 3.50, and lower is better: improved. That counts as
  achieved.

Quarterly improvement target
  QIT MET, with 1 achieved of 1 selected = 100 %; 50 % required. The measure is
  one of the 1 achieved.

Source of the measure
  Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu).

measures.clabsi.per = 10000
  Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu). "per 10,000
  Patient Days".

qit.pooling = counts pooled before dividing
  Inferred: DOH, VBP QIP Update Webinar, 19 July 2017. "Enter the number of
  events in the numerator column under the appropriate quarter". Steps 3 and 4
  of the report ask for raw counts of each quarter, which only pooling needs.

measures.clabsi.improvement = lower
  Inferred: The measure stewards' own specifications.

qit.comparator = previous report
  Assumed. Improvement is taken quarter on quarter: DY3 Q1 is compared with DY2
  Q4. With "baseline", the prior columns hold the DY2 Q4 totals.

qit.maintained_counts = yes
  Assumed. No readable source says how a tie counts; the paired MCO's contract
  governs.

qit.required_share = 0.50
  Assumed. No readable source gives the share; the paired MCO's contract
  governs.\
""")  # noqa: RUF001 -- the sign of multiplication


def test_the_page_of_an_annual_measure() -> None:
    page = text_of(trace_of(ANNUAL, "sepsis-3h-bundle"))

    assert page.partition("\n\nSource")[0] == snapshot("""\
3-hour sepsis bundle (sepsis-3h-bundle) in report.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1

Outcome  improved, achieved
Row      P4P Report, row 15; B15 holds Yes
Unit     percent
Better   higher

Cells
  The year's result stands in the last quarter's numerator; the first three
  quarters stay blank.

    Cell  Entry                   Holds               Read as       Findings
    C15   numerator of DY2 Q2     "leave blank"       blank
    D15   denominator of DY2 Q2   "leave blank"       blank
    E15   numerator of DY2 Q3     "leave blank"       blank
    F15   denominator of DY2 Q3   "leave blank"       blank
    G15   numerator of DY2 Q4     "leave blank"       blank
    H15   denominator of DY2 Q4   "leave blank"       blank
    I15   numerator of DY3 Q1     56.1                56.1
    J15   denominator of DY3 Q1   "NA"                NA
    K15   prior numerator         44                  44
    L15   prior denominator       "NA"                NA

Result
  Entered as it is: 56.1 percent.

Prior report
  Entered as it is: 44 percent.

Outcome
  56.10 is higher than 44.00, and higher is better: improved. That counts as
  achieved.

Quarterly improvement target
  QIT MET, with 1 achieved of 1 selected = 100 %; 50 % required. The measure is
  one of the 1 achieved.\
""")


def lines_of(trace: MeasureTrace) -> list[str]:
    """Return the table of entries, its columns apart by one blank."""
    return [" ".join(line.split()) for line in table_of(tuple(traced_entries(trace))).splitlines()[1:]]


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (Cell(Stored.TEXT, "1"), 'E11 numerator of DY2 Q3 "1" 1 QIP317'),
        (Cell(Stored.TEXT, "about\n1"), 'E11 numerator of DY2 Q3 "about 1" not readable QIP315'),
        (Cell(Stored.TEXT, "x" * 99), f'E11 numerator of DY2 Q3 "{"x" * 15}.. not readable QIP315'),
        (Cell(Stored.NUMBER, "1", formula="SUM(A1)"), "E11 numerator of DY2 Q3 =SUM(A1) -> 1 1 QIP319"),
        (Cell(Stored.NUMBER, "1", formula="SUM(1)"), "E11 numerator of DY2 Q3 =SUM(1) -> 1 1 QIP309"),
        (Cell(Stored.NUMBER, "1", shown_as=ShownAs.PERCENTAGE), "E11 numerator of DY2 Q3 1 shown in percent 1 QIP332"),
        (Cell(Stored.ERROR, "#REF!"), "E11 numerator of DY2 Q3 #REF! not readable QIP315"),
        (None, "E11 numerator of DY2 Q3 nothing blank QIP310"),
    ],
)
def test_1_what_a_cell_holds(cell: Cell | None, line: str) -> None:
    workbook = sheets_of(form_data_of()).with_cell(at("numerator_2", "clabsi"), cell)

    assert lines_of(trace_in(workbook, "clabsi"))[2] == line


def test_1_the_findings_in_its_cells_follow() -> None:
    trace = trace_of(SOUND.replace("1/5000", '"1"/5000'))

    assert part_of(trace, "QIP317, warning, P4P Report!E11") == snapshot(
        "CLABSI, numerator of DY2 Q3: text, read as 1. Type the number again into a cell that is not formatted as text."
    )


def test_1_a_waived_finding_is_said_to_be_waived() -> None:
    trace = trace_of(SOUND.replace("1/5000", '"1"/5000'))
    waiver = Waiver("QIP317", "F", Quarter(3, 1), approver="A", reason="R.", until=date(2017, 12, 31))
    findings = tuple(finding._replace(waiver=waiver) for finding in trace.review.findings)

    assert "\n\nQIP317, waived, P4P Report!E11\n" in text_of(
        trace._replace(review=trace.review._replace(findings=findings))
    )


def test_1_findings_in_other_rows_are_not_told() -> None:
    trace = trace_of(SOUND + '| cdi | "2"/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |')

    assert trace.findings == ()
    assert len(trace.review.findings) == 1


def test_2_a_result_that_no_decimal_spells() -> None:
    trace = trace_of(SOUND.replace("3/6500", "3/6400"))

    assert part_of(trace, "Result") == snapshot("6 ÷ 19,900 × 10,000 = 600/199 per 10,000 patient days, rounded 3.02.")  # noqa: RUF001 -- as above


def test_2_the_entry_that_stops_it() -> None:
    trace = trace_of(SOUND.replace("1/5000", "-/5000").replace("7/20000", "7/-"))

    assert part_of(trace, "Result") == snapshot(
        "Not known. P4P Report!E11 stops it: CLABSI: numerator of DY2 Q3 is blank. [QIP310]"
    )
    assert part_of(trace, "Prior report") == snapshot(
        "Not known. P4P Report!L11 stops it: CLABSI: denominator of the prior report is blank. [QIP540]"
    )
    assert part_of(trace, "Outcome") == "No result: entries are invalid. It does not count as achieved."


def test_2_a_part_of_the_form_that_is_lost_stops_it() -> None:
    trace = trace_in(sheets_of(form_data_of()).without_label("numerator_2"), "clabsi")

    assert part_of(trace, "Result") == snapshot(
        "Not known. The file stops it: These parts of the form cannot be found: '2nd qtr numerator'. [QIP110]"
    )


def test_2_nothing_could_occur() -> None:
    trace = trace_of("| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 0/0 | 0/0 | 0/0 | 0/0 | 7/20000 |")

    assert part_of(trace, "Result") == "No result: nothing could occur (0 of 0)."
    assert part_of(trace, "Outcome") == "No result: the report has none to compare. It does not count as achieved."


def test_2_the_prior_report_has_no_result() -> None:
    trace = trace_of(SOUND.replace("7/20000", "0/0"))

    assert part_of(trace, "Outcome") == (
        "No result: the prior report has none to compare. It does not count as achieved."
    )


def test_2_an_annual_result_that_is_not_available() -> None:
    assert part_of(trace_of(ANNUAL.replace("56.1", "NA"), "sepsis-3h-bundle"), "Result") == "No result: NA."


def test_results_that_no_digits_tell_apart() -> None:
    """Which is higher is said in words; the figures are those of the other outputs."""
    trace = trace_of(SOUND.replace("7/20000", "6/20000"))
    assert trace.result.prior is not None
    nearly = trace.result.prior._replace(rate=3 + Fraction(1, 10**20))

    differing = trace._replace(result=trace.result._replace(prior=nearly, outcome=Outcome.IMPROVED, achieved=True))

    assert part_of(differing, "Outcome") == (
        "3.000000000000000 is lower than 3.000000000000000 by less than 0.000000000000001, and lower is better: "
        "improved. That counts as achieved."
    )


def pending(period: str, program: Program = PROGRAM) -> MeasureTrace:
    """Look at a 3-hour sepsis bundle that is still blank on the day of the report."""
    blank = ANNUAL.replace("56.1", "-") if period != "DY2 Q4" else ANNUAL.replace("56.1", "-").replace("44/NA", "-")
    workbook = sheets_of(form_data_of(blank, period=period, program=program))
    received = program.dates(Quarter.parse(period) or program.baseline).report_due
    return trace_in(workbook, "sepsis-3h-bundle", program, ReviewOptions(received=received))


def test_2_a_result_that_is_still_to_come() -> None:
    trace = pending("DY2 Q4")

    assert part_of(trace, "Result") == "The result is still to come, at a later due date of its own."
    assert part_of(trace, "Outcome") == "Baseline: reported, and measured against nothing."


def test_3_a_tie_rests_on_a_number_of_the_program() -> None:
    trace = trace_of(SOUND.replace("7/20000", "3/10000"))

    assert part_of(trace, "Outcome") == snapshot(
        "3.00 equals 3.00, exactly: maintained. That counts as achieved, by qit.maintained_counts."
    )
    assert part_of(trace, "qit.maintained_counts = yes").startswith("Assumed. No readable source")


def test_3_a_tie_that_does_not_count() -> None:
    trace = trace_of(SOUND.replace("7/20000", "3/10000"))
    lost = trace._replace(result=trace.result._replace(achieved=False))

    assert part_of(lost, "Outcome").endswith("That does not count as achieved, by qit.maintained_counts.")


def test_3_worsened() -> None:
    assert part_of(trace_of(SOUND.replace("7/20000", "5/20000")), "Outcome") == snapshot(
        "3.00 is higher than 2.50, and lower is better: worsened. That does not count as achieved."
    )


def test_3_the_baseline_is_compared_with_nothing() -> None:
    trace = trace_of(SOUND.replace("7/20000", "-/-"), period="DY2 Q4")

    assert part_of(trace, "Prior report") == snapshot("DY2 Q4 is the baseline: its results are compared with nothing.")
    assert part_of(trace, "Outcome") == snapshot("Baseline: reported, and measured against nothing.")
    assert part_of(trace, "Quarterly improvement target") == snapshot(
        "BASELINE: reported, and measured against nothing, with 1 measure selected. The measure is one of them."
    )
    assert "qit.comparator" not in text_of(trace)


def test_3_no_period() -> None:
    trace = trace_of(period=None)

    assert part_of(trace, "Prior report") == snapshot(
        "The report names no period that is known, so that nothing says what its results are compared with."
    )
    assert part_of(trace, "Outcome") == snapshot(
        "No result: the report names no period that is known. It does not count as achieved."
    )


def test_3_quarters_invalid() -> None:
    trace = trace_of(quarters="DY2 Q1, DY2 Q2, DY2 Q3, DY2 Q4")

    assert part_of(trace, "Outcome") == snapshot(
        "No result: it is not compared. P4P Report!I5 stops it: The four quarters end with DY2 Q4, but the report is for DY3 Q1. [QIP240] It does not count as achieved."
    )


def test_3_still_to_come(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "t"\n[[calendar.sepsis_extension_days.values]]\nsince = "DY3 Q1"\nvalue = 15\nsource = "Agreement"\n'
    )

    trace = pending("DY3 Q1", program_under(terms))

    assert part_of(trace, "Outcome") == "No result: it is still to come. It does not count as achieved."


def test_4_an_annual_measure_rests_on_no_pooling() -> None:
    annual, quarterly = (trace_page(each).values for each in (trace_of(ANNUAL, "sepsis-3h-bundle"), trace_of()))

    better, *others = (each["key"] for each in annual["rests_on"])
    assert better == "measures.sepsis-3h-bundle.improvement"
    assert [each["key"] for each in quarterly["rests_on"]] == [
        "measures.clabsi.per",
        "qit.pooling",
        "measures.clabsi.improvement",
        *others,
    ]
    assert annual["rests_on"][-1]["basis"] == "assumed"


EVERY: Mapping[str, Callable[[], MeasureTrace]] = {
    "sound": trace_of,
    "annual": lambda: trace_of(ANNUAL, "sepsis-3h-bundle"),
    "invalid": lambda: trace_of(SOUND.replace("1/5000", "-/about")),
    "baseline": lambda: trace_of(period="DY2 Q4", facility=None, mco=None),
    "no period": lambda: trace_of(period=None),
}

every_trace = pytest.mark.parametrize("traced", EVERY.values(), ids=EVERY)


@every_trace
def test_5_the_document_follows_its_schema(traced: Callable[[], MeasureTrace]) -> None:
    jsonschema.Draft202012Validator(schema_of("measure_document")).validate(
        json.loads(document_as_json(trace_page(traced())))
    )


def test_5_an_entry() -> None:
    assert trace_page(trace_of()).values["entries"][2] == snapshot(
        {
            "entry": "numerator of DY2 Q3",
            "sheet": "P4P Report",
            "cell": "E11",
            "stored": "number",
            "text": "1",
            "formula": None,
            "shown_as": "number",
            "read_as": "1",
            "value": "1",
            "findings": [],
        }
    )


@every_trace
def test_6_lines_fit_the_terminal(traced: Callable[[], MeasureTrace]) -> None:
    assert max(map(len, text_of(traced()).splitlines())) <= 80


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "<b>", "\x1b[2JSt. Mary", "\u202eyraM .tS"])
def test_6_a_hostile_name(name: str) -> None:
    hostile = Cell(Stored.TEXT, name)
    workbook = sheets_of(form_data_of()).with_cell(at("facility"), hostile)
    trace = trace_in(workbook.with_cell(at("numerator_2", "clabsi"), hostile), "clabsi")

    assert not {"\x1b", "\u202e"} & set(text_of(trace))


@settings(max_examples=examples(30), deadline=None)
@given(drawn_entries(PROGRAM))
def test_every_selected_measure_of_any_report_has_a_page(entries: dict[EntryKey, Raw]) -> None:
    submission = read_from(FormData(program=PROGRAM, measures=form_measures(PROGRAM), entries=entries))
    context, review = context_of(submission, PROGRAM), review_submission(submission, PROGRAM)
    validator = jsonschema.Draft202012Validator(schema_of("measure_document"))

    for row, result in zip(context.rows, review.measures, strict=True):
        named = review._replace(workbook="report.xlsx", sha256="0" * 64)
        page = trace_page(MeasureTrace(context, named, lambda _: None, row, result))
        validator.validate(json.loads(document_as_json(page)))
        assert document_as_text(page, 80)
