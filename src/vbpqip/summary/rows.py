"""A file as lines of the tables of a summary, in the order of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.findings import Severity
from vbpqip.core.numbers import decimal
from vbpqip.core.results import Verdict
from vbpqip.kinds.registry import known
from vbpqip.summary.attendance import Attended
from vbpqip.summary.stored_files import StoredDocument, StoredFile

TableLine: TypeAlias = tuple[Any, ...]

_NOTHING: StoredDocument = {"facility": None, "mco": None, "period": None, "measures": (), "qit": {}}


def result_line(stored: StoredFile) -> TableLine:
    """Return the file's line of ``results``."""
    review = stored.document or _NOTHING
    target = review.get("qit", {})
    verdict = target.get("verdict") or stored.verdict or (str(Verdict.NOT_DETERMINED) if stored.status else None)
    counted = [severity_of(finding) for finding in stored.findings]
    return (
        *(stored.path, stored.state, stored.reason, stored.sha256, stored.received or None, stored.sender),
        *(stored.status, stored.version_status, stored.because, review["facility"], review["mco"], review["period"]),
        *(verdict, *(target.get(name) for name in ("achieved", "credits", "selected"))),
        *(_decimal(target.get(name)) for name in ("share", "required_share")),
        *_days(review.get("due"), stored.received),
        *(counted.count(each) for each in (*Severity, WAIVED)),
        *_of_kinds(review),
    )


def _of_kinds(review: StoredDocument) -> Iterator[str | None]:
    """Yield what the columns of the known kinds hold, nothing in those of another kind than the review's."""
    for kind in known():
        for column in kind.summary_columns:
            found: Any = review if review.get("kind") == kind.key else {}
            for key in column.path:
                found = None if found is None else found.get(key)
            yield None if found == {} else found


@lru_cache(maxsize=4_096)
def _decimal(number: str | None) -> str | None:
    """Return an exact number as a decimal."""
    return None if number is None else decimal(Fraction(number))


def _days(due: str | None, received: str) -> tuple[str | None, bool | None]:
    """Return by when a report was due, and whether it came later, as far as it is known."""
    return due, received > due if due and received else None


WAIVED = "waived"


def severity_of(finding: StoredDocument) -> str:
    """Return how serious a finding is, or that it is waived."""
    return WAIVED if "waived" in finding else str(finding["severity"])


def finding_lines(stored: StoredFile) -> Iterator[TableLine]:
    """Yield the file's lines of ``findings``."""
    review = stored.document or _NOTHING
    for each in stored.findings:
        yield (
            *(stored.path, review["facility"], review["mco"], review["period"]),
            *(each["code"], each["name"], each["severity"], "waived" in each, each["sheet"], each["cell"]),
            *(each["message"], each["found"], each["expected"], each["remedy"]),
        )


_OF_A_MEASURE = (
    "key", "title", "numerator", "denominator", "result", "unit", "prior_numerator", "prior_denominator",
    "prior_result", "outcome", "reason", "achieved",
)  # fmt: skip
_RATES = frozenset({"result", "prior_result"})


def measure_lines(stored: StoredFile) -> Iterator[TableLine]:
    """Yield the file's lines of ``measures``."""
    review = stored.document or _NOTHING
    names = (review["facility"], review["mco"], review["period"])
    for measure in review.get("measures", ()):
        head = (stored.path, stored.version_status, measure["key"] in stored.speaks, *names)
        yield (*head, *(_decimal(measure[name]) if name in _RATES else measure[name] for name in _OF_A_MEASURE))


def roster_line(row: Attended) -> TableLine:
    """Return a pairing's line of ``roster``."""
    verdict = row.verdict if row.version_status == VersionStatus.COUNTS else Verdict.NOT_DETERMINED
    outcome = (row.version_status, verdict) if row.has_report else ("", "")
    found = (row.due, row.received, row.path, *outcome)
    return (row.facility, row.mco, row.period, row.state, *(each or None for each in found))
