"""The page: one file without script or network, for everybody, and small for any folder."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.browser import Browser
from support.counts import every_day
from support.folders import NEXT, following
from support.ledgers import File
from support.printing import needs_poppler, pages
from support.summaries import FOLDER, HOSTILE_FOLDER, read_page, summarised, table_with
from support.tables import PROGRAM
from vbpqip.core.characters import is_invisible
from vbpqip.program.loading import program_under
from vbpqip.summary import funnel, heat_map, page

FACILITIES = [f"Mercy {nth}" for nth in range(9)]


def of_nine() -> list[File]:
    """Nine hospitals that report CLABSI and the median time to ECG; the last has far more CLABSI than the others."""
    table = """
    | measure            | q1      | q2      | q3      | q4      | prior    |
    | clabsi             | 1/{0}   | 2/{0}   | 1/{0}   | {1}/{0} | 6/76369  |
    | median-time-to-ecg | -       | -       | -       | 7/NA    | 7.5/NA   |
    """
    return [
        File(f"{name}.xlsx", following(table.format(18000 + 10 * nth, 30 if nth == 8 else 2), facility=name))
        for nth, name in enumerate(FACILITIES)
    ]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("out"), *FOLDER, *of_nine()) / "summary.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("hostile"), *HOSTILE_FOLDER) / "summary.html"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("empty")) / "summary.html"


def test_who_is_absent_is_told_newest_period_first(usual: Path) -> None:
    rows = table_with(usual, "State")

    assert [row for row in rows if "missing" not in row[3] and "Mercy" not in row[1]] == snapshot(
        [
            ["Period", "Facility", "MCO", "State", "Due", "Received"],
            ["DY3 Q1", "Interfaith Medical Center", "Fidelis", "» late", "2017-10-31", "2017-11-20"],
            ["DY3 Q1", "Kingsbrook Jewish Medical Center", "Fidelis", "✖ rejected", "2017-10-31", "2017-10-30"],
        ]
    )
    assert [row[0] for row in rows[1:]] == sorted([row[0] for row in rows[1:]], reverse=True)


def test_the_heat_map_tells_each_measure_of_each_facility(usual: Path) -> None:
    assert table_with(usual, "CLABSI")[:3] == snapshot(
        [
            ["Facility", "AMI mortality", "CLABSI", "Median time to ECG", "By"],
            ["Interfaith Medical Center", "- not selected", "▲ improved", "- not selected", "interfaith.xlsx"],
            ["Mercy 0", "- not selected", "▼ worsened", "▲ improved", "Mercy 0.xlsx"],
        ]
    )


def test_the_heat_map_tells_what_cannot_be_computed(tmp_path: Path) -> None:
    nothing = "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 0/0 | 0/0 | 0/0 | 0/0 | 0/0 |"
    page = summarised(tmp_path, File("a.xlsx", following(nothing))) / "summary.html"

    assert table_with(page, "CLABSI")[1] == ["Nyack Hospital", "? cannot compute", "a.xlsx"]


def test_a_funnel_names_who_is_beyond_its_limits(usual: Path) -> None:
    """Of CLABSI alone: AMI mortality is told by too few, a median has no number of patients."""
    figures = [words for words in read_page(usual).words if words.endswith("DY3 Q1") and "," in words]

    assert "CLABSI, DY3 Q1" in figures
    assert not [words for words in figures if words.startswith(("AMI", "Median"))]
    assert table_with(usual, "Counted") == snapshot(
        [
            ["Facility", "Counted", "Rate", "Where", "Side"],
            ["Mercy 8", "34 of 72,320", "4.70", "▲ beyond the 99.8 % limit", "worse"],
        ]
    )


def test_a_proportion_has_a_funnel_too_and_a_side(tmp_path: Path) -> None:
    """Of nine hospitals with the same discharges two stand out: many deaths, and none."""
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| ami-mortality | {0}/100 | 5/100 | {0}/100 | {0}/100 | 20/400 |"
    deaths = [5, 5, 5, 5, 5, 5, 5, 9, 0]
    files = [
        File(name, following(table.format(each), facility=name)) for name, each in zip(FACILITIES, deaths, strict=True)
    ]
    rows = table_with(summarised(tmp_path, *files) / "summary.html", "Counted")

    assert [(row[0], row[3], row[4]) for row in rows[1:]] == [
        ("Mercy 7", "◆ beyond the 95 % limit", "worse"),
        ("Mercy 8", "▲ beyond the 99.8 % limit", "better"),
    ]


def test_a_measure_without_events_has_a_funnel(tmp_path: Path) -> None:
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| ami-mortality | 0/10 | 0/10 | 0/10 | 0/10 | 0/40 |"
    files = [File(name, following(table, facility=name)) for name in FACILITIES]
    page = summarised(tmp_path, *files) / "summary.html"

    assert "9 facilities, 0.00 per 1,000 discharges all together; lower is better." in read_page(page).words


def test_the_trend_tells_the_share_of_each_period(tmp_path: Path) -> None:
    later = following(
        "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 1/19210 | 2/19688 | 0/18800 | 9/18000 | 5/76265 |",
        period="DY3 Q2",
    )
    out = summarised(tmp_path, *FOLDER[:3], File("later.xlsx", later))
    described = [words for words in read_page(out / "summary.html").words if words.startswith("DY") and "% of" in words]

    assert described == ["DY3 Q1: 100 % of 2; DY3 Q2: 0 % of 1."]


def test_one_period_is_no_trend(usual: Path) -> None:
    assert not [attributes for tag, attributes in read_page(usual).elements if attributes.get("id") == "trend-title"]


def test_terms_are_named(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "Agreement <b>"\n')
    out = summarised(tmp_path / "out", FOLDER[1], program=program_under(terms))

    assert any("terms: Agreement <b>;" in words for words in read_page(out / "summary.html").words)
    assert "Agreement &lt;b&gt;" in (out / "summary.html").read_text("utf-8")


@pytest.mark.parametrize("which", ["usual", "hostile", "empty"])
def test_the_page_needs_nothing_else(which: str, request: pytest.FixtureRequest) -> None:
    """No address, no frame, no form; its policy allows its own style and script by their digests, and nothing more."""
    elements = read_page(request.getfixturevalue(which)).elements
    addresses = [attributes.get(name) for _, attributes in elements for name in ("src", "href", "action", "data")]

    assert all(address is None or address.startswith("#") for address in addresses)
    assert not [tag for tag, _ in elements if tag in {"link", "img", "iframe", "form", "object", "base"}]
    assert not [attributes for _, attributes in elements if "style" in attributes]
    (policy,) = (attributes["content"] for _, attributes in elements if "http-equiv" in attributes)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'",
        str(policy),
    )


def test_what_a_sender_wrote_is_text(hostile: Path) -> None:
    """One script, our own; nothing that turns the reading direction, nothing of a terminal."""
    content = hostile.read_text("utf-8")

    assert [tag for tag, _ in read_page(hostile).elements].count("script") == 1
    assert not any(map(is_invisible, content.replace("\n", "")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;U+202EgnpU+001B[31m" in content


@pytest.mark.parametrize("which", every_day(2, ["usual", "hostile", "empty"]))
def test_everybody_can_use_the_page(which: str, request: pytest.FixtureRequest, browser: Browser) -> None:
    path = request.getfixturevalue(which)

    assert browser.axe_violations(path) == []
    assert browser.complaints() == []


def test_a_heading_sorts_its_table(usual: Path, browser: Browser) -> None:
    """By a click upwards, by Enter downwards again; numbers in words by their value."""
    script = """
    const table = [...document.querySelectorAll("table.sortable")].find((each) => each.caption.textContent.includes("newest"));
    const heading = table.tHead.rows[0].cells[1], button = heading.firstChild;
    const names = () => [...table.tBodies[0].rows].map((row) => row.cells[1].textContent);
    button.click();
    const up = names(), first = heading.getAttribute("aria-sort");
    button.dispatchEvent(new KeyboardEvent("keydown", {key: "a"}));
    button.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}));
    return [up, first, names(), heading.getAttribute("aria-sort")];
    """
    up, first, down, second = browser.value(usual, script)

    assert (first, second) == ("ascending", "descending")
    assert all(one.casefold() <= other.casefold() for one, other in pairwise(up))
    assert sorted(down) == sorted(up)
    assert all(one.casefold() >= other.casefold() for one, other in pairwise(down))


def test_no_part_is_wider_than_the_page(usual: Path, browser: Browser) -> None:
    """Wide tables scroll in their own place."""
    assert browser.value(usual, "return document.documentElement.scrollWidth <= window.innerWidth") is True


def test_a_matrix_of_all_periods_is_as_wide_as_the_paper(tmp_path: Path, browser: Browser) -> None:
    needs_poppler()
    named = [str(period) for period in PROGRAM.periods]
    reports = (File(f"{period}.xlsx", following(period=period, facility="Jamaica Hospital")) for period in named)
    paper = tmp_path / "page.pdf"

    paper.write_bytes(browser.printed(summarised(tmp_path / "out", *reports) / "summary.html"))

    (headings,) = (line for line in pages(paper)[0].splitlines() if line.split()[:2] == ["Facility", "MCO"])
    assert [period for period in named if period not in headings] == []


def test_a_large_folder_has_a_small_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is told, and where it stands."""
    monkeypatch.setattr(heat_map, "MOST_FACILITIES", 4)
    monkeypatch.setattr(funnel, "MOST_POINTS", 5)
    monkeypatch.setattr(page, "_MOST_LINES", 3)
    out = summarised(tmp_path, *FOLDER, *of_nine())
    words = " ".join(" ".join(read_page(out / "summary.html").words).split())

    assert "7 more facilities are left out here; they stand in measures.csv ." in words
    assert "Earlier periods are left out here" in words
    assert "5 points are not drawn." in words
    assert "There are more; all of them stand in the sheet Roster of summary.xlsx." in words
    assert len(table_with(out / "summary.html", "CLABSI")) == 5


def test_contradictions_are_told(tmp_path: Path) -> None:
    changed = following(NEXT.replace("1/19210", "0/19210"))
    out = summarised(tmp_path, FOLDER[0], File("2.xlsx", changed))

    assert table_with(out / "summary.html", "File")[1] == [
        "QIP450", "2.xlsx", "CLABSI, DY2 Q3: 0 of 19,210, but 1 of 19,210 in nyack/1.xlsx.",
    ]  # fmt: skip
