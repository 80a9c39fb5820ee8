"""The folder of templates holds what the generator writes, and nothing else.

Where these tests fail because the form was changed on purpose, ``python tests/support/ready_made.py`` writes anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from support.golden import differences
from support.pictures import ALL, LARGEST, PICTURES
from support.ready_made import ROOT, TEMPLATES, templates

NAMES = ("QIT-Report.xlsx", "QIT-Report-DY2-Q4.xlsx", "QIT-Report-DY3-Q1.xlsx", "QIT-Report-DY3-Q2.xlsx")

LARGEST_TEMPLATE = 100_000

every_template = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def written() -> Mapping[str, bytes]:
    return templates()


def test_nothing_else_lies_in_the_folder() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {"README.md", "pictures", *NAMES}


@every_template
def test_the_generator_writes_what_lies_there(name: str, written: Mapping[str, bytes]) -> None:
    assert differences((TEMPLATES / name).read_bytes(), written[name]) == []


def test_the_generator_writes_no_other_template(written: Mapping[str, bytes]) -> None:
    assert set(written) == set(NAMES)


@every_template
def test_the_folder_says_what_each_is_for(name: str) -> None:
    assert f"| [{name}]({name}) |" in (TEMPLATES / "README.md").read_text("utf-8")


@every_template
def test_a_template_is_small(name: str) -> None:
    assert (TEMPLATES / name).stat().st_size <= LARGEST_TEMPLATE


def test_there_are_no_other_pictures() -> None:
    assert {path.name for path in PICTURES.iterdir()} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_small(name: str) -> None:
    content = (PICTURES / name).read_bytes()

    assert content.startswith(b"\x89PNG\r\n")
    assert len(content) < LARGEST


@pytest.mark.parametrize("name", ALL)
def test_a_document_shows_each_picture_and_says_what_it_shows(name: str) -> None:
    documents = (path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))

    assert any(re.search(rf"!\[[^\]]{{40,}}\]\(\.\./templates/pictures/{name}\)", text) for text in documents)
