"""A form that the tests fill in anew is the one that the program writes, part by part, but for what its charts show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from support.counts import every_day, examples
from support.drawn_reports import drawn_report
from support.samples import SAMPLES
from support.tables import PROGRAM
from support.written import WrittenForm, empty_form_of
from vbpqip.kinds.qit_report.writing.form_data import FormData, form_measures
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.workbook.answers import LEAVE_BLANK
from vbpqip.workbook.builder import LONGEST_TEXT
from vbpqip.workbook.entry_types import Raw

_SHARED = re.compile(r' t="s"><v>(\d+)</v>')
_CHARTS = "xl/charts/"
_STRINGS = "xl/sharedStrings.xml"


def parts_of(content: bytes) -> Mapping[str, str]:
    """Return the parts of a form without its charts; cells have their texts, which are numbered in any order."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if not name.startswith(_CHARTS)}
    texts = re.findall("<si>(.*?)</si>", parts.pop(_STRINGS), re.DOTALL)
    return {name: _SHARED.sub(lambda found: f">{texts[int(found[1])]}", part) for name, part in parts.items()}


def assert_filled(first: WrittenForm, form_data: FormData) -> None:
    assert parts_of(first.filled(form_data.entries)) == parts_of(workbook_for(form_data))


def of_same_period(form_data: FormData) -> WrittenForm:
    """Return the form that others of the period are made of, with what stands nowhere in them."""
    kept = {key: raw for key, raw in form_data.entries.items() if raw == LEAVE_BLANK or key[0] == "current_period"}
    return WrittenForm(form_data._replace(entries={**kept, ("message_to_mco", 0): "Written first.", ("mco", 0): 7}))


@pytest.mark.parametrize("name", every_day(2, ["met.xlsx", "annual-rows-wrong.xlsx"]))
def test_a_sample(name: str) -> None:
    assert_filled(of_same_period(SAMPLES[name]), SAMPLES[name])


@pytest.mark.parametrize("seed", range(examples(16)))
def test_whatever_is_entered(seed: int) -> None:
    values = drawn_report(Random(seed), PROGRAM)  # noqa: S311 -- chance that can be had again
    form_data = FormData(PROGRAM, form_measures(PROGRAM), values)

    assert_filled(of_same_period(form_data), form_data)


_TEXTS = (" a ", "", "\n", "a & b < c", "_x0041_", "\x01", "=1", "#N/A", "x" * (LONGEST_TEXT + 1))
_NUMBERS = (True, 1.0, 0.1 + 0.2, 1e20, Decimal("57.30"), -1)
_DAYS = date(1900, 2, 28), date(2017, 10, 31)


@pytest.mark.parametrize("typed", [_TEXTS, _NUMBERS, _DAYS], ids=["texts", "numbers", "days"])
def test_whatever_somebody_types(typed: tuple[Raw, ...]) -> None:
    first = empty_form_of(PROGRAM)
    rows = {
        (name, nth): raw for nth, raw in enumerate(typed) for name in ("numerator_4", "prior_denominator", "selected")
    }
    entries = {**first.book.form_data.entries, **rows, ("facility", 0): typed[0], ("attested_on", 0): typed[-1]}

    assert_filled(first, first.book.form_data._replace(entries=entries))


def test_the_first_one_itself() -> None:
    form_data = SAMPLES["met.xlsx"]

    assert WrittenForm(form_data).filled(form_data.entries) == workbook_for(form_data)
