"""The reviewed files of a folder, in the orders in which they are compared with one another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Years
from vbpqip.kinds.reported import ReportedValues


class ReceivedReport(NamedTuple):
    """A file that was reviewed; ``period``, ``received`` and the names are empty where they are not known."""

    path: str
    sha256: str
    received: str
    judgement: int
    status: str
    kind: str
    sender_normalized: str
    receivers_normalized: str
    facility: str
    mco: str
    facility_folded: str
    mco_folded: str
    period: str
    entries_digest: str

    @property
    def version_key(self) -> tuple[str, str, str, str]:
        """What a report is a version of; sorts by kind, sender, receivers and period."""
        return self.kind, self.sender_normalized, self.receivers_normalized, self.period

    @property
    def pairing_and_period(self) -> tuple[str, str, str]:
        """What a report is one of; sorts by facility, MCO and period."""
        return self.facility_folded, self.mco_folded, self.period


class ComparedReport(NamedTuple):
    """A report with which others are compared, and what it tells."""

    report: ReceivedReport
    reported: ReportedValues


def gather(store: Store) -> None:
    """Lay the reviewed files out in a table that lasts until :func:`scatter`, with the orders that are asked for."""
    scatter(store)
    store.run("gather")


def scatter(store: Store) -> None:
    """Forget what was gathered."""
    store.run("scatter")


def received_in(store: Store, query: str) -> Iterator[ReceivedReport]:
    """Yield the reviewed files that a query finds, in its order."""
    yield from map(ReceivedReport._make, store.rows(query))


def compared_in(store: Store, years: Years) -> Iterator[ComparedReport]:
    """Yield the reports that are compared, with what they tell, by kind, sender, receivers and period."""
    for *columns, values in store.rows("reports_compared_by_version"):
        report = ReceivedReport._make(columns)
        period = years.named(report.period)
        assert period is not None  # noqa: S101 -- only a report that names one counts
        yield ComparedReport(report, ReportedValues(report.path, period, json.loads(values)))


def values_of(store: Store, report: ReceivedReport) -> Mapping[str, Any]:
    """Return what a reviewed file tells, as its kind keeps it."""
    values: Mapping[str, Any] = json.loads(store.value("entries_of_review", (report.judgement,)))
    return values
