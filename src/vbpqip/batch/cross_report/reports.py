"""The reviewed files of a folder, in the orders in which they are compared with one another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from vbpqip.batch.store import Store
from vbpqip.core.quarters import Quarter, Years

Pair: TypeAlias = Sequence[str | None]
"""A numerator and a denominator as the ledger keeps them: exact decimals, ``NA``, or nothing."""

EnteredValues: TypeAlias = Mapping[str, Sequence[Pair | None]]
"""By the measure's key: the pairs of the window, earliest first, and the prior report's."""


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


class ReportedValues(NamedTuple):
    """A report that counts, and what it tells."""

    report: ReceivedReport
    period: Quarter
    entries: EnteredValues


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


def reported_in(store: Store, query: str, years: Years) -> Iterator[ReportedValues]:
    """Yield the QIT reports that a query finds, with their entries, in its order."""
    for *columns, entries in store.rows(query):
        report = ReceivedReport._make(columns)
        period = years.parse(report.period)
        assert period is not None  # noqa: S101 -- only a report that names one counts
        yield ReportedValues(report, period, json.loads(entries))


def entries_of(store: Store, report: ReceivedReport) -> EnteredValues:
    """Return what a reviewed file tells."""
    reported: EnteredValues = json.loads(store.value("entries_of_review", (report.judgement,)))
    return reported
