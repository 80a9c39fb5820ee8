r"""Paths as a ledger keeps them: text that every program can read, another one for every file.

A file system gives names that are no text; each byte of them is spelled such as ``\xff``, as other commands do.
"""

from __future__ import annotations

import re

from vbpqip.core.names import printable

_LOOKS_ESCAPED = re.compile(r"\\(?=[xu][0-9a-f])")


def stored_path(path: str) -> str:
    r"""Return a path as text; what only looks like such a spelling gets one of its own.

    >>> print(stored_path("Fidelis/report\udcff.xlsx"), stored_path(r"Fidelis/report\xff.xlsx"))
    Fidelis/report\xff.xlsx Fidelis/report\x5cxff.xlsx
    """
    return printable(_LOOKS_ESCAPED.sub(r"\\x5c", path))
