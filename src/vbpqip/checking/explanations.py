"""Why each diagnostic matters, with an example; read only for those who ask, never by a check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data

from vbpqip.core.named_tuples import NamedTuple


class Explanation(NamedTuple):
    """What would go wrong with the verdict or the money, and a case of it with what to type instead."""

    why: str
    example: str


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanations by code."""
    content = get_data("vbpqip.checking", "explanations.toml") or b""
    return {code: Explanation(**texts) for code, texts in tomllib.loads(content.decode()).items()}
