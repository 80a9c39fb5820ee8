"""What can be explained: every finding, measure, number, level and arrangement of the program, each on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from vbpqip.checking.catalogue import RETIRED
from vbpqip.checking.explanations import Explanation
from vbpqip.checking.in_words import diagnostic_in_words
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.measures import Measure, Scoring
from vbpqip.core.typed_names import meant
from vbpqip.kinds.registry import catalogue, known
from vbpqip.output.document import Document, ExplainedSubject, FactList, under_headings
from vbpqip.output.explained_numbers import award_key, award_page, grounds_document, grounds_in_words, parameter_page
from vbpqip.program.contracting import ContractingTopic
from vbpqip.program.menu import MEASURE_FIELDS, MenuRow
from vbpqip.program.parameters import Grounds
from vbpqip.program.program import Program
from vbpqip.program.roster import RosterRow
from vbpqip.program.severity_overrides import SeverityOverride


def subjects(program: Program) -> Iterator[ExplainedSubject]:
    """Yield all that can be explained under a program."""
    yield from _findings(program)
    for row in {row.measure.key: row for row in program.menu}.values():
        names = (*row.measure.names, *(f"measures.{row.measure.key}.{name}" for name in MEASURE_FIELDS))
        yield ExplainedSubject(names, partial(measure_page, row))
    for parameter in program.parameters.values():
        yield ExplainedSubject((parameter.key,), partial(parameter_page, parameter, program.vocabulary))
    for topic in program.contracting:
        yield ExplainedSubject(topic.names, partial(contracting_page, topic))
    awards: defaultdict[str, list[RosterRow]] = defaultdict(list)
    for entry in program.roster:
        awards[award_key(entry.pairing)].append(entry)
    for key, rows in awards.items():
        yield ExplainedSubject((key,), partial(award_page, rows, program.vocabulary))


def _findings(program: Program) -> Iterator[ExplainedSubject]:
    explained = {code: words for kind in known() for code, words in kind.explanations(program).items()}
    for diagnostic in (diagnostic_in_words(each, program) for each in catalogue().values()):
        agreed = tuple(each for each in program.severity_overrides.severities if each.code == diagnostic.code)
        page = partial(finding_page, diagnostic, explained.get(diagnostic.code), agreed)
        yield ExplainedSubject((diagnostic.code, diagnostic.name), page)
    for code, successor in RETIRED.items():
        yield ExplainedSubject((code,), partial(retired_page, code, successor))


def page_on(word: str, program: Program) -> Document:
    """Return the page on what a word means that somebody typed.

    Raises:
        UnknownNameError: It means nothing that can be explained, or several things.
    """
    named = ((name, subject) for subject in subjects(program) for name in subject.names)
    return meant(word, named, "is no finding, measure, number, arrangement or level").page()


def finding_page(
    diagnostic: Diagnostic, explanation: Explanation | None, agreed: tuple[SeverityOverride, ...] = ()
) -> Document:
    """Return the page on a diagnostic; ``agreed`` is how serious a pairing's terms take it.

    One that nobody has explained yet goes without reason and example, which the program may not have.
    """
    why, example = explanation or (None, None)
    facts = (
        ("Severity", f"{diagnostic.severity}: {_what_follows(diagnostic)}"),
        *(("Agreed", f"{each.level} since {each.since}, {each.source}") for each in agreed),
        ("Source", diagnostic.source),
    )
    parts = {
        "Why it matters": why,
        "What to do": diagnostic.remedy,
        "What the reviewer does": diagnostic.reviewer_remedy,
        "Example": example,
    }
    return Document(
        title=f"{diagnostic.code} {diagnostic.name}",
        lead=diagnostic.issue,
        parts=(FactList(facts), *under_headings((heading, words) for heading, words in parts.items() if words)),
        values={
            "kind": "finding",
            **{"fault" if name == "issue" else name: value for name, value in diagnostic._asdict().items()},
            "why": why,
            "example": example,
            "agreed": [{"severity": each.level, "since": str(each.since), "source": each.source} for each in agreed],
        },
    )


def _what_follows(diagnostic: Diagnostic) -> str:
    if diagnostic.severity is Severity.NOTE:
        return "nothing needs to be done"
    if diagnostic.severity is Severity.WARNING:
        return "the report can be accepted; please review"
    if diagnostic.may_be_eased:
        return "until it is fixed, or eased by the pairing's terms, the report has no verdict"
    return "until it is fixed, the report has no verdict"


def retired_page(code: str, successor: str) -> Document:
    """Return the page on a code that is no longer used; ``successor`` is empty where nothing took over."""
    after = f" {successor} took its place; 'vbpqip explain {successor}' says more." if successor else ""
    return Document(
        title=code,
        lead=f"This code is no longer used.{after}",
        parts=(),
        values={"kind": "retired", "code": code, "replaced_by": successor or None},
    )


def contracting_page(topic: ContractingTopic) -> Document:
    """Return the page on a level, an arrangement, or what goes with them."""
    return Document(
        title=topic.names[0],
        lead=f"{topic.title}.",
        parts=(FactList(topic.facts), *under_headings([("Source", grounds_in_words(topic.grounds))])),
        values={
            "kind": "contracting",
            "names": list(topic.names),
            "title": topic.title,
            "facts": dict(topic.facts),
            **grounds_document(topic.grounds),
        },
    )


def measure_page(row: MenuRow) -> Document:
    """Return the page on a measure of the menu or of a pairing's terms."""
    measure = row.measure
    facts = {
        "Steward": measure.steward,
        "Result": measure.result_unit if measure.annual else f"events {measure.result_unit}",
        "Multiplier": "none: the result is entered as it is" if measure.annual else f"{measure.per:,}",
        "Better": measure.improvement,
        "Scoring": _scoring(measure),
        "Reporting": f"{measure.reporting}: {_reporting(measure)}",
        "On the menu": _on_menu(row),
    }
    return Document(
        title=f"{measure.short_title} ({measure.key})",
        lead=measure.title,
        parts=(FactList(tuple(facts.items())), *under_headings(_sources(row))),
        values=_measure_document(row),
    )


_FIELD_NAMES = {
    "title": "the name",
    "steward": "the steward",
    "improvement": "which way is better",
    "scoring": "the scoring",
    "reporting": "the reporting",
    "per": "the multiplier",
    "unit": "the unit",
}


def _sources(row: MenuRow) -> Iterator[tuple[str, str]]:
    """Yield what the row and its fields rest on; those that rest on the same stand together."""
    on: dict[Grounds, list[str]] = {row.grounds: []}
    for name, grounds in row.fields.items():
        on.setdefault(grounds, []).append(_FIELD_NAMES[name])
    for grounds, names in on.items():
        named = ["the row", *names] if grounds == row.grounds else names
        heading = "Source" if len(on) == 1 else f"Source of {_joined(named)}"
        yield heading, grounds_in_words(grounds)


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _scoring(measure: Measure) -> str:
    match measure.scoring:
        case Scoring.PROPORTION:
            return f"proportion: there are never more events than {measure.unit}"
        case Scoring.RATIO:
            return f"ratio: more events than {measure.unit} are possible, and unlikely"
        case Scoring.PERCENT:
            return "percent: the year's own percentage, which is never averaged"
        case Scoring.CONTINUOUS_VARIABLE:
            return "continuous variable: the year's own result, which is never averaged"


def _reporting(measure: Measure) -> str:
    if not measure.annual:
        return f"events in the numerator and {measure.unit} in the denominator of each of four quarters"
    return (
        "the year's result in the last quarter's numerator and NA in its denominator; the first three quarters stay "
        "blank"
    )


def _on_menu(row: MenuRow) -> str:
    measure, since = row.measure, row.grounds.since
    if measure.off_menu:
        return f"no: added by the pairing's terms, since {since}"
    changed = f"; changed by the pairing's terms since {row.changed}" if row.changed else ""
    return f"since {since}{changed}" + (f"; removed on {measure.removed}" if measure.removed else "")


def _measure_document(row: MenuRow) -> dict[str, Any]:
    measure = row.measure
    return {
        "kind": "measure",
        **measure._asdict(),
        "removed": str(measure.removed) if measure.removed else None,
        "result_unit": measure.result_unit,
        **grounds_document(row.grounds),
        "changed": str(row.changed) if row.changed else None,
        "per_basis": row.fields["per"].basis,
        "per_source": row.fields["per"].source,
        "fields": {name: grounds_document(grounds) for name, grounds in row.fields.items()},
    }
