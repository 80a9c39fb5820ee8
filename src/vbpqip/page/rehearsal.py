"""A rehearsal of the page: everything is asked once, so that what is imported late is known when it is built."""

from __future__ import annotations

import json

from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.registry import known
from vbpqip.page.engine import PageEngine

_TERMS = b"""\
title = 'Terms'
[[checks.fewest_cases.values]]
since = 'DY3 Q1'
value = 40
source = 'a contract'
"""
_NOT_WORKBOOKS = (b"", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04", b"From: a\nTo: b\n\nx")


def rehearse() -> None:
    """Ask an engine everything, about a form of each kind and about files that are none."""
    engine = PageEngine()
    engine.answer(json.dumps({"ask": "about"}), [])
    engine.answer(json.dumps({"ask": "terms", "files": ["terms.toml"]}), [_TERMS])
    engine.answer(json.dumps({"ask": "matrix", "lines": []}), [])
    for content in _NOT_WORKBOOKS:
        engine.answer(json.dumps({"ask": "check", "files": ["a.xlsx"]}), [content])
    for kind in known():
        form = kind.template(engine.program, FormOptions(engine.program.first_period))
        if form is not None:
            for ask, files in (("check", 1), ("feedback", 1), ("compare", 2), ("next", 1)):
                engine.answer(json.dumps({"ask": ask, "files": ["a.xlsx"] * files}), [form.content] * files)
        for ask in ("begin", "enter", "result", "completed"):
            engine.answer(json.dumps({"ask": ask, "kind": kind.key, "entered": {}}), [])
