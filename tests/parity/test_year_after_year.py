"""Every report from the baseline to the program's end is rolled forward from the one before and accepted.

LibreOffice fills in what the command leaves open: the new quarter, annual results, the attestation, and what changes
with a contract. What the verdict must be is calculated here, from the numbers below alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

import vbpqip
from support.counts import EVERYDAY
from support.office_engine import Office
from support.recalculation import Typed
from vbpqip.checking.catalogue.eligibility import CONTRACT_CREDIT_EXPIRED
from vbpqip.checking.catalogue.heading import ROSTER_OF_EARLIER_YEAR
from vbpqip.cli import main
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import measure_columns, place_of

EXPECTED = {CONTRACT_CREDIT_EXPIRED, ROSTER_OF_EARLIER_YEAR}
PERIODS = ("DY2 Q4", *(f"DY{year} Q{number}" for year in (3, 4, 5) for number in (1, 2, 3, 4)))
BEFORE = ("DY2 Q1", "DY2 Q2", "DY2 Q3")
DAYS = (90, 92, 92, 91)

ROWS = {"pneumonia-mortality": 2, "cauti": 3, "clabsi": 4, "cdi": 5, "sepsis-3h-bundle": 8, "median-time-to-ecg": 9}
"""Measures and their rows in the form, the first being row 0."""

EVENTS = {
    "pneumonia-mortality": (5, 4, 6, 5, 3, 6, 7, 5, 2, 6, 7, 4, 3, 6, 2, 5),
    "cauti": (3, 2, 4, 3, 3, 2, 4, 5, 2, 2, 3, 5, 2, 1, 3, 4),
    "clabsi": (2, 3, 1, 4, 2, 4, 1, 3, 3, 4, 1, 2, 5, 4, 1, 0),
    "cdi": (12, 10, 11, 13, 10, 12, 9, 12, 11, 14, 9, 8, 13, 11, 10, 9),
}
CHANCES = {"pneumonia-mortality": (118, 97, 141, 152, 104, 99, 137, 149, 108, 95, 144, 160, 101, 93, 139, 158)}
"""Counts of each quarter, from DY2 Q1 on; patient days are those of :func:`chances`."""

RESULTS = {
    "sepsis-3h-bundle": ("58.4", "61.2", "61.2", "60.1", "63", "62.5", "64.75", "64.75", "63.9", "66", "67.1", "66.6", "66.5"),
    "median-time-to-ecg": ("9", "9", "9.25", "9.5", "9.5", "8", "9", "8", "8", "7.5", "8.5", "9", "9.5"),
}  # fmt: skip
"""Annual results, from DY2 Q4 on."""

HIGHER_IS_BETTER = {"sepsis-3h-bundle"}

CONTRACT_TYPED: Mapping[str, Mapping[str, Typed]] = {
    "DY3 Q2": {
        "contract_mco": "Fidelis", "contract_arrangement": "TCGP", "contract_level": 2,
        "contract_submitted": date(2017, 8, 15), "contract_status": "Submitted",
    },
    "DY3 Q3": {"contract_status": "Approved"},
    "DY4 Q3": {"contract_recertified": date(2018, 10, 2)},
}  # fmt: skip
CREDITED = {"DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1", "DY4 Q3", "DY4 Q4", "DY5 Q1", "DY5 Q2"}
"""The contract of 15 August 2017 counts in four quarters, its re-certification of 2 October 2018 in four more."""


def chances(key: str, quarter: int) -> int:
    """Return potential occurrences of a quarter: discharges, or days times beds in use."""
    return CHANCES[key][quarter] if key in CHANCES else DAYS[quarter % 4] * (195 + quarter % 3)


def rate(key: str, step: int) -> Fraction:
    """Return a measure's result in the n-th report: counts of four quarters pooled, or the annual result."""
    if key in RESULTS:
        return Fraction(RESULTS[key][step])
    window = range(step, step + 4)
    return Fraction(sum(EVENTS[key][each] for each in window), sum(chances(key, each) for each in window))


def is_achieved(key: str, step: int) -> bool:
    now, before = rate(key, step), rate(key, step - 1)
    return now >= before if key in HIGHER_IS_BETTER else now <= before


def expected(step: int) -> tuple[str, int, int]:
    """Return verdict, measures achieved and credits of the n-th report; half of the measures must be achieved."""
    if step == 0:
        return "baseline", 0, 0
    achieved, credits_in_force = sum(is_achieved(key, step) for key in ROWS), int(PERIODS[step] in CREDITED)
    return "met" if 2 * (achieved + credits_in_force) >= len(ROWS) else "not_met", achieved, credits_in_force


def column(name: str, row: int = 0) -> Location:
    return measure_columns(1)[name].at(row) if name in measure_columns(1) else place_of(name).at(row)


def open_entries(step: int) -> dict[Location, Typed]:
    """Return what is typed into the n-th report: of the baseline all counts, of the others those of one quarter."""
    typed: dict[Location, Typed] = {
        column("attested_by"): "Desmond Clarke",
        column("attested_title"): "Chief Quality Officer",
        column("attested_on"): date(2017 + (step + 1) // 4, (4, 7, 10, 1)[step % 4], 20),
    }
    for key, row in ROWS.items():
        if key in RESULTS:
            typed[column("numerator_4", row)] = float(RESULTS[key][step])
            continue
        for place in (1, 2, 3, 4) if step == 0 else (4,):
            quarter = step + place - 1
            typed[column(f"numerator_{place}", row)] = EVENTS[key][quarter]
            typed[column(f"denominator_{place}", row)] = chances(key, quarter)
    contract = CONTRACT_TYPED.get(PERIODS[step], {})
    return typed | {column(name): value for name, value in contract.items()}


def command(*words: str) -> str:
    """Run a command, and return what it said."""
    result = CliRunner().invoke(main, ["template", *words])
    assert result.exit_code == 0, result.output
    return result.stderr


def forms(folder: Path, step: int) -> Path:
    """Write the form of the n-th report: the first by its options, the others from the one before alone."""
    form = folder / f"form-{step}.xlsx"
    if step == 0:
        measures = [word for key in ROWS for word in ("--measure", key)]
        command(
            str(form), "--period", "DY2 Q4", "--facility", "Interfaith Medical Center", "--mco", "Fidelis", *measures
        )
    else:
        said = command(str(form), "--previous", str(folder / f"report-{step - 1}.xlsx"))
        assert set(re.findall(r"QIP\d+", said)) <= {each.code for each in EXPECTED}
        assert said.endswith(f"Wrote {form}.\n")
    return form


def reviewed(report: Path) -> tuple[str, str, str, int, int]:
    review = vbpqip.review(report)
    assert {finding.diagnostic.code for finding in review.findings} <= {each.code for each in EXPECTED}
    return str(review.period), review.status, review.qit.verdict, review.qit.achieved, review.qit.credits


def test_every_report_is_rolled_forward_and_accepted(office: Office, tmp_path: Path) -> None:
    for step, period in enumerate(PERIODS[:4] if EVERYDAY else PERIODS):
        report = tmp_path / f"report-{step}.xlsx"
        office.typed(forms(tmp_path, step), open_entries(step), report)

        assert reviewed(report) == (period, "accepted", *expected(step))


def test_the_story_has_all_that_can_happen() -> None:
    """Targets are met and missed, and some met by a credit alone."""
    told = [expected(step) for step in range(len(PERIODS))]
    by_credit = [each for each in told if each[0] == "met" and 2 * each[1] < len(ROWS)]

    assert Counter(each[0] for each in told) == {"baseline": 1, "met": 9, "not_met": 3}
    assert len(by_credit) == 2


@pytest.mark.parametrize("counts", [*EVENTS.values(), *CHANCES.values()])
def test_the_story_is_told_to_its_end(counts: tuple[int, ...]) -> None:
    assert len(counts) == len(BEFORE) + len(PERIODS)
