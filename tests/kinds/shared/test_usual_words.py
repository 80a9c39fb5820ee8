"""What a form can tell of words in place of a number: the usual ones, each of which the check reads in the same way."""

from __future__ import annotations

import pytest

from vbpqip.kinds.shared.counts import SUPPRESSED, is_suppressed
from vbpqip.kinds.shared.typed import NA_LOOK_ALIKES, means_na
from vbpqip.workbook.answers import NOT_APPLICABLE


@pytest.mark.parametrize("words", SUPPRESSED)
def test_what_a_form_takes_for_a_hidden_count_the_check_does_too(words: str) -> None:
    assert is_suppressed(words)
    assert not means_na(words)


@pytest.mark.parametrize("words", NA_LOOK_ALIKES)
def test_what_a_form_takes_for_na_the_check_does_too(words: str) -> None:
    assert means_na(words)
    assert not is_suppressed(words)
    assert words.upper() not in {NOT_APPLICABLE, "N/A"}
