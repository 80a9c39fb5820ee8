"""Several reviews as text.

1. Each file has a line of its own: file, facility, period, status, verdict, errors, warnings.
2. What is to be sent again is told file by file, what is to be reviewed kind by kind; nothing of what needs no action.
3. What all of it rests on takes one sentence; each assumption is told where asked for.
4. The files are counted once, at the end, and of the targets those of the reports that count.
5. Lines fit the terminal, whatever the files are called; names that are cut stand in full where something is to be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.reports import Changes, report
from support.reviewed import with_assessment
from support.tables import PROGRAM
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY, SAME_FILE_AGAIN
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review
from vbpqip.core.text_columns import columns_taken
from vbpqip.output.tone import Tone
from vbpqip.program.desk import Desk
from vbpqip.rendering.several_as_text import several_as_text
from vbpqip.reviewing import review_workbook

MISSED: Changes = {("numerator_1", 4): 20, ("numerator_4", 9): 9}
WRONG: Changes = {("numerator_1", 0): 41, ("numerator_2", 0): 51, ("denominator_4", 9): 45, ("mco", 0): None}
TYPED: Changes = {("numerator_1", 4): "2", ("numerator_4", 4): "3"}


def reviewed(name: str, changes: Changes | None = None) -> Review:
    return vbpqip.review(report(changes), name=name)


def an_inbox() -> list[Review]:
    return [
        reviewed("inbox/met.xlsx"),
        reviewed("inbox/missed.xlsx", MISSED),
        reviewed("inbox/wrong.xlsx", WRONG),
        vbpqip.review(b"Measure,Q1\n", name="inbox/report.csv"),
        reviewed("inbox/typed.xlsx", TYPED),
    ]


def test_an_inbox_at_a_glance() -> None:
    assert several_as_text(an_inbox()) == snapshot("""\
5 files in inbox

File        Facility                  Period Status     Verdict Err. Warn.
met.xlsx    Interfaith Medical Center DY3 Q1 accepted   met        0     0
missed.xlsx Interfaith Medical Center DY3 Q1 accepted   not met    0     2
wrong.xlsx  Interfaith Medical Center DY3 Q1 rejected   -          4     0
report.csv  -                         -      unreadable -          1     0
typed.xlsx  Interfaith Medical Center DY3 Q1 accepted   met        0     2

To be sent again
  - wrong.xlsx: P4P Report!A5: The MCO is blank. [QIP214] Also QIP410, QIP330.
  - report.csv: The file cannot be opened as a workbook: it is a text file, such
    as .csv. [QIP157]

To review
  - missed.xlsx: P4P Report!I11: CLABSI: more than 3 times larger than its
    comparator. [QIP430]
  - missed.xlsx: P4P Report!I11: CLABSI, the four quarters together: 12 per
    10,000 patient days. [QIP432]
  - A number is stored as text; it was read as the number it spells. 2 times
    [QIP317]: typed.xlsx

Good to know
  - Another reading is as good: QIT NOT MET with qit.maintained_counts = no
    (whether a measure that equals its comparator counts as achieved): met.xlsx,
    typed.xlsx

vbpqip check FILE tells all of one file alone, --format json all of all of them;
--feedback DIR drafts letters to the senders.

Reviewed with NYS VBP QIP data version 1. It rests on 6 assumptions, such as
qit.required_share = 0.50; --assumptions lists them.

5 files: 3 accepted, 1 rejected, 1 unreadable. Targets: 2 met, 1 not met.\
""")


def section(text: str, heading: str) -> list[str]:
    return text.partition(f"{heading}\n")[2].partition("\n\n")[0].splitlines()


def test_2_a_kind_of_warning_is_told_once_over_all_files() -> None:
    names = [f"{name}.xlsx" for name in "abcde"]

    text = several_as_text([*(reviewed(name, TYPED) for name in names), reviewed("f.xlsx", {("numerator_3", 0): "0"})])

    assert section(text, "To review") == snapshot(
        [
            "  - A number is stored as text; it was read as the number it spells. 11 times",
            "    [QIP317]: a.xlsx, b.xlsx, c.xlsx and 3 more files",
        ]
    )


def test_2_a_single_warning_is_told_with_its_place() -> None:
    text = several_as_text([reviewed("a.xlsx"), reviewed("b.xlsx", {("numerator_3", 0): "0"})])

    assert section(text, "To review") == snapshot(
        ["  - b.xlsx: P4P Report!G7: AMI mortality, numerator of DY2 Q4: text, read as 0.", "    [QIP317]"]
    )


def test_2_where_nothing_is_to_be_done_nothing_is_said_of_it() -> None:
    """One met and one missed, both without a tie, which counts by one reading alone."""
    met, missed = (reviewed(f"{minutes}.xlsx", {("numerator_4", 9): minutes}) for minutes in (7, 9))

    text = several_as_text([met, missed])

    assert "To " not in text
    assert "vbpqip check" not in text
    assert "Good to know" not in text


def test_2_what_is_good_to_know() -> None:
    """A verdict that another reading turns, and what a facility writes."""
    message: Changes = {("message_to_mco", 0): "Our new wing opened in May.", ("numerator_4", 9): 7}

    text = several_as_text([reviewed("a.xlsx"), reviewed("b.xlsx", message)])

    assert section(text, "Good to know") == snapshot(
        [
            "  - a.xlsx: Another reading is as good: QIT NOT MET with qit.maintained_counts =",
            "    no (whether a measure that equals its comparator counts as achieved).",
            "  - b.xlsx: Message from the facility: Our new wing opened in May.",
        ]
    )


def test_2_what_is_still_to_come() -> None:
    review = reviewed("a.xlsx")
    pending = with_assessment(review, qit=review.qit._replace(verdict=Verdict.NOT_DETERMINED, share=None))

    text = several_as_text([pending, reviewed("b.xlsx")])

    assert section(text, "Not determined yet") == ["  - a.xlsx: QIT NOT DETERMINED: a result is still to come"]


def standing_beside(names: Iterable[str], diagnostic: Diagnostic, *messages: str) -> list[Review]:
    """Return reviews with a warning each that only the files beside them tell."""
    found = (Finding(diagnostic, None, message, "found", "expected") for message in messages)
    return [review._replace(findings=(finding,)) for review, finding in zip(map(reviewed, names), found, strict=True)]


def test_2_what_files_say_of_one_another_is_told_in_full() -> None:
    """Of one file alone it cannot be found; what is said alike is said once."""
    otherwise = standing_beside(["a.xlsx", "b.xlsx"], MCOS_TOLD_DIFFERENTLY, "9, there 1.", "1, there 9.")
    copies = standing_beside(["d.xlsx", "e.xlsx"], SAME_FILE_AGAIN, *["The same file as c.xlsx."] * 2)

    text = several_as_text([*otherwise, reviewed("c.xlsx"), *copies])

    assert section(text, "To review") == [
        "  - a.xlsx: 9, there 1. [QIP446]",
        "  - b.xlsx: 1, there 9. [QIP446]",
        "  - The same file as c.xlsx. 2 times [QIP441]: d.xlsx, e.xlsx",
    ]


def test_2_of_much_that_files_say_of_one_another_only_the_kind_is_told() -> None:
    names = [f"{name}.xlsx" for name in "abcd"]

    text = several_as_text(standing_beside(names, SAME_FILE_AGAIN, *(f"The same file as {name}." for name in names)))

    assert section(text, "To review") == [
        "  - The same file, byte for byte, is there under another name. 4 times [QIP441]:",
        "    a.xlsx, b.xlsx, c.xlsx and 1 more file",
    ]


def test_3_every_assumption_where_asked_for() -> None:
    reviews = an_inbox()

    text = several_as_text(reviews, assumptions=True)

    told = section(text, "What no document states, and what was used instead:")
    assert [line.split()[0] for line in told if line[:3].strip()] == [each.key for each in reviews[0].rules.assumptions]
    assert "--assumptions" not in text


def test_3_where_nothing_is_assumed_nothing_is_said_of_it() -> None:
    reviews = [each._replace(rules=each.rules._replace(assumptions=())) for each in an_inbox()]

    texts = [several_as_text(reviews, assumptions=asked) for asked in (False, True)]

    assert all("Reviewed with NYS VBP QIP data version 1.\n\n5 files" in text for text in texts)


def test_3_several_terms() -> None:
    """Each pairing may have its own agreement."""
    under = [each._replace(rules=each.rules._replace(terms=each.workbook)) for each in an_inbox()[:2]]

    brief, whole = (" ".join(several_as_text(under, assumptions=asked).split()) for asked in (False, True))

    assert "with the terms 'inbox/met.xlsx'. Others have terms of their own. It rests on" in brief
    assert "with the terms 'inbox/met.xlsx'." in whole
    assert "with the terms 'inbox/missed.xlsx'." in whole


def test_4_only_what_counts_is_counted_as_met() -> None:
    others = {1: VersionStatus.DUPLICATE, 2: VersionStatus.DUPLICATE, 3: VersionStatus.AMBIGUOUS}

    text = several_as_text([*map(reviewed, "abcd"), reviewed("e", MISSED)], not_counted=others)

    assert text.endswith("\n5 files: 5 accepted. Targets: 1 met, 1 not met. Not counted: 1 ambiguous, 2\nduplicate.")


@pytest.mark.parametrize("width", [40, 72, 80, 100])
def test_5_lines_fit_the_terminal(width: int) -> None:
    facility: Changes = {("facility", 0): "Hospital " * 20, ("contract_submitted", 0): date(2017, 5, 15)}
    names = ["DY3-Q1-" * 6 + "first.xlsx", "DY3-Q1-" * 6 + "second.xlsx"]

    text = several_as_text([reviewed(name, facility) for name in names], width=width)

    assert max(map(len, text.splitlines())) <= max(width, 72)
    assert all(name in text for name in names)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("東京都立病院の報告書", id="wide letters"),
        pytest.param("Ho\u0302pital de Que\u0301bec", id="marks on letters"),
        pytest.param("서울대학교병원", id="Korean"),
        pytest.param("ﾎｽﾋﾟﾀﾙ", id="narrow letters of East Asia"),
        pytest.param("🏥 Hospital", id="a picture"),
        pytest.param("東京都立病院の報告書" * 9, id="more than there is room for"),
    ],
)
def test_5_columns_stand_below_their_headings_whatever_the_letters(name: str) -> None:
    """A letter of East Asia is two columns of a terminal wide, and an accent of its own none."""
    text = several_as_text([reviewed(f"{name}.xlsx", {("facility", 0): name}), reviewed("b.xlsx")])
    table = text.split("\n\n")[1].splitlines()

    places = {
        line.index(word) - len(line) for line, word in zip(table, ("Status", "accepted", "accepted"), strict=True)
    }
    before = {
        columns_taken(line[: line.index(word)])
        for line, word in zip(table, ("Status", "accepted", "accepted"), strict=True)
    }

    assert len(places) == 1
    assert len(before) == 1
    assert max(map(columns_taken, text.splitlines())) <= max(80, columns_taken(f"  - {name}.xlsx:"))


def test_5_files_of_several_folders_have_their_folder_beside_them() -> None:
    lines = several_as_text([reviewed("a/x.xlsx"), reviewed("b/x.xlsx")]).splitlines()

    assert lines[0] == "2 files"
    assert [line.split()[0] for line in lines[3:5]] == ["a/x.xlsx", "b/x.xlsx"]


def test_5_a_folder_that_all_files_lie_below_is_named_once() -> None:
    lines = several_as_text([reviewed(f"/inbox/reports/{name}.xlsx") for name in ("a/x", "b/x", "y")]).splitlines()

    assert lines[0] == f"3 files in {PurePath('/inbox/reports')}"
    assert [PurePath(line.split()[0]).as_posix() for line in lines[3:6]] == ["a/x.xlsx", "b/x.xlsx", "y.xlsx"]


@pytest.mark.parametrize("names", [("/a/x.xlsx", "/b/y.xlsx"), ("a/x.xlsx", "/a/y.xlsx"), ("x.xlsx", "a/y.xlsx")])
def test_5_without_such_a_folder_names_are_as_they_were_given(names: tuple[str, str]) -> None:
    lines = several_as_text([*map(reviewed, names)]).splitlines()

    assert [lines[0], *(line.split()[0] for line in lines[3:5])] == ["2 files", *names]


def test_2_a_report_for_another_receiver_is_to_be_passed_on_whatever_else_is_wrong_with_it() -> None:
    program = PROGRAM.at_desk(Desk("MetroPlus"))
    files = {"sound.xlsx": {}, "wrong.xlsx": WRONG | {("mco", 0): "Fidelis"}, "nobody's.xlsx": WRONG}
    text = several_as_text([review_workbook(report(each), program, name=name) for name, each in files.items()])
    sections = {block.splitlines()[0]: block for block in text.split("\n\n")}

    assert sections["To pass on"].splitlines()[1:] == [
        "  - sound.xlsx: The report is for Fidelis; MetroPlus received it. [QIP116]",
        "  - wrong.xlsx: The report is for Fidelis; MetroPlus received it. [QIP116]",
    ]
    assert sections["To be sent again"].splitlines()[1].startswith("  - nobody's.xlsx: ")
    assert sections["To be sent again"].count(".xlsx:") == 1


def test_5_a_received_name_cannot_move_the_cursor() -> None:
    text = several_as_text([reviewed("a\x1b[2J.xlsx", {("facility", 0): "St. \x1b[2JMary"}), reviewed("b.xlsx")])

    assert "\x1b" not in text


def test_words_are_painted_by_their_meaning() -> None:
    text = several_as_text(an_inbox(), paint=lambda words, tone: f"<{words}>" if tone is not Tone.PLAIN else words)

    assert "<met    >" in text
    assert "<rejected  >" in text
    assert "<To be sent again>" in text


def test_a_report_of_several_hospitals_is_called_by_its_sender() -> None:
    review = reviewed("a.xlsx")

    text = several_as_text([review._replace(subjects=(), sender="Fidelis"), reviewed("b.xlsx")])

    assert text.splitlines()[3].split()[1] == "Fidelis"
