"""Reading: the entries of a received workbook, each settled once, with the place it came from."""

from __future__ import annotations
