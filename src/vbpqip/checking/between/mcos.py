"""4xx: a facility's MCOs: the evaluation is of the whole hospital, so that all are told the same, whoever tells it.

Inferred: evaluation is on all-payer data. DOH said in September 2018 that all-payer measures continue; the webinar of
19 July 2017 does not speak of payers. Reports of one kind are compared by what they say of a measure in a quarter,
whatever periods they are of, each MCO by what it was told last; a difference is found in both reports, because nobody
knows which is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic

from vbpqip.checking.between import R
from vbpqip.checking.check import Issue
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Fact
from vbpqip.program.program import Program

_PRIOR, _ABOVE, _BELOW = "prior_", "numerator", "denominator"
_MOST_NAMED = 3


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


class SubjectReport(NamedTuple, Generic[R]):
    """What one report says of one facility and MCO: words or numbers, a numerator with its denominator.

    ``name`` is what its file is called, ``sender`` who sends it.
    """

    report: R
    name: str
    sender: str
    subject: Subject
    period: Quarter
    statements: Mapping[StatedPlace, tuple[str, ...]]

    @property
    def mco(self) -> str:
        """The MCO."""
        return self.subject.mco or ""

    @property
    def order(self) -> tuple[str, Quarter, str]:
        """Its MCO, as it is compared, its period and its name."""
        return normalized_name(self.mco), self.period, self.name


def statements_of(facts: Iterable[Fact]) -> Mapping[StatedPlace, tuple[str, ...]]:
    """Return what stands in the workbook; what was calculated says nothing more.

    A denominator stands behind its numerator, if there is one.

    >>> from vbpqip.core.cells import Location
    >>> at, names = Location("Report", 11, 8), ("prior_numerator", "prior_denominator")
    >>> facts = [Fact("qit-report", Subject("A"), "DY3 Q1", "cdi", name, "7", at) for name in names]
    >>> below = Fact("qit-report", Subject("A"), "DY3 Q1", "cdi", "denominator", "9", at)
    >>> list(statements_of([*facts, below]).values())
    [('7', '7')]
    """
    found: dict[StatedPlace, tuple[str, ...]] = {}
    for fact in facts:
        if fact.at is not None:
            place = StatedPlace(fact.measure, fact.name.replace(_BELOW, _ABOVE), fact.period)
            if not fact.name.endswith(_BELOW):
                found[place] = (fact.value,)
            elif place in found:
                found[place] = (*found[place], fact.value)
    return found


class _Said(NamedTuple, Generic[R]):
    """What an MCO was told last."""

    reported: SubjectReport[R]
    values: tuple[str, ...]


class _Difference(NamedTuple, Generic[R]):
    """One thing that two reports say otherwise."""

    place: StatedPlace
    here: _Said[R]
    there: _Said[R]

    @property
    def between(self) -> tuple[str, str]:
        """The names of the two reports."""
        return self.here.reported.name, self.there.reported.name


def conflicts(reports: Iterable[SubjectReport[R]], program: Program) -> Iterator[tuple[R, Issue]]:
    """Yield an issue for each two reports of a kind on one facility and two MCOs that differ, to both reports."""
    found: dict[tuple[str, str], list[_Difference[R]]] = defaultdict(list)
    for each in _differences(reports):
        found[each.between].append(each)
    for differences in found.values():
        reported = differences[0].here.reported
        yield reported.report, _issue(reported, differences, program)


def _differences(reports: Iterable[SubjectReport[R]]) -> Iterator[_Difference[R]]:
    """Yield what an MCO was told last otherwise than the first MCO by name, and the same the other way round."""
    last: dict[StatedPlace, dict[str, _Said[R]]] = defaultdict(dict)
    for each in sorted((each for each in reports if each.mco), key=lambda each: each.order):
        for place, values in each.statements.items():
            last[place][normalized_name(each.mco)] = _Said(each, values)
    for place, by_mco in last.items():
        first, *others = by_mco.values()
        for other in (other for other in others if other.values != first.values):
            yield _Difference(place, other, first)
            yield _Difference(place, first, other)


def _issue(reported: SubjectReport[R], differences: Sequence[_Difference[R]], program: Program) -> Issue:
    titles, other = _titles(reported, program), differences[0].there.reported
    counts = "1 entry differs" if len(differences) == 1 else f"{len(differences)} entries differ"
    named = [
        f"{_title(each.place, titles)}: {stated_in_words(each.here.values)}, there {stated_in_words(each.there.values)}"
        for each in differences[:_MOST_NAMED]
    ]
    more = [f"and {len(differences) - _MOST_NAMED} more"] if len(differences) > _MOST_NAMED else []
    whose = "of" if normalized_name(other.mco) == normalized_name(other.sender) else "to"
    message = f"{counts} from the report {whose} {other.mco} in {other.name}: {'; '.join([*named, *more])}."
    first = differences[0]
    return Issue(
        None, message, stated_in_words(first.here.values), stated_in_words(first.there.values), reported.subject
    )


def _titles(reported: SubjectReport[R], program: Program) -> Mapping[str, str]:
    """Return what the measures of a report's period are called, by key."""
    menu = program.for_pairing(reported.subject.facility, reported.mco).menu_of(reported.period)
    return {key: measure.short_title for key, measure in menu.items()}


def _title(place: StatedPlace, titles: Mapping[str, str]) -> str:
    measure = "" if place.measure is None else titles.get(place.measure, place.measure)
    return ", ".join(words for words in (measure, place.words) if words)


def stated_in_words(values: Sequence[str]) -> str:
    """Return statements as a person reads them.

    >>> stated_in_words(("2", "4000")), stated_in_words(("met",))
    ('2 of 4,000', 'met')
    """
    return " of ".join(f"{Decimal(value):,}" if _is_number(value) else value for value in values)


def _is_number(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdecimal()
