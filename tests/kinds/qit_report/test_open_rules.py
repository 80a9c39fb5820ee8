"""Open rules, and measures under warning: how sure a verdict is.

1. Where another reading of a number gives another verdict, it is told: of ties, the share, credits.
2. What a result is compared with is read otherwise where a sound report is known that says it.
3. A verdict that no reading turns, that nothing is measured of, or that a pairing agreed on, has no open rule.
4. Which measures' entries are under warning, and what the verdict is without them.
5. Feedback says both.
"""

from __future__ import annotations

import json
from fractions import Fraction
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.drafts import body_of
from support.quarters import Quarter
from support.reports import Changes, report
from support.reviewed import review_submission
from support.tables import PROGRAM, review_of, submission_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.results import OpenRule
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.result_in_words import certainty_of, doubts_of
from vbpqip.program.parameters import Alternative, Basis, Grounds
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import reviews_document
from vbpqip.rendering.feedback import feedback_files
from vbpqip.reviewing import read_and_review

TIED = """
| measure | q1     | q2     | q3     | q4     | prior   |
| clabsi  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 6/20000 |
| cdi     | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
"""
NOT_TIED = TIED.replace("6/20000", "7/20000")
TWO_CONTRACTS = """
| mco     | arrangement | level | submitted  | status    |
| Fidelis | TCGP        | 2     | 2017-05-15 | Submitted |
| MVP     | TCGP        | 2     | 2017-05-16 | Submitted |
"""
MISSED = """
| measure     | q1     | q2     | q3     | q4     | prior   |
| clabsi      | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
| cdi         | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
| cauti       | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
"""


def open_rules(review: Review) -> list[tuple[str, str, str]]:
    assert review.errors == ()
    return [(each.rule, each.value, str(each.verdict)) for each in review.open_rules]


def test_1_a_tie() -> None:
    review = review_of(TIED)

    assert (str(review.verdict), open_rules(review)) == ("met", [("qit.maintained_counts", "no", "not_met")])
    assert list(doubts_of(review)) == [TIE]


TIE = (
    "Another reading is as good: QIT NOT MET with qit.maintained_counts = no (whether a measure that equals its "
    "comparator counts as achieved)."
)


def test_1_a_second_credit() -> None:
    review = review_of(MISSED, contracts=TWO_CONTRACTS)

    assert (str(review.verdict), open_rules(review)) == ("not_met", [("credits.most_at_once", "2", "met")])


def test_1_the_required_share() -> None:
    """As a program says it that knows of another one."""
    parameter = PROGRAM.parameters["qit.required_share"]
    dated = parameter.values[0]._replace(alternatives=(Alternative(Fraction(2, 3), "2/3"),))
    program = PROGRAM._replace(parameters=PROGRAM.parameters.changed(parameter._replace(values=(dated,))))

    review = review_submission(submission_of(NOT_TIED), program)

    assert open_rules(review) == [("qit.required_share", "2/3", "not_met")]


def test_1_the_document_says_so() -> None:
    review = review_of(TIED)

    said = reviews_document([review], review.rules)["reviews"][0]

    assert said["open_rules"] == [{"rule": "qit.maintained_counts", "value": "no", "verdict": "not_met"}]


BASELINE = """
| measure | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |
| clabsi  | 1/4000 | 1/4000 | 1/4000 | 0/4000 |
"""
BEFORE = """
| measure | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
| clabsi  | 1/4000 | 1/4000 | 0/4000 | 4/4000 | 3/16000 |
"""
NOW = """
| measure | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
| clabsi  | 1/4000 | 0/4000 | 4/4000 | 0/4000 | 6/16000 |
"""


def baseline(table: str = BASELINE) -> Submission:
    return submission_of(table, period="DY2 Q4")


def review_beside(now: str = NOW, period: str = "DY3 Q2", program: Program = PROGRAM, **given: Submission) -> Review:
    names = {f"{name}_name": f"{name}.xlsx" for name in given}
    return review_submission(submission_of(now, period=period), program, options=ReviewOptions(**given, **names))  # type: ignore[arg-type]


def test_2_against_the_baseline() -> None:
    assert open_rules(review_beside(baseline=baseline())) == [("qit.comparator", "baseline", "not_met")]


def test_2_where_the_baseline_says_the_same_nothing_is_open() -> None:
    assert open_rules(review_beside(baseline=baseline(BASELINE.replace("0/4000", "9/4000")))) == []


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(BASELINE.replace("0/4000", "-/4000"), id="not-sound"),
        pytest.param(BASELINE.replace("clabsi ", "cauti  "), id="of-other-measures"),
    ],
)
def test_2_a_baseline_that_does_not_say_it(table: str) -> None:
    assert open_rules(review_beside(baseline=baseline(table))) == []


def test_2_a_result_of_the_baseline_that_is_still_to_come() -> None:
    both = f"{BASELINE}| sepsis-3h-bundle | - | - | - | - |\n"
    now = f"{NOW}| sepsis-3h-bundle | - | - | - | 60/NA | 50/NA |\n"
    early = submission_of(both, period="DY2 Q4", entries={("attested_on", 0): "2017-07-20"})

    assert open_rules(review_beside(now, baseline=early)) == []


def test_2_without_the_baseline_it_is_not_known() -> None:
    assert open_rules(review_beside(previous=submission_of(BEFORE))) == []


def test_2_both_readings_name_the_same_report() -> None:
    """Whatever a report says of it wrongly, which is another finding."""
    now = BEFORE.replace("3/16000", "9/16000")

    assert open_rules(review_beside(now, "DY3 Q1", baseline=baseline())) == []


def compared_with_the_baseline() -> Program:
    """Return a program that compares with the baseline, and for which the report before would be as good."""
    parameter = PROGRAM.parameters["qit.comparator"]
    dated = parameter.values[0]._replace(
        value="baseline", text="baseline", alternatives=(Alternative("previous report", "previous report"),)
    )
    return PROGRAM._replace(parameters=PROGRAM.parameters.changed(parameter._replace(values=(dated,))))


def test_2_the_other_way_round() -> None:
    program, now = compared_with_the_baseline(), NOW.replace("6/16000", "3/16000")

    review = review_beside(now, program=program, previous=submission_of(BEFORE), baseline=baseline())

    assert open_rules(review) == [("qit.comparator", "previous report", "met")]


def test_3_a_verdict_that_no_reading_turns() -> None:
    assert open_rules(review_of(NOT_TIED)) == []


def test_3_the_baseline_is_not_measured() -> None:
    assert open_rules(review_of(BASELINE, period="DY2 Q4")) == []


def test_3_what_is_agreed_is_not_open() -> None:
    parameter = PROGRAM.parameters["qit.maintained_counts"]
    agreed = Grounds(since=Quarter(3, 1), basis=Basis.AGREED, source="Agreement", note=None)
    overlaid = parameter.overlaid((parameter.values[0]._replace(grounds=agreed, alternatives=()),))

    review = review_submission(submission_of(TIED), PROGRAM._replace(parameters=PROGRAM.parameters.changed(overlaid)))

    assert open_rules(review) == []


def test_3_a_report_with_an_error_has_no_verdict_to_turn() -> None:
    review = review_of(TIED)
    assert review.of_qit is not None
    rule = OpenRule("qit.maintained_counts", "", "no", review.verdict)

    withheld = review.of_qit._replace(open_rules=(rule,)).withheld()

    assert (withheld.open_rules, withheld.without_warned) == ((), None)


THREE = """
| measure            | q1     | q2     | q3     | q4     | prior   |
| clabsi             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
| cdi                | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
| median-time-to-ecg | -      | -      | -      | 8/NA   | 9/NA    |
"""


def sure(table: str) -> list[str]:
    review = review_of(table)
    return [*certainty_of(review), *doubts_of(review)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"| 2/4000": '| "2"/4000'}, "CLABSI and CDI, whose numerators are under warning", id="numerators"),
        pytest.param(
            {"/NA    |": "/n/a    |"}, "Median time to ECG, whose comparator is under warning", id="comparator"
        ),
        pytest.param({"8/NA": '"8"/NA'}, "Median time to ECG, whose result is under warning", id="result"),
        pytest.param({"8/NA": '"8"/N/A'}, "Median time to ECG, whose entries are under warning", id="entries"),
    ],
)
def test_4_which_entries_are_under_warning(change: dict[str, str], words: str) -> None:
    table = THREE
    for before, after in change.items():
        table = table.replace(before, after)

    assert sure(table) == [f"QIT MET also without {words}."]


def test_4_a_verdict_that_rests_on_them() -> None:
    assert sure(
        NOT_TIED.replace("| 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/", '| "2"/4000 | 1/5000 | 0/4500 | 3/6500 | 7/')
    ) == ["QIT NOT MET without CLABSI, whose numerator is under warning."]


def test_4_nothing_is_left() -> None:
    one = "\n".join(NOT_TIED.strip().splitlines()[:2])

    assert sure(one.replace("| 2/4000", '| "2"/4000')) == [
        "No measure is left without CLABSI, whose numerator is under warning."
    ]


def test_4_the_document_says_so() -> None:
    review = review_of(THREE.replace("8/NA", '"8"/NA'))

    said = json.loads(json.dumps(reviews_document([review], review.rules)))["reviews"][0]

    assert said["without_warned"] == {"measures": ["median-time-to-ecg"], "verdict": "met"}


def test_4_a_selection_spelled_in_another_way() -> None:
    review = review_of(THREE, entries={("selected", 9): "YES\u200b"})

    assert list(certainty_of(review)) == ["QIT MET also without Median time to ECG, whose entries are under warning."]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, TIE, id="open-rule"),
        pytest.param(
            {("numerator_1", 0): "1"},
            "QIT MET also without AMI mortality, whose numerator is under warning.",
            id="sure",
        ),
    ],
)
def test_5_page_workbook_and_mail_say_so(changes: Changes, said: str, tmp_path: Path) -> None:
    files = feedback_files(read_and_review(report(changes), PROGRAM), "report")
    (tmp_path / "draft.eml").write_bytes(files["report.eml"])
    sheet = load_workbook(BytesIO(files["report.xlsx"]))["Result"]

    assert said in " ".join(unescape(files["report.html"].decode()).split())
    assert said in [cell.value for (cell, *_) in sheet.iter_rows()]
    assert said in " ".join(body_of(tmp_path / "draft.eml").split())
