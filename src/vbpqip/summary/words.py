"""How states, verdicts and outcomes are shown: by a symbol, a word and a tone, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checking.attendance import Attendance
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Outcome, Verdict
from vbpqip.output.tone import Tone


class ShownWord(NamedTuple):
    """A symbol, the word beside it, and how it is meant."""

    symbol: str
    word: str
    tone: Tone

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"

    def more(self, words: str) -> ShownWord:
        """Return it with further words."""
        return self._replace(word=f"{self.word}, {words}") if words else self


VERDICTS: Mapping[str, ShownWord] = {
    Verdict.MET: ShownWord("✔", "met", Tone.GOOD),
    Verdict.NOT_MET: ShownWord("✘", "not met", Tone.BAD),
    Verdict.BASELINE: ShownWord("◆", "baseline", Tone.PLAIN),
    Verdict.NOT_DETERMINED: ShownWord("?", "not determined", Tone.DOUBTFUL),
}

OUTCOMES: Mapping[str, ShownWord] = {
    Outcome.IMPROVED: ShownWord("▲", "improved", Tone.GOOD),
    Outcome.MAINTAINED: ShownWord("=", "maintained", Tone.GOOD),
    Outcome.WORSENED: ShownWord("▼", "worsened", Tone.BAD),
    Outcome.NO_RESULT: ShownWord("?", "cannot compute", Tone.DOUBTFUL),
    Outcome.BASELINE: ShownWord("◆", "baseline", Tone.PLAIN),
}

NOT_SELECTED = ShownWord("-", "not selected", Tone.PLAIN)
AMBIGUOUS = ShownWord("?", "ambiguous", Tone.DOUBTFUL)

ATTENDANCE: Mapping[str, ShownWord] = {
    Attendance.RECEIVED: ShownWord("●", "received", Tone.GOOD),
    Attendance.LATE: ShownWord("»", "late", Tone.DOUBTFUL),
    Attendance.REJECTED: ShownWord("✖", "rejected", Tone.BAD),
    Attendance.MISSING: ShownWord("○", "missing", Tone.BAD),
    Attendance.DUE: ShownWord("◇", "due", Tone.DOUBTFUL),
    Attendance.NOT_DUE_YET: ShownWord("·", "not due yet", Tone.PLAIN),
    Attendance.UNKNOWN: ShownWord("□", "not on the roster", Tone.DOUBTFUL),
}
