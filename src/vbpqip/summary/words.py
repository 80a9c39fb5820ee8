"""How states, verdicts and outcomes are shown: by a symbol, a word and a tone, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from vbpqip.checking.attendance import Attendance
from vbpqip.core.results import Outcome, Verdict


class SummaryTone(StrEnum):
    """How something is meant."""

    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    CALM = "calm"


class ShownWord(NamedTuple):
    """A symbol, the word beside it, and how it is meant."""

    symbol: str
    word: str
    tone: SummaryTone

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"

    def more(self, words: str) -> ShownWord:
        """Return it with further words."""
        return self._replace(word=f"{self.word}, {words}") if words else self


VERDICTS: Mapping[str, ShownWord] = {
    Verdict.MET: ShownWord("✔", "met", SummaryTone.GOOD),
    Verdict.NOT_MET: ShownWord("✘", "not met", SummaryTone.BAD),
    Verdict.BASELINE: ShownWord("◆", "baseline", SummaryTone.CALM),
    Verdict.NOT_DETERMINED: ShownWord("?", "not determined", SummaryTone.DOUBTFUL),
}

OUTCOMES: Mapping[str, ShownWord] = {
    Outcome.IMPROVED: ShownWord("▲", "improved", SummaryTone.GOOD),
    Outcome.MAINTAINED: ShownWord("=", "maintained", SummaryTone.GOOD),
    Outcome.WORSENED: ShownWord("▼", "worsened", SummaryTone.BAD),
    Outcome.NO_RESULT: ShownWord("?", "cannot compute", SummaryTone.DOUBTFUL),
    Outcome.BASELINE: ShownWord("◆", "baseline", SummaryTone.CALM),
}

NOT_SELECTED = ShownWord("-", "not selected", SummaryTone.CALM)
AMBIGUOUS = ShownWord("?", "ambiguous", SummaryTone.DOUBTFUL)

ATTENDANCE: Mapping[str, ShownWord] = {
    Attendance.RECEIVED: ShownWord("●", "received", SummaryTone.GOOD),
    Attendance.LATE: ShownWord("»", "late", SummaryTone.DOUBTFUL),
    Attendance.REJECTED: ShownWord("✖", "rejected", SummaryTone.BAD),
    Attendance.MISSING: ShownWord("○", "missing", SummaryTone.BAD),
    Attendance.DUE: ShownWord("◇", "due", SummaryTone.DOUBTFUL),
    Attendance.NOT_DUE_YET: ShownWord("·", "not due yet", SummaryTone.CALM),
    Attendance.UNKNOWN: ShownWord("□", "not on the roster", SummaryTone.DOUBTFUL),
}
