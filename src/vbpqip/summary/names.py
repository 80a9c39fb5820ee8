"""What the files of a summary are called."""

from __future__ import annotations

from vbpqip.summary import data_package
from vbpqip.summary.columns import tables

WORKBOOK, PAGE, LINES = "summary.xlsx", "summary.html", "results.jsonl"
FILES = (WORKBOOK, PAGE, LINES, data_package.NAME, *(table.file for table in tables()))
"""The names of all files."""
