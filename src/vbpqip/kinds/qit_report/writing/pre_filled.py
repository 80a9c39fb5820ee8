"""Pre-filled sets: one form for each of several pairings, with its names locked, under a name of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from vbpqip.core.parties import Pairing
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.program.program import Program

_LONGEST_NAME = 60
"""Characters of a name within a file's name."""

_APOSTROPHES = re.compile("['\u2018\u2019\u00b4]")
_BETWEEN_WORDS = re.compile(r"[\W_]+", re.ASCII)


class PreFilled(NamedTuple):
    """A form and the name of its file."""

    file: str
    form_data: FormData


def pre_filled(
    program: Program, pairings: Iterable[Pairing], *, period: Quarter | None, selected: tuple[str, ...]
) -> tuple[PreFilled, ...]:
    """Return a form for each pairing, in the order given."""
    pairings = tuple(pairings)
    files = file_names([_name_of_file(pairing, period) for pairing in pairings])
    return tuple(
        PreFilled(file, _form_data(program, pairing, period, selected))
        for file, pairing in zip(files, pairings, strict=True)
    )


def _form_data(program: Program, pairing: Pairing, period: Quarter | None, selected: tuple[str, ...]) -> FormData:
    form_data = empty_form_data(program, period=period, facility=pairing.facility, mco=pairing.mco, selected=selected)
    return form_data._replace(carried=frozenset({("facility", 0), ("mco", 0)}))


def _name_of_file(pairing: Pairing, period: Quarter | None) -> str:
    parts = [slug(pairing.facility) or "Facility", slug(pairing.mco) or "MCO"]
    return "_".join([*parts, *([] if period is None else [slug(str(period))])])


def slug(name: str) -> str:
    """Return a name in letters, digits and hyphens of ASCII, which every file system takes.

    >>> slug("St. Joseph\u2019s Hospital"), slug("Emblem Health (HIP)"), slug("Hôpital / Québec")
    ('St-Josephs-Hospital', 'Emblem-Health-HIP', 'Hopital-Quebec')
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub("-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def file_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of files, no two alike where capitals make no difference.

    >>> file_names(["A_B", "a_b", "A_B-2", "A_B"])
    ('A_B.xlsx', 'a_b-2.xlsx', 'A_B-2-2.xlsx', 'A_B-3.xlsx')
    """
    taken: dict[str, str] = {}
    for name in names:
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}-{number}"
        taken[free.casefold()] = f"{free}.xlsx"
    return tuple(taken.values())
