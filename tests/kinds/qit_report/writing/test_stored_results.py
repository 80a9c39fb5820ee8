"""The workbook as it is stored, before any program recalculates it.

1. Every formula is stored with its true result: of empty templates and of every sample.
2. The same form data gives the same bytes.
3. Formulas keep to functions of Excel 2013, and to none that changes by itself or with the language.
4. Sheets and defined names are those that the contract promises.
5. Entries are open and show what was typed; everything else is locked, and no password is needed to open it.
6. Every entry has a prompt of a length that Excel shows; drop-downs refer to defined names.
7. The stamp stands in a sheet, in the document's properties, and in every footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from support.counts import EVERYDAY
from support.formulon_engine import FormulonEngine
from support.office_engine import Office, OfficeEngine
from support.quarters import Quarter
from support.recalculation import Recalculator, Value
from support.samples import SAMPLES, rolled_forward
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program, program_under
from vbpqip.workbook.entry_types import EntryKey, Raw

PROGRAM = load_program()

CONTRACT_ENTRIES = (
    *("contract_mco", "contract_arrangement", "contract_level"),
    *("contract_submitted", "contract_recertified", "contract_status"),
)


def unlikely(form_data: FormData) -> FormData:
    """Return a report with device days, a quarter entered twice, a digit too many, and a contract listed again."""
    cauti, clabsi, cdi = (
        next(nth for nth, measure in enumerate(form_data.measures) if measure.key == key)
        for key in ("cauti", "clabsi", "cdi")
    )
    contract = {
        name: value for (name, nth), value in form_data.entries.items() if name in CONTRACT_ENTRIES and nth == 0
    }
    changed: dict[EntryKey, Raw] = {
        ("denominator_2", cauti): 6000,
        ("denominator_3", cdi): 173_880,
        ("prior_numerator", cdi): 400,
        **{(f"{part}_2", clabsi): form_data.entries[f"{part}_1", clabsi] for part in ("numerator", "denominator")},
        **{(name, nth): value for name, value in contract.items() for nth in (1, 2)},
        ("contract_recertified", 0): date(2018, 8, 1),
        ("contract_recertified", 2): date(2018, 8, 1),
    }
    return form_data._replace(entries={**form_data.entries, **changed})


FILLINGS = {
    "template": empty_form_data(PROGRAM),
    "template of the baseline": empty_form_data(PROGRAM, period=Quarter(2, 4)),
    "template of the last period": empty_form_data(
        PROGRAM, period=Quarter(5, 4), facility="Nyack Hospital", mco="Fidelis", selected=["cdi", "median-time-to-ecg"]
    ),
    **SAMPLES,
    "unlikely": unlikely(SAMPLES["met-only-by-credit.xlsx"]),
    "rolled forward": rolled_forward(SAMPLES["not-met.xlsx"]),
    "rolled forward from mistakes": rolled_forward(SAMPLES["missing-entries.xlsx"]),
}
MEASURES = 11
CONTRACTS = 8
FEWEST_FORMULAS = 400
DAY_ZERO = date(1899, 12, 30).toordinal()

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
ATTESTATION = ("attested_by", "attested_title", "attested_on", "prepared_by", "prepared_on", "message_to_mco")
SINGLE_ENTRIES = ("facility", "mco", "current_period", *QUARTERS, *ATTESTATION)
MEASURE_ENTRIES = (
    "selected",
    *("numerator_1", "numerator_2", "numerator_3", "numerator_4"),
    *("denominator_1", "denominator_2", "denominator_3", "denominator_4"),
    *("prior_numerator", "prior_denominator"),
)
STAMP = ("vbpqip_kind", "vbpqip_template_version", "vbpqip_program_version", "vbpqip_carried_from")
BOX = (
    *("qit_selected", "qit_achieved", "qit_credits", "qit_share", "required_share", "qit_verdict"),
    *("report_due", "ready"),
)
ROWS_OF_NAMES = {
    **dict.fromkeys((*SINGLE_ENTRIES, *BOX, *STAMP), 1),
    **dict.fromkeys((*MEASURE_ENTRIES, "measure_key", "result", "prior_result", "outcome", "achieved"), MEASURES),
    **dict.fromkeys(CONTRACT_ENTRIES, CONTRACTS),
}
"""The names that the contract promises, and how many cells each one has, in one column."""

KEPT_BLANK = 18
"""Cells of the three annual measures' first three quarters."""

FUNCTIONS_OF_EXCEL_2013 = {
    *("AND", "OR", "NOT", "IF", "IFERROR", "ISERROR", "ISNUMBER", "_xlfn.ISFORMULA"),
    *("CHOOSE", "INDEX", "MATCH", "ROW", "COLUMN", "ADDRESS", "HYPERLINK", "NA"),
    *("ABS", "COUNT", "COUNTIF", "INT", "MAX", "MEDIAN", "MIN", "MOD", "MODE", "ROUND", "SUM", "SUMPRODUCT"),
    *("MONTH", "YEAR"),
    *("EXACT", "FIND", "LEFT", "LEN", "LOWER", "MID", "SUBSTITUTE", "TRIM", "UPPER"),
}

OF_EVERY_DAY = ("unlikely", "rolled forward from mistakes")
"""Those that show the most between them; CI looks at all."""

every_form_data = pytest.mark.parametrize("name", OF_EVERY_DAY if EVERYDAY else FILLINGS)
every_promised_name = pytest.mark.parametrize("name", ROWS_OF_NAMES)


TERMS_WITH_LONG_NAMES = f"""
title = "Agreement"
[[measures]]
key = "quarterly-one"
title = "Quarterly"
short_title = "{"Share of all adult inpatients " * 10}"
steward = "own"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "{"adult inpatients discharged alive " * 10}"
since = "DY3 Q1"
source = "agreement"
[[measures]]
key = "annual-one"
title = "Annual"
short_title = "{"Median time to the first antibiotic " * 10}"
steward = "own"
improvement = "lower"
scoring = "continuous-variable"
reporting = "annual"
per = 1
unit = "{"minutes after arrival " * 20}"
since = "DY3 Q1"
source = "agreement"
"""


@cache
def written(name: str) -> bytes:
    """Return the workbook of form data."""
    return workbook_for(FILLINGS[name])


def opened(content: bytes, *, results: bool = False) -> Workbook:
    """Open a workbook in openpyxl: its formulas, or the results that are stored with them."""
    return openpyxl.load_workbook(BytesIO(content), data_only=results)


@pytest.fixture(scope="module")
def template() -> Workbook:
    return opened(written("template"))


def cells_of(book: Workbook) -> Iterator[tuple[Location, Cell | MergedCell]]:
    """Yield every cell that the file mentions, of all sheets."""
    for sheet in book.worksheets:
        for row, cells in enumerate(sheet.iter_rows()):
            yield from ((Location(sheet.title, row, column), cell) for column, cell in enumerate(cells))


def formula_cells(book: Workbook) -> dict[Location, str]:
    """Return every formula of every sheet."""
    return {at: str(cell.value) for at, cell in cells_of(book) if cell.data_type == "f"}


def stored_results(content: bytes) -> dict[Location, Value]:
    """Return the stored result of every formula."""
    cells, book = formula_cells(opened(content)), opened(content, results=True)
    return {at: plain(book[at.sheet].cell(at.row + 1, at.column + 1).value) for at in cells}


def plain(value: object) -> Value:
    """Return a value as engines show it: a date is a number, nothing is an empty text, 15 digits are kept."""
    match value:
        case None:
            return ""
        case datetime():
            return float(value.toordinal() - DAY_ZERO)
        case bool() | str():
            return value
        case int() | float():
            return float(f"{value:.15g}")
        case _:
            message = f"No formula gives {value!r}."
            raise TypeError(message)


def differences(engine: Recalculator, content: bytes) -> dict[str, tuple[Value, Value]]:
    """Return each formula cell whose stored result is not the true one: what is stored, and what is true."""
    stored = stored_results(content)
    true = map(plain, engine.recalculated({}, list(stored)))
    return {str(at): (value, shown) for (at, value), shown in zip(stored.items(), true, strict=True) if value != shown}


@every_form_data
def test_1_formulon_finds_every_result_true(name: str, tmp_path: Path) -> None:
    content = written(name)
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    assert differences(FormulonEngine(path), content) == {}


def test_1_libreoffice_finds_every_result_true(office: Office, tmp_path: Path) -> None:
    content = written("met-only-by-credit.xlsx")
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    engine = OfficeEngine(office, path)

    assert differences(engine, content) == {}

    engine.close()


def test_1_there_are_results_to_compare(template: Workbook) -> None:
    assert len(formula_cells(template)) > FEWEST_FORMULAS


def test_1_a_wrong_result_would_be_found(tmp_path: Path) -> None:
    """A result of another report in its place is reported, cell by cell."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(written("met.xlsx"))

    found = differences(FormulonEngine(path), written("not-met.xlsx"))

    assert found["P4P Report!K3"] == ("NOT MET", "MET")


def test_1_no_visible_cell_shows_an_error() -> None:
    """Points that a chart leaves out are errors, in hidden columns alone."""
    books = [opened(written(name), results=True) for name in ("template", "missing-entries.xlsx")]
    shown = {(at.sheet, is_hidden(book, at)) for book in books for at, cell in cells_of(book) if cell.data_type == "e"}

    assert shown == {("Trend", True)}


def is_hidden(book: Workbook, at: Location) -> bool:
    """Whether a cell's column is hidden; openpyxl tells of neighbours that are alike only once."""
    columns = book[at.sheet].column_dimensions.values()
    return any(each.hidden and at.column + 1 in range(each.min or 0, (each.max or 0) + 1) for each in columns)


@every_form_data
def test_2_the_same_form_data_gives_the_same_bytes(name: str) -> None:
    assert workbook_for(FILLINGS[name]) == written(name)


def all_formulas(book: Workbook) -> Iterator[str]:
    """Yield every formula of a workbook: of cells, names, limits and conditional formats."""
    yield from formula_cells(book).values()
    yield from (defined.attr_text for defined in book.defined_names.values())
    for sheet in book.worksheets:
        for rule in validations(sheet):
            yield from (formula for formula in (rule.formula1, rule.formula2) if formula)
        for conditional in sheet.conditional_formatting:
            for marked in conditional.rules:
                yield from map(str, marked.formula)


def validations(sheet: Worksheet) -> list[DataValidation]:
    """Return the drop-downs, limits and prompts of a sheet."""
    return list(sheet.data_validations.dataValidation)


def functions_in(formula: str) -> set[str]:
    """Return the functions that a formula calls; what stands in quotes calls none."""
    bare = re.sub(r'"[^"]*"', "", formula)
    return set(re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", bare))


def test_3_only_functions_of_excel_2013() -> None:
    book = opened(written("met-only-by-credit.xlsx"))
    called = {function for formula in all_formulas(book) for function in functions_in(formula)}

    assert called <= FUNCTIONS_OF_EXCEL_2013


def test_3_what_excel_2013_brought_is_asked_of_single_cells() -> None:
    """ISFORMULA over a range is another formula in each program."""
    book = opened(written("met-only-by-credit.xlsx"))
    asked = [found for formula in all_formulas(book) for found in re.findall(r"_xlfn\.ISFORMULA\(([^)]*)\)", formula)]

    assert asked
    assert [each for each in asked if not re.fullmatch(r"('?[A-Za-z0-9 ]+'?!)?[A-Z]+\d+", each)] == []


@pytest.fixture(scope="module")
def formulas() -> list[str]:
    return list(all_formulas(opened(written("met-only-by-credit.xlsx"))))


def test_3_formulas_are_no_longer_than_excel_takes(formulas: list[str]) -> None:
    assert max(map(len, formulas)) <= 8192


def test_3_texts_in_formulas_are_no_longer_than_excel_takes(formulas: list[str]) -> None:
    texts = [text for formula in formulas for text in re.findall(r'"((?:[^"]|"")*)"', formula)]

    assert max(map(len, texts)) <= 255


def test_3_formulas_are_nested_no_deeper_than_excel_takes(formulas: list[str]) -> None:
    assert max(map(depth, formulas)) <= 64


def depth(formula: str) -> int:
    """Return how deep the brackets of a formula are nested."""
    bare = re.sub(r'"[^"]*"', "", formula)
    return max(accumulate((bracket == "(") - (bracket == ")") for bracket in bare), default=0)


def test_4_sheets_in_order(template: Workbook) -> None:
    assert [sheet.title for sheet in template.worksheets if sheet.sheet_state == "visible"] == [
        "Start Here",
        "P4P Report",
        "Measure Credits",
        "Attestation",
        "Check",
        "Trend",
    ]


def test_4_visible_sheets_come_first(template: Workbook) -> None:
    assert [sheet.sheet_state for sheet in template.worksheets[:6]] == ["visible"] * 6


@pytest.mark.parametrize(("title", "state"), [("Lists", "hidden"), ("Working", "hidden"), ("_meta", "veryHidden")])
def test_4_sheets_behind_the_form(template: Workbook, title: str, state: str) -> None:
    assert template[title].sheet_state == state


@every_promised_name
def test_4_a_name_is_a_cell_or_a_column_of_cells(template: Workbook, name: str) -> None:
    cells = named_cells(template, name)

    assert len(cells) == ROWS_OF_NAMES[name]
    assert {(at.sheet, at.column, at.row - nth) for nth, at in enumerate(cells)} == {
        (cells[0].sheet, cells[0].column, cells[0].row)
    }


def named_cells(book: Workbook, name: str) -> list[Location]:
    """Return the cells of a name, from top to bottom."""
    ((title, area),) = book.defined_names[name].destinations
    first, last = (area.replace("$", "").split(":") * 2)[:2]
    return [Location(title, cell.row - 1, cell.column - 1) for row in book[title][first:last] for cell in row]


def test_4_the_period_is_labelled_as_the_instructions_say(template: Workbook) -> None:
    assert above(template, "current_period") == "Select Current Period"


@pytest.mark.parametrize("quarter", QUARTERS)
def test_4_quarters_are_labelled_as_the_instructions_say(template: Workbook, quarter: str) -> None:
    assert above(template, quarter) == "Select Current Quarter Result"


def above(book: Workbook, name: str) -> object:
    """Return what stands directly above a name's cell."""
    at = named_cells(book, name)[0]
    return book[at.sheet].cell(at.row, at.column + 1).value


def unlocked(book: Workbook) -> set[Location]:
    """Return every cell that a person can type into; a cell that the file does not mention is locked."""
    return {at for at, cell in cells_of(book) if not cell.protection.locked}


def entries(book: Workbook) -> set[Location]:
    """Return every cell of the names that hold entries."""
    names = (*SINGLE_ENTRIES, *MEASURE_ENTRIES, *CONTRACT_ENTRIES)
    return {at for name in names for at in named_cells(book, name)}


def test_5_entries_alone_are_open_but_those_that_say_leave_blank(template: Workbook) -> None:
    closed = entries(template) - unlocked(template)

    assert unlocked(template) <= entries(template)
    assert {template[at.sheet].cell(at.row + 1, at.column + 1).value for at in closed} == {"leave blank"}
    assert len(closed) == KEPT_BLANK


def test_5_no_row_or_column_is_open_as_a_whole(template: Workbook) -> None:
    dimensions = [
        dimension
        for sheet in template.worksheets
        for dimension in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values())
    ]

    assert all(dimension.protection.locked for dimension in dimensions)


def test_5_every_sheet_is_protected_without_a_password(template: Workbook) -> None:
    protections = [sheet.protection for sheet in template.worksheets]

    assert [(each.sheet, each.password, each.hashValue) for each in protections] == [
        (True, None, None) for _ in template.worksheets
    ]


def test_5_locked_cells_can_be_selected(template: Workbook) -> None:
    """A screen reader reads what can be selected."""
    assert not any(sheet.protection.selectLockedCells for sheet in template.worksheets)


def test_5_no_number_ends_with_a_point(template: Workbook) -> None:
    """Excel shows 12 as ``12.`` where all digits after the point are optional."""
    assert {cell.number_format for _, cell in cells_of(template) if ".#" in cell.number_format} == set()


def prompted(book: Workbook) -> set[Location]:
    """Return every cell that has a prompt."""
    return {
        Location(sheet.title, row - 1, column - 1)
        for sheet in book.worksheets
        for rule in validations(sheet)
        if rule.showInputMessage and rule.promptTitle and rule.prompt
        for area in rule.sqref.ranges
        for row, column in area.cells
    }


def test_6_every_entry_has_a_prompt(template: Workbook) -> None:
    assert prompted(template) == unlocked(template)


def test_6_drop_downs_refer_to_defined_names(template: Workbook) -> None:
    sources = {rule.formula1 for sheet in template.worksheets for rule in validations(sheet) if rule.type == "list"}

    assert sources <= set(template.defined_names)
    assert len(sources) == 9


def test_6_lists_have_absolute_ranges(template: Workbook) -> None:
    """Only these survive Excel, LibreOffice and Google Sheets alike."""
    lists = [each.attr_text for name, each in template.defined_names.items() if name.startswith("list_")]

    assert [each for each in lists if not re.fullmatch(r"'?Lists'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", each)] == []


def test_6_prompts_are_no_longer_than_excel_shows(template: Workbook) -> None:
    rules = [rule for sheet in template.worksheets for rule in validations(sheet)]

    assert max(len(words or "") for rule in rules for words in (rule.promptTitle, rule.errorTitle)) <= 32
    assert max(len(words or "") for rule in rules for words in (rule.prompt, rule.error)) <= 255


@pytest.fixture
def long_names(tmp_path: Path) -> Workbook:
    terms = tmp_path / "terms.toml"
    terms.write_text(TERMS_WITH_LONG_NAMES, encoding="utf-8")
    return opened(workbook_for(empty_form_data(program_under(terms))))


def test_6_a_long_name_makes_no_formula_too_long(long_names: Workbook) -> None:
    texts = [text for formula in all_formulas(long_names) for text in re.findall(r'"((?:[^"]|"")*)"', formula)]

    assert max(map(len, texts)) <= 255


def test_6_a_long_name_takes_no_prompt_away(long_names: Workbook) -> None:
    """Terms name measures and units at any length; Excel takes no prompt of more than 255 characters."""
    book = long_names

    assert len(entries(book)) == len(SINGLE_ENTRIES) + 13 * len(MEASURE_ENTRIES) + CONTRACTS * len(CONTRACT_ENTRIES)
    assert prompted(book) == unlocked(book)


@pytest.mark.parametrize(("name", "said"), list(zip(STAMP, ("qit-report", "2", PROGRAM.version, "none"), strict=True)))
def test_7_the_stamp_in_its_sheet(template: Workbook, name: str, said: str) -> None:
    (at,) = named_cells(template, name)

    assert at.sheet == "_meta"
    assert template[at.sheet].cell(at.row + 1, at.column + 1).value == said


def test_7_the_stamp_in_the_documents_properties(template: Workbook) -> None:
    properties = template.custom_doc_props  # type: ignore[attr-defined]  # the stubs do not have it

    assert {each.name: each.value for each in properties.props} == {
        "vbpqip_kind": "qit-report",
        "vbpqip_template_version": "2",
        "vbpqip_program_version": PROGRAM.version,
        "vbpqip_terms": None,
    }


def test_7_the_stamp_in_every_footer(template: Workbook) -> None:
    footers = [sheet.oddFooter for sheet in template.worksheets]

    assert {(each.left.text, each.center.text, each.right.text) for each in footers if each} == {
        (
            "Facility to MCO VBP QIP P4P QIT Performance Report",
            "Page &P of &N",
            f"Template 2, program data {PROGRAM.version}",
        )
    }
