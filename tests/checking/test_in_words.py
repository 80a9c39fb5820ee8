"""Findings in a program's words.

1. Issue and remedies have what the program calls its parties; what a finding quotes of a report stays as it is.
2. The source is the one that the program names, else the tool's own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.toy_program import toy_program
from vbpqip.checking.catalogue.heading import MCO_NOT_ON_ROSTER
from vbpqip.checking.catalogue.sources import PROGRAM_RULE, RULE_OF_THE_FORM
from vbpqip.checking.catalogue.stored import TERMS_DIFFER
from vbpqip.checking.check import Issue, finding_of
from vbpqip.checking.in_words import diagnostic_in_words, in_words
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program


@pytest.fixture
def toy(tmp_path: Path) -> Program:
    return load_program(toy_program(tmp_path / "pack"))


def test_1_a_finding_is_in_the_programs_words(toy: Program) -> None:
    quoted = "'{mco}' is not on the roster."

    finding = in_words(finding_of(MCO_NOT_ON_ROSTER, Issue(None, quoted, "{mco}", "a name of the roster")), toy)

    assert (finding.message, finding.found) == (quoted, "{mco}")
    assert finding.diagnostic.issue == "The Payer is not on the roster of the period."
    assert finding.diagnostic.remedy == (
        "Choose the Payer from the list, or tell the Payer that the pairing was agreed later."
    )
    assert finding.diagnostic.for_reviewer == "Choose the Payer from the list, or add the pairing to the terms file."


def test_2_the_source_is_the_programs_where_it_names_one(toy: Program) -> None:
    new_york = load_program()

    assert diagnostic_in_words(MCO_NOT_ON_ROSTER, new_york).source == new_york.sources["webinar-2017-07-19"]
    assert diagnostic_in_words(MCO_NOT_ON_ROSTER, toy).source == PROGRAM_RULE
    assert {diagnostic_in_words(TERMS_DIFFER, program).source for program in (new_york, toy)} == {RULE_OF_THE_FORM}
