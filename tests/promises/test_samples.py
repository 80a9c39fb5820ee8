"""Each sample workbook is what its story says.

1. The check of each file gives what ``expected.toml`` lists, and the folder holds no other file.
2. Each generated sample is what the generator writes in all that matters, and one of them byte by byte.
3. The hospitals that report twice go on where they ended: the prior results are the earlier report's.
4. What LibreOffice saved gives what the report that was typed gives.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

import vbpqip
from support.counts import every_day
from support.golden import differences
from support.ready_made import SAMPLE_WORKBOOKS, parts
from support.samples import SAMPLES, TYPED
from vbpqip.core.results import Performance
from vbpqip.kinds.qit_report.writing.template import workbook_for

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((SAMPLE_WORKBOOKS / "expected.toml").read_text("utf-8"))

every_sample = pytest.mark.parametrize("name", EXPECTED)


def reviewed(name: str) -> vbpqip.Review:
    return vbpqip.review(SAMPLE_WORKBOOKS / name)


def said_of(name: str) -> dict[str, Any]:
    """Return what the check says, as ``expected.toml`` spells it."""
    review = reviewed(name)
    said = {
        "status": str(review.status),
        "verdict": str(review.qit.verdict),
        "codes": sorted(finding.diagnostic.code for finding in review.findings),
        "achieved": review.qit.achieved,
        "credits": review.qit.credits,
        "selected": review.qit.selected,
    }
    return said if review.qit.share is None else {**said, "share": str(review.qit.share)}


@every_sample
def test_1_the_check_says_what_is_expected(name: str) -> None:
    assert {"story": EXPECTED[name]["story"], **said_of(name)} == EXPECTED[name]


def test_1_every_file_has_an_expectation() -> None:
    lying = {path.name for path in SAMPLE_WORKBOOKS.iterdir()}

    assert lying == {"README.md", "expected.toml", "annual", *EXPECTED}


@every_sample
def test_1_the_folder_tells_every_story(name: str) -> None:
    told = (SAMPLE_WORKBOOKS / "README.md").read_text("utf-8")

    assert f"| [{name}]({name}) | {EXPECTED[name]['story']} |" in told


def test_2_all_but_one_are_generated() -> None:
    assert set(SAMPLES) == set(EXPECTED) - {TYPED}


@pytest.mark.parametrize("name", every_day(3, SAMPLES))
def test_2_the_generator_writes_what_lies_there(name: str) -> None:
    assert differences((SAMPLE_WORKBOOKS / name).read_bytes(), workbook_for(SAMPLES[name])) == []


def test_2_the_generator_writes_these_very_parts() -> None:
    """Parts are compared, not packed bytes, since each build of zlib packs in its own way."""
    there, here = parts((SAMPLE_WORKBOOKS / "met.xlsx").read_bytes()), parts(workbook_for(SAMPLES["met.xlsx"]))

    assert [name for name, _ in there] == [name for name, _ in here]
    assert [name for (name, before), (_, after) in zip(there, here, strict=True) if before != after] == []


@pytest.mark.parametrize(
    ("earlier", "later"), [("baseline.xlsx", "met.xlsx"), ("not-met.xlsx", "met-only-by-credit.xlsx")]
)
def test_3_a_later_report_goes_on_where_the_earlier_ended(earlier: str, later: str) -> None:
    def by_measure(name: str, part: str) -> dict[str, Performance]:
        return {result.measure.key: getattr(result, part) for result in reviewed(name).measures}

    assert by_measure(later, "prior") == by_measure(earlier, "current")


def test_4_who_saved_the_report_makes_no_difference() -> None:
    typed, generated = reviewed(TYPED), reviewed("met.xlsx")

    assert typed._replace(workbook="", sha256="") == generated._replace(workbook="", sha256="")
