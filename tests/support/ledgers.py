"""Ledgers for tests: a folder told file by file, each reviewed from the table that shows its report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import resources
from typing import Any, NamedTuple

from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.batch.store import Store
from vbpqip.core.cells import NotApplicable, Number
from vbpqip.core.errors import Rejection, UnreadableWorkbookError
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.checks.cross_report import numbers_of
from vbpqip.kinds.qit_report.review_context import ReviewContext, context_of
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.shared.counts import NamedField
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import document, review_as_values
from vbpqip.reviewing import unreadable_review


class File(NamedTuple):
    """A file of a folder: a report, or, where there is none, what keeps it from being one; ``unread`` has no bytes."""

    path: str
    form_data: FormData | None = None
    received: str = ""
    sender: str = ""
    content: str = ""
    skipped: str = ""
    failed: str = ""
    unread: str = ""


def ledger_of(*files: File, program: Program = PROGRAM) -> Store:
    """Return the ledger of a folder; ``content`` tells equal bytes, otherwise each file has its own."""
    store = Store(":memory:")
    store.executescript(resources.files("vbpqip.batch").joinpath("schema.sql").read_text("utf-8"))
    add(store, files, program)
    return store


def add(store: Store, files: Iterable[File], program: Program = PROGRAM) -> None:
    """Add files to a ledger."""
    for file in files:
        no_bytes = file.skipped or file.unread
        digest = "" if no_bytes else sha256((file.content or file.path).encode()).hexdigest()
        state = "skipped" if file.skipped else "failed" if file.failed or file.unread else "judged"
        stored = None if no_bytes else _review(store, file, digest, program)
        row = (file.path, digest, state, no_bytes or file.failed, file.received, file.sender, stored)
        store.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    store.commit()


def _review(store: Store, file: File, digest: str, program: Program) -> int:
    known = (digest, f"rules of {program.terms}", file.received)
    found = store.execute("SELECT id FROM judgement WHERE sha256 = ? AND rules = ? AND received = ?", known).fetchone()
    if found is not None:
        return int(found[0])
    given = _unreadable(digest, file.failed) if file.form_data is None else _reviewed(file.form_data, digest, program)
    places = ", ".join("?" * (3 + len(given)))
    columns = f"sha256, rules, received, {', '.join(given)}"
    made = store.execute(
        f"INSERT INTO judgement ({columns}) VALUES ({places})",  # noqa: S608 -- names from this module
        (*known, *given.values()),
    )
    return int(made.lastrowid or 0)


def _reviewed(form_data: FormData, digest: str, program: Program) -> dict[str, Any]:
    submission = read_from(form_data)
    review = review_submission(submission, program)._replace(sha256=digest)
    context = context_of(submission, program)
    entries = entries_of(context)
    return {
        "status": str(review.status),
        "kind": review.assessment.kind,
        "sender": review.sender,
        "receivers": _compact(review.receivers),
        "sender_normalized": normalized_name(review.sender),
        "receivers_normalized": _compact([normalized_name(name) for name in review.receivers])
        if review.receivers
        else "",
        "subjects": _compact(review.subjects),
        "facts": _compact([*_facts(review)]),
        "facility": review.facility,
        "mco": review.mco,
        "facility_folded": normalized_name(review.facility),
        "mco_folded": normalized_name(review.mco),
        "period": "" if review.period is None else str(review.period),
        "verdict": str(review.qit.verdict),
        "document": _compact(document([review], review.rules)["reviews"][0]),
        "entries": _compact(entries),
        "entries_digest": "" if numbers_of(context) is None else sha256(_compact(entries).encode()).hexdigest(),
        "failed": 0,
    }


def _facts(review: Review) -> Iterator[tuple[int | str | None, ...]]:
    for fact in review.facts():
        place = (None, None) if fact.at is None else (fact.at.sheet, fact.at.address)
        yield review.subjects.index(fact.subject), fact.period, fact.measure, fact.name, fact.value, *place


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entries_of(context: ReviewContext) -> dict[str, list[list[str | None]]]:
    """Return the entries of the selected measures as a ledger keeps them."""
    return {
        str(row.measure.key): [
            [_entry(field) for field in pair] if pair else [None, None] for pair in (*row.quarters, row.prior)
        ]
        for row in context.rows
    }


def _entry(field: NamedField) -> str | None:
    match field.field.entry:
        case Number(value):
            return f"{value:f}"
        case NotApplicable():
            return "NA"
        case _:
            return None


_NAMES = (
    "facility", "mco", "facility_folded", "mco_folded", "period", "entries_digest", "sender", "sender_normalized",
    "receivers_normalized",
)  # fmt: skip


def _unreadable(digest: str, failed: str) -> dict[str, Any]:
    damaged = UnreadableWorkbookError("it is damaged", Rejection.DAMAGED_ZIP)
    review = review_as_values(unreadable_review("", digest, damaged, PROGRAM))
    if failed:
        review["findings"][0]["message"] = failed
    empty = dict.fromkeys(_NAMES, "")
    parties = {"kind": "qit-report", "receivers": "[]", "subjects": "[]", "facts": "[]"}
    told = {"status": "unreadable", "verdict": "not_determined", "document": _compact(review), "entries": "{}"}
    return {**empty, **parties, **told, "failed": int(bool(failed))}
