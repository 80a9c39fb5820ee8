"""The draft of an e-mail: what is asked and by when, the five worst findings, the next step, and the workbook attached.

Whatever names a report brings along, the parsed draft has exactly our headers and parts, and reads as those names.
"""

from __future__ import annotations

import email
from collections.abc import Callable
from datetime import date
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import SMTP, Policy, compat32, default
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from support.invalid_reports import RECIPES
from support.reports import Changes, report
from vbpqip.core.characters import visible
from vbpqip.core.parties import Subject
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.mail import letter_as_mail
from vbpqip.program.desk import Desk
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program
from vbpqip.rendering.feedback import feedback_files
from vbpqip.reviewing import read_and_review

PROGRAM = load_program()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INVALID_REPORTS: Changes = {
    ("numerator_1", 4): "2",
    ("numerator_1", 9): 7,
    ("numerator_2", 9): 7,
    ("mco", 0): "Fidelity",
}
MANY: Changes = {
    ("facility", 0): None, ("mco", 0): None, ("quarter_2", 0): None, ("numerator_1", 4): 1.5, ("numerator_1", 9): 7,
    ("denominator_4", 9): 12, ("prior_numerator", 0): None,
}  # fmt: skip


def reviewed(content: bytes, program: Program = PROGRAM) -> Reviewed[Submission, ReviewContext]:
    return read_and_review(content, program, name="inbox/report.xlsx")


def draft(content: bytes, program: Program = PROGRAM) -> EmailMessage:
    files = feedback_files(reviewed(content, program), "report.feedback")
    return email.message_from_bytes(files["report.feedback.eml"], policy=default)


def body(content: bytes, program: Program = PROGRAM) -> str:
    part = draft(content, program).get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_is_to_be_mended() -> None:
    assert body(report(INVALID_REPORTS)) == snapshot("""\
To the quality office of Interfaith Medical Center,

your QIT report for DY3 Q1 (report.xlsx) was checked.

QIT NOT DETERMINED: errors must be fixed first

3 measures selected

2 items to fix by 2017-10-31, and 2 items to review.

Next step: fix each error in your own report, not in the review copy, and
send the report again by 2017-10-31. Until then it has no verdict.

What to fix, and what to review
  - Error: P4P Report!C16: Median time to ECG, numerator of DY2 Q2: 7 where
      nothing belongs. And 1 more of this kind. [QIP320]
    Leave the first three quarters blank; enter the annual result in the
    last quarter's numerator.
  - Warning: P4P Report!A5: 'Fidelity' is not on the roster; the nearest
      name on it is 'Fidelis'. [QIP216]
    Choose the MCO from the list, or tell the MCO that the pairing was
    agreed later.
  - Warning: P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2.
      [QIP317]
    Type the number again into a cell that is not formatted as text.

The workbook attached has all that was found; its sheet Findings leads to
each cell.
""")


def test_a_missed_target() -> None:
    assert body(report({("numerator_1", 4): 5})) == snapshot("""\
To the quality office of Interfaith Medical Center,

your QIT report for DY3 Q1 (report.xlsx) was checked.

QIT NOT MET

1 achieved of 3 selected = 33.3 %; 50 % required

The report is accepted. Nothing needs to be fixed.

The target is not met. The payments for DY3 Q1, due in January, February and
March 2018, depend on it. Nothing is to be sent again.

What it would take to meet the target
  To meet the target, 1 more measure must count; any 1 of these will do.
  Smallest change first, denominators as they are:
  - AMI mortality: 1 fewer event in the window
  - CLABSI: 2 fewer events in the window
  - or 1 measure credit in place of a measure

The workbook attached has all that was found; its sheet Findings leads to
each cell.
""")


def test_a_report_of_another_period_than_the_one_collected() -> None:
    """It is accepted, and the one that is collected may have to be sent all the same."""
    collected = PROGRAM.at_desk(Desk(period=PROGRAM.years.parse("DY3 Q2")))

    said = " ".join(body(report(), collected).split())

    assert "if this period was not asked for, send the report of the one that is collected." in said
    assert "Nothing is to be sent again" not in said


def test_a_result_that_is_still_to_come() -> None:
    """The report is accepted, and is sent again all the same."""
    sample = Path(__file__).parents[4] / "sample_workbooks" / "baseline-late-sepsis.xlsx"

    said = " ".join(body(sample.read_bytes()).split())

    assert "The payments for DY2 Q4 are due in October, November and December 2017." in said
    assert (
        "enter the result that is still to come, and send the report again: 3-hour sepsis bundle by 2017-08-15." in said
    )


@pytest.mark.parametrize(
    ("changes", "meaning"),
    [
        ({}, "The target is met. The payments for DY3 Q1 are due in January, February and March 2018."),
        (
            {("numerator_1", 4): 5},
            "The target is not met. The payments for DY3 Q1, due in January, February and March 2018, depend on it.",
        ),
    ],
    ids=["met", "not met"],
)
def test_an_accepted_report_says_what_it_means_and_when_it_is_paid(changes: Changes, meaning: str) -> None:
    """In the e-mail and on the page."""
    files = feedback_files(reviewed(report(changes)), "report.feedback")

    assert meaning in " ".join(body(report(changes)).split())
    assert meaning in files["report.feedback.html"].decode()


@pytest.mark.parametrize(
    ("source", "step"),
    [
        (lambda: report(INVALID_REPORTS), "send the report again by 2017-11-15. Until then it has no verdict."),
        (
            lambda: b"%PDF-1.7",
            "send the report as an Excel workbook (.xlsx) by 2017-11-15. Until then it has no verdict.",
        ),
        (
            lambda: RECIPES["QIP118"]().content,
            "fill in the report, and send it by 2017-11-15. Until then it does not count as received.",
        ),
    ],
    ids=["rejected", "unreadable", "blank"],
)
def test_what_is_to_be_fixed_has_the_day_that_the_receiver_names(source: Callable[[], bytes], step: str) -> None:
    asked = reviewed(source())._replace(fix_by=date(2017, 11, 15))
    files = feedback_files(asked, "report.feedback")
    part = email.message_from_bytes(files["report.feedback.eml"], policy=default).get_body()

    assert part is not None
    assert step in " ".join(part.get_content().split())
    assert step in files["report.feedback.html"].decode()


def test_a_file_that_is_no_workbook() -> None:
    assert body(b"%PDF-1.7") == snapshot("""\
To the quality office of the facility,

your QIT report (report.xlsx) was checked.

NOT READ

report.xlsx could not be read as a workbook: it is a PDF document.

1 item to fix.

Next step: send the report as an Excel workbook (.xlsx). Until then it has
no verdict.

What to fix, and what to review
  - Error: The file cannot be opened as a workbook: it is a PDF document.
      [QIP155]
    Send the workbook from which it was printed, as an Excel workbook
    (.xlsx).

The workbook attached has all that was found; its sheet Findings leads to
each cell.
""")


def test_more_than_five_kinds() -> None:
    said = body(report(MANY))

    assert said.count("  - Error") == 5
    assert "and 2 more in the workbook attached" in said


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        pytest.param(
            INVALID_REPORTS,
            "QIT report of Interfaith Medical Center, DY3 Q1: 2 items to fix by 2017-10-31",
            id="errors",
        ),
        pytest.param({}, "QIT report of Interfaith Medical Center, DY3 Q1: QIT MET", id="verdict"),
        pytest.param(None, "QIT report (report.xlsx): could not be read", id="unread"),
    ],
)
def test_the_subject(changes: Changes | None, subject: str) -> None:
    assert draft(b"" if changes is None else report(changes))["Subject"] == subject


def test_it_opens_as_a_draft_to_nobody() -> None:
    message = draft(report())

    assert message["X-Unsent"] == "1"
    assert not {"To", "From", "Cc", "Bcc", "Date", "Message-ID"} & set(message.keys())


@pytest.mark.parametrize("attach_page", [False, True])
def test_the_workbook_is_attached_and_the_page_where_asked(*, attach_page: bool) -> None:
    files = feedback_files(reviewed(report(INVALID_REPORTS)), "report.feedback", attach_page=attach_page)
    message = email.message_from_bytes(files["report.feedback.eml"], policy=default)

    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}

    expected = ["report.feedback.xlsx", *(["report.feedback.html"] if attach_page else [])]
    assert attached == {name: files[name] for name in expected}
    assert "report.feedback.html" in files


def test_a_name_adds_no_header() -> None:
    hostile = "Mercy\r\nBcc: everybody@example.org\r\n\r\n<b>\x1b[31m\u202e"

    message = draft(report({("facility", 0): hostile}))

    assert "Bcc" not in message
    assert message["Subject"].startswith("QIT report of Mercy Bcc: everybody@example.org <b>U+001B[31m, DY3 Q1")


def test_an_encoded_word_in_a_name_is_text() -> None:
    hostile = "=?utf-8?q?=0D=0ABcc:=20everybody@example.org?="

    message = draft(report({("facility", 0): hostile}))

    assert set(message.keys()) == OURS
    assert message["Subject"] == f"QIT report of {hostile}, DY3 Q1: QIT MET"


OURS = {"Content-Type", "MIME-Version", "Subject", "X-Unsent"}
OURS_OF_A_PART = {
    "text/plain": {"Content-Type", "MIME-Version", "Content-Transfer-Encoding"},
    "text/html": {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Content-Disposition"},
    XLSX: {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Content-Disposition"},
}
POLICIES: tuple[Policy[Any], ...] = (default, compat32, SMTP)
PIECES = st.sampled_from(
    [
        "=?utf-8?q?=0D=0ABcc:=20all@example.org?=", "=?utf-8?b?DQpCY2M6IGFsbEBleGFtcGxlLm9yZw==?=", "=?us-ascii?q?x", "?=",
        "\r\nBcc: all@example.org", "\n\n--x\n", "\r", "\x85", "\u2028", "\u2029", "\x00", "\ud800", "\udcff", "\ufeff",
        "\u202e", "\u05e9\u05dc\u05d5\u05dd", "\U0001f3e5", '"', "'", ",", ";", "<all@example.org>", "%41", "\\", " ", "  ",
        "=", "_", "&#10;", "</title><script>", "St. Mary's", "\u00c4", "x" * 1000, "a b " * 300,
    ]
)  # fmt: skip
HOSTILE = st.one_of(
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=120),
)


@cache
def sound() -> Reviewed[Submission, ReviewContext]:
    return reviewed(report())


def subject_in(message: Message, policy: Policy[Any]) -> str:
    return str(make_header(decode_header(message["Subject"])) if policy is compat32 else message["Subject"])


@settings(deadline=None)
@given(facility=HOSTILE, name=HOSTILE, page=st.sampled_from([None, b"<p>page</p>"]))
def test_whatever_the_names_are_the_headers_and_parts_are_ours(facility: str, name: str, page: bytes | None) -> None:
    named = Subject(facility, facility)
    review = sound().review._replace(sender=facility, subjects=(named,), workbook=f"{name}.xlsx")
    letter = QIT_REPORT.letter(sound()._replace(review=review))
    files = {f"{name}.xlsx": b"PK", **({f"{name}.html": page} if page else {})}

    raw = letter_as_mail(letter, files)

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    for policy in POLICIES:
        message = email.message_from_bytes(raw, policy=policy)
        parts = [part for part in message.walk() if part is not message]
        assert set(message.keys()) == OURS
        assert len(message.keys()) == len(OURS)
        assert subject_in(message, policy) == letter.subject
        assert [part.get_content_type() for part in parts] == ["text/plain", XLSX, *(["text/html"] if page else [])]
        assert all(set(part.keys()) == OURS_OF_A_PART[part.get_content_type()] for part in parts)
        assert [part.get_filename() for part in parts[1:]] == [
            f"{visible(name)}{ending}".strip() for ending in (".xlsx", ".html")[: len(parts) - 1]
        ]
        assert [part.get_payload(decode=True) for part in parts[1:]] == [b"PK", page][: len(parts) - 1]
        assert not [defect for part in message.walk() for defect in part.defects]


def test_a_line_of_the_body_is_no_longer_than_mail_is_wide() -> None:
    assert max(map(len, body(report(MANY)).splitlines())) <= 76


def test_the_same_bytes() -> None:
    assert feedback_files(reviewed(report(INVALID_REPORTS)), "a") == feedback_files(
        reviewed(report(INVALID_REPORTS)), "a"
    )
