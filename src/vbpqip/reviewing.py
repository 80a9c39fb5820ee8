"""Reviewing one workbook from end to end: read, check, assess; whatever kind of report it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vbpqip.checking.catalogue.preflight import REJECTED
from vbpqip.checking.check import Issue, finding_of
from vbpqip.checking.in_words import in_words
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import EarlierFacts, ReviewOptions
from vbpqip.checking.severity_overrides import with_overrides, with_overrides_on
from vbpqip.core.errors import UnreadableWorkbookError, raise_together
from vbpqip.core.findings import Finding
from vbpqip.core.later import Later
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.names import printable
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.assessed import NOTHING_KNOWN, effective_rules, review_of, with_findings
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.registry import kind_of, known, wrong_codes
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.program import Program
from vbpqip.workbook.ooxml.package import Workbook, open_workbook
from vbpqip.workbook.preflight import read_source


def review_workbook(
    source: Path | bytes, program: Program, *, name: str | None = None, options: ReviewOptions = NOTHING_KNOWN
) -> Review:
    """Review one workbook; a file that cannot be opened as one gives a review that says so.

    Raises:
        ProgramDataError: The program's terms override a code that does not exist, or ease one that may not be eased.
    """
    return read_and_review(source, program, name=name, options=options).review


def read_and_review(  # noqa: PLR0913 -- each has a default that most callers take
    source: Path | bytes,
    program: Program,
    *,
    name: str | None = None,
    options: ReviewOptions = NOTHING_KNOWN,
    kinds: Sequence[AnyKind] | None = None,
    hashed: bool = True,
) -> Reviewed[Any, Any]:
    """Review one workbook, and keep the entries that the review is of.

    ``kinds`` are those that it may be of, by default all that are known. The review has the SHA-256 of the file only
    where ``hashed``.

    Raises:
        ProgramDataError: As for :func:`review_workbook`.
    """
    raise_together(program.severity_overrides.file, wrong_codes(program.severity_overrides))
    if name is None:
        name = source.name if isinstance(source, Path) else "workbook"
    name = printable(name)
    digest = ""
    try:
        content = source if isinstance(source, bytes) else read_source(source)
        digest = _sha256(content) if hashed else ""
        workbook = open_workbook(content)
        kind = kind_of(workbook, known() if kinds is None else kinds)
        entries = kind.read(workbook)
    except UnreadableWorkbookError as error:
        unread = unreadable_review(name, digest, error, program)
        return Reviewed(None, unread._replace(received=options.received))
    context = kind.context(entries, program, _read_by(kind, options, program))
    review = review_of(context, entries, kind)._replace(workbook=name, sha256=digest)
    return Reviewed(entries, _blank(review, kind.nothing_entered(entries), program), context)


def _sha256(content: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 -- OpenSSL takes long to load, and not every output tells the hash

    return sha256(content).hexdigest()


def _blank(review: Review, nothing_entered: Finding | None, program: Program) -> Review:
    """Return the review of a report in which nothing is entered: that it is blank is all that is said of it."""
    if nothing_entered is None:
        return review
    withheld = review.assessment.withheld()
    return review._replace(
        status=Status.BLANK, findings=(in_words(nothing_entered, program),), assessment=withheld, facts=Later(tuple)
    )


class _Earlier(NamedTuple):
    """An earlier report that was given: its name, and its workbook, or why it cannot be opened."""

    name: str
    workbook: Workbook | None
    reason: str = ""


def review_options_of(
    *, previous: Path | bytes | None = None, baseline: Path | bytes | None = None, received: date | None = None
) -> ReviewOptions:
    """Return what is known of a report beside its workbook; the reports before it are opened for its kind to read."""
    sources = {"previous": previous, "baseline": baseline}
    earlier = {which: _opened(source) for which, source in sources.items() if source is not None}
    names = {which: each.name for which, each in earlier.items()}
    return ReviewOptions(
        received=received,
        previous_name=names.get("previous", ""),
        baseline_name=names.get("baseline", ""),
        unread={each.name: each.reason for each in earlier.values() if each.workbook is None},
        opened={which: each.workbook for which, each in earlier.items() if each.workbook is not None},
    )


def _opened(source: Path | bytes) -> _Earlier:
    name = printable(source.name) if isinstance(source, Path) else "workbook"
    try:
        return _Earlier(name, open_workbook(source if isinstance(source, bytes) else read_source(source)))
    except UnreadableWorkbookError as error:
        return _Earlier(name, None, error.reason)


def _read_by(kind: AnyKind, options: ReviewOptions, program: Program) -> ReviewOptions:
    """Return what is known of a report, the reports before it read as its own kind is, and as theirs are."""
    extended = options
    for name, workbook in options.opened.items():
        called = {"previous": extended.previous_name, "baseline": extended.baseline_name}[name]
        try:
            extended = extended._replace(**{name: kind.read(workbook)})
            own = kind_of(workbook, known())
            if own is not kind:
                said = _said_by(own, own.read(workbook), program, called)
                extended = extended._replace(of_other_kinds={**extended.of_other_kinds, called: said})
        except UnreadableWorkbookError as error:
            extended = extended._replace(unread={**extended.unread, called: error.reason})
    return extended


def _said_by(kind: AnyKind, entries: Any, program: Program, name: str) -> EarlierFacts:  # noqa: ANN401 -- the kind's own
    """Return what a report of a kind says to others."""
    review = review_of(kind.context(entries, program, NOTHING_KNOWN), entries, kind)
    return EarlierFacts(name, str(review.period or ""), review.facts())


def review_together(
    sources: Sequence[Path],
    program: Program,
    *,
    options: ReviewOptions = NOTHING_KNOWN,
    hashed: bool = True,
) -> tuple[Reviewed[Any, Any], ...]:
    """Review several workbooks, also against one another, and keep the entries that each review is of.

    Each says what it stands for among them.

    The review of one file alone has its SHA-256 only where ``hashed``.

    Raises:
        ProgramDataError: As for :func:`review_workbook`.
    """
    hashed = hashed or len(sources) > 1
    each = [read_and_review(path, program, name=str(path), options=options, hashed=hashed) for path in sources]
    return reviewed_together(each, program, options)


def reviewed_together(
    each: Sequence[Reviewed[Any, Any]], program: Program, options: ReviewOptions = NOTHING_KNOWN
) -> tuple[Reviewed[Any, Any], ...]:
    """Return reviews with what they say of one another, and what each stands for; all have their files' SHA-256."""
    if len(each) == 1:
        return tuple(each)
    # of one report nothing is compared
    from vbpqip.checking.between.versions import VersionStatus  # noqa: PLC0415
    from vbpqip.kinds.together import compared_together  # noqa: PLC0415

    changed, together = [*each], compared_together(each, known(), program, options)
    for nth, finding in together.findings:
        changed[nth] = _with_finding(changed[nth], finding, program)
    for nth, decided in together.version_statuses.items():
        is_accepted = changed[nth].review.status is Status.ACCEPTED
        version_status = decided if is_accepted else VersionStatus.NOT_ACCEPTED
        changed[nth] = changed[nth]._replace(version_status=version_status)
    return tuple(changed)


def _with_finding(reviewed: Reviewed[Any, Any], finding: Finding, program: Program) -> Reviewed[Any, Any]:
    """Return the review of a file with a finding of what another one says."""
    if reviewed.context is not None:
        late = with_overrides([finding], reviewed.context)
    else:
        nothing_known = Occasion("", None, program.first_period, None)
        late = with_overrides_on(nothing_known, [in_words(finding, program)], program.severity_overrides)
    return reviewed._replace(review=with_findings(reviewed.review, late))


def unreadable_review(name: str, digest: str, error: UnreadableWorkbookError, program: Program) -> Review:
    """Return the review of a file that cannot be opened, which has one finding; ``digest`` is empty where unknown."""
    reason, kind = error.reason, known()[0]
    issue = Issue(None, f"The file cannot be opened as a workbook: {reason}.", reason, "an Excel workbook (.xlsx)")
    return Review(
        workbook=name,
        sha256=digest,
        kind="",
        status=Status.UNREADABLE,
        template_version="",
        sender="",
        receivers=(),
        subjects=(),
        period=None,
        window=(),
        findings=(in_words(finding_of(REJECTED[error.rejection], issue), program),),
        checks_run=1,
        assessment=kind.unassessed(program),
        rules=effective_rules(program, program.first_period, kind.areas),
    )
