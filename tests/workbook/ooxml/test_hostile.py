"""No file breaks the reader: it is refused with a reason that a person understands, or read within bounds."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.parsers.expat import ExpatError, errors

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from support.counts import examples
from support.packages import Parts, package, relationships, sheet, workbook, zipped
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.ooxml import xml_events
from vbpqip.workbook.ooxml.container import Container
from vbpqip.workbook.ooxml.package import open_workbook

ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>2</v></c></row>'
PARTS = package(ROW, strings="<si><t>NA</t></si>")
GOOD = zipped(PARTS)
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
RELS = "xl/_rels/workbook.xml.rels"
ENTRY = '<sheet name="Report" r:id="rId1"/>'
TWO_NAMES = '<definedNames><definedName name="A"/><definedName name="a"/></definedNames>'
LAUGHS = '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def read_all(source: bytes | Path) -> None:
    """Open a workbook and read each sheet."""
    opened = open_workbook(source)
    opened.properties()
    for entry in opened.sheets:
        opened.cells(entry.title)


def without(name: str) -> Parts:
    return {key: content for key, content in PARTS.items() if key != name}


def patched(offset: int, field: str, value: int) -> bytes:
    """Change a field of each entry of the zip's central directory."""
    changed = bytearray(GOOD)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into(field, changed, at + offset, value)
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"Measure,DY2 Q1\n", "it is a text file", id="csv"),
        pytest.param(b"PK\x03\x04", "only a piece of a file", id="four bytes"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1"), "it is a workbook of an old Excel", id="xls"),
        pytest.param(GOOD[:-30], "only a piece of a file", id="cut at the end"),
        pytest.param(GOOD[: len(GOOD) // 2], "only a piece of a file", id="cut in the middle"),
        pytest.param(patched(8, "<H", 1), "is encrypted with a password", id="encrypted part"),
        pytest.param(patched(8, "<H", 0x20), "is damaged", id="patched part"),
        pytest.param(patched(16, "<I", 7), "is damaged", id="wrong checksum"),
        pytest.param(patched(24, "<I", 5), "is damaged", id="announced too small"),
        pytest.param(patched(42, "<I", 9), "is damaged", id="part elsewhere"),
        pytest.param(zipped(PARTS, zipfile.ZIP_BZIP2), "packed in an unusual way", id="bzip2"),
        pytest.param(zipped({}), "it is a zip file, but not an .xlsx file", id="empty zip"),
        pytest.param(zipped({"content.xml": "<a/>"}), "it is a zip file, but not an .xlsx file", id="another zip"),
        pytest.param(zipped(without(BOOK)), "its part xl/workbook.xml is missing", id="no workbook part"),
        pytest.param(zipped(without(RELS)), "one of its sheets is missing", id="no relationships"),
        pytest.param(zipped(without(SHEET)), "one of its sheets is missing", id="no sheet part"),
        pytest.param(zipped(without(STRINGS)), "sharedStrings.xml is missing", id="no strings part"),
        pytest.param(
            zipped({"_rels/.rels": relationships({"a": ("officeDocument", "xl/workbook.bin")})}),
            "it is a binary workbook",
            id="xlsb",
        ),
    ],
)
def test_a_file_that_is_no_workbook(source: bytes, reason: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match=reason):
        read_all(source)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param(SHEET.upper(), "", "it has two parts named", id="two parts of a name"),
        pytest.param(SHEET.replace("/", "\\"), "", "it has two parts named", id="two by backslash"),
        pytest.param(BOOK, "<document/>", "something else than a workbook .document", id="document"),
        pytest.param(BOOK, workbook(""), "it has no sheets", id="no sheets"),
        pytest.param(BOOK, workbook(ENTRY * 2), "the same title", id="two sheets of a title"),
        pytest.param(BOOK, workbook(ENTRY, rest=TWO_NAMES), "it defines the name a twice", id="two names"),
        pytest.param(SHEET, LAUGHS + sheet(ROW), "document type definition", id="laughs"),
        pytest.param(SHEET, (LAUGHS + sheet(ROW)).encode("utf-16"), "document type definition", id="wide laughs"),
        pytest.param(STRINGS, LAUGHS + "<sst/>", "document type definition", id="laughs in strings"),
        pytest.param(SHEET, sheet("<row>&b;</row>"), "is damaged", id="unknown entity"),
        pytest.param(SHEET, sheet(ROW).partition("</sheetData>")[0], "is damaged", id="xml cut"),
        pytest.param(STRINGS, "<sst/><sst/>", "is damaged", id="two roots"),
        pytest.param(SHEET, sheet(ROW).replace("</row>", ""), "is damaged", id="row without end"),
        pytest.param(SHEET, "", "is damaged", id="empty part"),
        pytest.param(SHEET, sheet("\x00"), "is damaged", id="null character"),
        pytest.param(SHEET, sheet('<c r="A1"><v>\x01</v></c>'), "is damaged", id="control character"),
        pytest.param(SHEET, sheet('<c r="A1"><v>]]></v></c>'), "is damaged", id="end of cdata"),
        pytest.param(STRINGS, b"<sst><si><t>\xff</t></si></sst>", "is damaged", id="not utf-8"),
        pytest.param(SHEET, '<?xml version="1.0" encoding="utf-7"?><a/>', "an encoding", id="utf-7"),
        pytest.param(SHEET, '<?xml version="1.0" encoding="rot13"?><a/>', "an encoding", id="rot13"),
        pytest.param(SHEET, sheet("<a>" * 100), "nested too deeply", id="deep"),
    ],
)
def test_a_part_that_is_wrong(name: str, content: str | bytes, reason: str) -> None:
    source = zipped(PARTS | {name: content})

    with pytest.raises(UnreadableWorkbookError, match=reason):
        read_all(source)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param(BOOK, lambda: workbook(ENTRY * 1_001), "1,000 sheets", id="sheets"),
        pytest.param(
            SHEET, lambda: sheet(f"<row><c><is>{'<r><t>a</t></r>' * 32_768}</is></c></row>"), "32,767 pieces", id="runs"
        ),
        pytest.param(
            SHEET,
            lambda: sheet('<row a="' + " " * 2_000_000 + '"/>'),
            "a tag that is too long",
            id="long tag",
        ),
        pytest.param(SHEET, lambda: " " * 10_000_001, "is too large", id="large part"),
    ],
)
def test_beyond_a_bound(name: str, content: Callable[[], str], reason: str) -> None:
    """Bounds of what there may be many of are held by ``test_qip170_too_many_cells``."""
    source = zipped(PARTS | {name: content()}, zipfile.ZIP_STORED)

    with pytest.raises(UnreadableWorkbookError, match=reason):
        read_all(source)


def test_a_bomb() -> None:
    """Six megabytes of blanks deflate to six kilobytes."""
    source = zipped(PARTS | {SHEET: sheet(" " * 6_000_000)})

    with pytest.raises(UnreadableWorkbookError, match="is packed far more tightly than any honest one"):
        read_all(source)


def test_a_large_file() -> None:
    with pytest.raises(UnreadableWorkbookError, match="it is larger than 25,000,000 bytes"):
        read_all(bytes(25_000_001))


def test_a_file_of_many_parts() -> None:
    """They are counted before any of them is looked at."""
    with pytest.raises(UnreadableWorkbookError, match="it has more than 5,000 parts"):
        read_all(b"PK\x03\x04" + b"PK\x01\x02" * 5_001)


def test_all_parts_together_are_bounded() -> None:
    container = Container(zipped({"_rels/.rels": "", "a": bytes(2_400_000)}, zipfile.ZIP_STORED))
    for _ in range(4):
        container.part("a")

    with pytest.raises(UnreadableWorkbookError, match="its part a is too large"):
        container.part("a")


def test_an_announced_size_is_not_believed() -> None:
    """A part that says that it has four gigabytes, and has none of them, is read as it is."""
    cells = open_workbook(patched(24, "<I", 0xFFFF_FF00)).cells("Report")

    assert cells[0, 0] == Cell(Stored.TEXT, "NA")


def test_a_far_cell_costs_nothing() -> None:
    rows = ROW + "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(900_000, 910_000))
    source = zipped(package(rows + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    opened = open_workbook(source)
    tracemalloc.start()

    cells = opened.cells("Report")

    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(cells), kept < 1_000_000) == (2, True)


def test_many_sheets_cost_one_inflation_each_at_most() -> None:
    """A hundred sheets may share one part; each is bounded by what all parts together may be."""
    listed = "".join(f'<sheet name="{n}" r:id="rId1"/>' for n in range(100))

    read_all(zipped(PARTS | {BOOK: workbook(listed)}))


def test_a_small_part_may_shrink_far() -> None:
    cells = open_workbook(zipped(PARTS | {SHEET: sheet(ROW + " " * 4_000_000)})).cells("Report")

    assert len(cells) == 2


def test_a_large_part_is_read() -> None:
    content = sheet(ROW + f"<row>{' ' * 79}</row>" * 60_000)

    cells = open_workbook(zipped(PARTS | {SHEET: content}, zipfile.ZIP_STORED)).cells("Report")

    assert cells[0, 1] == Cell(Stored.NUMBER, "2", "A1")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.xlsx", "there is no such file"),
        ("", "it is a folder"),
        ("a" * 5_000, "is longer than this system takes"),
    ],
)
def test_no_file(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match=reason):
        open_workbook(tmp_path / name)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(UnreadableWorkbookError, match="there is no such file"):
        open_workbook(Path("a\0b"))


MUTATIONS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8)


def mutated(content: bytes, mutations: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for at, byte in mutations:
        changed[at % len(changed)] = byte
    return bytes(changed)


@settings(max_examples=examples(300), deadline=None)
@given(MUTATIONS)
def test_a_mutated_file_is_rejected_or_read(mutations: list[tuple[int, int]]) -> None:
    refused_or_read(mutated(zipped(PARTS, zipfile.ZIP_STORED), mutations))
    refused_or_read(mutated(GOOD, mutations))


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(sorted(PARTS)), MUTATIONS)
def test_a_mutated_part_is_rejected_or_read(name: str, mutations: list[tuple[int, int]]) -> None:
    content = str(PARTS[name]).encode()
    refused_or_read(zipped(PARTS | {name: mutated(content, mutations)}))


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", GOOD]))
def test_random_bytes_are_rejected_or_read(noise: bytes, tail: bytes) -> None:
    refused_or_read(noise + tail)


def refused_or_read(source: bytes) -> None:
    """Read all; any other exception than the one that says why not is a failure."""
    with suppress(UnreadableWorkbookError):
        read_all(source)


def test_a_text_without_room_says_nothing_of_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser has an error of its own for it; it is no damage."""
    no_room = ExpatError("out of memory: line 1, column 0")
    no_room.code = errors.codes[errors.XML_ERROR_NO_MEMORY]

    def fed(*_: object) -> None:
        raise no_room

    monkeypatch.setattr(xml_events, "_feed", fed)

    with pytest.raises(MemoryError):
        read_all(GOOD)
