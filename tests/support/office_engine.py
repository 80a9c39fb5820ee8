"""Recalculation by LibreOffice, and what else only an office program can do with a workbook."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from types import TracebackType
from typing import IO, Self, TypeAlias, cast

from support.recalculation import ErrorValue, Typed, Value, parsed_value
from vbpqip.core.cells import Location
from vbpqip.workbook.ooxml.package import open_workbook

_SERVER = Path(__file__).with_name("office_server.py")
_SYSTEM_PYTHON = "/usr/bin/python3"
_SECONDS_TO_START = 90.0
_SECONDS_TO_ANSWER = 60.0
_SECONDS_TO_END = 12.0
_LAST_WORDS = 2_000
_MOST_TIMES = 5

_Place: TypeAlias = tuple[str, int, int]
_Entry: TypeAlias = tuple[_Place, str, float | str | None]


class OfficeError(Exception):
    """LibreOffice did not do what was asked."""


class Office:
    """One LibreOffice, with a profile and a process group of its own, all gone when it is closed.

    Args:
        seconds_to_answer: How long a command may take.
        display: The X display on which its windows are seen; without one it has none.
    """

    def __init__(self, *, seconds_to_answer: float = _SECONDS_TO_ANSWER, display: str = "") -> None:
        self._seconds_to_answer = seconds_to_answer
        self._folder = TemporaryDirectory(prefix="vbpqip-office-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name, "log.txt")
        self._server = _server(Path(self._folder.name), self._log, display)
        self._commands = cast("IO[str]", self._server.stdin)
        self._output = cast("IO[str]", self._server.stdout)
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        try:
            self._answer("start", _SECONDS_TO_START)
        except OfficeError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def missing() -> tuple[str, ...]:
        """Return what this machine lacks for it; empty where nothing."""
        needs = {
            "LibreOffice (soffice)": _soffice() is not None,
            "a Python with uno (Debian: python3-uno)": _interpreter() is not None,
        }
        return tuple(need for need, met in needs.items() if not met)

    @classmethod
    def available(cls) -> bool:
        """Whether this machine has LibreOffice and a Python that can drive it."""
        return not cls.missing()

    @property
    def process_group(self) -> int:
        """The process group of all that was started."""
        return self._server.pid

    def typed(
        self, path: Path, entries: Mapping[Location, Typed], out: Path, *, as_text: Collection[Location] = ()
    ) -> None:
        """Open a workbook, type the entries into it as a person would, and save it as xlsx.

        LibreOffice decides what a text is, as it does for a person in the United States: ``"12"`` becomes a
        number, ``"1/2/2024"`` a formatted date, both remain text in a cell formatted as text. Entries at
        ``as_text`` remain text in any case.

        It now and then saves a file without what was put into it; so it is asked until the file has it.

        Raises:
            OfficeError: also where a cell is locked.
        """
        listed = [_entry(at, typed, text_as="text" if at in as_text else "typed") for at, typed in entries.items()]
        lost: list[str] = []
        for _ in range(_MOST_TIMES):
            self.ask("typed", path=str(path.resolve()), entries=listed, out=str(out.resolve()))
            lost = _lost(entries, out)
            if not lost:
                return
        raise OfficeError(f"LibreOffice saved {out.name} without {', '.join(lost)}.")

    def cut(self, path: Path, source: Location, target: Location, out: Path) -> None:
        """Open a workbook, cut a cell and paste it over another one, and save it as xlsx."""
        places = {"source": _place(source), "target": _place(target)}
        self.ask("cut", path=str(path.resolve()), out=str(out.resolve()), **places)

    def converted_to_pdf(self, path: Path, out: Path) -> None:
        """Print a workbook, recalculated, to a PDF file."""
        self.ask("to_pdf", path=str(path.resolve()), out=str(out.resolve()))

    def paced(
        self, path: Path, sheet: str, entries: Mapping[Location, Typed], *, is_shown: bool = False
    ) -> list[float]:
        """Put entries in one after the other; return for each how many ms LibreOffice works for it.

        It works until all is calculated and, in a window with the sheet in front, painted.
        """
        listed = [_entry(at, typed, text_as="text") for at, typed in entries.items()]
        return cast(
            "list[float]",
            self.ask("paced", path=str(path.resolve()), sheet=sheet, entries=listed, is_shown=is_shown),
        )

    def ask(self, command: str, **details: object) -> object:
        """Have the server carry out a command, and return its answer.

        Raises:
            OfficeError: it could not, or gave no answer in time; in the latter case LibreOffice is ended.
        """
        message = json.dumps({"command": command, **details})
        try:
            self._commands.write(message + "\n")
            self._commands.flush()
        except (OSError, ValueError) as error:
            raise self._ended(command) from error
        return self._answer(command, self._seconds_to_answer)

    def close(self) -> None:
        """End LibreOffice, gently if it lets us."""
        with suppress(OSError):
            self._commands.close()
        with suppress(subprocess.TimeoutExpired):
            self._server.wait(_SECONDS_TO_END)
        self._kill()
        self._folder.cleanup()

    def _listen(self) -> None:
        with self._output:
            for line in self._output:
                self._answers.put(line)
        self._answers.put("")

    def _answer(self, command: str, seconds: float) -> object:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self._kill()
            message = f"LibreOffice gave no answer to {command!r} within {seconds:g} seconds, and was ended."
            raise OfficeError(message) from None
        if not line:
            raise self._ended(command)
        return _content(line)

    def _ended(self, command: str) -> OfficeError:
        self._kill()
        last_words = self._log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
        return OfficeError(f"LibreOffice is no longer there to answer {command!r}. {last_words}")

    def _kill(self) -> None:
        """End the whole process group, of which the server may be gone already."""
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()
        self._listener.join()


class OfficeEngine:
    """A workbook opened in LibreOffice."""

    def __init__(self, office: Office, path: Path) -> None:
        self._office = office
        self._workbook = office.ask("open", path=str(path.resolve()))

    def recalculated(self, entries: Mapping[Location, Typed], wanted: Sequence[Location]) -> list[Value]:
        """Put the entries into the workbook as opened, recalculate all, and return what the wanted cells show.

        Raises:
            OfficeError: also where a cell is locked.
        """
        shown = self._office.ask(
            "recalculated",
            workbook=self._workbook,
            entries=[_entry(at, typed, text_as="text") for at, typed in entries.items()],
            wanted=[_place(at) for at in wanted],
        )
        return cast("list[Value]", shown)

    def close(self) -> None:
        """Close the workbook; LibreOffice itself runs on."""
        self._office.ask("close", workbook=self._workbook)


def _content(line: str) -> object:
    answer = json.loads(line)
    if "fault" in answer:
        raise OfficeError(answer["fault"])
    return answer["answer"]


def _place(location: Location) -> _Place:
    return location.sheet, location.row, location.column


def _entry(location: Location, typed: Typed, *, text_as: str) -> _Entry:
    """Return the formula for an entry as the server takes it; it puts text ``"typed"`` as a person would, ``"text"`` as it is."""
    way: tuple[str, float | str | None]
    match parsed_value(typed):
        case None:
            way = ("nothing", None)
        case bool(truth):
            way = ("formula", f"={truth}()".upper())
        case float(number):
            way = ("number", number)
        case str(text):
            way = (text_as, text)
        case ErrorValue(name):
            way = ("formula", f"={name}")
    return _place(location), *way


def _lost(entries: Mapping[Location, Typed], saved: Path) -> list[str]:
    """Return the cells that are blank in a saved workbook though something was typed into them."""
    workbook = open_workbook(saved.read_bytes())
    typed = [at for at, each in entries.items() if parsed_value(each) is not None]
    return [str(at) for at in typed if (at.row, at.column) not in workbook.cells(at.sheet)]


def _server(folder: Path, log: Path, display: str) -> subprocess.Popen[str]:
    """Start the server in a session of its own, with no more of our environment than it needs."""
    soffice, python = _soffice(), _interpreter()
    if soffice is None or python is None:
        message = f"This machine lacks {' and '.join(Office.missing())}."
        raise OfficeError(message)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        **({"DISPLAY": display} if display else {}),
    }
    with log.open("wb") as errors:
        return subprocess.Popen(  # noqa: S603 -- our own script
            [python, "-I", str(_SERVER), soffice, str(folder / "profile")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            env=environment,
            start_new_session=True,
        )


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def _interpreter() -> str | None:
    """Return a Python that can drive LibreOffice: this one, or else the system's."""
    return next((python for python in (sys.executable, _SYSTEM_PYTHON) if _has_uno(python)), None)


def _has_uno(python: str) -> bool:
    """Ask the server's script, in a process of its own: a ``uno`` of another version may crash."""
    if not Path(python).exists():
        return False
    probe = [python, "-I", str(_SERVER), "probe"]
    return subprocess.run(probe, capture_output=True, timeout=60, check=False).returncode == 0  # noqa: S603 -- our own script
