"""The workbook of a QIT report while it is written, for a state of its entries."""

from __future__ import annotations

from typing import Any

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import TEMPLATE_VERSION
from vbpqip.kinds.qit_report.writing.form_data import FormState
from vbpqip.kinds.qit_report.writing.prompts import carried_prompt
from vbpqip.workbook.entry_types import EntryKey
from vbpqip.workbook.form_builder import FormBuilder
from vbpqip.workbook.styles import CARRIED_STYLES, FormStyle


class Book(FormBuilder):
    """A workbook that is being written for a state of its entries."""

    def __init__(self, state: FormState) -> None:
        self.state = state
        program = state.form_data.program
        title = program.texts.report_title
        footer = f"&L&8{title}&C&8Page &P of &N&R&8Template {TEMPLATE_VERSION}, program data {program.version}"
        properties = {"title": title, "subject": program.name}
        stamp = {
            "vbpqip_kind": state.submission.stamp.kind,
            "vbpqip_template_version": TEMPLATE_VERSION,
            "vbpqip_program_version": program.version,
            "vbpqip_terms": program.terms or "",
        }
        super().__init__(footer, properties, stamp)

    def in_words(self, text: str) -> str:
        """Return a text of the form's own with the program's words in it."""
        return self.state.form_data.program.in_words(text)

    def enter(self, at: Location, key: EntryKey, style: FormStyle, rule: dict[str, Any]) -> None:
        """Write an entry: open, with its drop-down, limit and prompt; or locked, if it is carried over."""
        form_data = self.state.form_data
        carried = key in form_data.carried
        self.write(at, form_data.at(*key), CARRIED_STYLES[style] if carried else style)
        self.validate(at, carried_prompt(form_data.carried_from) if carried else rule)
