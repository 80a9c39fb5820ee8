"""Feedback that is stale: on reports that are not in the folder any more, or that could not be made anew.

It is removed where it is as it was written, so that nobody sends it; what somebody changed since stays and is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from vbpqip.batch.seals import Seal
from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.rendering.feedback import ENDINGS

_NO_FILE = "-"
"""In place of the digest of a file that there is not."""


class Removed(NamedTuple):
    """On how many reports feedback was removed, and its files that stay: they were changed, or are held open."""

    reports: int
    kept: tuple[Path, ...]


def digests_of(place: Path) -> str:
    """Return what the files of feedback are known by as they lie at a place, which is theirs before the endings."""
    return " ".join(map(_digest, _files(place)))


def _files(place: Path) -> Iterator[Path]:
    return (place.with_name(f"{place.name}{ending}") for ending in ENDINGS)


def _digest(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return _NO_FILE


def remove_stale_feedback(store: Store, places: Mapping[str, Path], folder: Path) -> Removed:
    """Remove the feedback on reports, by their places, and forget it; what stays is kept in mind, to be named again."""
    reports, kept = 0, list[Path]()
    for path, place in places.items():
        ((_, _, written),) = store.rows("feedback_on", (path,))
        stays = remove_unchanged(place, written, folder)
        kept += stays
        if not stays:
            reports += 1
            forget_feedback(store, path)
    return Removed(reports, tuple(kept))


def remove_unchanged(place: Path, written: str, folder: Path) -> list[Path]:
    """Remove the files of feedback at a place that are as they were written, and return those that stay.

    Folders that are then empty are removed too, below the folder of feedback.
    """
    files = zip(_files(place), written.split(), strict=True)
    stays = [file for file, known in files if not _is_removed(file, known)]
    with suppress(OSError):
        for parent in place.relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()
    return stays


def _is_removed(file: Path, known: str) -> bool:
    """Remove a file that is as it was written, and return whether it is gone."""
    try:
        if _digest(file) == known:
            file.unlink()
    except OSError:
        pass  # another program holds it, or something else lies there
    return not os.path.lexists(file)


def forget_feedback(store: Store, path: str) -> None:
    """Forget the feedback on a file."""
    with store.together():
        store.note_seal("every_feedback", without_feedback(store, path))


def without_feedback(store: Store, path: str) -> Seal:
    """Take out what is kept of the feedback on a file, and return the seal of the others."""
    seal = store.sealed("every_feedback")
    for before in store.rows("feedback_on", (path,)):
        seal = seal.minus(before)
    store.run("forget_feedback", (path,))
    return seal
