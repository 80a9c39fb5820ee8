"""Files and findings counted, some hundreds at a time."""

from __future__ import annotations

import pandas as pd

from vbpqip.summary.columns import FINDINGS_TABLE, RESULTS_TABLE
from vbpqip.summary.csv_tables import Frames

_FILES = ["state", "status", "standing", "period", "verdict"]
_CODES = ["code", "severity", "waived"]


class Tallies:
    """How many files there are of each kind, and how many findings of each code."""

    def __init__(self) -> None:
        self._files = pd.DataFrame(columns=[*_FILES, "files"])
        self.codes = pd.DataFrame(columns=[*_CODES, "findings", "files"])

    def add(self, frames: Frames) -> None:
        """Count some more."""
        results, findings = (
            frames[RESULTS_TABLE.name].fillna({"period": "", "verdict": ""}),
            frames[FINDINGS_TABLE.name],
        )
        counted = results.groupby(_FILES)["path"].agg(files="count").reset_index()
        self._files = _merged(self._files, counted, _FILES)
        by_code = findings.groupby(_CODES)["path"].agg(findings="count", files="nunique").reset_index()
        self.codes = _merged(self.codes, by_code, _CODES)

    def files(self, **kind: str) -> int:
        """Return how many files there are of a kind, such as ``state="judged"``."""
        found = self._files
        for column, value in kind.items():
            found = found[found[column] == value]
        return int(found["files"].sum())


def _merged(left: pd.DataFrame, right: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    if left.empty or right.empty:
        return right if left.empty else left
    return pd.concat([left, right]).groupby(keys).sum().reset_index()
