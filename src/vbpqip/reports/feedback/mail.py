"""The feedback as the draft of an e-mail, both other files attached; nobody's address is known, so that it has none."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from textwrap import fill

from vbpqip.domain.findings import Finding
from vbpqip.domain.reviews import Status
from vbpqip.domain.words import visible
from vbpqip.reports.feedback.contents import Contents
from vbpqip.reports.feedback.invitation import invitation, to_mend
from vbpqip.reports.finding_groups import groups
from vbpqip.reports.gap_in_words import lead, steps
from vbpqip.reports.result_in_words import fraction_of, verdict_of

_MOST_SHOWN = 5
_WIDTH = 76
_WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def subject_of(contents: Contents) -> str:
    """Return the subject: facility, period, and what is to be mended, else the verdict.

    A name may be the work of somebody who means harm: line ends and other control characters are left out.
    """
    review = contents.review
    period = "no period" if review.period is None else str(review.period)
    outcome = to_mend(contents) or verdict_of(review)[0]
    return visible(f"QIT report of {review.facility or 'an unnamed facility'}, {period}: {outcome}")


def feedback_mail(contents: Contents, *, name: str, workbook: bytes, page: str) -> bytes:
    """Return the draft as mail programs open it; ``name`` is what the attached files are called before their ending."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject_of(contents)
    message["X-Unsent"] = "1"  # opens as a draft, not as a message received
    message.set_content("\n\n".join(_paragraphs(contents)) + "\n", cte="quoted-printable")
    maintype, subtype = _WORKBOOK_TYPE
    message.add_attachment(workbook, maintype=maintype, subtype=subtype, filename=f"{visible(name)}.xlsx")
    message.add_attachment(page.encode(), maintype="text", subtype="html", filename=f"{visible(name)}.html")
    message.set_boundary(sha256(workbook + page.encode()).hexdigest()[:40])
    return message.as_bytes()


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
    yield _wrapped(_next_step(contents))


def _finding(alike: list[Finding]) -> str:
    first = alike[0]
    times = f" ({len(alike)} times)" if len(alike) > 1 else ""
    place = "" if first.at is None else f"{first.at}: "
    said = f"- {str(first.severity).capitalize()}{times}: {place}{first.message} [{first.diagnostic.code}]"
    return f"{_wrapped(said, '  ', '    ')}\n{_wrapped(first.diagnostic.remedy, '    ', '    ')}"


def _next_step(contents: Contents) -> str:
    if contents.review.status is Status.ACCEPTED:
        return "Nothing is to be sent again. The workbook attached has the whole calculation."
    by = "" if contents.deadline is None else f" by {contents.deadline}"
    return (
        "Next step: open the workbook attached, mend each cell that its sheet Findings leads to in your own report, "
        f"not in the copy, and send your report again{by}."
    )


def _wrapped(words: str, first: str = "", rest: str = "") -> str:
    return fill(
        visible(words), _WIDTH, initial_indent=first, subsequent_indent=rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
