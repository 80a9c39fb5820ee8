"""All that can be found in an AIT report, why it matters, and what is found beside its checks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from vbpqip.checking.catalogue.file import NOTHING_ENTERED
from vbpqip.checking.catalogue.stored import SHOWN_VERDICT_DIFFERS
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.cells import Blank, NotApplicable, Number, Typed, found_in
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Verdict
from vbpqip.kinds.ait_report.assess import AitAssessment
from vbpqip.kinds.ait_report.catalogue import BASELINE_DIFFERS, NOT_AN_AIT_REPORT
from vbpqip.kinds.ait_report.checks import CHECKS, OWN
from vbpqip.kinds.ait_report.context import AitContext
from vbpqip.kinds.ait_report.form import AIT_FORM, AIT_KIND
from vbpqip.kinds.ait_report.model import AitEntries, AitRow
from vbpqip.kinds.ait_report.years import ait_years, baselines_due
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.kinds.reported import Version
from vbpqip.kinds.summary_column import SummaryColumn
from vbpqip.program.program import Program
from vbpqip.workbook.answers import SHOWN_VERDICT
from vbpqip.workbook.entries import DayField, Field, TextField

AIT_CATALOGUE: tuple[Diagnostic, ...] = tuple(
    sorted({*(check.diagnostic for check in CHECKS), SHOWN_VERDICT_DIFFERS, NOTHING_ENTERED})
)
"""All that can be found, in the order of the codes."""

OWN_DIAGNOSTICS = tuple(sorted({NOT_AN_AIT_REPORT, *(check.diagnostic for check in OWN)}))
"""What no other kind can have."""

if TYPE_CHECKING:
    from vbpqip.checking.explanations import Explanation

_READ_ALL_THE_SAME = (Typed.AS_TEXT, Typed.AS_SUM)


def own_explanations(program: Program) -> Mapping[str, Explanation]:
    """Return why each finding of its own matters, in a program's words; examples are the program's own."""
    from vbpqip.checking.explanations import Explanation  # noqa: PLC0415 -- no check needs them

    why = tomllib.loads((get_data(__package__, "explanations.toml") or b"").decode())
    file = program.folder / f"{AIT_KIND}.toml"
    own = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    return {code: Explanation(program.in_words(general), own.get(code, "")) for code, general in why.items()}


def summary_columns() -> tuple[SummaryColumn, ...]:
    """Return what a summary's table of reports says of an AIT report."""
    return (
        SummaryColumn("ait_selected", "Measures selected for the annual target.", ("ait", "selected")),
        SummaryColumn("ait_credits", "Measure credits of the year.", ("ait", "credits")),
        SummaryColumn("ait_improved", "Measures better than their baseline.", ("ait", "improved", "achieved")),
        SummaryColumn("ait_improved_share", "Share of the first metric, exact.", ("ait", "improved", "share")),
        SummaryColumn("ait_better", "Measures better than the State's mean.", ("ait", "better_than_mean", "achieved")),
        SummaryColumn(
            "ait_with_mean", "Measures that the second metric asks about.", ("ait", "better_than_mean", "of")
        ),
        SummaryColumn("ait_better_share", "Share of the second metric, exact.", ("ait", "better_than_mean", "share")),
    )


def ait_nothing_entered(report: AitEntries) -> Finding | None:
    """Return the finding that nobody entered anything, ``None`` where somebody did.

    A template fills in names, year, selection, NA, and the units of means; one that goes on from a report also
    baselines, means and contracts.
    """
    whole = not (report.is_of_another_kind or report.entries.not_found)
    contracts = report.contracts and not report.carried_over
    if not whole or contracts or report.entries.below_tables or any(map(_is_entered, _own_entries(report))):
        return None
    issue = Issue(None, "Nothing is entered in this report.", "blank", "baselines, or results beside them")
    return finding_of(NOTHING_ENTERED, issue)


def _own_entries(report: AitEntries) -> Iterator[Field | DayField | TextField]:
    yield from (report.entries.fields[each.place.name] for each in AIT_FORM.fields if not each.is_needed)
    for row in report.rows:
        yield from row.result
        if not report.carried_over:
            yield from row.baseline
            yield from (row.mean.value, row.mean.kind, row.mean.year, row.mean.source)


def _is_entered(field: Field | DayField | TextField) -> bool:
    return bool(field.text) if isinstance(field, TextField) else not isinstance(field.entry, Blank | NotApplicable)


def stored_verdict_findings(context: AitContext, assessment: AitAssessment) -> Iterator[Finding]:
    """Yield a finding where the verdict that the workbook stores is not the one calculated.

    There is none where the form asks for more than the check does: a warning says what.
    """
    shown, verdict = context.report.shown_verdict, assessment.verdict
    expected = SHOWN_VERDICT[verdict]
    if verdict is Verdict.NOT_DETERMINED or not shown.text or shown.reads(expected):
        return
    if shown.reads(SHOWN_VERDICT[Verdict.NOT_DETERMINED]) and _asks_for_more(context):
        return
    message = f"The workbook shows {shown.text}; its entries give {expected}."
    yield finding_of(SHOWN_VERDICT_DIFFERS, Issue(shown.at, message, shown.text, expected))


def _asks_for_more(context: AitContext) -> bool:
    """Whether the form shows no verdict since it takes no sum, no number as text, nothing invisible."""
    numbers = (each.field for each in context.unusual_numbers if isinstance(each.field, Field))
    typed = (field.typed for field in numbers if isinstance(field.entry, Number))
    return bool(context.entries.invisible) or any(each in _READ_ALL_THE_SAME for each in typed)


def reported_baselines(context: AitContext) -> Mapping[str, list[str]]:
    """Return the baselines of the selected measures, as they are entered."""
    return {str(row.measure.key): _entered(row.row) for row in context.rows}


def _entered(row: AitRow) -> list[str]:
    return [found_in(field.entry) for field in row.baseline]


def changed_baselines(versions: Sequence[Version], period: Quarter, program: Program) -> Iterator[tuple[int, Finding]]:
    """Yield the versions whose baselines are not those that were sent first, in an accepted report."""
    first: Mapping[str, Any] | None = None
    menu = program.menu_of(period)
    for nth, version in enumerate(versions):
        values = version.values()
        changed = [key for key, said in values.items() if first is not None and first.get(key, said) != said]
        if changed and first is not None:
            names = ", ".join(menu[key].short_title if key in menu else key for key in changed)
            message = f"The baseline of {names} is not the one that was sent first."
            found, first_reported = (" of ".join(each[changed[0]]) for each in (values, first))
            yield nth, finding_of(BASELINE_DIFFERS, Issue(None, message, found, first_reported))
        if first is None and version.is_accepted:
            first = values


def baselines_due_events(program: Program, period: Quarter) -> Iterator[CalendarEvent]:
    """Yield when the baselines of the year are due that a quarter's window measures."""
    for year in ait_years(program):
        due = baselines_due(program, year)
        if year == period and due is not None:
            words = f"baselines of {year} for the annual improvement target due to {program.vocabulary.state}"
            basis = program.at("ait.baselines_due", year).grounds.basis
            yield CalendarEvent("ait-baselines-due", words, due, basis)
