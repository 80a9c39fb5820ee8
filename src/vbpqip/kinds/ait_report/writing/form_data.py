"""What stands in the entries of a form that is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vbpqip.core.measures import Measure
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.ait_report.form import AIT_FORM, AIT_KIND, AIT_MEASURES, AIT_VERSION
from vbpqip.kinds.ait_report.lists import ait_lists
from vbpqip.kinds.ait_report.years import ait_years
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NOT_APPLICABLE, NOTHING_CARRIED, YES
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form_content import FormContent

PRINTED = ("measure_key", "measure_title")
"""The columns that the form prints, which nobody enters."""


def ait_measures(program: Program) -> tuple[Measure, ...]:
    """Return the measures that a form has a row for: those that can be selected in any year with a target."""
    return tuple({measure.key: measure for year in ait_years(program) for measure in program.measures(year)}.values())


def row_caption(measure: Measure) -> str:
    """Return what a row's numerators and denominators count, in a few words."""
    return f"result in {measure.unit}" if measure.annual else measure.result_unit


def printed_entries(measures: Iterable[Measure]) -> dict[EntryKey, Raw]:
    """Return what stands in the entries of an empty form: NA beside results, and the unit of each mean."""
    entries: dict[EntryKey, Raw] = {}
    for nth, measure in enumerate(measures):
        entries["state_mean_unit", nth] = measure.result_unit
        if measure.annual:
            entries.update({(f"{which}_denominator", nth): NOT_APPLICABLE for which in ("baseline", "result")})
    return entries


def empty_entries(
    program: Program,
    *,
    year: Quarter | None = None,
    facility: str | None = None,
    mco: str | None = None,
    selected: Iterable[str] = (),
) -> dict[EntryKey, Raw]:
    """Return the entries of a form in which nothing is reported yet."""
    measures, chosen = ait_measures(program), set(selected)
    named = (("facility", facility), ("mco", mco), ("program_year", None if year is None else str(year)))
    return {
        **{(name, 0): value for name, value in named if value},
        **printed_entries(measures),
        **{("selected", nth): YES for nth, measure in enumerate(measures) if measure.key in chosen},
    }


def content_of(
    program: Program,
    entries: Mapping[EntryKey, Raw],
    *,
    locked: Iterable[EntryKey] = (),
    carried_from: str = NOTHING_CARRIED,
    left_open: tuple[str, ...] = (),
) -> FormContent:
    """Return what a form is written with; its formulas are put together by whoever writes it."""
    measures = ait_measures(program)
    keys: dict[EntryKey, Raw] = {("measure_key", nth): measure.key for nth, measure in enumerate(measures)}
    titles: dict[EntryKey, Raw] = {
        ("measure_title", nth): f"{measure.short_title}\n{row_caption(measure)}" for nth, measure in enumerate(measures)
    }
    return FormContent(
        form=AIT_FORM,
        values={**entries, **keys, **titles},
        locked=frozenset(locked),
        rows={AIT_MEASURES.name: len(measures)},
        lists=ait_lists(program, measures),
        stamp={
            "vbpqip_kind": AIT_KIND,
            "vbpqip_template_version": AIT_VERSION,
            "vbpqip_program_version": program.version,
            "vbpqip_carried_from": carried_from,
        },
        left_open=left_open,
    )
