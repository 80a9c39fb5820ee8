"""How far a target is from the other verdict: as words, as JSON, and gone where an error takes the verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.reports import Changes, report
from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import Gap, QitResult, Step, Verdict
from vbpqip.program.loading import load_program
from vbpqip.reports.as_json import document
from vbpqip.reports.as_text import as_text
from vbpqip.reports.gap_in_words import change, lead, steps

MEASURES = {str(measure.key): measure for measure in load_program().measures(Quarter(3, 1))}
CLABSI, SEPSIS, ECG = (MEASURES[key] for key in ("clabsi", "sepsis-3h-bundle", "median-time-to-ecg"))
TARGET = QitResult(
    Verdict.NOT_MET, achieved=1, credits=0, selected=6, share=Fraction(1, 6), required_share=Fraction(1, 2)
)
MISSED: Changes = {("numerator_1", 4): 9, ("numerator_4", 9): 9}
"""Of the three measures of the report, none counts then."""


def said(gap: Gap, target: QitResult = TARGET) -> str:
    return "\n".join([lead(gap, target), *steps(gap)])


@pytest.mark.parametrize(
    ("step", "words"),
    [
        pytest.param(Step(CLABSI, Fraction(1), more=True), "1 more event in the window", id="one-event"),
        pytest.param(Step(CLABSI, Fraction(1200), more=False), "1,200 fewer events in the window", id="events"),
        pytest.param(Step(ECG, Fraction(1), more=False), "1 minute less", id="a-minute"),
        pytest.param(Step(ECG, Fraction(5, 2), more=True, beyond=True), "over 2.5 minutes more", id="beyond"),
        pytest.param(Step(SEPSIS, Fraction(1, 10), more=True), "0.1 percentage points more", id="points"),
        pytest.param(Step(SEPSIS, Fraction(0), more=False, beyond=True), "anything less", id="anything"),
    ],
)
def test_a_change(step: Step, words: str) -> None:
    assert change(step) == words


def test_a_missed_target() -> None:
    gap = Gap(
        met=False, measures=2, credits_open=1, steps=(Step(ECG, Fraction(1), more=False), Step(CLABSI, Fraction(3), more=False))
    )  # fmt: skip

    assert said(gap) == snapshot("""\
To meet the target, 2 more measures must count; any 2 of these will do. Smallest change first, denominators as they are:
Median time to ECG: 1 minute less
CLABSI: 3 fewer events in the window
or 1 measure credit, in place of as many measures\
""")


def test_a_target_out_of_reach() -> None:
    gap = Gap(met=False, measures=2, credits_open=0, steps=(Step(ECG, Fraction(1), more=False),))

    assert said(gap) == snapshot("""\
Other numerators alone cannot meet the target: 2 more measures must count, and only 1 can. Smallest change first, denominators as they are:
Median time to ECG: 1 minute less\
""")


def test_a_target_that_nothing_can_meet() -> None:
    assert said(Gap(met=False, measures=1, credits_open=0, steps=())) == snapshot(
        "Other numerators alone cannot meet the target: 1 more measure must count, and none can."
    )


def test_a_met_target() -> None:
    target = TARGET._replace(verdict=Verdict.MET, achieved=3, credits=1)
    gap = Gap(met=True, measures=2, credits_open=0, steps=(Step(CLABSI, Fraction(2), more=True),))

    assert said(gap, target) == snapshot("""\
The target is lost if 2 of the 3 measures and 1 credit that count fall away. Smallest change first, denominators as they are; with it a measure no longer counts:
CLABSI: 2 more events in the window\
""")


def test_a_met_target_that_no_numerator_can_lose() -> None:
    target = TARGET._replace(verdict=Verdict.MET, achieved=1)

    assert said(Gap(met=True, measures=1, credits_open=0, steps=()), target) == snapshot(
        "The target is lost if the 1 measure that counts falls away."
    )


def test_as_json() -> None:
    review = vbpqip.review(report(MISSED))

    assert document([review], review.rules)["reviews"][0]["gap"] == snapshot(
        {
            "measures": 2,
            "credits_open": 1,
            "in_reach": True,
            "steps": [
                {"measure": "ami-mortality", "amount": "1", "unit": "events", "direction": "less", "beyond": False},
                {
                    "measure": "median-time-to-ecg",
                    "amount": "1",
                    "unit": "minutes",
                    "direction": "less",
                    "beyond": False,
                },
                {"measure": "clabsi", "amount": "6", "unit": "events", "direction": "less", "beyond": False},
            ],
        }
    )


def test_as_text() -> None:
    text = as_text(vbpqip.review(report(MISSED)))

    assert text[text.index("To meet the target") :].partition("\n\n")[0] == snapshot("""\
To meet the target, 2 more measures must count; any 2 of these will do. Smallest
change first, denominators as they are:
  - AMI mortality: 1 fewer event in the window
  - Median time to ECG: 1 minute less
  - CLABSI: 6 fewer events in the window
  - or 1 measure credit, in place of as many measures\
""")


def test_an_error_leaves_no_gap() -> None:
    review = vbpqip.review(report({("numerator_1", 4): "some"}))

    assert review.gap is None
    assert document([review], review.rules)["reviews"][0]["gap"] is None
