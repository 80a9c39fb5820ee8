"""VBP contracts that can earn a measure credit."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from vbpqip.core.named_tuples import NamedTuple


class ContractStatus(StrEnum):
    """How far DOH's review of a contract has come."""

    SUBMITTED = "Submitted"
    APPROVED = "Approved"
    REFUSED = "Refused"


class Contract(NamedTuple):
    """One VBP contract: what counts is its submission date and, where it runs on, its re-certification."""

    submitted: date
    level: int
    status: ContractStatus
    recertified: date | None = None
