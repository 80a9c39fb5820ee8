"""What the form says of itself is what the check of the same report finds: cell by cell, cause by cause.

READY means that the report is accepted, with the same verdict. What a form can be stricter in stands on its first sheet.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from support.drawing import FILLINGS, chances, drawn
from support.drawn_reports import drawn_report
from support.sheet import STRICTER, Both, both
from support.tables import PROGRAM
from vbpqip.core.findings import Severity
from vbpqip.kinds.qit_report.writing.tested import LISTED_AS_ANOTHER
from vbpqip.program.severity_overrides import OverrideLevel, SeverityOverride, SeverityOverrides
from vbpqip.workbook.answers import READY, SHOWN_VERDICT

_TOLD_ONCE = frozenset({"QIP310", "QIP540", "QIP550", "QIP250", "QIP322", "QIP545"})
"""What a check says of the first such entry of a row, and the form marks at each."""

_OF_WORDS = frozenset({"QIP302", "QIP305"})
"""What the form says of a row that does not count and has words in it: they may be numbers typed as text."""

NOT_A_NUMBER, NUMBER_AS_TEXT = "QIP315", "QIP317"


@drawn()
@given(rng=chances())
def test_5_a_form_says_what_its_review_does(rng: Random) -> None:
    """READY means accepted with the same verdict; every error, and every warning that a sheet can see, is at its cell."""
    form = both(drawn_report(rng, PROGRAM))

    _is_ready_where_it_is_accepted(form)
    _marks_every_error(form)
    _marks_every_warning(form)


def _is_ready_where_it_is_accepted(form: Both) -> None:
    if form.results["ready"] == READY:
        qit = form.review.qit
        assert form.review.errors == ()
        assert form.results["qit_verdict"] == SHOWN_VERDICT[qit.verdict]
        assert (form.results["qit_selected"], form.results["qit_credits"]) == (qit.selected, qit.credits)
    elif not form.stricter and not _OF_WORDS & form.codes_of_errors:
        assert form.review.errors


def _marks_every_error(form: Both) -> None:
    """An error of an entry or a pair is told once its cells hold numbers: until then the form asks for these."""
    said, found, warned = form.errors_said(), form.found(Severity.ERROR), form.found(Severity.WARNING)
    lenient = {at for at, codes in warned.items() if codes & STRICTER}
    more = {at: codes for at, codes in said.items() if at not in found and at not in lenient}
    unmarked = {
        at: codes for at, codes in found.items() if not _as_told(codes | warned.get(at, set())) & said.get(at, set())
    }

    assert {at: codes for at, codes in unmarked.items() if at._replace(column=at.column + 1) not in lenient} == {}
    assert {at: codes for at, codes in more.items() if not codes & (_TOLD_ONCE | _OF_WORDS)} == {}


def _as_told(codes: set[str]) -> set[str]:
    """Return the codes with which a form tells of what is found at a cell: some as text where a number belongs."""
    return {NOT_A_NUMBER if code in LISTED_AS_ANOTHER | {NUMBER_AS_TEXT} else code for code in codes}


def _marks_every_warning(form: Both) -> None:
    found = form.found(Severity.WARNING)
    unmarked = {at: codes & form.codes for at, codes in found.items() if at not in form.said}
    warned = {
        at: {line.diagnostic.code for line in lines if line.severity is Severity.WARNING}
        for at, lines in form.said.items()
    }
    more = {at: codes - found.get(at, set()) - _TOLD_ONCE - _OF_WORDS for at, codes in warned.items()}

    assert form.stricter or {at: codes for at, codes in unmarked.items() if codes} == {}
    assert {at: codes for at, codes in more.items() if codes} == {}


@pytest.mark.parametrize("level", [OverrideLevel.ERROR, OverrideLevel.WARNING, OverrideLevel.OFF])
@drawn(-(-FILLINGS // 10))
@given(rng=chances())
def test_5_severities_of_terms_reach_the_form(level: OverrideLevel, rng: Random) -> None:
    codes = ("QIP415", "QIP424", "QIP250", "QIP512") if level is OverrideLevel.ERROR else ("QIP250", "QIP424", "QIP337")
    since = PROGRAM.periods[len(PROGRAM.periods) // 2]
    overrides = SeverityOverrides("", tuple(SeverityOverride(code, since, level, "terms", "terms") for code in codes))
    program = PROGRAM._replace(severity_overrides=overrides)
    form = both(drawn_report(rng, program), program)

    if form.results["ready"] == READY:
        assert form.review.errors == ()
    elif not form.stricter and not _OF_WORDS & form.codes_of_errors:
        assert form.review.errors
