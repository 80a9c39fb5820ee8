"""The draft of an e-mail: what is asked and by when, the five worst findings, the next step, and both files attached."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default

import pytest
from inline_snapshot import snapshot

from support.reports import Changes, report
from vbpqip.program.loading import load_program
from vbpqip.reports.feedback.contents import Contents, contents_of
from vbpqip.reports.feedback.files import feedback_files
from vbpqip.reviewing import read_and_review

PROGRAM = load_program()
FAULTY: Changes = {("numerator_1", 4): "2", ("numerator_1", 9): 7, ("numerator_2", 9): 7, ("mco", 0): "Fidelity"}
MANY: Changes = {
    ("facility", 0): None, ("mco", 0): None, ("quarter_2", 0): None, ("numerator_1", 4): 1.5, ("numerator_1", 9): 7,
    ("denominator_4", 9): 12, ("prior_numerator", 0): None,
}  # fmt: skip


def contents(content: bytes) -> Contents:
    return contents_of(read_and_review(content, PROGRAM, name="inbox/report.xlsx"), PROGRAM)


def draft(content: bytes) -> EmailMessage:
    files = feedback_files(contents(content), "report.feedback")
    return email.message_from_bytes(files["report.feedback.eml"], policy=default)


def body(content: bytes) -> str:
    part = draft(content).get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_is_to_be_mended() -> None:
    assert body(report(FAULTY)) == snapshot("""\
To the quality office of Interfaith Medical Center,

your QIT report for DY3 Q1 (report.xlsx) was checked. 2 items to mend by
2017-10-31, and 2 items to look at.

QIT NOT DETERMINED: errors must be mended first. 3 measures selected.

The most important first:
  - Error (2 times): P4P Report!C25: Median time to ECG, numerator of DY2
    Q2: 7 where nothing belongs. [QIP320]
    Leave the first three quarters blank; enter the annual result in the
    last quarter's numerator.
  - Warning: P4P Report!A7: 'Fidelity' is not on the roster; the nearest
    name on it is 'Fidelis'. [QIP216]
    Choose the MCO from the list, or add the pairing to the terms file.
  - Warning: P4P Report!C20: CLABSI, numerator of DY2 Q2: text, read as 2.
    [QIP317]
    Type the number again into a cell that is not formatted as text.

Next step: open the workbook attached, mend each cell that its sheet
Findings leads to in your own report, not in the copy, and send your report
again by 2017-10-31.
""")


def test_a_missed_target() -> None:
    assert body(report({("numerator_1", 4): 5})) == snapshot("""\
To the quality office of Interfaith Medical Center,

your QIT report for DY3 Q1 (report.xlsx) was checked. The report is
accepted. Nothing is to be mended.

QIT NOT MET. 1 achieved of 3 selected = 33.3 %; 50 % required.

To meet the target, 1 more measure must count; any 1 of these will do.
Smallest change first, denominators as they are:
  - AMI mortality: 1 fewer event in the window
  - CLABSI: 2 fewer events in the window
  - or 1 measure credit, in place of as many measures

Nothing is to be sent again. The workbook attached has the whole
calculation.
""")


def test_a_file_that_is_no_workbook() -> None:
    assert body(b"%PDF-1.7") == snapshot("""\
To the quality office of the facility,

your QIT report (report.xlsx) was checked. 1 item to mend.

The most important first:
  - Error: The file cannot be opened as a workbook: it is a PDF document.
    [QIP155]
    Send the workbook from which it was printed, as an Excel workbook
    (.xlsx).

Next step: open the workbook attached, mend each cell that its sheet
Findings leads to in your own report, not in the copy, and send your report
again.
""")


def test_more_than_five_kinds() -> None:
    said = body(report(MANY))

    assert said.count("  - Error") == 5
    assert "and 2 more in the workbook attached" in said


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        pytest.param(
            report(FAULTY),
            "QIT report of Interfaith Medical Center, DY3 Q1: 2 items to mend by 2017-10-31",
            id="errors",
        ),
        pytest.param(report(), "QIT report of Interfaith Medical Center, DY3 Q1: QIT MET", id="verdict"),
        pytest.param(b"", "QIT report of an unnamed facility, no period: 1 item to mend", id="unread"),
    ],
)
def test_the_subject(content: bytes, subject: str) -> None:
    assert draft(content)["Subject"] == subject


def test_it_opens_as_a_draft_to_nobody() -> None:
    message = draft(report())

    assert message["X-Unsent"] == "1"
    assert not {"To", "From", "Cc", "Bcc", "Date", "Message-ID"} & set(message.keys())


def test_both_files_are_attached() -> None:
    files = feedback_files(contents(report(FAULTY)), "report.feedback")
    message = email.message_from_bytes(files["report.feedback.eml"], policy=default)

    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert attached == {name: files[name] for name in ("report.feedback.xlsx", "report.feedback.html")}


def test_a_name_adds_no_header() -> None:
    hostile = "Mercy\r\nBcc: everybody@example.org\r\n\r\n<b>\x1b[31m\u202e"

    message = draft(report({("facility", 0): hostile}))

    assert "Bcc" not in message
    assert message["Subject"].strip().startswith("QIT report of Mercy Bcc: everybody@example.org <b>[31m, DY3 Q1")


def test_a_line_of_the_body_is_no_longer_than_mail_is_wide() -> None:
    assert max(map(len, body(report(MANY)).splitlines())) <= 76


def test_the_same_bytes() -> None:
    assert feedback_files(contents(report(FAULTY)), "a") == feedback_files(contents(report(FAULTY)), "a")
