"""Filling a form in with what a report says already: selection, counts and results, contracts.

What errors of the report touch is not taken over: those entries, and totals that rest on them, stay open, and are
listed; every other figure of their rows is taken over. Who prepared and attested a report says nothing of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from vbpqip.core.cells import Unreadable
from vbpqip.core.errors import TemplateError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, FORM, MEASURES, place_of
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.model import MeasureRow
from vbpqip.kinds.qit_report.review_context import ScoredRow
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.source_report import PARTS, SourceReport
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NO, YES
from vbpqip.workbook.carry_forward import carried_entries, shifted_entries
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import EntryKey, ListedValue, Raw
from vbpqip.workbook.form import Carry, Form
from vbpqip.workbook.form_entries import is_entered


class PrefillOptions(NamedTuple):
    """What is asked of a form that goes on from a report, ``None`` where it is as the report says."""

    period: Quarter | None = None
    facility: str | None = None
    mco: str | None = None
    measures: tuple[str, ...] = ()
    form: Form = FORM


class Prefilled(NamedTuple):
    """The form data, and in words what was not taken over of the report."""

    form_data: FormData
    left_open: tuple[str, ...]


class FormToFill(NamedTuple):
    """The form to fill in: its period, its rows by measure, and which of these are on its menu."""

    program: Program
    period: Quarter
    empty: FormData
    rows: dict[str, int]
    on_menu: frozenset[str]
    form: Form
    lists: Mapping[str, Sequence[ListedValue]]


class Carried(NamedTuple):
    """Entries of the form: those that are carried over, and those that are brought along but stay open."""

    locked: dict[EntryKey, Raw]
    open: dict[EntryKey, Raw]
    left_open: list[str]


def target_of(program: Program, period: Quarter, asked: PrefillOptions) -> FormToFill:
    """Return the form to fill in; the numbers are those that apply to its pairing."""
    empty = empty_form_data(program, period=period, selected=asked.measures)
    return FormToFill(
        program=program,
        period=period,
        empty=empty,
        rows={str(measure.key): nth for nth, measure in enumerate(empty.measures)},
        on_menu=frozenset(str(measure.key) for measure in program.measures(period)),
        form=asked.form,
        lists=lists(program),
    )


def heading_of(to: FormToFill) -> Carried:
    """Return period and quarters of the form, to which all else is added."""
    quarters = {(f"quarter_{nth}", 0): str(each) for nth, each in enumerate(to.period.window(), start=1)}
    return Carried(locked={("current_period", 0): str(to.period), **quarters}, open={}, left_open=[])


def carry_name(carried: Carried, part: str, said: TextField, asked: str | None, called: str) -> None:
    """Carry a name over; where the report, ``called`` so, has none, what is asked stands in its place, open."""
    if said.text and asked and normalized_name(asked) != normalized_name(said.text):
        raise TemplateError(part, f"{called} is of '{said.text}', not of '{asked}'; give that one's report.")
    if said.text:
        carried.locked[part, 0] = said.text
    elif asked:
        carried.open[part, 0] = asked
    else:
        carried.left_open.append(f"{place_of(part).label}.")


def carry_selection(carried: Carried, report: SourceReport, to: FormToFill, asked: PrefillOptions) -> None:
    """Carry over which measures are selected; that one is not stays open, and so do those that are asked for."""
    for row in report.submission.rows:
        key = row.key.text
        if row.is_selected and key in to.on_menu:
            carried.locked["selected", to.rows[key]] = YES
        elif row.selected.reads(NO) and key in to.rows and key not in asked.measures:
            carried.open["selected", to.rows[key]] = NO
        left_out = _left_out_of_selection(row, to)
        if left_out:
            carried.left_open.append(f"{report.context.measure_name(row)}: {left_out}.")


def _left_out_of_selection(row: MeasureRow, to: FormToFill) -> str:
    """Return in words what the answer of a row leaves out; nothing where all that it is about is carried over."""
    if row.is_selected:
        return "" if row.key.text in to.on_menu else f"it is not on the menu of {to.period}"
    if row.selected.reads(NO):
        return "all counts and results, since it is not selected" if row.has_figures else ""
    if row.has_figures:
        return "whether it is selected, and all counts and results"
    return "whether it is selected" if row.selected.text else ""


CarryRow: TypeAlias = Callable[[Carried, SourceReport, FormToFill, ScoredRow], Sequence[str]]
"""Carries over each figure of a row that is sound by itself, and returns in words what is left out."""


def carry_results(carried: Carried, report: SourceReport, to: FormToFill, carry_row: CarryRow) -> None:
    """Carry counts and results over, unless the quarters above them are not those of the report's period."""
    if report.submission.named_quarters(report.period.years) != report.period.window():
        window = f"the quarters are not the four that end with {report.period}"
        carried.left_open.append(f"All counts and results: {window}.")
        return
    times = Counter(row.key.text for row in report.submission.rows if row.is_selected)
    for scored in report.context.rows:
        key = str(scored.measure.key)
        if key in to.on_menu and times[key] == 1:
            missing = carry_row(carried, report, to, scored)
            if missing:
                carried.left_open.append(f"{scored.measure.short_title}: {', '.join(missing)}.")
        elif key in to.on_menu:
            carried.left_open.append(f"{scored.measure.short_title}: all counts and results.")


def carry_counts(carried: Carried, report: SourceReport, to: FormToFill, scored: ScoredRow, *, shift: int) -> list[str]:
    """Carry over each sound count, from the column that many quarters further right; return what is left out."""
    row = report.submission.entries.tables[MEASURES.name][report.submission.rows.index(scored.row)]
    table, nth = to.form.table_on(MEASURES.sheet), to.rows[scored.measure.key]
    missing: list[str] = []
    for place, (quarter, pair) in enumerate(zip(to.period.window(), scored.quarters[shift:], strict=False), start=1):
        left_out = [part for part, named in zip(PARTS, pair, strict=True) if not report.is_sound(named)]
        before, after = f"quarter_{place + shift}", f"quarter_{place}"
        for column, raw in shifted_entries(table, row, to.lists, before=before, after=after):
            if column.slot is None or column.slot.part not in left_out:
                carried.locked[column.name, nth] = raw
        missing += left_out_in_words(left_out, str(quarter))
    return missing


def carry_figures(carried: Carried, names: Sequence[str], nth: int, figures: Sequence[Raw | None]) -> Sequence[str]:
    """Carry over what two entries of a row are to say, and return which of the two is not known."""
    named = tuple(zip(names, figures, strict=True))
    carried.locked.update({(name, nth): raw for name, raw in named if raw is not None})
    return [part for part, raw in zip(PARTS, figures, strict=True) if raw is None]


def left_out_in_words(left_out: Sequence[str], of: str) -> Sequence[str]:
    """Return what is left out of a quarter or of the prior report: nothing, one of the two entries, or both."""
    if len(left_out) == len(PARTS):
        return (of,)
    return tuple(f"{part} of {of}" for part in left_out)


def carry_contracts(carried: Carried, report: SourceReport, to: FormToFill) -> None:
    """Carry contracts over, each column as it says: every entry that is sound, and list what is left out.

    The form asks for what is left out; a re-certification need not be there, so that one at fault is brought along as
    it was typed, open beside its submission, and the form marks it.
    """
    table = to.form.table_on(CONTRACT_TABLE.sheet)
    entered = zip(report.submission.contracts, report.submission.entries.tables[CONTRACT_TABLE.name], strict=True)
    for nth, (contract, row) in enumerate(entered):
        if nth == table.rows:
            carried.left_open.extend(f"{each.called}." for each in report.submission.contracts[nth:])
            return
        again = contract.recertified
        is_wrong = again.at in report.error_cells
        found = {column.name: (column, raw) for column, raw in carried_entries(table, row, to.lists)}
        sound = {name: each for name, each in found.items() if row[name].at not in report.error_cells - {again.at}}
        if is_wrong and isinstance(again.entry, Unreadable):
            sound["contract_recertified"] = table.column("contract_recertified"), again.entry.text
        for name, (column, raw) in sound.items():
            is_locked = column.carry is Carry.LOCKED and not (is_wrong and name == "contract_submitted")
            (carried.locked if is_locked else carried.open)[name, nth] = raw
        entered_there = (each for each in table.entries if each.name in row and is_entered(row[each.name]))
        lost = [each for each in entered_there if each.name not in sound and each.carry is not Carry.NO]
        if lost:
            carried.left_open.append(
                f"{contract.called}: {', '.join(to.program.in_words(each.in_a_sentence) for each in lost)}."
            )
