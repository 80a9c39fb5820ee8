"""4xx: entries that reports of another kind give: a column that holds such a fact is compared with what those say.

What was entered is noted where it differs; what was calculated is nobody's entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Generic

from vbpqip.checking.between import R
from vbpqip.checking.check import Issue
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject, normalized_name


class StatedFact(NamedTuple, Generic[R]):
    """What a report of a kind, in a file of a name, says of a facility and MCO.

    ``period``, ``measure``, if it is of one, and ``fact`` say of what; ``is_entered`` is whether it stands in an entry.
    """

    report: R
    file: str
    kind: str
    subject: Subject
    period: str
    measure: str | None
    fact: str
    value: str
    is_entered: bool

    @property
    def about(self) -> tuple[str, str, str, str, str]:
        """What it is about, as it is compared."""
        facility, mco = (normalized_name(name or "") for name in self.subject)
        return facility, mco, self.period, self.measure or "", self.fact

    @property
    def of(self) -> str:
        """What it is about, in a message."""
        return ", ".join(filter(None, (self.subject.facility, self.measure, self.fact.replace("_", " "))))


def meaning_of(value: str) -> Fraction | str:
    """Return a value as it is compared.

    >>> meaning_of("6.0") == meaning_of("6"), meaning_of("Not met") == meaning_of("not_met")
    (True, True)
    """
    try:
        return Fraction(value)
    except ValueError:
        return normalized_name(value.replace("_", " "))


def entries_otherwise(stated: Sequence[StatedFact[R]]) -> Iterator[tuple[R, Issue]]:
    """Yield an issue for each entry that is not what the report of another kind says of the same."""
    for each in stated:
        others = (other for other in stated if other.kind != each.kind)
        other = next((other for other in others if meaning_of(other.value) != meaning_of(each.value)), None)
        if each.is_entered and other is not None:
            message = f"{each.of}: {each.value}, but {other.value} in {other.file}."
            yield each.report, Issue(None, message, each.value, other.value, each.subject)
