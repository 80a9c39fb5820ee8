"""LibreOffice behind JSON lines: a command a line on standard input, an answer a line on standard output.

A script for whichever interpreter has ``uno``, which is mostly the system's own and not the one that runs
the tests; so it imports nothing but the standard library and ``uno``, and the latter late.

    python -I office_server.py probe                  ends with 0 where ``uno`` works
    python -I office_server.py SOFFICE FOLDER         starts LibreOffice with a profile in FOLDER and serves

A command is ``{"command": name, ...}``, its answer ``{"answer": ...}`` or ``{"fault": text}``. A place is
``[sheet, row, column]``, counted from 0; an entry is ``[place, way, content]``, see :func:`put`.
The server leads a process group of its own. However it ends, also by the end of its input while it is
busy, it takes the whole group with it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

Uno: TypeAlias = Any
"""An object of LibreOffice; its attributes are known at run time only."""

Place: TypeAlias = tuple[str, int, int]
Entry: TypeAlias = tuple[str, Any]
"""A way of putting something into a cell, and the content."""

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
SECONDS_TO_END = 5
CONTENTS = 1 | 2 | 4 | 16
"""Numbers, dates, texts and formulas, of com.sun.star.sheet.CellFlags."""
LOGICAL = 1024
"""True and false, of com.sun.star.util.NumberFormat."""
NOTHING: Entry = ("nothing", None)
ERROR_NAMES = {
    502: "#VALUE!",  # shown as Err:502, saved as here; Excel has #VALUE!, #NUM! or #REF!
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/L10N">
  <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Common/Misc">
  <prop oor:name="UseDocumentOOoLockFile" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""
"""Recalculate always on loading (0), type as in the United States, leave no lock files beside workbooks."""


class RejectedError(Exception):
    """A person could not do in the workbook what was asked."""


class Workbook:
    """An open workbook that remembers what its file held in the cells that were entered."""

    def __init__(self, component: Uno) -> None:
        self.component = component
        self._sheets: dict[str, Uno] = {}
        self._cells: dict[Place, Uno] = {}
        self._areas: dict[tuple[str, int, int, int, int], Uno] = {}
        self._logical: dict[int, bool] = {}
        self._held: dict[Place, Entry] = {}
        self._entered: dict[Place, Entry] = {}

    def recalculated(self, entries: dict[Place, Entry], wanted: list[Place]) -> list[Any]:
        """Put the entries into the workbook as opened, recalculate, and return what the wanted cells show."""
        for place in self._entered.keys() - entries.keys():
            put(self.cell(place), self._held[place])
            del self._entered[place]
        self.enter(entries)
        self.component.calculateAll()
        shown = self._shown(wanted)
        return [shown[place] for place in wanted]

    def enter(self, entries: dict[Place, Entry]) -> None:
        """Put the entries into their cells.

        Raises:
            RefusedError: a cell is locked; UNO itself writes into locked cells.
        """
        for place, entry in entries.items():
            if self._entered.get(place) == entry:
                continue
            self._remember(place)
            self._entered[place] = entry
            put(self.cell(place), entry)

    def _remember(self, place: Place) -> None:
        if place in self._held:
            return
        cell = self.cell(place)
        if cell.CellProtection.IsLocked and self._sheet(place[0]).isProtected():
            message = f"A person cannot type into {cell.AbsoluteName}: it is locked."
            raise RejectedError(message)
        self._held[place] = stored(cell)

    def _sheet(self, name: str) -> Uno:
        if name not in self._sheets:
            if not self.component.Sheets.hasByName(name):
                message = f"There is no sheet {name!r}."
                raise RejectedError(message)
            self._sheets[name] = self.component.Sheets.getByName(name)
        return self._sheets[name]

    def cell(self, place: Place) -> Uno:
        if place not in self._cells:
            sheet, row, column = place
            self._cells[place] = self._sheet(sheet).getCellByPosition(column, row)
        return self._cells[place]

    def _shown(self, wanted: list[Place]) -> dict[Place, Any]:
        shown: dict[Place, Any] = {}
        for sheet in {place[0] for place in wanted}:
            shown |= self._shown_on(sheet, [place for place in wanted if place[0] == sheet])
        return shown

    def _shown_on(self, sheet: str, places: list[Place]) -> dict[Place, Any]:
        """Read the rectangle around the places; few large calls are faster than many small ones."""
        rows, columns = [place[1] for place in places], [place[2] for place in places]
        top, left = min(rows), min(columns)
        area = self._area(sheet, left, top, max(columns), max(rows))
        values, formulas = area.getDataArray(), area.getFormulaArray()
        return {
            (name, row, column): self._settled(
                (name, row, column), values[row - top][column - left], formulas[row - top][column - left]
            )
            for name, row, column in places
        }

    def _area(self, sheet: str, *corners: int) -> Uno:
        left, top, right, bottom = corners
        key = (sheet, left, top, right, bottom)
        if key not in self._areas:
            self._areas[key] = self._sheet(sheet).getCellRangeByPosition(*corners)
        return self._areas[key]

    def _settled(self, place: Place, value: str | float | None, formula: str) -> str | float | bool | None:
        """Tell an error, an empty cell and true or false from the value that LibreOffice lists for each."""
        if value is None:
            error = self.cell(place).getError()
            return ERROR_NAMES.get(error, f"Err:{error}")
        if value == "" and not formula:
            return None
        if value in {0.0, 1.0} and formula.startswith("=") and self._is_logical(place):
            return bool(value)
        return value

    def _is_logical(self, place: Place) -> bool:
        """Whether a cell shows TRUE or FALSE, which are formatted numbers to LibreOffice."""
        key = self.cell(place).NumberFormat
        if key not in self._logical:
            self._logical[key] = bool(self.component.NumberFormats.getByKey(key).Type & LOGICAL)
        return self._logical[key]


class Server:
    """The commands; each takes the message's other keys."""

    def __init__(self, desktop: Uno) -> None:
        self._desktop = desktop
        self._workbooks: dict[int, Workbook] = {}
        self._commands: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "recalculated": self._recalculated,
            "close": self._close,
            "typed": self._typed,
            "cut": self._cut,
            "to_pdf": self._to_pdf,
            "paced": self._paced,
        }

    def answer(self, line: str) -> dict[str, Any]:
        """Carry out one command."""
        message = json.loads(line)
        command = self._commands[message.pop("command")]
        try:
            return {"answer": command(**message)}
        except (RejectedError, uno_error()) as issue:
            return {"fault": str(issue) or repr(issue)}

    def _open(self, path: str) -> int:
        number = len(self._workbooks)
        component = self._load(path)
        component.enableAutomaticCalculation(False)  # noqa: FBT003 -- UNO has no keywords
        self._workbooks[number] = Workbook(component)
        return number

    def _recalculated(self, workbook: int, entries: list[Any], wanted: list[Any]) -> list[Any]:
        return self._workbooks[workbook].recalculated(entries_of(entries), [tuple(place) for place in wanted])

    def _close(self, workbook: int) -> None:
        self._workbooks[workbook].component.close(True)  # noqa: FBT003 -- UNO has no keywords

    def _typed(self, path: str, entries: list[Any], out: str) -> None:
        component = self._load(path)
        try:
            Workbook(component).enter(entries_of(entries))
            component.calculateAll()
            component.storeToURL(Path(out).as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))
        finally:
            component.close(True)  # noqa: FBT003 -- UNO has no keywords

    def _cut(self, path: str, source: list[Any], target: list[Any], out: str) -> None:
        """Move a cell as cutting and pasting does: formulas follow it."""
        component = self._load(path)
        try:
            book = Workbook(component)
            cell = book.cell((target[0], target[1], target[2]))
            area = book.cell((source[0], source[1], source[2])).getRangeAddress()
            cell.getSpreadsheet().unprotect("")
            cell.getSpreadsheet().moveRange(cell.getCellAddress(), area)
            component.calculateAll()
            component.storeToURL(Path(out).as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))
        finally:
            component.close(True)  # noqa: FBT003 -- UNO has no keywords

    def _to_pdf(self, path: str, out: str) -> None:
        component = self._load(path)
        try:
            component.calculateAll()
            component.storeToURL(Path(out).as_uri(), properties(FilterName="calc_pdf_Export"))
        finally:
            component.close(True)  # noqa: FBT003 -- UNO has no keywords

    def _paced(self, path: str, sheet: str, entries: list[Any], is_shown: bool) -> list[float]:  # noqa: FBT001 -- a message's own
        """Put entries in one after the other; return for each how many ms LibreOffice works until all is calculated, and painted.

        What is not shown is not painted; what is shown stands in a window, with a sheet in front.
        """
        component = self._load(path, hidden=not is_shown)
        try:
            book = Workbook(component)
            if not is_shown:
                component.enableAutomaticCalculation(False)  # noqa: FBT003 -- UNO has no keywords
                component.calculateAll()
                return [_milliseconds(book, each, component.calculate) for each in entries_of(entries).items()]
            component.CurrentController.setActiveSheet(component.Sheets.getByName(sheet))
            toolkit = component.CurrentController.Frame.ContainerWindow.Toolkit
            toolkit.processEventsToIdle()
            return [_milliseconds(book, each, toolkit.processEventsToIdle) for each in entries_of(entries).items()]
        finally:
            component.close(True)  # noqa: FBT003 -- UNO has no keywords

    def _load(self, path: str, *, hidden: bool = True) -> Uno:
        component = self._desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, properties(Hidden=hidden))
        if component is None:
            message = f"LibreOffice does not open {path}."
            raise RejectedError(message)
        return component


def _milliseconds(book: Workbook, entry: tuple[Place, Entry], finish: Callable[[], object]) -> float:
    """Return how long the processors work to put an entry in and to finish what follows from it."""
    place, content = entry
    cell = book.cell(place)
    begun = worked()
    put(cell, content)
    finish()
    return (worked() - begun) / 1_000_000


def worked() -> int:
    """Return how many nanoseconds the processors have worked for LibreOffice: other programs take no part in it."""
    threads = [each for process in _processes() for each in Path(f"/proc/{process}/task").glob("*/schedstat")]
    return sum(int(each.read_text().split()[0]) for each in threads)


def _processes() -> list[int]:
    """Return all processes of this group but this one."""
    numbers = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())
    return [each for each in numbers if each != os.getpid() and _group(each) == os.getpgrp()]


def _group(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


def entries_of(listed: Iterable[Any]) -> dict[Place, Entry]:
    """Return entries as a message lists them, by place."""
    return {tuple(place): (way, content) for place, way, content in listed}


def put(cell: Uno, entry: Entry) -> None:
    """Put an entry into a cell; ``typed`` leaves it to LibreOffice what a text is, as for a person."""
    way, content = entry
    ways: dict[str, Callable[[], None]] = {
        "number": lambda: cell.setValue(content),
        "text": lambda: cell.setString(content),
        "formula": lambda: cell.setFormula(content),
        "typed": lambda: cell.setPropertyValue("FormulaLocal", content),
        "nothing": lambda: cell.clearContents(CONTENTS),
    }
    ways[way]()


def stored(cell: Uno) -> Entry:
    """Return what :func:`put` needs to give a cell back what it holds."""
    kinds: dict[str, Callable[[], Entry]] = {
        "EMPTY": lambda: NOTHING,
        "VALUE": lambda: ("number", cell.getValue()),
        "TEXT": lambda: ("text", cell.getString()),
        "FORMULA": lambda: ("formula", cell.getFormula()),
    }
    return kinds[cell.Type.value]()


def uno() -> Uno:
    """Import ``uno``, from where the system keeps it if need be."""
    if SYSTEM_PACKAGES not in sys.path:
        sys.path.append(SYSTEM_PACKAGES)
    import uno as module  # noqa: PLC0415 -- only the interpreter that serves has it

    return module


def uno_error() -> type[BaseException]:
    """Return the base of all that LibreOffice raises."""
    error: type[BaseException] = uno().getClass("com.sun.star.uno.Exception")
    return error


def properties(**named: object) -> tuple[Uno, ...]:
    """Return named values as LibreOffice takes them."""

    def named_value(name: str, value: object) -> Uno:
        struct = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        struct.Name, struct.Value = name, value
        return struct

    return tuple(named_value(name, value) for name, value in named.items())


def start(soffice: str, folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start LibreOffice with a new profile; return the process and the address that it will listen at."""
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    address = f"pipe,name={folder.parent.name};urp;StarOffice.ComponentContext"
    unseen = () if os.environ.get("DISPLAY") else ("--headless",)
    quiet = (*unseen, "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    process = subprocess.Popen(  # noqa: S603 -- the caller names the program
        [soffice, f"-env:UserInstallation={folder.as_uri()}", *quiet, f"--accept={address}"],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )
    return process, f"uno:{address}"


def connect(process: subprocess.Popen[bytes], address: str) -> Uno:
    """Wait until LibreOffice listens; return its desktop."""
    context = uno().getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    while process.poll() is None:
        try:
            remote = resolver.resolve(address)
        except uno_error():
            time.sleep(0.05)
        else:
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    message = f"LibreOffice ended with {process.returncode} before it listened."
    raise SystemExit(message)


def kill_group() -> None:
    """End this process and all that it started."""
    os.killpg(os.getpgrp(), signal.SIGKILL)


def lines() -> Iterable[str]:
    """Yield the lines of standard input; after its end, allow some seconds to finish, then end everything."""
    received: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            received.put(line)
        received.put("")
        time.sleep(SECONDS_TO_END)
        kill_group()

    threading.Thread(target=listen, daemon=True).start()
    return iter(received.get, "")


def say(answer: dict[str, Any]) -> None:
    """Write one answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def serve(soffice: str, folder: Path) -> None:
    """Start LibreOffice, carry out commands until the input ends, and end it."""
    commands = lines()
    process, address = start(soffice, folder)
    desktop = connect(process, address)
    server = Server(desktop)
    say({"answer": "ready"})
    for line in commands:
        say(server.answer(line))
    desktop.terminate()
    process.wait(SECONDS_TO_END)


if __name__ == "__main__":
    if sys.argv[1] == "probe":
        uno().getComponentContext()
    else:
        try:
            serve(sys.argv[1], Path(sys.argv[2]))
        finally:
            sys.stderr.flush()
            kill_group()
