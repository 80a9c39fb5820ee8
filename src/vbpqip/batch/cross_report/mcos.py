"""A facility's MCOs: the evaluation is of the whole hospital, so that all are told the same, whoever tells it.

Inferred: evaluation is on all-payer data. DOH said in September 2018 that all-payer measures continue; the webinar of
19 July 2017 does not speak of payers. Reports of one kind and period are compared, those that count; a difference is
noted at both reports, because nobody knows which is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.subjects import StatedPlace, SubjectReport, in_words, named_with_several_mcos
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY
from vbpqip.checking.check import Issue
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.program.program import Program

_MOST_NAMED = 3


class _Said(NamedTuple):
    """What a report was the first to say."""

    reported: SubjectReport
    values: tuple[str, ...]


class _Difference(NamedTuple):
    """One thing that two reports say otherwise."""

    name: str
    here: tuple[str, ...]
    there: tuple[str, ...]

    def turned(self) -> _Difference:
        """Return it as the other report sees it."""
        return self._replace(here=self.there, there=self.here)


def find_mcos_reported_differently(store: Store, program: Program) -> None:
    """Note the reports on a facility and several MCOs that differ."""
    notebook = Notebook(store, program)
    for (*_, period), several in groupby(named_with_several_mcos(store), key=lambda each: each.group):
        first: dict[StatedPlace, _Said] = {}
        for each in several:
            titles = _titles(program.for_pairing(each.facility, each.mco), period)
            for path, differences in _against(each, first, titles).items():
                other = next(said.reported for said in first.values() if said.reported.report.path == path)
                _note(notebook, each, other, differences)
                _note(notebook, other, each, [difference.turned() for difference in differences])


def _titles(program: Program, period: str) -> Mapping[str, str]:
    """Return what the measures of a period are called, by key."""
    quarter = program.years.parse(period)
    assert quarter is not None  # noqa: S101 -- only a report that names one counts
    return {key: measure.short_title for key, measure in program.menu_of(quarter).items()}


def _title(place: StatedPlace, titles: Mapping[str, str]) -> str:
    return "" if place.measure is None else titles.get(place.measure, place.measure)


def _against(
    reported: SubjectReport, first: dict[StatedPlace, _Said], titles: Mapping[str, str]
) -> Mapping[str, list[_Difference]]:
    """Return how a report differs from those before it, by their paths, and remember what it is the first to say."""
    found: dict[str, list[_Difference]] = defaultdict(list)
    for place, values in reported.statements.items():
        said = first.setdefault(place, _Said(reported, values))
        if said.values != values and normalized_name(said.reported.mco) != normalized_name(reported.mco):
            name = ", ".join(words for words in (_title(place, titles), place.words) if words)
            found[said.reported.report.path].append(_Difference(name, values, said.values))
    return found


def _note(
    notebook: Notebook, reported: SubjectReport, other: SubjectReport, differences: Iterable[_Difference]
) -> None:
    every = list(differences)
    counts = "1 entry differs" if len(every) == 1 else f"{len(every)} entries differ"
    named = [f"{each.name}: {in_words(each.here)}, there {in_words(each.there)}" for each in every[:_MOST_NAMED]]
    more = [f"and {len(every) - _MOST_NAMED} more"] if len(every) > _MOST_NAMED else []
    whose = "of" if normalized_name(other.mco) == other.report.sender_normalized else "to"
    message = f"{counts} from the report {whose} {other.mco} in {other.report.path}: {'; '.join([*named, *more])}."
    subject = Subject(reported.facility, reported.mco)
    issue = Issue(None, message, in_words(every[0].here), in_words(every[0].there), subject)
    notebook.note(reported.report, MCOS_TOLD_DIFFERENTLY, issue)
