"""What xlsxwriter has no option for: the document's language, for screen readers, and a short list of its parts."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

LANGUAGE = "en-US"
_END = "</cp:coreProperties>"


class _Packager(Packager):  # type: ignore[misc]  # xlsxwriter has no types
    def _write_core_file(self) -> None:
        super()._write_core_file()
        part, _, _ = self.filenames[-1]
        written = part.getvalue()
        part.seek(0)
        part.write(written.replace(_END, f"<dc:language>{LANGUAGE}</dc:language>{_END}"))

    def _write_app_file(self) -> None:
        """Write the list of sheets without the list of names, which the workbook itself has."""
        self.named_ranges: list[str] = []
        super()._write_app_file()


class FormWorkbook(Workbook):  # type: ignore[misc]  # as above
    """A workbook in memory that says which language it is in."""

    def _get_packager(self) -> _Packager:
        return _Packager()
