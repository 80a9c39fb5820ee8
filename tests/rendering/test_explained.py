"""Pages that explain: what stands on them, and that everything there is has one that fits a terminal."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.catalogue.consistency import (
    EVENTS_ABOVE_DENOMINATOR,
    EVENTS_OF_NOTHING,
    NUMERATOR_ABOVE_DENOMINATOR,
)
from vbpqip.checking.explanations import explanations
from vbpqip.output.document import Document, FactList, Paragraph, SectionHeading, Verbatim
from vbpqip.output.explained_numbers import award_page, parameter_page
from vbpqip.output.text import document_as_json, document_as_text
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.parameters import Parameter
from vbpqip.program.roster import RosterRow
from vbpqip.rendering import explained
from vbpqip.rendering.explained import contracting_page, finding_page, measure_page, retired_page, subjects

PROGRAM = load_program()
MEASURES = {str(row.measure.key): row for row in PROGRAM.menu}
CHANGED = [each for each in PROGRAM.parameters.values() if len(each.choices) != 1]


def text_of(page: Document) -> str:
    return document_as_text(page, 80)


def said_by(page: Document) -> list[str]:
    """Return each heading, and the paragraph under it."""
    under = pairwise(page.parts)
    return [
        f"{part.words}: {next_.words}"
        for part, next_ in under
        if isinstance(part, SectionHeading) and isinstance(next_, Paragraph)
    ]


def headings_of(page: Document) -> list[str]:
    return [part.words for part in page.parts if isinstance(part, SectionHeading)]


def facts_of(page: Document) -> tuple[tuple[str, str], ...]:
    (facts,) = (part for part in page.parts if isinstance(part, FactList))
    return facts.rows


def test_all_that_there_is_can_be_explained() -> None:
    names = {name for subject in subjects(PROGRAM) for name in subject.names}

    assert {each.code for each in CATALOGUE} | {each.name for each in CATALOGUE} <= names
    assert set(MEASURES) <= names
    assert {number.key for number in PROGRAM.numbers()} <= names
    assert {arrangement.name for arrangement in PROGRAM.arrangements} <= names
    assert {f"Level {level.name}" for level in PROGRAM.levels} <= names


def test_every_page_fits_a_terminal() -> None:
    for subject in subjects(PROGRAM):
        lines = text_of(subject.page()).splitlines()

        assert max(len(line) for line in lines) <= 80, subject.names
        assert lines == [line.rstrip() for line in lines], subject.names


def test_every_page_is_json() -> None:
    kinds = {json.loads(document_as_json(subject.page()))["kind"] for subject in subjects(PROGRAM)}

    assert kinds == {"finding", "measure", "number", "contracting"}


def test_a_finding() -> None:
    page = finding_page(NUMERATOR_ABOVE_DENOMINATOR, explanations(PROGRAM)["QIP410"])

    assert text_of(page) == snapshot("""\
QIP410 numerator-above-denominator
More events were counted than could have occurred.

Severity  error: until it is fixed, or eased by the pairing's terms, the report
          has no verdict
Source    The measure stewards' own specifications

Why it matters
  The events are some of the denominator's own cases, so there cannot be more of
  them; one of the two counts is wrong, and with it the measure's result.

What to do
  Check that the two cells are not swapped, and that both are for the same
  months.

Example
  P4P Report!C7 holds 40 deaths, and D7 holds 3 discharges: the two are swapped.
  Enter 3 in C7, and 40 in D7.\
""")


def test_a_warning() -> None:
    page = finding_page(EVENTS_ABOVE_DENOMINATOR, explanations(PROGRAM)["QIP415"])

    assert text_of(page).splitlines()[3] == snapshot("Severity  warning: the report can be accepted; please review")


def test_an_error_that_no_terms_can_ease() -> None:
    page = finding_page(EVENTS_OF_NOTHING, explanations(PROGRAM)["QIP412"])

    assert text_of(page).splitlines()[3] == "Severity  error: until it is fixed, the report has no verdict"


def test_a_finding_that_nobody_has_explained_yet() -> None:
    page = finding_page(NUMERATOR_ABOVE_DENOMINATOR, None)

    assert headings_of(page) == ["What to do"]
    assert page.values["why"] is None


def test_an_arrangement() -> None:
    page = contracting_page(next(each for each in PROGRAM.contracting if "HARP" in each.names))

    facts = dict(facts_of(page))
    assert facts["Attribution"].startswith("first the Health Home that the MCO assigned")
    assert facts["Reported"] == "all HARP Category 1 measures"
    assert 'Stated: DOH, Value Based Payment for Health Homes, November 2017. "' in " ".join(said_by(page))
    assert json.loads(document_as_json(page))["facts"] == facts


def test_the_goals_by_year() -> None:
    page = contracting_page(next(each for each in PROGRAM.contracting if "goals" in each.names))

    assert {year: re.findall(r"\d+ (?:to \d+ )?%", words) for year, words in facts_of(page)} == {
        "April 2017": ["80 to 90 %"],
        "April 2018": ["10 %"],
        "April 2019": ["50 %", "15 %"],
        "April 2020": ["80 to 90 %", "35 %"],
        "Left out": [],
    }
    assert page.values["basis"] == "inferred"
    assert "order of the years" in page.values["note"]


def test_a_finding_as_json() -> None:
    assert json.loads(document_as_json(finding_page(EVENTS_ABOVE_DENOMINATOR, None))) == snapshot(
        {
            "kind": "finding",
            "code": "QIP415",
            "name": "events-above-denominator",
            "severity": "warning",
            "fault": "More events were counted than patient days, which is possible and unlikely.",
            "remedy": "Check that the two cells are not swapped, and that both are for the same months.",
            "source": "The tool's own rule of thumb",
            "may_be_eased": False,
            "reviewer_remedy": "",
            "why": None,
            "example": None,
            "agreed": [],
        }
    )


@pytest.mark.parametrize(
    ("successor", "words", "replaced_by"),
    [
        ("QIP415", "This code is no longer used. QIP415 took its place; 'vbpqip explain QIP415' says more.", "QIP415"),
        ("", "This code is no longer used.", None),
    ],
)
def test_a_retired_code(successor: str, words: str, replaced_by: str | None) -> None:
    page = retired_page("QIP414", successor)

    assert document_as_text(page, 100) == f"QIP414\n{words}"
    assert page.values == {"kind": "retired", "code": "QIP414", "replaced_by": replaced_by}


def test_retired_codes_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explained, "RETIRED", {"QIP414": "QIP415"})

    assert [each.page().title for each in subjects(PROGRAM) if "QIP414" in each.names] == ["QIP414"]


def test_a_quarterly_measure() -> None:
    assert text_of(measure_page(MEASURES["ami-mortality"])) == snapshot("""\
AMI mortality (ami-mortality)
Acute MI Mortality (IQI #15)

Steward      AHRQ
Result       events per 1,000 discharges
Multiplier   1,000
Better       lower
Scoring      proportion: there are never more events than discharges
Reporting    quarterly: events in the numerator and discharges in the
             denominator of each of four quarters
On the menu  since DY2 Q4

Source of the row, the name and the steward
  Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu).

Source of which way is better, the scoring, the multiplier and the unit
  Inferred: The measure stewards' own specifications.

Source of the reporting
  Inferred: DOH, VBP QIP Update Webinar, 19 July 2017. The report asks for
  counts of each quarter, but for the three measures that it names.\
""")


def test_an_annual_measure() -> None:
    assert text_of(measure_page(MEASURES["sepsis-3h-bundle"])) == snapshot("""\
3-hour sepsis bundle (sepsis-3h-bundle)
3-Hour Sepsis Bundle

Steward      NYSDOH
Result       percent
Multiplier   none: the result is entered as it is
Better       higher
Scoring      percent: the year's own percentage, which is never averaged
Reporting    annual: the year's result in the last quarter's numerator and NA in
             its denominator; the first three quarters stay blank
On the menu  since DY2 Q4

Source of the row, the name and the steward
  Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu).

Source of which way is better, the scoring, the multiplier and the unit
  Inferred: The measure stewards' own specifications.

Source of the reporting
  Stated: DOH, VBP QIP Update Webinar, 19 July 2017. "Median Time to ECG, Median
  Time to Transfer, or 3–hour Sepsis Bundle measures leave the first 3 quarters
  blank" … "Enter the results for the annual calculation in the numerator column
  in the last quarter".\
""")  # noqa: RUF001 -- as the source prints it


def test_a_measure_says_of_every_field_what_it_rests_on() -> None:
    assert said_by(measure_page(MEASURES["clabsi"])) == snapshot(
        [
            "Source of the row, the name and the steward: Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu).",
            'Source of the multiplier: Stated: DOH, VBP QIP webinar, 15 February 2017 (measure menu). "per 10,000 Patient Days".',
            "Source of which way is better, the scoring and the unit: Inferred: The measure stewards' own specifications.",
            "Source of the reporting: Inferred: DOH, VBP QIP Update Webinar, 19 July 2017. The report asks for counts of each quarter, but for the three measures that it names.",
        ]
    )


def test_a_measure_of_the_terms_has_one_source(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text("""title = "t"
[[measures]]
key = "readmissions"
title = "Readmissions within 30 Days"
short_title = "Readmissions"
steward = "CMS"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "discharges"
since = "DY2 Q4"
source = "Contract"
""")
    page = measure_page(program_under(terms).menu[-1])

    assert said_by(page) == ["Source: Agreed: Contract."]
    assert page.values["fields"]["improvement"]["basis"] == "agreed"


def test_a_number_that_is_quoted_and_ends() -> None:
    page = parameter_page(PROGRAM.parameters["payment.share_of_payment_a_deliverable"], PROGRAM.vocabulary)

    assert said_by(page)[:-1] == snapshot(
        [
            '1/3 since DY3 Q2 until DY3 Q2: Stated: DOH, VBP QIP Update Webinar, 19 July 2017. "Each deliverable should be worth 1/3 of the DY3 Q2 payment".'
        ]
    )
    assert (page.values["values"][0]["until"], page.values["values"][0]["quote"]) == snapshot(
        ("DY3 Q2", "Each deliverable should be worth 1/3 of the DY3 Q2 payment")
    )


def test_a_measure_that_was_removed() -> None:
    page = measure_page(MEASURES["vte-1"])

    assert ("On the menu", "since DY2 Q4; removed on 2017-02-15") in facts_of(page)
    assert page.values["removed"] == "2017-02-15"


def test_a_median_is_never_averaged() -> None:
    scoring = dict(facts_of(measure_page(MEASURES["median-time-to-ecg"])))["Scoring"]

    assert scoring == "continuous variable: the year's own result, which is never averaged"


def test_a_number() -> None:
    assert text_of(parameter_page(PROGRAM.parameters["qit.required_share"], PROGRAM.vocabulary)) == snapshot("""\
qit.required_share
Share of the selected measures that must be achieved; reaching it exactly is
enough (fraction of selected measures)

0.50 since DY2 Q4
  Assumed. No readable source gives the share; the paired MCO's contract
  governs.

What changes it
  What facility and MCO agreed on is written into a file such as terms.toml, and
  every command takes it with '--terms terms.toml'. A value is a share from 0 to
  1, such as 0.50 or "2/3".

    title = "P4P agreement"

    [[qit.required_share.values]]
    since = "DY2 Q4"
    value = 0.50
    source = "Agreement, section 4"\
""")


def test_a_number_with_several_values() -> None:
    page = parameter_page(PROGRAM.parameters["calendar.sepsis_extension_days"], PROGRAM.vocabulary)

    assert headings_of(page) == ["15 since DY2 Q4", "0 since DY3 Q1", "What changes it"]


def test_what_has_one_choice_cannot_be_changed() -> None:
    page = parameter_page(PROGRAM.parameters["qit.pooling"], PROGRAM.vocabulary)

    assert said_by(page)[-1].endswith("so terms cannot change it.")
    assert page.values["terms"] is None


@pytest.mark.parametrize("parameter", CHANGED, ids=lambda each: each.key)
def test_the_terms_of_a_number_are_terms(parameter: Parameter, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(parameter_page(parameter, PROGRAM.vocabulary).values["terms"])

    changed = program_under(terms).parameters[parameter.key].values[-1]

    assert (changed.value, changed.grounds.basis) == (parameter.values[-1].value, "agreed")


def awards() -> dict[str, RosterRow]:
    return {row.pairing.facility: row for row in PROGRAM.roster}


def test_an_award() -> None:
    assert text_of(award_page([awards()["St. Luke's Cornwall"]], PROGRAM.vocabulary)) == snapshot("""\
roster.St. Luke's Cornwall / WellCare.award
DY3 award of St. Luke's Cornwall from WellCare (dollars a year)

19301520 since DY2 Q4 until DY3 Q4
  Stated: DOH, VBP QIP Update Webinar, 19 July 2017. "VBP QIP SFY 17–18 Pairings
  & Funding".

What changes it
  What facility and MCO agreed on is written into a file such as terms.toml, and
  every command takes it with '--terms terms.toml'. An award is in whole
  dollars.

    title = "P4P agreement"

    [[pairings]]
    facility = "St. Luke's Cornwall"
    mco = "WellCare"
    award = 19301520
    since = "DY2 Q4"
    source = "Agreement, section 4"\
""")  # noqa: RUF001 -- as the source prints it


@pytest.mark.parametrize("facility", ["Nyack Hospital", "Nassau University Medical Center"])
def test_the_terms_of_an_award_are_terms(facility: str, tmp_path: Path) -> None:
    row, terms = awards()[facility], tmp_path / "terms.toml"
    terms.write_text(award_page([row], PROGRAM.vocabulary).values["terms"])

    agreed = program_under(terms).roster[-1]

    assert agreed.pairing.normalized == row.pairing.normalized
    assert agreed.pairing.award == (row.pairing.award or 1_000_000)


def test_a_page_obeys_nothing_that_terms_say() -> None:
    page = Document("\x1b[31mred", "lead", (SectionHeading("part"), Paragraph("words\x07"), Verbatim("line\x1b[0m")))

    assert text_of(page) == "U+001B[31mred\nlead\n\npart\n  wordsU+0007\n\n    lineU+001B[0m"
