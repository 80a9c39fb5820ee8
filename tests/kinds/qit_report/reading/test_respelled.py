"""A report in any spelling of its XML is the same report: each way alone, and several at once, in every part that is read."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

import openpyxl
import pytest

import vbpqip
from support.counts import examples, in_turn
from support.every_kind import QIT
from support.fuzz import sources
from support.reports import report
from support.respelled import SPELLINGS, Spelling, respelled
from support.reviewed import with_entries
from support.tables import at
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.read import read_report
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.stored import StoredForm


@cache
def reports() -> dict[str, bytes]:
    """Return the samples, and a report with what its styles alone tell."""
    book = openpyxl.load_workbook(BytesIO(report()))
    book[REPORT][at("numerator_1", "clabsi").address].number_format = "d-mmm"
    book[REPORT][at("numerator_2", "clabsi").address].number_format = "0.00%"
    stream = BytesIO()
    book.save(stream)
    return {**sources(QIT), "shown otherwise": stream.getvalue()}


def read(content: bytes) -> Submission:
    """Return the entries of a report, and what else is read of it by value."""
    submission = read_report(open_workbook(content))
    return with_entries(submission, stored=StoredForm(submission.entries.stored.shown))


def reviewed(content: bytes) -> vbpqip.Review:
    return vbpqip.review(content)._replace(sha256="")


def test_there_are_entries_in_what_is_compared() -> None:
    assert read(reports()["met.xlsx"]).rows
    assert len(QIT.layout.entries) > 100


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        pytest.param(*each, id=f"{each[0].__name__}-{each[1]}")
        for each in in_turn(SPELLINGS, ["met.xlsx", "shown otherwise"])
    ],
)
def test_each_way_alone(spelling: Spelling, name: str) -> None:
    before = reports()[name]

    after = respelled(before, Random(1), (spelling,))  # noqa: S311 -- chance that can be had again

    assert after != before
    assert (read(after), reviewed(after)) == (read(before), reviewed(before))


@pytest.mark.parametrize("seed", range(examples(24)))
def test_several_ways_at_once(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 -- chance that can be had again
    before = reports()[rng.choice(sorted(reports()))]

    after = respelled(before, rng)

    assert (read(after), reviewed(after)) == (read(before), reviewed(before))
