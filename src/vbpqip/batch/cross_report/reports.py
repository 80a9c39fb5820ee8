"""The reviewed files of a folder, in the orders in which they are compared with one another."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.form.sheets import KIND

Pair: TypeAlias = Sequence[str | None]
"""A numerator and a denominator as the ledger keeps them: exact decimals, ``NA``, or nothing."""

EnteredValues: TypeAlias = Mapping[str, Sequence[Pair | None]]
"""By the measure's key: the pairs of the window, earliest first, and the prior report's."""


OF_QIT = f"kind = '{KIND}'"
"""The condition that a file is a QIT report."""


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


_GATHER = """
CREATE TEMP TABLE sent AS
SELECT file.path, file.sha256, file.received, judgement.id AS judgement, judgement.status, judgement.kind,
       judgement.sender_normalized, judgement.receivers_normalized, judgement.facility, judgement.mco,
       judgement.facility_folded, judgement.mco_folded, judgement.period, judgement.entries_digest
FROM file JOIN judgement ON judgement.id = file.judgement
WHERE file.state IN ('judged', 'failed')
"""
_ORDERS = {
    "by_version": "kind, sender_normalized, receivers_normalized, period, received, path",
    "by_pairing": "facility_folded, mco_folded, period, received, path",
    "by_facility": "facility_folded, period, mco_folded, path",
    "by_period": "period, facility_folded, mco_folded, path",
    "by_content": "sha256, path",
    "by_entries": "entries_digest, path",
}
_COLUMNS = ", ".join(f"sent.{column}" for column in ReceivedReport._fields)


def gather(connection: sqlite3.Connection) -> None:
    """Lay the reviewed files out in a table that lasts until :func:`scatter`, with the orders that are asked for."""
    scatter(connection)
    connection.execute(_GATHER)
    for name, columns in _ORDERS.items():
        connection.execute(f"CREATE INDEX temp.sent_{name} ON sent ({columns})")


def scatter(connection: sqlite3.Connection) -> None:
    """Forget what was gathered."""
    connection.execute("DROP TABLE IF EXISTS temp.sent")


def received_in(connection: sqlite3.Connection, order: str, where: str = "1") -> Iterator[ReceivedReport]:
    """Yield the reviewed files for which an SQL condition holds, in one of the orders."""
    query = f"SELECT {_COLUMNS} FROM temp.sent WHERE {where} ORDER BY {_ORDERS[order]}"  # noqa: S608 -- our own words
    yield from map(ReceivedReport._make, connection.execute(query))


def reported_in(connection: sqlite3.Connection, order: str, years: Years) -> Iterator[ReportedValues]:
    """Yield the QIT reports that count, with their entries, in one of the orders."""
    query = f"""
    SELECT {_COLUMNS}, judgement.entries
    FROM temp.sent JOIN judgement ON judgement.id = sent.judgement JOIN standing ON standing.path = sent.path
    WHERE standing.standing = 'counts' AND sent.kind = '{KIND}'
    ORDER BY {", ".join(f"sent.{column}" for column in _ORDERS[order].split(", "))}
    """  # noqa: S608 -- our own words
    for *columns, entries in connection.execute(query):
        report = ReceivedReport._make(columns)
        period = years.parse(report.period)
        assert period is not None  # noqa: S101 -- only a report that names one counts
        yield ReportedValues(report, period, json.loads(entries))


def entries_of(connection: sqlite3.Connection, report: ReceivedReport) -> EnteredValues:
    """Return what a reviewed file tells."""
    (entries,) = connection.execute("SELECT entries FROM judgement WHERE id = ?", (report.judgement,)).fetchone()
    reported: EnteredValues = json.loads(entries)
    return reported
