"""The command ``vbpqip``, as a process of its own; ``python -m vbpqip`` is the same."""

from __future__ import annotations

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def run() -> None:
    """Run one command and end the process.

    Nearly all that a command makes lives until the process ends: to look for garbage among it costs a tenth of a check.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from vbpqip.cli import main  # noqa: PLC0415 -- its import is a good part of the command

    try:
        main(prog_name="vbpqip")
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
