"""The form can be read by everybody: on a poor screen, without colours, with a screen reader, by the keyboard alone.

Held of the empty template and of completed samples, from the styles that are written.

1. Text has a contrast of 7:1 against its fill, and an entry's border one of 3:1 against its fill and against white;
   what conditional formats make of them too.
2. Each sheet has its title in A1, unlike all others, and says under it whether the form is ready.
3. No table has merged cells.
4. The help beside an entry says what its prompt says.
5. Entries that can be typed into come in reading order: a heading from top to bottom, a table row by row.
6. Every chart says what it plots, and of which measure; what it plots stands in cells too.
7. The document has a title and a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.contrast import BLACK, WHITE, colour, contrast, fill
from support.samples import SAMPLES, rolled_forward
from support.written import written_form
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.program.loading import load_program

PROGRAM = load_program()
FILLINGS = {
    "template": empty_form_data(PROGRAM),
    **{name: SAMPLES[name] for name in ("met-only-by-credit.xlsx", "missing-entries.xlsx")},
    "rolled forward": rolled_forward(SAMPLES["not-met.xlsx"]),
}
VISIBLE = ("Start Here", "P4P Report", "Measure Credits", "Check", "Trend")
LEAST_OF_TEXT, LEAST_OF_BORDERS = 7.0, 3.0

every_form_data = pytest.mark.parametrize("name", FILLINGS)
every_visible = pytest.mark.parametrize("title", VISIBLE)


@cache
def content(name: str) -> bytes:
    return written_form(FILLINGS[name])


@cache
def book(name: str = "template", *, results: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content(name)), data_only=results)


def cells(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    return (cell for row in sheet.iter_rows() for cell in row)


def rules(sheet: Worksheet) -> Iterator[tuple[set[str], Rule]]:
    """Yield each conditional format and the cells that it is for."""
    for conditional in sheet.conditional_formatting:
        places = {sheet.cell(*at).coordinate for area in conditional.cells.ranges for at in area.cells}
        yield from ((places, rule) for rule in conditional.rules)


def looks(sheet: Worksheet) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a cell can look like, before and after each conditional format: place, text, fill, border."""
    conditional = list(rules(sheet))
    for cell in cells(sheet):
        text, border = colour(cell.font.color, BLACK), colour(cell.border.left.color, WHITE)
        yield cell.coordinate, text, fill(cell), border
        for places, rule in conditional:
            if cell.coordinate in places:
                look: Any = rule.dxf
                after = colour(look.fill.bgColor, fill(cell)) if look.fill else fill(cell)
                yield cell.coordinate, colour(look.font.color, text), after, border


def test_1_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, and #767676 on white the well-known 4.54:1."""
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("767676", WHITE) == pytest.approx(4.54, abs=0.01)


@every_form_data
@every_visible
def test_1_text_on_its_fill(name: str, title: str) -> None:
    poor = {
        (place, text, under)
        for place, text, under, _ in looks(book(name)[title])
        if contrast(text, under) < LEAST_OF_TEXT
    }

    assert poor == set()


@every_form_data
@every_visible
def test_1_borders_of_entries(name: str, title: str) -> None:
    sheet = book(name)[title]
    open_cells = {cell.coordinate for cell in cells(sheet) if not cell.protection.locked}
    poor = {
        (place, under, border)
        for place, _, under, border in looks(sheet)
        if place in open_cells and min(contrast(border, under), contrast(border, WHITE)) < LEAST_OF_BORDERS
    }

    assert poor == set()


def test_1_conditional_formats_are_among_them() -> None:
    assert {rule.type for title in VISIBLE for _, rule in rules(book()[title])} == {"beginsWith", "expression"}


def test_1_charts() -> None:
    """Lines, points and letters of charts stand on white."""
    colours = {
        found
        for part in charts("template").values()
        for found in re.findall(
            r'srgbClr val="(\w{6})"',
            re.sub('<c:majorGridlines>.*?</c:majorGridlines>|<c:marker><c:symbol val="diamond.*?</c:marker>', "", part),
        )
    }

    assert {found for found in colours if contrast(found, WHITE) < LEAST_OF_BORDERS} == set()


def test_2_titles_are_unique() -> None:
    titles = [sheet["A1"].value for sheet in book().worksheets]

    assert all(titles)
    assert len(set(titles)) == len(titles)


@every_form_data
@every_visible
def test_2_under_it_stands_whether_the_form_is_ready(name: str, title: str) -> None:
    shown = book(name, results=True)[title]["A2"].value

    assert book(name)[title]["A2"].value == "=ready"
    assert re.fullmatch(r"READY|NOT READY: \d+ items", shown)


def test_3_no_merged_cells_in_tables() -> None:
    """Two results of words in the box on top are the only merged cells."""
    merged = {title: [str(area) for area in book()[title].merged_cells.ranges] for title in VISIBLE}

    assert merged == {**{title: [] for title in VISIBLE}, "P4P Report": ["G4:H4", "G9:H9"]}


def prompts(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Yield the row of each entry and what its prompt says."""
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            yield from ((row, f"{rule.promptTitle}: {rule.prompt}") for row, _ in area.cells)


def help_texts(sheet: Worksheet) -> dict[int, str]:
    """Return what stands in the column under the heading ``Help``, and above it, by row."""
    column = next(cell.column for cell in cells(sheet) if cell.value == "Help")
    return {row: str(sheet.cell(row, column).value or "") for row in range(1, sheet.max_row + 1)}


def test_4_the_help_beside_an_entry_of_the_report() -> None:
    sheet = book()["P4P Report"]

    assert {(row, said) for row, said in prompts(sheet) if said not in help_texts(sheet)[row]} == set()


def test_4_the_help_of_the_contracts() -> None:
    """Every line of the table has the same prompts; the column says each of them once."""
    sheet = book()["Measure Credits"]
    said = " ".join(help_texts(sheet).values())

    assert {prompt for _, prompt in prompts(sheet) if prompt not in said} == set()


def places_of(names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where names begin, row and column, in the order of the names."""
    found = [next(iter(book().defined_names[name].destinations))[1].replace("$", "").split(":")[0] for name in names]
    return [(book()["P4P Report"][at].row, book()["P4P Report"][at].column) for at in found]


def test_5_the_heading_is_read_from_top_to_bottom() -> None:
    places = places_of(
        (
            "facility",
            "mco",
            "current_period",
            "prepared_by",
            "prepared_on",
            "quarter_1",
            "quarter_2",
            "quarter_3",
            "quarter_4",
            "selected",
        )
    )

    assert places == sorted(places)


def test_5_a_row_is_read_from_left_to_right() -> None:
    counts = [f"{part}_{nth}" for nth in (1, 2, 3, 4) for part in ("numerator", "denominator")]
    places = places_of(("selected", *counts, "prior_numerator", "prior_denominator"))

    assert all(before[0] == after[0] and before[1] < after[1] for before, after in pairwise(places))


def test_5_no_row_or_column_with_an_entry_is_hidden() -> None:
    hidden = [
        (sheet.title, cell.coordinate)
        for sheet in book().worksheets
        for cell in cells(sheet)
        if isinstance(cell, Cell)
        and not cell.protection.locked
        and (sheet.row_dimensions[int(cell.row or 0)].hidden or sheet.column_dimensions[cell.column_letter].hidden)
    ]

    assert hidden == []


def charts(name: str) -> dict[str, str]:
    with ZipFile(BytesIO(content(name))) as package:
        return {part: package.read(part).decode() for part in package.namelist() if part.startswith("xl/charts/")}


def alternative_texts(name: str) -> list[str]:
    with ZipFile(BytesIO(content(name))) as package:
        return re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', package.read("xl/drawings/drawing1.xml").decode())


def test_6_every_measure_has_a_chart_that_names_it() -> None:
    measures = form_measures(PROGRAM)
    texts = alternative_texts("template")

    assert len(texts) == len(charts("template")) == len(measures)
    assert all(text.startswith(measure.short_title) for text, measure in zip(texts, measures, strict=True))


def test_6_it_says_what_is_plotted_and_which_way_is_better() -> None:
    texts = alternative_texts("template")

    assert [text for text in texts if not re.search(r"as points, .* solid line, .* dashed line|as columns", text)] == []
    assert [text for text in texts if "er is better." not in text] == []


def test_6_every_number_of_a_chart_stands_in_the_table() -> None:
    """What the chart of CAUTI has stored is what the table's row of CAUTI shows, rolling result and comparator too."""
    row = [cell.value for cell in book("met-only-by-credit.xlsx", results=True)["Trend"][9]]
    stored = re.findall(r"<c:numCache>.*?</c:numCache>", charts("met-only-by-credit.xlsx")["xl/charts/chart4.xml"])
    prior, rolling, single = ([float(value) for value in re.findall(r"<c:v>([^<]*)</c:v>", each)] for each in stored)

    assert row[0] == "CAUTI"
    assert single == pytest.approx(row[1:5])
    assert [*prior, *rolling] == pytest.approx([*[row[5]] * 4, *[row[6]] * 4])


def test_6_a_measure_that_is_not_selected_plots_nothing() -> None:
    parts = charts("template").values()

    assert [part for part in parts if re.search(r"<c:numCache>((?!</c:numCache>).)*<c:pt ", part)] == []
    assert all(": not selected" in part for part in parts)


def test_7_title_and_language() -> None:
    properties = book().properties

    assert properties.title == "Facility to MCO VBP QIP P4P QIT Performance Report"
    assert properties.language == "en-US"
