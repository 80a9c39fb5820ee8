"""The catalogue of diagnostics: codes are for ever, each has one check, one test, a remedy, and the words of the house."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from support.toy_program import toy_program
from vbpqip.checking import catalogue
from vbpqip.checking.catalogue import CATALOGUE, RETIRED
from vbpqip.checking.catalogue.cross_report import (
    ENTRY_NOT_OF_ITS_REPORT,
    MCOS_TOLD_DIFFERENTLY,
    RESUBMISSION_AMBIGUOUS,
    SAME_FILE_AGAIN,
    SAME_NUMBERS_AS_ANOTHER_FACILITY,
    SAME_VALUES_AGAIN,
)
from vbpqip.checking.catalogue.desk import NOT_FOR_THIS_RECEIVER, NOT_THE_PERIOD_COLLECTED
from vbpqip.checking.catalogue.file import NOTHING_ENTERED
from vbpqip.checking.catalogue.preflight import REJECTED
from vbpqip.checking.check import Check
from vbpqip.checking.explanations import explanations
from vbpqip.core.errors import Rejection
from vbpqip.core.findings import Diagnostic
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.checks import (
    eligibility,
    entries,
    magnitudes,
    plausibility,
    previous,
    quarters,
)
from vbpqip.kinds.qit_report.checks import file as qit_file
from vbpqip.kinds.qit_report.checks.in_order import ENTRY_CHECKS, FILE_CHECKS
from vbpqip.kinds.qit_report.checks.stored import LATE
from vbpqip.kinds.shared import (
    appearance,
    attestation,
    contracts,
    counts,
    file,
    heading,
    results,
    selection,
    stored,
    typed,
)
from vbpqip.program.loading import load_program

SHARED_MODULES = appearance, attestation, contracts, counts, file, heading, results, selection, stored, typed
TESTS = Path(__file__).parents[1]
PROGRAM = load_program()
EXPLAINED = explanations(PROGRAM)
REVIEWED = (
    *REJECTED.values(),
    SAME_NUMBERS_AS_ANOTHER_FACILITY,
    SAME_FILE_AGAIN,
    SAME_VALUES_AGAIN,
    RESUBMISSION_AMBIGUOUS,
    MCOS_TOLD_DIFFERENTLY,
    ENTRY_NOT_OF_ITS_REPORT,
    NOTHING_ENTERED,
    NOT_FOR_THIS_RECEIVER,
    NOT_THE_PERIOD_COLLECTED,
    *LATE,
)
"""Found by the review itself, which opens the file, calculates the results, knows whose desk it is, and compares reports; and
by a batch, which does the last with a whole folder."""


def names_of(diagnostic: Diagnostic) -> str:
    """Return a diagnostic's name as functions spell it."""
    return diagnostic.name.replace("-", "_")


def test_codes_are_unique_ordered_and_never_used_twice() -> None:
    codes = [diagnostic.code for diagnostic in CATALOGUE]

    assert codes == sorted(set(codes))
    assert not set(codes) & set(RETIRED)


def test_names_are_unique() -> None:
    assert not [name for name, times in Counter(each.name for each in CATALOGUE).items() if times > 1]


def test_every_constant_is_in_the_catalogue_under_its_own_name() -> None:
    modules = (catalogue.file, catalogue.heading, catalogue.entries, catalogue.consistency, catalogue.eligibility)
    constants = {
        name: each
        for module in (*modules, catalogue.cross_report, catalogue.desk, catalogue.preflight, catalogue.stored)
        for name, each in vars(module).items()
        if isinstance(each, Diagnostic)
    }

    assert constants == {names_of(each).upper(): each for each in CATALOGUE}


def test_every_code_has_exactly_one_check() -> None:
    checked = [check.diagnostic for check in (*FILE_CHECKS, *ENTRY_CHECKS)]

    assert Counter(each.code for each in (*checked, *REVIEWED)) == Counter(each.code for each in CATALOGUE)


def test_every_rejection_has_exactly_one_code() -> None:
    assert set(REJECTED) == {rejection.value for rejection in Rejection}


def test_every_check_is_named_after_its_diagnostic() -> None:
    modules = (*SHARED_MODULES, quarters, entries, plausibility, magnitudes, previous, eligibility, qit_file)
    checks = {name: each for module in modules for name, each in vars(module).items() if isinstance(each, Check)}

    assert {name: each.diagnostic for name, each in checks.items()} == {
        names_of(each): each for each in CATALOGUE if each not in REVIEWED
    }


def test_every_code_has_a_test_of_its_name() -> None:
    folders = (TESTS / "kinds" / "qit_report" / "checks", TESTS / "checking", TESTS / "batch")
    files = [
        *(path for folder in folders for path in folder.rglob("test_*.py")),
        TESTS / "workbook" / "test_preflight.py",
        TESTS / "test_reviewing.py",
    ]
    defined = {
        node.name
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }

    assert {f"test_{each.code.lower()}_{names_of(each)}" for each in CATALOGUE} <= defined


def but(holds: Callable[[Diagnostic], object]) -> list[str]:
    """Return the codes of those for which something does not hold."""
    return [diagnostic.code for diagnostic in CATALOGUE if not holds(diagnostic)]


def is_sentence(text: str) -> bool:
    return re.fullmatch(r"[A-Z].*\.", text) is not None


def test_a_code_is_three_digits() -> None:
    assert but(lambda each: re.fullmatch(r"QIP[1-69]\d\d", each.code)) == []


def test_a_name_is_lower_case_words_joined_by_hyphens() -> None:
    assert but(lambda each: re.fullmatch(r"[a-z]+(-[a-z]+)*", each.name)) == []


def test_issue_and_remedy_are_sentences() -> None:
    assert but(lambda each: is_sentence(each.issue) and is_sentence(each.remedy)) == []


def test_what_a_hospital_receives_names_no_command_and_no_option() -> None:
    """Explanations are for both: ``docs/findings.md`` has them, which a hospital reads as a reviewer does."""
    of_commands = re.compile(
        r"--\w|\bvbpqip\b|\bcommand\b|\bterms file\b|\bask for\b|\bask the (facility|sender)\b", re.IGNORECASE
    )

    def texts(each: Diagnostic) -> tuple[str, ...]:
        return each.issue, each.remedy, each.source, *EXPLAINED[each.code]

    assert but(lambda each: not any(map(of_commands.search, texts(each)))) == []


def test_what_several_kinds_share_names_no_label_of_a_form() -> None:
    """A finding says at which cell it is; what is called how there is its form's."""
    labels = {place.label for form in QIT_REPORT.forms for place in form.places.values()}
    shared_texts = [
        f"{each.diagnostic.issue} {each.diagnostic.remedy}" for module in SHARED_MODULES for each in module.CHECKS
    ]

    assert shared_texts
    assert [text for text in shared_texts for label in labels if f"'{label}'" in text] == []


def test_a_remedy_of_the_reviewer_is_a_sentence_of_its_own() -> None:
    assert but(lambda each: is_sentence(each.for_reviewer) and each.reviewer_remedy != each.remedy) == []


def test_no_text_blames_or_marks_up() -> None:
    blame = re.compile(r"invalid|illegal|please|<|&\w+;", re.IGNORECASE)

    assert but(lambda each: not any(map(blame.search, (each.issue, each.remedy, each.for_reviewer, each.source)))) == []


def test_every_diagnostic_names_who_asks_for_it() -> None:
    assert but(lambda each: each.source) == []


def test_new_york_has_an_example_of_every_code_and_of_no_other() -> None:
    own = tomllib.loads((PROGRAM.folder / "explanations.toml").read_text("utf-8"))

    assert list(own) == [each.code for each in CATALOGUE]
    assert {name for texts in own.values() for name in texts} == {"why", "example"}


def test_a_program_without_examples_of_its_own_tells_none(tmp_path: Path) -> None:
    toy = load_program(toy_program(tmp_path / "pack"))

    assert explanations(toy)["QIP214"] == (
        "Without a name nobody knows which Payer reviews the report and pays for it.",
        "",
    )


def test_every_code_is_explained_in_sentences_and_no_other() -> None:
    assert list(EXPLAINED) == [each.code for each in CATALOGUE]
    for text in (text for explanation in EXPLAINED.values() for text in explanation):
        assert re.fullmatch(r"['A-Z].*\.", text), text
        assert not re.search(r"invalid|illegal|please|<|&\w+;", text, re.IGNORECASE), text
