"""Every diagnostic, by what it is about; what a code means never changes.

1xx the file · 2xx facility and period · 3xx an entry · 4xx entries together · 5xx program rules · 6xx stored results.
A check imports the module of its kind; this one has them all.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checks.catalogue import across, consistency, eligibility, entries, file, gate, heading, stored
from vbpqip.domain.findings import Diagnostic

CATALOGUE: tuple[Diagnostic, ...] = tuple(
    sorted(
        each
        for module in (file, gate, heading, entries, consistency, across, eligibility, stored)
        for each in vars(module).values()
        if isinstance(each, Diagnostic)
    )
)
"""All diagnostics, in the order of their codes."""

RETIRED: Mapping[str, str] = {}
"""Codes that are no longer used, and the code that took over, if any."""
