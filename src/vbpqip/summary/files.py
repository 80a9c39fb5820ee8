"""Writing the summary files of a ledger into a folder: all of them whole, or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from vbpqip.batch.cross_report.fingerprint import fingerprint, is_current, keep_fingerprint
from vbpqip.batch.store import Store
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.program.program import Program
from vbpqip.summary.names import FILES

_KEY = "summary"


def write_summary(store: Store, folder: Path, program: Program) -> None:
    """Write the summary files of a ledger after the cross-report checks; nothing where they are there and current.

    Raises:
        OSError: A file cannot be written; those that were there stay.
        sqlite3.Error: The ledger cannot be read.
    """
    now = _fingerprint(store, program)
    if all((folder / name).is_file() for name in FILES) and is_current(store, _KEY, now):
        return
    from vbpqip.summary.write import write_files  # noqa: PLC0415 -- pandas is not for a folder that has not changed

    with AtomicFiles(folder) as atomic:
        write_files(store, atomic, program)
    keep_fingerprint(store, _KEY, now)
    store.commit()


def _fingerprint(store: Store, program: Program) -> str:
    return sha256(f"summary of {fingerprint(store, program)}".encode()).hexdigest()
