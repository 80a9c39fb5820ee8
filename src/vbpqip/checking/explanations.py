"""Why each diagnostic matters, with an example; read only for those who ask, never by a check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pkgutil import get_data

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.program import Program

_OF_A_PROGRAM = "explanations.toml"


class Explanation(NamedTuple):
    """What would go wrong with the verdict or the money, and a case of it with what to type instead, empty for none."""

    why: str
    example: str


def explanations(program: Program) -> Mapping[str, Explanation]:
    """Return the explanations by code, in a program's words.

    Examples are the program's own, since they name its quarters, measures and parties; where it has reasons of its own
    too, those are told.
    """
    why = tomllib.loads((get_data("vbpqip.checking", "explanations.toml") or b"").decode())
    file = program.folder / _OF_A_PROGRAM
    own = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    return {
        code: Explanation(**{"why": program.in_words(general), "example": "", **own.get(code, {})})
        for code, general in why.items()
    }
