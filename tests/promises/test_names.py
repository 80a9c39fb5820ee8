"""A public name means one thing in the whole package; names and texts are of plain, standard words."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from support.trees import tree_of

SOURCE = Path(__file__).parents[2] / "src" / "vbpqip"


def _defined_in(tree: ast.Module) -> Iterator[str]:
    r"""Yield the classes, functions, constants and type aliases of a module.

    >>> sorted(_defined_in(ast.parse("class A: b = 1\ndef c(): d = 1\nE, F = 1, 2\nG: int = 3\nif H: I = 4")))
    ['A', 'E', 'F', 'G', 'I', 'c']
    """
    for node in _statements(tree.body):
        match node:
            case ast.ClassDef(name) | ast.FunctionDef(name) | ast.AnnAssign(target=ast.Name(name)):
                yield name
            case ast.Assign(targets):
                yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))
            case _:
                pass


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, ast.If):
            yield from _statements((*node.body, *node.orelse))


OF_A_FAMILY = {
    "CHECKS": "kinds/**/*.py",  # what each module of checks has, asked of the module: ``heading.CHECKS``
}
"""Names that every module of a family may have, for what that family has in common, and where the family is."""

AS_IT_IS_TYPED = frozenset({"check"})
"""Commands have the names that people type, which their functions are found by; of the package they are no part."""


def _public_names(path: Path) -> set[str]:
    names = {name for name in _defined_in(tree_of(path)) if not name.startswith("_")}
    of_family = {name for name, family in OF_A_FAMILY.items() if path in SOURCE.glob(family)}
    return names - of_family - (AS_IT_IS_TYPED & {path.stem} if path.parent.name == "cli" else set())


def test_no_public_name_has_two_meanings() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in _public_names(path):
            places[name].append(path.relative_to(SOURCE).as_posix())

    assert {"Form", "best_form", "MEASURES", "Operand"} <= places.keys()
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


PLAIN_WORDS = {
    **dict.fromkeys(("settle", "settled"), "parsed, normalized"),
    **dict.fromkeys(("fault", "faults", "faulty"), "issue"),
    **dict.fromkeys(("judge", "judged", "judges", "judging", "judgement"), "reviewer, reviewed, stored review"),
    **dict.fromkeys(("crew", "appoint", "appointed"), "workers, init_worker"),
    **dict.fromkeys(("refuse", "refused", "refuses", "refusal"), "reject, rejection"),
    **dict.fromkeys(("leniency", "grade", "graded", "grading", "gradings"), "severity overrides"),
    **dict.fromkeys(("mend", "mended", "mends"), "fix"),
    "aloud": "with a message",
    "filling": "form data",
    "folded": "normalized",
    "standing": "version status",
    "worked": "trace",
}
"""Words that neither names nor texts have, and what stands in their place."""

PLAIN_NAMES = {
    **dict.fromkeys(("draw", "draws"), "write"),
    **dict.fromkeys(("circumstances", "wishes"), "options"),
    **dict.fromkeys(("draft", "drafts"), "atomic files"),
    **dict.fromkeys(("sent", "told", "came"), "received report, reported values"),
    "book": "workbook builder",
    "laid": "overlaid",
    "spelled": "formula for, text",
}
"""Words that texts may have and names may not."""

PLAIN_PHRASES = {
    "held against": "compared with",
    "at fault": "invalid",
    "laid over": "overlaid",
    "worked out": "calculated",
    "a person should look": "please review",
    "What came": "Reports received",
    "What it rests on": "Basis",
    "What would turn it": "Change needed",
}

NEVER_CLASSES = frozenset(
    ("Asked", "Case", "Condition", "Filling", "Judge", "Kept", "Sent", "Settled", "Told", "Wishes", "Words", "Worked")
)

ALLOWED_NAMES = frozenset(
    (
        # columns of the ledger and of the tables that a batch writes
        "facility_folded", "mco_folded", "judgement", "_STANDING",
        # names of findings, and a status that people enter
        "CONTRACT_REFUSED", "contract_refused", "MCOS_TOLD_DIFFERENTLY", "NA_SPELLED_OTHERWISE", "na_spelled_otherwise",
        "REFUSED", "is_refused",
        # as the words are used elsewhere: what was typed, laid out, told apart, filling cells by a formula
        "spelled", "_LAID_OUT", "_is_told_apart", "told_apart", "_FILLING", "NOT_TO_BE_SENT",
        # of the builders of workbooks
        "Draft", "draft",
    )
)  # fmt: skip

ALLOWED_TEXTS = frozenset(
    ("judged", "standing", "fault", "refused")  # values and columns of files, a key of JSON, a status
)


def _names_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a module defines, of whatever kind."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name) | ast.FunctionDef(name) | ast.arg(name) | ast.MatchAs(name=str(name)):
                yield name
            case ast.Name(name, ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def _words_of(name: str) -> set[str]:
    """Return the words of a name.

    >>> sorted(_words_of("JudgedFile_of"))
    ['file', 'judged', 'of']
    """
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _strings_in(tree: ast.AST) -> Iterator[str]:
    """Yield the literal strings of a module that are no documentation."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def _texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of a file; statements of SQL are none."""
    lines = _strings_in(tree_of(path)) if path.suffix == ".py" else path.read_text("utf-8").splitlines()
    for each in lines:
        if not re.search(r"\b(SELECT|JOIN|INSERT|WHERE|CREATE|UNION)\b", each):
            yield each


MODULES = sorted(SOURCE.rglob("*.py"))
TEXTS = sorted(path for ending in ("py", "toml", "jinja") for path in SOURCE.rglob(f"*.{ending}"))


@pytest.mark.parametrize(
    ("name", "words"), [("JudgedFile", {"judged", "file"}), ("_OUR_FAULT", {"our", "fault"}), ("x", {"x"})]
)
def test_a_name_has_words(name: str, words: set[str]) -> None:
    assert _words_of(name) == words


def test_names_are_plain() -> None:
    instead = {**PLAIN_WORDS, **PLAIN_NAMES}
    found = {
        f"{path.relative_to(SOURCE).as_posix()}: {name}": [instead[word] for word in sorted(words)]
        for path in MODULES
        for name in _names_in(tree_of(path))
        if name.removesuffix("_on_sheet") not in ALLOWED_NAMES and (words := _words_of(name) & instead.keys())
    }

    assert found == {}


def test_public_names_are_plain() -> None:
    names = {name for path in MODULES for name in _public_names(path)}

    assert names & NEVER_CLASSES == set()
    assert {name for name in names if _words_of(name) & {"book", "held"}} == set()


def test_module_names_are_plain() -> None:
    never = {*PLAIN_WORDS, *PLAIN_NAMES, "book", "held", "places", "across"}

    assert [path.stem for path in MODULES if never & set(path.stem.split("_"))] == []


def test_texts_are_plain() -> None:
    words = re.compile(rf"\b({'|'.join(PLAIN_WORDS.keys() - ALLOWED_TEXTS)}|{'|'.join(PLAIN_PHRASES)})\b")
    found = {
        f"{path.relative_to(SOURCE).as_posix()}: {text}": hit.group()
        for path in TEXTS
        for text in _texts_of(path)
        if (hit := words.search(text))
    }

    assert found == {}
