"""The form can be read by everybody: on a poor screen, without colours, with a screen reader, by the keyboard alone.

Held of the empty template and of completed samples, from the styles that are written.

1. Text has a contrast of 7:1 against its fill, and an entry's border one of 3:1 against its fill and against white;
   what conditional formats make of them too.
2. Each sheet has its title in A1, unlike all others, and says beside or under it whether the form is ready.
3. No table has merged cells, and no entry is one.
4. What a colour says is said by a sign as well, in each cell.
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
from vbpqip.kinds.qit_report.form.layout import FORM, SINGLES
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

PROGRAM = load_program()
FILLINGS = {
    "template": empty_form_data(PROGRAM),
    **{name: SAMPLES[name] for name in ("met-only-by-credit.xlsx", "missing-entries.xlsx")},
    "rolled forward": rolled_forward(SAMPLES["not-met.xlsx"]),
}
VISIBLE = ("Start Here", "P4P Report", "Measure Credits", "Attestation", "Check", "Trend")
CREDITED = "met-only-by-credit.xlsx"
LEAST_OF_TEXT, LEAST_OF_BORDERS = 7.0, 3.0

every_form_data = pytest.mark.parametrize("name", FILLINGS)
every_visible = pytest.mark.parametrize("title", VISIBLE)


@cache
def content(name: str) -> bytes:
    return workbook_for(FILLINGS[name])


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
                letters = colour(look.font.color, text) if look.font else text
                edge = colour(look.border.left.color, border) if look.border and look.border.left else border
                yield cell.coordinate, letters, after, edge


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
def test_2_beside_or_under_it_stands_whether_the_form_is_ready(name: str, title: str) -> None:
    top = {cell.coordinate: cell.value for row in book(name)[title]["A1:R2"] for cell in row}
    said = [at for at, value in top.items() if value == "=ready" or (title, at) == READY]

    assert [
        re.fullmatch(r"READY|NOT READY: (1 item|\d+ items)", ready(name, title, at)) is not None for at in said
    ] == [True]
    assert {ready(name, title, at) for at in said} == {ready(name, *READY)}


READY = (SINGLES["ready"].sheet, SINGLES["ready"].at().address)
"""The cell in which it is calculated."""


def ready(name: str, title: str, at: str) -> str:
    return str(book(name, results=True)[title][at].value)


def test_2_one_item_is_not_called_items() -> None:
    """That of the facility, its only entry at fault."""
    form_data = SAMPLES[CREDITED]
    one = form_data._replace(entries={key: raw for key, raw in form_data.entries.items() if key != ("facility", 0)})
    form = openpyxl.load_workbook(BytesIO(written_form(one)), data_only=True)

    assert form[READY[0]][READY[1]].value == "NOT READY: 1 item"


def test_3_no_merged_cells_in_tables() -> None:
    """Words on top of a sheet alone take several columns: above the heading of its table."""
    heads = {table.sheet: table.at[0] for table in FORM.tables}
    merged = {title: [area.max_row for area in book()[title].merged_cells.ranges] for title in VISIBLE}

    assert {title: [last for last in merged[title] if last >= head] for title, head in heads.items()} == {
        title: [] for title in heads
    }
    assert merged["Start Here"] == merged["Check"] == merged["Trend"] == []


def test_3_no_entry_is_merged() -> None:
    merged = {
        (title, cell.coordinate)
        for title in VISIBLE
        for area in book()[title].merged_cells.ranges
        for row in book()[title][area.coord]
        for cell in row
        if not cell.protection.locked
    }

    assert merged == set()


@pytest.mark.parametrize(
    ("title", "kept"),
    [("P4P Report", {"#,##0"}), ("Measure Credits", {"yyyy-mm-dd", "0"}), ("Attestation", {"yyyy-mm-dd"})],
)
def test_4_a_cell_to_fix_has_a_sign_and_a_border(title: str, kept: set[str]) -> None:
    """What stands there is shown as before: counts with their separators, days as days."""
    looks_of: list[Any] = [rule.dxf for _, rule in rules(book()[title]) if rule.type == "expression"]
    marked = [look for look in looks_of if look.numFmt and "@" in look.numFmt.formatCode]
    codes = [look.numFmt.formatCode.split(";")[0].split('"')[1:] for look in marked]

    signs = "".join(sign for sign, _ in codes)
    assert signs == "\u2717 \u2717 ? ? " * (len(codes) // 4) != ""
    assert {number for _, number in codes} == {*kept, "General"}
    assert all(look.border.left.style == look.border.top.style == "thin" for look in marked)


def test_4_what_begins_with_a_sign_is_marked_by_it() -> None:
    """Outcomes, quarters and lines of Check have their sign in the text itself."""
    words = {str(rule.text) for title in VISIBLE for _, rule in rules(book()[title]) if rule.type == "beginsWith"}

    assert words == {"\u2713", "\u2717", "?", "\u2192", "READY", "NOT", "MET"}


def places_of(names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where names begin, row and column, in the order of the names."""
    found = [next(iter(book().defined_names[name].destinations)) for name in names]
    cells = [book()[title][area.replace("$", "").split(":")[0]] for title, area in found]
    return [(cell.row, cell.column) for cell in cells]


def test_5_the_heading_is_read_from_top_to_bottom() -> None:
    places = places_of(
        (
            "facility",
            "current_period",
            "mco",
            "quarter_1",
            "quarter_2",
            "quarter_3",
            "quarter_4",
            "selected",
        )
    )

    assert places == sorted(places)


def test_5_the_attestation_is_read_from_top_to_bottom() -> None:
    names = ("attested_by", "attested_title", "attested_on", "prepared_by", "prepared_on", "message_to_mco")
    places = places_of(names)

    assert places == sorted(places)
    assert {column for _, column in places} == {1}


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


def trend(name: str, *columns: int) -> list[list[object]]:
    """Return columns, counted from 0, of the table above the charts."""
    rows = book(name, results=True)["Trend"].iter_rows(min_row=5, max_row=4 + len(form_measures(PROGRAM)))
    return [[row[column].value for column in columns] for row in rows]


def chart_titles(name: str) -> list[object]:
    """Return what stands above each chart, in the order of the charts."""
    with ZipFile(BytesIO(content(name))) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    found = re.findall(r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    return [book(name, results=True)["Trend"].cell(int(row), int(column) + 1).value for column, row in found]


def selected(name: str) -> list[str]:
    form_data = FILLINGS[name]
    return [each.short_title for nth, each in enumerate(form_data.measures) if form_data.at("selected", nth) == "Yes"]


@pytest.mark.parametrize("name", ["template", CREDITED])
def test_6_every_selected_measure_has_a_chart_under_its_name(name: str) -> None:
    measures = len(form_measures(PROGRAM))
    titles = [*selected(name), *[None] * (measures - len(selected(name)))]

    assert len(alternative_texts(name)) == len(charts(name)) == measures
    assert chart_titles(name) == titles == [title for (title,) in trend(name, 0)]


def test_6_it_says_what_is_plotted_and_of_which_line() -> None:
    texts = alternative_texts("template")

    assert [text for text in texts if not re.search(r"as points, .* solid line, .* dashed line", text)] == []
    assert [re.findall(r"in line (\d+) of the table above", text) for text in texts] == [
        [str(nth)] for nth in range(1, len(texts) + 1)
    ]


def test_6_the_table_says_which_way_is_better() -> None:
    better = {each.short_title: each.improvement.value for each in form_measures(PROGRAM)}

    assert trend(CREDITED, 0, 9)[: len(selected(CREDITED))] == [[title, better[title]] for title in selected(CREDITED)]


def stored_points(name: str) -> list[list[list[float]]]:
    """Return what each chart has stored: single quarters, rolling result and comparator."""
    parts = sorted(charts(name).items(), key=lambda part: int(re.sub(r"\D", "", part[0])))
    return [
        [
            [float(value) for value in re.findall(r"<c:v>([^<]*)</c:v>", each)]
            for each in re.findall(r"<c:val>.*?</c:val>", part)
        ]
        for _, part in parts
    ]


def test_6_every_number_of_a_chart_stands_in_the_table() -> None:
    """What a chart has stored is what the table's row shows; of an annual measure, results alone."""
    for points, row in zip(stored_points(CREDITED), trend(CREDITED, *range(1, 7)), strict=True):
        numbers = [each if isinstance(each, int | float) else None for each in row]
        shown = [numbers[:4], numbers[5:] * 4, numbers[4:5] * 4]
        assert points == [pytest.approx([each for each in series if each is not None]) for series in shown]


def test_6_a_measure_that_is_not_selected_plots_nothing() -> None:
    """Nor does anything stand in the table, in a line or above a chart."""
    assert stored_points("template") == [[[], [], []]] * len(form_measures(PROGRAM))
    assert {each for row in trend("template", *range(10)) for each in row} == {None}


def test_7_title_and_language() -> None:
    properties = book().properties

    assert properties.title == "Facility to MCO VBP QIP P4P QIT Performance Report"
    assert properties.language == "en-US"
