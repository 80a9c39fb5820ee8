"""Refusals: the one way in which reading a package ends without a workbook."""

from __future__ import annotations

from typing import NoReturn

from vbpqip.domain.errors import UnreadableWorkbookError


def refuse(reason: str) -> NoReturn:
    """Refuse the file; ``reason`` completes "cannot be opened as a workbook: …".

    Raises:
        UnreadableWorkbookError: always.
    """
    raise UnreadableWorkbookError(reason)
