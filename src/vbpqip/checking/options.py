"""What a report is reviewed with beside its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Fact


class EarlierFacts(NamedTuple):
    """What an earlier report of another kind says, none where it is not accepted; ``name`` is that of its file."""

    name: str
    period: str
    facts: tuple[Fact, ...]


class ReviewOptions(NamedTuple):
    """What is known of a report beside its workbook: the day it was received, and the facility's earlier reports.

    ``previous`` is the report before it, ``baseline`` that of the baseline; each is ``None`` where none was given, or
    one that cannot be read. ``opened`` are their workbooks by those names, which the kind of the report reads, and
    ``of_other_kinds`` what those of them say that are of another kind, by the names of their files. ``previous_name``
    and ``baseline_name`` are what those files are called, empty where none was given, and ``unread`` is why one of them
    cannot be read, by its name. ``in_folder`` says that the reports that came before it are compared with it
    afterwards.
    """

    received: date | None = None
    previous: Any = None
    previous_name: str = ""
    baseline: Any = None
    baseline_name: str = ""
    unread: Mapping[str, str] = {}
    opened: Mapping[str, Any] = {}
    of_other_kinds: Mapping[str, EarlierFacts] = {}
    in_folder: bool = False
