"""CSV: the promised columns, a line a measure, and a line for a workbook without any."""

from __future__ import annotations

import csv
from io import StringIO

import vbpqip
from support.reports import Changes, report
from vbpqip.reports.as_csv import as_csv


def lines_of(*sources: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_csv(vbpqip.review(source, name="=report.xlsx") for source in sources))))


def test_columns() -> None:
    assert as_csv([]) == (
        "workbook,sha256,status,facility,mco,period,measure,numerator,denominator,result,unit,prior_result,outcome,"
        "achieved,verdict\r\n"
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
