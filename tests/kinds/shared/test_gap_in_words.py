"""How far a target is from the other verdict: as words, as JSON, and gone where an error takes the verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.quarters import Quarter
from support.reports import Changes, report
from vbpqip.core.results import Gap, GapStep, QitResult, Verdict
from vbpqip.kinds.shared.gap_in_words import change, lead, steps
from vbpqip.program.loading import load_program
from vbpqip.rendering.as_json import reviews_document
from vbpqip.rendering.as_text import reviews_as_text

MEASURES = {str(measure.key): measure for measure in load_program().measures(Quarter(3, 1))}
CLABSI, SEPSIS, ECG = (MEASURES[key] for key in ("clabsi", "sepsis-3h-bundle", "median-time-to-ecg"))
TARGET = QitResult(
    Verdict.NOT_MET, achieved=1, credits=0, selected=6, share=Fraction(1, 6), required_share=Fraction(1, 2)
)
MISSED: Changes = {("numerator_1", 4): 9, ("numerator_4", 9): 9}
"""Of the three measures of the report, none counts then."""


def said(gap: Gap, target: QitResult = TARGET) -> str:
    return "\n".join([lead(gap, target.achieved), *steps(gap)])


@pytest.mark.parametrize(
    ("step", "words"),
    [
        pytest.param(GapStep(CLABSI, Fraction(1), more=True), "1 more event in the window", id="one-event"),
        pytest.param(GapStep(CLABSI, Fraction(1200), more=False), "1,200 fewer events in the window", id="events"),
        pytest.param(GapStep(ECG, Fraction(1), more=False), "1 minute less", id="a-minute"),
        pytest.param(GapStep(ECG, Fraction(5, 2), more=True, beyond=True), "over 2.5 minutes more", id="beyond"),
        pytest.param(GapStep(SEPSIS, Fraction(1, 10), more=True), "0.1 percentage points more", id="points"),
        pytest.param(GapStep(SEPSIS, Fraction(0), more=False, beyond=True), "anything less", id="anything"),
    ],
)
def test_a_change(step: GapStep, words: str) -> None:
    assert change(step) == words


ECG_STEP, CLABSI_STEP = GapStep(ECG, Fraction(1), more=False), GapStep(CLABSI, Fraction(3), more=False)
MORE_EVENTS = GapStep(CLABSI, Fraction(2), more=True)


@pytest.mark.parametrize(
    ("gap", "first", "last"),
    [
        pytest.param(
            Gap(met=False, needed=1, credits=0, steps=(ECG_STEP, CLABSI_STEP)),
            "To meet the target, 1 more measure must count; any 1 of these will do.",
            "CLABSI: 3 fewer events in the window",
            id="one-of-two",
        ),
        pytest.param(
            Gap(met=False, needed=2, credits=0, steps=(ECG_STEP, CLABSI_STEP)),
            "To meet the target, 2 more measures must count.",
            "CLABSI: 3 fewer events in the window",
            id="both",
        ),
        pytest.param(
            Gap(met=False, needed=2, credits=1, steps=(ECG_STEP, CLABSI_STEP)),
            "To meet the target, 2 more measures must count.",
            "or 1 measure credit in place of a measure",
            id="a-credit-in-place-of-one",
        ),
        pytest.param(
            Gap(met=False, needed=3, credits=3, steps=(ECG_STEP, CLABSI_STEP)),
            "To meet the target, 2 more measures must count and 1 measure credit must be earned.",
            "or 2 measure credits in place of 2 measures",
            id="a-credit-that-is-needed",
        ),
        pytest.param(
            Gap(met=False, needed=1, credits=1, steps=()),
            "To meet the target, 1 measure credit must be earned; other numerators cannot do it.",
            "To meet the target, 1 measure credit must be earned; other numerators cannot do it.",
            id="credits-alone",
        ),
        pytest.param(
            Gap(met=True, needed=2, credits=0, steps=(MORE_EVENTS,) * 3),
            "The target is lost if 2 of the 3 measures that count fall away.",
            "CLABSI: 2 more events in the window",
            id="two-can-be-lost",
        ),
        pytest.param(
            Gap(met=True, needed=1, credits=1, steps=(MORE_EVENTS,)),
            "The target is lost if 1 of the 3 measures that count falls away.",
            "or 1 measure credit that is refused or runs out, in place of a measure",
            id="a-credit-that-runs-out",
        ),
        pytest.param(
            Gap(met=True, needed=2, credits=2, steps=(MORE_EVENTS,) * 3),
            "The target is lost if 2 of the 3 measures that count fall away.",
            "or 2 measure credits that are refused or run out, in place of 2 measures",
            id="two-credits-that-run-out",
        ),
        pytest.param(
            Gap(met=True, needed=4, credits=1, steps=(MORE_EVENTS,) * 3),
            "The target is lost if the 3 measures that count fall away and 1 measure credit falls away.",
            "CLABSI: 2 more events in the window",
            id="all-measures-and-a-credit",
        ),
        pytest.param(
            Gap(met=True, needed=1, credits=1, steps=()),
            "The target is lost if 1 measure credit falls away.",
            "The target is lost if 1 measure credit falls away.",
            id="a-credit-alone",
        ),
    ],
)
def test_measures_and_credits_apart(gap: Gap, first: str, last: str) -> None:
    """A missed target of six measures, or a met one of which three count."""
    target = TARGET._replace(verdict=Verdict.MET, achieved=3) if gap.met else TARGET
    lines = said(gap, target).splitlines()

    assert lines[0].startswith(first)
    assert lines[-1].startswith(last)
    assert len(lines) == 1 + len(gap.steps) + bool(gap.spare_credits)


def test_a_missed_target() -> None:
    gap = Gap(met=False, needed=1, credits=1, steps=(ECG_STEP, CLABSI_STEP))

    assert said(gap) == snapshot("""\
To meet the target, 1 more measure must count; any 1 of these will do. Smallest change first, denominators as they are:
Median time to ECG: 1 minute less
CLABSI: 3 fewer events in the window
or 1 measure credit in place of a measure\
""")


def test_a_met_target() -> None:
    target = TARGET._replace(verdict=Verdict.MET, achieved=1, credits=1)
    gap = Gap(met=True, needed=1, credits=1, steps=(MORE_EVENTS,))

    assert said(gap, target) == snapshot("""\
The target is lost if the 1 measure that counts falls away. Smallest change first, denominators as they are; with it a measure no longer counts:
CLABSI: 2 more events in the window
or 1 measure credit that is refused or runs out, in place of a measure\
""")


def test_as_json() -> None:
    review = vbpqip.review(report(MISSED))

    assert reviews_document([review], review.rules)["reviews"][0]["gap"] == snapshot(
        {
            "measures": 2,
            "credits_open": 1,
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
    text = reviews_as_text(vbpqip.review(report(MISSED)))

    assert text[text.index("To meet the target") :].partition("\n\n")[0] == snapshot("""\
To meet the target, 2 more measures must count; any 2 of these will do. Smallest
change first, denominators as they are:
  - AMI mortality: 1 fewer event in the window
  - Median time to ECG: 1 minute less
  - CLABSI: 6 fewer events in the window
  - or 1 measure credit in place of a measure\
""")


def test_an_error_leaves_no_gap() -> None:
    review = vbpqip.review(report({("numerator_1", 4): "some"}))

    assert review.gap is None
    assert reviews_document([review], review.rules)["reviews"][0]["gap"] is None
