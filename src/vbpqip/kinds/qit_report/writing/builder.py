"""The workbook of a QIT report while it is written."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from vbpqip.checking.in_words import diagnostic_in_words
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.qit_report.form.items import RowItem
from vbpqip.kinds.qit_report.form.layout import FIELDS, MEASURE_WORKINGS, SINGLES, columns_of_its_own
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, KIND, REPORT, TEMPLATE_VERSION
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.of_period import PERIOD
from vbpqip.kinds.qit_report.writing.prompts import carried_prompt
from vbpqip.kinds.qit_report.writing.tested import tested_cells
from vbpqip.kinds.shared.numbers import Numbers, by_period
from vbpqip.kinds.shared.severities import severities_in
from vbpqip.program.program import Program
from vbpqip.workbook.check_list import CheckList, ListedCell, listed
from vbpqip.workbook.entry_types import EntryKey
from vbpqip.workbook.expr import Ref
from vbpqip.workbook.form import WORKING, Form, Place
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle
from vbpqip.workbook.tested import Numbering, TestedCell, heads

LIST_COLUMN = 4
"""Where the list of what is open begins on the sheet of workings."""

ROW_COLUMN = 12
"""Where what is calculated of each row begins there."""

_BANNER_HEIGHT = 21


class ReportBuilder(LiveBuilder):
    """A workbook that is being written for form data, and what it looks at in itself."""

    def __init__(self, form_data: FormData) -> None:
        self.form_data = form_data
        program = form_data.program
        title = program.texts.report_title
        footer = f"&L&8{title}&C&8Page &P of &N&R&8Template {TEMPLATE_VERSION}, program data {program.version}"
        properties = {"title": title, "subject": program.name}
        stamp = {
            "vbpqip_kind": KIND,
            "vbpqip_template_version": TEMPLATE_VERSION,
            "vbpqip_program_version": program.version,
            "vbpqip_terms": program.terms or "",
        }
        super().__init__(footer, properties, stamp, _places(form_data))
        looked_at = _looked_at(program, form_data.measures, form_data.form)
        self.tested, self.numbering, self._listed = looked_at

    def check_list(self, title: str) -> CheckList:
        """Return the list of what is open; its sheets have to be there."""
        return CheckList(self, self.numbering, self._listed, Location(WORKING, 1, LIST_COLUMN), title)

    def rows(self) -> list[RowItem]:
        """Return the rows of the measure table."""
        numbers = Numbers(self.form_data.program, PERIOD)
        return [RowItem(nth, measure, numbers) for nth, measure in enumerate(self.form_data.measures)]

    def severities(self, diagnostic: Diagnostic) -> list[Severity | None]:
        """Return how serious the terms take a finding in each period, ``None`` where the form does not tell it."""
        return severities_in(self.form_data.program, diagnostic, self.form_data.program.periods)

    def in_words(self, text: str) -> str:
        """Return a text of the form's own with the program's words in it."""
        return self.form_data.program.in_words(text)

    def enter(self, at: Location, key: EntryKey, style: FormStyle, rule: dict[str, Any]) -> None:
        """Write an entry: open, with its drop-down, limit and prompt; or locked, if it is carried over."""
        carried = key in self.form_data.carried
        self.write(at, self.form_data.at(*key), CARRIED_STYLES[style] if carried else style)
        self.validate(at, carried_prompt(self.form_data.carried_from) if carried else rule)

    def write_head(self, title: str, words: str, banner: Location) -> None:
        """Write the title of a sheet, and whether the form is ready."""
        self.write(Location(title, 0, 0), words, FormStyle.TITLE)
        self.sheet(title).set_row(0, _BANNER_HEIGHT)
        if banner != SINGLES["ready"].at():
            self.show(banner, Ref("ready"), FormStyle.READY)
        self.mark(banner, {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})


class _LookedAt(NamedTuple):
    tested: tuple[TestedCell, ...]
    numbering: Numbering
    listed: list[ListedCell]


@lru_cache(maxsize=4)
def _looked_at(program: Program, measures: tuple[Measure, ...], form: Form) -> _LookedAt:
    """Return what the forms of a program look at in themselves, put together once for all of them."""
    tested = tested_cells(program, measures, form)
    causes = (cause.diagnostic for each in tested for cause in each.all_causes)
    diagnostics = {each.code: diagnostic_in_words(each, program) for each in causes}
    severities = partial(severities_in, program, periods=program.periods)
    numbering = Numbering(list(diagnostics.values()), severities, partial(by_period, PERIOD.row))
    return _LookedAt(tested, numbering, listed(numbering, numbering.stated(tested)))


def _places(form_data: FormData) -> dict[str, Place]:
    """Return where the names stand that formulas refer to; what is to fix at single entries stands right of them."""
    measures, contracts = (form_data.form.table_on(sheet) for sheet in (REPORT, CONTRACTS))
    places = {
        **measures.places(len(form_data.measures)),
        **contracts.places(contracts.rows),
        **form_data.form.singles,
    }
    for field in FIELDS:
        at, name = field.place, f"fix_{field.place.name}"
        places[name] = at._replace(name=name, column=at.column + columns_of_its_own(form_data.form, at.sheet))
    places |= heads([places[name] for name in form_data.form.entry_names if name in places])
    for nth, name in enumerate(MEASURE_WORKINGS):
        places[name] = Place(name, name, WORKING, 1, ROW_COLUMN + nth, len(form_data.measures))
    head = places["selected"]
    places["selected_head"] = Place("selected_head", head.label, REPORT, head.row - 1, head.column)
    column = head.column + columns_of_its_own(form_data.form, REPORT)
    places["fix_selected_head"] = Place("fix_selected_head", "", REPORT, head.row - 1, column)
    return places
