"""What is known of a received file, and of what reviewing its content gave; both are plain and can be sent anywhere."""

from __future__ import annotations

from enum import StrEnum

from vbpqip.core.named_tuples import NamedTuple


class FileState(StrEnum):
    """What became of a file in a run.

    ``FAILED`` will be reviewed by the next run; ``UNREAD`` may hold a submission, and nobody has looked into it;
    ``SKIPPED`` is no submission; ``IGNORED`` is what the run was told to leave out.
    """

    REVIEWED = "judged"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNREAD = "unread"
    IGNORED = "ignored"

    @property
    def has_status(self) -> bool:
        """Whether a file of this state counts as a report: accepted, rejected or unreadable."""
        return self in {FileState.REVIEWED, FileState.FAILED}


class Submitted(NamedTuple):
    """A file as a run found it.

    ``path`` is relative to its folder, with ``/``; ``received`` is an ISO date, empty where the manifest gives none;
    ``reason`` says why a file was not reviewed, or has no review, else it is empty. ``sha256`` is empty where its bytes
    were not read.
    """

    path: str
    sha256: str
    state: FileState
    reason: str = ""
    received: str = ""
    sender: str = ""


class StoredReview(NamedTuple):
    """What reviewing the bytes of one file gave, under rules and a day of receipt.

    ``rules`` names the checker's version, the program data's and the terms. ``kind`` is the kind that it was reviewed
    as. ``sender`` and ``receivers``, a JSON list, are as the report names them; ``sender_normalized`` and
    ``receivers_normalized`` as they are compared. ``subjects`` is a JSON list of facilities and MCOs. Where it has one,
    ``facility`` and ``mco`` name it, and ``facility_folded`` and ``mco_folded`` are the names as they are compared.
    ``period`` is such as ``DY3 Q1``, empty where none is known. ``failed`` is a file that crashed, hung or grew too
    large: it is reviewed again by every run. ``document`` is the review as ``reviews[0]`` of ``vbpqip check --format
    json``, compact, its ``workbook`` empty. ``entries`` is a JSON object of what others are compared with, as the kind
    keeps it; of a QIT report its selected measures: ``{"clabsi": [["2", "4000"], …four quarters…, ["7", "20000"]]}``,
    numbers as exact decimals, ``"NA"``, ``null`` where blank or unreadable, the prior report's last (``null`` pair in
    the baseline). ``entries_digest`` tells equal entries without
    reading them, empty where they are too few to be compared. ``facts`` is a JSON list of what the report says to
    others: the number of its subject among ``subjects``, from 0, period, measure, name, value, sheet, cell.
    """

    sha256: str
    rules: str
    received: str
    status: str
    kind: str
    sender: str
    receivers: str
    sender_normalized: str
    receivers_normalized: str
    subjects: str
    facility: str
    mco: str
    facility_folded: str
    mco_folded: str
    period: str
    verdict: str
    document: str
    entries: str
    entries_digest: str
    facts: str
    failed: bool = False
