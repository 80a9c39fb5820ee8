"""A facility's two MCOs: the evaluation is of the whole hospital, so that both are told the same.

Inferred: evaluation is on all-payer data. DOH said in September 2018 that all-payer measures continue; the webinar of
19 July 2017 does not speak of payers. Reports of one period are compared, those that count; a difference is noted at
both reports, because nobody knows which is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeAlias

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.numbers import StoredNumbers, as_text, numbers
from vbpqip.batch.cross_report.reports import ReceivedReport, ReportedValues, reported_in
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY
from vbpqip.checking.check import Issue
from vbpqip.core.measures import Measure
from vbpqip.program.program import Program

_MOST_NAMED = 3
CountPlace: TypeAlias = tuple[str, int]
"""A measure's key, and which of its pairs."""


class _Said(NamedTuple):
    """What a report was the first to say."""

    report: ReceivedReport
    values: StoredNumbers


class _Difference(NamedTuple):
    """One count that two reports do not have in common."""

    name: str
    here: StoredNumbers
    there: StoredNumbers

    def turned(self) -> _Difference:
        """Return it as the other report sees it."""
        return self._replace(here=self.there, there=self.here)


def find_mcos_reported_differently(store: Store, program: Program) -> None:
    """Note the reports of a facility to two MCOs that differ."""
    notebook = Notebook(store, program)
    reported = reported_in(store, "qit_reports_that_count_by_facility", program.years)
    for (_, period), several in groupby(reported, key=lambda each: (each.report.facility_folded, each.period)):
        first: dict[CountPlace, _Said] = {}
        for each in several:
            menu = program.for_pairing(each.report.facility, each.report.mco).menu_of(period)
            for other, differences in _against(each, first, menu).items():
                _note(notebook, each.report, other, differences)
                _note(notebook, other, each.report, [difference.turned() for difference in differences])


def _against(
    reported: ReportedValues, first: dict[CountPlace, _Said], menu: Mapping[str, Measure]
) -> Mapping[ReceivedReport, list[_Difference]]:
    """Return how a report differs from those before it, by them, and remember what it is the first to say."""
    found: dict[ReceivedReport, list[_Difference]] = defaultdict(list)
    for place, values in _places(reported, menu):
        said = first.setdefault(place, _Said(reported.report, values))
        if said.values != values:
            found[said.report].append(_Difference(_name(place, reported, menu), values, said.values))
    return found


def _places(reported: ReportedValues, menu: Mapping[str, Measure]) -> Iterator[tuple[CountPlace, StoredNumbers]]:
    for key, pairs in reported.entries.items():
        for nth, pair in enumerate(pairs if key in menu else ()):
            values = numbers(pair)
            if values is not None:
                yield (key, nth), values


def _name(place: CountPlace, reported: ReportedValues, menu: Mapping[str, Measure]) -> str:
    key, nth = place
    window = reported.period.window()
    return f"{menu[key].short_title}, {window[nth] if nth < len(window) else 'the prior report'}"


def _note(
    notebook: Notebook, report: ReceivedReport, other: ReceivedReport, differences: Iterable[_Difference]
) -> None:
    every = list(differences)
    counts = "1 entry differs" if len(every) == 1 else f"{len(every)} entries differ"
    reported = [f"{each.name}: {as_text(each.here)}, there {as_text(each.there)}" for each in every[:_MOST_NAMED]]
    more = [f"and {len(every) - _MOST_NAMED} more"] if len(every) > _MOST_NAMED else []
    message = f"{counts} from the report to {other.mco} in {other.path}: {'; '.join([*reported, *more])}."
    issue = Issue(None, message, as_text(every[0].here), as_text(every[0].there))
    notebook.note(report, MCOS_TOLD_DIFFERENTLY, issue)
