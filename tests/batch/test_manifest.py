"""The manifest: what is read, what was decided is said, and what is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from vbpqip.batch.manifest import Manifest, Receipt, matched, read_manifest
from vbpqip.core.errors import ProgramDataError

DAY_FIRST = "in line 2, '31/10/2017' has the day first. Write such days as 2017-10-31."
HEADER = "file,received,sender\n"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "sent.csv"


def received_in(manifest: Path, content: str) -> Manifest:
    manifest.write_text(content, "utf-8")
    return read_manifest(manifest)


def test_a_manifest_is_read(manifest: Path) -> None:
    read = received_in(manifest, '\ufeffFile,received, SENDER \na\\b.xlsx,2017-10-31,"Fidelis, NY"\n\n./c.xlsx,,\n')

    assert read.entries == (
        ("a/b.xlsx", Receipt("2017-10-31", "Fidelis, NY", "line 2")),
        ("c.xlsx", Receipt("", "", "line 4")),
    )
    assert read.notes == ()


def test_days_of_the_united_states_are_read_and_said(manifest: Path) -> None:
    """The case ``manifest-with-us-dates.csv``."""
    read = received_in(manifest, "file,received,sender\r\na.xlsx,10/20/2017,x\r\nb.xlsx,5/6/2018,\r\n")

    assert [sent.received for _, sent in read.entries] == ["2017-10-20", "2018-05-06"]
    assert read.notes == (
        "sent.csv, line 2: 10/20/2017 was read as 2017-10-20 (month/day/year), and 1 more in this way.",
    )


def test_columns_without_a_heading_are_passed_over(manifest: Path) -> None:
    """The case ``manifest-with-trailing-commas.csv``."""
    read = received_in(manifest, "file,received,sender,,\r\na.xlsx,2017-10-20,x,,\r\n")

    assert read == Manifest((("a.xlsx", Receipt("2017-10-20", "x", "line 2")),))


def test_no_sender_is_needed(manifest: Path) -> None:
    assert received_in(manifest, "received;file\n31.10.2017;a.xlsx\n").entries == (
        ("a.xlsx", Receipt("2017-10-31", "", "line 2")),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEADER}a.xlsx,20171031,\n", "sent.csv: line 2: '20171031' is not a day such as 2017-10-31."),
        (f"{HEADER},2017-10-31,\n", "sent.csv: line 2: names no file."),
        (
            f"{HEADER},soon,\n",
            "sent.csv has 2 mistakes:\n  line 2: names no file.\n  line 2: 'soon' is not a day such as 2017-10-31.",
        ),
        (
            f"{HEADER}a.xlsx,31/10/2017,\nb.xlsx,5/6/2018,\nc.xlsx,6/6/2018,\n",
            f"sent.csv: line 3: '5/6/2018' is 2018-05-06 or 2018-06-05: {DAY_FIRST}",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(manifest: Path, text: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as told:
        received_in(manifest, text)

    assert str(told.value) == message


def entries(*lines: tuple[str, str, str]) -> Manifest:
    return Manifest(
        tuple((path, Receipt(day, sender, f"line {nth}")) for nth, (path, day, sender) in enumerate(lines, 2))
    )


def test_a_name_in_other_capitals_or_with_accents_stored_otherwise() -> None:
    said = matched(
        entries(("REPORT.XLSX", "2017-10-31", ""), (normalize("NFD", "h\xf4pital.xlsx"), "2017-11-01", "")),
        lambda: ("report.xlsx", "h\xf4pital.xlsx", "other.xlsx"),
    )

    assert {path: sent.received for path, sent in said.receipts.items()} == {
        "report.xlsx": "2017-10-31",
        "h\xf4pital.xlsx": "2017-11-01",
    }
    assert (said.unseen, said.notes) == ((), ())


def test_of_several_files_none_is_taken_unsaid() -> None:
    said = matched(entries(("A.xlsx", "2017-10-31", "")), lambda: ("a.xlsx", "a.XLSX"))

    assert (said.receipts, said.unseen) == ({}, (("A.xlsx", "line 2"),))
    assert said.notes == ("line 2: A.xlsx can be a.xlsx or a.XLSX; it was taken for none of them.",)


def test_the_name_as_it_is_written_counts_first() -> None:
    said = matched(entries(("a.xlsx", "2017-10-31", "")), lambda: ("A.xlsx", "a.xlsx"))

    assert list(said.receipts) == ["a.xlsx"]


def test_of_a_file_listed_twice_the_first_day_counts_and_both_are_shown() -> None:
    said = matched(
        entries(("a.xlsx", "", ""), ("a.xlsx", "2017-11-02", "late"), ("A.xlsx", "2017-10-31", "")), lambda: ("a.xlsx",)
    )

    assert said.receipts["a.xlsx"] == Receipt("2017-10-31", "", "line 4")
    each = "line 2: no day; line 3: 2017-11-02, late; line 4: 2017-10-31"
    assert said.notes == (f"a.xlsx is listed 3 times ({each}). The first day counts, of line 4.",)


def test_a_file_that_is_not_there() -> None:
    assert matched(entries(("a.xlsx", "", "")), lambda: ("b.xlsx",)).unseen == (("a.xlsx", "line 2"),)
