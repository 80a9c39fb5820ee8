"""The folder of templates holds what the generator writes, and nothing else.

Where these tests fail because the form was changed on purpose, ``python tests/support/ready_made.py`` writes anew.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from support.ready_made import TEMPLATES, parts, templates

NAMES = ("QIT-Report.xlsx", "QIT-Report-DY2-Q4.xlsx", "QIT-Report-DY3-Q1.xlsx", "QIT-Report-DY3-Q2.xlsx")

every_template = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def written() -> Mapping[str, bytes]:
    return templates()


def test_nothing_else_lies_in_the_folder() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {"README.md", *NAMES}


@every_template
def test_the_generator_writes_these_very_parts(name: str, written: Mapping[str, bytes]) -> None:
    """Parts are compared, not packed bytes, since each build of zlib packs in its own way."""
    assert parts((TEMPLATES / name).read_bytes()) == parts(written[name])


def test_the_generator_writes_no_other_template(written: Mapping[str, bytes]) -> None:
    assert set(written) == set(NAMES)


@every_template
def test_the_folder_says_what_each_is_for(name: str) -> None:
    assert f"| [{name}]({name}) |" in (TEMPLATES / "README.md").read_text("utf-8")
