"""The program's data files as Python values, which load several times faster than TOML.

    python tests/support/compiled_data.py

writes ``src/vbpqip/program/compiled.py`` anew after a change of a data file; a test holds the two equal.
"""

from __future__ import annotations

import pprint
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[2] / "src" / "vbpqip" / "program"
_HEAD = '''"""The data files of ``data`` as Python values; ``tests/support/compiled_data.py`` writes this module."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

FILES: Mapping[str, Mapping[str, Any]] = '''


def data_files() -> dict[str, dict[str, Any]]:
    """Return the content of the data files, by name without ``.toml``."""
    paths = sorted((PROGRAM / "data").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text("utf-8"), parse_float=Decimal) for path in paths}


def compiled() -> str:
    """Return the module's text."""
    values = pprint.pformat(data_files(), indent=1, width=118, sort_dicts=False)
    return f"{_HEAD}{values.replace('datetime.date(', 'date(')}\n"


if __name__ == "__main__":
    (PROGRAM / "compiled.py").write_text(compiled(), "utf-8")
