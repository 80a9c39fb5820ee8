"""Due date: by which day a report, or what is in it, has to be with the MCO.

Stated for DY2 Q4 (webinar of 19 July 2017): all measures by 31 July 2017, and the 3-hour sepsis bundle by 15 August
2017. Inferred: a report of the bundle alone is due on the bundle's own date, and one that completes an earlier report
is late only where the other measures had not been reported by their date.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vbpqip.domain.measures import SEPSIS
from vbpqip.program.calendar import PeriodDates


def due_date(measures: Collection[str], dates: PeriodDates) -> date:
    """Return the day by which a report of these measures, by their keys, is due.

    >>> from vbpqip.program.loading import load_program
    >>> dates = load_program().dates(load_program().baseline)
    >>> f"{due_date(['clabsi', SEPSIS], dates)}", f"{due_date([SEPSIS], dates)}"
    ('2017-07-31', '2017-08-15')
    """
    return dates.sepsis_report_due if set(measures) == {SEPSIS} else dates.report_due


def may_complete(measures: Collection[str], received: date, dates: PeriodDates) -> bool:
    """Whether a report is late unless all but the bundle was reported before: it came by the bundle's own date."""
    others = set(measures) - {SEPSIS}
    return bool(others) and SEPSIS in measures and dates.report_due < received <= dates.sepsis_report_due
