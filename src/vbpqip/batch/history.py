"""The history of a ledger: its lines, and the chain of hashes that shows where one was changed, added or taken out."""

from __future__ import annotations

import json
from hashlib import sha256

from vbpqip.core.named_tuples import NamedTuple

BEGINNING = "0" * 64
"""What the first line is chained to."""


HISTORY_HEAD = "history"
"""The key under which a ledger keeps the number of its lines and the hash of the last one."""


class HistoryLine(NamedTuple):
    """One file reviewed: when (UTC), its path and bytes, by which rules and day of receipt, and what was found.

    ``review_sha256`` is the digest of all that is kept of the review.
    """

    at: str
    path: str
    sha256: str
    rules: str
    received: str
    status: str
    verdict: str
    review_sha256: str

    def chained_to(self, previous: str) -> str:
        """Return the hash of the line, which is made of the hash of the line before it."""
        written = json.dumps(self, ensure_ascii=True, separators=(",", ":"))
        return sha256(f"{previous}{written}".encode("ascii")).hexdigest()
