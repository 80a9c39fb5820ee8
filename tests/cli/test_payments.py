"""``vbpqip payments``: what each pairing is paid in each month, and on which report.

1. By a measurement quarter and by a payment quarter, of all MCOs or of one.
2. What waits says what for, and what is not known is said and never guessed.
3. A report that came after a month began, and earns another amount, is said to have changed since it was paid.
4. Text, JSON, CSV and a workbook say the same; the JSON is as its schema says.
5. What cannot be asked for ends with a usage error.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from support.folders import NEXT, baseline, following
from support.runs import batch
from support.summaries import rows_of
from support.toy_program import toy_program
from support.written import written_form
from vbpqip.cli import main
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.output.json_schema import schema_of

WORSE = NEXT.replace("0/18800", "9/18800").replace("2/51", "9/51").replace("7/NA", "9/NA")
"""A report of which nothing is achieved."""

PENDING = """
| measure          | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
| sepsis-3h-bundle | -      | -      | -      | -/NA   | 58.4/NA |
"""


def payments(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["payments", *map(str, words)])


def results_of(folder: Path, reports: Mapping[str, tuple[FormData | bytes, str]], *words: str | Path) -> Path:
    """Return the results of a folder of reports, each with its day of receipt, empty where none is known."""
    inbox, out = folder / "inbox", folder / "results"
    inbox.mkdir()
    for name, (report, _) in reports.items():
        (inbox / name).write_bytes(report if isinstance(report, bytes) else written_form(report))
    lines = [f"{name},{received}" for name, (_, received) in reports.items()]
    (folder / "manifest.csv").write_text("\n".join(["file,received", *lines, ""]), "utf-8")
    assert batch(inbox, "--out", out, "--manifest", folder / "manifest.csv", *words).exit_code in {0, 1}
    return out


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of four pairings: met, not met, rejected, and sent again after a month had begun."""
    reports = {
        "nyack-baseline.xlsx": (baseline(), "2017-07-27"),
        "late-baseline.xlsx": (baseline(facility="Interfaith Medical Center"), "2017-09-01"),
        "undated-baseline.xlsx": (baseline(facility="Kingsbrook Jewish Medical Center"), ""),
        "nyack.xlsx": (following(), "2017-10-27"),
        "nyack-again.xlsx": (following(WORSE), "2018-02-10"),
        "brookdale.xlsx": (following(WORSE, facility="Brookdale Hospital", mco="Affinity"), "2017-10-27"),
        "rejected.xlsx": (following(NEXT.replace("0/18800", "-/18800"), facility="Interfaith Medical Center"), ""),
        "one.xlsx": (following(facility="Kingsbrook Jewish Medical Center"), ""),
        "other.xlsx": (following(WORSE, facility="Kingsbrook Jewish Medical Center"), ""),
    }  # fmt: skip
    return results_of(tmp_path_factory.mktemp("payments"), reports)


def of_pairings(*words: str | Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the payments of the JSON document by facility, MCO, and what is paid for; it is as its schema says."""
    document = json.loads(payments(*words, "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema_of("payments_document")).validate(document)
    return {(each["facility"], each["mco"], each["paid_for"]): each for each in document["payments"]}


def amounts(payment: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(month["month"], month["state"], month["amount"]) for month in payment["months"]]


def test_1_by_a_measurement_quarter(results: Path) -> None:
    found = of_pairings(results, "--period", "DY2 Q4")

    assert amounts(found["Nyack Hospital", "Fidelis", "baseline"]) == [
        ("2017-10", "due", "1478988.42"), ("2017-11", "due", "1478988.41"), ("2017-12", "due", "1478988.42"),
    ]  # fmt: skip
    assert found["Nyack Hospital", "Fidelis", "baseline"]["why"] == "baseline reported in time"
    assert found["Interfaith Medical Center", "Fidelis", "baseline"]["why"] == "baseline reported late"
    assert [state for _, state, _ in amounts(found["Interfaith Medical Center", "Fidelis", "baseline"])] == [
        "not due"
    ] * 3
    assert len(found) == 23


def test_1_by_a_payment_quarter(results: Path) -> None:
    found = of_pairings(results, "--paid-in", "DY3 Q4", "--mco", "affinity")
    brookdale = found["Brookdale Hospital", "Affinity", "target"]

    assert {mco for _, mco, _ in found} == {"Affinity"}
    assert (brookdale["period"], brookdale["why"]) == ("DY3 Q1", "QIT not met")
    assert amounts(brookdale) == [
        ("2018-01", "not due", "0.00"), ("2018-02", "not due", "0.00"), ("2018-03", "not due", "0.00"),
    ]  # fmt: skip


def test_1_deliverables_are_paid_in_a_quarter_of_their_own(results: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    met = '[[agreements.payment.deliverables_met.values]]\nsince = "DY3 Q2"\nvalue = 2\nsource = "Letter"\n'
    terms.write_text(f'title = "t"\n[[agreements]]\nfacility = "Wyckoff Heights Medical Center"\n{met}', "utf-8")
    found = of_pairings(results, "--paid-in", "DY3 Q2", "--terms", terms)
    wyckoff = found["Wyckoff Heights Medical Center", "United Health Plan", "deliverables"]

    assert amounts(wyckoff) == [
        ("2017-07", "due", "3888888.89"), ("2017-08", "due", "3888888.89"), ("2017-09", "due", "3888888.89"),
    ]  # fmt: skip
    assert (wyckoff["why"], wyckoff["total"]) == ("2 deliverables met", "11666666.67")
    assert found["Nyack Hospital", "Fidelis", "deliverables"]["waits_for"] == (
        "how many deliverables are met: the terms say it of each pairing"
    )


def test_2_what_waits_says_what_for(results: Path) -> None:
    found = {
        key: each["waits_for"] for key, each in of_pairings(results, "--period", "DY3 Q1", "--mco", "Fidelis").items()
    }

    assert {facility: waits for (facility, _, _), waits in found.items() if waits} == {
        "Bon Secours Charity Health": "the report, due 2017-10-31",
        "Good Samaritan Hospital Suffern": "the report, due 2017-10-31",
        "Interfaith Medical Center": "a corrected report in place of rejected.xlsx",
        "Kingsbrook Jewish Medical Center": "which of one.xlsx and other.xlsx counts",
        "Montefiore-Mount Vernon": "the report, due 2017-10-31",
        "St. John's Episcopal": "the report, due 2017-10-31",
    }
    undated = of_pairings(results, "--period", "DY2 Q4")["Kingsbrook Jewish Medical Center", "Fidelis", "baseline"]
    assert undated["waits_for"] == "the day of receipt of undated-baseline.xlsx, which says whether it came in time"
    assert undated["why"] == "baseline reported"


def test_2_an_award_that_is_not_known_is_said(results: Path) -> None:
    of_dy3_q2 = payments(results, "--period", "DY3 Q2", "--mco", "United Health Plan").stdout
    of_dy3_q1 = payments(results, "--period", "DY3 Q1", "--mco", "MetroPlus").stdout

    assert "Apr 2018: waits; the DY4 award is not known" in of_dy3_q2
    assert "Part of the money that is pay for reporting" in of_dy3_q2
    assert "Mar 2018: waits; the DY3 award is TBD" in of_dy3_q1


def test_2_what_a_report_earns_of_an_unknown_award_is_not_known(tmp_path: Path) -> None:
    reports = {
        "met.xlsx": (following(facility="Health and Hospitals Corp.", mco="MetroPlus"), "2017-10-27"),
        "missed.xlsx": (following(WORSE, facility="Nassau University Medical Center", mco="Amerigroup"), "2017-10-27"),
    }
    found = of_pairings(results_of(tmp_path, reports), "--period", "DY3 Q1")

    assert amounts(found["Health and Hospitals Corp.", "MetroPlus", "target"]) == [
        (month, "award not known", None) for month in ("2018-01", "2018-02", "2018-03")
    ]
    assert found["Health and Hospitals Corp.", "MetroPlus", "target"]["total"] is None
    assert amounts(found["Nassau University Medical Center", "Amerigroup", "target"])[0] == (
        "2018-01",
        "not due",
        "0.00",
    )


def test_2_a_report_without_a_verdict_waits_for_one(tmp_path: Path) -> None:
    """Terms give the 3-hour sepsis bundle more time than the report."""
    terms = tmp_path / "terms.toml"
    later = '[[calendar.sepsis_extension_days.values]]\nsince = "DY3 Q1"\nvalue = 15\nsource = "Amendment 2"\n'
    terms.write_text(f'title = "t"\n{later}', "utf-8")
    reports = {"pending.xlsx": (following(PENDING), "2017-10-27")}
    found = of_pairings(results_of(tmp_path, reports, "--terms", terms), "--period", "DY3 Q1", "--terms", terms)

    assert found["Nyack Hospital", "Fidelis", "target"]["waits_for"] == "a verdict of pending.xlsx"


def test_2_a_report_with_errors_beside_others_waits_for_a_corrected_one(tmp_path: Path) -> None:
    """Terms take a quarter that differs from the last report's for an error."""
    terms = tmp_path / "terms.toml"
    strict = 'code = "QIP450"\nsince = "DY2 Q4"\nseverity = "error"\nsource = "Amendment 2"\n'
    terms.write_text(f'title = "t"\n[[severities]]\n{strict}', "utf-8")
    reports = {
        "baseline.xlsx": (baseline(), "2017-07-27"),
        "next.xlsx": (following(NEXT.replace("1/19210", "0/19210")), "2017-10-27"),
    }
    found = of_pairings(results_of(tmp_path, reports, "--terms", terms), "--period", "DY3 Q1", "--terms", terms)

    assert found["Nyack Hospital", "Fidelis", "target"]["waits_for"] == "a corrected report in place of next.xlsx"


def test_2_a_report_of_another_period_than_was_collected_is_paid_on_as_well(tmp_path: Path) -> None:
    results = results_of(tmp_path, {"next.xlsx": (following(), "2017-10-27")}, "--period", "DY3 Q2")

    found = of_pairings(results, "--period", "DY3 Q1")

    assert found["Nyack Hospital", "Fidelis", "target"]["report"]["file"] == "next.xlsx"


def test_2_every_assumed_rule_is_shown_with_the_figure(results: Path) -> None:
    document = json.loads(payments(results, "--period", "DY3 Q1", "--format", "json").stdout)

    assert [each["key"] for each in document["assumptions"]] == [
        "payment.share_of_award_a_month", "payment.award_year", "payment.all_or_nothing", "payment.rates_approved_on",
    ]  # fmt: skip
    assert all(
        f"  - {each['key']} = {each['value']}." in payments(results, "--period", "DY3 Q1").stdout
        for each in document["assumptions"]
    )


def test_3_what_changed_since_it_was_paid(results: Path) -> None:
    nyack = of_pairings(results, "--period", "DY3 Q1")["Nyack Hospital", "Fidelis", "target"]

    assert nyack["report"]["file"] == "nyack-again.xlsx"
    assert [(each["amount"], each["before"] and each["before"]["amount"]) for each in nyack["months"]] == [
        ("0.00", "1478988.42"), ("0.00", "1478988.41"), ("0.00", None),
    ]  # fmt: skip
    assert nyack["months"][0]["before"]["report"]["file"] == "nyack.xlsx"
    assert "- Nyack Hospital from Fidelis, Jan 2018: $1,478,988.42 by nyack.xlsx, now $0.00" in " ".join(
        payments(results, "--period", "DY3 Q1").stdout.split()
    )


def test_4_two_awards(results: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    award = '[[awards]]\nfacility = "Nyack Hospital"\nmco = "Fidelis"\nyear = "DY2"\nsource = "Letter"\naward = '
    greater, smaller = f"{award}12000000\n", f"{award}20747861\n"
    said = []
    for text in (
        greater,
        smaller,
        f'{greater}[[payment.rates_approved_on.values]]\nsince = "DY3 Q1"\nvalue = 2017-12-01\nsource = "Letter"\n',
    ):
        terms.write_text(f'title = "t"\n{text}', "utf-8")
        said.append(payments(results, "--period", "DY2 Q4", "--mco", "Fidelis", "--terms", terms).stdout)

    assert "Oct 2017: $1,000,000.00, $478,988.42 more once the rates are approved" in said[0]
    assert "Oct 2017: $1,478,988.42, $250,000.00 reconciled by DOH with the MCO" in said[1]
    assert "Nov 2017: $1,000,000.00, $478,988.41 more since the rates are approved, on\n    2017-12-01" in said[2]
    assert "Dec 2017: $1,478,988.42" in said[2]


def test_4_all_formats_say_the_same(results: Path, tmp_path: Path) -> None:
    words = (results, "--period", "DY3 Q1")
    lines = list(csv.DictReader(StringIO(payments(*words, "--format", "csv").stdout.removeprefix("\ufeff"))))
    document = of_pairings(*words)
    workbook, text = tmp_path / "payments.xlsx", tmp_path / "payments.txt"

    assert [(each["facility"], each["month"], each["amount"]) for each in lines] == [
        (facility, month, amount or "")
        for (facility, _, _), each in document.items()
        for month, _, amount in amounts(each)
    ]
    assert [each["report"] for each in lines if each["facility"] == "Nyack Hospital"] == ["nyack-again.xlsx"] * 3
    assert [each["report_before"] for each in lines if each["facility"] == "Nyack Hospital"] == [
        "nyack.xlsx",
        "nyack.xlsx",
        "",
    ]
    assert payments(*words, "--format", "xlsx", "-o", workbook).exit_code == 0
    assert payments(*words, "-o", text).exit_code == 0
    table = [row for row in rows_of(workbook, "Result") if len(row) > 5 and row[2] == "target of DY3 Q1"]
    assert len(table) == len(lines)
    assert text.read_text("utf-8") == payments(*words).stdout


def test_4_another_program_says_it_in_its_words(tmp_path: Path) -> None:
    pack = toy_program(tmp_path / "pack")
    out = results_of(tmp_path, {}, "--program", pack)
    said = payments(out, "--program", pack, "--period", "TY20 Q4").stdout

    assert "Lakeside Clinic from Payer One, baseline of TY20 Q4: waits for the report" in said
    assert not any(word in said for word in ("MCO", "DOH", "QIT", "DY3"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "either --period or --paid-in"),
        (("--period", "DY3 Q1", "--paid-in", "DY3 Q4"), "either --period or --paid-in"),
        (("--period", "DY3 Q1", "--format", "xlsx"), "A workbook is not printed"),
        (("--period", "DY3 Q1", "--format", "xlsx", "-o", "a.xls"), "Choose a name that ends with .xlsx"),
        (("--period", "DY1 Q1"), "reports are made for DY2 Q4 to DY5 Q4"),
        (("--paid-in", "DY3 Q1"), "nothing is paid in the months of DY3 Q1"),
        (("--period", "DY3 Q1", "--mco", "Nobody at all"), "is not on the roster"),
    ],
)
def test_5_what_cannot_be_asked(results: Path, words: tuple[str, ...], said: str) -> None:
    result = payments(results, *words)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_5_a_folder_without_results(tmp_path: Path) -> None:
    assert payments(tmp_path, "--period", "DY3 Q1").exit_code == 3
