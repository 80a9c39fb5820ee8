"""The identity of a run: the same for the same files under the same rules, another for anything else, and the same everywhere."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from support.folders import across, following
from support.inbox import of
from support.ledgers import File
from support.reports import report
from support.runs import batch
from support.summaries import FOLDER
from support.tables import PROGRAM
from vbpqip.program.desk import Desk
from vbpqip.program.program import Program
from vbpqip.summary.options import NOTHING_GIVEN, SummaryOptions
from vbpqip.summary.run_identity import run_identity


def identity(*files: File, program: Program = PROGRAM, options: SummaryOptions = NOTHING_GIVEN) -> str:
    return run_identity(across(*files, program=program), program, options)


def test_the_same_files_have_the_same_identity_in_any_order() -> None:
    shuffled = Random(1).sample(FOLDER, len(FOLDER))  # noqa: S311 -- no secret

    assert re.fullmatch(r"[0-9a-f]{16}", identity(*FOLDER))
    assert identity(*shuffled) == identity(*FOLDER)


@pytest.mark.parametrize(
    "other",
    [
        File("a.xlsx", following(), "2017-10-27", "Fidelis", content="one byte more"),
        File("b.xlsx", following(), "2017-10-27", "Fidelis", content="a"),
        File("a.xlsx", following(), "2017-10-28", "Fidelis", content="a"),
        File("a.xlsx", following(), "2017-10-27", "Nyack", content="a"),
    ],
    ids=["content", "name", "receipt", "sender"],
)
def test_another_file_has_another_identity(other: File) -> None:
    assert identity(other) != identity(File("a.xlsx", following(), "2017-10-27", "Fidelis", content="a"))


@pytest.mark.parametrize(
    "desk",
    [Desk("Fidelis"), Desk(as_of=date(2017, 11, 1)), Desk(period=PROGRAM.baseline)],
    ids=["MCO", "day", "period"],
)
def test_another_desk_has_another_identity(desk: Desk) -> None:
    assert identity(*FOLDER, program=PROGRAM.at_desk(desk)) != identity(*FOLDER)


def test_only_what_is_told_differently_has_another_identity() -> None:
    """Neither what the folder is called, nor whether there is feedback."""
    assert identity(*FOLDER, options=SummaryOptions("inbox", has_feedback=True)) == identity(*FOLDER)
    assert identity(*FOLDER, options=SummaryOptions(fix_by=date(2017, 11, 30))) != identity(*FOLDER)


def run_in(out: Path) -> str:
    """Return the identity that a folder of results has, wherever it stands in it."""
    (of_page,) = re.findall(r"Run <code>(\w+)</code>", (out / "summary.html").read_text("utf-8"))
    sheets = load_workbook(out / "summary.xlsx").worksheets
    in_words = " ".join(str(row[0]) for row in sheets[0].iter_rows(max_row=6, values_only=True))
    feet = {str(sheet.oddFooter.right.text).rpartition(" ")[2] for sheet in sheets if sheet.oddFooter}

    assert f"Run {of_page}:" in in_words
    assert feet == {of_page}
    assert json.loads((out / "datapackage.json").read_text("utf-8"))["id"] == of_page
    return str(of_page)


def test_a_run_has_one_identity_on_page_and_paper_and_for_programs(tmp_path: Path) -> None:
    """The same in another folder, whatever was in the results before; another one with terms, or with one byte changed."""
    inbox, other, terms = tmp_path / "inbox", tmp_path / "other", tmp_path / "terms.toml"
    terms.write_text('title = "Agreement"\n')
    for folder in (inbox, other):
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(of(0))
    batch(inbox, "--out", tmp_path / "1")
    once = run_in(tmp_path / "1")
    batch(other, "--out", tmp_path / "2", "--terms", terms)
    under_terms = run_in(tmp_path / "2")
    batch(other, "--out", tmp_path / "2")
    again = run_in(tmp_path / "2")
    (other / "a.xlsx").write_bytes(report({("numerator_1", 4): 3}))
    batch(other, "--out", tmp_path / "2")

    assert again == once
    assert len({once, under_terms, run_in(tmp_path / "2")}) == 3


def test_a_baseline_beside_the_folder_is_part_of_it(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(of(0))
    (tmp_path / "b.xlsx").write_bytes((Path(__file__).parents[2] / "sample_workbooks" / "baseline.xlsx").read_bytes())
    batch(inbox, "--out", tmp_path / "1")
    once = run_in(tmp_path / "1")
    done = batch(inbox, "--out", tmp_path / "1", "--baseline", tmp_path / "b.xlsx")

    assert done.exit_code == 0, done.output
    assert run_in(tmp_path / "1") != once
