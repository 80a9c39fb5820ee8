"""Form data: what stands in the entries of a form that is written, and what its formulas then show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.layout import (
    FORM,
    MEASURES,
    QUARTERS,
)
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.form.sheets import KIND, TEMPLATE_VERSION
from vbpqip.kinds.qit_report.writing.prompts import counted
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LEAVE_BLANK, NOT_APPLICABLE, YES
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_content import FormContent


class FormData(NamedTuple):
    """The measures that a form has rows for, and its entries.

    ``carried`` are the entries that are written locked: they are filled in already, from the report of ``carried_from``
    where that is a period. ``left_open`` says in words what that report has, and the form does not take over.
    """

    program: Program
    measures: tuple[Measure, ...]
    entries: Mapping[EntryKey, Raw]
    carried: frozenset[EntryKey] = frozenset()
    carried_from: Quarter | None = None
    form: Form = FORM
    left_open: tuple[str, ...] = ()

    @property
    def period(self) -> Quarter | None:
        """The period that it names, ``None`` where it names none."""
        return self.program.years.parse(str(self.at("current_period") or ""))

    def at(self, name: str, nth: int = 0) -> Raw | None:
        """Return an entry, ``None`` where it is blank."""
        return self.entries.get((name, nth))

    def content(self) -> FormContent:
        """Return what the form is written with, as any kind has it."""
        keys: dict[EntryKey, Raw] = {("measure_key", nth): measure.key for nth, measure in enumerate(self.measures)}
        titles: dict[EntryKey, Raw] = {
            ("measure_title", nth): f"{measure.short_title}\n{counted(measure)}"
            for nth, measure in enumerate(self.measures)
        }
        stamp = {"vbpqip_kind": KIND, "vbpqip_template_version": TEMPLATE_VERSION}
        return FormContent(
            form=self.form,
            values={**self.entries, **keys, **titles},
            locked=self.carried,
            rows={MEASURES.name: len(self.measures)},
            lists=lists(self.program),
            stamp={**stamp, "vbpqip_program_version": self.program.version},
            left_open=self.left_open,
        )

    def filled_in(self, content: FormContent) -> FormData:
        """Return the form data with what was entered since, in :meth:`content`."""
        printed = ("measure_key", "measure_title")
        return self._replace(entries={key: raw for key, raw in content.values.items() if key[0] not in printed})


def empty_form_data(
    program: Program,
    *,
    period: Quarter | None = None,
    facility: str | None = None,
    mco: str | None = None,
    selected: Iterable[str] = (),
) -> FormData:
    """Return the form data of an empty form; a period brings its four quarters, annual measures their ``NA``.

    Names bring the numbers that apply to them.
    """
    program = program.for_pairing(facility or "", mco or "")
    measures = form_measures(program, period)
    chosen = set(selected)
    entries: dict[EntryKey, Raw] = {}
    for name, value in (("facility", facility), ("mco", mco), ("current_period", period and str(period))):
        if value:
            entries[name, 0] = value
    for nth, quarter in zip(QUARTERS, () if period is None else period.window(), strict=False):
        entries[f"quarter_{nth}", 0] = str(quarter)
    for nth, measure in enumerate(measures):
        entries.update(_printed_in_row(measure, nth))
        if measure.key in chosen:
            entries["selected", nth] = YES
    return FormData(program=program, measures=measures, entries=entries)


def form_measures(program: Program, period: Quarter | None = None) -> tuple[Measure, ...]:
    """Return the measures that a form has a row for: those on the menu in any of the program's periods.

    Of a measure that terms change, the form of a period has what holds in that period, another one what holds last.
    """
    by_key = {measure.key: measure for each in program.periods for measure in program.measures(each)}
    own = () if period is None else program.measures(period)
    return tuple({**by_key, **{measure.key: measure for measure in own}}.values())


def _printed_in_row(measure: Measure, nth: int) -> dict[EntryKey, Raw]:
    if not measure.annual:
        return {}
    early = {
        (f"{part}_{quarter}", nth): LEAVE_BLANK for part in ("numerator", "denominator") for quarter in QUARTERS[:-1]
    }
    return {
        **early,
        (f"denominator_{QUARTERS[-1]}", nth): NOT_APPLICABLE,
        ("prior_denominator", nth): NOT_APPLICABLE,
    }
