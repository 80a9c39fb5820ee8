"""What is told of a finding is short enough to be read, whatever stands in the cell that it quotes."""

from __future__ import annotations

import pytest

from vbpqip.checking.catalogue.heading import FACILITY_NOT_ON_ROSTER
from vbpqip.checking.check import LONGEST, Issue, finding_of


@pytest.mark.parametrize("letters", [LONGEST, LONGEST + 1])
def test_what_is_quoted_is_cut(letters: int) -> None:
    finding = finding_of(FACILITY_NOT_ON_ROSTER, Issue(None, "x" * letters, "\u200b" * letters, "a name"))

    more = "…" if letters > LONGEST else ""
    assert finding.message == "x" * LONGEST + more
    assert finding.found == "U+200B" * LONGEST + more
    assert finding.expected == "a name"
