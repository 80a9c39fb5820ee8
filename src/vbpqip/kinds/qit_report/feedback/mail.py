"""The feedback as the draft of an e-mail, the workbook attached; nobody's address is known, so that it has none.

What a report says of itself may be the work of somebody who means harm. A header is therefore encoded here, whatever is
in it: a text that looks like an encoded word (RFC 2047) would be decoded again by whoever writes or reads it as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from hashlib import sha256
from urllib.parse import quote

from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review, Status
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.qit_report.feedback.contents import Contents
from vbpqip.kinds.qit_report.feedback.invitation import invitation, to_fix
from vbpqip.kinds.qit_report.gap_in_words import lead, steps
from vbpqip.kinds.qit_report.result_in_words import fraction_of, verdict_of
from vbpqip.output.finding_groups import groups

_MOST_SHOWN = 5
_WIDTH = 76
_POLICY = compat32.clone(linesep="\r\n", max_line_length=_WIDTH)
_WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_PAGE_TYPE = ("text", "html")
_PIECE = re.compile("(?:%[0-9A-F]{2}|[^%]){1,20}")
"""A part of an encoded file name that fits on a line."""


def subject_of(contents: Contents) -> str:
    """Return the subject: facility, period, and what is to be fixed, else the verdict; all of it visible."""
    review = contents.review
    period = "no period" if review.period is None else str(review.period)
    outcome = to_fix(contents) or verdict_of(review)[0]
    return visible(f"QIT report of {review.facility or 'an unnamed facility'}, {period}: {outcome}")


def feedback_mail(contents: Contents, *, name: str, workbook: bytes, page: bytes | None) -> bytes:
    """Return the draft as mail programs open it.

    Args:
        contents: What it says.
        name: What the attached files are called, before their ending.
        workbook: The feedback workbook, which is always attached.
        page: The feedback page, ``None`` where it is not to be attached.
    """
    boundary = sha256(workbook + (page or b"")).hexdigest()[:40]
    message = MIMEMultipart(boundary=boundary, policy=_POLICY)
    message["Subject"] = _encoded("Subject", subject_of(contents))  # type: ignore[assignment] # as the library documents it
    message["X-Unsent"] = "1"  # opens as a draft, not as a message received
    message.attach(_body("\n\n".join(_paragraphs(contents)) + "\n"))
    message.attach(_attached(workbook, _WORKBOOK_TYPE, f"{name}.xlsx"))
    if page is not None:
        message.attach(_attached(page, _PAGE_TYPE, f"{name}.html"))
    return message.as_bytes()


def _encoded(header: str, text: str) -> Header:
    """Return the value of a header, which reads as exactly that text."""
    return Header(text, "utf-8", header_name=header)


def _body(words: str) -> MIMEText:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return MIMEText(words, "plain", charset, policy=_POLICY)  # type: ignore[arg-type] # as the library documents it


def _attached(content: bytes, kind: tuple[str, str], name: str) -> MIMEBase:
    """Return a file as a part; all of its name is encoded (RFC 2231)."""
    part = MIMEBase(*kind, policy=_POLICY)
    part.set_payload(content)
    encode_base64(part)
    first, *others = _PIECE.findall(quote(visible(name), safe=""))
    pieces = (f"utf-8''{first}", *others)
    named = (f"filename*{nth}*={piece}" for nth, piece in enumerate(pieces))
    part["Content-Disposition"] = "; ".join(("attachment", *named))
    return part


def _paragraphs(contents: Contents) -> Iterator[str]:
    review = contents.review
    yield _wrapped(f"To the quality office of {review.facility or 'the facility'},")
    period = "" if review.period is None else f" for {review.period}"
    yield _wrapped(f"your QIT report{period} ({contents.workbook}) was checked. {invitation(contents)}")
    if review.status is not Status.UNREADABLE:
        yield _wrapped(f"{verdict_of(review)[0]}. {fraction_of(review)}.")
    alike = [*groups(review.errors), *groups(review.warnings)]
    if alike:
        rest = len(alike) - _MOST_SHOWN
        more = f"\n  and {rest} more in the workbook attached" if rest > 0 else ""
        yield "The most important first:\n" + "\n".join(map(_finding, alike[:_MOST_SHOWN])) + more
    if review.gap is not None:
        yield _wrapped(lead(review.gap, review.qit)) + "\n" + "\n".join(f"  - {words}" for words in steps(review.gap))
    if review.notes:
        yield "Notes, of which nothing needs to be done:\n" + "\n".join(map(_note, groups(review.notes)))
    yield _wrapped(_next_step(contents))


def _finding(alike: list[Finding]) -> str:
    first = alike[0]
    times = f" ({len(alike)} times)" if len(alike) > 1 else ""
    place = "" if first.at is None else f"{first.at}: "
    said = f"- {str(first.severity).capitalize()}{times}: {place}{first.message} [{first.diagnostic.code}]"
    return f"{_wrapped(said, '  ', '    ')}\n{_wrapped(first.diagnostic.remedy, '    ', '    ')}"


def _note(alike: list[Finding]) -> str:
    first = alike[0]
    said = first.message if len(alike) == 1 else f"{first.diagnostic.issue} {len(alike)} times"
    return _wrapped(f"- {said} [{first.diagnostic.code}]", "  ", "    ")


def _next_step(contents: Contents) -> str:
    if contents.review.status is Status.ACCEPTED:
        return f"{_still_to_come(contents.review)} The workbook attached has the whole calculation."
    by = "" if contents.deadline is None else f" by {contents.deadline}"
    return (
        "Next step: open the workbook attached, fix each cell that its sheet Findings leads to in your own report, "
        f"not in the copy, and send your report again{by}."
    )


def _still_to_come(review: Review) -> str:
    """Return what an accepted report lacks, and by when it is to be sent again, if it is."""
    days = {own.measure: own.due for own in review.own_dates}
    pending = [result.measure for result in review.measures if result.pending]
    if not pending:
        return "Nothing is to be sent again."
    results = ", ".join(f"{measure.short_title} by {days[measure.key]}" for measure in pending)
    return f"Next step: enter the result that is still to come, and send the report again: {results}."


def _wrapped(words: str, first: str = "", rest: str = "") -> str:
    return wrapped(words, _WIDTH, first, rest)
