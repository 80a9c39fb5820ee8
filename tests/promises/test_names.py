"""A public name means one thing in the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "vbpqip"


def _defined_in(path: Path) -> Iterator[str]:
    """Yield the public classes and type aliases of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name):
                yield name
            case ast.AnnAssign(target=ast.Name(name), annotation=ast.Name("TypeAlias")):
                yield name
            case _:
                pass


def test_no_public_name_has_two_meanings() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in _defined_in(path):
            if not name.startswith("_"):
                places[name].append(path.relative_to(SOURCE).as_posix())

    assert len(places) > 100
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
