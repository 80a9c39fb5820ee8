"""Promises about the documents.

1. The README is short, and CI finds its two commands. 2. Links lead to what is there. 3. What a document shows as printed is
what the program prints. 4. Commands and options that a document names are the program's, and all of them are listed.
5. The terms files and the Python that are shown work. 6. Documents that the program writes into are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import vbpqip
from support.documents import console, sent_twice, words_of
from support.summaries import FOLDER, summarised
from vbpqip.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
FOLDERS = "docs", "templates", "sample_workbooks", "src", "tests"
PATHS = sorted((*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))))
DOCUMENTS = {path.relative_to(ROOT).as_posix(): path for path in PATHS}
LARGEST_README = 6_000
OF_EVERY_COMMAND = {"--program", "--terms", "--help"}

every_document = pytest.mark.parametrize("document", DOCUMENTS)


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def test_1_the_readme_is_short() -> None:
    assert (ROOT / "README.md").stat().st_size <= LARGEST_README


@pytest.mark.parametrize(
    ("mark", "ends"),
    [("main job", "vbpqip check sample_workbooks/met.xlsx"), ("tests", "'.[test]' && .venv/bin/python -m pytest")],
)
def test_1_ci_finds_the_commands_of_the_readme(mark: str, ends: str) -> None:
    (found,) = re.findall(rf"(?s)^<!-- {mark} -->\n```sh\n([^\n]*)\n```$", text_of(ROOT / "README.md"), re.MULTILINE)

    assert found.startswith("python3 -m venv .venv && .venv/bin/pip install --quiet ")
    assert found.endswith(ends)


def prose(text: str) -> str:
    return re.sub(r"(?ms)^```.*?^```$|<!--.*?-->", "", text)


def anchors(text: str) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.*)$", prose(text))
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


@every_document
def test_2_links_lead_to_what_is_there(document: str) -> None:
    path = DOCUMENTS[document]
    links = re.findall(r"\]\(([^)#:{]*)(?:#([^){]+))?\)", text_of(path))

    assert [link for link, _ in links if not (path.parent / link).exists()] == []
    assert [
        (link, anchor)
        for link, anchor in links
        if anchor and anchor not in anchors(text_of(path.parent / link if link else path))
    ] == []


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.startswith("docs/")])
def test_2_the_readme_leads_to_every_document(document: str) -> None:
    assert f"]({document})" in text_of(ROOT / "README.md")


SHOWN = [(name, block) for name, path in DOCUMENTS.items() for block in blocks(text_of(path), "console")]


def test_3_documents_show_what_is_printed() -> None:
    commands = {words_of(block.splitlines()[0].removeprefix("$ "))[0] for _, block in SHOWN}

    assert commands >= {"check", "compare", "explain", "parameters", "calendar"}


@pytest.mark.parametrize(
    ("document", "block"), SHOWN, ids=[f"{name}: {block.splitlines()[0]}" for name, block in SHOWN]
)
def test_3_what_is_shown_is_what_is_printed(document: str, block: str) -> None:
    words = words_of(block.splitlines()[0].removeprefix("$ "))

    with sent_twice() if words[0] == "compare" else chdir(ROOT):
        assert console(*words) == f"```console\n{block}```", f"bash .ci/document writes {document} anew"


@cache
def options(command: str) -> frozenset[str]:
    """Return the options that a command says it has."""
    told = CliRunner().invoke(main, [command, "--help"]).stdout.partition("Options:")[2]
    return frozenset(re.findall(r"(?m)^  (?:-\w, )?(--[a-z-]+)", told))


def commands_shown() -> Iterator[tuple[str, list[str]]]:
    """Yield each command of the program that a document shows in a block for a shell."""
    for name, path in DOCUMENTS.items():
        for block in blocks(text_of(path), "sh"):
            for line in block.replace("\\\n", " ").splitlines():
                if line.startswith("vbpqip "):
                    yield name, words_of(line)


@pytest.mark.parametrize(("document", "words"), [*commands_shown()])
def test_4_commands_that_are_shown_are_the_programs(document: str, words: list[str]) -> None:
    assert words[0] in COMMANDS, document
    assert {word for word in words if word.startswith("--")} <= options(words[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_4_every_command_is_listed_with_its_options(command: str) -> None:
    rows = re.findall(rf"(?m)^\| `vbpqip {command}\b.*$", text_of(ROOT / "docs" / "mco.md"))

    assert set(re.findall(r"--[a-z-]+", " ".join(rows))) - {"--out"} == options(command) - OF_EVERY_COMMAND - {"--out"}
    assert command == "page" or options(command) >= OF_EVERY_COMMAND


def test_5_the_terms_file_that_is_shown_works(tmp_path: Path) -> None:
    shown, agreements = blocks(text_of(ROOT / "docs" / "terms.md"), "toml")
    terms = tmp_path / "terms.toml"
    terms.write_text(f"{shown}\n{agreements}")

    review = vbpqip.review(ROOT / "sample_workbooks" / "met.xlsx", terms=terms)

    assert review.rules.terms == "P4P agreement of 1 May 2017"
    assert str(review.qit.required_share) == "2/3"


def test_5_the_python_that_is_shown_works(tmp_path: Path) -> None:
    shown = "\n".join(blocks(text_of(ROOT / "docs" / "json-and-csv.md"), "python"))
    names: dict[str, Any] = {}
    (tmp_path / "sample_workbooks").symlink_to(ROOT / "sample_workbooks")
    summarised(tmp_path / "results", *FOLDER)

    with chdir(tmp_path):
        exec(shown, names)  # noqa: S102 -- our own document

    assert str(names["review"].qit.verdict) == "met"
    assert len(names["measures"]) > 0


def test_6_the_documents_that_the_program_writes_are_listed() -> None:
    listed = (ROOT / ".ci" / "documents").read_text("utf-8").split()

    assert listed == sorted(name for name, path in DOCUMENTS.items() if "[[[cog" in text_of(path))
