"""A facility's MCOs: the evaluation is of the whole hospital, so that all are told the same, whoever tells it.

Inferred: evaluation is on all-payer data. DOH said in September 2018 that all-payer measures continue; the webinar of
19 July 2017 does not speak of payers. Reports of one kind and period are compared, those that count; a difference is
noted at both reports, because nobody knows which is right.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.subjects import StatedPlace, SubjectReport, in_words, told_to_several
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY
from vbpqip.checking.check import Fault
from vbpqip.core.parties import Subject, folded_name
from vbpqip.program.program import Program

_MOST_NAMED = 3


class _Said(NamedTuple):
    """What a report was the first to say."""

    told: SubjectReport
    values: tuple[str, ...]


class _Difference(NamedTuple):
    """One thing that two reports say otherwise."""

    name: str
    here: tuple[str, ...]
    there: tuple[str, ...]

    def turned(self) -> _Difference:
        """Return it as the other report sees it."""
        return self._replace(here=self.there, there=self.here)


def find_mcos_told_differently(connection: sqlite3.Connection, program: Program) -> None:
    """Note the reports on a facility and several MCOs that differ."""
    notebook = Notebook(connection, program)
    for (*_, period), several in groupby(told_to_several(connection), key=lambda each: each.group):
        titles = _titles(program, period)
        first: dict[StatedPlace, _Said] = {}
        for each in several:
            for path, differences in _against(each, first, titles).items():
                other = next(said.told for said in first.values() if said.told.sent.path == path)
                _note(notebook, each, other, differences)
                _note(notebook, other, each, [difference.turned() for difference in differences])


def _titles(program: Program, period: str) -> Mapping[str, str]:
    """Return what the measures of a period are called, by key."""
    quarter = program.years.parse(period)
    assert quarter is not None  # noqa: S101 -- only a report that names one counts
    return {str(measure.key): measure.short_title for measure in program.measures(quarter)}


def _title(place: StatedPlace, titles: Mapping[str, str]) -> str:
    return "" if place.measure is None else titles.get(place.measure, place.measure)


def _against(
    told: SubjectReport, first: dict[StatedPlace, _Said], titles: Mapping[str, str]
) -> Mapping[str, list[_Difference]]:
    """Return how a report differs from those before it, by their paths, and remember what it is the first to say."""
    found: dict[str, list[_Difference]] = defaultdict(list)
    for place, values in told.statements.items():
        said = first.setdefault(place, _Said(told, values))
        if said.values != values and folded_name(said.told.mco) != folded_name(told.mco):
            name = ", ".join(words for words in (_title(place, titles), place.words) if words)
            found[said.told.sent.path].append(_Difference(name, values, said.values))
    return found


def _note(notebook: Notebook, told: SubjectReport, other: SubjectReport, differences: Iterable[_Difference]) -> None:
    every = list(differences)
    counts = "1 entry differs" if len(every) == 1 else f"{len(every)} entries differ"
    named = [f"{each.name}: {in_words(each.here)}, there {in_words(each.there)}" for each in every[:_MOST_NAMED]]
    more = [f"and {len(every) - _MOST_NAMED} more"] if len(every) > _MOST_NAMED else []
    whose = "of" if folded_name(other.mco) == other.sent.sender_normalized else "to"
    message = f"{counts} from the report {whose} {other.mco} in {other.sent.path}: {'; '.join([*named, *more])}."
    subject = Subject(told.facility, told.mco)
    fault = Fault(None, message, in_words(every[0].here), in_words(every[0].there), subject)
    notebook.note(told.sent, MCOS_TOLD_DIFFERENTLY, fault)
