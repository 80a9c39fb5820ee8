"""Names of files as text: a file system may give names that are no text, and Python keeps their bytes aside."""

from __future__ import annotations

_NO_TEXT = range(0xD800, 0xE000)
_ASIDE = 0xDC00
_BYTES_KEPT_ASIDE = range(0xDC80, 0xDD00)
_MARK = 12


def printable(name: str) -> str:
    r"""Return a name that can be written anywhere: each byte that is no text is spelled such as ``\xff``.

    >>> printable("report\udcff.xlsx") == r"report\xff.xlsx"
    True
    """
    return name if name.isascii() else "".join(map(_escaped, name))


def within(name: str, most: int) -> str:
    """Return a name of at most so many bytes, never cut within a character; names that differ still do.

    >>> within("report", 20), within("\u00e9" * 20, 20)
    ('report', 'ééé-f5cacffb632b')
    """
    content = name.encode()
    if len(content) <= most:
        return name
    from hashlib import sha256  # noqa: PLC0415 -- OpenSSL takes long to load, and few names are too long

    mark = f"-{sha256(content).hexdigest()[:_MARK]}"
    return content[: most - len(mark)].decode(errors="ignore") + mark


def _escaped(character: str) -> str:
    code = ord(character)
    if code not in _NO_TEXT:
        return character
    return f"\\x{code - _ASIDE:02x}" if code in _BYTES_KEPT_ASIDE else f"\\u{code:04x}"
