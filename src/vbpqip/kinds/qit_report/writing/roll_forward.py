"""Rolling forward: the next report's form, filled with what the last report says already.

Carried over are names, selection, the counts of the three quarters that both windows share, the prior report's
totals, and contracts. What errors of the last report touch is not: those entries, and totals that rest on them, stay
open, and are listed; every other figure of their rows is carried over. Who prepared the last report, and when, says
nothing of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from vbpqip.core.cells import Location, NotApplicable, Number, Unreadable
from vbpqip.core.errors import TemplateError
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.comparing.comparator import comparator_in
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, FORM, MEASURES, PRIOR, place_of
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS
from vbpqip.kinds.qit_report.model import MeasureRow, Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow, context_of
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.shared.counts import NamedField, NamedPair
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, where_reported
from vbpqip.workbook.answers import NO, NOT_APPLICABLE, YES
from vbpqip.workbook.carry_forward import carried_entries, shifted_entries
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import EntryKey, ListedValue, Raw
from vbpqip.workbook.form import Carry, Column, Form
from vbpqip.workbook.form_entries import is_entered


class RollForwardOptions(NamedTuple):
    """What is asked of the next report; by default it is that of the quarter after the last one's."""

    period: Quarter | None = None
    facility: str | None = None
    mco: str | None = None
    measures: tuple[str, ...] = ()
    form: Form = FORM


class RolledForward(NamedTuple):
    """The next report's form data, and in words what was not carried over."""

    form_data: FormData
    left_open: tuple[str, ...]


_OF_A_PAIR = "QIP4"
"""How the codes of findings begin that tell entries from one another. Such a finding stands at the numerator if it is
about a numerator and its denominator, and nobody knows which of the two is wrong."""

_PARTS = ("numerator", "denominator")


class _Last(NamedTuple):
    """The last report; ``error_cells`` is where its errors stand, and entries that they may be about instead."""

    submission: Submission
    context: ReviewContext
    period: Quarter
    results: dict[str, MeasureResult]
    error_cells: frozenset[Location | None]


class _Next(NamedTuple):
    """The report to make: its period, the rows of its form by measure, and which of these are on its menu."""

    program: Program
    period: Quarter
    rows: dict[str, int]
    on_menu: frozenset[str]
    form: Form
    lists: Mapping[str, Sequence[ListedValue]]


class _Carried(NamedTuple):
    """Entries of the next report: those that are carried over, and those that are brought along but stay open."""

    locked: dict[EntryKey, Raw]
    open: dict[EntryKey, Raw]
    left_open: list[str]


def roll_forward(last: Submission, review: Review, program: Program, asked: RollForwardOptions) -> RolledForward:
    """Return the form of the report after the last one, of which the review is given.

    The numbers are those that apply to its pairing.

    Raises:
        TemplateError: The last report cannot be followed, or not as asked.
    """
    _reject_others(last)
    program = program.for_pairing(last.facility.text or asked.facility or "", last.mco.text or asked.mco or "")
    report = _last(last, review, program)
    period = _next_period(report, program, asked)
    empty = empty_form_data(program, period=period, selected=asked.measures)
    to = _Next(
        program=program,
        period=period,
        rows={str(measure.key): nth for nth, measure in enumerate(empty.measures)},
        on_menu=frozenset(str(measure.key) for measure in program.measures(period)),
        form=asked.form,
        lists=lists(program),
    )
    carried = _carried(report, to, asked)
    form_data = empty._replace(
        entries={**empty.entries, **carried.open, **carried.locked},
        carried=frozenset(carried.locked),
        carried_from=report.period,
        form=asked.form,
        left_open=tuple(carried.left_open),
    )
    return RolledForward(form_data=form_data, left_open=tuple(carried.left_open))


def _reject_others(last: Submission) -> None:
    if last.is_of_another_kind:
        raise TemplateError("previous", "the workbook is not a QIT report; give the last report that was sent.")
    version = last.stamp.template_version
    if version and version not in ACCEPTED_VERSIONS:
        known = ", ".join(ACCEPTED_VERSIONS)
        raise TemplateError(
            "previous",
            f"the report is of template version {version}, and {known} can be read; a newer vbpqip may read it.",
        )


def _last(last: Submission, review: Review, program: Program) -> _Last:
    if review.period is None:
        named = f"names '{last.period.text}' as its period" if last.period.text else "names no period"
        first, final = program.periods[0], program.periods[-1]
        raise TemplateError("previous", f"the report {named}; choose one of {first} to {final} in it, and save it.")
    context = context_of(last, program)
    return _Last(
        submission=last,
        context=context,
        period=review.period,
        results={str(result.measure.key): result for result in review.measures},
        error_cells=frozenset((*(finding.at for finding in review.errors), *_in_doubt(review, context))),
    )


def _in_doubt(review: Review, context: ReviewContext) -> Iterator[Location]:
    """Yield the denominators that an error at their numerators may be about."""
    of_pairs = {finding.at for finding in review.errors if finding.diagnostic.code.startswith(_OF_A_PAIR)}
    pairs = (pair for row in context.rows for pair in (*row.quarters, row.prior) if pair is not None)
    yield from (pair.denominator.field.at for pair in pairs if pair.numerator.field.at in of_pairs)


def _next_period(last: _Last, program: Program, asked: RollForwardOptions) -> Quarter:
    following = last.period.after(1)
    if following not in program.periods:
        raise TemplateError("previous", f"{last.period} is the program's last period; no report comes after it.")
    if asked.period in {None, following}:
        return following
    raise TemplateError("period", f"the last report is of {last.period}, so the next is of {following}; ask for it.")


def _carried(last: _Last, to: _Next, asked: RollForwardOptions) -> _Carried:
    carried = _Carried(locked={("current_period", 0): str(to.period)}, open={}, left_open=[])
    carried.locked.update({(f"quarter_{nth}", 0): str(each) for nth, each in enumerate(to.period.window(), start=1)})
    _carry_name(carried, "facility", last.submission.facility, asked.facility)
    _carry_name(carried, "mco", last.submission.mco, asked.mco)
    _carry_selection(carried, last, to, asked)
    _carry_results(carried, last, to)
    _carry_contracts(carried, last, to)
    return carried


def _carry_name(carried: _Carried, part: str, said: TextField, asked: str | None) -> None:
    """Carry a name over; where the last report has none, what is asked stands in its place, open."""
    if said.text and asked and normalized_name(asked) != normalized_name(said.text):
        raise TemplateError(part, f"the last report is of '{said.text}', not of '{asked}'; give that one's report.")
    if said.text:
        carried.locked[part, 0] = said.text
    elif asked:
        carried.open[part, 0] = asked
    else:
        carried.left_open.append(f"{place_of(part).label}.")


def _carry_selection(carried: _Carried, last: _Last, to: _Next, asked: RollForwardOptions) -> None:
    for row in last.submission.rows:
        key = row.key.text
        if row.is_selected and key in to.on_menu:
            carried.locked["selected", to.rows[key]] = YES
        elif row.selected.reads(NO) and key in to.rows and key not in asked.measures:
            carried.open["selected", to.rows[key]] = NO
        left_out = _left_out_of_selection(row, to)
        if left_out:
            carried.left_open.append(f"{last.context.measure_name(row)}: {left_out}.")


def _left_out_of_selection(row: MeasureRow, to: _Next) -> str:
    """Return in words what the answer of a row leaves out; nothing where all that it is about is carried over."""
    if row.is_selected:
        return "" if row.key.text in to.on_menu else f"it is not on the menu of {to.period}"
    if row.selected.reads(NO):
        return "all counts and results, since it is not selected" if row.has_figures else ""
    if row.has_figures:
        return "whether it is selected, and all counts and results"
    return "whether it is selected" if row.selected.text else ""


def _carry_results(carried: _Carried, last: _Last, to: _Next) -> None:
    """Carry counts and results over, unless the quarters above them are not those of the last report's period."""
    if last.submission.named_quarters(last.period.years) != last.period.window():
        window = f"the quarters are not the four that end with {last.period}"
        carried.left_open.append(f"All counts and results: {window}.")
        return
    times = Counter(row.key.text for row in last.submission.rows if row.is_selected)
    for scored in last.context.rows:
        key = str(scored.measure.key)
        if key in to.on_menu and times[key] == 1:
            _carry_row(carried, last, to, scored)
        elif key in to.on_menu:
            carried.left_open.append(f"{scored.measure.short_title}: all counts and results.")


def _carry_row(carried: _Carried, last: _Last, to: _Next, scored: ScoredRow) -> None:
    """Carry over each figure of a row that is sound by itself, and list what is left out."""
    measure, nth = scored.measure, to.rows[scored.measure.key]
    missing: list[str] = []
    shared = zip(to.period.window(), () if measure.annual else scored.quarters[1:], strict=False)
    for place, (quarter, pair) in enumerate(shared, start=1):
        left_out = [part for part, field in zip(_PARTS, pair, strict=True) if not _is_sound(field, last.error_cells)]
        for column, raw in _quarter_entries(last, to, scored, place):
            if column.slot is None or column.slot.part not in left_out:
                carried.locked[column.name, nth] = raw
        missing += _in_words(left_out, str(quarter))
    if to.period != to.program.baseline:
        totals = _prior_of(last, to, scored)
        named = zip(PRIOR, totals, strict=True)
        carried.locked.update({(name, nth): raw for name, raw in named if raw is not None})
        left_out = [part for part, raw in zip(_PARTS, totals, strict=True) if raw is None]
        missing += _in_words(left_out, "the prior report")
    if missing:
        carried.left_open.append(f"{measure.short_title}: {', '.join(missing)}.")


def _quarter_entries(last: _Last, to: _Next, scored: ScoredRow, place: int) -> Iterator[tuple[Column, Raw]]:
    """Yield what the last report has in the quarter that is the next report's in that place."""
    row = last.submission.entries.tables[MEASURES.name][last.submission.rows.index(scored.row)]
    table, before = to.form.table_on(MEASURES.sheet), f"quarter_{place + 1}"
    return shifted_entries(table, row, to.lists, before=before, after=f"quarter_{place}")


def _in_words(left_out: Sequence[str], of: str) -> Sequence[str]:
    """Return what is left out of a quarter or of the prior report: nothing, one of the two entries, or both."""
    if len(left_out) == len(_PARTS):
        return (of,)
    return tuple(f"{part} of {of}" for part in left_out)


def _is_sound(named: NamedField, error_cells: frozenset[Location | None]) -> bool:
    """Whether a count can be calculated with, and no error is about it."""
    return named.as_count is not None and named.field.at not in error_cells


def _prior_of(last: _Last, to: _Next, scored: ScoredRow) -> tuple[Raw | None, Raw | None]:
    """Return the entries of the prior report; of each of the two what rests on sound entries alone, else ``None``."""
    measure, columns = scored.measure, where_reported(last.period, to.period, to.program)
    prior = comparator_in(last.results[measure.key], last.period, to.period, to.program)
    if prior is not None:
        return _totals(prior)
    if columns is None:
        return None, None
    pairs = scored.quarters if columns is Columns.OWN else () if scored.prior is None else (scored.prior,)
    if measure.annual:
        return _result_of(pairs[-1:], last.error_cells)
    numerators, denominators = zip(*pairs, strict=True) if pairs else ((), ())
    return _sum(numerators, last.error_cells), _sum(denominators, last.error_cells)


def _result_of(pairs: Sequence[NamedPair], error_cells: frozenset[Location | None]) -> tuple[Raw | None, Raw | None]:
    """Return an annual result and ``NA`` where both are as they should be, whatever else is wrong in the row."""
    for numerator, denominator in pairs:
        match numerator.field.entry, denominator.field.entry:
            case Number(value), NotApplicable() if not {numerator.field.at, denominator.field.at} & error_cells:
                return value, NOT_APPLICABLE
            case _:
                pass
    return None, None


def _sum(counts: Sequence[NamedField], error_cells: frozenset[Location | None]) -> int | None:
    sound = [each.as_count for each in counts if _is_sound(each, error_cells)]
    return sum(each or 0 for each in sound) if counts and len(sound) == len(counts) else None


def _totals(performance: Performance) -> tuple[Raw, Raw]:
    """Return the entries of the prior report: totals, or the annual result beside ``NA``."""
    if performance.pooled is not None:
        return performance.pooled.numerator, performance.pooled.denominator
    rate = performance.rate
    return NOT_APPLICABLE if rate is None else Decimal(rate.numerator) / rate.denominator, NOT_APPLICABLE


def _carry_contracts(carried: _Carried, last: _Last, to: _Next) -> None:
    """Carry contracts over, each column as it says: every entry that is sound, and list what is left out.

    The form asks for what is left out; a re-certification need not be there, so that one at fault is brought along as
    it was typed, open beside its submission, and the form marks it.
    """
    table = to.form.table_on(CONTRACT_TABLE.sheet)
    entered = zip(last.submission.contracts, last.submission.entries.tables[CONTRACT_TABLE.name], strict=True)
    for nth, (contract, row) in enumerate(entered):
        if nth == table.rows:
            carried.left_open.extend(f"{each.called}." for each in last.submission.contracts[nth:])
            return
        again = contract.recertified
        is_wrong = again.at in last.error_cells
        found = {column.name: (column, raw) for column, raw in carried_entries(table, row, to.lists)}
        sound = {name: each for name, each in found.items() if row[name].at not in last.error_cells - {again.at}}
        if is_wrong and isinstance(again.entry, Unreadable):
            sound["contract_recertified"] = table.column("contract_recertified"), again.entry.text
        for name, (column, raw) in sound.items():
            is_locked = column.carry is Carry.LOCKED and not (is_wrong and name == "contract_submitted")
            (carried.locked if is_locked else carried.open)[name, nth] = raw
        entered_there = (each for each in table.entries if each.name in row and is_entered(row[each.name]))
        lost = [each for each in entered_there if each.name not in sound and each.carry is not Carry.NO]
        if lost:
            carried.left_open.append(f"{contract.called}: {', '.join(each.in_a_sentence for each in lost)}.")
