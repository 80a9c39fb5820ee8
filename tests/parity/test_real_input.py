"""A report as a person makes it: typed cell by cell into the empty template, in LibreOffice, and saved.

1. The check of that file gives the report's own verdict and finds nothing.
2. What the file shows is what the check calculates; a verdict that was changed by hand is noticed.
3. Stored results do not matter: a file without any gives the same, saved by openpyxl or stripped of them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from support.office_engine import Office
from support.packages import zipped
from support.ready_made import TEMPLATES, typed_by_a_person
from support.samples import SAMPLES
from vbpqip import Review, Verdict, review
from vbpqip.core.cells import Location

REPORT = "met-only-by-credit.xlsx"
TYPED = typed_by_a_person(SAMPLES[REPORT])
FORMULA_WITH_RESULT = re.compile(r"(<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)<v>[^<]*</v>")


@pytest.fixture(scope="module")
def typed(office: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file that LibreOffice saved."""
    out = tmp_path_factory.mktemp("typed") / "report.xlsx"
    office.typed(TEMPLATES / "QIT-Report.xlsx", TYPED, out)
    return out.read_bytes()


def essence(found: Review) -> tuple[object, ...]:
    """Return what a report is paid by."""
    return found.status, found.period, found.window, found.measures, found.credits, found.qit


def codes(found: Review) -> list[str]:
    """Return the codes of the findings."""
    return [finding.diagnostic.code for finding in found.findings]


def results(content: bytes) -> openpyxl.Workbook:
    """Open a file in openpyxl, with the results that are stored in it."""
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def saved_by_openpyxl(content: bytes) -> bytes:
    """Load a file and save it with openpyxl, which keeps no result of a formula."""
    stream = BytesIO()
    openpyxl.load_workbook(BytesIO(content)).save(stream)
    return stream.getvalue()


def rewritten(content: bytes, pattern: re.Pattern[str], replacement: str) -> bytes:
    """Return a file with something replaced in all of its sheets."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = {
        name: pattern.sub(replacement, part.decode("utf-8"))
        for name, part in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    return zipped({**parts, **sheets})


def stripped(content: bytes) -> bytes:
    """Return a file in which no formula has a result."""
    return rewritten(content, FORMULA_WITH_RESULT, r"\1")


def with_verdict(content: bytes, verdict: str) -> bytes:
    """Return a file with another verdict stored in the cell of the QIT verdict."""
    cell = re.compile(r'(<c r="K3"[^>]* t="str"[^>]*><f[^>]*>[^<]*qit_achieved[^<]*</f><v>)[^<]*')
    return rewritten(content, cell, rf"\g<1>{verdict}")


def test_what_is_typed_is_text_and_a_whole_report() -> None:
    """As a person types: digits, a date as in the United States, words of the drop-downs."""
    assert TYPED[Location("P4P Report", 2, 2)] == "DY3 Q2"
    assert TYPED[Location("Attestation", 11, 0)] == "01/25/2018"
    assert len(TYPED) == 87


def test_1_the_report_is_accepted_with_its_verdict(typed: bytes) -> None:
    found = review(typed)

    assert (found.qit.verdict, found.qit.achieved, found.qit.credits, found.qit.selected) == (Verdict.MET, 3, 1, 8)
    assert codes(found) == []


def test_1_every_entry_arrives_as_it_was_meant(typed: bytes) -> None:
    generated = review(TEMPLATES.parent / "sample_workbooks" / REPORT)

    assert essence(review(typed)) == essence(generated)


@pytest.mark.parametrize(("address", "shown"), [("K3", "MET"), ("M3", 3), ("N3", 1), ("O3", 8), ("P3", 0.5)])
def test_2_the_file_shows_what_is_calculated(typed: bytes, address: str, shown: object) -> None:
    assert results(typed)["P4P Report"][address].value == shown


def test_2_the_file_says_that_it_is_ready(typed: bytes) -> None:
    assert results(typed)["P4P Report"]["M1"].value == "READY"


def test_2_a_planted_verdict_is_noticed(typed: bytes) -> None:
    planted = with_verdict(typed, "NOT MET")

    assert results(planted)["P4P Report"]["K3"].value == "NOT MET"
    assert codes(review(planted)) == ["QIP610"]


def test_2_a_planted_verdict_changes_nothing(typed: bytes) -> None:
    assert essence(review(with_verdict(typed, "NOT MET"))) == essence(review(typed))


without_results = pytest.mark.parametrize("erase", [saved_by_openpyxl, stripped])


@without_results
def test_3_no_result_is_left(typed: bytes, erase: Callable[[bytes], bytes]) -> None:
    """Without this, the cases below would prove nothing."""
    assert results(erase(typed))["P4P Report"]["K3"].value is None


@without_results
def test_3_measures_and_verdict_are_the_same(typed: bytes, erase: Callable[[bytes], bytes]) -> None:
    assert essence(review(erase(typed))) == essence(review(typed))


@without_results
def test_3_nothing_is_found(typed: bytes, erase: Callable[[bytes], bytes]) -> None:
    assert codes(review(erase(typed))) == ["QIP614"]
