"""The sheet ``Overview``: reports received, their results, who is missing, and the basis."""

from __future__ import annotations

from vbpqip.checking.attendance import Attendance
from vbpqip.core.results import Verdict
from vbpqip.summary.builder import Heading, Sheet, SummaryBuilder
from vbpqip.summary.charts import add_columns
from vbpqip.summary.facts import COUNTING_RULES, Facts
from vbpqip.summary.heading import SUMMARY_TITLE
from vbpqip.summary.words import ATTENDANCE, VERDICTS

_COLUMNS = tuple(Heading("", width) for width in (44, 14, 14, 14, 16, 18, 18, 18))


def add_overview(builder: SummaryBuilder) -> Sheet:
    """Add the sheet, which is filled last."""
    return builder.add_sheet("Overview", SUMMARY_TITLE, _COLUMNS)


def write_overview(builder: SummaryBuilder, sheet: Sheet, facts: Facts) -> None:
    """Fill the sheet."""
    sheet.words(" ".join(facts.heading.lines()))
    for counted in facts.counts():
        _part(sheet, counted.title, ("Status", "Number"))
        for words, number in counted.numbers:
            sheet.values([words, number])
    _verdicts(builder, sheet, facts)
    _part(sheet, "Expected and received", ("Period", *(ATTENDANCE[each].word.capitalize() for each in Attendance)))
    for period in facts.periods:
        sheet.values([period, *facts.attendance(period)])
    _rules(sheet, facts)


def _part(sheet: Sheet, title: str, headings: tuple[str, ...]) -> None:
    sheet.gap()
    sheet.line(title, "part")
    sheet.headings(headings)


def _verdicts(builder: SummaryBuilder, sheet: Sheet, facts: Facts) -> None:
    sheet.new_page()
    words = [VERDICTS[verdict].word.capitalize() for verdict in Verdict]
    _part(sheet, "Verdicts of the reports that count", ("Period", *words, "Met of decided"))
    first = sheet.row - 1
    for period in facts.periods:
        counts = facts.verdicts(period)
        met, not_met = counts[:2]
        sheet.values([period, *counts, met / (met + not_met) if met + not_met else None])
    sheet.gap()
    if facts.periods:
        add_columns(builder, sheet, "Verdicts by period", (first, sheet.row - 2))


def _rules(sheet: Sheet, facts: Facts) -> None:
    sheet.gap()
    sheet.line("Basis", "part")
    for rule in COUNTING_RULES:
        sheet.words(rule)
    for each in facts.assumptions():
        sheet.words(f"Assumed: {each.key} = {each.value}. {each.note}")
