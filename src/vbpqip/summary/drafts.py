"""Files that are written beside their places, and moved there together when all are whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class Drafts:
    """The files of one summary; where one cannot be written, none is replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def draft(self, name: str) -> Path:
        """Return where to write a file; it is moved to its place at the end."""
        place = self._folder / name
        return self._drafts.setdefault(place, self._folder / f".{name}.part")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for place, draft in self._drafts.items():
            if kind is None:
                draft.replace(place)
                continue
            with suppress(OSError):  # what failed is told already
                draft.unlink()
