"""What all tests share: LibreOffice and a browser, each started once, and workbooks opened in either recalculation engine."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from support.browser import Browser
from support.office_engine import Office, OfficeEngine
from support.recalculation import Recalculator


def pytest_configure() -> None:
    """Let commands that tests start hear Ctrl-C, also where the tests run in the background of a shell, which does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _look_at_each_formula_once()


def _look_at_each_formula_once() -> None:
    """Let xlsxwriter search a formula for new functions once, as hundreds of workbooks have the same ones.

    That search is half of what writing a form takes.
    """
    search: Callable[[Worksheet, str, bool], str] = Worksheet._prepare_formula  # noqa: SLF001 -- it has no other door
    seen: dict[tuple[str, bool, bool], str] = {}

    def prepared(sheet: Worksheet, formula: str, expand: bool = False) -> str:  # noqa: FBT001, FBT002 -- as xlsxwriter has it
        asked = formula, expand, sheet.use_future_functions
        if asked not in seen:
            seen[asked] = search(sheet, formula, expand)
        return seen[asked]

    Worksheet._prepare_formula = prepared  # noqa: SLF001 -- as above


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark the tests that need LibreOffice or a browser, and keep them on one worker, so that it is started once.

    So are those of formulon kept, which takes seconds to be compiled. They all come first, whatever the order of all
    others: they are long, and no worker is left alone with them at the end.
    """
    shared = config.pluginmanager.hasplugin("xdist")
    for item in items:
        for program in ("office", "browser"):
            if program in getattr(item, "fixturenames", ()):
                item.add_marker(program)
            if item.get_closest_marker(program) and shared:
                item.add_marker(pytest.mark.xdist_group(program))
        if shared and _recalculates(item) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("formulon"))
    yield
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def _recalculates(item: pytest.Item) -> bool:
    """Whether a test's module uses formulon, or the test an engine that may be it."""
    return hasattr(getattr(item, "module", None), "FormulonEngine") or "opened" in getattr(item, "fixturenames", ())


def pytest_collection_finish() -> None:
    """Look through thousands of tests for what is no longer used less often: none of them is, until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice; where it is missing the test is skipped, or fails if ``VBPQIP_REQUIRE_OFFICE`` is 1."""
    _skip_without(Office.missing(), "VBPQIP_REQUIRE_OFFICE", "nothing was recalculated with LibreOffice")
    with Office() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the test is skipped, or fails if ``VBPQIP_REQUIRE_BROWSER`` is 1."""
    _skip_without(Browser.missing(), "VBPQIP_REQUIRE_BROWSER", "no page was opened")
    with Browser() as started:
        yield started


def _skip_without(missing: Sequence[str], required: str, so: str) -> None:
    lacking = " and ".join(missing)
    if lacking and os.environ.get(required) == "1":
        pytest.fail(f"{required} is 1, but this machine lacks {lacking}.")
    if lacking:
        pytest.skip(f"This machine lacks {lacking}, so {so}.")


@pytest.fixture(params=["formulon", pytest.param("office", marks=pytest.mark.office)])
def opened(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Recalculator]]:
    """Open a workbook, in each engine in turn; it is closed after the test."""
    with ExitStack() as closing:

        def open_workbook(path: Path) -> Recalculator:
            engine = _engine(request, path)
            closing.callback(engine.close)
            return engine

        yield open_workbook


def _engine(request: pytest.FixtureRequest, path: Path) -> Recalculator:
    from support.formulon_engine import FormulonEngine  # noqa: PLC0415 -- only these tests wait for its import

    if request.param == "formulon":
        return FormulonEngine(path)
    return OfficeEngine(request.getfixturevalue("office"), path)
