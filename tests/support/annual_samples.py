"""The sample AIT reports, each of a hospital of the roster; what each one shows is told in ``expected.toml`` beside them.

The counts are made up, and so are the State's means but for their size.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from support import ait_reports
from support.ait_reports import YEARS, contract, heading, row
from support.drawing import Values

_DY4 = YEARS[0]
_WYCKOFF = ("Wyckoff Heights Medical Center", "United Health Plan")
_BASELINES: Values = {
    **row("ami-mortality", (8, 125)),
    **row("clabsi", (15, 80_400)),
    **row("cdi", (55, 80_400)),
    **row("falls-with-injury", (42, 80_400)),
    **row("sepsis-3h-bundle", 57.5),
}


def _sent(*rows: Values, parties: tuple[str, str] = _WYCKOFF, attested: date | None = None) -> Values:
    """Return a report of a hospital, with its contracts."""
    report: Values = {**ait_reports.printed(), **heading(_DY4, attested, *parties)}
    for each in rows:
        report.update(each)
    return report


ANNUAL_SAMPLES: Mapping[str, Values] = {
    "baselines.xlsx": _sent(_BASELINES, attested=date(2017, 7, 27)),
    "met.xlsx": _sent(
        row("ami-mortality", (8, 125), (6, 122), "62.5"),
        row("clabsi", (15, 80_400), (9, 81_200), "1.15"),
        row("cdi", (55, 80_400), (48, 81_200), "6.57"),
        row("falls-with-injury", (42, 80_400), (44, 81_200)),
        row("sepsis-3h-bundle", 57.5, 61, "62"),
    ),
    "second-metric-missed.xlsx": _sent(
        row("ami-mortality", (11, 125), (9, 122), "62.5"),
        row("clabsi", (15, 80_400), (12, 81_200), "1.15"),
        row("cdi", (66, 80_400), (58, 81_200), "6.57"),
        row("sepsis-3h-bundle", 57.5, 61, "62"),
    ),
    "met-only-by-a-credit.xlsx": _sent(
        row("ami-mortality", (11, 125), (9, 122), "62.5"),
        row("clabsi", (15, 80_400), (12, 81_200), "1.15"),
        row("cdi", (55, 80_400), (52, 81_200), "6.57"),
        row("sepsis-3h-bundle", 57.5, 61, "62"),
        contract(0, date(2017, 8, 15)),
        parties=("Interfaith Medical Center", "Fidelis"),
    ),
    "no-means.xlsx": _sent(
        row("ami-mortality", (8, 125), (6, 122)),
        row("clabsi", (15, 80_400), (9, 81_200)),
        row("cdi", (55, 80_400), (48, 81_200)),
        parties=("Nyack Hospital", "Fidelis"),
    ),
    "medians-and-sepsis.xlsx": _sent(
        row("sepsis-3h-bundle", 57.5, 64.5, "62"),
        row("median-time-to-ecg", 9, 8, "9"),
        row("median-time-to-transfer", 62, "NA", "75"),
        parties=("Lewis County General Hospital", "Excellus"),
    ),
    "against-the-pooled-mean.xlsx": _sent(
        row("ami-mortality", (9, 120), (9, 124), "62.5"), parties=("Nyack Hospital", "Fidelis")
    ),
    "against-the-hospitals-mean.xlsx": _sent(
        row("ami-mortality", (9, 120), (9, 124), "84.26", "Mean of hospitals"), parties=("Nyack Hospital", "Fidelis")
    ),
}
