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

NOTHING_CARRIED = "none"
"""What a form's stamp says of where it was carried over from, if it begins with no earlier report's entries."""

LARGEST_COUNT = 7_900_000
"""Largest count of one quarter: nine times the product of two windows' totals stays below 2**53, where a spreadsheet is
exact."""

LARGEST_COUNT_OF_VERSION_1 = 10_000_000
"""The same of the form's version 1, which took more than a spreadsheet always compares exactly."""

QUARTERS_OF_A_TOTAL = 4
LARGEST_TOTAL = QUARTERS_OF_A_TOTAL * LARGEST_COUNT
"""Largest total of a window."""

MOST_DIGITS = 12
"""Digits of an annual result that a spreadsheet compares exactly, before and after the decimal point together."""

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
    """What the form shows as a measure's outcome: a sign, and a word."""

    IMPROVED = "\u2713 Improved"
    MAINTAINED = "= Maintained"
    WORSENED = "\u2717 Worsened"
    NO_RESULT = "\u2013 No result"
    PENDING = "\u2026 Still to come"
    BASELINE = "Baseline"
    INVALID_ENTRIES = "\u2717 to fix"
    INVALID_QUARTERS = "\u2717 quarters"


DOUBT_SHOWN = "? to review"
"""What the form says beside an entry, or a row of entries, in which something is unlikely and nothing is to fix."""

FIX, LOOK, FINE = "\u2717 FIX", "? LOOK", "\u2713"
"""What the form says of an entry: fix it, review it, it is the one that is expected."""

READY = "READY"
