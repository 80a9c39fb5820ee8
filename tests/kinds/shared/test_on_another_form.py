"""What several kinds share is the same on a form that is nobody's own: its conditions say what its checks find."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from support.small_kind import (
    FORM,
    FORM_OF_ONE_DAY,
    SMALL_REPORT,
    SMALL_REPORT_OF_ONE_DAY,
    SmallReport,
    small_book,
)
from support.tables import PROGRAM
from vbpqip.checking.on_sheet import SheetCondition
from vbpqip.core.reviews import Review
from vbpqip.kinds.registry import only
from vbpqip.kinds.shared import attestation, contracts, counts, heading
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form_writer import FormWriter

ROSTER = PROGRAM.roster_in(PROGRAM.first_period)
PAIRING, OTHER = ROSTER.pairings[0], "Another Plan"
UNPAIRED = next(each.mco for each in ROSTER.pairings if (PAIRING.normalized[0], each.normalized[1]) not in ROSTER.pairs)
SOUND: Mapping[EntryKey, Raw] = {
    ("facility", 0): PAIRING.facility,
    ("mco", 0): PAIRING.mco,
    ("current_period", 0): "DY3 Q1",
    ("attested_by", 0): "A. Leader",
    ("attested_on", 0): date(2017, 7, 20),
    ("numerator", 0): 3,
    ("denominator", 0): 4000,
    ("numerator", 1): 4,
    ("denominator", 1): 50,
    ("contract_mco", 0): PAIRING.mco,
    ("contract_arrangement", 0): "TCGP",
    ("contract_level", 0): 2,
    ("contract_submitted", 0): date(2017, 5, 15),
    ("contract_status", 0): "Approved",
}
_AGAIN = {(name, 1): raw for (name, nth), raw in SOUND.items() if name.startswith("contract_") and nth == 0}
FAULTS: Mapping[str, Mapping[EntryKey, Raw | None]] = {
    "facility-missing": {("facility", 0): None},
    "facility-not-on-roster": {("facility", 0): "Nowhere"},
    "mco-missing": {("mco", 0): None},
    "mco-not-on-roster": {("mco", 0): OTHER},
    "pairing-not-on-roster": {("mco", 0): UNPAIRED},
    "period-missing": {("current_period", 0): None},
    "period-unknown": {("current_period", 0): "DY9 Q9"},
    "not-attested": {("attested_by", 0): None},
    "attestation-date-unreadable": {("attested_on", 0): "soon"},
    "attested-too-early": {("attested_on", 0): date(2017, 6, 29)},
    "attested-too-late": {("attested_on", 0): date(2030, 1, 1)},
    "count-negative": {("numerator", 0): -5},
    "count-not-whole": {("numerator", 0): 1.5},
    "count-too-large": {("denominator", 0): 10**10},
    "na-instead-of-count": {("denominator", 0): "NA"},
    "count-suppressed": {("numerator", 0): "<11"},
    "numerator-above-denominator": {("numerator", 1): 51},
    "events-of-nothing": {("denominator", 0): 0},
    "events-above-denominator": {("numerator", 0): 4001},
    "contract-incomplete": {("contract_status", 0): None},
    "contract-date-unreadable": {("contract_submitted", 0): "May"},
    "contract-date-outside-program": {("contract_submitted", 0): date(2010, 1, 1)},
    "contract-level-unknown": {("contract_level", 0): 7},
    "contract-status-unknown": {("contract_status", 0): "Perhaps"},
    "contract-arrangement-unknown": {("contract_arrangement", 0): "XYZ"},
    "recertified-before-submitted": {("contract_recertified", 0): date(2017, 5, 14)},
    "contract-repeated": _AGAIN,
    "contract-below-level": {("contract_level", 0): 1},
    "contract-refused": {("contract_status", 0): "Refused"},
    "contract-credit-expired": {
        ("current_period", 0): "DY4 Q4",
        ("attested_on", 0): date(2019, 4, 20),
        ("contract_submitted", 0): date(2017, 5, 15),
    },
    "contract-after-attestation": {("contract_submitted", 0): date(2017, 7, 21)},
}
"""A change of a sound report for each condition, by the name of what is then wrong."""


def said_by(book: FormWriter) -> set[tuple[str, str]]:
    """Return what a form says of its cells: the name of each, with that of what is wrong there."""
    shown, lines = book.shown(), book.numbering.lines
    states = ((each, int(shown.get(book.places[each.state.name].at(each.state.nth), 0))) for each in book.data.tested)
    return {
        (book.places[each.at.name].at(each.at.nth).address, lines[nth - 1].diagnostic.name)
        for each, nth in states
        if nth
    }


def found_in(content: bytes, kind: SmallReport = SMALL_REPORT) -> Review:
    with only((kind,)):
        return review_workbook(content, PROGRAM)


def test_nothing_is_found_in_a_form_as_it_is_generated() -> None:
    """Neither in its hidden sheets, which name all of its entries, nor in one without a table."""
    review = found_in(small_book(SOUND).content())

    assert review.findings == ()
    assert review.kind == SMALL_REPORT.key


def test_it_says_that_it_is_ready() -> None:
    book = small_book(SOUND)

    assert said_by(book) == set()
    assert book.shown()[FORM.singles["ready"].at()] == "READY"
    assert book.shown()[book.places["contract_quarters"].at()] == "DY3 Q1 to DY3 Q4"


@pytest.mark.parametrize("name", FAULTS)
def test_a_condition_says_what_its_check_finds(name: str) -> None:
    values = {key: raw for key, raw in {**SOUND, **FAULTS[name]}.items() if raw is not None}
    book = small_book(values)
    said = said_by(book)

    found = {
        (each.at.address, each.diagnostic.name) for each in found_in(book.content()).findings if each.at is not None
    }
    assert said <= found
    assert name in {of_cell for _, of_cell in said}


@pytest.mark.parametrize("name", [each for each in FAULTS if "contract" in each])
def test_a_form_need_not_ask_for_the_re_certification_of_contracts(name: str) -> None:
    """What is found in the others is then found too: that a credit expired at the day of the submission."""
    values = {key: raw for key, raw in {**SOUND, **FAULTS[name]}.items() if raw is not None}
    sound, book = (small_book(each, FORM_OF_ONE_DAY) for each in (SOUND, values))

    findings = found_in(book.content(), SMALL_REPORT_OF_ONE_DAY).findings

    found = {(each.at.address, each.diagnostic.name) for each in findings if each.at is not None}
    assert name in {of_cell for _, of_cell in said_by(book)}
    assert said_by(book) <= found
    assert said_by(sound) == set()
    assert sound.shown()[sound.places["contract_quarters"].at()] == "DY3 Q1 to DY3 Q4"
    assert found_in(sound.content(), SMALL_REPORT_OF_ONE_DAY).findings == ()


def test_every_shared_condition_is_among_them() -> None:
    modules = (heading, attestation, counts, contracts)
    conditions = {
        each.diagnostic.name for module in modules for each in vars(module).values() if isinstance(each, SheetCondition)
    }

    assert conditions - FAULTS.keys() == {"attested-by-formula"}  # which no value is
