"""The rules of a run: the checker's version, the program data's and a pairing's terms; other rules review anew."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from vbpqip.batch.reviewer import Reviewer
from vbpqip.core.version import __version__
from vbpqip.kinds.registry import known, wrong_codes
from vbpqip.program.loading import NEW_YORK, folder_of, program_under

_DIGITS = 16


def reviewer_under(terms: Path | None, pack: str = NEW_YORK) -> Reviewer:
    """Return the reviewer that uses the program's numbers, a pairing's terms overlaid on them.

    Raises:
        ProgramDataError: The terms file is wrong.
    """
    program = program_under(terms, wrong_codes, pack)
    overlaid = "none" if terms is None else sha256(terms.read_bytes()).hexdigest()[:_DIGITS]
    version = f"{program.version}{_own_digest(pack)}"
    return Reviewer(program, f"vbpqip {__version__}, program {version}, terms {overlaid}", known())


def _own_digest(pack: str) -> str:
    """Return what tells a program that is not of this version of the package from all others."""
    if pack == NEW_YORK:
        return ""
    files = sorted(folder_of(pack).glob("*.toml"))
    return f" {sha256(b''.join(path.read_bytes() for path in files)).hexdigest()[:_DIGITS]}"
