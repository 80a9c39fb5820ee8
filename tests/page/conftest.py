"""The page, built once, and open in each browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import pages


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file."""
    lacking = " and ".join(pages.missing())
    if lacking and os.environ.get("VBPQIP_REQUIRE_PAGE") == "1":
        pytest.fail(f"VBPQIP_REQUIRE_PAGE is 1, but this machine lacks {lacking}.")
    if lacking:
        pytest.skip(f"This machine lacks {lacking}, so the page was not built.")
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_bytes(pages.built())
    return path


@pytest.fixture
def visit(browser_with_page: pages.Visit, page: Path) -> Iterator[pages.Visit]:
    """The page, started in a browser, as it is at first; it is opened anew where a test left something behind."""
    yield browser_with_page
    if not browser_with_page.is_as_at_first():
        browser_with_page.open(page)


@pytest.fixture(scope="module", params=pages.BROWSERS)
def browser_with_page(
    request: pytest.FixtureRequest, page: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[pages.Visit]:
    """A browser in which the page is started."""
    with pages.Visit(request.param, tmp_path_factory.mktemp("saved")) as opened:
        assert opened.open(page) == "Starting…"
        yield opened


@pytest.fixture
def other_visit(page: Path, tmp_path: Path) -> Iterator[pages.Visit]:
    """Chromium, in which nothing is open yet."""
    del page  # it is built, or the test skipped
    with pages.Visit("chromium", tmp_path) as opened:
        yield opened
