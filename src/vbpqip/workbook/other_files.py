"""What bytes are that are no zip file: by their first bytes, by the streams in them, or by the text that they are."""

from __future__ import annotations

import re
from typing import NoReturn

from vbpqip.workbook.compound_file import SIGNATURE, read_directory
from vbpqip.workbook.mail import attached_workbook, is_enveloped, is_mail, is_saved_page, is_saved_workbook
from vbpqip.workbook.ooxml.rejections import Rejection, reject

_HEAD = 4_096
_LOOKED_AT = 65_536
"""Bytes of a file that are looked at to tell text from anything else."""

_OLD_STREAMS = tuple(bytes.fromhex(each) for each in ("09000400", "09020600", "09040600"))
"""How workbooks of Excel 2 to 4 begin, before there were OLE files."""

_OLD_EXCEL = "it is a workbook of an old Excel (.xls)"
_PDF = b"%PDF-"
_RICH_TEXT = b"{\\rtf"

_BEGINNINGS = {
    b"7z\xbc\xaf\x27\x1c": (Rejection.PACKED_FILE, "it is a packed file (.7z)"),
    b"Rar!\x1a\x07": (Rejection.PACKED_FILE, "it is a packed file (.rar)"),
    b"\x1f\x8b": (Rejection.PACKED_FILE, "it is a packed file (.gz)"),
    b"BZh": (Rejection.PACKED_FILE, "it is a packed file (.bz2)"),
    b"\xfd7zXZ\0": (Rejection.PACKED_FILE, "it is a packed file (.xz)"),
    b"\x28\xb5\x2f\xfd": (Rejection.PACKED_FILE, "it is a packed file (.zst)"),
    b"MSCF\0\0\0\0": (Rejection.PACKED_FILE, "it is a packed file (.cab)"),
    b"\x78\x9f\x3e\x22": (Rejection.MAIL_MESSAGE, "it is what Outlook wraps attachments in (winmail.dat)"),
    b"!BDN": (Rejection.MAIL_MESSAGE, "it is a folder of e-mails of Outlook (.pst)"),
    b"U2FsdGVkX1": (Rejection.ENCRYPTED_FILE, "it is encrypted with OpenSSL"),
    b".pfile": (Rejection.LABEL_ENCRYPTED_WORKBOOK, "it is encrypted by a sensitivity label (.pfile)"),
    b"-----BEGIN PGP": (Rejection.ENCRYPTED_FILE, "it is encrypted or signed with PGP"),
    b"-----BEGIN PKCS7": (Rejection.ENCRYPTED_FILE, "it is encrypted or signed with S/MIME (.p7m)"),
    b"-----BEGIN CMS": (Rejection.ENCRYPTED_FILE, "it is encrypted or signed with S/MIME (.p7m)"),
    b"age-encryption.org/": (Rejection.ENCRYPTED_FILE, "it is encrypted with age"),
    b"-----BEGIN AGE": (Rejection.ENCRYPTED_FILE, "it is encrypted with age"),
    b"\x76\xe8\x04\x60\xc4\x11\xe3\x86": (Rejection.ENCRYPTED_FILE, "it is a protected e-mail of Outlook (.rpmsg)"),
    b"Salted__": (Rejection.ENCRYPTED_FILE, "it is encrypted with OpenSSL"),
    b"L\0\0\0\x01\x14\x02\0": (Rejection.LINK_TO_FILE, "it is a shortcut of Windows to a file (.lnk)"),
    b"bplist00": (Rejection.LINK_TO_FILE, "it stands for a file that is kept elsewhere, such as in iCloud"),
    b"\x89PNG\r\n": (Rejection.PICTURE, "it is a picture (.png)"),
    b"\xff\xd8\xff": (Rejection.PICTURE, "it is a picture (.jpg)"),
    b"GIF8": (Rejection.PICTURE, "it is a picture (.gif)"),
    b"II*\0": (Rejection.PICTURE, "it is a picture (.tif)"),
    b"MM\0*": (Rejection.PICTURE, "it is a picture (.tif)"),
}
"""How files of other kinds begin, and what is said of them."""

_PATTERNS = {
    re.compile(rb"BM.{4}\0{4}", re.DOTALL): (Rejection.PICTURE, "it is a picture"),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL): (Rejection.PICTURE, "it is a picture"),
    re.compile(rb"\0\0\0.ftyp(?:hei[cfx]|mif1|avif)", re.DOTALL): (Rejection.PICTURE, "it is a picture"),
    re.compile(rb"(?:\x85..\x03|\x84.\x03|\xc1.{1,3}\x03|[\x8c\xc3].\x04)", re.DOTALL): (
        Rejection.ENCRYPTED_FILE, "it is encrypted with PGP",
    ),
    re.compile(rb"\xa3[\x01-\x03]|[\x90\xc4]\r\x03"): (Rejection.ENCRYPTED_FILE, "it is signed with PGP"),
    re.compile(rb".{257}ustar", re.DOTALL): (Rejection.PACKED_FILE, "it is a packed file (.tar)"),
    re.compile(rb"0.{0,24}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", re.DOTALL): (
        Rejection.ENCRYPTED_FILE, "it is encrypted or signed with S/MIME (.p7m)",
    ),
}  # fmt: skip
"""How files begin that are not told by their very first bytes alone; PGP's are of an encrypted key, or packed."""

_STREAMS = {
    "encryptedpackage": (Rejection.ENCRYPTED_WORKBOOK, "it is encrypted with a password"),
    "workbook": (Rejection.OLD_EXCEL_WORKBOOK, _OLD_EXCEL),
    "book": (Rejection.OLD_EXCEL_WORKBOOK, _OLD_EXCEL),
    "worddocument": (Rejection.ANOTHER_OFFICE_DOCUMENT, "it is a document of an old Word (.doc)"),
    "powerpoint document": (Rejection.ANOTHER_OFFICE_DOCUMENT, "it is a presentation of an old PowerPoint (.ppt)"),
    "visiodocument": (Rejection.ANOTHER_OFFICE_DOCUMENT, "it is a drawing of Visio (.vsd)"),
    "quill": (Rejection.ANOTHER_OFFICE_DOCUMENT, "it is a document of Publisher (.pub)"),
    "__properties_version1.0": (Rejection.MAIL_MESSAGE, "it is an e-mail of Outlook (.msg)"),
}
"""What a compound file is, by a stream at its top level; its name's letter case makes no difference."""

_EMBEDDED = frozenset(("workbook", "book", "package"))
"""Streams of a workbook that is embedded in a document, old or new."""

_OF_LABEL = "DRM"
_CONTROLS_BEFORE = "".join(map(chr, range(0x20)))

_WEB_PAGES = ("<!doctype html", "<table")
_OF_EXCEL = ("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet")
SAVED_BY_EXCEL = "it is a workbook, but saved by Excel as a web page or as XML"
"""What is said of a page or an XML file that a spreadsheet program made of a whole workbook."""

_NOT_DECODED = {
    re.compile("UEsDB[A-Za-z0-9+/]{3}|0M8R4KGxGuE"): "base64",
    re.compile("^begin(?:-base64)? [0-7]{3,4} [^\r\n]{1,250}\r?\n(?:M[ -`]{7}|UEsDB|0M8R4)", re.MULTILINE): "uuencode",
}
"""How a zip or an old Office file is spelled in letters, wherever in a text it begins."""

_FLAT_OPENDOCUMENT = "urn:oasis:names:tc:opendocument:"
_LINKS = {
    "[internetshortcut]": "it is a link to a web page (.url)",
    "[desktop entry]": "it is a link to a file (.desktop)",
    "version https://git-lfs.github.com/": "it stands for a file that Git keeps elsewhere (Git LFS)",
}
"""What a line of a link is, and what is said of it; sections and comments may stand before it."""

_GOOGLE, _WEB_LOCATION = ('"doc_id"', '"https://docs.google.com/'), "<key>url</key>"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_PLAIN = bytes(range(0x80))
_PLAIN_SHARE = 0.7


def reject_other_file(source: bytes) -> NoReturn:
    """Reject bytes that are no zip file.

    Raises:
        UnreadableWorkbookError: always; the reason says what the file is.
    """
    if source.startswith(SIGNATURE):
        _reject_compound_file(source)
    if source.startswith(_OLD_STREAMS):
        reject(Rejection.OLD_EXCEL_WORKBOOK, _OLD_EXCEL)
    if _PDF in source[:1024]:
        _reject_document(Rejection.PDF_DOCUMENT, "it is a PDF document", holds=b"/EmbeddedFile" in source)
    if source.startswith(_RICH_TEXT):
        document = "it is a text document (.rtf)"
        _reject_document(Rejection.ANOTHER_OFFICE_DOCUMENT, document, holds=b"\\objdata" in source)
    _reject_by_beginning(source)
    _reject_mail(source)
    _reject_text(source[:_LOOKED_AT])
    if not source.strip(b"\0"):
        reject(Rejection.NOT_A_WORKBOOK, "all its bytes are zero, so that its content is lost")
    reject(Rejection.NOT_A_WORKBOOK, "it is not an .xlsx file")


def _reject_document(rejection: Rejection, reason: str, *, holds: bool) -> NoReturn:
    """Reject a document for people, in which other files may lie; a reader of it would open them."""
    reject(*((Rejection.PACKED_FILE, f"{reason} with another file in it") if holds else (rejection, reason)))


def _reject_compound_file(source: bytes) -> NoReturn:
    directory = read_directory(source)
    by_label = any(name.lstrip(_CONTROLS_BEFORE).startswith(_OF_LABEL) for name in directory.every)
    if by_label and any(name.endswith(("EncryptedPackage", "DRMContent")) for name in directory.top):
        reject(Rejection.LABEL_ENCRYPTED_WORKBOOK, "it is encrypted by a sensitivity label, not with a password")
    for name in directory.top:
        if name.casefold() in _STREAMS:
            rejection, reason = _STREAMS[name.casefold()]
            holds = any(each.casefold() in _EMBEDDED for each in directory.every)
            _reject_document(rejection, reason, holds=holds and rejection is Rejection.ANOTHER_OFFICE_DOCUMENT)
    if directory.damaged:
        reject(Rejection.OLD_EXCEL_WORKBOOK, f"{_OLD_EXCEL}, or another file of an old Office, and damaged")
    reject(Rejection.NOT_A_WORKBOOK, "it is a file of another program, though laid out as old Office files are")


def _reject_by_beginning(source: bytes) -> None:
    for beginning, said in _BEGINNINGS.items():
        if source.startswith(beginning):
            reject(*said)
    for pattern, said in _PATTERNS.items():
        if pattern.match(source):
            reject(*said)


def _reject_mail(source: bytes) -> None:
    head = source[:_LOOKED_AT].decode("utf-16" if source.startswith(_WIDE) else "utf-8", "replace")
    if is_mail(head):
        name = attached_workbook(source)
        reject(Rejection.MAIL_MESSAGE, f"it is an e-mail, to which {name} is attached" if name else "it is an e-mail")
    if is_enveloped(head):
        reject(Rejection.ENCRYPTED_FILE, "it is encrypted or signed with S/MIME (.p7m)")
    if is_saved_workbook(head):
        reject(Rejection.WEB_PAGE_AS_WORKBOOK, SAVED_BY_EXCEL)
    if is_saved_page(head):
        reject(Rejection.WEB_PAGE_AS_WORKBOOK, "it is a web page, saved with its pictures (.mht)")


def _reject_text(source: bytes) -> None:
    text = _as_text(source)
    if text is None:
        return
    start = text[:_HEAD].lstrip("\ufeff \t\r\n").casefold()
    _reject_link(start)
    for spelled, way in _NOT_DECODED.items():
        if spelled.search(text):
            reject(Rejection.MAIL_MESSAGE, f"it is or has a file as e-mails carry it, not decoded ({way})")
    is_markup = start.startswith("<")
    if is_markup and any(name in start for name in _OF_EXCEL):
        reject(Rejection.WEB_PAGE_AS_WORKBOOK, SAVED_BY_EXCEL)
    if "<html" in start or (is_markup and any(element in start for element in _WEB_PAGES)):
        reject(Rejection.WEB_PAGE_AS_WORKBOOK, "it is a web page or an XML file, whatever its name ends with")
    if _FLAT_OPENDOCUMENT in start:
        reject(Rejection.OPENDOCUMENT_SPREADSHEET, "it is an OpenDocument file (.fods)")
    reject(Rejection.TEXT_FILE, "it is a text file, such as .csv")


def _reject_link(start: str) -> None:
    lines = {line.strip() for line in start.split("\n")}
    for beginning, reason in _LINKS.items():
        if beginning in lines or start.startswith(beginning):
            reject(Rejection.LINK_TO_FILE, reason)
    if start.startswith("{") and any(key in start for key in _GOOGLE):
        reject(Rejection.LINK_TO_FILE, "it is a link to a document of Google (.gsheet)")
    if _WEB_LOCATION in start:
        reject(Rejection.LINK_TO_FILE, "it is a link to a web page (.webloc)")


def _as_text(source: bytes) -> str | None:
    """Return bytes as text, letters beyond ASCII roughly; ``None`` where they are none."""
    if source.startswith(_WIDE):
        return source.decode("utf-16", "replace")
    if len(source.translate(None, _CONTROLS)) < len(source):
        return None
    beyond = len(source.translate(None, _PLAIN))
    text = source.decode("utf-8", "replace")
    is_text = beyond <= (1 - _PLAIN_SHARE) * len(source) or "\ufffd" not in text[:-1]
    return text if is_text else None
