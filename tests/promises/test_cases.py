"""Inputs that once went wrong have the right answer: each stands for a kind of error.

1. What a person does not see as one plain number is never calculated with.
2. How a program spells its styles makes no difference; what a format does to a number does.
3. Of several candidates none is taken unsaid.
4. What nobody sees is ignored with a word, and named where it matters.
5. Sizes that cannot be are noticed, however far off.
6. A typed sum is calculated from its own text, whatever is stored beside it.
7. No file costs more than it is worth.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import vbpqip
from support.cases import (
    REPORT_PART,
    date_in_another_order,
    edited,
    format_code_of_brackets,
    many_date_styles,
    row_inserted,
    second_report_sheet,
    sum_typed,
    two_names_swapped,
    with_cell,
    with_style,
)
from support.reports import Changes, report
from vbpqip.core.findings import Finding, Severity
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status

CLABSI = 4
SECONDS = 5.0


def found(review: Review, code: str) -> Finding:
    """Return the one finding of a code."""
    (finding,) = (each for each in review.findings if each.diagnostic.code == code)
    return finding


def codes(review: Review, *severities: Severity) -> list[str]:
    return [each.diagnostic.code for each in review.findings if not severities or each.severity in severities]


def rejected(review: Review, code: str, cell: str) -> Finding:
    """Return the one error that a report is rejected for, which stands at a cell."""
    assert (review.status, review.qit.verdict) == (Status.REJECTED, Verdict.NOT_DETERMINED)
    assert codes(review, Severity.ERROR) == [code]
    finding = found(review, code)
    assert finding.at is not None
    assert finding.at.address == cell
    return finding


def accepted(review: Review, *expected: str) -> None:
    """Demand a report that is met, with these findings and no others."""
    assert (review.status, review.qit.verdict, codes(review)) == (Status.ACCEPTED, Verdict.MET, [*expected])


RUNS = [
    pytest.param(
        '<is><r><t>6500</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is>', "raised", id="footnote"
    ),
    pytest.param("<is><r><rPr><strike/></rPr><t>65</t></r><r><t>6500</t></r></is>", "struck", id="struck out"),
    pytest.param(
        "<is><r><rPr><vertAlign val='subscript'/></rPr><t>6</t></r><r><t>500</t></r></is>", "lowered", id="lowered"
    ),
]


@pytest.mark.parametrize(("runs", "said"), RUNS)
def test_1_a_count_is_read_from_plain_text_alone(runs: str, said: str) -> None:
    review = vbpqip.review(edited({REPORT_PART: with_cell("J11", "inlineStr", runs)}))

    assert said in rejected(review, "QIP314", "J11").message


def test_2_a_day_is_a_day_in_any_order_of_attributes() -> None:
    review = vbpqip.review(date_in_another_order())

    assert "shown as a date" in rejected(review, "QIP333", "L11").message


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('_-* #,##0.00\\ _D_M_-;\\-* #,##0.00\\ _D_M_-;_-* "-"??\\ _D_M_-;_-@_-', id="padding letters"),
        pytest.param("Standard", id="General in German"),
        pytest.param('[Red]#,##0" days"', id="quoted letters"),
        pytest.param("[$-409]#,##0", id="a locale"),
    ],
)
def test_2_a_format_of_numbers_is_no_date(code: str) -> None:
    accepted(vbpqip.review(edited(with_style("D11", code))))


def test_3_two_sheets_that_hold_the_form_and_differ_are_an_error() -> None:
    review = vbpqip.review(second_report_sheet(with_cell("D11", "", "<v>9999</v>")))

    assert review.qit.verdict is Verdict.NOT_DETERMINED
    message = found(review, "QIP113").message
    assert "P4P Report (2)" in message
    assert "'P4P Report'" in message


def test_3_two_equal_sheets_are_a_note() -> None:
    accepted(vbpqip.review(second_report_sheet()), "QIP114")


def test_3_a_name_over_another_entrys_label_is_an_error() -> None:
    review = vbpqip.review(two_names_swapped())

    assert (review.status, review.qit.verdict) == (Status.REJECTED, Verdict.NOT_DETERMINED)
    assert set(codes(review, Severity.ERROR)) == {"QIP132"}


def test_3_two_values_in_a_cell_are_damage_that_names_the_cell() -> None:
    review = vbpqip.review(edited({REPORT_PART: with_cell("D11", "", "<v>1</v><v>2</v>")}))

    assert review.status is Status.UNREADABLE
    assert "D11" in found(review, "QIP171").message


@pytest.mark.parametrize(
    ("entry", "text", "cell"),
    [
        pytest.param(("selected", CLABSI), "Yes\u200b", "B11", id="zero width space"),
        pytest.param(("quarter_1", 0), "\u200eDY2 Q2", "C5", id="direction mark"),
    ],
)
def test_4_invisible_characters_are_ignored_with_a_warning(entry: tuple[str, int], text: str, cell: str) -> None:
    review = vbpqip.review(report({entry: text}))

    accepted(review, "QIP303")
    warning = found(review, "QIP303")
    assert (warning.severity, warning.at is not None and warning.at.address) == (Severity.WARNING, cell)


def test_4_an_invisible_character_that_is_quoted_is_named() -> None:
    review = vbpqip.review(report({("selected", CLABSI): "Y\u200bs"}))

    assert "U+200B" in found(review, "QIP300").message


def test_4_a_suppressed_count_is_told_from_other_text() -> None:
    review = vbpqip.review(report({("numerator_1", CLABSI): "<11"}))

    assert "suppressed" in rejected(review, "QIP311", "C11").diagnostic.issue


OFF: list[tuple[Changes, str, str, str]] = [
    ({("denominator_1", CLABSI): 400_000}, "QIP424", "400,000", "5,000"),
    ({("prior_denominator", CLABSI): 2_000}, "QIP428", "20,000", "2,000"),
    ({("prior_denominator", CLABSI): 2_000_000}, "QIP428", "20,000", "2,000,000"),
]


@pytest.mark.parametrize(("changes", "code", "one", "other"), OFF)
def test_5_a_denominator_that_cannot_be_is_noticed(changes: Changes, code: str, one: str, other: str) -> None:
    review = vbpqip.review(report(changes))

    assert review.status is Status.ACCEPTED
    assert one in found(review, code).message
    assert other in found(review, code).message


def test_5_an_attestation_before_the_windows_end_is_noticed() -> None:
    review = vbpqip.review(report({("attested_on", 0): 2017}))

    accepted(review, "QIP252")


@pytest.mark.parametrize("stored", ["<v>8100</v>", "<v>0</v>", ""])
def test_6_a_sum_of_numbers_is_calculated_from_its_text(stored: str) -> None:
    review = vbpqip.review(sum_typed("SUM(2000,2000)", stored))

    accepted(review, "QIP309")
    assert review.measures[1].current == vbpqip.review(report()).measures[1].current


def test_6_a_formula_with_a_reference_stays_an_error() -> None:
    rejected(vbpqip.review(sum_typed("2000+F11", "<v>7000</v>")), "QIP319", "D11")


def test_6_an_inserted_row_is_one_note() -> None:
    accepted(vbpqip.review(row_inserted()), "QIP133")


@pytest.mark.parametrize("crowded", [format_code_of_brackets, many_date_styles])
def test_7_a_crowded_file_takes_no_time(crowded: Callable[[], bytes]) -> None:
    content = crowded()
    started = time.process_time()

    review = vbpqip.review(content)

    assert time.process_time() - started < SECONDS
    assert review.qit.verdict is Verdict.MET
