"""A rehearsal of the page: everything is asked once, so that what is imported late is known when it is built."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.registry import known
from vbpqip.page.engine import PageEngine
from vbpqip.page.form_on_page import FormOnPage
from vbpqip.program.program import Program

_TERMS = """\
title = 'Terms'
[[checks.fewest_cases.values]]
since = '{period}'
value = 40
source = 'a contract'
"""
_NOT_WORKBOOKS = (b"", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04", b"From: a\nTo: b\n\nx")


def report_to_rehearse(program: Program) -> bytes:
    """Return a workbook in which something stands in every entry, so that its check takes all there is to it."""
    kind = known()[0]
    form = kind.template(program, FormOptions(program.first_period))
    assert form is not None  # noqa: S101 -- the first kind has a form
    on_page = FormOnPage(kind, form, program)
    on_page.enter({cell["entry"]: _typed(cell, on_page.filled.lists) for cell in on_page.cells() if not cell["value"]})
    return on_page.content()


def _typed(cell: Mapping[str, Any], lists: Mapping[str, Sequence[object]]) -> str:
    return str(lists[cell["offers"]][0]) if cell["offers"] else "1"


def rehearse() -> None:
    """Ask an engine everything, about a form of each kind and about files that are none."""
    engine = PageEngine()
    _ask(engine, "about")
    _ask(engine, "terms", _TERMS.format(period=engine.program.first_period).encode())
    _ask(engine, "names")
    _ask(engine, "explain", word="credits.quarters")
    for content in _NOT_WORKBOOKS:
        _ask(engine, "check", content, number=0)
    for kind in known():
        form = kind.template(engine.program, FormOptions(engine.program.first_period))
        if form is not None:
            _ask_about(engine, form.content)
        for question in ("begin", "enter", "result", "completed"):
            _ask(engine, question, kind=kind.key, entered={})


def _ask_about(engine: PageEngine, report: bytes) -> None:
    for number in (0, 1):
        _ask(engine, "check", report, number=number)
    _ask(engine, "together", among=[0, 1])
    _ask(engine, "reply", among=[0, 1], number=0, fix_by="", attach_page=True)
    _ask(engine, "pack", report)
    _ask(engine, "compare", report, report)
    _ask(engine, "next", report)
    for origin in ("previous", "saved"):
        _ask(engine, "begin", report, **{"from": origin})


def _ask(engine: PageEngine, question: str, *contents: bytes, **more: object) -> None:
    engine.answer(json.dumps({"ask": question, "files": ["a.xlsx"] * len(contents), **more}), contents)
