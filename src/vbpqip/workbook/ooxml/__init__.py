"""The file format: a received package as sheets, defined names and sparse cells, within bounds."""

from __future__ import annotations
