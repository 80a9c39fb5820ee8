"""Pages on the program's numbers: every dated value with its grounds, and the terms that change it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.output.document import Document, Part, Verbatim, under_headings
from vbpqip.program.parameters import NOT_KNOWN, Grounds, Parameter, ParameterKind
from vbpqip.program.program import award_in_words
from vbpqip.program.roster import RosterRow

_IN_A_TERMS_FILE = (
    "What facility and {mco} agreed on is written into a file such as terms.toml, and every command takes it with "
    "'--terms terms.toml'."
)
_SOURCE = 'source = "Agreement, section 4"\n'
_ANY_AWARD = 1_000_000
_ELSEWHERE = '" … "'
"""Stands between two parts of a source's words that do not stand together."""


class _Number(NamedTuple):
    """A number by its key; ``values`` are as they are printed, each with its grounds and alternatives."""

    key: str
    title: str
    unit: str
    values: tuple[tuple[str, Grounds, tuple[str, ...]], ...]


def parameter_page(parameter: Parameter, words: Vocabulary) -> Document:
    """Return the page on a parameter."""
    values = tuple(
        (dated.text, dated.grounds, tuple(other.text for other in dated.alternatives)) for dated in parameter.values
    )
    number = _Number(parameter.key, parameter.title, parameter.unit, values)
    if len(parameter.choices) == 1:
        return _page(number, words, "This is the only way in which the program calculates, so terms cannot change it.")
    value, grounds, _ = values[-1]
    terms = (
        f"[[{parameter.key}.values]]\n"
        f'since = "{grounds.since}"\n'
        f"value = {_quoted(NOT_KNOWN) if value == NOT_KNOWN else _toml(parameter.kind, value)}\n"
        f"{_SOURCE}"
    )  # fmt: skip
    return _page(number, words, f"{words.said(_IN_A_TERMS_FILE)} A value is {_possible(parameter)}.", terms)


def award_key(pairing: Pairing) -> str:
    """Return what the award of a pairing is called."""
    return f"roster.{pairing.facility} / {pairing.mco}.award"


def award_page(rows: Sequence[RosterRow], words: Vocabulary) -> Document:
    """Return the page on a pairing's award, given the pairing's rows of the roster."""
    pairing, since = rows[-1].pairing, rows[-1].grounds.since
    number = _Number(
        key=award_key(pairing),
        title=f"{rows[-1].grounds.award_year} award of {pairing.facility} from {pairing.mco}",
        unit="dollars a year",
        values=tuple((award_in_words(row.pairing), row.grounds, ()) for row in rows),
    )
    terms = (
        "[[pairings]]\n"
        f"facility = {_quoted(pairing.facility)}\n"
        f"mco = {_quoted(pairing.mco)}\n"
        f"award = {pairing.award or _ANY_AWARD}\n"
        f'since = "{since}"\n'
        f"{_SOURCE}"
    )
    return _page(number, words, f"{words.said(_IN_A_TERMS_FILE)} An award is in whole dollars.", terms)


def _page(number: _Number, words: Vocabulary, change: str, terms: str = "") -> Document:
    lines = f"title = {_quoted(words.agreement)}\n\n{terms}" if terms else ""
    return Document(
        title=number.key,
        lead=f"{number.title} ({number.unit})",
        parts=tuple(_parts(number, change, lines)),
        values={
            "kind": "number",
            "key": number.key,
            "title": number.title,
            "unit": number.unit,
            "values": [
                {"value": value, **grounds_document(grounds), "alternatives": list(others)}
                for value, grounds, others in number.values
            ],
            "terms": lines or None,
        },
    )


def _parts(number: _Number, change: str, lines: str) -> Iterator[Part]:
    dated = (
        (f"{value} {span_in_words(grounds)}", f"{grounds_in_words(grounds)} {alternatives_in_words(others)}".rstrip())
        for value, grounds, others in number.values
    )
    yield from under_headings((*dated, ("What changes it", change)))
    if lines:
        yield Verbatim(lines)


def alternatives_in_words(alternatives: Sequence[str]) -> str:
    """Return the values of other readings that are as good, empty where there are none.

    >>> alternatives_in_words(["no"]), alternatives_in_words(["2", "3"])
    ('Another reading is as good: no.', 'Other readings are as good: 2 or 3.')
    """
    if not alternatives:
        return ""
    readings = "Other readings are" if len(alternatives) > 1 else "Another reading is"
    return f"{readings} as good: {' or '.join(alternatives)}."


def span_in_words(grounds: Grounds) -> str:
    """Return since when, and where its source names an end until when, something holds."""
    return f"since {grounds.since}" + (f" until {grounds.until}" if grounds.until else "")


def grounds_in_words(grounds: Grounds) -> str:
    """Return the basis, the source, its words and the note of a number."""
    source = f": {grounds.source}" if grounds.source else ""
    quote = f'. "{grounds.quote.replace(" / ", _ELSEWHERE)}"' if grounds.quote else ""
    return f"{grounds.basis.capitalize()}{source}{quote}. {grounds.note or ''}".rstrip()


def grounds_document(grounds: Grounds) -> dict[str, Any]:
    """Return the grounds of a number as a JSON-able value."""
    return {
        "since": str(grounds.since),
        "until": None if grounds.until is None else str(grounds.until),
        "basis": str(grounds.basis),
        "source": grounds.source,
        "quote": grounds.quote,
        "note": grounds.note,
    }


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _toml(kind: ParameterKind, value: str) -> str:
    if kind is ParameterKind.FLAG:
        return "true" if value == "yes" else "false"
    if kind is ParameterKind.MONTHS:
        return f"[{value}]"
    return _quoted(value) if kind in _IN_QUOTES or "/" in value else value


_IN_QUOTES = {ParameterKind.CHOICE, ParameterKind.QUARTER, ParameterKind.NUMBER}


def _possible(parameter: Parameter) -> str:
    lowest, highest = parameter.bounds
    return {
        ParameterKind.SHARE: 'a share from 0 to 1, such as 0.50 or "2/3"',
        ParameterKind.FLAG: "true or false",
        ParameterKind.WHOLE: f"a whole number from {lowest} to {highest}",
        ParameterKind.CHOICE: " or ".join(map(_quoted, parameter.choices)),
        ParameterKind.QUARTER: f'a quarter such as "{parameter.values[0].grounds.since.years.example}"',
        ParameterKind.MONTHS: "a list of months after the window, such as [7, 8, 9]",
        ParameterKind.DAY: "a date such as 2017-10-31",
        ParameterKind.NUMBER: 'a number in quotes such as "62.50"',
    }[parameter.kind]
