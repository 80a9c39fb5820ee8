"""Refusals: the one way in which reading a package ends without a workbook."""

from __future__ import annotations

from typing import NoReturn

from vbpqip.core.errors import Refusal, UnreadableWorkbookError

__all__ = ["Refusal", "refuse"]


def refuse(refusal: Refusal, reason: str) -> NoReturn:
    """Refuse the file; ``reason`` completes "cannot be opened as a workbook: …".

    Raises:
        UnreadableWorkbookError: always.
    """
    raise UnreadableWorkbookError(reason, refusal)
