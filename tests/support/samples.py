"""The sample workbooks, each the report of a hospital of the roster; what each one shows is told in ``expected.toml``.

The counts are made up. Where a hospital has two reports, the later one goes on where the earlier one ended: the
quarters that both windows share are the same, and the prior report's totals are the earlier one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from support.reviewed import review_submission
from support.tables import form_data_of
from support.unwritten import read_from
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.prefilling import PrefillOptions
from vbpqip.kinds.qit_report.writing.roll_forward import roll_forward

_WYCKOFF_BASELINE = form_data_of(
    """
    | measure             | DY2 Q1   | DY2 Q2   | DY2 Q3   | DY2 Q4   |
    | ami-mortality       | 2/31     | 1/28     | 2/34     | 2/30     |
    | pneumonia-mortality | 4/118    | 3/102    | 5/141    | 6/166    |
    | cauti               | 3/20113  | 2/19874  | 4/20540  | 3/20931  |
    | clabsi              | 4/20113  | 3/19874  | 3/20540  | 5/20931  |
    | cdi                 | 13/20113 | 11/19874 | 12/20540 | 14/20931 |
    | falls-with-injury   | 11/20113 | 9/19874  | 10/20540 | 12/20931 |
    | pressure-ulcers     | 6/214    | 5/209    | 7/221    | 4/218    |
    | sepsis-3h-bundle    | -        | -        | -        | 58.4/NA  |
    | median-time-to-ecg  | -        | -        | -        | 9/NA     |
    """,
    facility="Wyckoff Heights Medical Center",
    mco="United Health Plan",
    period="DY2 Q4",
    attested_by="Marisol Vega, Director of Quality",
    attested_on=date(2017, 7, 28),
)

_WYCKOFF_NEXT = form_data_of(
    """
    | measure             | DY2 Q2   | DY2 Q3   | DY2 Q4   | DY3 Q1   | prior    |
    | ami-mortality       | 1/28     | 2/34     | 2/30     | 1/29     | 7/123    |
    | pneumonia-mortality | 3/102    | 5/141    | 6/166    | 4/109    | 18/527   |
    | cauti               | 2/19874  | 4/20540  | 3/20931  | 3/20402  | 12/81458 |
    | clabsi              | 3/19874  | 3/20540  | 5/20931  | 2/20402  | 15/81458 |
    | cdi                 | 11/19874 | 12/20540 | 14/20931 | 10/20402 | 50/81458 |
    | falls-with-injury   | 9/19874  | 10/20540 | 12/20931 | 13/20402 | 42/81458 |
    | pressure-ulcers     | 5/209    | 7/221    | 4/218    | 8/216    | 22/862   |
    | sepsis-3h-bundle    | -        | -        | -        | 61.2/NA  | 58.4/NA  |
    | median-time-to-ecg  | -        | -        | -        | 9/NA     | 9/NA     |
    """,
    facility="Wyckoff Heights Medical Center",
    mco="United Health Plan",
    period="DY3 Q1",
    attested_by="Marisol Vega, Director of Quality",
    attested_on=date(2017, 10, 24),
)

_INTERFAITH = form_data_of(
    """
    | measure             | DY2 Q2   | DY2 Q3   | DY2 Q4   | DY3 Q1  | prior    |
    | stroke-mortality    | 2/22     | 1/27     | 2/25     | 2/23    | 6/98     |
    | pneumonia-mortality | 4/98     | 6/133    | 7/152    | 6/104   | 22/504   |
    | cauti               | 3/17455  | 3/17690  | 2/18042  | 4/17388 | 10/71007 |
    | clabsi              | 2/17455  | 4/17690  | 3/18042  | 4/17388 | 12/71007 |
    | cdi                 | 12/17455 | 10/17690 | 11/18042 | 8/17388 | 42/71007 |
    | falls-with-injury   | 8/17455  | 9/17690  | 8/18042  | 9/17388 | 32/71007 |
    | sepsis-3h-bundle    | -        | -        | -        | 45.9/NA | 47.5/NA  |
    | median-time-to-ecg  | -        | -        | -        | 10.5/NA | 11/NA    |
    """,
    facility="Interfaith Medical Center",
    mco="Fidelis",
    period="DY3 Q1",
    contracts="""
    | mco     | arrangement | level | submitted  | recertified | status    |
    | Fidelis | TCGP        | 2     | 2017-08-15 | -           | Submitted |
    """,
    attested_by="Desmond Clarke, Chief Quality Officer",
    attested_on=date(2017, 10, 26),
)

_INTERFAITH_NEXT = form_data_of(
    """
    | measure             | DY2 Q3   | DY2 Q4   | DY3 Q1  | DY3 Q2   | prior    |
    | stroke-mortality    | 1/27     | 2/25     | 2/23    | 2/26     | 7/97     |
    | pneumonia-mortality | 6/133    | 7/152    | 6/104   | 5/101    | 23/487   |
    | cauti               | 3/17690  | 2/18042  | 4/17388 | 2/17510  | 12/70575 |
    | clabsi              | 4/17690  | 3/18042  | 4/17388 | 4/17510  | 13/70575 |
    | cdi                 | 10/17690 | 11/18042 | 8/17388 | 11/17510 | 41/70575 |
    | falls-with-injury   | 9/17690  | 8/18042  | 9/17388 | 10/17510 | 34/70575 |
    | sepsis-3h-bundle    | -        | -        | -       | 45.2/NA  | 45.9/NA  |
    | median-time-to-ecg  | -        | -        | -       | 12/NA    | 10.5/NA  |
    """,
    facility="Interfaith Medical Center",
    mco="Fidelis",
    period="DY3 Q2",
    contracts="""
    | mco     | arrangement | level | submitted  | recertified | status   |
    | Fidelis | TCGP        | 2     | 2017-08-15 | -           | Approved |
    """,
    attested_by="Desmond Clarke, Chief Quality Officer",
    attested_on=date(2018, 1, 25),
)

_NYACK = form_data_of(
    """
    | measure            | DY2 Q1   | DY2 Q2   | DY2 Q3   | DY2 Q4   |
    | ami-mortality      | 3/52     | 2/47     | 3/55     | 4/58     |
    | stroke-mortality   | 2/41     | 3/44     | 2/39     | 3/46     |
    | cauti              | 2/18904  | 3/18567  | 2/19210  | 2/19688  |
    | clabsi             | 1/18904  | 2/18567  | 1/19210  | 2/19688  |
    | falls-with-injury  | 8/18904  | 7/18567  | 9/19210  | 8/19688  |
    | sepsis-3h-bundle   | -        | -        | -        | -        |
    | median-time-to-ecg | -        | -        | -        | 7.5/NA   |
    """,
    facility="Nyack Hospital",
    mco="Fidelis",
    period="DY2 Q4",
    attested_by="Ellen Brandt, Quality Reporting",
    attested_on=date(2017, 7, 27),
)

_LEWIS_COUNTY = form_data_of(
    """
    | measure                 | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior  |
    | ami-mortality           | 0/0    | 0/0    | 0/0    | 0/0    | 0/2    |
    | stroke-mortality        | 0/0    | 0/0    | 0/0    | 0/1    | 0/0    |
    | pneumonia-mortality     | 0/14   | 1/19   | 1/24   | 0/13   | 3/72   |
    | cauti                   | 0/1388 | 0/1402 | 1/1467 | 0/1375 | 2/5668 |
    | falls-with-injury       | 2/1388 | 1/1402 | 2/1467 | 2/1375 | 6/5668 |
    | median-time-to-ecg      | -      | -      | -      | 7/NA   | 7/NA   |
    | median-time-to-transfer | -      | -      | -      | 58/NA  | 62/NA  |
    """,
    facility="Lewis County General Hospital",
    mco="Excellus",
    period="DY3 Q1",
    attested_by="Ruth Zehr, RN",
    attested_on=date(2017, 10, 19),
)

_CORNWALL = form_data_of(
    """
    | measure                 | DY2 Q2          | DY2 Q3          | DY2 Q4           | DY3 Q1  | prior    |
    | clabsi                  | 1/13240         | 2/13105         | 1/13877          | 1/13019 | 6/53511  |
    | cdi                     | 6/13240         | 7/13105         | 5/13877          | 6/13019 | 26/53511 |
    | sepsis-3h-bundle        | -               | -               | -                | 46/73   | 60.5/NA  |
    | median-time-to-ecg      | 9/"leave blank" | 8/"leave blank" | 10/"leave blank" | 8/NA    | 9/NA     |
    | median-time-to-transfer | -               | -               | -                | 71/12   | 74/NA    |
    """,
    facility="St. Luke's Cornwall",
    mco="WellCare",
    period="DY3 Q1",
    attested_by="Thomas Okafor, Performance Improvement",
    attested_on=date(2017, 10, 30),
)

_ROME = form_data_of(
    """
    | measure             | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 | prior   |
    | pneumonia-mortality | 2/61   | 1/48   | 2/66   | 3/79   | 8/249   |
    | clabsi              | 0/5204 | 1/5087 | 0/5316 | 1/5442 | 2/20980 |
    | cdi                 | 3/5204 | 2/5087 | 3/5316 | 2/5442 | 11/20980 |
    | falls-with-injury   | 4/5204 | 3/5087 | 3/5316 | 4/5442 | 15/20980 |
    """,
    facility="Rome Memorial Hospital",
    mco="United Health Plan",
    period="DY3 Q1",
    attested_by="Joanne Pulaski, Quality Department",
    attested_on=date(2017, 10, 31),
)

_KINGSBROOK = form_data_of(
    """
    | measure            | DY2 Q2  | DY2 Q3  | DY2 Q4  | DY3 Q1      | prior       |
    | cauti              | 2/16240 | 3/16512 | 2/16877 | "2"/"16035" | 10/66043    |
    | clabsi             | 3/16240 | 2/16512 | 3/16877 | "2"/"16035" | 11/66043    |
    | cdi                | 8/16240 | 9/16512 | 7/16877 | "10"/"16035" | 33/66043    |
    | sepsis-3h-bundle   | -       | -       | -       | "57.3"/"n/a" | 55.1/NA     |
    | median-time-to-ecg | -       | -       | -       | "8"/"N/A"   | 9/NA        |
    """,
    facility="Kingsbrook Jewish Medical Center",
    mco="Fidelis",
    period="DY3 Q1",
    attested_by="Avi Rosen, Data Analyst",
    attested_on=date(2017, 10, 23),
)

_NASSAU = form_data_of(
    """
    | measure          | DY2 Q2   | DY2 Q3   | DY2 Q4   | DY3 Q1  | prior     |
    | stroke-mortality | -        | -        | -        | -       | 11/162    |
    | cauti            | 5/31872  | 6/32640  | 4/33118  | 5/-     | 23/130012 |
    | clabsi           | 4/31872  | 5/32640  | 6/33118  | 4/31950 | 21/130012 |
    | cdi              | 19/31872 | 22/32640 | 20/33118 | 18/31950 | -        |
    | sepsis-3h-bundle | -        | -        | -        | -       | 52.8/NA   |
    """,
    facility="Nassau University Medical Center",
    mco=None,
    period="DY3 Q1",
    attested_by="Priya Nair, Quality Management",
    attested_on=None,
)

SAMPLES: Mapping[str, FormData] = {
    "baseline.xlsx": _WYCKOFF_BASELINE,
    "met.xlsx": _WYCKOFF_NEXT,
    "not-met.xlsx": _INTERFAITH,
    "met-only-by-credit.xlsx": _INTERFAITH_NEXT,
    "no-result.xlsx": _LEWIS_COUNTY,
    "text-numbers.xlsx": _KINGSBROOK,
    "baseline-late-sepsis.xlsx": _NYACK,
    "annual-rows-wrong.xlsx": _CORNWALL,
    "missing-entries.xlsx": _NASSAU,
    "wrong-quarters.xlsx": _ROME,
}
"""The samples that are generated, by file."""

TYPED = "saved-by-libreoffice.xlsx"
"""The sample that was typed into a template and saved by LibreOffice; it tells the story of ``met.xlsx``."""


def rolled_forward(last: FormData) -> FormData:
    """Return the form data of the report after the one that form data makes."""
    submission = read_from(last)
    return roll_forward(
        submission, review_submission(submission, last.program), last.program, PrefillOptions()
    ).form_data
