"""Each craft has one owner: what a module alone does, no other imports the means for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "vbpqip"

OWNERS = {
    "textwrap": ["core/wrapping.py"],
}


def _imported_by(path: Path) -> Iterator[str]:
    """Yield the packages of which a module imports anything, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]
            case _:
                pass


@pytest.mark.parametrize("package", OWNERS)
def test_a_craft_has_one_owner(package: str) -> None:
    modules = sorted(SOURCE.rglob("*.py"))

    users = [path.relative_to(SOURCE).as_posix() for path in modules if package in _imported_by(path)]

    assert users == OWNERS[package]
