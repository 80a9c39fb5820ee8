"""The exports of a folder: what kinds of reports write for people, made anew by each run of what reports say."""

from __future__ import annotations

from pathlib import Path

from vbpqip.batch.facts import FactsOf, facts_that_count
from vbpqip.batch.store import Store
from vbpqip.kinds.registry import known
from vbpqip.output.atomic_files import write_together
from vbpqip.program.program import Program

FOLDER = "exports"
"""Where the files are written, in the folder of results."""


def write_exports(store: Store, out: Path, program: Program) -> int:
    """Write the exports of all kinds, all or none, and return how many files they are.

    Raises:
        OSError: A file cannot be written; those that were there stay.
    """
    files: dict[Path, bytes] = {}
    for kind in known():
        for export in kind.exports(program, facts_that_count(store, FactsOf())):
            from vbpqip.rendering.exports import export_files  # noqa: PLC0415 -- only a kind that has some needs it

            files |= {out / FOLDER / name: content for name, content in export_files(export).items()}
    if files:
        (out / FOLDER).mkdir(exist_ok=True)
        write_together(files.items())
    return len(files)
