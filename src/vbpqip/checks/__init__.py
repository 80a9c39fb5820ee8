"""What can be wrong: one generator for each diagnostic of the catalogue."""

from __future__ import annotations
