"""``vbpqip explain``: what can be asked for, and what is said where a word is not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot

from vbpqip.cli import main


def explain(*words: str) -> Result:
    return CliRunner().invoke(main, ["explain", *words])


@pytest.mark.parametrize("word", ["QIP410", "qip410", " Qip410 ", "numerator-above-denominator"])
def test_a_finding_by_code_or_name(word: str) -> None:
    result = explain(word)

    assert result.exit_code == 0
    assert result.stdout.startswith("QIP410 numerator-above-denominator\n")


@pytest.mark.parametrize("word", ["clabsi", "CLABSI", "measures.clabsi.per"])
def test_a_measure_by_key_title_or_number(word: str) -> None:
    assert explain(word).stdout.startswith("CLABSI (clabsi)\n")


@pytest.mark.parametrize("word", ["sepsis-3h-bundle", "3-hour sepsis bundle", "3 HOUR SEPSIS BUNDLE", "sepsis3hbundle"])
def test_a_measure_by_a_title_that_is_not_its_key(word: str) -> None:
    assert explain(word).stdout.startswith("3-hour sepsis bundle (sepsis-3h-bundle)\n")


@pytest.mark.parametrize("word", ["qit.required_share", "QIT.Required-Share"])
def test_a_number_of_the_program(word: str) -> None:
    assert explain(word).stdout.startswith("qit.required_share\n")


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("HARP", "HARP\nTotal Care for the Health and Recovery Plan subpopulation.\n"),
        ("health and recovery plan", "HARP\n"),
        ("Level 2", "Level 2\nFee for service with risk sharing; shared savings and losses.\n"),
        ("vbp level 2", "Level 2\n"),
        ("hiv-aids", "HIV/AIDS\n"),
        ("goals", "goals\nThe State's goals for MCOs by year; they bind MCOs, not facilities.\n"),
        ("PPS", "VBP contractor\n"),
    ],
)
def test_a_level_an_arrangement_and_what_goes_with_them(word: str, first: str) -> None:
    assert explain(word).stdout.startswith(first)


def test_an_award() -> None:
    assert "17747861 since DY2 Q4" in explain("roster.Nyack Hospital / Fidelis.award").stdout


def test_json_is_one_object() -> None:
    said = [json.loads(explain(word, "--format", "json").stdout) for word in ("QIP410", "vte-1", "qit.pooling")]

    assert [each["kind"] for each in said] == ["finding", "measure", "number"]


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("clabsy", "Did you mean 'clabsi'?"),
        ("QIP411", "Did you mean 'QIP410', 'QIP412', 'QIP415' or 'QIP441'?"),
        ("median-time-to-ec", "Did you mean 'median-time-to-ecg' or 'checks.highest_likely_median_time_to_ecg'?"),
        ("required_share", "Did you mean 'qit.required_share', 'ait.required_share_improved' or "),
        ("sepsis", "Did you mean 'sepsis-3h-bundle' or "),
        ("410", "Did you mean 'QIP410'?"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(word: str, suggestion: str) -> None:
    result = explain(word)

    assert result.exit_code == 2
    assert suggestion in result.stderr


def test_a_word_that_is_near_nothing() -> None:
    result = explain("weather")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == snapshot(
        "Error: 'weather' is no finding, measure, number, arrangement or level. Give a finding such as QIP410, the key of a measure, a number such as qit.required_share, an arrangement, or a level such as 'Level 2'."
    )


def test_without_a_word() -> None:
    result = explain()

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == snapshot(
        "Error: There is nothing to explain. Give a finding such as QIP410, the key of a measure, a number such as qit.required_share, an arrangement, or a level such as 'Level 2'."
    )


def test_terms_add_measures_and_values(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text("""
        title = "P4P"
        [[qit.required_share.values]]
        since = "DY3 Q2"
        value = "2/3"
        source = "Agreement, section 4"
        [[measures]]
        key = "door-to-balloon"
        title = "Median Time to Primary PCI"
        short_title = "Door to balloon"
        steward = "CMS"
        improvement = "lower"
        scoring = "continuous-variable"
        reporting = "annual"
        per = 1
        unit = "minutes"
        since = "DY3 Q1"
        source = "Agreement, appendix A"
        [[severities]]
        code = "QIP415"
        since = "DY3 Q1"
        severity = "error"
        source = "Agreement, section 5"
    """)

    share, measure, finding = (
        explain(word, "--terms", str(terms)).stdout for word in ("qit.required_share", "door-to-balloon", "QIP415")
    )

    assert "2/3 since DY3 Q2\n  Agreed: Agreement, section 4." in share
    assert "On the menu  no: added by the pairing's terms, since DY3 Q1" in measure
    assert measure.count("Agreement, appendix A") == 1
    assert "Agreed    error since DY3 Q1, Agreement, section 5" in finding


def test_wrong_terms_are_told(tmp_path: Path) -> None:
    assert explain("clabsi", "--terms", str(tmp_path / "absent.toml")).exit_code == 3
