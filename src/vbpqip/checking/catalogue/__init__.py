"""Every diagnostic, by what it is about; what a code means never changes.

1xx the file · 2xx facility and period · 3xx an entry · 4xx entries together · 5xx program rules · 6xx stored results.
A check imports the module of its kind; this one has them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from vbpqip.checking.catalogue import (
    consistency,
    cross_report,
    desk,
    eligibility,
    entries,
    file,
    heading,
    preflight,
    stored,
)
from vbpqip.core.findings import Diagnostic


def _found_in(*modules: ModuleType) -> tuple[Diagnostic, ...]:
    every = (each for module in modules for each in vars(module).values() if isinstance(each, Diagnostic))
    return tuple(sorted(every))


SHARED = _found_in(preflight, desk, cross_report)
"""What is found in any file, and in a folder of them, whatever kind of report they are."""

CATALOGUE = tuple(sorted((*SHARED, *_found_in(file, heading, entries, consistency, eligibility, stored))))
"""All diagnostics of a QIT report, in the order of their codes."""

RETIRED: Mapping[str, str] = {}
"""Codes that are no longer used, and the code that took over, if any."""
