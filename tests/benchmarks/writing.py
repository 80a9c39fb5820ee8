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
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import xlsxwriter

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from benchmarks.speed import medians, report
from vbpqip.kinds.qit_report.writing import builder
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

_LARGEST, _SLOWEST = 60_000, 1.5
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


@dataclass(slots=True)
class Recording:
    """What was called while a workbook was drawn; object 0 is the workbook itself."""

    objects: list[Any] = field(default_factory=list)
    calls: list[_Call] = field(default_factory=list)

    def workbook(self, *words: Any) -> _Watched:  # noqa: ANN401 -- as xlsxwriter takes them
        """Begin a workbook, and watch it."""
        self.objects = [xlsxwriter.Workbook(*words)]
        return _Watched(self, 0)

    def call(self, target: int, method: str, words: tuple[Any, ...], named: dict[str, Any]) -> object:
        """Make a call, and write it down; an object that it gives is watched as well."""
        self.calls.append(_Call(target, method, _changed(words, _Watched, _part), _changed(named, _Watched, _part)))
        real = [_changed(each, _Watched, self._real) for each in (words, named)]
        answer = getattr(self.objects[target], method)(*real[0], **real[1])
        if not hasattr(answer, "__dict__"):
            return answer
        if not any(answer is known for known in self.objects):
            self.objects.append(answer)
        return _Watched(self, next(nth for nth, known in enumerate(self.objects) if known is answer))

    def _real(self, watched: _Watched) -> object:
        return self.objects[watched.number]

    def replayed(self) -> bytes:
        """Make all calls again on a workbook of its own."""
        buffer = BytesIO()
        objects: list[Any] = [xlsxwriter.Workbook(buffer, _IN_MEMORY)]
        known: set[int] = {id(objects[0])}
        for target, method, words, named in self.calls:
            answer = getattr(objects[target], method)(
                *_changed(words, _Part, lambda part: objects[part.number]),
                **_changed(named, _Part, lambda part: objects[part.number]),
            )
            if hasattr(answer, "__dict__") and id(answer) not in known:
                known.add(id(answer))
                objects.append(answer)
        return buffer.getvalue()


class _Watched:
    """What the writer holds in place of an object of xlsxwriter."""

    def __init__(self, recording: Recording, number: int) -> None:
        self.recording, self.number = recording, number

    def __getattr__(self, method: str) -> Callable[..., object]:
        return lambda *words, **named: self.recording.call(self.number, method, words, named)


def _part(watched: _Watched) -> _Part:
    return _Part(watched.number)


def _changed(words: Any, kind: type, change: Callable[[Any], object]) -> Any:  # noqa: ANN401 -- words of any call
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
    with patch.object(builder, "FormWorkbook", recording.workbook):
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
        report("size of an empty template, in units of 60,000 bytes", size / _LARGEST, 1, at_most=True),
    )  # fmt: skip
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
