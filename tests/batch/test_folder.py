"""A folder of submissions: what is reviewed, what is skipped, and in which order.

1. Every file is listed, in an order of names. 2. What is no submission is skipped, with the reason. 3. Names may be
anything. 4. Of several folders, paths begin with the folder's name. 5. What cannot be used is refused. 6. A workbook is
known by its content. 7. What may hold a submission is told. 8. What is to be ignored is not looked at. 9. What cannot
be read is a failure.
"""

from __future__ import annotations

import errno
import os
from base64 import b64encode
from pathlib import Path

import pytest

from support.compound import LABEL, MESSAGE, OLD_WORKBOOK, compound
from support.packages import package, zipped
from vbpqip.batch.folder import Sieve, list_folders
from vbpqip.batch.inbox import list_all, reject_inbox
from vbpqip.batch.recognizing import CARRIERS, SPREADSHEETS
from vbpqip.batch.records import FileState
from vbpqip.core.errors import BatchError, Rejection, UnreadableWorkbookError
from vbpqip.workbook.preflight import MOST_SOURCE_BYTES


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def listed(*folders: Path) -> list[tuple[str, FileState, str]]:
    return [(each.path, each.state, each.reason) for each in list_folders(folders)]


def reviewed(*folders: Path) -> list[str]:
    return [path for path, state, _ in listed(*folders) if state is FileState.REVIEWED]


def one(folder: Path, name: str, content: bytes) -> tuple[FileState, str]:
    """Return what becomes of a file of a name and content, and why."""
    (folder / "one").mkdir()
    (folder / "one" / name).write_bytes(content)
    ((_, state, reason),) = listed(folder / "one")
    return state, reason


def test_1_all_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "b/1.xlsx", "a.xlsx", "b/c/d.xlsm", "B.xlsx", "c.xlsx")

    assert reviewed(tmp_path) == ["B.xlsx", "a.xlsx", "b/1.xlsx", "b/c/d.xlsm", "c.xlsx"]


def test_1_a_deep_folder(tmp_path: Path) -> None:
    """Folders may be nested far more deeply than functions can call one another."""
    folder = tmp_path
    for _ in range(600):
        folder /= "a"
    folder.mkdir(parents=True)
    write(folder, "b.xlsx")

    assert reviewed(tmp_path) == ["a/" * 600 + "b.xlsx"]


@pytest.mark.parametrize("ending", sorted(SPREADSHEETS))
def test_2_what_looks_like_a_spreadsheet_is_reviewed(tmp_path: Path, ending: str) -> None:
    write(tmp_path, f"a{ending}", f"b{ending.upper()}")

    assert len(reviewed(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$a.xlsx", "only the note of a spreadsheet program that somebody has the workbook open"),
        (".~lock.a.xlsx#", "only the note of a spreadsheet program that somebody has the workbook open"),
        (".a.xlsx", "a hidden file"),
        ("._a.xlsx", "a hidden file"),
        (".DS_Store", "a hidden file"),
        ("Thumbs.db", "a file of the system"),
        ("Desktop.ini", "a file of the system"),
        ("letter.docx", "no submission: the file is empty"),
        ("xlsx", "no submission: the file is empty"),
    ],
)
def test_2_what_is_no_submission_is_skipped(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, name)

    assert listed(tmp_path) == [(name, FileState.SKIPPED, reason)]


SOUND = zipped(package('<row r="1"><c r="A1"><v>1</v></c></row>'))
SAVED_AS_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


def test_2_a_whole_workbook_of_the_name_of_a_note_is_reviewed(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(SOUND)

    assert reviewed(tmp_path) == ["~$a.xlsx"]


def test_9_a_note_that_cannot_be_opened_is_looked_at_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "~$a.xlsx")

    def denied(*_: object) -> bytes:
        raise UnreadableWorkbookError("it may not be read", Rejection.FILE_NOT_PERMITTED)

    monkeypatch.setattr("vbpqip.batch.folder.read_head", denied)

    assert listed(tmp_path) == [("~$a.xlsx", FileState.REVIEWED, "")]


@pytest.mark.parametrize(
    "name",
    ["report.xls_", "report.xlsx.txt", "report.dat", "report", "REPORT.XLSX", "report.docx", "report.zip", "a.pdf"],
)
def test_6_a_workbook_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, name, SOUND) == (FileState.REVIEWED, "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("report.dat", SOUND[:-30], id="damaged"),
        pytest.param("report.dat", compound(OLD_WORKBOOK), id="old"),
        pytest.param("report.dat", compound(LABEL), id="encrypted"),
        pytest.param("report.xls_", b"", id="empty, once a workbook"),
        pytest.param("report.xlsx.txt", b"a,b", id="text, once a workbook"),
        pytest.param("report.xlsx.part", b"\0\1\2", id="a piece of one"),
        pytest.param("report.xml", SAVED_AS_XML, id="saved as XML"),
        pytest.param("report.htm", b"<html><meta name=ProgId content=Excel.Sheet>", id="saved as a page"),
        pytest.param("report.mht", b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", id="saved as a page of one file"),
    ],
)
def test_6_what_was_a_workbook_is_reviewed_too(tmp_path: Path, name: str, content: bytes) -> None:
    assert one(tmp_path, name, content) == (FileState.REVIEWED, "")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.eml", b"From: a\nTo: b\n\nname=r.xlsx", "it is an e-mail, to which r.xlsx is attached"),
        ("a", b"From: a\nTo: b\n", "it is an e-mail"),
        ("a.eml", b"", "going by its name it may hold one, though the file is empty"),
        ("a.msg", compound(MESSAGE), "it is an e-mail of Outlook (.msg)"),
        ("a.zip", zipped({"r.xlsx": SOUND}), "it is a zip file with r.xlsx in it"),
        (
            "a.docx",
            zipped({"word/document.xml": "-", "word/embeddings/Report.xlsx": SOUND}),
            "it is a Word document with word/embeddings/Report.xlsx in it",
        ),
        (
            "a.pptx",
            zipped({"ppt/presentation.xml": "-", "ppt/embeddings/1.xls": b"-"}),
            "it is a PowerPoint presentation with ppt/embeddings/1.xls in it",
        ),
        (
            "a.pdf",
            b"%PDF-1.7\n" + bytes(100_000) + b"<</Type/EmbeddedFile>>",
            "it is a PDF document with another file in it",
        ),
        (
            "a.rtf",
            b"{\\rtf1" + bytes(100_000) + b"\\objdata 01",
            "it is a text document (.rtf) with another file in it",
        ),
        (
            "a.doc",
            compound({"WordDocument": {}, "ObjectPool": {"_1": {"Workbook": {}}}}),
            "it is a document of an old Word (.doc) with another file in it",
        ),
        (
            "a.txt",
            b"\r\n" + b64encode(SOUND),
            "it is or has a file as e-mails carry it, not decoded (base64)",
        ),
        ("a.zip", zipped({"r.txt": "-"}), "it is a zip file, but not an .xlsx file"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "it is a packed file (.7z)"),
        ("r.xlsx.gpg", b"\x85\x01\x0c\x03abc", "it is encrypted with PGP"),
        ("a.gsheet", b'{"doc_id": "1"}', "it is a link to a document of Google (.gsheet)"),
        (".report.xlsx.icloud", b"bplist00", "it is still in iCloud; download it first"),
        ("a.bin", b"\0\1\2", "it is of a kind that is not known"),
        ("a.db", compound({"Catalog": {}}), "it is of a kind that is not known"),
        (".report.xlsx", SOUND, "a hidden file, and it is a workbook"),
        (".a", SOUND[:-30], "a hidden file, and it is damaged, or only a piece of a file"),
        (".a.eml", b"From: a\nTo: b\n", "a hidden file, and it is an e-mail"),
    ],
)
def test_7_what_may_hold_a_submission_is_told(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert one(tmp_path, name, content) == (FileState.UNREAD, reason)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("slides.pptx", (FileState.UNREAD, "it is larger than 25,000,000 bytes")),
        ("all.zip", (FileState.UNREAD, "going by its name it may hold one, though it is larger than 25,000,000 bytes")),
        ("report.xlsx.txt", (FileState.REVIEWED, "")),
        ("report.xlsx", (FileState.REVIEWED, "")),
    ],
)
def test_7_what_is_too_large_to_be_looked_into(tmp_path: Path, name: str, said: tuple[FileState, str]) -> None:
    """Only a name can make it a report that is too large."""
    assert one(tmp_path, name, SOUND + bytes(MOST_SOURCE_BYTES)) == said


@pytest.mark.parametrize("ending", sorted(CARRIERS))
def test_7_a_name_is_enough_where_the_content_says_nothing(tmp_path: Path, ending: str) -> None:
    assert one(tmp_path, f"A{ending.upper()}", b"some text")[0] is FileState.UNREAD


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "no submission: it is a PDF document"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "no submission: it is a picture (.png)"),
        ("README", b"Read me.", "no submission: it is a text file, such as .csv"),
        ("a.htm", b"<html>", "no submission: it is a web page or an XML file, whatever its name ends with"),
        ("a.docx", zipped({"_rels/.rels": "-", "word/document.xml": "-"}), "no submission: it is a Word document"),
    ],
)
def test_2_what_is_surely_none_is_skipped(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert one(tmp_path, name, content) == (FileState.SKIPPED, reason)


def test_2_the_manifest_of_the_run_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "received.csv", "other.csv")

    found = list_folders([tmp_path], Sieve(manifest=tmp_path / "received.csv"))

    assert [(each.path, each.reason) for each in found] == [
        ("other.csv", ""),
        ("received.csv", "the manifest of this run"),
    ]


def test_8_what_is_to_be_ignored_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx", "B.EML", "old/a.xlsx", "old/b/c.xlsx", "Sent/a.xlsx")

    found = list_folders([tmp_path], Sieve(["*.eml", "old/*", "sent", "none"]))

    assert [(each.path, each.state) for each in found] == [
        ("B.EML", FileState.IGNORED),
        ("Sent", FileState.IGNORED),
        ("a.xlsx", FileState.REVIEWED),
        ("old/a.xlsx", FileState.IGNORED),
        ("old/b", FileState.IGNORED),
    ]


def test_2_of_a_hidden_folder_only_workbooks_are_told(tmp_path: Path) -> None:
    """They are not reviewed, and the run says so."""
    write(tmp_path, ".git/config", ".git/deep/a.pdf", "in/a.xlsx")
    (tmp_path / ".git/deep/b.xlsx").write_bytes(zipped(package()))

    assert listed(tmp_path) == [
        (".git/deep/b.xlsx", FileState.UNREAD, "a hidden file, and it is a workbook"),
        ("in/a.xlsx", FileState.REVIEWED, ""),
    ]


def test_9_links_pipes_and_folders_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.xlsx", "sound.xlsx")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "sound.xlsx")
    (tmp_path / "linked").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.xlsx")
    real = os.listdir

    def refusing(folder: str) -> list[str]:
        if folder.endswith("closed"):
            raise PermissionError
        return real(folder)

    monkeypatch.setattr(os, "listdir", refusing)

    link = "it is a symbolic link, which can lead anywhere, and is not followed"
    closed = "a folder that cannot be looked into: the file may not be read, or another program holds it"
    assert listed(tmp_path) == [
        ("closed", FileState.FAILED, closed),
        ("link.xlsx", FileState.UNREAD, link),
        ("linked", FileState.UNREAD, link),
        ("pipe.xlsx", FileState.SKIPPED, "a pipe or a device"),
        ("sound.xlsx", FileState.REVIEWED, ""),
    ]


def test_9_a_file_that_goes_meanwhile(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx", "b.xlsx")

    found = list_folders([tmp_path])
    first = next(found)
    (tmp_path / "b.xlsx").unlink()

    reason = "it was listed, and then could not be found: there is no such file"
    assert [(each.state, each.reason) for each in (first, *found)] == [
        (FileState.REVIEWED, ""),
        (FileState.FAILED, reason),
    ]


def test_9_a_path_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object) -> None:
        raise OSError(errno.ENAMETOOLONG, "File name too long")

    write(tmp_path, "a.xlsx")
    with monkeypatch.context() as changed:
        changed.setattr("vbpqip.batch.folder.os.lstat", refusing)
        found = listed(tmp_path)

    reason = "it cannot be looked at: its name, or its whole path, is longer than this system takes"
    assert found == [("a.xlsx", FileState.FAILED, reason)]


def test_9_a_file_of_another_name_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.dat")

    def refusing(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("vbpqip.workbook.preflight.os.open", refusing)

    reason = "the file may not be read, or another program holds it [QIP141]"
    assert listed(tmp_path) == [("a.dat", FileState.FAILED, reason)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_3_a_name_of_any_bytes(tmp_path: Path) -> None:
    for name in (b"a\xff.xlsx", rb"a\xff.xlsx", b"a\xef\xbf\xbdff.xlsx", b"line\nend.xlsx", b"\xe2\x80\xae.xlsx"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).touch()  # noqa: PTH118 -- bytes

    found = list(list_folders([tmp_path]))

    assert {each.path for each in found} == {
        r"a\xff.xlsx", r"a\x5cxff.xlsx", "a\ufffdff.xlsx", "line\nend.xlsx", "\u202e.xlsx"
    }  # fmt: skip
    assert all(Path(each.source).exists() for each in found)
    for each in found:
        each.path.encode()


def test_4_several_folders(tmp_path: Path) -> None:
    write(tmp_path, "one/in/a.xlsx", "two/in/a.xlsx", "late/a.xlsx")

    folders = [tmp_path / "one" / "in", tmp_path / "late", tmp_path / "two" / "in"]
    assert reviewed(*folders) == ["in/a.xlsx", "late/a.xlsx", "in (2)/a.xlsx"]


def test_5_what_cannot_be_used(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx", "in/b.xlsx")

    for folders, reason in (
        ([tmp_path / "none"], "there is no such folder."),
        ([tmp_path / "a.xlsx"], "it is a file; name the folder that it lies in."),
        ([tmp_path, tmp_path / "in"], "have files in common; name only one of them."),
        ([tmp_path / "in", tmp_path / "in" / ".." / "in"], "have files in common; name only one of them."),
    ):
        with pytest.raises(BatchError, match=reason):
            listed(*folders)


def test_5_folders_and_urls_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="cannot be mixed"):
        list_all([str(tmp_path), "memory://inbox"], Sieve())


@pytest.mark.parametrize("out", ["in", "in/out", "in/none/out", "link", "link/out", ".", "in/../in/out"])
def test_5_results_among_the_submissions_are_rejected(tmp_path: Path, out: str) -> None:
    write(tmp_path, "in/a.xlsx")
    (tmp_path / "link").symlink_to("in")

    assert "Name a" in reject_inbox([str(tmp_path / "in")], tmp_path / out)


def test_5_results_beside_the_submissions_are_not(tmp_path: Path) -> None:
    write(tmp_path, "in/a.xlsx", "inbox/a.xlsx")

    assert reject_inbox([str(tmp_path / "in"), "memory://inbox"], tmp_path / "inbox") == ""
    assert reject_inbox([str(tmp_path / "in")], tmp_path / "new") == ""
