"""Writing the form: the workbook that facilities fill in, drawn from the layout and the program's numbers."""

from __future__ import annotations
