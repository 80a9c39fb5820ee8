"""The feedback as a page.

1. It says what the workbook says: the verdict, the findings grouped by kind, the measures calculated, the entries.
2. It needs nothing else: no script, nothing from elsewhere. What was received is text.
3. Everybody can use it (axe, WCAG 2.1 A to AAA), and it prints to two pages at most.
4. A chart for each measure whose quarters are known, and the same in words. Same review, same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from support.browser import Browser
from support.counts import every_day
from support.invalid_reports import RECIPES
from support.quarters import Quarter
from support.ready_made import SAMPLE_WORKBOOKS
from support.reports import Changes, report
from support.written import written_form
from vbpqip.core.characters import is_invisible
from vbpqip.core.findings import Waiver
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.feedback.contents import Contents, contents_of
from vbpqip.kinds.qit_report.feedback.described import feedback_document
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.output.html import document_as_html
from vbpqip.program.loading import load_program
from vbpqip.reviewing import read_and_review

PROGRAM = load_program()
INVALID_REPORTS: Changes = {
    ("numerator_1", 4): "2",
    ("numerator_1", 9): 7,
    ("numerator_2", 9): 7,
    ("prior_numerator", 0): None,
}


def contents(source: Path | bytes) -> Contents:
    return contents_of(read_and_review(source, PROGRAM, name="inbox/report.xlsx"))


def page(changes: Changes | None = None) -> str:
    return document_as_html(feedback_document(contents(report(changes)), QIT_REPORT))


def text_of(markup: str) -> str:
    """Return the words of a page's body, spaces run together."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup[markup.index("<body>") :]).split())


def test_1_a_sound_report() -> None:
    words = text_of(page())

    for said in (
        "Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1",
        NOT_TO_BE_SENT,
        "QIT MET",
        "2 achieved of 3 selected = 66.7 %; 50 % required",
        "The report is accepted. Nothing needs to be fixed.",
        "The target is lost if 1 of the 2 measures that count falls away.",
        "CLABSI 6 ÷ 20,000 × 10,000 = 3.00 7 ÷ 20,000 × 10,000 = 3.50 -0.50 improved, achieved",  # noqa: RUF001
        "Made of report.xlsx, SHA-256",
        "qit.required_share = 0.50.",
    ):
        assert said in words


def test_1_findings_of_a_kind_stand_together_with_one_remedy() -> None:
    words = text_of(page(INVALID_REPORTS))

    assert "✗ Error, 2 times:" in words
    assert words.count("Leave the first three quarters blank; enter") == 1
    assert words.index("✗ Error") < words.index("! Warning, P4P Report!C11: CLABSI")


def test_1_entries_are_shown_as_received_and_marked() -> None:
    markup = page(INVALID_REPORTS)

    assert '<td class="number error-cell">✗ 7</td>' in markup
    assert '<td class="number error-cell">✗ blank</td>' in markup
    assert '<td class="number warning-cell">! 2</td>' in markup
    assert '<td class="number">4000</td>' in markup


def test_1_contracts_and_what_they_earn() -> None:
    assert "Contract of Level 2, submitted 2017-08-15: DY3 Q2" in text_of(
        document_as_html(feedback_document(contents(SAMPLE_WORKBOOKS / "met-only-by-credit.xlsx"), QIT_REPORT))
    )


def test_1_where_no_measure_is_selected_no_entries_are_shown() -> None:
    words = text_of(page({("selected", nth): "No" for nth in range(11)}))

    assert "What was received" not in words


def test_1_what_is_waived_is_told_as_such() -> None:
    """With who approved it and why."""
    day = date(2017, 12, 31)
    waiver = Waiver("QIP317", "Interfaith", Quarter(3, 1), "A. Reviewer", "A machine types them.", day)
    reviewed = read_and_review(report(INVALID_REPORTS), PROGRAM)
    found = reviewed.review.findings
    waived = tuple(each._replace(waiver=waiver) if each.diagnostic.code == "QIP317" else each for each in found)
    reviewed = reviewed._replace(review=reviewed.review._replace(findings=waived))

    words = text_of(document_as_html(feedback_document(contents_of(reviewed), QIT_REPORT)))

    assert "Waived, P4P Report!C11:" in words
    assert "Waived by A. Reviewer until 2017-12-31: A machine types them." in words


def test_1_a_file_that_is_no_workbook() -> None:
    words = text_of(document_as_html(feedback_document(contents(b"%PDF-1.7"), QIT_REPORT)))

    assert "NOT READ" in words
    assert "1 item to fix." in words


HOSTILE = "<script>alert(1)</script>\"' onload=x \x1b[31m\u202e\u200b\ufeff\x85\ufffe{{ 7 * 7 }}"


def test_2_what_was_received_is_text() -> None:
    changes: Changes = {("facility", 0): HOSTILE, ("mco", 0): HOSTILE, ("numerator_1", 4): HOSTILE}
    markup = page(changes)

    assert "<script" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert "{{ 7 * 7 }}" in markup
    assert not any(map(is_invisible, markup.replace("\n", "")))


def test_2_nothing_comes_from_elsewhere() -> None:
    markup = page(INVALID_REPORTS)

    assert not re.search(r"https?:|src=|url\(|@import|<link|<script|<form| on\w+=", markup)


EVERY_MEASURE = tuple(str(measure.key) for measure in PROGRAM.measures(Quarter(3, 1)))
PAGES: dict[str, Callable[[], Path | bytes]] = {
    **{
        name: partial(Path, SAMPLE_WORKBOOKS, f"{name}.xlsx")
        for name in ("annual-rows-wrong", "baseline", "met", "not-met")
    },
    "waiting": lambda: RECIPES["QIP327"]().content,
    "nothing entered": lambda: written_form(
        empty_form_data(PROGRAM, period=Quarter(3, 1), facility="Nyack Hospital", mco="Fidelis", selected=EVERY_MEASURE)
    ),
    "unread": lambda: b"%PDF-1.7",
    "hostile": lambda: report({**INVALID_REPORTS, ("facility", 0): HOSTILE}),
}
"""What pages are made of, each when it is asked for."""


@pytest.mark.parametrize("name", every_day(4, PAGES))
def test_3_everybody_can_use_it(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(document_as_html(feedback_document(contents(PAGES[name]()), QIT_REPORT)), "utf-8")

    assert browser.axe_violations(path) == []
    assert browser.complaints() == []


@pytest.mark.parametrize("name", every_day(4, PAGES))
def test_3_it_prints_to_two_pages_at_most(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(document_as_html(feedback_document(contents(PAGES[name]()), QIT_REPORT)), "utf-8")

    assert 1 <= browser.printed_pages(path) <= 2


def test_4_each_measure_with_quarters_has_a_chart() -> None:
    """The annual one has none, and says nothing of quarters."""
    markup = page()

    assert re.findall(r'<title id="chart-\d">(.*)</title>', markup) == ["AMI mortality", "CLABSI"]
    assert (
        "per 10,000 patient days; single quarters: DY2 Q2 5.00, DY2 Q3 2.00, DY2 Q4 0.00, DY3 Q1 4.62; "
        "rolling result 3.00; prior result 3.50; lower is better."
    ) in markup
    assert len(re.findall('fill="#00695c"', markup)) == 8


def test_4_a_quarter_in_which_nothing_could_occur_has_no_point() -> None:
    markup = page({("numerator_2", 4): 0, ("denominator_2", 4): 0})

    assert "DY2 Q3 no result" in markup
    assert len(re.findall('fill="#00695c"', markup)) == 7


def test_4_a_measure_invalid_has_no_chart() -> None:
    assert re.findall(r'<title id="chart-\d">(.*)</title>', page({("numerator_1", 4): "some"})) == ["AMI mortality"]


def test_4_the_same_text() -> None:
    assert page(INVALID_REPORTS) == page(INVALID_REPORTS)
