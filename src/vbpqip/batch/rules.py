"""The rules of a run: the checker's version, the program data's and a pairing's terms; other rules review anew."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from vbpqip.batch.reviewer import Reviewer
from vbpqip.core.version import __version__
from vbpqip.kinds.registry import known, wrong_codes
from vbpqip.program.desk import ALL_DESKS, Desk
from vbpqip.program.loading import NEW_YORK, folder_of, program_under
from vbpqip.program.program import Program

_DIGITS = 16


AtDesk: TypeAlias = Callable[[Program], Desk]
"""Says of a program at whose desk its reports are reviewed."""


def _all_desks(program: Program) -> Desk:  # noqa: ARG001 -- as its like that knows the program's names
    return ALL_DESKS


def reviewer_under(terms: Path | None, pack: str = NEW_YORK, at_desk: AtDesk = _all_desks) -> Reviewer:
    """Return the reviewer at a desk that uses the program's numbers, a pairing's terms overlaid on them.

    What the desk does not say is said by the terms.

    Raises:
        ProgramDataError: The terms file is wrong.
    """
    program = program_under(terms, wrong_codes, pack)
    program = program.at_desk(program.desk.under(at_desk(program)))
    overlaid = "none" if terms is None else sha256(terms.read_bytes()).hexdigest()[:_DIGITS]
    version = f"{program.version}{_own_digest(pack)}"
    return Reviewer(
        program, f"vbpqip {__version__}, program {version}, terms {overlaid}{_named(program.desk)}", known()
    )


def _named(desk: Desk) -> str:
    """Return what a desk asks of each report, empty for one that takes all."""
    return "".join(f", {what} {named}" for what, named in (("for", desk.mco), ("of", desk.period)) if named)


def _own_digest(pack: str) -> str:
    """Return what tells a program that is not of this version of the package from all others."""
    if pack == NEW_YORK:
        return ""
    files = sorted(folder_of(pack).glob("*.toml"))
    return f" {sha256(b''.join(path.read_bytes() for path in files)).hexdigest()[:_DIGITS]}"
