"""Words that the form offers and understands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from vbpqip.core.results import Verdict

YES, NO, NOT_APPLICABLE = "Yes", "No", "NA"

LEAVE_BLANK = "leave blank"
"""What the form prints in the entries of an annual measure that stay blank; it reads as blank."""

CARRIED_OVER = "carried over from"
"""How the form says, beside a quarter and above the prior report, that their entries are those of an earlier report."""

LARGEST_COUNT = 10_000_000
"""Largest count of one quarter. Products of two windows' totals stay below 2**53, where a spreadsheet is exact."""

LARGEST_TOTAL = 4 * LARGEST_COUNT
"""Largest total of a window."""

LONGEST_TEXT_NUMBER = 15
"""Characters of a number typed as text; a spreadsheet keeps 15 digits."""


class VerdictShown(StrEnum):
    """What the form shows as the verdict."""

    MET = "MET"
    NOT_MET = "NOT MET"
    BASELINE = "BASELINE"
    NOT_READY = "NOT READY"


SHOWN_VERDICT: Mapping[Verdict, VerdictShown] = {
    Verdict.MET: VerdictShown.MET,
    Verdict.NOT_MET: VerdictShown.NOT_MET,
    Verdict.BASELINE: VerdictShown.BASELINE,
    Verdict.NOT_DETERMINED: VerdictShown.NOT_READY,
}
"""How the form shows a verdict."""


class OutcomeShown(StrEnum):
    """What the form shows as a measure's outcome."""

    IMPROVED = "Improved"
    MAINTAINED = "Maintained"
    WORSENED = "Worsened"
    NO_RESULT = "No result"
    BASELINE = "Baseline"
    INVALID_ENTRIES = "Fix entries"
    INVALID_QUARTERS = "Fix quarters"


FIX, LOOK, FINE, NOTHING = "FIX", "LOOK", "OK", "-"
"""What a line of the Check sheet says: fix it, review it, it holds, there is nothing to test."""

READY = "READY"
