"""The lists of the form: what the drop-downs offer, and each period's dates and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from vbpqip.core.contracts import ContractStatus
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.shared.counts import SUPPRESSED
from vbpqip.kinds.shared.typed import NA_LOOK_ALIKES
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NO, NOT_APPLICABLE, YES
from vbpqip.workbook.entry_types import ListedValue

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

PERIOD_NUMBERS = (
    "required_share_numerator",
    "required_share_denominator",
    "maintained_counts",
    "lowest_level",
    "credit_quarters",
    "most_credits",
    "recertification_counts",
)
"""Numbers of the rules that a period decides on; ``list_NAME`` lists them, ``NAME`` is the effective one."""


def period_numbers(program: Program, period: Quarter) -> tuple[int, ...]:
    """Return the values of :data:`PERIOD_NUMBERS` in a period."""
    share: Fraction = program.share("qit.required_share", period)
    return (
        share.numerator,
        share.denominator,
        int(program.flag("qit.maintained_counts", period)),
        program.whole("credits.lowest_level", period),
        program.whole("credits.quarters", period),
        program.whole("credits.most_at_once", period),
        int(program.flag("credits.recertification_opens_window", period)),
    )


DATE_LISTS = {
    "window_start": "list_window_start",
    "window_end": "list_window_end",
    "report_due": "list_report_due",
    "late_results_due": "list_sepsis_report_due",
    "review_done": "list_review_done",
    "payment_months": "list_payment_months",
    "doh_report_due": "list_doh_report_due",
}
"""The list of each date of the periods, by the date's name."""


def lists(program: Program) -> Mapping[str, Sequence[ListedValue]]:
    """Return the values of every list, by its defined name."""
    pairings = program.roster_in(program.periods[-1]).pairings
    roster = _rosters(program)
    dates = [program.dates(period) for period in program.periods]
    numbers = [period_numbers(program, period) for period in program.periods]
    return {
        "list_quarters": [str(quarter) for quarter in program.quarters],
        "list_periods": [str(period) for period in program.periods],
        "list_window_start": [each.window_start for each in dates],
        "list_window_end": [each.window_end for each in dates],
        "list_report_due": [each.report_due for each in dates],
        "list_sepsis_report_due": [each.late_results_due for each in dates],
        "list_review_done": [each.review_done for each in dates],
        "list_payment_months": [payment_words(each.payment_months) for each in dates],
        "list_doh_report_due": [each.doh_report_due for each in dates],
        **{f"list_{name}": [each[nth] for each in numbers] for nth, name in enumerate(PERIOD_NUMBERS)},
        "list_facilities": _unique(pairing.facility for pairing in pairings),
        "list_mcos": _unique(pairing.mco for pairing in pairings),
        "list_roster_facilities": [facility for facility, _ in roster],
        "list_roster_mcos": [mco for _, mco in roster],
        "list_roster_since": list(roster.values()),
        "list_yes_no": [YES, NO],
        "list_na": [NOT_APPLICABLE],
        "list_na_look_alikes": NA_LOOK_ALIKES,
        "list_suppressed": SUPPRESSED,
        "list_levels": [int(level.name) for level in program.levels],
        "list_arrangements": [arrangement.name for arrangement in program.arrangements],
        "list_statuses": [str(status) for status in ContractStatus],
    }


def _rosters(program: Program) -> dict[tuple[str, str], int]:
    """Return facility and MCO of every pairing with the first period, counted from 1, in which it is on the roster."""
    rosters = [(nth, program.roster_in(period)) for nth, period in enumerate(program.periods, start=1)]
    return {(each.facility, each.mco): nth for nth, roster in reversed(rosters) for each in roster.pairings}


def _unique(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=str.casefold)


def payment_words(months: Sequence[date]) -> str:
    """Return months of payment in words.

    >>> payment_words([date(2017, 12, 1), date(2018, 1, 1), date(2018, 2, 1)])
    'Dec 2017, Jan and Feb 2018'
    """
    by_year = groupby(months, key=lambda month: month.year)
    return ", ".join(f"{_joined([_MONTHS[month.month - 1] for month in part])} {year}" for year, part in by_year)


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
