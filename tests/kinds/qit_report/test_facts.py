"""What an accepted QIT report says to others: exact numbers in one vocabulary, each with whom, when and where."""

from __future__ import annotations

import pytest

from support.reviewed import review_submission
from support.tables import PROGRAM, submission_of
from vbpqip.core.parties import Subject
from vbpqip.core.reviews import Fact
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.review_context import context_of

REPORT = """
| measure            | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1   | prior   |
| clabsi             | 2/4000 | 1/5000 | 0/4500 | 3/6500   | 7/20000 |
| median-time-to-ecg | -      | -      | -      | 8.50/NA  | NA/NA   |
"""


def facts() -> tuple[Fact, ...]:
    return review_submission(submission_of(REPORT), PROGRAM).facts()


def values(name: str, measure: str | None) -> list[tuple[str, str]]:
    return [(fact.period, fact.value) for fact in facts() if (fact.name, fact.measure) == (name, measure)]


def test_counts_are_those_of_their_quarters() -> None:
    assert values("numerator", "clabsi") == [("DY2 Q2", "2"), ("DY2 Q3", "1"), ("DY2 Q4", "0"), ("DY3 Q1", "3")]
    assert values("denominator", "clabsi")[-1] == ("DY3 Q1", "6500")
    assert values("prior_denominator", "clabsi") == [("DY3 Q1", "20000")]


def test_a_number_has_one_spelling_and_what_is_none_is_no_fact() -> None:
    assert values("numerator", "median-time-to-ecg") == [("DY3 Q1", "8.5")]
    assert values("prior_numerator", "median-time-to-ecg") == []


def test_results_are_exact() -> None:
    assert values("result", "clabsi") == [("DY3 Q1", "3")]
    assert values("outcome", "clabsi") == [("DY3 Q1", "improved")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("qit_verdict", "met"), ("measures_selected", "2"), ("measures_achieved", "1"), ("measure_credits", "0")],
)
def test_the_target(name: str, value: str) -> None:
    assert values(name, None) == [("DY3 Q1", value)]


def test_a_fact_says_of_whom_it_is_and_where_it_stands() -> None:
    counted = [fact for fact in facts() if fact.name == "numerator"]
    calculated = [fact for fact in facts() if fact.name == "result"]

    assert {fact.subject for fact in facts()} == {Subject("Interfaith Medical Center", "Fidelis")}
    assert {fact.at is None for fact in counted} == {False}
    assert {fact.at is None for fact in calculated} == {True}


def test_of_no_period_nothing_is_said() -> None:
    context = context_of(submission_of(REPORT, period="soon"), PROGRAM)
    review = review_submission(context.submission, PROGRAM)

    assert review.of_qit is not None
    assert list(QIT_REPORT.facts(context, review.of_qit)) == []
