"""E-mails: told from other texts by the lines at their head, and the workbook that is attached to one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

_MOST_LINES = 500
_FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.{0,200})")
_BEFORE_FIELDS = re.compile(r"\ufeff?[\r\n]*(?:>?From [^\r\n]*\r?\n|\d+ *\r?\n)?")
"""What may stand before the first field: a mark, blank lines, the line of a mailbox, the size that Apple Mail notes."""

_OF_MAIL = frozenset(
    ("from", "to", "cc", "bcc", "received", "x-received", "return-path", "delivered-to", "envelope-to", "message-id",
     "reply-to", "sender", "x-unsent", "x-mozilla-status", "authentication-results", "dkim-signature", "arc-seal")
)  # fmt: skip
_FEWEST_FIELDS = 2
_OF_SAVED_PAGE = "snapshot-content-location"
_SAVED_BY = "saved by"

_ATTACHED = re.compile(rb"[nN]ame(?:\*0?\*?)?=(?:\"([^\"\r\n]{1,400})\"|([^\s;\"]{1,400}))")
_MOST_NAMES = 1_000
_WORKBOOK = re.compile(r"\.(?:xlsx|xlsm|xlsb|xls|ods)$", re.IGNORECASE)


def is_mail(head: str) -> bool:
    r"""Whether a text begins as an e-mail does; a web page that a browser saved as one is none.

    >>> is_mail("Received: from a\n by b\nMIME-Version: 1.0\n"), is_mail("MIME-Version: 1.0\nContent-Type: a\n")
    (True, False)
    """
    fields = _fields(head)
    return len(fields) >= _FEWEST_FIELDS and not _is_saved(fields) and not _OF_MAIL.isdisjoint(fields)


def is_saved_page(head: str) -> bool:
    r"""Whether a text begins as a web page does that a browser or Excel saved in the form of an e-mail.

    >>> is_saved_page("From: <Saved by Blink>\nSubject: Report\n"), is_saved_page("MIME-Version: 1.0\n")
    (True, True)
    """
    fields = _fields(head)
    return _is_saved(fields) or ("mime-version" in fields and _OF_MAIL.isdisjoint(fields))


def is_saved_workbook(head: str) -> bool:
    r"""Whether a text begins as a workbook does that Excel saved as a web page in one file.

    >>> is_saved_workbook("MIME-Version: 1.0\nX-Document-Type: Workbook\n")
    True
    """
    return _fields(head).get("x-document-type", "").casefold() == "workbook"


def is_enveloped(head: str) -> bool:
    r"""Whether a text is the encrypted or signed part of an e-mail (S/MIME), saved by itself.

    >>> is_enveloped("MIME-Version: 1.0\nContent-Type: application/x-pkcs7-mime; name=smime.p7m\n")
    True
    """
    return "pkcs7-" in _fields(head).get("content-type", "").casefold()


def attached_workbook(source: bytes) -> str:
    r"""Return the name of the first workbook that is attached to an e-mail, empty where none is named.

    >>> attached_workbook(b'Content-Disposition: attachment; filename="DY3 Q1.xlsx"\r\n')
    'DY3 Q1.xlsx'
    """
    for found in islice(_ATTACHED.finditer(source), _MOST_NAMES):
        name = _decoded((found[1] or found[2]).decode("utf-8", "replace"))
        if _WORKBOOK.search(name):
            return name
    return ""


def _fields(head: str) -> Mapping[str, str]:
    """Return the fields at the head of a text, by name; each as it was first given."""
    start = _BEFORE_FIELDS.match(head)
    fields: dict[str, str] = {}
    for line in head[start.end() if start else 0 :].split("\n", _MOST_LINES)[:_MOST_LINES]:
        found = _FIELD.match(line)
        if found is not None:
            fields.setdefault(found[1].casefold(), found[2].strip())
        elif not line.startswith((" ", "\t")):
            break
    return fields


def _is_saved(fields: Mapping[str, str]) -> bool:
    return _OF_SAVED_PAGE in fields or _SAVED_BY in fields.get("from", "").casefold()


def _decoded(name: str) -> str:
    """Return a name as people read it, out of either way in which mail programs write other letters than ASCII.

    >>> _decoded("UTF-8''caf%C3%A9.xlsx"), _decoded("=?utf-8?q?caf=C3=A9=2Exlsx?="), _decoded("=?x?b?!?=")
    ('café.xlsx', 'café.xlsx', '=?x?b?!?=')
    """
    from email.errors import HeaderParseError  # noqa: PLC0415 -- only an e-mail needs it
    from email.header import decode_header, make_header  # noqa: PLC0415 -- as above
    from urllib.parse import unquote  # noqa: PLC0415 -- as above

    _, quoted, rest = name.rpartition("''")
    try:
        return unquote(rest) if quoted else str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, ValueError):
        return name
