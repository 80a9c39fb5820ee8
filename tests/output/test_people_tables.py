"""People's tables: what clerks save is read as it is meant, what was decided is said, and all mistakes are told."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.errors import ProgramDataError
from vbpqip.output.people_tables import DAY_FIRST, MONTH_FIRST, day_in, read_table

WRITE = "Write the headings facility and mco above the entries."
LONGER, QUOTES = (
    "has more cells than there are headings; the first is",
    "Put a name that contains a comma into double quotes.",
)
ROW = {"facility": "Nyack Hospital", "mco": "Fidelis"}


def rows_in(path: Path) -> list[dict[str, str]]:
    return [dict(row.texts) for row in read_table(path, ("facility", "mco")).rows]


def text_file(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(tmp_path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    path = tmp_path / "list.xlsx"
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("facility,mco\nNyack Hospital,Fidelis\n", id="plain"),
        pytest.param("facility,mco\rNyack Hospital,Fidelis\r", id="lines of an old Mac"),
        pytest.param("facility;mco\r\nNyack Hospital;Fidelis\r\n", id="Excel in Germany"),
        pytest.param("facility\tmco\nNyack Hospital\tFidelis", id="tabs"),
        pytest.param("facility\tmco\nNyack Hospital\tFidelis".encode("utf-16"), id="Excel's Unicode text"),
        pytest.param("\ufefffacility,mco\nNyack Hospital,Fidelis\n", id="a byte order mark"),
        pytest.param("facility,mco,,\nNyack Hospital,Fidelis,,\n,,,\n", id="trailing commas"),
        pytest.param("Hospitals of 2017\n\nfacility,mco\nNyack Hospital,Fidelis\n", id="a title above"),
        pytest.param("sep=;\nfacility;mco\nNyack Hospital;Fidelis\n", id="a line for Excel"),
        pytest.param('MCO,award, Facility\n"Fidelis","1,000",  Nyack   Hospital \n', id="other order, other columns"),
    ],
)
def test_what_clerks_save(tmp_path: Path, content: str | bytes) -> None:
    table = read_table(text_file(tmp_path, content), ("facility", "mco"))

    assert ([dict(row.texts) for row in table.rows], table.notes) == ([ROW], ())


def test_a_file_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbpqip.output.people_tables._MOST_BYTES", 10)

    with pytest.raises(ProgramDataError, match="is larger than 10 bytes"):
        read_table(text_file(tmp_path, "facility,mco"), ("facility", "mco"))


def test_an_encoding_of_windows_is_said(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, "facility,mco\nH\xf4pital,Fidelis\n".encode("cp1252")), ("facility", "mco"))

    assert table.rows[0].texts["facility"] == "H\xf4pital"
    assert table.notes == (
        "list.csv is not in UTF-8, and was read as Windows-1252: H\xf4pital,Fidelis. 'CSV UTF-8' is sure.",
    )


def test_a_workbook_gives_days_as_days(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("Received", "File"),
        (datetime(2018, 5, 6), "a.xlsx"),  # noqa: DTZ001 -- a cell has no zone
        ("5/7/2018", "b.xlsx"),
        (None, 7.0),
        (" ", None),
    ]

    table = read_table(workbook(tmp_path, Post=rows), ("file", "received"))

    assert [(row.place, *row.texts.values()) for row in table.rows] == [
        ("Post, row 2", "a.xlsx", "2018-05-06"),
        ("Post, row 3", "b.xlsx", "5/7/2018"),
        ("Post, row 4", "7", ""),
    ]


def test_what_stands_in_a_cell_of_days_and_is_none(tmp_path: Path) -> None:
    path = workbook(tmp_path, Post=[("received", "file"), ("soon", "a.xlsx")])
    book = openpyxl.load_workbook(path)
    book["Post"]["A2"].number_format = "yyyy-mm-dd"
    book["Post"]["A2"].value = -5
    book.save(path)

    (row,) = read_table(path, ("file", "received")).rows

    assert row.texts["received"] == "-5"


def test_a_line_with_nothing_in_the_columns_that_are_asked_for(tmp_path: Path) -> None:
    table = read_table(
        text_file(tmp_path, "facility,mco,note\n,,see below\nNyack Hospital,Fidelis,\n"), ("facility", "mco")
    )

    assert [row.place for row in table.rows] == ["line 3"]


def test_of_several_sheets_the_one_that_was_read_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, Notes=[("as agreed",)], Pairs=[("facility", "mco"), ("Nyack Hospital", "Fidelis", "x")])

    table = read_table(path, ("facility", "mco"))

    assert [dict(row.texts) for row in table.rows] == [ROW]
    assert table.notes == ("list.xlsx: of its sheets 'Notes', 'Pairs' the first with the headings, 'Pairs', was read.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "list.csv: is empty; write the headings facility and mco, and a line for each entry."),
        (b"\xff\xfea", "list.csv: is no text, in UTF-8 or otherwise; save it as 'CSV UTF-8'."),
        (b"facility,mco\n\x81,\n", "list.csv: is no text, in UTF-8 or otherwise; save it as 'CSV UTF-8'."),
        ("\n\n", "list.csv: is empty; write the headings facility and mco, and a line for each entry."),
        ("hospital;mco\nNyack;Fidelis\n", f"list.csv: line 1: lacks the column facility; its columns are 'hospital', 'mco'. {WRITE}"),
        ("a\n", f"list.csv: line 1: lacks the columns facility and mco; its columns are 'a'. {WRITE}"),
        ("facility,mco,MCO\n", "list.csv: line 1: the column mco stands there twice; remove one."),
        ('facility,mco\n"a\n', "list.csv: line 2: is no CSV: unexpected end of data."),
        ("facility,mco\nNyack, Hospital of,Fidelis\n", f"list.csv: line 2: {LONGER} 'Fidelis'. {QUOTES}"),
        ("facility,mco\na,b,c\nd,e,f\n", f"list.csv has 2 mistakes:\n  line 2: {LONGER} 'c'. {QUOTES}\n  line 3: {LONGER} 'f'. {QUOTES}"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(ProgramDataError) as caught:
        read_table(text_file(tmp_path, content), ("facility", "mco"))

    assert str(caught.value) == said


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ProgramDataError, match=r"^absent\.csv: cannot be read: No such file or directory\.$"):
        read_table(tmp_path / "absent.csv", ("facility",))

    with pytest.raises(ProgramDataError, match=r"^list\.csv: cannot be opened as a workbook: it is damaged"):
        read_table(text_file(tmp_path, b"PK\3\4" + bytes(100)), ("facility",))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_order_that_spreadsheets_show(day: date) -> None:
    assert {
        day_in(text).day  # type: ignore[union-attr]
        for text in (
            day.isoformat(),
            f"{day} 00:00:00",
            f"{day.month}/{day.day}/{day.year}",
            f"{day.month:02}/{day.day:02}/{day.year % 100:02}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day}-{day:%b}-{day.year}",
        )
    } == {day}


@pytest.mark.parametrize("text", ["", "20171031", "2017-13-01", "31.2.2017", "1-Foo-2017", "10/31", "about 10/31/2017"])
def test_what_is_no_day(text: str) -> None:
    assert day_in(text) is None


def test_with_strokes_the_month_is_first_where_it_can_be() -> None:
    assert [day_in(text).order for text in ("5/6/2018", "13/6/2018")] == [MONTH_FIRST, DAY_FIRST]  # type: ignore[union-attr]
