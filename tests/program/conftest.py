"""What tests of the program share: the program under a pairing's terms, written as TOML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from vbpqip.program.loading import program_under
from vbpqip.program.program import Program

Under: TypeAlias = Callable[[str], Program]


@pytest.fixture
def under(tmp_path: Path) -> Under:
    """Return the program under terms that are written to ``terms.toml``."""

    def program(terms: str) -> Program:
        path = tmp_path / "terms.toml"
        path.write_text(terms, encoding="utf-8")
        return program_under(path)

    return program
