"""The command ``vbpqip``, as a process of its own; ``python -m vbpqip`` is the same.

Little is imported here, so that the process soon knows what to do when it is told to end.
"""

from __future__ import annotations

import gc
import os
import signal

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_INTERRUPTED = 130
_STANDARD_STREAMS = (0, 1, 2)
_STANDARD_ERROR = 2


def run() -> None:
    """Run one command and end the process.

    Nearly all that a command makes lives until the process ends: to look for garbage among it costs a tenth of a check.
    """
    _fill_closed_streams()
    _end_on_signal()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from vbpqip.cli import main  # noqa: PLC0415 -- its import is a good part of the command
    from vbpqip.cli.streams import guard_streams  # noqa: PLC0415 -- as above

    guard_streams()
    try:
        main(prog_name="vbpqip")
    finally:
        gc.freeze()


def _fill_closed_streams() -> None:
    """See that no file that is opened later gets the number of a stream that is closed, and what is written there."""
    for number in _STANDARD_STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _end_on_signal() -> None:
    """End at Ctrl-C and at the end that a scheduler asks for; what started this one to ignore them is obeyed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(*_: object) -> None:
    """End at once, with one line, whatever this process is at; what writes a file holds the signal back meanwhile."""
    try:
        os.write(_STANDARD_ERROR, b"Stopped.\n")
    finally:
        os._exit(_INTERRUPTED)


if __name__ == "__main__":
    run()
