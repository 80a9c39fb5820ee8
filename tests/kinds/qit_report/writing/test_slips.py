"""What clerks get wrong, one slip each: the form says at the very cell what the check would say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import pytest

from support.counts import every_day
from support.sheet import Both, both
from support.tables import form_data_of
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import FORM, measure_columns, place_of
from vbpqip.workbook.answers import READY
from vbpqip.workbook.check_list import LINES_SHOWN
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form import CHECK

Slip: TypeAlias = tuple[str, Mapping[EntryKey, Raw | None], EntryKey, str]

AMI, CAUTI, CLABSI, FALLS, SEPSIS, ECG = 0, 3, 4, 6, 8, 9
_TABLE = """
| measure            | DY2 Q2  | DY2 Q3  | DY2 Q4  | DY3 Q1  | prior   |
| ami-mortality      | 2/40    | 1/41    | 2/39    | 1/42    | 7/160   |
| cauti              | 3/4000  | 2/4100  | 2/3900  | 3/4050  | 12/16000|
| clabsi             | 2/4000  | 1/4100  | 0/3900  | 3/4050  | 7/16000 |
| falls-with-injury  | 4/4000  | 3/4100  | 5/3900  | 4/4050  | 17/16000|
| sepsis-3h-bundle   | -       | -       | -       | 61.2/NA | 58.4/NA |
| median-time-to-ecg | -       | -       | -       | 8/NA    | 9/NA    |
"""
_CONTRACTS = """
| mco     | arrangement | level | submitted  | recertified | status   |
| Fidelis | TCGP        | 2     | 2017-05-15 | -           | Approved |
"""
SOUND = form_data_of(_TABLE, contracts=_CONTRACTS).entries


def _of(name: str, nth: int, raw: Raw | None, code: str, words: str) -> Slip:
    return words, {(name, nth): raw}, (name, nth), code


def _contract(name: str, raw: Raw | None, code: str, words: str) -> Slip:
    return _of(f"contract_{name}", 0, raw, code, words)


SLIPS: tuple[Slip, ...] = (
    _of("facility", 0, None, "QIP210", "no facility"),
    _of("facility", 0, "  ", "QIP210", "a facility of spaces"),
    _of("facility", 0, "Interfaith Hospital", "QIP212", "another name of the facility"),
    _of("mco", 0, None, "QIP214", "no MCO"),
    _of("mco", 0, "Fidelis Care", "QIP216", "another name of the MCO"),
    _of("mco", 0, "Healthfirst", "QIP218", "the MCO of another facility"),
    _of("current_period", 0, None, "QIP220", "no period"),
    _of("current_period", 0, "Q1 2017", "QIP222", "a period in other words"),
    _of("quarter_2", 0, None, "QIP224", "no quarter"),
    _of("quarter_3", 0, "Jan-Mar 2017", "QIP226", "a quarter in other words"),
    _of("quarter_2", 0, "DY2 Q2", "QIP228", "a quarter twice"),
    (
        "quarters swapped",
        {("quarter_1", 0): "DY2 Q3", ("quarter_2", 0): "DY2 Q2"},
        ("quarter_2", 0),
        "QIP230",
    ),
    *(
        (
            f"two quarters swapped, the {which} of them",
            {("quarter_2", 0): "DY2 Q4", ("quarter_3", 0): "DY2 Q3"},
            (f"quarter_{nth}", 0),
            "QIP230",
        )
        for nth, which in ((2, "first"), (3, "second"))
    ),
    (
        "the window of the last report",
        {(f"quarter_{nth}", 0): f"DY{year} Q{quarter}" for nth, (year, quarter) in enumerate(((2, 1), (2, 2), (2, 3), (2, 4)), 1)},
        ("quarter_4", 0),
        "QIP240",
    ),
    _of("selected", CLABSI, "Y", "QIP300", "Y for Yes"),
    _of("selected", CLABSI, "x", "QIP300", "a cross for Yes"),
    _of("selected", CLABSI, None, "QIP302", "figures and no answer"),
    _of("selected", CLABSI, "No", "QIP305", "figures and No"),
    ("nothing selected", {("selected", nth): "No" for nth in (AMI, CAUTI, CLABSI, FALLS, SEPSIS, ECG)}, ("selected", -1), "QIP510"),
    _of("numerator_2", CLABSI, None, "QIP310", "a blank count"),
    _of("denominator_4", CLABSI, " ", "QIP310", "a count of a space"),
    _of("numerator_2", CLABSI, "NA", "QIP312", "NA for 0"),
    _of("numerator_2", CLABSI, "n/a", "QIP312", "n/a for 0"),
    _of("numerator_2", CLABSI, "none", "QIP313", "a word for 0"),
    _of("numerator_2", CLABSI, "-", "QIP313", "a dash for 0"),
    _of("numerator_2", CLABSI, "<11", "QIP311", "a hidden count"),
    _of("denominator_2", CLABSI, "4,100 days", "QIP315", "a unit"),
    _of("denominator_2", CLABSI, "4.100,0", "QIP315", "a comma for the point"),
    _of("numerator_2", CLABSI, True, "QIP315", "a truth"),  # noqa: FBT003 -- what is typed
    _of("numerator_2", CLABSI, 0.24, "QIP340", "a rate for a count"),
    _of("denominator_2", CLABSI, 1366.67, "QIP340", "an average for a count"),
    _of("numerator_2", CLABSI, -1, "QIP350", "a minus sign"),
    _of("denominator_2", CLABSI, 41_004_100, "QIP360", "two counts typed as one"),
    _of("numerator_2", CLABSI, "2", "QIP315", "a count as text"),
    _of("numerator_2", CLABSI, "2.5", "QIP315", "a rate for a count, as text"),
    _of("denominator_2", CLABSI, "41004100", "QIP315", "two counts typed as one, as text"),
    _of("numerator_1", AMI, 41, "QIP410", "more deaths than cases"),
    ("swapped counts of cases", {("numerator_1", AMI): 40, ("denominator_1", AMI): 2}, ("numerator_1", AMI), "QIP410"),
    ("events of nothing", {("denominator_2", CLABSI): 0}, ("numerator_2", CLABSI), "QIP412"),
    ("swapped counts of days", {("numerator_2", CAUTI): 4100, ("denominator_2", CAUTI): 2}, ("numerator_2", CAUTI), "QIP415"),
    _of("denominator_2", CLABSI, 410, "QIP420", "device days"),
    _of("denominator_2", CAUTI, 3000, "QIP422", "other patient days than in the next row"),
    _of("denominator_2", AMI, 410, "QIP424", "a digit too many"),
    (
        "a quarter copied",
        {("numerator_3", AMI): 2, ("denominator_3", AMI): 140, ("numerator_1", AMI): 2, ("denominator_1", AMI): 140},
        ("numerator_3", AMI),
        "QIP426",
    ),
    _of("prior_denominator", CLABSI, 160_000, "QIP428", "a digit too many in the prior report"),
    ("a result far from the prior one", {("prior_numerator", CAUTI): 1}, ("numerator_4", CAUTI), "QIP430"),
    _of("numerator_1", ECG, 7, "QIP320", "a median in an early quarter"),
    _of("denominator_1", ECG, 30, "QIP320", "patients of a median in an early quarter"),
    _of("numerator_1", ECG, "NA", "QIP322", "NA in an early quarter"),
    _of("numerator_4", ECG, None, "QIP325", "no median"),
    _of("numerator_4", ECG, "NA", "QIP326", "NA for a median"),
    _of("numerator_4", ECG, "0:08", "QIP315", "a time as text"),
    _of("numerator_4", ECG, 8 / 1440, "QIP337", "a time of day"),
    _of("numerator_4", ECG, 480, "QIP338", "seconds for minutes"),
    _of("numerator_4", ECG, 0, "QIP339", "no minute"),
    _of("numerator_4", ECG, -8, "QIP335", "minutes below 0"),
    _of("denominator_4", ECG, None, "QIP330", "no NA beside a median"),
    _of("denominator_4", ECG, "N.A.", "QIP313", "NA with dots beside a median"),
    _of("numerator_4", ECG, "\u2013", "QIP313", "a dash for a median"),
    _of("denominator_4", ECG, 73, "QIP330", "patients beside a median"),
    _of("numerator_4", SEPSIS, 0.612, "QIP337", "a percentage as a share"),
    _of("numerator_4", SEPSIS, 612, "QIP335", "a percentage without its point"),
    _of("numerator_4", SEPSIS, "61.2%", "QIP315", "a percentage as text"),
    _of("numerator_4", SEPSIS, 61.23456789012, "QIP336", "a result of too many digits"),
    _of("prior_numerator", CLABSI, None, "QIP540", "no prior numerator"),
    _of("prior_numerator", ECG, None, "QIP540", "no prior median"),
    _of("prior_denominator", CLABSI, "NA", "QIP312", "NA in the prior report"),
    _contract("level", None, "QIP550", "a contract without a level"),
    _contract("level", "Level 2", "QIP554", "a level in words"),
    _contract("level", 4, "QIP554", "a level that there is not"),
    _contract("level", 1, "QIP570", "a level too low"),
    _contract("submitted", None, "QIP550", "a contract without a date"),
    _contract("submitted", "August 15, 2017", "QIP552", "a date as text"),
    _contract("submitted", date(2071, 5, 15), "QIP553", "a year with swapped digits"),
    _contract("recertified", date(2016, 5, 15), "QIP558", "re-certified before it was submitted"),
    _contract("status", "pending", "QIP556", "a status of its own"),
    _contract("status", "Refused", "QIP572", "a refused contract"),
    _contract("arrangement", "Total care", "QIP557", "an arrangement of its own"),
    (
        "a credit that has run out",
        {("contract_submitted", 0): date(2015, 5, 15)},
        ("contract_recertified", 0),
        "QIP574",
    ),
    _of("attested_by", 0, None, "QIP250", "no leader"),
    _of("attested_title", 0, None, "QIP250", "no title"),
    _of("attested_on", 0, None, "QIP250", "no date of the attestation"),
    _of("attested_on", 0, "October 20", "QIP258", "a date of the attestation as text"),
    _of("attested_on", 0, date(2016, 10, 20), "QIP252", "last year's date of the attestation"),
    _of("attested_on", 0, date(2071, 10, 20), "QIP254", "a date of the attestation in years to come"),
)  # fmt: skip

_SLIPS_SEEN, _FIRST_LINE = 59, 3
CELLS = {**FORM.places, **measure_columns(11)}


def test_the_report_without_a_slip_is_ready() -> None:
    form = both(SOUND)

    assert (form.results["ready"], form.said) == (READY, {})


@pytest.mark.parametrize(
    ("words", "changes", "key", "code"), [pytest.param(*each, id=each[0]) for each in every_day(3, SLIPS)]
)
def test_a_slip_is_told_at_its_cell_with_its_cause(
    words: str, changes: Mapping[EntryKey, Raw | None], key: EntryKey, code: str
) -> None:
    del words
    values = {each: raw for each, raw in {**SOUND, **changes}.items() if raw is not None}
    form = both(values)
    at = CELLS[key[0]].at(key[1]) if key[0] in CELLS else place_of(key[0]).at()

    assert code in {line.diagnostic.code for line in form.said.get(at, ())}
    codes = {"QIP317"} if code == "QIP315" else set()
    assert {code, *codes} & {each.diagnostic.code for each in form.review.findings if each.at == at}
    assert (str(at), code) in _listed(form)


def _listed(form: Both) -> set[tuple[str, str]]:
    """Return what the sheet Check lists: the cell that each line links to, and the cause that it tells."""
    texts = {line.text: line.diagnostic.code for line in form.lines}
    rows = range(_FIRST_LINE, _FIRST_LINE + LINES_SHOWN)
    lines = [[str(form.shown[Location(CHECK, row, column)]) for column in (1, 2)] for row in rows]
    return {(to, texts[what.partition(": ")[2]]) for to, what in lines if to}


def test_there_are_slips_of_every_sort() -> None:
    """Fifty-nine were seen; each stands in a cell that a clerk fills in."""
    assert len({words for words, *_ in SLIPS}) == len(SLIPS) >= _SLIPS_SEEN
    assert {key[0].rstrip("_1234") for _, _, key, _ in SLIPS} >= {
        each.place.name.rstrip("_1234") for each in FORM.fields if each.is_needed
    }


@pytest.mark.parametrize("name", ["numerator_2", "denominator_4", "prior_numerator", "selected"])
def test_a_formula_typed_into_an_entry_is_to_fix(name: str) -> None:
    """Also a sum of numbers, which the check takes: a sheet cannot tell which formula it is."""
    form = both(SOUND, typed_formulas={(name, CLABSI)})

    assert {line.diagnostic.code for line in form.said[CELLS[name].at(CLABSI)]} == {"QIP319"}
    assert form.results["ready"] != READY
