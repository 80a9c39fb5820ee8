"""How serious a pairing takes a finding, and what it waives: both come from a terms file alone."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from vbpqip.core.findings import Waiver
from vbpqip.core.quarters import Quarter
from vbpqip.program.tables import TomlTable


class Grade(StrEnum):
    """What becomes of a finding."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Grading(NamedTuple):
    """The grade of a code from a quarter on, and where the pairing agreed on it; ``place`` is where it is written."""

    code: str
    since: Quarter
    grade: Grade
    source: str
    place: str


class Leniency(NamedTuple):
    """What a pairing agreed on findings; ``file`` is where; ``waivers`` are by the place where each is written."""

    file: str = ""
    gradings: tuple[Grading, ...] = ()
    waivers: Mapping[str, Waiver] = {}

    def grade(self, code: str, quarter: Quarter) -> Grade | None:
        """Return the grade of a code in a quarter, ``None`` where the pairing agreed on none."""
        in_force = [each for each in self.gradings if each.code == code and each.since <= quarter]
        return max(in_force, key=lambda each: each.since).grade if in_force else None

    def under(self, gradings: tuple[Grading, ...]) -> "Leniency":
        """Return it with a pairing's own grades of codes from their first quarter on."""
        first: dict[str, Quarter] = {}
        for each in gradings:
            first[each.code] = min(each.since, first.get(each.code, each.since))
        kept = (each for each in self.gradings if each.code not in first or each.since < first[each.code])
        return self._replace(gradings=(*kept, *gradings))


def read_gradings(terms: TomlTable) -> tuple[Grading, ...]:
    """Read the ``severities`` of a terms file.

    Raises:
        ProgramDataError: A key is missing, unknown, or of another type; a code is graded twice from one quarter.
    """
    found: list[Grading] = []
    for entry, each in terms.read_each("severities", _grading):
        if any((each.code, each.since) == (other.code, other.since) for other in found):
            entry.refuse("code", f"{each.code} has a severity from {each.since} already.")
        found.append(each)
    return tuple(found)


def read_waivers(terms: TomlTable) -> list[tuple[TomlTable, Waiver]]:
    """Read the ``waivers`` of a terms file, each with its table.

    Raises:
        ProgramDataError: A key is missing, unknown, or of another type.
    """
    return terms.read_each("waivers", _waiver)


def _grading(entry: TomlTable) -> Grading:
    grading = Grading(
        code=entry.text("code"),
        since=entry.quarter("since"),
        grade=entry.choice("severity", Grade),
        source=entry.text("source"),
        place=f"{entry.path}.code",
    )
    entry.done()
    return grading


def _waiver(entry: TomlTable) -> Waiver:
    waiver = Waiver(
        code=entry.text("code"),
        facility=entry.text("facility"),
        period=entry.quarter("period"),
        approver=entry.text("approver"),
        reason=entry.text("reason"),
        until=entry.day("until"),
    )
    entry.done()
    return waiver
