"""Mutations of a completed workbook: what damage, other programs and people do to a file, at three levels.

Each takes a workbook's bytes, a source of chance and the layout of its form, and changes nothing else; the same three
give the same file. ``ZIP`` are about the container, ``XML`` about the text of one part, ``CELLS`` about what openpyxl
saves. They know no more of the form than where its entries stand.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from random import Random
from typing import NamedTuple, TypeAlias

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from support.respelled import respelled
from vbpqip.core.cells import Location
from vbpqip.workbook.answers import LEAVE_BLANK, YES


class FormLayout(NamedTuple):
    """Where everything stands in a form.

    Args:
        sheets: Titles of the sheets with entries.
        parts: The numbers of the parts with the cells of these sheets and of the stamp, the first sheet's first.
        entries: Every cell in which something is entered.
        asked: Of the entries of rows that count only where they are asked for, the cell that says so.
    """

    sheets: tuple[str, ...]
    parts: tuple[int, ...]
    entries: tuple[Location, ...]
    asked: Mapping[Location, Location]


Mutation: TypeAlias = Callable[[bytes, Random, FormLayout], bytes]
Members: TypeAlias = list[tuple[str, bytes]]
Span: TypeAlias = tuple[int, int]
Edit: TypeAlias = Callable[[str, Random], str]
FormEdit: TypeAlias = Callable[[str, Random, FormLayout], str]


# The container.


def _of_the_file(edit: Callable[[bytes, Random], bytes]) -> Mutation:
    """Make a mutation of an edit of the whole file."""

    def mutation(content: bytes, rng: Random, _form: FormLayout) -> bytes:
        return edit(content, rng)

    mutation.__name__ = edit.__name__
    return mutation


def _noise(rng: Random, most: int) -> bytes:
    return rng.randbytes(rng.randint(1, most))


def _slice(content: bytes, rng: Random, most: int) -> Span:
    start = rng.randrange(len(content))
    return start, start + rng.randint(1, most)


def members_of(content: bytes) -> Members:
    """Return the parts of a package in their order, with their names."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [(member.filename, package.read(member)) for member in package.infolist()]


def packed(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package of parts, two of one name if need be."""
    stream = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method, compresslevel=1) as package:
        warnings.simplefilter("ignore", UserWarning)
        for name, part in members:
            package.writestr(zipfile.ZipInfo(name), part, method, compresslevel=1)
    return stream.getvalue()


def bits_flipped(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def bytes_overwritten(content: bytes, rng: Random) -> bytes:
    start, noise = rng.randrange(len(content)), _noise(rng, 64)
    return content[:start] + noise + content[start + len(noise) :]


def truncated(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def piece_cut_out(content: bytes, rng: Random) -> bytes:
    start, end = _slice(content, rng, 2000)
    return content[:start] + content[end:]


def piece_repeated(content: bytes, rng: Random) -> bytes:
    start, end = _slice(content, rng, 2000)
    return content[:end] + content[start:]


def noise_appended(content: bytes, rng: Random) -> bytes:
    return content + _noise(rng, 5000)


def noise_prepended(content: bytes, rng: Random) -> bytes:
    return _noise(rng, 5000) + content


def _headers(content: bytes, mark: bytes) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(mark), content)]


def headers_corrupted(content: bytes, rng: Random) -> bytes:
    start = rng.choice(_headers(content, rng.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))))
    changed = bytearray(content)
    changed[min(start + rng.randrange(46), len(changed) - 1)] = rng.randrange(256)
    return bytes(changed)


def checksum_corrupted(content: bytes, rng: Random) -> bytes:
    mark, offset = rng.choice(((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)))
    changed = bytearray(content)
    struct.pack_into("<I", changed, rng.choice(_headers(content, mark)) + offset, rng.randrange(2**32))
    return bytes(changed)


def sizes_corrupted(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    start = rng.choice(_headers(content, b"PK\x01\x02"))
    size = rng.choice((0, 1, 2**16, 2**31, 2**32 - 1, rng.randrange(2**20)))
    struct.pack_into("<I", changed, start + rng.choice((20, 24, 42)), size)
    return bytes(changed)


def member_dropped(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    del members[rng.randrange(len(members))]
    return packed(members)


def member_repeated(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    name, _ = rng.choice(members)
    members.insert(rng.randint(0, len(members)), (name, rng.choice(members)[1]))
    return packed(members)


def member_renamed(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    place = rng.randrange(len(members))
    name, part = members[place]
    ways = (
        name.upper(),
        name.replace("/", "\\"),
        f"/{name}",
        f"./{name}",
        f"x{name}",
        f"{name} ",
        name[:-1] or "x",
        "é",
    )
    members[place] = (rng.choice(ways), part)
    return packed(members)


def member_added(content: bytes, rng: Random) -> bytes:
    names = ("xl/vbaProject.bin", "xl/calcChain.xml", "../evil", "xl/worksheets/sheet99.xml", "a" * 300, "x/", "CON")
    return packed([*members_of(content), (rng.choice(names), _noise(rng, 500))])


def members_reordered(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    rng.shuffle(members)
    return packed(members)


def packed_another_way(content: bytes, rng: Random) -> bytes:
    ways = (zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return packed(members_of(content), rng.choice(ways))


def commented(content: bytes, rng: Random) -> bytes:
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = _noise(rng, 60_000) + rng.choice((b"", b"PK\x05\x06", b"PK\x01\x02"))
    return stream.getvalue()


# The text of one part.

_OF_INTEREST = re.compile(r"xl/workbook\.xml|xl/_rels/.*|_rels/.*|xl/sharedStrings\.xml|docProps/custom\.xml")
_TAG = re.compile(r"<([A-Za-z][\w:.]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"<>]*)"')
_CELL = re.compile(r"<(?:\w+:)?c [^<>]*[^/]>.*?</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(r"(?<=<v>)[^<]*(?=</v>)")
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_NAME = re.compile(r"(?<=<definedName )([^<>]*)>([^<>]*)(?=</definedName>)")
_ODD_VALUES = (
    "", " ", "0", "-1", "1", "2", "99999999", "4294967296", "1e309", "NaN", "A1", "A0", "ZZZ9999999", "XFD1048576", "C17",
    "true", "false", "visible", "hidden", "s", "n", "b", "e", "d", "str", "inlineStr", "rId1", "rId2", "rId99", "../..",
    "/xl/workbook.xml", "http://example.com/", "x" * 5000, "é😀", "&amp;", "&#10;", "&#65;",
)  # fmt: skip
_ODD_NUMBERS = (
    "1e308", "1e309", "-0", "0.1e1", "1E-400", "NaN", "inf", "0x10", "1_000", "+5", "١٢", "", " 7 ", "7.0000000000000001",
    "9" * 400, "0." + "0" * 400 + "1", "2958466", "-1", "0.5", "1,5", "1e5", "--1", "9007199254740993",
)  # fmt: skip


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _of_interest(members: Members, form: FormLayout) -> list[int]:
    """Return which parts a check reads."""
    sheets = set(map(_part, form.parts))
    return [nth for nth, (name, _) in enumerate(members) if _OF_INTEREST.fullmatch(name) or name in sheets]


def _within_a_part(edit: Edit) -> Mutation:
    """Make a mutation of an edit of one part's text; those that a check reads are edited most often."""

    def of_any_form(text: str, rng: Random, _form: FormLayout) -> str:
        return edit(text, rng)

    of_any_form.__name__ = edit.__name__
    return _within_a_form(of_any_form)


def _within_a_form(edit: FormEdit) -> Mutation:
    """Make the same of an edit that knows the form."""

    def mutation(content: bytes, rng: Random, form: FormLayout) -> bytes:
        members = members_of(content)
        places = [nth for nth, (name, _) in enumerate(members) if name.endswith((".xml", ".rels"))]
        read = [nth for nth in _of_interest(members, form) if nth in places]
        place = rng.choice(read if rng.random() < 0.85 else places)
        name, part = members[place]
        members[place] = (name, edit(part.decode(), rng, form).encode(errors="surrogatepass"))
        return packed(members)

    mutation.__name__ = edit.__name__
    return mutation


def _replaced(text: str, span: Span, by: str) -> str:
    return text[: span[0]] + by + text[span[1] :]


def _one(pattern: re.Pattern[str], text: str, rng: Random) -> Span:
    """Return where one of a pattern's matches stands; where there is none, an empty span somewhere."""
    spans = [found.span() for found in pattern.finditer(text)]
    return rng.choice(spans) if spans else (rng.randint(0, len(text)),) * 2


def _element(text: str, rng: Random) -> Span:
    """Return where an element stands, from its tag to the next end of its name."""
    start, end = _one(_TAG, text, rng)
    opened = _TAG.match(text, start)
    if opened is None or opened[2].endswith("/"):
        return start, end
    closing = f"</{opened[1]}>"
    closed = text.find(closing, end)
    return start, end if closed < 0 else closed + len(closing)


def element_deleted(text: str, rng: Random) -> str:
    return _replaced(text, _element(text, rng), "")


def element_repeated(text: str, rng: Random) -> str:
    span = _element(text, rng)
    return _replaced(text, span, text[slice(*span)] * 2)


def elements_swapped(text: str, rng: Random) -> str:
    first, second = sorted((_element(text, rng), _element(text, rng)))
    if first[1] > second[0]:
        return text
    moved = _replaced(text, second, text[slice(*first)])
    return _replaced(moved, first, text[slice(*second)])


def element_moved(text: str, rng: Random) -> str:
    span = _element(text, rng)
    rest = _replaced(text, span, "")
    place = _one(_TAG, rest, rng)[0]
    return _replaced(rest, (place, place), text[slice(*span)])


def attribute_changed(text: str, rng: Random) -> str:
    start, end = _one(_ATTRIBUTE, text, rng)
    name = text[start:end].partition("=")[0]
    return _replaced(text, (start, end), f'{name}="{rng.choice(_ODD_VALUES)}"')


def attribute_removed(text: str, rng: Random) -> str:
    return _replaced(text, _one(_ATTRIBUTE, text, rng), "")


def attribute_renamed(text: str, rng: Random) -> str:
    start, end = _one(_ATTRIBUTE, text, rng)
    value = text[start:end].partition("=")[2]
    return _replaced(
        text, (start, end), f" {rng.choice(('r', 's', 't', 'name', 'r:id', 'x:r', 'id', 'hidden'))}={value}"
    )


def digit_changed(text: str, rng: Random) -> str:
    return _replaced(text, _one(re.compile(r"\d"), text, rng), rng.choice("0123456789"))


def character_changed(text: str, rng: Random) -> str:
    place = rng.randrange(len(text) or 1)
    odd = ("\x00", "\x0b", "\ufffe", "\ud800", "<", ">", "&", '"', "\u00a0", "\u200b", "é", "/", "a", "1", "")
    return _replaced(text, (place, place + 1), rng.choice(odd))


def tag_broken(text: str, rng: Random) -> str:
    return _replaced(text, _one(re.compile(r'[<>/"=]'), text, rng), rng.choice(("", "", " ", "<", ">")))


def tag_renamed(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r"(?<=<)[A-Za-z]\w*"), text, rng)
    name = text[start:end]
    other = rng.choice((name.upper(), f"{name}x", "c", "v", "f", "is", "t", "row", f"x:{name}"))
    if rng.random() < 0.5:
        return _replaced(text, (start, end), other)
    return re.sub(rf"(?<=</){name}\b|(?<=<){name}\b", other, text) if name else text


def _inserted(text: str, rng: Random, pieces: Sequence[str]) -> str:
    """Return the text with a piece between two tags, or within a text."""
    span = _one(_TEXT, text, rng) if rng.random() < 0.5 else _one(_TAG, text, rng)
    place = rng.randint(*span) if text[span[0] : span[0] + 1] != "<" else span[0]
    return _replaced(text, (place, place), rng.choice(pieces))


def entity_inserted(text: str, rng: Random) -> str:
    return _inserted(text, rng, ("&amp;", "&lol;", "&#0;", "&#x31;", "&#49;", "&#xD800;", "&#1114112;", "&", "&quot;"))


def comment_inserted(text: str, rng: Random) -> str:
    return _inserted(
        text, rng, ("<!-- a -->", "<!---->", "<!-- <v>1</v> -->", "<!-- </sheetData> -->", "<!-- a -- b -->")
    )


def instruction_inserted(text: str, rng: Random) -> str:
    return _inserted(text, rng, ("<?php 1 ?>", "<?mso <v>1</v>?>", "<?xml version='1.0'?>", "<??>"))


def white_space_inserted(text: str, rng: Random) -> str:
    return _inserted(text, rng, (" ", "\n", "\r\n\t", "\u00a0", " " * 10_000))


def section_made(text: str, rng: Random) -> str:
    span = _one(_TEXT, text, rng)
    return _replaced(text, span, f"<![CDATA[{text[slice(*span)]}]]>")


def document_type_inserted(text: str, rng: Random) -> str:
    laughs = "".join(f'<!ENTITY l{nth} "{f"&l{nth - 1};" * 10}">' for nth in range(1, 10))
    types = (
        "<!DOCTYPE worksheet>",
        f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{laughs}]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.com/b"> %b;]>',
    )
    place = text.find("?>") + 2 if text.startswith("<?") else 0
    return _replaced(text, (place, place), rng.choice(types))


def prefix_given(text: str, rng: Random) -> str:
    """Return the formula for each element under a prefix; sometimes the root alone."""
    prefix = rng.choice(("x", "ss", "_"))
    tags = re.compile(r"<(/?)(?=[A-Za-z]\w*[\s/>])")
    spelled = tags.sub(rf"<\g<1>{prefix}:", text, count=rng.choice((0, 0, 1)))
    return re.sub(r"\sxmlns=", f" xmlns:{prefix}=", spelled, count=1)


def namespace_changed(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r'(?<=xmlns=")[^"]*|(?<=xmlns:r=")[^"]*|(?<=Type=")[^"]*'), text, rng)
    others = (
        "",
        "urn:x",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        text[start:end].upper(),
        f"{text[start:end]}/",
    )
    return _replaced(text, (start, end), rng.choice(others))


def cell_put_in(text: str, rng: Random) -> str:
    """Put a cell that is nowhere else in front of another."""
    start, _ = _one(_CELL, text, rng)
    address = f"{rng.choice('ABCDEFGHIJKLMU')}{rng.randint(1, 40)}"
    cells = (
        f'<c r="{address}"><v>3</v></c>',
        "<c><v>3</v></c>",
        f'<c t="inlineStr" r="{address}"><is><t>Yes</t></is></c>',
    )
    return _replaced(text, (start, start), rng.choice(cells))


def type_changed(text: str, rng: Random) -> str:
    start, end = _one(_CELL, text, rng)
    kind = rng.choice(("s", "str", "inlineStr", "b", "e", "d", "n", "x", ""))
    cell = re.sub(r' t="\w*"', "", text[start:end])
    return _replaced(text, (start, end), cell.replace("<c ", f'<c t="{kind}" ', 1))


def reference_changed(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r'(?<= r=")[^"]*(?=")'), text, rng)
    near = f"{rng.choice('ABCDEFGHIJKL')}{rng.randint(1, 30)}"
    odd = (
        near,
        near,
        near,
        near.lower(),
        str(rng.randint(0, 40)),
        "",
        "A0",
        "$C$17",
        "R1C1",
        "XFE1",
        "A1048577",
        "A" * 9,
    )
    return _replaced(text, (start, end), rng.choice(odd))


def value_removed(text: str, rng: Random) -> str:
    return _replaced(text, _one(re.compile(r"<v>[^<]*</v>"), text, rng), rng.choice(("", "<v/>", "<v></v>")))


def value_repeated(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r"<v>[^<]*</v>"), text, rng)
    return _replaced(text, (end, end), rng.choice((text[start:end], "<v>1</v>", "<f>1+1</f>", "<is><t>1</t></is>")))


def cell_given_twice(text: str, rng: Random) -> str:
    """Give a cell of one of its rows once more, behind it, with another value."""
    start, end = _one(_CELL, text, rng)
    again = re.sub(r"<v>[^<]*</v>", f"<v>{rng.randrange(9)}</v>", text[start:end])
    return _replaced(text, (end, end), again)


def row_given_twice(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r"<row [^<>]*[^/]>.*?</row>", re.DOTALL), text, rng)
    return _replaced(text, (end, end), re.sub(r"<v>[^<]*</v>", f"<v>{rng.randrange(9)}</v>", text[start:end]))


def value_given_twice(text: str, rng: Random) -> str:
    start, end = _one(re.compile(r"<v>[^<]*</v>"), text, rng)
    return _replaced(text, (end, end), f"<v>{rng.randrange(9)}</v>" if end > start else "")


def number_blown_up(text: str, rng: Random) -> str:
    return _replaced(text, _one(_VALUE, text, rng), rng.choice(_ODD_NUMBERS))


def formula_put_in(text: str, rng: Random) -> str:
    formulas = (
        "<f>1+1</f>",
        "<f/>",
        '<f t="shared" si="0"/>',
        '<f t="array" ref="A1:A9">1</f>',
        "<f>WEBSERVICE(1)</f>",
    )
    place = _one(re.compile(r"<v>"), text, rng)[0]
    return _replaced(text, (place, place), rng.choice(formulas))


def huge_inserted(text: str, rng: Random) -> str:
    """Insert much of something, of a few hundred thousand bytes."""
    pieces = (
        '<c r="A1"><v>1</v></c>' * 10_000,
        '<row r="30"/>' * 20_000,
        "<c><v>1</v></c>" * 20_000,
        "<si><t>a</t></si>" * 20_000,
        "<t>" + "a" * 400_000 + "</t>",
        "<a " + " ".join(f'b{nth}="1"' for nth in range(20_000)) + "/>",
        '<definedName name="a">A1</definedName>' * 5_000,
        '<sheet name="a" sheetId="9" r:id="rId1"/>' * 5_000,
    )
    place = _one(_TAG, text, rng)[0]
    return _replaced(text, (place, place), rng.choice(pieces))


def deep_inserted(text: str, rng: Random) -> str:
    depth, place = rng.choice((50, 99, 101, 30_000)), _one(_TAG, text, rng)[0]
    return _replaced(text, (place, place), "<a>" * depth + "</a>" * depth)


def name_changed(text: str, rng: Random, form: FormLayout) -> str:
    """Let a defined name refer to another place, or call it otherwise."""
    sheet = form.sheets[0]
    start, end = _one(_NAME, text, rng)
    attributes, _, reference = text[start:end].partition(">")
    references = (
        "#REF!",
        "",
        f"{sheet}!A1",
        f"'{sheet}'!$C$16:$D$26",
        "'[1]x'!$A$1",
        f"'{sheet}'!$C:$C",
        "OFFSET(A1,1,1)",
    )
    near = _replaced(reference, _one(re.compile(r"[A-Z](?=\$)|\d+"), reference, rng), rng.choice("CDEFGHIJ12345678"))
    changed = rng.choice(
        (f"{attributes}>{rng.choice(references)}", f"{attributes}>{near}", f"{attributes} hidden='1'>{near}")
    )
    return _replaced(text, (start, end), changed)


def names_swapped(text: str, rng: Random) -> str:
    """Let two defined names refer to each other's places."""
    first, second = sorted((_one(_NAME, text, rng), _one(_NAME, text, rng)))
    (one, _, here), (other, _, there) = (text[slice(*span)].partition(">") for span in (first, second))
    if first == second or not here:
        return text
    return _replaced(_replaced(text, second, f"{other}>{here}"), first, f"{one}>{there}")


def dates_shifted(text: str, rng: Random) -> str:
    """Let dates be counted from 1904, or say that they are not."""
    said = rng.choice(("1", "true", "0", "false", "2", "True"))
    return text.replace("<workbookPr", f'<workbookPr date1904="{said}"', 1)


def _encoded(text: str, rng: Random) -> bytes:
    declared, used = (
        rng.choice(("utf-8", "utf-16", "utf-32", "latin-1", "cp1252", "utf-7", "ascii")) for _ in range(2)
    )
    if rng.random() < 0.5:
        declared = used
    named = re.sub(r'encoding="[^"]*"', f'encoding="{declared}"', text, count=1)
    return rng.choice((b"", b"", b"\xef\xbb\xbf")) + named.encode(used, errors="replace")


def _within_the_report(edit: Edit) -> Mutation:
    """Make a mutation of an edit of the text of the first sheet with entries."""

    def mutation(content: bytes, rng: Random, form: FormLayout) -> bytes:
        members = members_of(content)
        place = next(nth for nth, (name, _) in enumerate(members) if name == _part(form.parts[0]))
        name, part = members[place]
        members[place] = (name, edit(part.decode(), rng).encode())
        return packed(members)

    mutation.__name__ = edit.__name__
    return mutation


def spelling_changed(content: bytes, rng: Random) -> bytes:
    return respelled(content, rng)


def encoding_changed(content: bytes, rng: Random, form: FormLayout) -> bytes:
    members = members_of(content)
    place = rng.choice(_of_interest(members, form))
    name, part = members[place]
    members[place] = (name, _encoded(part.decode(), rng))
    return packed(members)


def parts_swapped(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    first, second = rng.sample(range(len(members)), 2)
    (one, here), (other, there) = members[first], members[second]
    members[first], members[second] = (one, there), (other, here)
    return packed(members)


def part_emptied(content: bytes, rng: Random) -> bytes:
    members = members_of(content)
    place = rng.randrange(len(members))
    members[place] = (members[place][0], rng.choice((b"", b" ", b"<a/>", b"\x00" * 50, b"<worksheet/>", b"<sst/>")))
    return packed(members)


# The cells.

_TYPED = (
    0, 1, 2, 7, -1, 3.5, 20113, 10**15, 1e300, "NA", "n/a", "leave blank", "Yes", "No", "yes ", "7", " 7 ", "1,000", "1.000",
    "DY3 Q1", "DY2 Q4", "Fidelis", "Submitted", "Approved", "#REF!", "", " ", "é", "x" * 3000, True, False, None,
    date(2017, 8, 15), date(1900, 1, 1), date(9999, 12, 31), "=1+1", "=A1", "=NA()", "'7", "\u0664",
)  # fmt: skip
_FORMATS = (
    "General", "0", "0.0", "#,##0,", "0%", "yyyy-mm-dd", "[h]:mm", "[>100]yyyy;0", "0;yyyy", ";;;", '"99999"', "@", "Standard",
    "TT.MM.JJJJ", "0 Tage", "_-* #,##0.00\\ _D_M_-", "0" * 255, "[Rosa]0", '0"', "[[[", "mmm",
)  # fmt: skip
_TITLES = ("P4P Report (2)", "p4p report x", "Sheet1", "Tabelle 1", "é", "it's", "a!b", "Lists 2")


class Filled:
    """A workbook of a form, opened to be edited."""

    def __init__(self, workbook: Workbook, form: FormLayout) -> None:
        self.workbook, self.form = workbook, form

    def sheet(self, rng: Random) -> Worksheet:
        """Return a sheet, mostly one with entries."""
        first, last = self.form.sheets[0], self.form.sheets[-1]
        sheet = self.workbook[rng.choice((first, first, first, last, rng.choice(self.workbook.sheetnames)))]
        assert isinstance(sheet, Worksheet)
        return sheet

    def put(self, at: Location, value: object) -> None:
        """Type something into a cell, if it is not a part of another."""
        cell = self.workbook[at.sheet].cell(at.row + 1, at.column + 1)
        if not isinstance(cell, MergedCell):
            cell.value = value  # type: ignore[assignment]

    def got(self, at: Location) -> object:
        """Return what stands in a cell."""
        return self.workbook[at.sheet].cell(at.row + 1, at.column + 1).value

    def entry(self, rng: Random) -> Location:
        """Return an entry that is filled in."""
        return rng.choice([at for at in self.form.entries if self.got(at) is not None])

    def cell(self, at: Location) -> Cell:
        """Return a cell that is no part of another."""
        cell = self.workbook[at.sheet][at.address]
        assert isinstance(cell, Cell)
        return cell

    def resting(self) -> list[Location]:
        """Return the filled entries that a result rests on: those of rows that count, and those outside of such rows."""
        asked = self.form.asked
        return [
            at
            for at in self.form.entries
            if self.got(at) not in {None, LEAVE_BLANK} and (at not in asked or self.got(asked[at]) == YES)
        ]


def _by_cells(edit: Callable[[Filled, Random], None]) -> Mutation:
    """Make a mutation of an edit of an opened workbook, saved again; where no sheet is left to be seen, nothing is done."""

    def mutation(content: bytes, rng: Random, form: FormLayout) -> bytes:
        workbook = openpyxl.load_workbook(BytesIO(content))
        edit(Filled(workbook, form), rng)
        if all(sheet.sheet_state != "visible" for sheet in workbook.worksheets):
            return content
        saved = BytesIO()
        workbook.save(saved)
        return saved.getvalue()

    mutation.__name__ = edit.__name__
    return mutation


def entry_changed(filled: Filled, rng: Random) -> None:
    filled.put(rng.choice((filled.entry(rng), rng.choice(filled.form.entries))), rng.choice(_TYPED))


def entry_cleared(filled: Filled, rng: Random) -> None:
    filled.put(filled.entry(rng), None)


def entries_swapped(filled: Filled, rng: Random) -> None:
    first, second = filled.entry(rng), filled.entry(rng)
    here, there = filled.got(first), filled.got(second)
    filled.put(first, there)
    filled.put(second, here)


def entry_retyped(filled: Filled, rng: Random) -> None:
    """Store an entry as text, as a formula, or as another type."""
    at = filled.entry(rng)
    value = filled.got(at)
    filled.put(at, rng.choice((str(value), f"={value}", f'="{value}"', f" {value} ", True, f"\u00a0{value}")))


def text_marked(filled: Filled, rng: Random) -> None:
    """Raise, lower or strike out a part of an entry, or all of it."""
    at = rng.choice(filled.resting())
    value = str(filled.got(at))
    look = rng.choice((InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript"), InlineFont(strike=True)))
    plain, marked = rng.choice(((value, "1"), ("", value), (value, "*"), (value[:1], value[1:] or "0")))
    filled.workbook[at.sheet].cell(at.row + 1, at.column + 1).value = CellRichText(plain, TextBlock(look, marked))


def entry_counted_on(filled: Filled, rng: Random) -> None:
    """Change a number by a little, as a slip of the finger does."""
    numbers = [at for at in filled.form.entries if isinstance(filled.got(at), int | float)]
    at = rng.choice(numbers)
    value = filled.got(at)
    assert isinstance(value, int | float)
    filled.put(at, rng.choice((value + 1, value - 1, value * 10, value / 2, -value, value + 1e-9)))


def other_cell_changed(filled: Filled, rng: Random) -> None:
    """Change a cell that is no entry: a label, a formula, a key, or a blank one."""
    sheet = filled.sheet(rng)
    entries = set(filled.form.entries)
    at = Location(sheet.title, rng.randrange(40), rng.randrange(24))
    if at not in entries:
        filled.put(at, rng.choice(_TYPED))


def rows_deleted(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).delete_rows(rng.randint(1, 30), rng.randint(1, 3))


def columns_deleted(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).delete_cols(rng.randint(1, 22), rng.randint(1, 2))


def rows_inserted(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).insert_rows(rng.randint(1, 30), rng.randint(1, 3))


def columns_inserted(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).insert_cols(rng.randint(1, 22), rng.randint(1, 2))


def range_moved(filled: Filled, rng: Random) -> None:
    """Move a block of cells as a cut and a paste do."""
    row, column = rng.randint(1, 26), rng.randint(1, 12)
    block = f"{chr(64 + column)}{row}:{chr(64 + column + rng.randint(0, 3))}{row + rng.randint(0, 3)}"
    filled.sheet(rng).move_range(block, rows=rng.randint(0, 5), cols=rng.randint(0, 3))


def cells_merged(filled: Filled, rng: Random) -> None:
    row, column = rng.randint(1, 26), rng.randint(1, 12)
    filled.sheet(rng).merge_cells(
        start_row=row, end_row=row + rng.randint(0, 2), start_column=column, end_column=column + rng.randint(0, 3)
    )


def sheet_renamed(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).title = rng.choice(_TITLES)


def sheets_reordered(filled: Filled, rng: Random) -> None:
    filled.workbook.move_sheet(filled.sheet(rng), rng.randint(-7, 7))


def sheet_hidden(filled: Filled, rng: Random) -> None:
    filled.sheet(rng).sheet_state = rng.choice(("hidden", "veryHidden"))


def sheet_deleted(filled: Filled, rng: Random) -> None:
    filled.workbook.remove(filled.sheet(rng))


def sheet_added(filled: Filled, rng: Random) -> None:
    if rng.random() < 0.5:
        filled.workbook.copy_worksheet(filled.sheet(rng))
    else:
        filled.workbook.create_sheet(rng.choice(_TITLES), rng.randint(0, 8))["A1"] = rng.choice(_TYPED)


def form_copied(filled: Filled, rng: Random) -> None:
    """Copy a sheet of the form, perhaps correct the copy, perhaps rename the first so that names are no help."""
    title = rng.choice((filled.form.sheets[0], filled.form.sheets[-1]))
    copy = filled.workbook.copy_worksheet(filled.workbook[title])
    copy.title = rng.choice((f"{title} (2)", "Corrected"))
    filled.workbook.move_sheet(copy, rng.randint(-6, 0))
    for at in rng.sample([at for at in filled.form.entries if at.sheet == title], rng.choice((0, 1, 3))):
        filled.put(at._replace(sheet=copy.title), rng.choice(_TYPED))
    if rng.random() < 0.3:
        filled.workbook[title].title = "Mine"
        filled.workbook.defined_names.clear()


def invisible_inserted(filled: Filled, rng: Random) -> None:
    """Put a character that nobody sees into an entry or a label."""
    at = filled.entry(rng)
    at = at._replace(row=at.row - rng.choice((0, 0, 0, 1)))
    text, character = str(filled.got(at) or ""), rng.choice("\u200b\u200e\u202e\u2060\u00ad\ufeff\u3164")
    place = rng.randint(0, len(text))
    filled.put(at, f"{text[:place]}{character}{text[place:]}")


def sum_typed(filled: Filled, rng: Random) -> None:
    """Type a number as a sum, or as something that looks like one."""
    a, b = rng.randint(0, 9_000), rng.randint(0, 9_000)
    sums = (f"={a}+{b}", f"=SUM({a},{b})", f"=-{a}+{b}", f"=({a})-{b}", f"={a}*{b}", f"={a}+C{b + 1}", f"=SUM({a}:{b})")
    filled.put(rng.choice(filled.form.entries), rng.choice(sums))


def names_deleted(filled: Filled, rng: Random) -> None:
    names = list(filled.workbook.defined_names)
    for name in rng.sample(names, rng.choice((1, 1, 2, 5, len(names)))):
        del filled.workbook.defined_names[name]


def name_moved(filled: Filled, rng: Random) -> None:
    """Let the name of one entry refer to where another entry stands."""
    name = rng.choice(list(filled.workbook.defined_names))
    at = rng.choice(filled.form.entries)
    filled.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{at.sheet}'!${at.address[0]}${at.row + 1}")


def protection_removed(filled: Filled, rng: Random) -> None:
    sheet = filled.sheet(rng)
    sheet.protection.disable()
    sheet.data_validations.dataValidation.clear()


def number_format_changed(filled: Filled, rng: Random) -> None:
    filled.cell(filled.entry(rng)).number_format = rng.choice(_FORMATS)


def number_hidden(filled: Filled, rng: Random) -> None:
    """Show a number that a result rests on as nothing, or as another one."""
    numbers = [at for at in filled.resting() if isinstance(filled.got(at), int | float)]
    filled.cell(rng.choice(numbers)).number_format = rng.choice((";;;", "#,##0,", '"99999"', " ", "0\\0", ";;"))


def counts_filled(filled: Filled, rng: Random) -> None:
    """Let the formula of an array that begins beside the form, or above it, give the values of numbers."""
    numbers = [at for at in filled.resting() if isinstance(filled.got(at), int | float)]
    at = rng.choice(numbers)
    sheet = filled.workbook[at.sheet]
    starts = ("A1", f"A{at.row + 1}", f"{get_column_letter(at.column + 1)}1")
    start = rng.choice([each for each in starts if not isinstance(sheet[each], MergedCell)])
    sheet[start] = ArrayFormula(f"{start}:{at.address}", "=Q90:Z140")


def font_changed(filled: Filled, rng: Random) -> None:
    """Strike out, raise or lower an entry that a result rests on, or leave it as it is."""
    filled.cell(rng.choice(filled.resting())).font = Font(
        strike=rng.choice((True, False)), vertAlign=rng.choice(("superscript", "subscript", "baseline"))
    )


def row_or_column_hidden(filled: Filled, rng: Random) -> None:
    at = rng.choice(filled.form.entries)
    if rng.random() < 0.5:
        filled.workbook[at.sheet].row_dimensions[at.row + 1].hidden = True
    else:
        filled.workbook[at.sheet].column_dimensions[get_column_letter(at.column + 1)].hidden = True


def comment_made(filled: Filled, rng: Random) -> None:
    filled.cell(filled.entry(rng)).comment = Comment(str(rng.choice(_TYPED)), "A. Clerk")


ZIP: tuple[Mutation, ...] = tuple(map(_of_the_file, (
    bits_flipped, bytes_overwritten, truncated, piece_cut_out, piece_repeated, noise_appended, noise_prepended,
    headers_corrupted, checksum_corrupted, sizes_corrupted, member_dropped, member_repeated, member_renamed, member_added,
    members_reordered, packed_another_way, commented,
)))  # fmt: skip
XML: tuple[Mutation, ...] = (
    *map(_within_a_part, (
        element_deleted, element_repeated, elements_swapped, element_moved, attribute_changed, attribute_removed,
        attribute_renamed, digit_changed, character_changed, tag_broken, tag_renamed, entity_inserted, comment_inserted,
        instruction_inserted, white_space_inserted, section_made, document_type_inserted, prefix_given, namespace_changed,
        cell_put_in, type_changed, reference_changed, value_removed, value_repeated, number_blown_up, formula_put_in,
        huge_inserted, deep_inserted,
    )),
    _within_a_form(name_changed), *map(_within_a_part, (names_swapped, dates_shifted)),
    *map(_within_the_report, (cell_given_twice, row_given_twice, value_given_twice)),
    encoding_changed, *map(_of_the_file, (parts_swapped, part_emptied, spelling_changed)),
)  # fmt: skip
CELLS: tuple[Mutation, ...] = tuple(map(_by_cells, (
    entry_changed, entry_cleared, entries_swapped, entry_retyped, entry_counted_on, other_cell_changed, rows_deleted,
    columns_deleted, rows_inserted, columns_inserted, range_moved, cells_merged, sheet_renamed, sheets_reordered,
    sheet_hidden, sheet_deleted, sheet_added, form_copied, invisible_inserted, sum_typed, names_deleted, name_moved,
    protection_removed,
    number_format_changed, number_hidden, counts_filled, font_changed, row_or_column_hidden, comment_made,
    text_marked,
)))  # fmt: skip

MUTATIONS: tuple[Mutation, ...] = (*ZIP, *XML, *CELLS)
"""Every kind of mutation."""

MUST_BE_SAID = frozenset({
    "cell_given_twice", "row_given_twice", "value_given_twice", "text_marked", "invisible_inserted", "number_hidden",
    "form_copied", "counts_filled",
})  # fmt: skip
"""Kinds that no report may be accepted with unless a finding says so, whatever other readers make of it."""

MUST_NOT_MATTER = frozenset({"spelling_changed"})
"""Kinds after which everything is as it was."""
