"""Prompts say what the program's numbers say."""

from __future__ import annotations

from vbpqip.kinds.qit_report.writing.prompts import prior_prompt


def test_the_prior_report_is_that_of_the_quarter_before() -> None:
    assert "of the report of the quarter before" in prior_prompt("previous report")


def test_under_other_terms_it_is_the_baseline() -> None:
    assert "of the baseline report" in prior_prompt("baseline")
