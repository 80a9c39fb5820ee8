"""JSON keeps its contract: the schema, the promised keys, exact numbers, the same bytes for the same input."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import vbpqip
from support.counts import examples
from support.drawn_reports import drawn_entries
from support.invalid_reports import CHANGED
from support.quarters import Quarter
from support.ready_made import ROOT
from support.reports import Changes, report
from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.core.findings import Severity, Waiver
from vbpqip.core.measures import MeasureKey
from vbpqip.kinds.qit_report.writing.form_data import FormData, form_measures
from vbpqip.rendering.as_json import as_json, reviews_document, schema
from vbpqip.workbook.entry_types import EntryKey, Raw

SEPSIS_ROW = [measure.key for measure in form_measures(PROGRAM)].index(MeasureKey("sepsis-3h-bundle"))


def document_of(changes: Changes | None = None) -> dict[str, Any]:
    review = vbpqip.review(report(changes), name="report.xlsx")
    return reviews_document([review], review.rules)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param({}, id="sound"),
        pytest.param({("numerator_2", 0): 51, ("current_period", 0): "DY9 Q1"}, id="invalid"),
        pytest.param({("denominator_1", 4): 0, ("numerator_1", 4): 0, ("prior_numerator", 4): 1}, id="thirds"),
        pytest.param({("numerator_4", 9): "NA"}, id="no annual result"),
        pytest.param(b"no workbook", id="unreadable"),
        pytest.param(ROOT, id="a folder, which has no bytes"),
    ],
)
def test_the_document_follows_its_schema(source: Changes | bytes | Path) -> None:
    review = vbpqip.review(report(source) if isinstance(source, dict) else source)

    jsonschema.Draft202012Validator(schema()).validate(json.loads(as_json([review], review.rules)))


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_head_of_the_document() -> None:
    said = document_of()

    assert list(said) == ["format", "tool", "program", "assumptions", "reviews"]
    assert said["format"] == 2
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
        "reason": "compared",
        "achieved": True,
    }


def test_the_head_of_a_review() -> None:
    """Who sent it to whom, on whom, when, and by when; facility and MCO stand beside that as before."""
    review = vbpqip.review(report(), name="report.xlsx", received=date(2017, 11, 1))

    said = reviews_document([review], review.rules)["reviews"][0]

    assert list(said) == [
        "workbook", "sha256", "program", "kind", "template_version", "status", "sender", "receivers", "subjects",
        "facility", "mco", "period", "window", "received", "due", "own_dates", "entries", "findings", "checks_run",
        "measures", "credits", "qit", "gap", "without_warned", "open_rules",
    ]  # fmt: skip
    assert said["program"] == {"name": "NYS VBP QIP", "version": "1", "terms": None}
    assert (said["sender"], said["receivers"]) == ("Interfaith Medical Center", ["Fidelis"])
    assert said["subjects"] == [{"facility": "Interfaith Medical Center", "mco": "Fidelis"}]
    assert (said["received"], said["due"], said["own_dates"]) == ("2017-11-01", "2017-10-31", [])
    assert said["open_rules"] == [{"rule": "qit.maintained_counts", "value": "no", "verdict": "not_met"}]


@pytest.mark.parametrize(
    ("changes", "head"),
    [
        ({("mco", 0): None}, ([], [{"facility": "Interfaith Medical Center", "mco": None}])),
        ({("facility", 0): None}, (["Fidelis"], [])),
    ],
)
def test_a_name_that_is_missing(changes: Changes, head: tuple[Any, ...]) -> None:
    said = document_of(changes)["reviews"][0]

    assert (said["receivers"], said["subjects"]) == head


@pytest.mark.parametrize(
    ("period", "own_dates"),
    [("DY2 Q4", [{"measure": "sepsis-3h-bundle", "due": "2017-08-15"}]), ("DY3 Q1", [])],
)
def test_a_measure_has_a_date_of_its_own_where_it_may_come_later(period: str, own_dates: list[dict[str, str]]) -> None:
    said = document_of({("current_period", 0): period, ("selected", SEPSIS_ROW): "Yes"})["reviews"][0]

    assert said["own_dates"] == own_dates


def test_a_date_of_its_own_is_told_of_selected_measures() -> None:
    assert document_of({("current_period", 0): "DY2 Q4"})["reviews"][0]["own_dates"] == []


def test_the_entries_stand_under_the_form_s_names() -> None:
    changes: Changes = {
        ("numerator_1", 4): "about 12", ("numerator_4", 9): 7.5, ("contract_submitted", 0): date(2017, 5, 15),
        ("contract_level", 0): 2, ("selected", 1): None,
    }  # fmt: skip

    said = document_of(changes)["reviews"][0]["entries"]

    assert said["fields"] == {
        "facility": "Interfaith Medical Center",
        "mco": "Fidelis",
        "current_period": "DY3 Q1",
        "quarter_1": "DY2 Q2",
        "quarter_2": "DY2 Q3",
        "quarter_3": "DY2 Q4",
        "quarter_4": "DY3 Q1",
        "attested_by": "A. Clerk",
        "attested_title": "Chief Quality Officer",
        "attested_on": "2017-10-20",
        "prepared_by": None,
        "prepared_on": None,
        "message_to_mco": None,
    }
    rows = {row["measure_key"]: row for row in said["tables"]["measures"]}
    assert {name: rows["clabsi"][name] for name in ("selected", "numerator_1", "denominator_1", "prior_numerator")} == {
        "selected": "Yes", "numerator_1": "about 12", "denominator_1": "4000", "prior_numerator": "7",
    }  # fmt: skip
    ecg = rows["median-time-to-ecg"]
    assert (ecg["numerator_1"], ecg["numerator_4"], ecg["denominator_4"]) == (None, "7.5", "NA")
    assert said["tables"]["contracts"] == [
        {
            "contract_mco": None,
            "contract_arrangement": None,
            "contract_level": "2",
            "contract_submitted": "2017-05-15",
            "contract_recertified": None,
            "contract_status": None,
        }
    ]


def test_nothing_is_calculated_of_a_workbook_of_another_kind() -> None:
    """Nor is anything entered, as far as anybody knows; what can be read is found."""
    review = vbpqip.review(CHANGED["QIP112"]().content)

    said = reviews_document([review], review.rules)["reviews"][0]

    assert (said["kind"], said["status"]) == ("p4p-report", "rejected")
    assert not {"measures", "credits", "qit", "gap"} & set(said)
    jsonschema.Draft202012Validator(schema()).validate(reviews_document([review], review.rules))


def test_a_workbook_without_a_stamp_may_be_a_report() -> None:
    review = vbpqip.review(report())._replace(kind="")

    said = reviews_document([review], review.rules)["reviews"][0]

    assert (said["kind"], said["qit"]["verdict"]) == (None, "met")


@pytest.mark.parametrize("remove", ["qit", "entries", "own_dates", "open_rules", "program"])
def test_the_schema_asks_for_every_key(remove: str) -> None:
    said = document_of()
    del said["reviews"][0][remove]

    assert not jsonschema.Draft202012Validator(schema()).is_valid(said)


def test_the_schema_knows_every_key() -> None:
    said = document_of()
    said["reviews"][0]["more"] = 1

    assert not jsonschema.Draft202012Validator(schema()).is_valid(said)


def test_every_sample_follows_the_schema() -> None:
    reviews = [
        vbpqip.review(path, received=date(2017, 11, 1)) for path in sorted((ROOT / "sample_workbooks").glob("*.xlsx"))
    ]

    jsonschema.Draft202012Validator(schema()).validate(json.loads(as_json(reviews, reviews[0].rules)))


@settings(deadline=None, max_examples=examples(40))
@given(drawn_entries(PROGRAM))
def test_every_report_follows_the_schema(entries: dict[EntryKey, Raw]) -> None:
    submission = read_from(FormData(program=PROGRAM, measures=form_measures(PROGRAM), entries=entries))
    review = review_submission(submission, PROGRAM)._replace(sha256="0" * 64)

    said = json.loads(as_json([review], review.rules))

    jsonschema.Draft202012Validator(schema()).validate(said)
    for measure in said["reviews"][0]["measures"]:
        assert (measure["outcome"] in {"improved", "maintained", "worsened"}) is (measure["reason"] == "compared")


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
        "cell": "E7",
        "message": "AMI mortality, numerator of DY2 Q3: 51 of 50.",
        "found": "51",
        "expected": "at most 50",
        "remedy": "Check that the two cells are not swapped, and that both are for the same months.",
        "source": "The measure stewards' own specifications",
    }


def test_the_same_file_gives_the_same_bytes() -> None:
    source = report()
    once, again = (vbpqip.review(source, name="report.xlsx") for _ in range(2))

    assert as_json([once], once.rules) == as_json([again], again.rules)


def test_a_waived_finding_says_who_waived_it() -> None:
    review = vbpqip.review(report({("attested_by", 0): None}))
    waiver = Waiver("QIP250", "Interfaith", Quarter(3, 1), "A. Smith", "Flood.", date(2017, 12, 31))
    waived = review._replace(findings=(review.findings[0]._replace(waiver=waiver, overridden=Severity.ERROR),))

    said = reviews_document([waived], review.rules)

    (finding,) = said["reviews"][0]["findings"]
    assert finding["waived"] == {"approver": "A. Smith", "reason": "Flood.", "until": "2017-12-31"}
    assert finding["severity"] == "error"
    jsonschema.Draft202012Validator(schema()).validate(said)
