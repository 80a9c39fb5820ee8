"""The manifest: what is read, and what is refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbpqip.batch.manifest import Sent, read_manifest
from vbpqip.domain.errors import BatchError

HEADER = "file,received,sender\n"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "sent.csv"


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_a_manifest_is_read(manifest: Path, mark: str) -> None:
    manifest.write_text(f'{mark}File,received, SENDER \na\\b.xlsx,2017-10-31,"Fidelis, NY"\n\n./c.xlsx,,\n', "utf-8")

    assert read_manifest(manifest) == {"a/b.xlsx": Sent("2017-10-31", "Fidelis, NY", 2), "c.xlsx": Sent("", "", 4)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "sent.csv, line 1: the first line reads ''; it has to read 'file,received,sender'."),
        ("a,b\n", "sent.csv, line 1: the first line reads 'a,b'; it has to read 'file,received,sender'."),
        (f"{HEADER}a.xlsx,10/31/2017,\n", "sent.csv, line 2: '10/31/2017' is not a day such as 2017-10-31."),
        (f"{HEADER}a.xlsx,20171031,\n", "sent.csv, line 2: '20171031' is not a day such as 2017-10-31."),
        (f"{HEADER}a.xlsx,,\nb.xlsx,,\na.xlsx,,\n", "sent.csv, line 4: 'a.xlsx' stands in line 2 already."),
        (f"{HEADER}a.xlsx,\n", "sent.csv, line 2: it has 2 columns; it has to have 3: file, received, sender."),
        (f"{HEADER},2017-10-31,\n", "sent.csv, line 2: it names no file."),
        (f'{HEADER}"a\n', "sent.csv, line 2: it is no CSV: unexpected end of data."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(manifest: Path, text: str, message: str) -> None:
    manifest.write_text(text)

    with pytest.raises(BatchError) as told:
        read_manifest(manifest)

    assert str(told.value) == message


def test_a_file_that_cannot_be_read(manifest: Path) -> None:
    with pytest.raises(BatchError, match=r"^sent.csv: it cannot be read: No such file"):
        read_manifest(manifest)

    manifest.write_bytes(b"file,received,sender\n\xff.xlsx,,\n")
    with pytest.raises(BatchError, match=r"^sent.csv: it is not text in UTF-8"):
        read_manifest(manifest)
