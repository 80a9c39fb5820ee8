"""Modules as Python reads them, each read once in a process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module, which nobody changes."""
    return ast.parse(path.read_text("utf-8"))
