"""CSV: the promised columns, a line a measure, and a line for a workbook without any."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

import vbpqip
from support.reports import Changes, report
from vbpqip.rendering.as_csv import as_csv


def written(*sources: bytes, received: date | None = None) -> str:
    reviews = (vbpqip.review(source, name="=report.xlsx", received=received) for source in sources)
    return as_csv(reviews)


def lines_of(*sources: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written(*sources).removeprefix("\ufeff"))))


def test_columns() -> None:
    assert as_csv([]) == (
        "\ufeffworkbook,sha256,status,facility,mco,period,measure,numerator,denominator,result,unit,prior_result,outcome,"
        "achieved,verdict,share,received,due,late\r\n"
    )


def test_a_line_a_measure() -> None:
    lines = lines_of(report())

    assert [line["measure"] for line in lines] == ["ami-mortality", "clabsi", "median-time-to-ecg"]
    assert lines[1]["result"] == "3"
    assert lines[1]["achieved"] == "true"
    assert lines[1]["verdict"] == "met"


def test_a_workbook_without_measures_is_not_lost() -> None:
    (line,) = lines_of(b"no workbook")

    assert (line["status"], line["measure"], line["verdict"]) == ("unreadable", "", "not_determined")


def test_received_names_are_no_formulas() -> None:
    changes: Changes = {("facility", 0): "=HYPERLINK(1)"}

    line = lines_of(report(changes))[0]

    assert (line["workbook"], line["facility"]) == ("'=report.xlsx", "'=HYPERLINK(1)")


def test_an_unknown_result_is_blank() -> None:
    line = lines_of(report({("numerator_1", 0): "about 12"}))[0]

    assert (line["numerator"], line["result"], line["outcome"]) == ("", "", "no_result")


def test_a_rate_is_no_fraction() -> None:
    """A spreadsheet takes ``10/3`` for the third of October."""
    thirds: Changes = {("numerator_1", 4): 1, ("denominator_1", 4): 14000, ("prior_denominator", 4): 30000}

    line = lines_of(report(thirds))[1]

    assert (line["numerator"], line["result"], line["prior_result"]) == ("5", "1.66666666667", "2.33333333333")
    assert line["share"] == "0.666666666667"


@pytest.mark.parametrize(
    ("received", "told"),
    [
        (None, ("", "2017-10-31", "")),
        (date(2017, 10, 31), ("2017-10-31", "2017-10-31", "false")),
        (date(2017, 11, 1), ("2017-11-01", "2017-10-31", "true")),
    ],
)
def test_when_it_came_and_when_it_was_due(received: date | None, told: tuple[str, ...]) -> None:
    for line in csv.DictReader(StringIO(written(report(), received=received).removeprefix("\ufeff"))):
        assert (line["received"], line["due"], line["late"]) == told


def test_a_workbook_that_could_not_be_read_was_received_all_the_same() -> None:
    (line,) = csv.DictReader(StringIO(written(b"", received=date(2017, 11, 1)).removeprefix("\ufeff")))

    assert (line["received"], line["due"], line["late"], line["share"]) == ("2017-11-01", "", "", "")


def test_it_begins_with_a_byte_order_mark() -> None:
    assert written(report()).encode().startswith(b"\xef\xbb\xbfworkbook,")
