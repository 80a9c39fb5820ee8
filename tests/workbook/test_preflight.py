"""The gate: whatever is given, it is told what it is under a code of its own, in little time and memory.

Each code has the issue, the last thing that is still let through, and the innocent neighbour that looks like it. All are
reviewed as a command would: from a path or from bytes, to findings. ``SOUND`` is a workbook, though no report.
"""

from __future__ import annotations

import errno
import os
import random
import socket
import struct
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from support.compound import LABEL, MESSAGE, OLD_WORKBOOK, PASSWORD, compound
from support.costly import ASKED_FOR, COSTLY, MOST_MEGABYTES, cost_of
from support.counts import every_day
from support.packages import Parts, package, relationships, sheet, workbook, zipped
from support.reports import report
from support.tables import PROGRAM
from vbpqip.cli import main
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.qit_report.read import read_report
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.preflight import MOST_SOURCE_BYTES

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
TITLED = {"xl/workbook.xml": workbook('<sheet name="P4P Report" sheetId="1" r:id="rId1"/>')}
"""A sheet of the form's title: one that has another, and nothing of the form, may be too large to be read."""
PARTS = package(ROW) | TITLED
SOUND = zipped(PARTS)
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
PROPERTIES = "docProps/custom.xml"
TWO_NAMES = '<definedNames><definedName name="A"/><definedName name="a"/></definedNames>'
ENTRY = '<sheet name="Report" r:id="rId1"/>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OPENDOCUMENT = "application/vnd.oasis.opendocument."
READ = ["QIP112"]
"""What is said of a workbook that was read and is no report."""


def codes(source: bytes | Path) -> list[str]:
    """Review a file and return the codes of what was found."""
    return [finding.diagnostic.code for finding in review_workbook(source, PROGRAM).findings]


def changed(name: str, content: str | bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the sound workbook with a part overlaid on it."""
    return zipped(PARTS | {name: content}, method)


def without(*names: str) -> Parts:
    return {name: content for name, content in PARTS.items() if name not in names}


def patched(offset: int, value: int) -> bytes:
    """Change a field of each entry of the zip's list of parts."""
    content, at = bytearray(SOUND), SOUND.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", content, at + offset, value)
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


def ole_with(stream: str, *, at: int = 1024) -> bytes:
    """Return an OLE file whose list of streams, at a place, has one of that name."""
    return (OLE.ljust(at, b"\0") + stream.encode("utf-16-le")).ljust(4096, b"\0")


def laid(folder: Path, content: bytes = SOUND, name: str = "report.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311 -- no secret


# What the path leads to


@pytest.mark.parametrize("name", ["gone.xlsx", "no/such.xlsx", "a\0b", "report.xlsx/inner", "\udcff.xlsx"])
def test_qip140_file_not_found(tmp_path: Path, name: str) -> None:
    laid(tmp_path)

    assert codes(tmp_path / name) == ["QIP140"]


def test_qip140_a_name_with_spaces_is_found(tmp_path: Path) -> None:
    assert codes(laid(tmp_path, name="P4P Report \u2013 H\u00f4pital.xlsx")) == READ


@pytest.mark.parametrize("call", ["lstat", "open"])
def test_qip141_file_not_permitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError

    path = laid(tmp_path)
    monkeypatch.setattr(f"vbpqip.workbook.preflight.os.{call}", forbidden)

    assert codes(path) == ["QIP141"]


@pytest.mark.parametrize("name", ["a" * 256, "a" * 5_000, "a/" * 3_000 + "b"])
def test_qip193_path_too_long(tmp_path: Path, name: str) -> None:
    assert codes(tmp_path / name) == ["QIP193"]


def test_qip193_the_longest_name_is_read(tmp_path: Path) -> None:
    assert codes(laid(tmp_path, name="\u00e9" * 125 + ".xlsx")) == READ


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="This system shows no process as a file.")
def test_qip194_storage_failed() -> None:
    review = review_workbook(Path("/proc/self/mem"), PROGRAM)

    (finding,) = review.findings
    assert finding.diagnostic.code == "QIP194"
    assert finding.found == "the disk or network drive that it lies on does not answer (Input/output error)"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "QIP141"),
        (errno.EPERM, "QIP141"),
        (errno.EBUSY, "QIP141"),
        (errno.ENOENT, "QIP140"),
        (errno.ENOTDIR, "QIP140"),
        (errno.ELOOP, "QIP143"),
        (errno.ENAMETOOLONG, "QIP193"),
        (errno.EIO, "QIP194"),
        (errno.ESTALE, "QIP194"),
        (errno.ETIMEDOUT, "QIP194"),
        (None, "QIP194"),
        (errno.EMFILE, "QIP195"),
        (errno.ENFILE, "QIP195"),
        (errno.ENOMEM, "QIP195"),
    ],
)
@pytest.mark.parametrize("call", ["lstat", "open"])
def test_every_error_of_the_system_has_its_own_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int | None, code: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number)) if number else OSError

    path = laid(tmp_path)
    monkeypatch.setattr(f"vbpqip.workbook.preflight.os.{call}", failing)

    assert codes(path) == [code]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit.")
def test_qip195_system_exhausted(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 -- Windows has none

    path, before = laid(tmp_path), resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        found = codes(path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

    assert found == ["QIP195"]


def test_qip141_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = laid(tmp_path)
    path.chmod(0o400)

    assert codes(path) == READ


def folder_at(path: Path) -> None:
    path.mkdir()


def socket_at(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


@pytest.mark.parametrize(
    ("make", "kind"), [(folder_at, "a folder"), (os.mkfifo, "a pipe"), (socket_at, "a device or a socket")]
)
def test_qip142_not_an_ordinary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], kind: str
) -> None:
    """A pipe that nobody writes to would keep its reader waiting; it is not opened."""
    monkeypatch.chdir(tmp_path)
    make(Path("it.xlsx"))

    review = review_workbook(Path("it.xlsx"), PROGRAM)

    assert [finding.diagnostic.code for finding in review.findings] == ["QIP142"]
    assert review.findings[0].found == f"it is {kind}, not a file"


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_qip142_a_device(device: str) -> None:
    assert codes(Path(device)) == ["QIP142"]


def test_qip142_a_file_in_a_folder_named_like_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "reports.xlsx").mkdir()

    assert codes(laid(tmp_path / "reports.xlsx")) == READ


@pytest.mark.parametrize("target", ["report.xlsx", "gone.xlsx", "link.xlsx", "."])
def test_qip143_symbolic_link(tmp_path: Path, target: str) -> None:
    """Wherever it leads to: a workbook, nothing, itself, a folder."""
    laid(tmp_path)
    (tmp_path / "link.xlsx").symlink_to(target)

    assert codes(tmp_path / "link.xlsx") == ["QIP143"]


def test_qip143_a_file_in_a_folder_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to("kept")
    laid(tmp_path / "kept")

    assert codes(tmp_path / "link" / "report.xlsx") == READ


@pytest.mark.parametrize("name", ["~$report.xlsx", ".~lock.report.xlsx#"])
def test_qip144_lock_file(tmp_path: Path, name: str) -> None:
    assert codes(laid(tmp_path, b"\x05Clerk" + b" " * 100, name)) == ["QIP144"]


@pytest.mark.parametrize("name", ["~report.xlsx", "$report.xlsx", "a~$report.xlsx", ".report.xlsx"])
def test_qip144_a_name_that_looks_like_one(tmp_path: Path, name: str) -> None:
    assert codes(laid(tmp_path, name=name)) == READ


def test_qip145_file_empty(tmp_path: Path) -> None:
    assert codes(laid(tmp_path, b"")) == codes(b"") == ["QIP145"]


def test_qip145_one_byte_is_not_empty() -> None:
    assert codes(b"\0") == ["QIP100"]


def test_qip146_file_too_large(tmp_path: Path) -> None:
    """A file is not read when its size says enough; of one that says nothing, no more than the bound."""
    path = tmp_path / "report.xlsx"
    with path.open("wb") as file:
        file.truncate(10 * MOST_SOURCE_BYTES)

    assert codes(path) == codes(bytes(MOST_SOURCE_BYTES + 1)) == ["QIP146"]


def test_qip146_the_largest_file_is_looked_at(tmp_path: Path) -> None:
    """A picture in it may be large; it is never inflated."""
    picture = {"xl/media/image1.png": bytes(MOST_SOURCE_BYTES - 2 * len(SOUND))}
    content = zipped(PARTS | picture, zipfile.ZIP_STORED)

    assert MOST_SOURCE_BYTES - 5_000 < len(content) <= MOST_SOURCE_BYTES
    assert codes(laid(tmp_path, content)) == READ
    assert codes(bytes(MOST_SOURCE_BYTES)) == ["QIP100"]


# What the bytes are


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x7fELF\x02\x01\x01\0", id="program"),
        pytest.param(noise(5_000), id="noise"),
        pytest.param(b"\0" + SOUND, id="a workbook with something before it"),
        pytest.param(compound({"Catalog": {}}), id="pictures of Windows"),
    ],
)
def test_qip100_other_files_are_no_workbook(content: bytes) -> None:
    assert codes(content) == ["QIP100"]


def test_qip100_a_file_whose_content_is_lost() -> None:
    assert (
        review_workbook(bytes(5_000), PROGRAM).findings[0].found
        == "all its bytes are zero, so that its content is lost"
    )


def test_qip150_with_all_that_such_a_file_has() -> None:
    assert codes(compound(PASSWORD)) == codes(compound(PASSWORD, shift=12)) == ["QIP150"]


@pytest.mark.parametrize("at", [512, 1024, 1024 + 128, 3 * 1024])
def test_qip150_encrypted_workbook(at: int) -> None:
    assert codes(ole_with("EncryptedPackage", at=at)) == ["QIP150"]


def test_qip150_a_part_that_is_encrypted() -> None:
    assert codes(patched(8, 1)) == ["QIP150"]


def test_qip150_the_word_in_an_old_workbook_is_not_taken_for_it() -> None:
    assert codes(ole_with("EncryptedPackage", at=1025)) == ["QIP151"]


@pytest.mark.parametrize("shift", [9, 12])
@pytest.mark.parametrize("before", [0, 200, 16_000])
def test_qip151_whatever_is_embedded_in_it(shift: int, before: int) -> None:
    assert codes(compound(OLD_WORKBOOK, shift=shift, before=before // (shift - 8))) == ["QIP151"]


@pytest.mark.parametrize("sectors", [1, 100])
def test_qip100_an_ole_file_whose_chains_have_no_end(sectors: int) -> None:
    assert codes((OLE + bytes(22) + b"\x09\0").ljust(512 * (sectors + 1), b"\0")) == ["QIP100"]


@pytest.mark.parametrize("keep", [600, 1_500])
def test_qip151_of_a_piece_of_one(keep: int) -> None:
    assert codes(compound(OLD_WORKBOOK, before=1)[:keep]) == ["QIP151"]


@pytest.mark.parametrize(
    "content",
    [
        OLE,
        ole_with("Workbook"),
        ole_with("Book"),
        compound({"WORKBOOK": {}}),
        b"\x09\0\x04\0\x02\0",
        b"\x09\x02\x06\0\0\0",
        b"\x09\x04\x06\0\0\0",
    ],
)
def test_qip151_old_excel_workbook(content: bytes) -> None:
    assert codes(content) == ["QIP151"]


@pytest.mark.parametrize(
    "content",
    [
        zipped({"_rels/.rels": relationships({"a": ("officeDocument", "xl/workbook.bin")}), "xl/workbook.bin": b"\0"}),
        zipped({"_rels/.rels": relationships({"a": ("officeDocument", "book.bin")}), "book.bin": b"\0"}),
    ],
)
def test_qip152_binary_workbook(content: bytes) -> None:
    assert codes(content) == ["QIP152"]


def test_qip152_other_binary_parts_are_common() -> None:
    assert codes(changed("xl/printerSettings/printerSettings1.bin", b"\0")) == READ


@pytest.mark.parametrize(
    "content",
    [
        zipped({"mimetype": f"{OPENDOCUMENT}spreadsheet", "content.xml": "<a/>"}, zipfile.ZIP_STORED),
        zipped({"mimetype": f"{OPENDOCUMENT}spreadsheet-template"}, zipfile.ZIP_STORED),
        zipped({"content.xml": "<a/>", "mimetype": f"{OPENDOCUMENT}spreadsheet"}),
        zipped({"a.txt": "-", "META-INF/manifest.xml": f'<m:file-entry m:media-type="{OPENDOCUMENT}spreadsheet"/>'}),
        zipped({"mimetype": "application/vnd.sun.xml.calc"}, zipfile.ZIP_STORED),
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    ],
)
def test_qip153_opendocument_spreadsheet(content: bytes) -> None:
    assert codes(content) == ["QIP153"]


@pytest.mark.parametrize("part", ["Index/Document.iwa", "Index.zip"])
def test_qip154_numbers_spreadsheet(part: str) -> None:
    assert codes(zipped({part: b"\0", "preview.jpg": b"\xff"})) == ["QIP154"]


def test_qip154_a_workbook_may_hold_such_a_part() -> None:
    assert codes(changed("Index/Document.iwa", b"")) == READ


@pytest.mark.parametrize("before", [b"", b"\n", b"\xef\xbb\xbf", b"%!PS junk\n"])
def test_qip155_pdf_document(before: bytes) -> None:
    assert codes(before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj") == ["QIP155"]


def test_qip155_the_word_far_into_a_text_is_not_taken_for_it() -> None:
    assert codes(b"a,b\n" * 1_000 + b"%PDF-") == ["QIP157"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<!DOCTYPE HTML PUBLIC><HTML><table><tr><td>1</table>", id="html"),
        pytest.param(b"\xef\xbb\xbf\r\n <html xmlns:x='urn:schemas-microsoft-com:office:excel'>", id="html of Excel"),
        pytest.param("<html><table>".encode("utf-16"), id="wide html"),
        pytest.param(b"<table><tr><td>1", id="table"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", id="mht"),
        pytest.param(b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n", id="mht of a browser"),
        pytest.param(b"Snapshot-Content-Location: http://a\r\nDate: b\r\nTo: c\r\n", id="mht of another"),
        pytest.param(b"<!-- made by a portal --><html>", id="comment before"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', id="2003"
        ),
        pytest.param(b'<meta charset="utf-8"><table border=1>', id="table after a mark"),
        pytest.param(b"<style>td {color: red}</style>\n<TABLE>", id="table after a style"),
        pytest.param(b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", id="mht of Excel"),
    ],
)
def test_qip156_web_page_as_workbook(content: bytes) -> None:
    assert codes(content) == ["QIP156"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"facility,mco\n", id="csv"),
        pytest.param(b"a\tb\n", id="tab"),
        pytest.param("H\u00f4pital;12\n".encode("cp1252"), id="cp1252"),
        pytest.param("\u75c5\u9662,12\n".encode() * 10_000, id="utf-8, cut within a character"),
        pytest.param("\ufefffacility,mco\n".encode(), id="utf-8 with a mark"),
        pytest.param("facility\tmco\n".encode("utf-16"), id="utf-16"),
        pytest.param(b'{"facility": 1}', id="json"),
        pytest.param(b"PK\n", id="text that begins like a zip"),
        pytest.param(b'<?xml version="1.0"?><worksheet/>', id="a part alone"),
        pytest.param(b" ", id="a blank"),
        pytest.param(b"begin 2017-04-01\n", id="a text that begins like uuencode"),
        pytest.param(b"see [InternetShortcut]\n", id="a text that mentions a link"),
        pytest.param(b"1 < 2, <table> is a tag\n", id="a text that mentions a table"),
    ],
)
def test_qip157_text_file(content: bytes) -> None:
    assert codes(content) == ["QIP157"]


@pytest.mark.parametrize(
    "content",
    [
        zipped(
            {"_rels/.rels": relationships({"a": ("officeDocument", "word/document.xml")}), "word/document.xml": "-"}
        ),
        zipped({"_rels/.rels": "-", "ppt/presentation.xml": "-"}),
        zipped({"mimetype": f"{OPENDOCUMENT}text"}, zipfile.ZIP_STORED),
        zipped({"content.xml": "-", "mimetype": f"{OPENDOCUMENT}text"}),
        ole_with("WordDocument"),
        ole_with("PowerPoint Document"),
        compound({"WordDocument": {}, "ObjectPool": {"_1": {"VisioDocument": {}}}}),
        b"{\\rtf1\\ansi",
    ],
)
def test_qip158_another_office_document(content: bytes) -> None:
    assert codes(content) == ["QIP158"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7\n" + bytes(100_000) + b"<</Type/EmbeddedFile/Length 4>>", id="pdf"),
        pytest.param(b"{\\rtf1" + b" " * 100_000 + rb"{\object\objemb{\*\objdata 0105}}}", id="rtf"),
        pytest.param(compound({"WordDocument": {}, "ObjectPool": {"_1": {"Workbook": {}}}}), id="doc, old workbook"),
        pytest.param(compound({"WordDocument": {}, "ObjectPool": {"_1": {"Package": {}}}}), id="doc, workbook"),
        pytest.param(compound({"Quill": {}, "Objects": {"1": {"Book": {}}}}), id="pub"),
    ],
)
def test_qip176_a_document_with_another_file_in_it(content: bytes) -> None:
    assert codes(content) == ["QIP176"]


def test_qip158_a_workbook_may_hold_a_letter() -> None:
    assert codes(changed("xl/embeddings/word/document.xml", "-")) == READ


FIELDS = b"From: Clerk <a@b.org>\r\nTo: c@d.org\r\nSubject: DY3 Q1\r\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FIELDS + b"\r\nHello", id="plain"),
        pytest.param(b"\xef\xbb\xbf" + FIELDS, id="byte order mark"),
        pytest.param(b"\r\n" + FIELDS, id="blank line"),
        pytest.param(FIELDS.decode().encode("utf-16"), id="wide"),
        pytest.param(b"From a@b.org Tue Oct 31 10:00:00 2017\r\n" + FIELDS, id="mailbox"),
        pytest.param(b"1234      \n" + FIELDS, id="Apple Mail"),
        pytest.param(b"Received: from a by b;\r\n\tTue, 31 Oct\r\nMIME-Version: 1.0\r\n", id="received first"),
        pytest.param(b"MIME-Version: 1.0\r\nDate: a\r\nTo: b\r\n", id="kind first"),
        pytest.param(b"X-Unsent: 1\r\nSubject: a\r\n", id="draft"),
        pytest.param(FIELDS + b"\r\n<html><body>Hello", id="a page in it"),
        pytest.param(FIELDS + b"\r\n\0\x01\x02", id="binary"),
        pytest.param(compound(MESSAGE), id="Outlook"),
        pytest.param(compound(MESSAGE, shift=12), id="Outlook, large sectors"),
        pytest.param(ole_with("__properties_version1.0"), id="Outlook, damaged"),
        pytest.param(b"\x78\x9f\x3e\x22\x01\0", id="winmail.dat"),
        pytest.param(b"!BDN\0\0\0\0SM", id="folder of Outlook"),
        pytest.param(b64encode(SOUND), id="base64"),
        pytest.param(b"\r\n--x\r\nContent-Type: a/b\r\n\r\n" + b64encode(SOUND), id="base64 after other lines"),
        pytest.param(b"BEGIN:VCALENDAR\nATTACH;ENCODING=BASE64:" + b64encode(SOUND), id="base64 in an invitation"),
        pytest.param(b64encode(SOUND).decode().encode("utf-16"), id="wide base64"),
        pytest.param(b64encode(compound(OLD_WORKBOOK)), id="base64 of an old workbook"),
        pytest.param(b"begin 644 report.xlsx\nM4$L#!!0    \n", id="uuencode"),
        pytest.param(b"Attached.\r\nbegin 644 report.xlsx\r\nM4$L#!!0    \r\n", id="uuencode after other lines"),
        pytest.param(b"begin-base64 0644 report.xlsx\nUEsDBA==\n", id="uuencode, base64"),
    ],
)
def test_qip172_mail_message(content: bytes) -> None:
    assert codes(content) == ["QIP172"]


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        (b'filename="DY3 Q1.xlsx"', "DY3 Q1.xlsx"),
        (b"filename=a.XLSX", "a.XLSX"),
        (b"filename*=UTF-8''caf%C3%A9.xlsx", "caf\u00e9.xlsx"),
        (b'filename="=?utf-8?B?Y2Fmw6kueGxzeA==?="', "caf\u00e9.xlsx"),
        (b'filename="logo.png"\r\n\r\nContent-Type: a; name="b.xls"', "b.xls"),
    ],
)
def test_qip172_names_the_workbook_that_is_attached(spelled: bytes, name: str) -> None:
    content = FIELDS + b"\r\n--x\r\nContent-Disposition: attachment; " + spelled

    assert review_workbook(content, PROGRAM).findings[0].found == f"it is an e-mail, to which {name} is attached"


def test_qip172_an_attachment_of_another_kind_is_not_named() -> None:
    assert review_workbook(FIELDS + b'\r\nfilename="a.pdf"', PROGRAM).findings[0].found == "it is an e-mail"


@pytest.mark.parametrize("content", [b"Subject: a\n", b"measure: clabsi\nvalue: 2\n", b"To: a\n", b"12\n13\n"])
def test_qip172_a_text_that_looks_like_one(content: bytes) -> None:
    assert codes(content) == ["QIP157"]


@pytest.mark.parametrize(
    "content",
    [
        compound(LABEL),
        compound(LABEL, shift=12),
        compound({"\tDRMContent": {}, "\x06DataSpaces": {"\tDRMDataSpace": {}}, "Workbook": {}}),
        ole_with("EncryptedPackage").ljust(8192, b"\0") + "DRMEncryptedTransform".encode("utf-16-le"),
        b".pfile\x02\0",
    ],
)
def test_qip173_label_encrypted_workbook(content: bytes) -> None:
    assert codes(content) == ["QIP173"]


@pytest.mark.parametrize(
    "content",
    [
        b"-----BEGIN PGP MESSAGE-----\n",
        b"-----BEGIN PKCS7-----\n",
        b"\x85\x01\x0c\x03" + noise(500),
        b"\x84\x5e\x03" + noise(500),
        b"\xc1\xc0\x4c\x03" + noise(500),
        b"\x8c\x0d\x04\x09" + noise(500),
        bytes.fromhex("3082120006092a864886f70d010703a0") + noise(500),
        b'MIME-Version: 1.0\nContent-Type: application/x-pkcs7-mime; name="smime.p7m"\n\nMIIB',
        b"\xa3\x01" + noise(500),
        b"\x90\x0d\x03\x00\x08\x01" + noise(500),
        b"\xc4\x0d\x03\x00\x08\x01" + noise(500),
        b"U2FsdGVkX1+abc",
        b"-----BEGIN AGE ENCRYPTED FILE-----\nabc",
        bytes.fromhex("76e80460c411e386") + noise(500),
    ],
)
def test_qip174_encrypted_file(content: bytes) -> None:
    assert codes(content) == ["QIP174"]


@pytest.mark.parametrize(
    "content",
    [
        b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1a","resource_key":"","email":"a@b.org"}',
        b"[InternetShortcut]\r\nURL=https://a.sharepoint.com/report.xlsx\r\n",
        b"[Desktop Entry]\nType=Link\n",
        b"#!/usr/bin/env xdg-open\n[Desktop Entry]\nType=Link\n",
        b"[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nURL=https://a\r\n",
        b'{"url": "https://docs.google.com/spreadsheets/d/a/edit", "resource_id": "spreadsheet:a"}',
        b'<?xml version="1.0"?><plist><dict><key>URL</key><string>https://a</string></dict></plist>',
        b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
        b"L\0\0\0\x01\x14\x02\0\0\0",
        b"bplist00\xd1\x01\x02",
    ],
)
def test_qip175_link_to_file(content: bytes) -> None:
    assert codes(content) == ["QIP175"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x1f\x8b\x08\0\0\0\0\0", id="gzip"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\x04", id="7z"),
        pytest.param(b"Rar!\x1a\x07\x01\0", id="rar"),
        pytest.param(b"report.xlsx".ljust(257, b"\0") + b"ustar\x0000", id="tar"),
        pytest.param(zipped({}), id="empty zip"),
        pytest.param(zipped({"readme.txt": "-"}), id="zip"),
        pytest.param(zipped({"mimetype": "application/epub+zip"}), id="book"),
    ],
)
def test_qip176_packed_file(content: bytes) -> None:
    assert codes(content) == ["QIP176"]


def test_qip176_names_the_workbooks_in_it() -> None:
    one = zipped({"DY3 Q1/report.xlsx": SOUND, "__MACOSX/._report.xlsx": b"\0"})
    five = zipped({f"{nth}.xls": b"" for nth in range(5)})

    assert [review_workbook(each, PROGRAM).findings[0].found for each in (one, five)] == [
        "it is a zip file with DY3 Q1/report.xlsx in it",
        "it is a zip file with 0.xls, 1.xls, 2.xls and 2 more in it",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\0",
        b"BM\x36\x10\x0e\0\0\0\0\0\x36\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0",
    ],
)
def test_qip196_picture(content: bytes) -> None:
    assert codes(content) == ["QIP196"]


# What the zip file is


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04", id="four bytes"),
        pytest.param(SOUND[:-30], id="cut at the end"),
        pytest.param(SOUND[: len(SOUND) // 2], id="cut in the middle"),
        pytest.param(SOUND[:4] + noise(5_000), id="noise"),
        pytest.param(patched(10, 12), id="another method"),
        pytest.param(patched(10, 99), id="no method"),
        pytest.param(patched(16, 7), id="wrong checksum"),
        pytest.param(zipped(PARTS, zipfile.ZIP_LZMA), id="lzma"),
        pytest.param(SOUND + SOUND, id="two workbooks, of which programs read either"),
    ],
)
def test_qip160_damaged_zip(content: bytes) -> None:
    assert codes(content) == ["QIP160"]


def test_qip160_stored_and_with_a_comment_is_sound() -> None:
    commented = zipped(PARTS, zipfile.ZIP_STORED)[:-2] + b"\x02\0--"

    assert codes(commented) == READ


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(zipped(without(BOOK)), id="workbook"),
        pytest.param(zipped(without(BOOK_RELS)), id="relationships"),
        pytest.param(zipped(without(SHEET)), id="sheet"),
        pytest.param(zipped(without(STRINGS)), id="texts"),
        pytest.param(changed("_rels/.rels", relationships({})), id="no way to the workbook"),
    ],
)
def test_qip161_part_missing(content: bytes) -> None:
    assert codes(content) == ["QIP161"]


def test_qip161_a_part_that_nothing_refers_to_need_not_be_there() -> None:
    rels = relationships({"rId1": ("officeDocument", "xl/workbook.xml")})

    assert codes(zipped(without(PROPERTIES) | {"_rels/.rels": rels})) == READ


@pytest.mark.parametrize("name", [SHEET.upper(), SHEET.replace("/", "\\")])
def test_qip162_part_repeated(name: str) -> None:
    assert codes(changed(name, sheet(ROW))) == ["QIP162"]


def test_qip162_parts_of_one_name_in_two_folders() -> None:
    assert codes(changed("xl/other/sheet1.xml", "")) == READ


@pytest.mark.parametrize(
    "name",
    [
        "../x.xml",
        "xl/../../x.xml",
        "xl\\..\\x.xml",
        "/xl/x.xml",
        "\\xl\\x.xml",
        "//host/x.xml",
        "C:/x.xml",
        "c:x.xml",
        "..",
    ],
)
def test_qip163_unsafe_part_name(name: str) -> None:
    assert codes(changed(name, "")) == ["QIP163"]


def test_qip163_a_name_with_a_null_character() -> None:
    """What follows it would be hidden from most programs."""
    content = changed("xl/a-.xml", "").replace(b"xl/a-.xml", b"xl/a\0.xml")

    assert codes(content) == ["QIP163"]


@pytest.mark.parametrize("name", ["xl/..x.xml", "xl/x..xml", "...", "xl/a:b.xml", "xl\\x.xml", "xl/", "xl/./x.xml"])
def test_qip163_odd_but_safe(name: str) -> None:
    assert codes(changed(name, "")) == READ


def test_qip163_a_relationship_may_be_absolute() -> None:
    rels = relationships({"rId1": ("worksheet", "/xl/worksheets/sheet1.xml"), "rId2": ("theme", "../../../x.xml")})

    assert codes(changed(BOOK_RELS, rels)) == READ


def test_qip164_too_many_parts() -> None:
    assert codes(b"PK\x03\x04" + b"PK\x01\x02" * 5_001) == ["QIP164"]
    assert codes(zipped(PARTS | {f"p{n}": "" for n in range(5_000)})) == ["QIP164"]


def test_qip164_the_last_part_that_is_let_through() -> None:
    assert codes(zipped(PARTS | {f"p{n}": "" for n in range(5_000 - len(PARTS))})) == READ


def test_qip165_unpacks_too_large() -> None:
    """Counted while it is inflated: one part alone, or all together."""
    blanks = sheet(" " * 4_500_000)
    listed = "".join(f'<sheet name="{n}" r:id="rId1"/>' for n in range(3))

    assert codes(changed(SHEET, sheet(" " * 10_000_001), zipfile.ZIP_STORED)) == ["QIP165"]
    assert codes(zipped(PARTS | {BOOK: workbook(listed), SHEET: blanks})) == ["QIP165"]


def test_qip165_nearly_as_much_is_read() -> None:
    assert codes(changed(SHEET, sheet(" " * 9_900_000), zipfile.ZIP_STORED)) == READ


def test_qip165_a_picture_counts_for_nothing() -> None:
    assert codes(changed("xl/media/image1.bmp", bytes(30_000_000))) == READ


def test_qip166_packed_too_tightly() -> None:
    assert codes(changed(SHEET, sheet(" " * 5_100_000))) == ["QIP166"]


def test_qip166_a_small_part_may_be() -> None:
    """Empty rows that were once formatted shrink a thousand times."""
    assert codes(changed(SHEET, sheet(" " * 4_900_000))) == READ


# What the parts hold


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [SHEET, STRINGS, BOOK, BOOK_RELS, PROPERTIES, "_rels/.rels"])
@pytest.mark.parametrize(
    "dtd", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
def test_qip167_document_type_definition(name: str, encoding: str, dtd: str) -> None:
    assert codes(changed(name, (dtd + str(PARTS[name])).encode(encoding))) == ["QIP167"]


def test_qip167_a_comment_that_looks_like_one() -> None:
    assert codes(changed(SHEET, "<!-- <!DOCTYPE a> -->" + sheet(ROW))) == READ


def test_qip168_nested_too_deeply() -> None:
    assert codes(changed(SHEET, sheet("<a>" * 99))) == codes(changed(SHEET, sheet("<a>" * 500_000))) == ["QIP168"]


def test_qip168_the_last_depth_that_is_read() -> None:
    assert codes(changed(SHEET, sheet("<a>" * 98 + "</a>" * 98))) == READ


def sheets(number: int) -> bytes:
    return changed(BOOK, workbook("".join(f'<sheet name="{n}" r:id="rId1"/>' for n in range(number))))


def test_qip169_too_many_sheets() -> None:
    assert codes(sheets(1_001)) == ["QIP169"]


def test_qip169_a_thousand_are_read() -> None:
    assert codes(sheets(1_000)) == READ


def name_list(number: int) -> str:
    names = "".join(f'<definedName name="N{n}"/>' for n in range(number))
    return workbook(ENTRY, rest=f"<definedNames>{names}</definedNames>")


def arrows(number: int) -> str:
    return str(PARTS[BOOK_RELS]).replace("</Rel", "<Relationship/>" * (number - 2) + "</Rel")


def property_list(number: int) -> str:
    return "<Properties>" + "".join(f'<property name="{n}"/>' for n in range(number)) + "</Properties>"


def texts(number: int) -> str:
    return f"<sst>{'<si/>' * number}</sst>"


def filled(number: int) -> str:
    """Return a sheet of so many cells."""
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(number // 100))
    return sheet(rows + f"<row>{'<c><v>1</v></c>' * (number % 100)}</row>")


def letters(number: int) -> str:
    many, odd = divmod(number, 25_000)
    whole, rest = (f'<c t="str"><v>{"x" * each}</v></c>' for each in (25_000, odd))
    return sheet(f"<row>{whole * many}{rest}</row>")


def long_text(number: int) -> str:
    return sheet(f'<row><c t="inlineStr"><is><t>{"x" * number}</t></is></c></row>')


@pytest.mark.parametrize(
    ("name", "made", "most", "what"),
    every_day(3, [
        pytest.param(BOOK, name_list, 20_000, "names", id="names"),
        pytest.param(BOOK_RELS, arrows, 70_000, "others", id="relationships"),
        pytest.param(PROPERTIES, property_list, 5_000, "document properties", id="properties"),
        pytest.param(STRINGS, texts, 500_000, "texts", id="texts"),
        pytest.param(SHEET, filled, 100_000, "cells", id="cells"),
        pytest.param(SHEET, letters, 2_000_000, "letters together", id="letters"),
        pytest.param(SHEET, long_text, 32_767, "letters", id="letters of a cell"),
    ]),
)  # fmt: skip
def test_qip170_too_many_cells(name: str, made: Callable[[int], str], most: int, what: str) -> None:
    """The most that is read, and one more."""
    within, beyond = (changed(name, made(number), zipfile.ZIP_STORED) for number in (most, most + 1))

    (finding,) = review_workbook(beyond, PROGRAM).findings

    assert finding.diagnostic.code == "QIP170"
    assert finding.message.endswith(f" more than {most:,} {what}.")
    assert codes(within) == READ


def test_qip170_a_text_that_many_cells_share_counts_for_each() -> None:
    cell = '<c t="s"><v>0</v></c>'
    parts = package(f"<row>{cell * 67}</row>", strings=f"<si><t>{'x' * 30_000}</t></si>")

    assert codes(zipped(parts | TITLED)) == ["QIP170"]


def test_qip170_a_text_of_many_pieces() -> None:
    assert codes(changed(STRINGS, f"<sst><si>{'<r><t>a</t></r>' * 32_768}</si></sst>")) == ["QIP170"]


def test_qip170_the_sheets_count_together() -> None:
    titles = ("Start Here", "Measure Credits", "P4P Report")
    listed = "".join(f'<sheet name="{title}" r:id="rId1"/>' for title in titles)

    assert codes(zipped(PARTS | {BOOK: workbook(listed), SHEET: filled(34_000)})) == ["QIP170"]


def test_qip112_a_large_workbook_of_another_kind_is_none() -> None:
    """That it is too large to be read is not what is wrong with it."""
    key = '<c t="inlineStr"><is><t>Key</t></is></c>'
    large = package(f"<row>{key}</row>" + f"<row>{'<c><v>1</v></c>' * 100}</row>" * 1_001)

    assert codes(zipped(large)) == READ


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(BOOK, "<document/>", id="another document"),
        pytest.param(BOOK, workbook(""), id="no sheets"),
        pytest.param(BOOK, workbook(ENTRY * 2), id="two sheets of a title"),
        pytest.param(BOOK, workbook(ENTRY, rest=TWO_NAMES), id="two names"),
        pytest.param(SHEET, "", id="empty part"),
        pytest.param(SHEET, b"\xff\xfe<", id="half a character"),
        pytest.param(SHEET, sheet("<row>"), id="row without end"),
        pytest.param(SHEET, sheet("&b;"), id="unknown entity"),
        pytest.param(SHEET, sheet('<row r="0"/>'), id="row nought"),
        pytest.param(SHEET, sheet('<row r="99999999"/>'), id="row far beyond"),
        pytest.param(SHEET, sheet('<row><c r="A0"><v>1</v></c></row>'), id="no address"),
        pytest.param(SHEET, sheet("<row>" + '<c r="A1"><v>1</v></c>' * 2 + "</row>"), id="two cells"),
        pytest.param(SHEET, sheet('<row a="' + " " * 2_000_000 + '"/>'), id="long tag"),
        pytest.param(SHEET, '<?xml version="1.0" encoding="utf-7"?>' + sheet(ROW), id="utf-7"),
        pytest.param(STRINGS, b"<sst><si><t>\xff</t></si></sst>", id="not utf-8"),
        pytest.param(PROPERTIES, "<Properties", id="properties"),
    ],
)
def test_qip171_part_damaged(name: str, content: str | bytes) -> None:
    assert codes(changed(name, content)) == ["QIP171"]


def test_qip171_foreign_elements_and_long_texts_are_sound() -> None:
    long_texts = f'<c t="str"><v>{"x" * 30_000}</v></c>' * 50
    rows = f'{ROW}<row r="2">{long_texts}<z:x xmlns:z="z"/></row>'

    assert codes(changed(SHEET, sheet(rows))) == READ


# What is read with a warning


@cache
def parts_of_a_report() -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(report())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def report_with(parts: Parts) -> bytes:
    """Return a sound report with parts overlaid on it."""
    return zipped({**parts_of_a_report(), **parts})


def part_of(name: str) -> str:
    """Return a part of a sound report."""
    return parts_of_a_report()[name].decode()


def with_arrow(arrow: str, part: str = BOOK_RELS) -> bytes:
    """Return a sound report, one of whose parts refers to something more."""
    return report_with({part: part_of(part).replace("</Relationships>", f"{arrow}</Relationships>")})


TYPES = "[Content_Types].xml"
OF_A_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({TYPES: part_of(TYPES).replace(OF_A_WORKBOOK, WITH_MACROS)}, id="type"),
        pytest.param(
            {TYPES: part_of(TYPES).replace(OF_A_WORKBOOK, WITH_MACROS.replace("E", "&#69;"))},
            id="type, spelled otherwise",
        ),
        pytest.param(
            {TYPES: part_of(TYPES).replace(OF_A_WORKBOOK, WITH_MACROS).partition("?>")[2].encode("utf-16")},
            id="type, in wide letters",
        ),
        pytest.param({"xl/vbaProject.bin": b"\0"}, id="project"),
        pytest.param({"XL\\VBAPROJECT.BIN": b"\0"}, id="project, spelled otherwise"),
        pytest.param({"xl/macrosheets/sheet1.xml": "-"}, id="macro sheet"),
    ],
)
def test_qip180_macros_in_workbook(parts: Parts) -> None:
    """The report is reviewed all the same."""
    review = review_workbook(report_with(parts), PROGRAM)

    assert [finding.diagnostic.code for finding in review.findings] == ["QIP180"]
    assert review.status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("part", "macros"),
    [("xl/vbaProject.bin", "Visual Basic macros"), ("xl/macrosheets/sheet1.xml", "Excel 4 macro sheets")],
)
def test_qip180_says_which_kind(part: str, macros: str) -> None:
    (finding,) = review_workbook(report_with({part: "-"}), PROGRAM).findings

    assert finding.message == f"The workbook has {macros}; none was run."


def test_qip180_a_part_that_only_mentions_macros() -> None:
    assert codes(report_with({"xl/notes.xml": "vbaProject.bin macroEnabled"})) == []


KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("arrow", "first"),
    [
        (f'<Relationship Id="x" Type="{KINDS}/externalLink" Target="externalLinks/e1.xml"/>', "externalLinks/e1.xml"),
        (f'<Relationship Id="x" Type="{KINDS}/image" TargetMode="External" Target="http://a.b/c"/>', "http://a.b/c"),
        (f'<Relationship Id="x" Type="{KINDS}/oleObject" TargetMode="External" Target="file:///a"/>', "file:///a"),
    ],
)
@pytest.mark.parametrize("part", [BOOK_RELS, "_rels/.rels"])
def test_qip181_external_links(arrow: str, first: str, part: str) -> None:
    review = review_workbook(with_arrow(arrow, part), PROGRAM)

    (finding,) = review.findings
    assert (finding.diagnostic.code, finding.found) == ("QIP181", first)
    assert review.status is Status.ACCEPTED


def test_qip181_of_any_part() -> None:
    rels = f'<Relationships><Relationship Type="{KINDS}/image" TargetMode="External" Target="a"/></Relationships>'

    assert codes(report_with({"xl/drawings/_rels/drawing9.xml.rels": rels})) == ["QIP181"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("mode", ["External", "&#69;xternal"])
def test_qip181_in_another_spelling(mode: str, encoding: str) -> None:
    rels = f'<Relationships><Relationship Type="{KINDS}/image" TargetMode="{mode}" Target="a"/></Relationships>'

    assert codes(report_with({"xl/drawings/_rels/drawing9.xml.rels": rels.encode(encoding)})) == ["QIP181"]


def test_qip181_a_hyperlink_is_none() -> None:
    arrow = f'<Relationship Id="x" Type="{KINDS}/hyperlink" TargetMode="External" Target="https://health.ny.gov"/>'

    assert codes(with_arrow(arrow)) == []


def test_qip181_a_long_target_is_cut() -> None:
    review = review_workbook(
        with_arrow(f'<Relationship Type="a/image" TargetMode="External" Target="{"x" * 9_999}"/>'), PROGRAM
    )

    assert len(review.findings[0].message) < 200


def report_and(rows: str) -> bytes:
    """Return a sound report with more rows on its report sheet."""
    name = "xl/worksheets/sheet2.xml"
    return report_with({name: part_of(name).replace("</sheetData>", f"{rows}</sheetData>")})


@pytest.mark.parametrize(
    ("row", "first", "second"),
    [(20001, "A", "XFD"), (100, "SG", "XFD"), (1048576, "XFD", "XFE"), (9999999, "ZZY", "ZZZ")],
)
def test_qip182_cells_far_outside(row: int, first: str, second: str) -> None:
    address, other = f"{first}{row}", f"{second}{row}"
    cells = f'<c r="{address}"><v>1</v></c><c r="{other}"><v>1</v></c>'
    review = review_workbook(report_and(f'<row r="{row}">{cells}</row>'), PROGRAM)

    (finding,) = review.findings
    assert (finding.diagnostic.code, str(finding.at)) == ("QIP182", f"P4P Report!{address}")
    assert "are filled in: 2, from here on" in finding.message
    assert review.status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (20000, '<c r="SF20000"><v>1</v></c>'),
        (20001, '<c r="A20001" s="1"/>'),
        (20001, '<c r="A20001"><v/></c>'),
    ],
)
def test_qip182_the_last_cell_and_a_far_one_that_is_only_formatted(row: int, cell: str) -> None:
    assert codes(report_and(f'<row r="{row}">{cell}</row>')) == []


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:ZZZ99999999", "A1", "nonsense", ""])
def test_qip182_the_size_that_a_sheet_says_it_has_is_never_believed(reference: str) -> None:
    name = "xl/worksheets/sheet2.xml"
    before, _, after = part_of(name).partition("<sheetData>")

    assert codes(report_with({name: f'{before}<dimension ref="{reference}"/><sheetData>{after}'})) == []


def test_a_sound_report_gives_no_warning() -> None:
    submission = read_report(open_workbook(report())).entries

    assert (submission.macros, submission.external_links, submission.far_cells) == ("", (), ())
    assert codes(report()) == []


# What a review costs


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux says how much memory a process had at most.")
@pytest.mark.parametrize("name", ASKED_FOR)
def test_no_file_costs_much(tmp_path: Path, name: str) -> None:
    """It ends, and needs little memory; how long it takes is measured by ``tests/benchmarks/hostile.py``."""
    assert cost_of(laid(tmp_path, COSTLY[name]())).megabytes < MOST_MEGABYTES


# What a command says


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"a,b\n", "QIP157"),
        ("a.pdf", b"%PDF-1.7", "QIP155"),
        ("~$a.xlsx", b"-", "QIP144"),
        ("a.xlsx", b"", "QIP145"),
    ],
)
def test_a_command_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, code: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(laid(tmp_path, content, name))])

    assert (ended.value.code, f"[{code}]" in capsys.readouterr().out) == (3, True)


def test_a_rejected_file_has_a_review_with_its_digest_and_nothing_else() -> None:
    review: Review = review_workbook(b"a,b\n", PROGRAM)

    assert (review.status, len(review.findings), review.measures) == (Status.UNREADABLE, 1, ())
    assert review.sha256
