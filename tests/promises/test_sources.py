"""What the findings cite says what they hold.

1. A finding that cites the webinar of 19 July 2017, or that on Health Homes, rests on words of it, which stand here.
2. What is only possible and unlikely cites no source: it is the tool's own rule of thumb.
3. What follows from what a report is, and no text asks for, is the tool's own rule.
4. The program's texts name the source of each finding that rests on the program, and of no other.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.catalogue.sources import OWN_RULE, PROGRAM_RULE, RULE_OF_THUMB, STEWARDS
from vbpqip.checking.in_words import diagnostic_in_words
from vbpqip.kinds.qit_report.checks.plausibility import CHECKS
from vbpqip.program.loading import load_program

PROGRAM = load_program()
WEBINAR, LEVELS = PROGRAM.sources["webinar-2017-07-19"], PROGRAM.sources["health-homes-2017-11"]
CITED = {each.code: diagnostic_in_words(each, PROGRAM).source for each in CATALOGUE}
PAIRINGS = "VBP QIP SFY 17\N{EN DASH}18 Pairings & Funding"
PERIOD = "Select the performance period being reported on from the drop down menu"
QUARTERS = "Select the four quarters used to calculate the annual rolling average"
EVENTS = "Enter the number of events in the numerator column under the appropriate quarter."
OCCURRENCES = "Enter the total potential occurrences (i.e. discharges, device days, etc.) in the denominator column"
FIRST_THREE = "leave the first 3 quarters blank"
RESULT = "Enter the results for the annual calculation in the numerator column in the last quarter"
NA = "Enter NA in the Denominator column in the last quarter."
EXTENSION = (
    "the Facility should report all other measures by July 31, 2017 and the 3 hour sepsis bundle by August 15, 2017"
)
SUBMITTED = "Measure credits should be determined based on contract submission date."
LEVEL = "Level 2 or Higher qualified VBP Contract"

WORDS: Mapping[str, str] = {
    **dict.fromkeys(("QIP212", "QIP216", "QIP218", "QIP219"), PAIRINGS),
    **dict.fromkeys(("QIP220", "QIP222"), PERIOD),
    **dict.fromkeys(("QIP224", "QIP226", "QIP228"), QUARTERS),
    **dict.fromkeys(("QIP230", "QIP240"), "July 1, 2016 to June 30, 2017"),
    **dict.fromkeys(("QIP310", "QIP315", "QIP340", "QIP350"), EVENTS),
    **dict.fromkeys(("QIP312", "QIP313", "QIP318", "QIP330"), NA),
    **dict.fromkeys(("QIP320", "QIP322"), FIRST_THREE),
    **dict.fromkeys(("QIP325", "QIP326"), RESULT),
    **dict.fromkeys(("QIP327", "QIP560"), EXTENSION),
    "QIP412": OCCURRENCES,
    "QIP545": "there is no measurement associated with this quarter",
    **dict.fromkeys(("QIP550", "QIP552"), SUBMITTED),
    "QIP554": "Level 0 VBP* Level 1 VBP Level 2 VBP Level 3 VBP",
    "QIP557": "MCOs and VBP Contractors select arrangements.",
    "QIP570": LEVEL,
    "QIP572": "if the contract is not approved as a Level 2 contract by DOH, there may be adjustments",
    "QIP574": "in the current quarter the requirement is met and the three subsequent quarters",
}
"""Words of the source, by the code that rests on them."""

UNLIKELY = {"QIP337", "QIP338", "QIP360", "QIP415", "QIP422", "QIP424", "QIP426", "QIP430", "QIP440"}


def test_1_what_is_cited_says_so() -> None:
    citing = {code for code, source in CITED.items() if source.startswith((WEBINAR, LEVELS))}

    assert citing == set(WORDS)


def test_2_what_is_unlikely_is_the_tools_own_rule_of_thumb() -> None:
    """A check of what is likely never says that a document asks for it."""
    assert {code for code in UNLIKELY if CITED[code] != RULE_OF_THUMB} == set()
    assert not any(CITED[each.diagnostic.code].startswith((WEBINAR, STEWARDS)) for each in CHECKS)


def test_3_what_no_text_asks_for_is_the_tools_own_rule() -> None:
    assert {CITED[code] for code in ("QIP450", "QIP454", "QIP456", "QIP553", "QIP558")} == {OWN_RULE}
    assert CITED["QIP446"] == PROGRAM.sources["all-payer-2018-09"]
    assert "assumed" in CITED["QIP452"]


def test_4_a_program_cites_sources_for_findings_that_there_are() -> None:
    assert PROGRAM.texts.cited.keys() <= CITED.keys()


def test_4_where_the_program_rules_new_yorks_names_its_source() -> None:
    assert PROGRAM_RULE not in CITED.values()
