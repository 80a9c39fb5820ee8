"""What the documents show of the program: commands, and what each prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from support.reports import report
from vbpqip.cli import main


def console(*words: str) -> str:
    """Return a command, run in this folder, and what it prints, as a document shows them.

    In place of a SHA-256 stand digits in their order: it is of a workbook whose bytes another library may change.
    """
    shown = " ".join(f'"{word}"' if " " in word else word for word in words)
    printed = re.sub(r"\b[0-9a-f]{64}\b", "0123456789abcdef" * 4, CliRunner().invoke(main, words).stdout.rstrip())
    return f"```console\n$ vbpqip {shown}\n{printed}\n```"


def words_of(line: str) -> list[str]:
    """Return the words of a command that a document shows.

    >>> words_of('vbpqip parameters --period "DY3 Q1"')
    ['parameters', '--period', 'DY3 Q1']
    """
    return shlex.split(line)[1:]


@contextmanager
def sent_twice() -> Iterator[None]:
    """Be in a folder with a report and what its sender sent again."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path("report.xlsx").write_bytes(report({("numerator_2", 4): 11, ("denominator_3", 4): "4500"}))
        Path("sent-again.xlsx").write_bytes(report({("attested_by", 0): "A. CLERK"}))
        yield
