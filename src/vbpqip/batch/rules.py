"""The rules of a run: the checker's version, the program data's and a pairing's terms; others judge anew."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from vbpqip import __version__
from vbpqip.batch.judging import Judge
from vbpqip.kinds import known, wrong_codes
from vbpqip.program.loading import program_under

_DIGITS = 16


def judge_under(terms: Path | None) -> Judge:
    """Return who judges by the program's numbers, a pairing's terms laid over them.

    Raises:
        ProgramDataError: The terms file is wrong.
    """
    program = program_under(terms, wrong_codes)
    laid_over = "none" if terms is None else sha256(terms.read_bytes()).hexdigest()[:_DIGITS]
    return Judge(program, f"vbpqip {__version__}, program {program.version}, terms {laid_over}", known())
