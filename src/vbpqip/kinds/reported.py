"""Reports of a kind as others of it are compared with them: by what a ledger keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vbpqip.core.later import Later
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter


class ReportedValues(NamedTuple):
    """A report of a period; ``values`` are as its kind keeps them, and ``name`` is that of its file."""

    name: str
    period: Quarter
    values: Mapping[str, Any]


class Version(NamedTuple):
    """One of the reports of a sender, receivers and period, and the day on which it was received; call ``values``."""

    received: date
    is_accepted: bool
    values: Later[Mapping[str, Any]]
