"""What all tests share: LibreOffice and a browser, each started once, and workbooks opened in either recalculation engine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from support.browser import Browser
from support.counts import SAME_EACH_TIME, examples
from support.office_engine import Office, OfficeEngine
from support.recalculation import Recalculator
from support.screens import has_screen, screen

ROOT = Path(__file__).parents[1]
ENGINES = {
    "office": None,
    "browser": None,
    "formulon": "support.formulon_engine",
    "cluster": "support.clusters",
    "page": "support.pages",
}
"""What takes seconds to start, so that one worker has all its tests; and what a module imports whose tests all need it."""

_NEEDED_BY = {"visit": "browser", "other_visit": "browser", "screened_office": "office"}
"""What a fixture needs that is not named after it."""

IMPORTED_BY_WORKERS = [
    "vbpqip.batch.feedback",
    "vbpqip.batch.reviewer",
    "vbpqip.kinds.qit_report.feedback.described",
    "vbpqip.kinds.qit_report.feedback.letter",
    "vbpqip.kinds.qit_report.feedback.workbook",
    "vbpqip.output.html",
]
"""What the workers of a hundred batches need, imported once by the process that they are forked from."""


def pytest_configure(config: pytest.Config) -> None:
    """Let commands that tests start hear Ctrl-C, also where the tests run in the background of a shell, which does not."""
    _compile_once(config.rootpath / ".pytest_cache" / "compiled")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings.register_profile(
        "the same each time", max_examples=examples(100), deadline=None, derandomize=SAME_EACH_TIME
    )
    settings.load_profile("the same each time")
    multiprocessing.set_forkserver_preload(IMPORTED_BY_WORKERS)


def _compile_once(folder: Path) -> None:
    """Keep what is compiled in a folder of ours, where the environment keeps Python from leaving it beside the code.

    Each of a hundred commands that tests start would compile the program again, which is half of what a check takes.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(folder)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Give one worker all tests of a module, which share what is made once, and all tests of an engine."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def _scope(nodeid: str) -> str:
    """Return the engine that stands among a test's parameters, or that its module imports; else the module."""
    module, _, test = nodeid.partition("::")
    told = re.search(rf"[\[-]({'|'.join(ENGINES)})[]-]", test)
    return told[1] if told else _engine_of(module)


@cache
def _engine_of(module: str) -> str:
    text = Path(ROOT, module).read_text("utf-8")
    return next((engine for engine, imported in ENGINES.items() if imported and f"from {imported}" in text), module)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Start LibreOffice, the browser and formulon in one worker each."""
    return _Scheduling(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark the tests that need LibreOffice or a browser, and let those of engines come first, then modules of many tests.

    They are long, and no worker is left alone with them at the end. In a module, tests come in whatever order they have.
    """
    for item in items:
        needs = {_NEEDED_BY.get(name, name) for name in getattr(item, "fixturenames", ())}
        for program in needs & {"office", "browser"}:
            item.add_marker(program)
    yield
    ranks = {engine: rank for rank, engine in enumerate(ENGINES)}
    many = Counter(_scope(item.nodeid) for item in items)
    items.sort(key=lambda item: (ranks.get(_scope(item.nodeid), len(ranks)), -many[_scope(item.nodeid)]))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for nothing that is no longer used while thousands of tests are collected: that takes a quarter of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Look through thousands of tests for what is no longer used less often: none of them is, until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session")
def started_office() -> Iterator[Office]:
    """LibreOffice; where it is missing the test is skipped, or fails if ``VBPQIP_REQUIRE_OFFICE`` is 1."""
    _skip_without(Office.missing(), "VBPQIP_REQUIRE_OFFICE", "nothing was recalculated with LibreOffice")
    with Office() as started:
        yield started


@pytest.fixture(scope="session", params=["office"])
def office(started_office: Office) -> Office:
    """LibreOffice, told in the name of each test that needs it."""
    return started_office


@pytest.fixture(scope="session", params=["browser"])
def browser() -> Iterator[Browser]:
    """Chromium, told in the name of each test that needs it; where it is missing the test is skipped, or fails if ``VBPQIP_REQUIRE_BROWSER`` is 1."""
    _skip_without(Browser.missing(), "VBPQIP_REQUIRE_BROWSER", "no page was opened")
    with Browser() as started:
        yield started


def _skip_without(missing: Sequence[str], required: str, so: str) -> None:
    lacking = " and ".join(missing)
    if lacking and os.environ.get(required) == "1":
        pytest.fail(f"{required} is 1, but this machine lacks {lacking}.")
    if lacking:
        pytest.skip(f"This machine lacks {lacking}, so {so}.")


@pytest.fixture(scope="session", params=["office"])
def screened_office() -> Iterator[Office]:
    """LibreOffice with windows, on a screen that nobody sees."""
    lacking = [*Office.missing(), *([] if has_screen() else ["Xvfb (Debian: xvfb)"])]
    _skip_without(lacking, "VBPQIP_REQUIRE_OFFICE", "nothing was painted by LibreOffice")
    with screen() as display, Office(display=display) as started:
        yield started


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
    return OfficeEngine(request.getfixturevalue("started_office"), path)
