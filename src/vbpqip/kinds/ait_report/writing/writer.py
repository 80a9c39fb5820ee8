"""The workbook of an AIT report: its sheets, as people see and print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from vbpqip.checking.in_words import diagnostic_in_words
from vbpqip.core.cells import Location
from vbpqip.core.measures import Measure
from vbpqip.kinds.ait_report.form import (
    AIT_ATTESTATION,
    AIT_ATTESTED,
    AIT_CONTRACT_ROWS,
    AIT_CONTRACT_TABLE,
    AIT_CONTRACTS,
    AIT_HEADING,
    AIT_MEASURES,
    AIT_RESULTS,
    AIT_SHEET,
    AIT_START,
    AIT_TITLE,
    FIRST_CONTRACT,
    LAST_SEEN,
)
from vbpqip.kinds.ait_report.items import RowOnForm, of_year
from vbpqip.kinds.ait_report.writing import workings
from vbpqip.kinds.ait_report.writing.form_data import ait_measures
from vbpqip.kinds.ait_report.writing.prompts import entry_rule
from vbpqip.kinds.ait_report.writing.start_sheet import write_ait_start
from vbpqip.kinds.ait_report.writing.tested import ait_tested_cells
from vbpqip.kinds.ait_report.years import ait_credit_terms, ait_years, baseline_days, measured_days
from vbpqip.kinds.shared.severities import severities_in
from vbpqip.program.program import Program
from vbpqip.workbook.answers import FIX
from vbpqip.workbook.builder import SheetBuilder
from vbpqip.workbook.check_list import ListedCell, listed
from vbpqip.workbook.entry_types import KeyType, NumberType
from vbpqip.workbook.expr import Call, Expr, Operand, Ref, expr, if_
from vbpqip.workbook.form import WORKING, Column, Form, Place, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_writer import FormTitle, FormWriter
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle, style_of
from vbpqip.workbook.tested import Numbering
from vbpqip.workbook.validations import free, validation_of

_PIXELS = {
    "measure_title": 148, "selected": 57, "baseline_numerator": 63, "baseline_denominator": 77,
    "baseline_result": 54, "result_numerator": 63, "result_denominator": 77, "result": 52, "improved": 64,
    "state_mean": 54, "state_mean_unit": 98, "state_mean_kind": 72, "state_mean_year": 42, "state_mean_source": 70,
    "better_than_mean": 60, "to_review": 66,
    "contract_mco": 200, "contract_arrangement": 110, "contract_level": 75, "contract_submitted": 105,
    "contract_recertified": 115, "contract_status": 105, "contract_credit": 200,
}  # fmt: skip
_HEIGHTS = {0: 21, 1: 14, 2: 18, 3: 14, 4: 16, 5: 36}
"""Heights of the frozen rows, in points."""

_ROW_HEIGHT, _CONTRACT_HEIGHT = 23.25, 24
_SPANS = {"ait_verdict": 2, "ready": 4}
_STYLES = {
    "ait_verdict": FormStyle.VERDICT,
    "ait_improved_share": FormStyle.SHARE,
    "ait_better_share": FormStyle.SHARE,
    "required_improved": FormStyle.SHARE,
    "required_better": FormStyle.SHARE,
    "baselines_due": FormStyle.SHOWN_DAY,
    "ready": FormStyle.READY,
}
_SINGLES_COLUMN, _SINGLES_ROW = 10, 1
"""Where on the sheet of workings stands what is calculated once."""

_INSTRUCTION = "Fill in yellow. Paste values only. There is no password."
_LOCKED = ("Filled in already", "Filled in when this form was made, and locked.")
_ATTESTATION_WIDTHS = (46, 30, 30)
_ATTESTATION_TEXT = (
    "A senior leader of the facility attests that the results of this report, and the baselines that they are compared "
    "with, are accurate and complete. Print this page, sign it, and send it with the report."
)
_TEXT_ROW, _ABOUT_ROW, _SIGNATURE_ROW, _MESSAGE_ROW = 1, 3, 13, 20
_TEXT_HEIGHT, _MESSAGE_HEIGHT = 34, 90


class AitWriter(FormWriter):
    """A form that is written from its content; its formulas are those of the program and its measures."""

    def __init__(self, content: FormContent, program: Program) -> None:
        self.program, self.measures = program, ait_measures(program)
        self.shown_in_rows = live_of(program, self.measures)
        tested = ait_tested_cells(program, self.measures)
        data = content._replace(live=self.shown_in_rows, tested=tested, severities={})
        super().__init__(data, FormTitle(_title(program), program.name, program.vocabulary))
        self._write_singles()
        write_ait_start(self, program, self.numbering)
        self.sheet(AIT_START).activate()

    def looked_at(self) -> tuple[Numbering, list[ListedCell]]:
        """Return what the forms of a program look at in themselves, put together once for all of them."""
        own = len(AIT_MEASURES.columns) + 1
        head = AIT_MEASURES.places(1)["selected"]
        self.place(head._replace(name="selected_head", row=head.row - 1))
        self.place(head._replace(name="fix_selected_head", row=head.row - 1, column=head.column + own))
        for nth, name in enumerate(workings.calculated_once(self.program)):
            self.place(Place(name, name, WORKING, _SINGLES_ROW + nth, _SINGLES_COLUMN + 1))
        numbering = numbering_of(self.program, self.measures)
        return numbering, _listed(self.program, self.measures, self.data.form)

    def last_seen(self, title: str) -> int:
        """Return the last column of a sheet that is seen and printed."""
        if title == AIT_ATTESTATION:
            return len(_ATTESTATION_WIDTHS) - 1
        table = self.data.form.table_on(title)
        return table.places(1)[LAST_SEEN[title]].column

    def words_at(self, title: str) -> int | None:
        """Return the column that says of each row whether something in it is to fix; of contracts the last one does."""
        if title == AIT_ATTESTATION:
            return 1
        return None if title == AIT_CONTRACTS else self.last_seen(title)

    def write_sheet(self, title: str) -> None:
        """Write a sheet that something is entered on."""
        if title == AIT_SHEET:
            self._write_report()
        elif title == AIT_CONTRACTS:
            self._write_contracts()
        else:
            self._write_attestation()

    def _head(self, title: str, words: str, banner: Location) -> None:
        self.write(Location(title, 0, 0), words, FormStyle.TITLE)
        self.sheet(title).set_row(0, _HEIGHTS[0])
        self.show(banner, Ref("ready"), FormStyle.READY)
        self.mark(banner, {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})

    def _write_report(self) -> None:
        sheet = self.sheet(AIT_SHEET)
        self.write(Location(AIT_SHEET, 0, 0), _title(self.program), FormStyle.TITLE)
        for row, height in _HEIGHTS.items():
            sheet.set_row(row, height)
        for field in AIT_HEADING:
            self.write(field.place.label_at, field.place.label, FormStyle.SHORT_LABEL)
            title = field.title or field.place.label
            style = FormStyle.DAY_NAME if field.place.name == "program_year" else FormStyle.NAME
            self._enter(field.place, 0, validation_of(field.entry, *self._said(title, field.prompt)), style)
            self.name(field.place)
            if style is FormStyle.NAME:
                carried = (field.place.name, 0) in self.data.locked
                beside = field.place.at()._replace(column=field.place.column + 1)
                self.write(beside, None, FormStyle.END_OF_CARRIED_PARTY if carried else FormStyle.END_OF_NAME)
        self.write(Location(AIT_SHEET, 3, 2), _INSTRUCTION, FormStyle.HINT_LINE)
        self.show(Location(AIT_SHEET, 4, 2), self._days_in_words(), FormStyle.HINT_LINE)
        self._write_box()
        self._write_measures(sheet)

    def _said(self, *texts: str) -> tuple[str, ...]:
        return tuple(map(self.vocabulary.said, texts))

    def _days_in_words(self) -> Expr:
        """Return which days the baselines and the results of the chosen year are of."""
        said = [_of_days(self.program, nth) for nth in range(len(ait_years(self.program)))]
        chosen: Operand = said[0] if len(said) == 1 else Call("CHOOSE", Call("MAX", 1, Ref("year_row")), *said)
        return if_(Ref("year_row") == 0, "Choose the program year.", chosen)

    def _write_box(self) -> None:
        shown = {**workings.ait_target_workings(), "baselines_due": workings.baselines_due_on_form(self.program)}
        for place in AIT_RESULTS:
            style, span = _STYLES.get(place.name, FormStyle.SHOWN), _SPANS.get(place.name, 1)
            label_at = place.at()._replace(column=place.column - 2) if place.name == "ready" else place.label_at
            self.write(label_at, place.label, FormStyle.SHORT_LABEL)
            if span > 1:
                self.widen(place.at(), span, style)
                self.mark(place.at(), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD, "MET": FormStyle.GOOD})
            self.show(place.at(), self.check_list.ready() if place.name == "ready" else shown[place.name], style)
            self.name(place)

    def _write_measures(self, sheet: SheetBuilder) -> None:
        places = AIT_MEASURES.places(len(self.measures))
        self._write_columns(AIT_MEASURES, places, FormStyle.NARROW_HEADING)
        for nth, measure in enumerate(self.measures):
            sheet.set_row(places["selected"].row + nth, _ROW_HEIGHT)
            title = str(self.data.values["measure_title", nth]).partition("\n")
            self.caption(places["measure_title"].at(nth), title[0], title[2], FormStyle.ROW_TITLE)
            self.write(places["measure_key"].at(nth), measure.key, FormStyle.FIXED)
            for column in AIT_MEASURES.entries:
                if not isinstance(column.takes, KeyType):
                    rule = entry_rule(measure, column, self.program)
                    self._enter(places[column.name], nth, rule, _style_in_row(column, measure))
            self._show_row(places, nth)
        self._mark_outcomes(places)
        last = places[LAST_SEEN[AIT_SHEET]]
        self._close_table(sheet, AIT_MEASURES, last.column)
        sheet.freeze_panes(AIT_MEASURES.at[0], places["selected"].column + 1)
        sheet.print_area(0, 0, last.row + last.rows - 1, last.column)

    def _show_row(self, places: Mapping[str, Place], nth: int) -> None:
        for name in (each.name for each in AIT_MEASURES.columns if (each.name, nth) in self.data.live):
            style = {"baseline_result": FormStyle.RESULT, "result": FormStyle.RESULT}.get(name, FormStyle.OUTCOME)
            self.show(places[name].at(nth), self.data.live[name, nth], style)

    def _mark_outcomes(self, places: Mapping[str, Place]) -> None:
        for name in ("improved", "better_than_mean"):
            for nth in range(len(self.measures)):
                self.mark(places[name].at(nth), {FIX[0]: FormStyle.BAD, workings.BETTER[0]: FormStyle.GOOD})

    def _write_columns(self, table: Table, places: Mapping[str, Place], look: FormStyle) -> None:
        for column in table.columns:
            place = places[column.name]
            self.sheet(table.sheet).set_column_pixels(place.column, place.column, _PIXELS.get(column.name, 64))
            self.write(place.label_at, place.label, look)
            if column.named:
                self.name(place)

    def _close_table(self, sheet: SheetBuilder, table: Table, last: int) -> None:
        """Hide what stands right of what is seen, and let each page begin with the head of the table."""
        sheet.set_column(last + 1, len(table.columns) - 1, None, None, {"hidden": True})
        sheet.repeat_rows(table.at[0] - 1)

    def _enter(self, place: Place, nth: int, rule: dict[str, Any], style: FormStyle) -> None:
        """Write an entry: open, with its drop-down, limit and prompt; or locked, if it is filled in already."""
        key = (place.name, nth)
        is_locked = key in self.data.locked
        self.write(place.at(nth), self.data.values.get(key), CARRIED_STYLES[style] if is_locked else style)
        self.validate(place.at(nth), free(*_LOCKED) if is_locked else rule)

    def _write_contracts(self) -> None:
        sheet, places = self.sheet(AIT_CONTRACTS), AIT_CONTRACT_TABLE.places(AIT_CONTRACT_ROWS)
        last = places[LAST_SEEN[AIT_CONTRACTS]]
        words = self.vocabulary.said("Measure credits: {vbp} contracts of the facility")
        self._head(AIT_CONTRACTS, words, Location(AIT_CONTRACTS, 0, last.column))
        level = Ref("lowest_level")
        lines = (
            self.vocabulary.said("A {vbp} contract of Level ")
            & level
            & " or higher that was submitted, or re-certified, ",
            self._credited_in_words(),
        )
        self.show(Location(AIT_CONTRACTS, 1, 0), lines[0] & lines[1], FormStyle.HINT_LINE)
        none = "Leave the table blank if there is no contract."
        self.write(Location(AIT_CONTRACTS, 2, 0), none, FormStyle.HINT_LINE)
        self._write_columns(AIT_CONTRACT_TABLE, places, FormStyle.HEADING)
        for nth in range(AIT_CONTRACT_ROWS):
            sheet.set_row(FIRST_CONTRACT + nth, _CONTRACT_HEIGHT)
            for column in AIT_CONTRACT_TABLE.entries:
                style = FormStyle.LEVEL if column.name == "contract_level" else style_of(column.takes)
                rule = validation_of(column.takes, *self._said(column.label, column.prompt))
                self._enter(places[column.name], nth, rule, style)
            for column in AIT_CONTRACT_TABLE.columns:
                if (column.name, nth) in self.data.live:
                    self.show(places[column.name].at(nth), self.data.live[column.name, nth], FormStyle.SHOWN)
        self._close_table(sheet, AIT_CONTRACT_TABLE, last.column)
        sheet.set_row(FIRST_CONTRACT - 1, _CONTRACT_HEIGHT)
        sheet.freeze_panes(FIRST_CONTRACT, 1)
        sheet.print_area(0, 0, FIRST_CONTRACT + AIT_CONTRACT_ROWS - 1, last.column)

    def _credited_in_words(self) -> Expr:
        """Return in which quarters a contract earns a credit of the chosen year."""
        years = ait_years(self.program)
        said = [_credited(self.program, nth) for nth in range(len(years))]
        return expr(said[0] if len(said) == 1 else Call("CHOOSE", Call("MAX", 1, Ref("year_row")), *said))

    def _write_attestation(self) -> None:
        sheet, words = self.sheet(AIT_ATTESTATION), self.vocabulary
        sheet.set_widths(_ATTESTATION_WIDTHS)
        self._head(AIT_ATTESTATION, "Attestation", Location(AIT_ATTESTATION, 0, 1))
        sheet.set_row(_TEXT_ROW, _TEXT_HEIGHT)
        look = self.formats[FormStyle.TEXT]
        sheet.merge_range(_TEXT_ROW, 0, _TEXT_ROW, len(_ATTESTATION_WIDTHS) - 1, _ATTESTATION_TEXT, look)
        about = ((words.facility, "facility"), (words.mco, "mco"), ("Program year", "program_year"))
        for column, (label, name) in enumerate(about):
            self.write(Location(AIT_ATTESTATION, _ABOUT_ROW, column), label, FormStyle.LABEL)
            self.show(Location(AIT_ATTESTATION, _ABOUT_ROW + 1, column), Ref(name) & "", FormStyle.SHOWN_TEXT)
        for field in AIT_ATTESTED:
            self.write(field.place.label_at, field.place.label, FormStyle.LABEL)
            rule = validation_of(field.entry, *self._said(field.title or field.place.label, field.prompt))
            self._enter(field.place, 0, rule, style_of(field.entry))
            self.name(field.place)
        self.write(Location(AIT_ATTESTATION, _SIGNATURE_ROW - 1, 0), "Signature", FormStyle.LABEL)
        sheet.merge_range(_SIGNATURE_ROW, 0, _SIGNATURE_ROW, 1, "", self.formats[FormStyle.SIGNATURE])
        sheet.set_row(_SIGNATURE_ROW, _TEXT_HEIGHT)
        sheet.set_row(_MESSAGE_ROW, _MESSAGE_HEIGHT)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)

    def _write_singles(self) -> None:
        """Write what is calculated once, on the sheet of workings, each with its name beside it."""
        for name, shown in workings.calculated_once(self.program).items():
            at = self.places[name].at()
            self.write(at._replace(column=_SINGLES_COLUMN), name, FormStyle.FIXED)
            self.show(at, shown, FormStyle.SHOWN)

    def write_words(self, title: str, places: Iterable[Place]) -> None:
        """Say in words of each row whether something in it is to fix; of the attestation beside its own entries."""
        super().write_words(
            title, [each for each in places if not (title == AIT_ATTESTATION and each.name.startswith("prep"))]
        )


def _style_in_row(column: Column, measure: Measure) -> FormStyle:
    if column.name == "state_mean" or (
        measure.annual and isinstance(column.takes, NumberType) and column.takes.is_count
    ):
        return FormStyle.RESULT_ENTRY
    if isinstance(column.takes, NumberType):
        return FormStyle.COUNT if column.takes.is_count else FormStyle.LEVEL
    return FormStyle.SMALL_ENTRY if column.name.startswith("state_mean") else style_of(column.takes)


def _title(program: Program) -> str:
    return f"{program.texts.name}: annual improvement target ({AIT_TITLE})"


def _of_days(program: Program, nth: int) -> str:
    year = ait_years(program)[nth]
    (first, last), (begins, ends) = baseline_days(program, year), measured_days(year)
    return f"Baselines: {first} to {last}. Results: {begins} to {ends}."


def _credited(program: Program, nth: int) -> str:
    year = ait_years(program)[nth]
    terms = ait_credit_terms(program, year)
    return f"from {terms.since} to {terms.until} earns a credit of {year}; at most {terms.most} in a year."


@lru_cache(maxsize=4)
def live_of(program: Program, measures: tuple[Measure, ...]) -> Mapping[tuple[str, int], Expr]:
    """Return what is calculated of the rows of the tables."""
    numbering = numbering_of(program, measures)
    rows = (RowOnForm(nth, measure, program) for nth, measure in enumerate(measures))
    shown = {(name, row.nth): each for row in rows for name, each in workings.ait_row_workings(row, numbering).items()}
    return {**shown, **workings.all_contracts(program, numbering)}


@lru_cache(maxsize=4)
def numbering_of(program: Program, measures: tuple[Measure, ...]) -> Numbering:
    """Return the numbers of the lines that forms of a program list."""
    causes = (cause.diagnostic for each in ait_tested_cells(program, measures) for cause in each.all_causes)
    found = {each.code: diagnostic_in_words(each, program) for each in causes}
    return Numbering(list(found.values()), partial(severities_in, program, periods=ait_years(program)), of_year)


@lru_cache(maxsize=4)
def _listed(program: Program, measures: tuple[Measure, ...], _form: Form) -> list[ListedCell]:
    numbering = numbering_of(program, measures)
    return listed(numbering, numbering.stated(ait_tested_cells(program, measures)))


def ait_workbook(content: FormContent, program: Program) -> bytes:
    """Return a form as an xlsx file: the same content gives the same bytes."""
    return AitWriter(content, program).content()
