"""The exceptions of the package: raised only where no answer can be given.

::

    VbpQipError
    ├── ProgramDataError           a parameter or terms file is wrong
    ├── UnreadableWorkbookError    the file is no workbook that we can open
    └── RollForwardError           no next report can be made from this one, or not as asked
"""

from __future__ import annotations


class VbpQipError(Exception):
    """Base of all errors of this package; never raised itself."""


class ProgramDataError(VbpQipError):
    """A file of program numbers or of a pairing's terms is wrong."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


class UnreadableWorkbookError(VbpQipError):
    """The file is no workbook that can be opened; ``reason`` completes "cannot be opened: …"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot be opened as a workbook: {reason}")
        self.reason = reason


class RollForwardError(VbpQipError):
    """No next report can be made from this one; ``part`` is what is in the way: ``previous``, ``period``, a name."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason
