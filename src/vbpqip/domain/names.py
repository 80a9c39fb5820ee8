"""Names of files as text: a file system may give names that are no text, and Python keeps their bytes aside."""

import re

_BYTES_KEPT_ASIDE = re.compile("[\udc80-\udcff]")
_NO_TEXT = re.compile("[\ud800-\udfff]")
_ASIDE = 0xDC00


def as_text(name: str) -> str:
    r"""Return a name that can be written anywhere: each byte that is no text is spelled such as ``\xff``.

    >>> as_text("report\udcff.xlsx") == r"report\xff.xlsx"
    True
    """
    return _NO_TEXT.sub(lambda found: _spelled(ord(found[0])), name)


def _spelled(code: int) -> str:
    return f"\\x{code - _ASIDE:02x}" if _BYTES_KEPT_ASIDE.match(chr(code)) else f"\\u{code:04x}"
