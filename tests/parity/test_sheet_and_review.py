"""What the form says of itself is what the check of the same report finds: cell by cell, cause by cause.

READY means that the report is accepted, with the same verdict. What a form can be stricter in stands on its first sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given

from support.counts import every_day
from support.drawing import FILLINGS, FORMULA_LIKE, ODD, Values, chances, drawn
from support.drawn_reports import drawn_report
from support.invalid_reports import AMI, CLABSI, CONTRACT, ECG, ENTRIES, SOUND_CONTRACT
from support.reports import Changes, form_data_of_report
from support.sheet import STRICTER, Both, both
from support.tables import PROGRAM
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.results import MeasureResult
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, FORM, PRIOR
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for
from vbpqip.kinds.registry import catalogue
from vbpqip.program.severity_overrides import OverrideLevel, SeverityOverride, SeverityOverrides
from vbpqip.workbook.answers import LEAVE_BLANK, READY, SHOWN_VERDICT, OutcomeShown
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.tested import MOVED

_TOLD_ONCE = frozenset({"QIP310", "QIP540", "QIP550", "QIP250", "QIP322", "QIP545"})
"""What a check says of the first such entry of a row, and the form marks at each."""

_OF_WORDS = frozenset({"QIP302", "QIP305"})
"""What the form says of a row that does not count and has words in it: they may be numbers typed as text."""

_NOT_A_NUMBER = frozenset({"QIP315", "QIP330"})
_TOLD_AS_TEXT = frozenset({"QIP311", "QIP313", "QIP317"})
"""What a form tells as a text where a number belongs, unless it is spelled in one of the usual ways."""


@cache
def _told_by_forms() -> tuple[Diagnostic, ...]:
    causes = (cause.diagnostic for each in builder_for(empty_form_data(PROGRAM)).tested for cause in each.all_causes)
    return tuple({each.code: each for each in causes if each is not MOVED}.values())


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
        outcomes = {str(each.measure.key): _shown_outcome(each) for each in form.review.measures}
        assert {key: shown for key, shown in form.outcomes.items() if shown} == outcomes
    elif not form.stricter and not _OF_WORDS & form.codes_of_errors:
        assert form.review.errors


def _shown_outcome(result: MeasureResult) -> OutcomeShown:
    return OutcomeShown.PENDING if result.pending else OutcomeShown[result.outcome.name]


def _marks_every_error(form: Both) -> None:
    """An error of an entry, a pair or a contract is told once its cells hold numbers: until then the form asks for these."""
    said, found, warned = form.errors_said(), form.found(Severity.ERROR), form.found(Severity.WARNING)
    lenient = {at for at, codes in warned.items() if codes & STRICTER}
    more = {at: codes for at, codes in said.items() if at not in found and at not in lenient}
    unmarked = {
        at: codes for at, codes in found.items() if not _as_told(codes | warned.get(at, set())) & said.get(at, set())
    }

    listed = {at.row for at in lenient if at.sheet == CONTRACTS}
    known = {at: codes for at, codes in unmarked.items() if at.sheet != CONTRACTS or at.row not in listed}
    assert {at: codes for at, codes in known.items() if at._replace(column=at.column + 1) not in lenient} == {}
    assert {at: codes for at, codes in more.items() if not codes & (_TOLD_ONCE | _OF_WORDS)} == {}


def _as_told(codes: set[str]) -> set[str]:
    """Return the codes with which a form tells of what is found at a cell: some as text where a number belongs."""
    return codes | (_NOT_A_NUMBER if codes & _TOLD_AS_TEXT else set())


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


@drawn(-(-FILLINGS // 2))
@given(rng=chances())
def test_5_a_form_says_what_its_review_does_however_serious_terms_take_it(rng: Random) -> None:
    """Terms raise, ease and turn off whatever may be, from any period on; rules still calculate with the same rows."""
    program = PROGRAM._replace(severity_overrides=_drawn_overrides(rng))
    form = both(drawn_report(rng, program), program)

    _is_ready_where_it_is_accepted(form)
    _marks_every_error(form)
    _marks_every_warning(form)
    _shows_the_results_of_sound_rows(form)


def _drawn_overrides(rng: Random) -> SeverityOverrides:
    """Draw a severity for about half of what the form tells, now and then another one later on."""
    levels = [OverrideLevel.OFF, OverrideLevel.NOTE, OverrideLevel.WARNING, OverrideLevel.ERROR]
    return SeverityOverrides(
        "",
        tuple(
            SeverityOverride(each.code, since, rng.choice(levels[0 if _may_be_less(each) else -1 :]), "terms", "terms")
            for each in _told_by_forms()
            for since in sorted(rng.sample(PROGRAM.periods, rng.choice((0, 0, 1, 2))))
        ),
    )


def _may_be_less(diagnostic: Diagnostic) -> bool:
    return diagnostic.may_be_eased or diagnostic.severity is not Severity.ERROR


def _shows_the_results_of_sound_rows(form: Both) -> None:
    """A result is shown where no entry of it is to fix: in the form and in the review of the same rows."""
    shown = {key for key, result in form.measure_results.items() if result != ""}
    scored = {str(each.measure.key) for each in form.review.measures if each.current is not None and each.current.rate}
    nothing = {str(each.measure.key) for each in form.review.measures if each.current is not None}
    if not form.stricter:
        assert scored <= shown <= nothing


_EASED: dict[str, Changes] = {
    **ENTRIES,
    "QIP410 everywhere": {
        **{(f"numerator_{nth}", AMI): 70 for nth in range(1, 5)},
        ("prior_numerator", AMI): 1_000,
    },
    "QIP410 of nothing": {("denominator_1", AMI): 0},
    "QIP410 of the prior report": {("prior_numerator", AMI): 201},
    "QIP410 of a measure that improved": {("numerator_1", AMI): 41, ("prior_numerator", AMI): 199},
    "QIP415 of the prior report": {("prior_numerator", CLABSI): 20_001},
    **{
        code: {(f"contract_{name}", 0): raw for name, raw in {**SOUND_CONTRACT, **changed}.items()}
        for code, changed in CONTRACT.items()
    },
}
"""Entries with which something is found, by its code: one report each, and more where several entries can have it."""


def _entries(changes: Changes) -> Values:
    return {key: raw for key, raw in {**form_data_of_report().entries, **changes}.items() if raw is not None}


_MAY_BE_LESS = {code for code, each in catalogue().items() if _may_be_less(each)} - _TOLD_AS_TEXT


_LEVELS = (OverrideLevel.OFF, OverrideLevel.NOTE, OverrideLevel.WARNING)


@pytest.mark.parametrize(
    ("called", "level"), every_day(5, product([name for name in _EASED if name[:6] in _MAY_BE_LESS], _LEVELS))
)
def test_5_what_terms_ease_is_scored_on_the_form_as_in_the_review(called: str, level: OverrideLevel) -> None:
    """Each finding that may be eased, as if it had never been one: the form shows results, outcomes and the same verdict."""
    eased = SeverityOverride(called[:6], PROGRAM.first_period, level, "terms", "terms")
    program = PROGRAM._replace(severity_overrides=SeverityOverrides("", (eased,)))

    form = both(_entries(_EASED[called]), program)

    assert form.review.errors == ()
    _is_ready_where_it_is_accepted(form)
    assert form.stricter or form.results["ready"] == READY
    _shows_the_results_of_sound_rows(form)


_CONTRACT: Changes = {(f"contract_{name}", 0): raw for name, raw in SOUND_CONTRACT.items()}
_COLUMNS: tuple[EntryKey, ...] = (
    *((field.place.name, 0) for field in FORM.fields),
    *((name, CLABSI) for name in ("selected", "numerator_1", "denominator_4", *PRIOR)),
    *((name, ECG) for name in ("numerator_1", "denominator_1", "numerator_4", "denominator_4", *PRIOR)),
    *((column.name, 0) for column in CONTRACT_TABLE.entries),
)
"""An entry of each sort."""

_TYPED: Mapping[EntryKey, list[Raw]] = {key: [] for key in _COLUMNS}
for _key, _raw in every_day(80, product(_COLUMNS, (*ODD, *FORMULA_LIKE))):
    _TYPED[_key].append(_raw)


@pytest.mark.parametrize("key", _COLUMNS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_5_whatever_is_typed_in_an_entry_is_told_as_in_the_review(key: EntryKey) -> None:
    """Odd entries in each sort of cell: numbers, days and words that belong elsewhere, or nowhere; everyday some of them."""
    for raw in (LEAVE_BLANK, *_TYPED[key]):
        form = both(_entries({**_CONTRACT, key: raw}))

        _is_ready_where_it_is_accepted(form)
        _marks_every_error(form)
        _marks_every_warning(form)
