"""The net: what the commands say of many inputs, kept, and compared at each change of the structure.

Inputs are the samples, the inputs that once went wrong, and reports drawn by ``net.drawn``. Kept of each are its exit
code, what the commands print as text, and of the JSON a digest of each part and of each finding's place.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner, Result

from net import drawn
from support import cases
from vbpqip import __version__
from vbpqip.cli import main

KEPT = Path(__file__).with_name("kept.json.gz")
SAMPLES = sorted(Path(__file__).parents[2].glob("sample_workbooks/*.xlsx"))
REPORTS, PAIRS = 300, 40
_SHOWN = 8

Said = dict[str, Any]

_CASES: Mapping[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        cases.date_in_another_order,
        cases.second_report_sheet,
        cases.two_names_swapped,
        cases.row_inserted,
        cases.sum_typed,
        cases.format_code_of_brackets,
    )
}


def inputs() -> Mapping[str, Callable[[], bytes]]:
    """Return how each input is made, by its name."""
    return {
        **{f"sample {path.name}": path.read_bytes for path in SAMPLES},
        **{f"case {name}": make for name, make in _CASES.items()},
        **{f"drawn {seed}": _Drawn(seed) for seed in range(REPORTS)},
    }


class _Drawn:
    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __call__(self) -> bytes:
        return drawn.report(self.seed)


def pairs() -> Mapping[str, tuple[bytes, bytes]]:
    """Return two versions of a drawn report, by the name of the pair."""
    return {f"compared {seed}": (drawn.report(seed), drawn.report(seed, again=True)) for seed in range(PAIRS)}


def said_of(name: str, content: bytes) -> Said:
    """Return what the commands say of an input, which is called ``report.xlsx``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        path.write_bytes(content)
        text, document, table = (
            _run(folder, "check", "report.xlsx", "--format", form) for form in ("text", "json", "csv")
        )
    (review,) = json.loads(document.stdout)["reviews"]
    return {
        "name": name,
        "exit": text.exit_code,
        "text": _plain(text.output),
        "csv": _digest(table.stdout),
        "json": {key: _digest(value) for key, value in review.items() if key not in {"program", "sha256", "findings"}},
        "findings": [
            [f"{each['code']} {each['severity']} {each['sheet']}!{each['cell']}", _digest(each)]
            for each in review["findings"]
        ],
    }


def said_of_pair(name: str, contents: tuple[bytes, bytes]) -> Said:
    """Return what ``compare`` says of two reports."""
    with TemporaryDirectory() as folder:
        for file, content in zip(("old.xlsx", "new.xlsx"), contents, strict=True):
            (Path(folder) / file).write_bytes(content)
        text, document = (
            _run(folder, "compare", "old.xlsx", "new.xlsx", "--format", form) for form in ("text", "json")
        )
    return {
        "name": name,
        "exit": text.exit_code,
        "text": _plain(text.output),
        "json": {"all": _digest(_plain(document.stdout))},
    }


def _run(folder: str, *words: str) -> Result:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(main, list(words))
    finally:
        os.chdir(before)


def _plain(text: str) -> str:
    return text.replace(__version__, "VERSION")


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def everything() -> Iterator[Said]:
    """Yield what is said of every input."""
    yield from (said_of(name, make()) for name, make in inputs().items())
    yield from (said_of_pair(name, contents) for name, contents in pairs().items())


def kept() -> dict[str, Said]:
    """Return what is kept, by the name of the input."""
    return {said["name"]: said for said in json.loads(gzip.decompress(KEPT.read_bytes()))}


def keep(said: Sequence[Said]) -> None:
    """Keep what is said."""
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    KEPT.write_bytes(gzip.compress(content, mtime=0))


def differences(before: Said | None, now: Said) -> list[str]:
    """Return in words what is said otherwise than it was.

    >>> differences({"name": "a", "exit": 0, "text": "x"}, {"name": "a", "exit": 1, "text": "y"})
    ['a: exit 0, now 1', 'a: text: -x', 'a: text: +y']
    """
    name = now["name"]
    if before is None:
        return [f"{name}: is new"]
    lines = [] if before["exit"] == now["exit"] else [f"{name}: exit {before['exit']}, now {now['exit']}"]
    diff = list(unified_diff(before["text"].splitlines(), now["text"].splitlines(), lineterm="", n=0))
    lines += [f"{name}: text: {line}" for line in diff if not line.startswith(("---", "+++", "@@"))][:_SHOWN]
    was, has = (dict(map(tuple, said.get("findings", ()))) for said in (before, now))
    lines += [f"{name}: no longer {place}" for place in was if place not in has]
    lines += [f"{name}: now {place}" for place in has if place not in was]
    lines += [f"{name}: other words in {place}" for place in was if has.get(place, was[place]) != was[place]]
    keys = {*before.get("json", {}), *now.get("json", {})}
    lines += [f"{name}: JSON: {key}" for key in sorted(keys) if before["json"].get(key) != now["json"].get(key)]
    return [*lines, *([f"{name}: CSV"] if before.get("csv") != now.get("csv") else [])]


if __name__ == "__main__":
    known, found = kept() if KEPT.exists() else {}, list(everything())
    changed = [line for said in found for line in differences(known.get(said["name"]), said)]
    print("\n".join(changed) or "Nothing is said otherwise.")  # noqa: T201 -- its product
    keep(found)
