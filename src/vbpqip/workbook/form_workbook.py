"""What xlsxwriter has no option for: the document's language, for screen readers, and parts that say nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from vbpqip.workbook.theme import THEME

LANGUAGE = "en-US"
_END = "</cp:coreProperties>"
_OF_NO_USE = re.compile(r"<c:printSettings>.*</c:printSettings>| xmlns:r=\"[^\"]*\"| baseline=\"0\"|<c:layout/>")
"""What a chart says of itself though it is so anyway, and its own page set-up, though its sheet is what is printed."""


def _rewrite(part: StringIO, change: Callable[[str], str]) -> None:
    written = change(part.getvalue())
    part.seek(0)
    part.truncate()
    part.write(written)


class _Packager(Packager):  # type: ignore[misc]  # xlsxwriter has no types
    def _write_core_file(self) -> None:
        super()._write_core_file()
        part, _, _ = self.filenames[-1]
        _rewrite(part, lambda written: written.replace(_END, f"<dc:language>{LANGUAGE}</dc:language>{_END}"))

    def _write_chart_files(self) -> None:
        before = len(self.filenames)
        super()._write_chart_files()
        for part, _, _ in self.filenames[before:]:
            _rewrite(part, lambda written: _OF_NO_USE.sub("", written))

    def _write_app_file(self) -> None:
        """Write the list of sheets without the list of names, which the workbook itself has."""
        self.named_ranges: list[str] = []
        super()._write_app_file()


class FormWorkbook(Workbook):  # type: ignore[misc]  # as above
    """A workbook in memory that says which language it is in."""

    def __init__(self, *words: Any) -> None:  # noqa: ANN401 -- as xlsxwriter takes them
        super().__init__(*words)
        self.use_custom_theme(StringIO(THEME))

    def _get_packager(self) -> _Packager:
        return _Packager()
