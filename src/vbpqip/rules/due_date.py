"""Due date: by which day a report, or what is in it, has to be with the MCO.

Stated for DY2 Q4 (webinar of 19 July 2017): all measures by 31 July 2017, and the 3-hour sepsis bundle by 15 August
2017. Inferred: a report of the bundle alone is due on the bundle's own date, and one that completes an earlier report
is late only where the other measures had not been reported by their date.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vbpqip.program.calendar import PeriodDates


def due_date(measures: Collection[str], dates: PeriodDates) -> date:
    """Return the day by which a report of these measures, by their keys, is due.

    >>> from vbpqip.program.loading import load_program
    >>> dates = load_program().dates(load_program().baseline)
    >>> f"{due_date(['clabsi', *dates.late_results], dates)}", f"{due_date(dates.late_results, dates)}"
    ('2017-07-31', '2017-08-15')
    """
    is_late_alone = bool(measures) and dates.late_results.keys() >= set(measures)
    return dates.late_results_due if is_late_alone else dates.report_due


def may_complete(measures: Collection[str], received: date, dates: PeriodDates) -> bool:
    """Whether a report is late unless all but the bundle was reported before: it came by the bundle's own date."""
    late = dates.late_results.keys() & set(measures)
    return bool(set(measures) - late) and bool(late) and dates.report_due < received <= dates.late_results_due
