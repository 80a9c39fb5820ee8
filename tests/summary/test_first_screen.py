"""The first screen of the page: who met, who is missing, what to do; of an inbox of 13 files, and of 60 reports.

It is looked at in Chromium: on a laptop's window, on a phone, in dark colours, and on paper.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from inline_snapshot import snapshot

from support.browser import Browser
from support.counts import every_day, in_turn
from support.folders import NEXT, following
from support.inbox import DESK, write_inbox
from support.ledgers import File
from support.load import Wanted, write_load
from support.printing import fonts_of, needs_poppler, pages
from support.runs import batch
from support.summaries import HOSTILE_FOLDER, read_page, summarised, table_with
from vbpqip.summary import first_screen

LAPTOP, PHONE = (1280, 800), (400, 800)


@pytest.fixture(scope="module")
def of_13(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("of 13")
    out = folder / "out"
    batch(write_inbox(folder), "--out", out, "--manifest", folder / "received.csv", *DESK)
    return out / "summary.html"


@pytest.fixture(scope="module")
def of_60(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("of 60")
    write_load(folder, Wanted(reports=60, with_errors=0.1, periods=2))
    batch(folder / "reports", "--out", folder / "out", "--manifest", folder / "manifest.csv")
    return folder / "out" / "summary.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("hostile"), *HOSTILE_FOLDER) / "summary.html"


def text_of(browser: Browser, page: Path, selector: str) -> list[str]:
    """Return what is read in each element, as it is shown."""
    script = f"return [...document.querySelectorAll({selector!r})].map((each) => each.innerText)"
    return [" ".join(words.split()) for words in browser.value(page, script)]


def test_it_answers_who_met_and_who_is_missing(of_13: Path, browser: Browser) -> None:
    with browser.looked_at(*LAPTOP):
        assert text_of(browser, of_13, "#answer, .tiles li") == snapshot(
            [
                "DY3 Q1: 3 of 4 met, 2 missing, 1 rejected",
                "✔ 3 met Montefiore-Mount Vernon; Nyack Hospital; St. John's Episcopal",
                "✘ 1 not met Interfaith Medical Center",
                "✖ 1 rejected Bon Secours Charity Health",
                "○ 2 missing Good Samaritan Hospital Suffern; Kingsbrook Jewish Medical Center",
            ]
        )


def test_the_matrix_has_each_facility_with_its_verdict_and_measures(of_13: Path) -> None:
    """That all are to one MCO is said once."""
    assert table_with(of_13, "DY3 Q1") == snapshot(
        [
            ["Facility", "DY3 Q1"],
            ["Bon Secours Charity Health", "✖ rejected"],
            ["Good Samaritan Hospital Suffern", "○ missing"],
            ["Interfaith Medical Center", "✘ not met 1 of 3"],
            ["Kingsbrook Jewish Medical Center", "○ missing"],
            ["Montefiore-Mount Vernon", "✔ met 2 of 3"],
            ["Nyack Hospital", "✔ met 2 of 3"],
            ["St. John's Episcopal", "✔ met 2 of 3"],
        ]
    )
    assert "QIT report to Fidelis: verdict, and measures achieved of those selected" in read_page(of_13).words


def test_what_to_do_is_told_a_line_each(of_13: Path, browser: Browser) -> None:
    with browser.looked_at(*LAPTOP):
        assert text_of(browser, of_13, ".to-do h2, .to-do h3, .to-do li") == snapshot(
            [
                "What to do today: 7",
                "Ask for a correction: 2",
                "Bon Secours Charity Health, DY3 Q1: AMI mortality, numerator of DY2 Q2: 50 of 40 [QIP410]; due 2017-10-31; by 2017-11-30 bon-secours.xlsx feedback e-mail",
                "Good Samaritan Hospital Suffern, DY3 Q1: The MCO is blank [QIP214] and 2 more; due 2017-10-31; by 2017-11-30 good-samaritan.xlsx feedback e-mail",
                "Ask for the period collected: 1",
                "Kingsbrook Jewish Medical Center, DY3 Q1: the report is for DY3 Q2; DY3 Q1 is collected; due 2017-10-31; by 2017-11-30 kingsbrook.xlsx feedback e-mail",
                "Ask for an Excel workbook (.xlsx): 1",
                "old.xls: The file cannot be opened as a workbook: it is a workbook of an old Excel (.xls), or another file of an old Office, and damaged [QIP151]; by 2017-11-30 feedback e-mail",
                "Look into these files: 1",
                "Fwd report.eml: it is an e-mail",
                "Pass on: 1",
                "St. Luke's Cornwall to WellCare, DY3 Q1: The report is for WellCare; Fidelis received it [QIP116] wellcare.xlsx feedback e-mail",
                "Read the warnings: 1",
                "2 accepted reports: with warnings",
            ]
        )


def test_links_lead_to_feedback_that_is_there(of_13: Path) -> None:
    """From each verdict, and from each thing to do about a file that has a review, to the draft of an e-mail too."""
    links = [str(attributes["href"]) for tag, attributes in read_page(of_13).elements if tag == "a"]
    files = [of_13.parent / unquote(link) for link in links if not link.startswith("#")]

    assert len(files) == 5 + 2 * 5
    assert all(path.is_file() for path in files)
    assert {path.suffix for path in files} == {".html", ".eml"}


def test_without_feedback_nothing_is_linked(of_60: Path) -> None:
    links = [str(attributes["href"]) for tag, attributes in read_page(of_60).elements if tag == "a"]

    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("which", every_day(2, ["of_13", "of_60"]))
def test_a_laptop_shows_it_without_scrolling(which: str, request: pytest.FixtureRequest, browser: Browser) -> None:
    """Below each heading there is room for lines of what it is about."""
    script = """
    return ["#answer", ".tiles", "#matrix", ".matrix tbody tr:nth-child(4)", "#to-do", ".to-do li:nth-child(1)"].map((each) => {
      const box = document.querySelector(each).getBoundingClientRect();
      return [box.left, box.top, box.right, box.bottom];
    })
    """
    with browser.looked_at(*LAPTOP):
        boxes = browser.value(request.getfixturevalue(which), script)

    width, height = LAPTOP
    assert all(0 <= left < right <= width and 0 <= top < bottom <= height for left, top, right, bottom in boxes)


@pytest.mark.parametrize("which", every_day(2, ["of_13", "of_60", "hostile"]))
def test_a_phone_never_scrolls_sideways(which: str, request: pytest.FixtureRequest, browser: Browser) -> None:
    """The matrix scrolls in its own box."""
    with browser.looked_at(*PHONE):
        width = browser.value(request.getfixturevalue(which), "return document.documentElement.scrollWidth")

    assert width <= PHONE[0]


@pytest.mark.parametrize(("scheme", "which"), in_turn(["light", "dark"], ["of_13", "hostile", "of_60"]))
def test_everybody_can_use_it_in_light_and_dark(
    which: str,
    scheme: str,
    request: pytest.FixtureRequest,
    browser: Browser,
) -> None:
    page = request.getfixturevalue(which)
    is_dark = scheme == "dark"
    with browser.looked_at(*LAPTOP, dark=is_dark):
        background = browser.value(page, "return getComputedStyle(document.body).backgroundColor")
        violations = browser.axe_violations(page)

    assert (max(map(int, re.findall(r"\d+", background))) < 64) is is_dark
    assert violations == []
    assert browser.complaints() == []


def test_a_click_on_a_period_sorts_by_need(of_13: Path, browser: Browser) -> None:
    script = """
    const table = document.querySelector(".matrix"), button = table.tHead.rows[0].cells[1].firstChild;
    const words = () => [...table.tBodies[0].rows].map((row) => row.cells[1].dataset.word);
    button.click();
    const up = words();
    button.click();
    return [up, words()];
    """
    up, down = browser.value(of_13, script)

    assert up == ["rejected", "missing", "missing", "not met", "met", "met", "met"]
    assert down == up[::-1]


def shown(browser: Browser, page: Path, script: str) -> Any:  # noqa: ANN401 -- as the script says
    """Return the names of the rows that are shown once a script has set the filter, and what it says of their number."""
    return browser.value(
        page,
        f"""
        const [name, word, period] = document.querySelectorAll(".filter input, .filter select");
        const set = (field, value) => {{ field.value = value; field.dispatchEvent(new Event("input")); }};
        {script}
        const rows = [...document.querySelectorAll(".matrix tbody tr")].filter((row) => row.checkVisibility());
        return [document.querySelector(".filter output").value, rows.map((row) => row.cells[0].textContent)];
        """,
    )


def test_the_matrix_can_be_filtered_by_name_and_verdict(of_13: Path, browser: Browser) -> None:
    assert shown(browser, of_13, "set(name, 'JEWISH')") == ["1 of 7", ["Kingsbrook Jewish Medical Center"]]
    assert shown(browser, of_13, "set(word, 'not met')") == ["1 of 7", ["Interfaith Medical Center"]]
    assert shown(browser, of_13, "set(word, 'met'); set(name, 'nyack')") == ["1 of 7", ["Nyack Hospital"]]
    assert shown(browser, of_13, "set(word, 'met'); set(word, '')")[0] == "7 of 7"


def test_an_answer_shows_whom_it_counts(of_60: Path, browser: Browser) -> None:
    """A verdict is that of the answer's period, however many there are; names can be those of MCOs."""
    click = "name.value = 'x'; document.querySelector('.tiles a[data-word=\"{}\"]').click()"

    assert shown(browser, of_60, click.format("met"))[0] == "20 of 31"
    assert shown(browser, of_60, click.format("missing"))[1] == ["Wyckoff Heights Medical Center"]
    assert shown(browser, of_60, "set(word, 'baseline'); set(period, 'DY3 Q1')")[0] == "0 of 31"
    assert shown(browser, of_60, "set(name, 'wellcare')")[1] == ["St. Luke's Cornwall"]


def test_without_its_script_the_page_has_all_of_it(of_13: Path) -> None:
    elements = read_page(of_13).elements

    assert not [tag for tag, _ in elements if tag in {"input", "select", "button"}]
    assert not [attributes for _, attributes in elements if "hidden" in attributes]


@pytest.mark.parametrize("which", every_day(2, ["of_13", "of_60"]))
def test_it_is_printed_readably_with_its_run_on_each_page(
    which: str, request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> None:
    """8 points at least, in thirds of a point; dark on white, whatever somebody prefers; all things to do are there."""
    needs_poppler()
    page, pdf = request.getfixturevalue(which), tmp_path / "page.pdf"
    with browser.looked_at(*LAPTOP, dark=True):
        pdf.write_bytes(browser.printed(page))
    (run,) = set(re.findall(r"Run <code>(\w{16})</code>", page.read_text("utf-8")))
    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', fonts_of(pdf))
    first, *_ = on_paper = pages(pdf)

    assert min(map(int, sizes)) >= 8 * 3
    assert all(
        f"Run {run}" in text and f"Page {nth} of {len(on_paper)}" in text for nth, text in enumerate(on_paper, 1)
    )
    assert "As of 2017-11-" in first
    assert "Who met" in first


@pytest.mark.parametrize("which", every_day(2, ["of_13", "of_60"]))
def test_no_heading_of_a_table_is_printed_apart_from_its_first_rows(
    which: str, request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> None:
    needs_poppler()
    page, pdf = request.getfixturevalue(which), tmp_path / "page.pdf"
    script = """
    const words = (element) => element.textContent.replace(/\\s/g, "");
    return [...document.querySelectorAll("table")].map((table) => [table.caption, table.tBodies[0].rows[0].cells[0]].map(words));
    """
    tables = browser.value(page, script)
    pdf.write_bytes(browser.printed(page))
    on_paper = ["".join(text.split()) for text in pages(pdf)]

    assert len(tables) >= 8
    for caption, first in tables:
        assert any(first in text.partition(caption)[2] for text in on_paper), caption


def test_what_a_sender_wrote_is_text_in_each_part_of_it(hostile: Path) -> None:
    """Names neither end an attribute nor lead anywhere."""
    elements = read_page(hostile).elements
    handlers = [name for _, attributes in elements for name in attributes if name.startswith("on")]
    links = [str(attributes["href"]) for tag, attributes in elements if tag == "a"]

    assert handlers == []
    assert all(link.startswith("#") for link in links)


def test_links_to_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    inbox = tmp_path / "javascript:alert(1)" / "\"onclick='x' <b>"
    inbox.mkdir(parents=True)
    (inbox / "a?b#c%20\"'.xlsx").write_bytes(write_inbox(tmp_path / "of").joinpath("montefiore.xlsx").read_bytes())
    batch(inbox.parent, "--out", tmp_path / "out", "--feedback")
    page = tmp_path / "out" / "summary.html"
    links = [str(attributes["href"]) for tag, attributes in read_page(page).elements if tag == "a"]
    leading = [link for link in links if not link.startswith("#")]

    assert all(link.startswith("feedback/") and (page.parent / unquote(link)).is_file() for link in leading)
    assert len(leading) == 1
    assert "Folder <strong>javascript:alert(1)</strong>" in page.read_text("utf-8")


def test_several_mcos_are_a_column_of_their_own(of_60: Path) -> None:
    heading, *rows = table_with(of_60, "DY3 Q1")

    assert heading == ["Facility", "MCO", "DY3 Q1", "DY2 Q4"]
    assert all(one[0].casefold() <= other[0].casefold() for one, other in pairwise(rows))


def test_a_large_roster_is_told_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_screen, "MOST_SHOWN", 2)
    wrong = NEXT.replace("0/18800", "-/18800")
    names = ("Interfaith Medical Center", "Kingsbrook Jewish Medical Center", "Nyack Hospital")
    files = [File(f"{name}.xlsx", following(wrong, facility=name), "2017-10-20") for name in names]
    page = summarised(tmp_path, *files) / "summary.html"
    words = " ".join(" ".join(read_page(page).words).split())

    assert len(table_with(page, "DY3 Q1")) == 1 + 2
    assert "21 more stand in summary.xlsx ." in words
    assert "Ask for a correction: 3" in words
    assert "1 more stand in the sheet To do of summary.xlsx ." in words


def test_an_empty_folder_has_no_answer(tmp_path: Path) -> None:
    words = " ".join(read_page(summarised(tmp_path) / "summary.html").words)

    assert "No report names a period" in words
    assert "Nobody is expected, and nobody reported." in words
    assert "Nothing: all that is expected was received and accepted, without a warning." in words
