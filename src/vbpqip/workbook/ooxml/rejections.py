"""Rejections: the one way in which reading a package ends without a workbook."""

from __future__ import annotations

from typing import NoReturn

from vbpqip.core.errors import Rejection, UnreadableWorkbookError

__all__ = ["Rejection", "reject"]


def reject(rejection: Rejection, reason: str) -> NoReturn:
    """Reject the file; ``reason`` completes "cannot be opened as a workbook: …".

    Raises:
        UnreadableWorkbookError: always.
    """
    raise UnreadableWorkbookError(reason, rejection)
