"""The net: what the commands say of many inputs, kept, and compared at each change of the structure.

Inputs are the samples, the inputs that once went wrong, reports drawn by ``net.drawn``, and drawn reports mutated. Two
files keep what is said: ``kept.jsonl``, a line for each input, with its exit code, status, verdict and the places of all
findings; and ``kept.json.gz``, with the text and the digests of all else. The input has a digest too, so that another
input is not taken for another answer.
"""

from __future__ import annotations

import gzip
import json
import lzma
import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from click.testing import CliRunner, Result

from net import drawn
from support import cases
from support.mutations import CELLS, XML, ZIP, FormLayout
from vbpqip import __version__
from vbpqip.cli import main

LINES = Path(__file__).with_name("kept.jsonl")
REST = Path(__file__).with_name("kept.json.gz")
SAMPLES = sorted(Path(__file__).parents[2].glob("sample_workbooks/*.xlsx"))
REPORTS, MUTANTS, PAIRS = 300, 110, 40
EVERYDAY = 12
"""Every twelfth input of the many is looked at every day."""

_SHOWN, _NAMED = 8, 6
_IN_LINE = ("name", "input", "exit", "status", "verdict", "findings")
_SOUND = 293
"""The drawn report that the cases are made of: CLABSI is chosen, and nothing is wrong."""

_OF_SHEETS = {
    "rows_deleted", "columns_deleted", "rows_inserted", "columns_inserted", "range_moved", "cells_merged", "sheet_renamed",
    "sheets_reordered", "sheet_hidden", "sheet_deleted", "sheet_added", "names_deleted", "protection_removed",
}  # fmt: skip
_MUTATIONS = (*ZIP, *XML, *(each for each in CELLS if each.__name__ in _OF_SHEETS))
"""The mutations that do not ask the package where its entries stand."""

_LAYOUT = FormLayout(sheets=("P4P Report", "Measure Credits"), parts=(2, 3, 8), entries=(), asked={})
"""Of the form that was released: its sheets with entries, and the numbers of their parts and of the stamp's."""

_SAVED = "docProps/core.xml"
"""The part with the time of saving."""

_NOT_UNPACKED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What :mod:`zipfile` raises for the many kinds of damage."""

Said: TypeAlias = dict[str, Any]
Contents: TypeAlias = tuple[bytes, ...]
Make: TypeAlias = Callable[[], Contents]


def inputs() -> Mapping[str, Make]:
    """Return how each input is made, by its name: one workbook, or two that are compared."""
    return {
        **{f"sample {path.name}": partial(_sample, path) for path in SAMPLES},
        **{f"case {name}": partial(_case, make) for name, make in _CASES.items()},
        **{f"drawn {seed}": partial(_drawn, seed) for seed in range(REPORTS)},
        **{f"mutated {number}": partial(_mutated, number) for number in range(MUTANTS)},
        **{f"compared {seed}": partial(_pair, seed) for seed in range(PAIRS)},
    }


def everyday() -> Mapping[str, Make]:
    """Return the inputs that are looked at every day; with ``VBPQIP_NET=all`` these are all."""
    whole = os.environ.get("VBPQIP_NET") == "all"
    return {name: make for name, make in inputs().items() if whole or _is_of_everyday(name)}


def _is_of_everyday(name: str) -> bool:
    sort, which = name.split(" ", 1)
    return sort == "sample" or (sort == "case" and which != "many_date_styles") or _turn(which) == 0


def _turn(which: str) -> int:
    return int(which) % EVERYDAY if which.isdecimal() else 1


def _sample(path: Path) -> Contents:
    return (path.read_bytes(),)


def _case(make: Callable[..., bytes]) -> Contents:
    return (make(content=drawn.report(_SOUND)),)


def _second_sheet_that_differs(content: bytes) -> bytes:
    return cases.second_report_sheet(cases.with_cell("D20", "", "<v>77</v>"), content)


def _raised_figure(content: bytes) -> bytes:
    runs = '<is><r><t>41</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is>'
    return cases.edited({cases.REPORT_PART: cases.with_cell("D20", "inlineStr", runs)}, content)


def _shown_in_thousands(content: bytes) -> bytes:
    return cases.edited(cases.with_style("D20", "#,##0,", content), content)


_CASES: Mapping[str, Callable[..., bytes]] = {
    "date_in_another_order": partial(cases.date_in_another_order, address="L20"),
    "format_code_of_brackets": cases.format_code_of_brackets,
    "many_date_styles": cases.many_date_styles,
    "raised_figure": _raised_figure,
    "row_inserted": partial(cases.row_inserted, above=18),
    "second_report_sheet": cases.second_report_sheet,
    "second_sheet_that_differs": _second_sheet_that_differs,
    "shown_in_thousands": _shown_in_thousands,
    "sum_typed": partial(cases.sum_typed, address="D20"),
    "sum_typed_of_cells": partial(cases.sum_typed, "C20+E20", address="D20"),
    "two_names_swapped": cases.two_names_swapped,
}


def _drawn(seed: int) -> Contents:
    return (drawn.report(seed),)


def _mutated(number: int) -> Contents:
    mutation = _MUTATIONS[number % len(_MUTATIONS)]
    return (mutation(drawn.report(1000 + number, damage=False), Random(number), _LAYOUT),)  # noqa: S311 -- chance that can be had again


def _pair(seed: int) -> Contents:
    return drawn.report(seed), drawn.report(seed, again=True)


def said_of(name: str, contents: Contents) -> Said:
    """Return what ``check`` says of a workbook, or ``compare`` of two."""
    files = [f"{word}.xlsx" for word in (("report",) if len(contents) == 1 else ("old", "new"))]
    with TemporaryDirectory() as folder:
        for file, content in zip(files, contents, strict=True):
            (Path(folder) / file).write_bytes(content)
        run = partial(_run, folder, "check" if len(files) == 1 else "compare", *files, "--format")
        text = run("text")
        document = json.loads(_plain(run("json").stdout, contents) or "{}")  # a refused comparison has none
        table = _plain(run("csv").stdout, contents) if len(files) == 1 else ""
    said = {
        "name": name,
        "input": _digest([_parts(content) for content in contents]),
        "exit": text.exit_code,
        "text": _plain(text.output, contents),
        "csv": _digest(table),
    }
    return {**said, **_of_document({key: value for key, value in document.items() if key not in {"tool", "program"}})}


def _of_document(document: Said) -> Said:
    (review,) = document.pop("reviews", [{}])
    findings = review.pop("findings", [])
    review.pop("program", None)
    return {
        "status": review.get("status"),
        "verdict": (review.get("qit") or {}).get("verdict"),
        "findings": list(_numbered(f"{each['code']} {each['severity']} {_place(each)}".rstrip() for each in findings)),
        "words": [_digest(each) for each in findings],
        "json": {key: _digest(value) for key, value in {**document, **review}.items()},
    }


def _place(finding: Said) -> str:
    return f"{finding['sheet']}!{finding['cell']}" if finding["cell"] else finding["sheet"] or ""


def _numbered(places: Iterable[str]) -> Iterator[str]:
    """Yield each place, with its turn where it comes again.

    >>> list(_numbered(["a", "b", "a"]))
    ['a', 'b', 'a (2)']
    """
    seen: Counter[str] = Counter()
    for place in places:
        seen[place] += 1
        yield place if seen[place] == 1 else f"{place} ({seen[place]})"


def _run(folder: str, *words: str) -> Result:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(main, list(words), catch_exceptions=False)
    finally:
        os.chdir(before)


def _plain(text: str, contents: Contents) -> str:
    """Return a text without versions and without the digests of files, which go by who packed them."""
    for content in contents:
        text = text.replace(sha256(content).hexdigest(), "SHA256")
    text = re.sub(r"(data\s+version\s)\S+?(?=\.?\s)", r"\1VERSION", text)
    return re.sub(rf"(?<![\d.]){re.escape(__version__)}(?![\d.]*\d)", "VERSION", text)


def _parts(content: bytes) -> list[tuple[str, str]]:
    """Return the parts of a package by their digests; a file that cannot be unpacked is one part."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return [
                (each.filename, sha256(package.read(each)).hexdigest())
                for each in package.infolist()
                if each.filename != _SAVED
            ]
    except _NOT_UNPACKED:
        return [("", sha256(content).hexdigest())]


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def kept() -> dict[str, Said]:
    """Return what is kept, by the name of the input."""
    rest = json.loads(gzip.decompress(REST.read_bytes()))
    lines = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    return {line["name"]: {**line, **rest[line["name"]]} for line in lines}


def keep(said: Sequence[Said]) -> None:
    """Keep what is said."""
    lines = [json.dumps({key: each[key] for key in _IN_LINE}) for each in said]
    LINES.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    rest = {each["name"]: {key: each[key] for key in each if key not in _IN_LINE} for each in said}
    REST.write_bytes(gzip.compress(json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0))


def differences(before: Said | None, now: Said) -> list[str]:
    r"""Return in words what is said otherwise than it was.

    >>> old = {"exit": 0, "text": "a\nx", "findings": ["QIP1 note S!A1"], "words": ["0"], "json": {"due": "0"}}
    >>> differences(old, {**old, "exit": 1, "text": "a\ny", "findings": ["QIP1 note S!B1"]})
    ['exit 0, now 1', 'no longer QIP1 note S!A1', 'now QIP1 note S!B1', 'text: -x', 'text: +y']
    >>> differences(old, {**old, "words": ["1"], "json": {"due": "1"}})
    ['other words in QIP1', 'JSON: due']
    >>> differences(old, {**old, "text": "a\nx\n"})
    ['white space at the ends of lines, or the order of findings']
    """
    if before is None:
        return ["is new"]
    changes = [
        *_of_values(before, now),
        *_of_findings(before, now),
        *_of_texts(before["text"], now["text"]),
        *_of_parts(before["json"], now["json"]),
        *(["CSV"] if before.get("csv") != now.get("csv") else []),
    ]
    return changes or ([] if before == now else ["white space at the ends of lines, or the order of findings"])


def _of_values(before: Said, now: Said) -> Iterator[str]:
    if before.get("input") != now.get("input"):
        yield "the input itself is another"
    for key in ("exit", "status", "verdict"):
        if before.get(key) != now.get(key):
            yield f"{key} {before[key]}, now {now[key]}"


def _of_findings(before: Said, now: Said) -> Iterator[str]:
    was, has = (dict(zip(said["findings"], said["words"], strict=True)) for said in (before, now))
    yield from (f"no longer {place}" for place in was if place not in has)
    yield from (f"now {place}" for place in has if place not in was)
    codes = {place.split()[0] for place in was if has.get(place, was[place]) != was[place]}
    yield from (f"other words in {code}" for code in sorted(codes))


def _of_texts(before: str, now: str) -> Iterator[str]:
    diff = list(unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0))[2:]
    lines = [line for line in diff if not line.startswith("@@")]
    yield from (f"text: {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield "text: and more lines"


def _of_parts(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    keys = sorted({*before, *now})
    yield from (f"JSON: {key}" for key in keys if before.get(key) != now.get(key))


def in_words(changes: Mapping[str, Sequence[str]]) -> str:
    """Return the changes of inputs as lines, what most inputs share first.

    >>> print(in_words({"drawn 1": ["CSV", "exit 0, now 1"], "drawn 2": ["CSV"], "drawn 3": []}))
    CSV: drawn 1, drawn 2
    exit 0, now 1: drawn 1
    """
    shared: dict[str, list[str]] = {}
    for name, own in changes.items():
        for change in dict.fromkeys(own):
            shared.setdefault(change, []).append(name)
    return "\n".join(
        f"{change}: {_listed(names)}" for change, names in sorted(shared.items(), key=lambda each: -len(each[1]))
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
