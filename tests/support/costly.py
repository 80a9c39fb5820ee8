"""Files of up to 25 MB that are made to cost as much as they can, and what a review of one costs."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from support.packages import package, sheet, workbook, zipped
from vbpqip.workbook.preflight import MOST_SOURCE_BYTES

MOST_SECONDS, MOST_MEGABYTES = 5, 300
_SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx"
_REPORT_SHEET = "xl/worksheets/sheet2.xml"
_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_REVIEW = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from pathlib import Path
from vbpqip.program.loading import load_program
from vbpqip.reviewing import review_workbook
assert review_workbook(Path(sys.argv[1]), load_program()).findings
used = resource.getrusage(resource.RUSAGE_SELF)
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(used.ru_utime + used.ru_stime, int(most.split()[1]) / 1024)
"""


class Cost(NamedTuple):
    """Processor seconds and most memory of a process."""

    seconds: float
    megabytes: float


def cost_of(path: Path) -> Cost:
    """Return what a review of a file costs, start-up included, in a process that nothing else looks at."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", _REVIEW, path], capture_output=True, text=True, check=True, env=environment
    )
    return Cost(*map(float, done.stdout.split()))


def _changed(name: str, content: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return zipped(package() | {name: content}, method)


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311 -- no secret


def _plain_rows(number: int, cell: str) -> str:
    """Return rows of ten cells, each with its address, as nearly all programs write them."""
    rows = (
        "".join(f'<c r="{column}{row}"{cell}</c>' for column in "ABCDEFGHIJ").join((f'<row r="{row}">', "</row>"))
        for row in range(1, number // 10 + 1)
    )
    return "".join(rows)


def _short_rows(number: int) -> str:
    return "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(1, number))


def _prefixed_attributes(number: int) -> str:
    attributes = "".join(f' x:a{nth}=""' for nth in range(number))
    return f"<a xmlns:x='{'u' * 200}'{attributes}/>"


def _many_sheets() -> bytes:
    return _changed(_BOOK, workbook("".join(f'<sheet name="{nth}" r:id="rId1"/>' for nth in range(10_000))))


def _report_with(text: str, cells: str) -> bytes:
    """Return a report in which a text stands in all cells of which the pattern is."""
    with zipfile.ZipFile(BytesIO(_SAMPLE.read_bytes())) as sample:
        parts = {name: sample.read(name) for name in sample.namelist()}
    cell = re.compile(rf'<c r="({cells})"[^<>]*>.*?</c>'.encode())
    filled = cell.sub(rf'<c r="\1" t="str"><v>{text}</v></c>'.encode(), parts[_REPORT_SHEET])
    return zipped({**parts, _REPORT_SHEET: filled})


COSTLY: Mapping[str, Callable[[], bytes]] = {
    "bomb": lambda: _changed(_SHEET, sheet(" " * 60_000_000)),
    "200,000 cells": lambda: _changed(_SHEET, sheet(_plain_rows(200_000, "><v>1</v>"))),
    "all cells and letters": lambda: zipped(
        package(_plain_rows(99_990, ' t="s"><v>0</v>'), strings="<si><t>a b c d e f g h i jk</t></si>")
    ),
    "all bytes in elements": lambda: _changed(_SHEET, sheet(f"<row>{'<c/>' * 100}</row>" * 24_000), zipfile.ZIP_STORED),
    "all bytes in rows": lambda: _changed(_SHEET, sheet("<row/>" * 1_640_000), zipfile.ZIP_STORED),
    "rows of a blank cell": lambda: _changed(_SHEET, sheet(_short_rows(260_000)), zipfile.ZIP_STORED),
    "empty values": lambda: _changed(_SHEET, sheet(f"<row>{'<c><v/></c>' * 100}</row>" * 8_700), zipfile.ZIP_STORED),
    "one huge row of wide letters": lambda: _changed(
        _SHEET, sheet(f'<row r="1"><c r="A1" t="str"><v>\U0001f600{"x" * 9_000_000}</v></c></row>'), zipfile.ZIP_STORED
    ),
    "one cell ever again": lambda: _changed(
        _SHEET, sheet('<row r="1">' + '<c r="A1"/>' * 900_000 + "</row>"), zipfile.ZIP_STORED
    ),
    "runs without text": lambda: _changed(
        _STRINGS, "<sst>" + ("<si>" + "<r/>" * 32_000 + "</si>") * 77 + "</sst>", zipfile.ZIP_STORED
    ),
    "marked texts": lambda: _changed(
        _STRINGS, f"<sst>{'<si><r><rPr><strike/></rPr><t>a</t></r></si>' * 208_000}</sst>", zipfile.ZIP_STORED
    ),
    "attributes of a long namespace": lambda: _changed(_SHEET, sheet(_prefixed_attributes(80_000)), zipfile.ZIP_STORED),
    "one huge text": lambda: _changed(
        _STRINGS, f"<sst><si><t>\U0001f600{'x' * 9_900_000}</t></si></sst>", zipfile.ZIP_STORED
    ),
    "10,000 sheets": _many_sheets,
    "entries of letters that nobody sees": lambda: _report_with("Yes\u200b \U000e0041" * 3_000, "[B-L](?:7|9|1[0-7])"),
    "entries of all letters": lambda: _report_with("".join(map(chr, range(0x100, 0x4000))), "[B-L](?:7|9|1[0-7])"),
    "deep nesting": lambda: _changed(_SHEET, sheet("<a>" * 1_600_000)),
    "huge attribute": lambda: _changed(_SHEET, sheet(f'<row a="{"x" * 9_900_000}"/>'), zipfile.ZIP_STORED),
    "noise": lambda: _noise(MOST_SOURCE_BYTES),
    "noise in a zip": lambda: b"PK\x03\x04" + _noise(MOST_SOURCE_BYTES - 4),
    "csv": lambda: b"Interfaith,CLABSI,12,4000\n" * (MOST_SOURCE_BYTES // 26),
    "OLE": lambda: _OLE + bytes(MOST_SOURCE_BYTES - 8),
    "OLE whose chains have no end": lambda: (_OLE + bytes(22) + b"\x09\0").ljust(MOST_SOURCE_BYTES, b"\0"),
    "OLE of names": lambda: _OLE + b"A\0" * (MOST_SOURCE_BYTES // 2 - 4),
    "names of attachments": lambda: b"From: a\nTo: b\n" + b'name="' * (MOST_SOURCE_BYTES // 6 - 3),
    "long names of attachments": lambda: b"From: a\nTo: b\n" + (b"name=" + b"x" * 399) * (MOST_SOURCE_BYTES // 404 - 1),
}
"""Makers of the files, by what is costly in each."""

_OF_EVERY_DAY = ("entries of letters that nobody sees", "bomb", "200,000 cells", "noise in a zip", "OLE of names")
ASKED_FOR = tuple(COSTLY) if os.environ.get("VBPQIP_COSTLY") == "1" else _OF_EVERY_DAY
"""All of them where ``VBPQIP_COSTLY`` is 1, else one of each kind."""
