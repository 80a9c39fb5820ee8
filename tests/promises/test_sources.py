"""What the findings cite says what they hold.

1. A finding that cites the webinar of 19 July 2017, or that on Health Homes, rests on words of it, which stand here.
2. What is only possible and unlikely cites no source: it is the tool's own rule of thumb.
3. What follows from what a report is, and no text asks for, is the tool's own rule.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.catalogue.sources import ALL_PAYER, LEVELS, OWN_RULE, RULE_OF_THUMB, STEWARDS, WEBINAR
from vbpqip.kinds.qit_report.checks.plausibility import CHECKS

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
    citing = {each.code for each in CATALOGUE if each.source.startswith((WEBINAR, LEVELS))}

    assert citing == set(WORDS)


def test_2_what_is_unlikely_is_the_tools_own_rule_of_thumb() -> None:
    """A check of what is likely never says that a document asks for it."""
    sources = {each.code: each.source for each in CATALOGUE}

    assert {code for code in UNLIKELY if sources[code] != RULE_OF_THUMB} == set()
    assert not any(each.diagnostic.source.startswith((WEBINAR, STEWARDS)) for each in CHECKS)


def test_3_what_no_text_asks_for_is_the_tools_own_rule() -> None:
    sources = {each.code: each.source for each in CATALOGUE}

    assert {sources[code] for code in ("QIP450", "QIP454", "QIP456", "QIP553", "QIP558")} == {OWN_RULE}
    assert sources["QIP446"] == ALL_PAYER
    assert "assumed" in sources["QIP452"]
