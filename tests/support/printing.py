"""A workbook on paper: printed to PDF by LibreOffice, read page by page with poppler."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.office_engine import Office

_TOOLS = ("pdftotext", "pdftoppm", "pdftohtml")


def needs_poppler() -> None:
    """Skip the test where poppler is missing, or fail it if ``VBPQIP_REQUIRE_OFFICE`` is 1."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing and os.environ.get("VBPQIP_REQUIRE_OFFICE") == "1":
        pytest.fail(f"VBPQIP_REQUIRE_OFFICE is 1, but this machine lacks {' and '.join(missing)}.")
    if missing:
        pytest.skip(f"This machine lacks {' and '.join(missing)} (Debian: poppler-utils), so no page was read.")


def printed(office: Office, content: bytes, folder: Path) -> Path:
    """Print a workbook; return the PDF file."""
    workbook, out = folder / "form.xlsx", folder / "form.pdf"
    workbook.write_bytes(content)
    office.converted_to_pdf(workbook, out)
    return out


def pages(pdf: Path) -> list[str]:
    """Return the text of each page, laid out as it is printed."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)  # noqa: S603, S607 -- our own words
    return done.stdout.decode().split("\f")[:-1]


def fonts_of(pdf: Path) -> str:
    """Return which fonts a document has, as XML: their sizes in thirds of a point."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", str(pdf)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")  # noqa: S603 -- our own words
