"""The subjects of the reports that count, and what each report says of them: its facts that stand in the workbook."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vbpqip.batch.cross_report.numbers import spelled
from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.core.parties import folded_name

_PRIOR, _ABOVE, _BELOW = "prior_", "numerator", "denominator"
_GATHER = """
CREATE TEMP TABLE told AS
SELECT sent.path, sent.kind, sent.period, each.key AS subject,
       json_extract(each.value, '$[0]') AS facility, folded(json_extract(each.value, '$[0]')) AS facility_folded,
       json_extract(each.value, '$[1]') AS mco, folded(json_extract(each.value, '$[1]')) AS mco_folded
FROM temp.sent JOIN judgement ON judgement.id = sent.judgement JOIN standing ON standing.path = sent.path,
     json_each(judgement.subjects) AS each
WHERE standing.standing = 'counts'
"""
_COLUMNS = ", ".join(f"sent.{column}" for column in ReceivedReport._fields)
_TOLD_TO_SEVERAL = f"""
SELECT {_COLUMNS}, told.subject, told.facility, told.mco, judgement.facts
FROM (
  SELECT kind, facility_folded, period FROM temp.told WHERE facility_folded <> '' AND mco_folded <> ''
  GROUP BY kind, facility_folded, period HAVING COUNT(DISTINCT mco_folded) > 1
) AS several
JOIN temp.told AS told USING (kind, facility_folded, period)
JOIN temp.sent AS sent ON sent.path = told.path JOIN judgement ON judgement.id = sent.judgement
ORDER BY told.kind, told.facility_folded, told.period, told.mco_folded, told.path, told.subject
"""  # noqa: S608 -- our own names


class StatedPlace(NamedTuple):
    """What a statement is about: a measure or none, a name such as ``numerator``, and a period."""

    measure: str | None
    name: str
    period: str

    @property
    def words(self) -> str:
        """Name and period as a person reads them; of a count and its denominator the period alone."""
        what = self.name.removeprefix(_PRIOR).removesuffix(_ABOVE).replace("_", " ").strip()
        when = "the prior report" if self.name.startswith(_PRIOR) else self.period
        return f"{what}, {when}" if what else when


class SubjectReport(NamedTuple):
    """What one report says of one facility and MCO: words or numbers, a numerator with its denominator."""

    sent: ReceivedReport
    facility: str
    mco: str
    statements: Mapping[StatedPlace, tuple[str, ...]]

    @property
    def group(self) -> tuple[str, str, str]:
        """What reports that can be compared have in common: kind, facility and period."""
        return self.sent.kind, folded_name(self.facility), self.sent.period


def told_to_several(connection: sqlite3.Connection) -> Iterator[SubjectReport]:
    """Yield what reports of a kind and period say of facilities of which they name several MCOs, group by group."""
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.execute("DROP TABLE IF EXISTS temp.told")
    connection.execute(_GATHER)
    connection.execute("CREATE INDEX temp.told_of ON told (kind, facility_folded, period, mco_folded)")
    for *columns, subject, facility, mco, facts in connection.execute(_TOLD_TO_SEVERAL):
        own = [fact for of, *fact in json.loads(facts) if of == subject]
        yield SubjectReport(ReceivedReport._make(columns), facility, mco or "", statements_of(own))
    connection.execute("DROP TABLE temp.told")


def _folded(name: str | None) -> str:
    return folded_name(name or "")


def statements_of(facts: Iterable[Sequence[Any]]) -> Mapping[StatedPlace, tuple[str, ...]]:
    """Return what stands in the workbook: period, measure, name, value, sheet and cell are told of each fact.

    What was calculated has no sheet, and says nothing more. A denominator stands behind its numerator, if there is one.

    >>> facts = [("DY3 Q1", "cdi", name, "7", "Report", "I12") for name in ("prior_numerator", "prior_denominator")]
    >>> list(statements_of([*facts, ("DY3 Q1", "cdi", "denominator", "9", "Report", "J12")]).values())
    [('7', '7')]
    """
    found: dict[StatedPlace, tuple[str, ...]] = {}
    for period, measure, name, value, sheet, _ in facts:
        if sheet is not None:
            place = StatedPlace(measure, name.replace(_BELOW, _ABOVE), period)
            if not name.endswith(_BELOW):
                found[place] = (value,)
            elif place in found:
                found[place] = (*found[place], value)
    return found


def in_words(values: Sequence[str]) -> str:
    """Return statements as a person reads them.

    >>> in_words(("2", "4000")), in_words(("met",))
    ('2 of 4,000', 'met')
    """
    return " of ".join(spelled((Decimal(value),)) if _is_number(value) else value for value in values)


def _is_number(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdecimal()
