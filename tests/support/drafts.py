"""Drafts of e-mails, read."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path


def body_of(draft: Path) -> str:
    """Return what a draft says, its lines ended as Python ends them."""
    part = email.message_from_bytes(draft.read_bytes(), policy=default).get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
