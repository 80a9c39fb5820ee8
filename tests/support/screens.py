"""A screen that nobody sees: a laptop's window of 1366 x 768, in which LibreOffice paints."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS_TO_END = 10
WIDTH, HEIGHT = 1366, 768


def has_screen() -> bool:
    """Whether this machine has Xvfb."""
    return shutil.which("Xvfb") is not None


@contextmanager
def screen() -> Iterator[str]:
    """Open a screen, and yield its display."""
    read, write = os.pipe()
    try:
        command = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        process = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)  # noqa: S603 -- our own words
    finally:
        os.close(write)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(_SECONDS_TO_END)
