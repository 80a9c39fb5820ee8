"""Reviewing one file: what is kept of it."""

from __future__ import annotations

import gc
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.packages import zipped
from support.reports import report
from support.tables import form_data_of
from support.written import written_form
from vbpqip.batch.records import StoredReview
from vbpqip.batch.reviewer import Task
from vbpqip.batch.rules import reviewer_under
from vbpqip.cli import main
from vbpqip.core.errors import ProgramDataError
from vbpqip.kinds.qit_report.writing.form_data import FormData

ENTERED = """
| measure            | DY2 Q2 | DY2 Q3   | DY2 Q4  | DY3 Q1      | prior    |
| clabsi             | 2/4000 | 1/"5000" | "two"/- | 3/6500      | 7/20000  |
| median-time-to-ecg | -      | -        | -       | 8.50/NA     | "n/a"/NA |
"""


def reviewed(content: bytes, received: str = "") -> StoredReview:
    found = reviewer_under(None).reviewed(Task(1, "a.xlsx", content, received))
    assert found is not None
    return found


def filled(table: str, period: str = "DY3 Q1", facility: str = "St. Luke\u2019s  Cornwall") -> FormData:
    return form_data_of(table, period=period, facility=facility)


def test_the_review_is_that_of_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(report())
    main(["check", str(tmp_path / "a.xlsx"), "--format", "json"], standalone_mode=False)
    (review,) = json.loads(capsys.readouterr().out)["reviews"]

    document = reviewed(report()).document

    assert json.loads(document) == {**review, "workbook": ""}
    assert document == json.dumps(json.loads(document), separators=(",", ":"), ensure_ascii=False)


def test_the_columns_say_what_the_review_says() -> None:
    found = reviewed(written_form(filled(ENTERED)), "2017-10-31")

    assert found[2:10] == (
        "2017-10-31", "rejected", "qit-report", "St. Luke\u2019s Cornwall", '["Fidelis"]', "st. luke's cornwall",
        '["fidelis"]', '[["St. Luke\u2019s Cornwall","Fidelis"]]',
    )  # fmt: skip
    assert found[10:16] == (
        "St. Luke\u2019s Cornwall", "Fidelis", "st. luke's cornwall", "fidelis", "DY3 Q1", "not_determined",
    )  # fmt: skip


def test_facts_are_those_of_accepted_reports() -> None:
    facts = json.loads(reviewed(report()).facts)

    assert json.loads(reviewed(written_form(filled(ENTERED))).facts) == []
    assert {fact[0] for fact in facts} == {0}
    assert [fact[3:5] for fact in facts[-4:]] == [
        ["qit_verdict", "met"],
        ["measures_selected", "3"],
        ["measures_achieved", "2"],
        ["measure_credits", "0"],
    ]


def test_entries_are_kept_exactly() -> None:
    found = reviewed(written_form(filled(ENTERED)))

    assert json.loads(found.entries) == {
        "clabsi": [["2", "4000"], ["1", "5000"], [None, None], ["3", "6500"], ["7", "20000"]],
        "median-time-to-ecg": [[None, None], [None, None], [None, None], ["8.5", "NA"], ["NA", "NA"]],
    }


def test_the_baseline_has_no_prior_report() -> None:
    found = reviewed(written_form(filled(ENTERED, period="DY2 Q4")))

    assert json.loads(found.entries)["clabsi"][-1] == [None, None]


def test_equal_entries_have_equal_digests_whoever_sends_them() -> None:
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 2/4000 | 1/5000 | 4/4500 | 3/6500 | 7/20000 |"
    digests = [reviewed(written_form(filled(table, facility=name))).entries_digest for name in ("Nyack Hospital", "A")]
    other = reviewed(written_form(filled(table.replace("4500", "4501")))).entries_digest

    assert digests[0] == digests[1] != other
    assert len(digests[0]) == 64


def test_too_few_entries_have_no_digest() -> None:
    table = "| measure | q1 | q2 | q3 | q4 |\n| clabsi | 2/4000 | 1/5000 | 0/4500 | 0/6500 |"

    assert reviewed(written_form(filled(table, period="DY2 Q4"))).entries_digest == ""


def test_nothing_that_a_review_leaves_has_to_be_looked_for() -> None:
    """A worker that reviews thousands takes no more memory than for some: what is done with is free at once."""
    reviewer = reviewer_under(None)
    several = [written_form(filled(ENTERED, facility=f"Hospital {nth}")) for nth in range(6)]
    first, *_ = tasks = [Task(nth, f"{nth}.xlsx", content) for nth, content in enumerate(several)]
    for task in tasks:
        reviewer.reviewed(task)
    gc.collect()

    reviewer.reviewed(first)

    assert gc.collect() == 0


def test_a_file_that_is_no_workbook_has_no_entries() -> None:
    found = reviewed(b"a,b\n")

    assert (found.status, found.period, found.entries, found.entries_digest) == ("unreadable", "", "{}", "")
    assert len(found.sha256) == 64


def test_another_workbook_has_no_entries() -> None:
    from support.invalid_reports import RECIPES  # noqa: PLC0415 -- only this test waits for openpyxl

    assert reviewed(RECIPES["QIP112"]().content).entries == "{}"


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    found = reviewer_under(None).reviewed(Task(1, "a.xlsx", str(tmp_path / "a.xlsx")))

    assert found is not None
    assert (found.sha256, found.status) == ("", "unreadable")


@pytest.mark.parametrize("spelled", ["_xD800_", "&#xD800;", "&#55296;", "_xD83D_&#xDE00;"])
def test_what_comes_out_of_a_workbook_can_be_stored(spelled: str) -> None:
    """Halves of surrogate pairs, however they are spelled, never come out of it."""
    with ZipFile(BytesIO(report({("facility", 0): "Spelled so"}))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings = parts["xl/sharedStrings.xml"].replace(b"Spelled so", spelled.encode())

    found = reviewed(zipped({**parts, "xl/sharedStrings.xml": strings}))

    for text in (found.document, found.facility, found.facility_folded):
        text.encode()


def test_rules_name_versions_and_terms(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "A"')
    plain, overlaid = reviewer_under(None).rules, reviewer_under(terms).rules
    terms.write_text('title = "B"')

    assert plain.endswith(", terms none")
    assert len({plain, overlaid, reviewer_under(terms).rules}) == 3


def test_terms_that_ease_what_may_not_be_eased_are_rejected_at_once(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "A"\n[[severities]]\ncode = "QIP999"\nseverity = "off"\nsince = "DY3 Q1"\nsource = "A"\n')

    with pytest.raises(ProgramDataError):
        reviewer_under(terms)
