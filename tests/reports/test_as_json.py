"""JSON keeps its contract: the schema, the promised keys, exact numbers, the same bytes for the same input."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

import vbpqip
from support.reports import Changes, report
from vbpqip.domain.findings import Severity, Waiver
from vbpqip.domain.quarters import Quarter
from vbpqip.reports.as_json import as_json, document, schema


def document_of(changes: Changes | None = None) -> dict[str, Any]:
    review = vbpqip.review(report(changes), name="report.xlsx")
    return document([review], review.rules)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(report(), id="sound"),
        pytest.param(report({("numerator_2", 0): 51, ("current_period", 0): "DY9 Q1"}), id="at fault"),
        pytest.param(report({("denominator_1", 4): 0, ("numerator_1", 4): 0, ("prior_numerator", 4): 1}), id="thirds"),
        pytest.param(report({("numerator_4", 9): "NA"}), id="no annual result"),
        pytest.param(b"no workbook", id="unreadable"),
    ],
)
def test_the_document_follows_its_schema(source: bytes) -> None:
    review = vbpqip.review(source)

    jsonschema.Draft202012Validator(schema()).validate(json.loads(as_json([review], review.rules)))


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_head_of_the_document() -> None:
    said = document_of()

    assert list(said) == ["format", "tool", "program", "assumptions", "reviews"]
    assert said["format"] == 1
    assert said["program"] == {"name": "NYS VBP QIP", "version": "1", "terms": None}
    assert said["assumptions"][0] == {
        "key": "qit.required_share",
        "value": "0.50",
        "note": "No readable source gives the share; the paired MCO's contract governs.",
    }


def test_a_measure_is_exact() -> None:
    clabsi = document_of()["reviews"][0]["measures"][1]

    assert clabsi == {
        "key": "clabsi",
        "title": "CLABSI per 10,000 Patient Days (Population Rate)",
        "numerator": "6",
        "denominator": "20000",
        "result": "3",
        "unit": "per 10,000 patient days",
        "prior_numerator": "7",
        "prior_denominator": "20000",
        "prior_result": "3.5",
        "outcome": "improved",
        "achieved": True,
    }


def test_an_annual_measure_has_its_result_and_na() -> None:
    ecg = document_of()["reviews"][0]["measures"][2]

    assert (ecg["numerator"], ecg["denominator"], ecg["result"]) == ("8", "NA", "8")


def test_the_target() -> None:
    assert document_of()["reviews"][0]["qit"] == {
        "verdict": "met",
        "achieved": 2,
        "credits": 0,
        "selected": 3,
        "share": "2/3",
        "required_share": "0.50",
    }


def test_a_finding_has_its_cell() -> None:
    finding = document_of({("numerator_2", 0): 51})["reviews"][0]["findings"][0]

    assert finding == {
        "code": "QIP410",
        "name": "numerator-above-denominator",
        "severity": "error",
        "sheet": "P4P Report",
        "cell": "E16",
        "message": "AMI mortality, numerator of DY2 Q3: 51 of 50.",
        "found": "51",
        "expected": "at most 50",
        "remedy": "Check that the two cells are not swapped, and that both are for the quarter named above them.",
        "source": "The measure stewards' own specifications",
    }


def test_the_same_file_gives_the_same_bytes() -> None:
    source = report()
    once, again = (vbpqip.review(source, name="report.xlsx") for _ in range(2))

    assert as_json([once], once.rules) == as_json([again], again.rules)


def test_a_waived_finding_says_who_waived_it() -> None:
    review = vbpqip.review(report({("prepared_by", 0): None}))
    waiver = Waiver("QIP250", "Interfaith", Quarter(3, 1), "A. Smith", "Flood.", date(2017, 12, 31))
    waived = review._replace(findings=(review.findings[0]._replace(waiver=waiver, graded=Severity.ERROR),))

    said = document([waived], review.rules)

    (finding,) = said["reviews"][0]["findings"]
    assert finding["waived"] == {"approver": "A. Smith", "reason": "Flood.", "until": "2017-12-31"}
    assert finding["severity"] == "error"
    jsonschema.Draft202012Validator(schema()).validate(said)
