"""A letter as the draft of an e-mail, with files attached; nobody's address is known, so that it has none.

What a report says of itself may be the work of somebody who means harm. A header is therefore encoded here, whatever is
in it: a text that looks like an encoded word (RFC 2047) would be decoded again by whoever writes or reads it as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from hashlib import sha256
from urllib.parse import quote

from vbpqip.core.characters import visible
from vbpqip.core.named_tuples import NamedTuple

WIDTH = 76
"""Characters of a line."""

_POLICY = compat32.clone(linesep="\r\n", max_line_length=WIDTH)
_TYPES = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "html": ("text", "html"),
}
_PIECE = re.compile("(?:%[0-9A-F]{2}|[^%]){1,20}")
"""A part of an encoded file name that fits on a line."""


class Letter(NamedTuple):
    """What an e-mail says."""

    subject: str
    body: str


def letter_as_mail(letter: Letter, attached: Mapping[str, bytes]) -> bytes:
    """Return the draft as mail programs open it, with workbooks and pages attached by their names."""
    boundary = sha256(b"".join(attached.values())).hexdigest()[:40]
    message = MIMEMultipart(boundary=boundary, policy=_POLICY)
    message["Subject"] = _encoded("Subject", letter.subject)  # type: ignore[assignment] # as the library documents it
    message["X-Unsent"] = "1"  # opens as a draft, not as a message received
    message.attach(_body(letter.body))
    for name, content in attached.items():
        message.attach(_attached(content, name))
    return message.as_bytes()


def _encoded(header: str, text: str) -> Header:
    """Return the value of a header, which reads as exactly that text."""
    return Header(text, "utf-8", header_name=header)


def _body(words: str) -> MIMEText:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return MIMEText(words, "plain", charset, policy=_POLICY)  # type: ignore[arg-type] # as the library documents it


def _attached(content: bytes, name: str) -> MIMEBase:
    """Return a file as a part; all of its name is encoded (RFC 2231)."""
    part = MIMEBase(*_TYPES[name.rpartition(".")[2]], policy=_POLICY)
    part.set_payload(content)
    encode_base64(part)
    first, *others = _PIECE.findall(quote(visible(name), safe=""))
    pieces = (f"utf-8''{first}", *others)
    named = (f"filename*{nth}*={piece}" for nth, piece in enumerate(pieces))
    part["Content-Disposition"] = "; ".join(("attachment", *named))
    return part
