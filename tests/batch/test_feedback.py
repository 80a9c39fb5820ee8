"""Feedback on each report of a folder.

1. Each report that has a stored review gets three files, which lie as the reports do; what is skipped gets none. 2. They say
what other reports say of it, too, as serious as the terms take it. 3. A second run writes only what has changed, or is
gone. 4. A report on which none can be written costs only its own. 5. No path leads out of the folder. 6. That on a report
which is not in the folder any more is removed, but for what somebody has changed.
"""

from __future__ import annotations

import re
import shutil
from hashlib import sha256
from pathlib import Path, PurePosixPath

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.folders import following
from support.reports import report
from support.runs import batch, rows
from support.written import written_form
from vbpqip.batch.feedback import FEEDBACK_FOLDER, Answerer, feedback_place
from vbpqip.batch.reviewer import Task
from vbpqip.program.loading import load_program, program_under

ENDINGS = (".eml", ".html", ".xlsx")
TERMS = """
title = "Agreement"

[[severities]]
code = "QIP440"
severity = "error"
since = "DY2 Q4"
source = "Agreement of 1 September 2017"
"""
WAIVED = """
title = "Agreement"

[[waivers]]
code = "QIP440"
facility = "Interfaith Medical Center"
period = "DY3 Q1"
approver = "A. Reviewer"
reason = "One hospital on two sites."
until = 2017-12-31
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return laid(tmp_path / "inbox")


def laid(folder: Path) -> Path:
    """Return a folder with two hospitals' equal reports, another one below it, and a file that is no submission."""
    (folder / "Fidelis").mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(report())
    (folder / "b.xlsx").write_bytes(
        report({("facility", 0): "Wyckoff Heights Medical Center", ("mco", 0): "United Health Plan"})
    )
    (folder / "Fidelis" / "c.xlsx").write_bytes(written_form(following()))
    (folder / "notes.txt").write_text("to do")
    return folder


@pytest.fixture(scope="module")
def answered_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where the folder and its results lie after a run that makes feedback, and what the run said."""
    folder = tmp_path_factory.mktemp("answered")
    return folder, answered(laid(folder / "inbox"))


@pytest.fixture
def answered_inbox(answered_once: tuple[Path, str], tmp_path: Path) -> Path:
    """The folder after such a run, for a test that goes on with it."""
    shutil.copytree(answered_once[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / "inbox"


def answered(inbox: Path, *words: str | Path) -> str:
    done = batch(inbox, "--out", inbox.parent / "out", "--feedback", *words)
    assert done.exit_code in {0, 1}, done.output
    return done.output


def written(inbox: Path) -> dict[str, bytes]:
    folder = inbox.parent / "out" / FEEDBACK_FOLDER
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def findings(inbox: Path, name: str) -> list[list[str]]:
    """Return what the sheet of findings says, without its headings."""
    sheet = openpyxl.load_workbook(inbox.parent / "out" / FEEDBACK_FOLDER / f"{name}.feedback.xlsx")["Findings"]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=6, values_only=True)]


def test_1_each_report_gets_three_files(answered_once: tuple[Path, str]) -> None:
    folder, said = answered_once

    assert sorted(written(folder / "inbox")) == sorted(
        f"{name}.feedback{ending}" for name in ("a.xlsx", "b.xlsx", "Fidelis/c.xlsx") for ending in ENDINGS
    )
    assert f"3 reports got feedback now, in {folder / 'out' / FEEDBACK_FOLDER}." in said


def test_2_they_say_what_other_reports_say_of_it(answered_inbox: Path) -> None:
    told = next(line for line in findings(answered_inbox, "a.xlsx") if line[6] == "QIP440")
    assert told[0].startswith("The counts are those of Wyckoff Heights Medical Center")
    assert (told[2], told[5]) == ("the whole file", "warning")


def test_2_an_error_by_the_terms_takes_the_verdict(inbox: Path) -> None:
    terms = inbox.parent / "terms.toml"
    terms.write_text(TERMS)

    answered(inbox, "--terms", terms)

    assert ("error", "QIP440") in {(line[5], line[6]) for line in findings(inbox, "a.xlsx")}
    assert b"QIT NOT DETERMINED" in written(inbox)["a.xlsx.feedback.html"]


def test_2_what_is_waived_is_told_as_such(inbox: Path) -> None:
    terms, manifest = inbox.parent / "terms.toml", inbox.parent / "manifest.csv"
    terms.write_text(WAIVED)
    manifest.write_text("file,received,sender\na.xlsx,2017-10-20,\n")

    answered(inbox, "--terms", terms, "--manifest", manifest)

    assert ("waived", "QIP440") in {(line[5], line[6]) for line in findings(inbox, "a.xlsx")}


def test_3_the_page_is_attached_where_asked_also_later(answered_inbox: Path) -> None:
    before = written(answered_inbox)["a.xlsx.feedback.eml"]

    said = answered(answered_inbox, "--attach-page")

    assert "3 reports got feedback now" in said
    assert b"text/html" not in before
    assert b"text/html" in written(answered_inbox)["a.xlsx.feedback.eml"]


def test_3_the_day_to_fix_by_is_named_also_later(answered_inbox: Path) -> None:
    (answered_inbox / "d.xlsx").write_bytes(report({("numerator_1", 9): 7}))
    answered(answered_inbox)
    before = written(answered_inbox)["d.xlsx.feedback.html"]

    said = answered(answered_inbox, "--fix-by", "2017-11-15")

    assert "4 reports got feedback now" in said
    assert b"by 2017-11-15" not in before
    assert b"by 2017-11-15" in written(answered_inbox)["d.xlsx.feedback.html"]


def test_3_a_second_run_writes_nothing(answered_inbox: Path) -> None:
    before = written(answered_inbox)

    said = answered(answered_inbox)

    assert "0 reports got feedback now" in said
    assert written(answered_inbox) == before


def test_3_what_is_gone_or_has_changed_is_written(answered_inbox: Path) -> None:
    """Report a changes, so that b is like none any more, and the page of c was lost."""
    (answered_inbox / "a.xlsx").write_bytes(report({("numerator_1", 4): 3}))
    (answered_inbox.parent / "out" / FEEDBACK_FOLDER / "Fidelis" / "c.xlsx.feedback.html").unlink()

    said = answered(answered_inbox)

    assert "3 reports got feedback now" in said
    assert not [line for line in findings(answered_inbox, "b.xlsx") if line[6] == "QIP440"]


def test_3_bytes_that_changed_since_they_were_reviewed_wait_for_the_next_run(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"

    Answerer(load_program(), out).answer(Task(1, "a.xlsx", str(inbox / "a.xlsx"), digest="another"))

    assert not out.exists()


def test_4_a_report_on_which_none_can_be_written_is_told(inbox: Path) -> None:
    """Something else lies where its feedback belongs."""
    (inbox.parent / "out" / FEEDBACK_FOLDER / "a.xlsx.feedback.html").mkdir(parents=True)
    (inbox.parent / "out" / FEEDBACK_FOLDER / "a.xlsx.feedback.html" / "mine").write_text("mine")

    said = answered(inbox)

    assert "2 reports got feedback now" in said
    assert "No feedback could be written on a.xlsx." in said
    assert rows(inbox.parent / "out", "SELECT path FROM feedback ORDER BY path") == [("Fidelis/c.xlsx",), ("b.xlsx",)]


def test_4_where_none_can_be_written_any_more_the_summary_links_to_the_others_alone(answered_inbox: Path) -> None:
    """The ledger forgets what it was made of, and can be verified as before."""
    out = answered_inbox.parent / "out"
    page = out / FEEDBACK_FOLDER / "a.xlsx.feedback.html"
    page.unlink()
    page.mkdir()
    (page / "mine").write_text("mine")

    said = answered(answered_inbox, "--attach-page")
    links = set(re.findall(r'href="(feedback/[^"]*[.]html)"', (out / "summary.html").read_text("utf-8")))

    assert "No feedback could be written on a.xlsx." in said
    assert rows(out, "SELECT path FROM feedback ORDER BY path") == [("Fidelis/c.xlsx",), ("b.xlsx",)]
    assert links == {"feedback/b.xlsx.feedback.html", "feedback/Fidelis/c.xlsx.feedback.html"}
    assert batch("--verify", out).exit_code == 0


def test_4_many_of_them_are_counted(inbox: Path) -> None:
    for nth in range(7):
        (inbox / f"{nth}.xlsx").write_bytes(report({("numerator_1", 4): nth}))
    (inbox.parent / "out").mkdir()
    (inbox.parent / "out" / FEEDBACK_FOLDER).write_text("a file where a folder belongs")

    said = answered(inbox)

    assert said.count("No feedback could be written on") == 5
    assert "Nor on 5 more." in said


def test_5_a_name_that_is_too_long_is_cut() -> None:
    places = [feedback_place(f"inbox/{'é' * 120}{end}.xlsx") for end in "ab"]

    assert len(set(places)) == 2
    for place in places:
        assert re.fullmatch(r"inbox/é{93}-[0-9a-f]{12}\.feedback", str(place))
        assert len(f"{place.name}.xlsx".encode()) < 255 - len(".part.")


def test_6_of_a_report_that_is_gone_none_stays(answered_inbox: Path) -> None:
    """Nor its folder; of the others nothing is touched, and the ledger can be verified as before."""
    before, out = written(answered_inbox), answered_inbox.parent / "out"
    (answered_inbox / "Fidelis" / "c.xlsx").unlink()

    said = answered(answered_inbox)

    assert written(answered_inbox) == {name: content for name, content in before.items() if "c.xlsx" not in name}
    assert not (out / FEEDBACK_FOLDER / "Fidelis").exists()
    assert "Feedback on 1 report that is not in the folder any more was removed." in said
    assert rows(out, "SELECT path FROM feedback ORDER BY path") == [("a.xlsx",), ("b.xlsx",)]
    assert batch("--verify", out).exit_code == 0
    assert "not in the folder any more" not in answered(answered_inbox)


def test_6_of_one_that_was_renamed_it_goes_with_it(answered_inbox: Path) -> None:
    (answered_inbox / "a.xlsx").rename(answered_inbox / "A new name.xlsx")

    answered(answered_inbox)

    assert sorted({name.partition(".")[0] for name in written(answered_inbox)}) == ["A new name", "Fidelis/c", "b"]


def test_6_what_somebody_has_changed_stays_and_is_named_each_time(answered_inbox: Path) -> None:
    """Until they remove it."""
    letter = answered_inbox.parent / "out" / FEEDBACK_FOLDER / "a.xlsx.feedback.eml"
    letter.write_text("Dear Madam, as we said on the telephone")
    (answered_inbox / "a.xlsx").unlink()

    first, second = answered(answered_inbox), answered(answered_inbox)

    assert [name for name in written(answered_inbox) if name.startswith("a.xlsx")] == [letter.name]
    for said in (first, second):
        assert f"{letter} is feedback of an earlier run, and stays: it was changed since" in said
    letter.unlink()
    assert "stays" not in answered(answered_inbox)
    assert rows(answered_inbox.parent / "out", "SELECT path FROM feedback ORDER BY path") == [
        ("Fidelis/c.xlsx",), ("b.xlsx",),
    ]  # fmt: skip


def test_6_nor_of_one_that_is_left_out_now(answered_inbox: Path) -> None:
    answered(answered_inbox, "--ignore", "b.xlsx")

    assert not [name for name in written(answered_inbox) if name.startswith("b.xlsx")]


def test_6_where_none_can_be_written_any_more_the_old_one_goes(answered_inbox: Path) -> None:
    """What lies in its place is named, not taken away."""
    page = answered_inbox.parent / "out" / FEEDBACK_FOLDER / "a.xlsx.feedback.html"
    page.unlink()
    page.mkdir()
    (page / "mine").write_text("mine")

    said = answered(answered_inbox, "--attach-page")

    assert "No feedback could be written on a.xlsx." in said
    assert f"{page} is feedback of an earlier run, and stays" in said
    assert [name for name in written(answered_inbox) if name.startswith("a.xlsx")] == [f"{page.name}/mine"]


def test_6_a_run_without_feedback_leaves_it_and_says_so(answered_inbox: Path) -> None:
    before, out = written(answered_inbox), answered_inbox.parent / "out"
    (answered_inbox / "a.xlsx").unlink()

    done = batch(answered_inbox, "--out", out)

    assert written(answered_inbox) == before
    assert (
        f"The feedback in {out / FEEDBACK_FOLDER} is of an earlier run; --feedback brings it up to date." in done.stderr
    )
    assert 'href="feedback/' not in (out / "summary.html").read_text("utf-8")


@given(st.text(st.sampled_from("ab./~ "), min_size=1, max_size=12).filter(lambda path: path.strip("/. ")))
def test_5_no_path_leads_out(path: str) -> None:
    place = feedback_place(path)

    assert not place.is_absolute()
    assert ".." not in PurePosixPath(place).parts


def test_2_the_same_is_written_in_this_process(inbox: Path) -> None:
    """One report of which nothing is waived, on an unknown day, and one of which something is."""
    terms, out = inbox.parent / "terms.toml", inbox.parent / "out"
    terms.write_text(WAIVED)
    (inbox.parent / "manifest.csv").write_text("file,received,sender\na.xlsx,2017-10-20,\n")
    batch(inbox, "--out", out, "--terms", terms, "--manifest", inbox.parent / "manifest.csv")
    answerer = Answerer(program_under(terms), out)

    for name, received in (("a.xlsx", "2017-10-20"), ("b.xlsx", "")):
        digest = sha256((inbox / name).read_bytes()).hexdigest()
        answerer.answer(Task(1, name, str(inbox / name), received, digest))

    assert [line[5] for line in findings(inbox, "a.xlsx") if line[6] == "QIP440"] == ["waived"]
    assert [line[5] for line in findings(inbox, "b.xlsx") if line[6] == "QIP440"] == ["warning"]


def test_a_summary_that_cannot_be_written_loses_no_stored_review(inbox: Path) -> None:
    """Something else lies where its page is drafted."""
    out = inbox.parent / "out"
    (out / ".summary.html.part").mkdir(parents=True)

    done = batch(inbox, "--out", out)

    assert done.exit_code == 3
    assert f"{out}: the summary cannot be written:" in done.output
    assert rows(out, "SELECT count(*) FROM judgement") == [(3,)]
