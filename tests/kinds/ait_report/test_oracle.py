"""What becomes of an AIT report is what the program's own words say of its entries, over a thousand reports.

1. In the engine. 2. On the sheet, calculated apart from it.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from support import ait_reports
from support.ait_oracle import OracleAnswer, asked
from support.counts import every_day, examples
from support.drawing import Values
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds.ait_report.assess import AitAssessment
from vbpqip.workbook.answers import SHOWN_VERDICT

REPORTS = int(os.environ.get("VBPQIP_AIT_REPORTS", "1000"))
_ON_SHEETS = examples(60)


def report(seed: int) -> Values:
    return ait_reports.sound_report(Random(seed))  # noqa: S311 -- chance that can be had again


@pytest.mark.parametrize("tenth", every_day(5, range(10)))
def test_1_in_the_engine(tenth: int) -> None:
    verdicts = set()
    for seed in range(tenth, REPORTS, 10):
        values = report(seed)
        review = ait_reports.reviewed(values)
        assessment = review.assessment
        assert isinstance(assessment, AitAssessment)
        assert review.status is Status.ACCEPTED, (seed, [finding.message for finding in review.errors])
        verdicts.add(review.verdict)
        target, expected = assessment.target, asked(*ait_reports.asked_of(values))
        if review.verdict is Verdict.BASELINE:
            assert target.selected == expected.improved[1]
            continue
        assert target.improved is not None
        assert target.better_than_mean is not None
        both = ((each.achieved, each.of) for each in (target.improved, target.better_than_mean))
        assert OracleAnswer(str(review.verdict), target.credits, *both) == expected, seed
    assert verdicts >= {Verdict.MET, Verdict.NOT_MET, Verdict.BASELINE}


def test_2_on_the_sheet() -> None:
    book = ait_reports.empty_form()
    places = {name: place.at() for name, place in book.data.form.singles.items()}
    for seed in range(_ON_SHEETS):
        values = report(seed)
        review = ait_reports.reviewed(values)
        typed = {book.places[name].at(nth): raw for (name, nth), raw in values.items()}
        shown = book.shown(typed=typed)

        assert shown[places["ready"]] == "READY", seed
        assert shown[places["ait_verdict"]] == SHOWN_VERDICT[review.verdict], seed
        assert isinstance(review.assessment, AitAssessment)
        assert shown[places["ait_credits"]] == review.assessment.target.credits
        for name, metric in (
            ("ait_improved_share", review.assessment.target.improved),
            ("ait_better_share", review.assessment.target.better_than_mean),
        ):
            share = None if metric is None else metric.share
            assert shown[places[name]] == ("" if share is None else pytest.approx(float(share))), (seed, name)
