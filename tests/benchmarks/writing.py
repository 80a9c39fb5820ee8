"""How fast an empty template is written, as a ratio to bare xlsxwriter, and how large it is.

Run with ``python tests/benchmarks/writing.py [--rounds N]``. The bare job makes the very calls of xlsxwriter that
drawing the template made, recorded once: the same cells, formats, drop-downs, conditional formats, names and charts;
nothing is left of the review, the layout and the spelling of formulas. Both jobs take turns, and the median of each
counts. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from inspect import isfunction
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from benchmarks.speed import medians, report
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

_LARGEST, _SLOWEST = 100_000, 1.5
_IN_MEMORY = {"in_memory": True}


class _Call(NamedTuple):
    """One call: of which object, counted as they came to be, which method, and with what."""

    target: int
    method: str
    words: tuple[Any, ...]
    named: dict[str, Any]


class _Part(NamedTuple):
    """An object of xlsxwriter among the words of a call."""

    number: int


_OBJECTS = (Workbook, Worksheet, Chart, Format)


@dataclass(slots=True)
class Recording:
    """What was called while a workbook was drawn; object 0 is the workbook itself."""

    objects: list[Any] = field(default_factory=list)
    calls: list[_Call] = field(default_factory=list)
    depth: int = 0

    def watched(self, name: str, method: Callable[..., object]) -> Callable[..., object]:
        """Return a method that writes down its calls, but those that xlsxwriter makes itself."""

        def call(target: object, *words: Any, **named: Any) -> object:  # noqa: ANN401 -- words of any call
            is_writers = not self.depth and name not in _OURS
            if is_writers:
                target_number = self._part(target).number
                parts = (_changed(each, _OBJECTS, self._part) for each in (words, named))
                self.calls.append(_Call(target_number, name, *parts))
            self.depth += 1
            try:
                answer = method(target, *words, **named)
            finally:
                self.depth -= 1
            if is_writers and isinstance(answer, _OBJECTS):
                self._part(answer)
            return answer

        return call

    def _part(self, known: object) -> _Part:
        if not any(known is each for each in self.objects):
            self.objects.append(known)
        return _Part(next(nth for nth, each in enumerate(self.objects) if each is known))

    def replayed(self) -> bytes:
        """Make all calls again on a workbook of its own."""
        buffer = BytesIO()
        objects: list[Any] = [Workbook(buffer, _IN_MEMORY)]
        known: set[int] = {id(objects[0])}
        for target, method, words, named in self.calls:
            answer = getattr(objects[target], method)(
                *_changed(words, _Part, lambda part: objects[part.number]),
                **_changed(named, _Part, lambda part: objects[part.number]),
            )
            if isinstance(answer, _OBJECTS) and id(answer) not in known:
                known.add(id(answer))
                objects.append(answer)
        return buffer.getvalue()


_OURS = frozenset({"__init__", "use_custom_theme"})
"""What is called to begin a workbook of ours; a bare one has the theme of xlsxwriter."""


def _changed(words: Any, kind: type | tuple[type, ...], change: Callable[[Any], object]) -> Any:  # noqa: ANN401 -- as above
    """Return the words of a call with all of a kind changed, those in lists and dictionaries too."""
    if isinstance(words, kind):
        return change(words)
    if isinstance(words, dict):
        return {key: _changed(value, kind, change) for key, value in words.items()}
    if type(words) in {list, tuple}:
        return type(words)(_changed(each, kind, change) for each in words)
    return words


def recorded() -> Recording:
    """Draw an empty template, and record it."""
    recording = Recording()
    with ExitStack() as patches:
        for kind in _OBJECTS:
            for name, method in vars(kind).items():
                if isfunction(method) and (name == "__init__" or not name.startswith("_")):
                    patches.enter_context(patch.object(kind, name, recording.watched(name, method)))
        workbook_for(empty_form_data(load_program()))
    return recording


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    recording, form_data = recorded(), empty_form_data(load_program())
    size = len(workbook_for(form_data))
    taken = medians({"template": lambda: workbook_for(form_data), "bare xlsxwriter": recording.replayed}, rounds)
    for name, milliseconds in taken.items():
        print(f"{name:<58}{milliseconds:>7.2f} ms")  # noqa: T201 -- its product
    print(f"{'size':<58}{size:>7} bytes, bare {len(recording.replayed())}")  # noqa: T201 -- its product
    holds = (
        report("template / the same cells by bare xlsxwriter", taken["template"] / taken["bare xlsxwriter"], _SLOWEST,
               at_most=True),
        report("size of an empty template, in units of 100,000 bytes", size / _LARGEST, 1, at_most=True),
    )  # fmt: skip
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
