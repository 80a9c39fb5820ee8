"""Writing the summary files of a ledger into a folder: all of them whole, or none."""

from __future__ import annotations

from hashlib import file_digest, sha256
from pathlib import Path

from vbpqip.batch.cross_report.fingerprint import is_current, keep_fingerprint
from vbpqip.batch.store import Store
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.program.program import Program
from vbpqip.summary.heading import summary_heading
from vbpqip.summary.names import FILES
from vbpqip.summary.options import NOTHING_GIVEN, SummaryOptions
from vbpqip.summary.run_identity import run_identity

_KEY, _FEEDBACK = "summary", "every_feedback"


def write_summary(store: Store, folder: Path, program: Program, options: SummaryOptions = NOTHING_GIVEN) -> None:
    """Write the summary files of a ledger after the cross-report checks; nothing where they are current and untouched.

    Raises:
        OSError: A file cannot be written; those that were there stay.
        sqlite3.Error: The ledger cannot be read.
    """
    run = run_identity(store, program, options)
    linked = store.sealed(_FEEDBACK) if options.has_feedback else None
    now = sha256(f"summary of {run} {options} {linked}".encode()).hexdigest()
    if all((folder / name).is_file() for name in FILES) and is_current(store, _KEY, f"{now} {_digest(folder)}"):
        return
    from vbpqip.summary.write import write_summary_files  # noqa: PLC0415 -- what writes files is not for a folder that has not changed

    heading = summary_heading(store, program, options, run)
    with AtomicFiles(folder) as atomic:
        write_summary_files(store, atomic, program, heading, options)
    keep_fingerprint(store, _KEY, f"{now} {_digest(folder)}")
    store.commit()


def _digest(folder: Path) -> str:
    """Return what the files are known by that are there, so that one that another program saved is written again."""
    digest = sha256()
    for name in FILES:
        with (folder / name).open("rb") as file:
            digest.update(file_digest(file, sha256).digest())
    return digest.hexdigest()
