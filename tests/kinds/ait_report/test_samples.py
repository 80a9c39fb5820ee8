"""Each sample AIT report is what its story says, and what the generator writes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

import vbpqip
from support.annual_samples import ANNUAL_SAMPLES
from support.golden import differences
from support.ready_made import ANNUAL_SAMPLE_WORKBOOKS, annual_samples
from vbpqip.kinds.ait_report.assess import AitAssessment

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((ANNUAL_SAMPLE_WORKBOOKS / "expected.toml").read_text("utf-8"))


def said_of(name: str) -> dict[str, Any]:
    """Return what the check says, as ``expected.toml`` spells it."""
    review = vbpqip.review(ANNUAL_SAMPLE_WORKBOOKS / name)
    assert isinstance(review.assessment, AitAssessment)
    target = review.assessment.target
    metrics = {"improved": target.improved, "better": target.better_than_mean}
    return {
        "verdict": str(review.verdict),
        "codes": sorted(finding.diagnostic.code for finding in review.findings),
        "credits": target.credits,
        **{part: f"{metric.achieved} of {metric.of}" for part, metric in metrics.items() if metric is not None},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_the_check_says_what_is_expected(name: str) -> None:
    assert {"story": EXPECTED[name]["story"], **said_of(name)} == EXPECTED[name]


def test_every_file_has_an_expectation_and_a_generator() -> None:
    lying = {path.name for path in ANNUAL_SAMPLE_WORKBOOKS.iterdir()}

    assert lying == {"README.md", "expected.toml", *EXPECTED}
    assert set(ANNUAL_SAMPLES) == set(EXPECTED)


def test_the_generator_writes_what_lies_there() -> None:
    written = annual_samples()

    for name, content in written.items():
        assert differences((ANNUAL_SAMPLE_WORKBOOKS / name).read_bytes(), content) == [], name


def test_the_stories_are_told_beside_them() -> None:
    stories = (ANNUAL_SAMPLE_WORKBOOKS / "README.md").read_text("utf-8")

    for name, expected in EXPECTED.items():
        assert f"| [{name}]({name}) | {expected['story']} |" in stories
