"""What a kind of report writes for people beside its reports."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.output.document import DocumentTable
from vbpqip.output.mail import Letter


class Export(NamedTuple):
    """A table, and a letter with which it can be sent; ``name`` is that of their files, in letters, digits, hyphens."""

    name: str
    table: DocumentTable
    letter: Letter
