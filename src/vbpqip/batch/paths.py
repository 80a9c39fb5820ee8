"""Paths as a ledger keeps them: text that every program can read, another one for every file.

A file system gives names that are no text; Python keeps their bytes as lone surrogates, which nothing can store.
"""

from __future__ import annotations

import re

_MARK = "\ufffd"
_NO_TEXT = re.compile(f"[{_MARK}\ud800-\udfff]")
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


def kept(path: str) -> str:
    r"""Return a path as text; each byte that is no text is spelled as two digits behind a mark.

    >>> kept("Fidelis/report\udcff.xlsx")
    'Fidelis/report\ufffdff.xlsx'
    """
    return _NO_TEXT.sub(lambda found: _spelled(ord(found[0])), path)


def _spelled(code: int) -> str:
    if chr(code) == _MARK:
        return f"{_MARK}FFFD"
    return f"{_MARK}{code - 0xDC00:02x}" if code in _ESCAPED_BYTES else f"{_MARK}{code:04x}"
