"""How states, verdicts and outcomes are shown: by a symbol, a word and a tone, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from vbpqip.batch.expected import Attendance
from vbpqip.domain.results import Outcome, Verdict


class Tone(StrEnum):
    """How something is meant."""

    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    CALM = "calm"


class Shown(NamedTuple):
    """A symbol, the word beside it, and how it is meant."""

    symbol: str
    word: str
    tone: Tone

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"

    def more(self, words: str) -> Shown:
        """Return it with further words."""
        return self._replace(word=f"{self.word}, {words}") if words else self


VERDICTS: Mapping[str, Shown] = {
    Verdict.MET: Shown("✔", "met", Tone.GOOD),
    Verdict.NOT_MET: Shown("✘", "not met", Tone.BAD),
    Verdict.BASELINE: Shown("◆", "baseline", Tone.CALM),
    Verdict.NOT_DETERMINED: Shown("?", "not determined", Tone.DOUBTFUL),
}

OUTCOMES: Mapping[str, Shown] = {
    Outcome.IMPROVED: Shown("▲", "improved", Tone.GOOD),
    Outcome.MAINTAINED: Shown("=", "maintained", Tone.GOOD),
    Outcome.WORSENED: Shown("▼", "worsened", Tone.BAD),
    Outcome.NO_RESULT: Shown("?", "cannot compute", Tone.DOUBTFUL),
    Outcome.BASELINE: Shown("◆", "baseline", Tone.CALM),
}

NOT_SELECTED = Shown("-", "not selected", Tone.CALM)
AMBIGUOUS = Shown("?", "ambiguous", Tone.DOUBTFUL)

ATTENDANCE: Mapping[str, Shown] = {
    Attendance.RECEIVED: Shown("●", "received", Tone.GOOD),
    Attendance.LATE: Shown("»", "late", Tone.DOUBTFUL),
    Attendance.REJECTED: Shown("✖", "rejected", Tone.BAD),
    Attendance.MISSING: Shown("○", "missing", Tone.BAD),
    Attendance.UNKNOWN: Shown("□", "not on the roster", Tone.DOUBTFUL),
}
