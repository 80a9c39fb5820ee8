"""The subjects of the reports that count, and what each report says of them: its facts that stand in the workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name

_PRIOR, _ABOVE, _BELOW = "prior_", "numerator", "denominator"


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

    report: ReceivedReport
    facility: str
    mco: str
    statements: Mapping[StatedPlace, tuple[str, ...]]

    @property
    def group(self) -> tuple[str, str, str]:
        """What reports that can be compared have in common: kind, facility and period."""
        return self.report.kind, normalized_name(self.facility), self.report.period


def named_with_several_mcos(store: Store) -> Iterator[SubjectReport]:
    """Yield what reports of a kind and period say of facilities of which they name several MCOs, group by group."""
    store.run("gather_subjects")
    for *columns, subject, facility, mco, facts in store.rows("subjects_told_to_several"):
        own = [fact for of, *fact in json.loads(facts) if of == subject]
        yield SubjectReport(ReceivedReport._make(columns), facility, mco or "", statements_of(own))
    store.run("scatter_subjects")


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
    return " of ".join(f"{Decimal(value):,}" if _is_number(value) else value for value in values)


def _is_number(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdecimal()
