"""The pictures that the documents show: of the finished form and of feedback, as LibreOffice and Chromium show them.

    python tests/support/pictures.py

makes them all anew; fonts of the machine show in them, so that this is for a change of what they show only. The offline page
is built for it, see ``support/pages.py``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.browser import Browser
from support.inbox import DESK, write_inbox
from support.load import Wanted, write_load
from support.office_engine import Office
from support.pages import Visit, built
from support.printing import pages, printed
from support.ready_made import TEMPLATES
from support.runs import batch
from support.samples import SAMPLES
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.feedback.contents import Contents, contents_of
from vbpqip.kinds.qit_report.feedback.described import feedback_document
from vbpqip.kinds.qit_report.feedback.workbook import feedback_workbook
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.output.html import document_as_html
from vbpqip.program.loading import load_program
from vbpqip.reviewing import read_and_review

PICTURES = TEMPLATES / "pictures"
SHOWN = {
    "start-here.png": ("met-only-by-credit.xlsx", "Start here"),
    "p4p-report.png": ("met-only-by-credit.xlsx", "Facility to MCO"),
    "check.png": ("missing-entries.xlsx", "Check before you send"),
    "attestation.png": ("met-only-by-credit.xlsx", "Attestation"),
    "trend.png": ("met-only-by-credit.xlsx", "Trend"),
}
"""Each picture: the sample that it shows, and how the title of its sheet begins."""

OF_FEEDBACK = {
    "feedback-findings.png": ("annual-rows-wrong.xlsx", "Findings"),
    "feedback-copy.png": ("annual-rows-wrong.xlsx", "P4P Report, as"),
}
"""Pictures of feedback workbooks: the sample that each is about, and how the title of its sheet begins."""

PAGES = {"feedback-page.png": "not-met.xlsx"}
"""Pictures of feedback pages."""

SECTIONS = {"summary-map.png": "section[aria-labelledby=map] table"}
"""Pictures of parts of the summary of a folder."""

FIRST_SCREENS = {"summary.png": (1280, 800)}
"""Pictures of what a window of a size shows first of the summary of an MCO's inbox."""

OF_THE_OFFLINE_PAGE = {"page.png": ("met.xlsx", "not-met.xlsx", "missing-entries.xlsx")}
"""Pictures of the offline page: what is dropped on it; the last one is shown."""

ALL = (*OF_THE_OFFLINE_PAGE, *SHOWN, *OF_FEEDBACK, *PAGES, *SECTIONS, *FIRST_SCREENS)
LARGEST = 160_000
_DOTS_TO_THE_INCH = 86
_ABOVE_THE_FOOTER = 0.93
_MARGIN = 8


class Box(NamedTuple):
    """A part of a page, in dots."""

    left: int
    top: int
    width: int
    height: int


def drawn(pdf: Path, page: int, *options: str) -> bytes:
    """Return a page, counted from 1, as an image."""
    resolution = ["-r", str(_DOTS_TO_THE_INCH), "-f", str(page), "-l", str(page)]
    command = ["pdftoppm", *resolution, *options, str(pdf)]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 -- our own words


def content_of(grey: bytes) -> Box:
    """Return the part of a grey image (PGM) that is not white, with a margin; the footer is left out."""
    _, size, _, dots = grey.split(b"\n", 3)
    width, height = map(int, size.split())
    lines = [dots[start : start + width] for start in range(0, width * int(height * _ABOVE_THE_FOOTER), width)]
    inked = [nth for nth, line in enumerate(lines) if line.strip(b"\xff")]
    left = min(_white(lines[nth]) for nth in inked)
    right = min(_white(lines[nth][::-1]) for nth in inked)
    top, bottom = inked[0], inked[-1]
    return Box(left - _MARGIN, top - _MARGIN, width - left - right + 2 * _MARGIN, bottom - top + 2 * _MARGIN)


def _white(line: bytes) -> int:
    return sum(1 for _ in takewhile(lambda dot: dot == 0xFF, line))


def picture(pdf: Path, page: int) -> bytes:
    """Return a page as a PNG file, cropped to its content."""
    left, top, width, height = map(str, content_of(drawn(pdf, page, "-gray")))
    return drawn(pdf, page, "-png", "-x", left, "-y", top, "-W", width, "-H", height)


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, samples in OF_THE_OFFLINE_PAGE.items():
            (PICTURES / name).write_bytes(_offline_page(Path(folder), samples))
    with TemporaryDirectory() as folder, Office() as office:
        for name, (sample, title) in SHOWN.items():
            _take(name, printed(office, workbook_for(SAMPLES[sample]), Path(folder)), title)
        for name, (sample, title) in OF_FEEDBACK.items():
            _take(name, printed(office, feedback_workbook(_contents(sample), QIT_REPORT), Path(folder)), title)
        with Browser() as browser:
            for name, sample in PAGES.items():
                page = Path(folder, "page.html")
                page.write_text(document_as_html(feedback_document(_contents(sample), QIT_REPORT)), "utf-8")
                (PICTURES / name).write_bytes(browser.picture(page))
            for name, section in SECTIONS.items():
                (PICTURES / name).write_bytes(browser.picture(_summary(Path(folder)), section))
            for name, size in FIRST_SCREENS.items():
                (PICTURES / name).write_bytes(browser.first_screen(_summary_of_inbox(Path(folder) / "mco"), *size))


def _contents(sample: str) -> Contents:
    program = load_program()
    return contents_of(read_and_review(workbook_for(SAMPLES[sample]), program, name=sample))


def _offline_page(folder: Path, samples: Sequence[str]) -> bytes:
    """Return the first screen of the page, on which samples were dropped."""
    page = folder / "page.html"
    page.write_bytes(built())
    with Visit("chromium", folder) as visit:
        visit.driver.set_window_size(1100, 900)
        visit.open(page)
        visit.check(TEMPLATES.parent / "sample_workbooks" / name for name in samples)
        visit.until(lambda: visit.find("#matrices").text)
        visit.script("window.scrollTo(0, 0)")
        return visit.driver.get_screenshot_as_png()


def _summary(folder: Path) -> Path:
    """Return the summary page of a made-up folder of two periods."""
    write_load(folder, Wanted(reports=46, with_errors=0.1, periods=2))
    batch(folder / "reports", "--manifest", folder / "manifest.csv", "--out", folder / "out")
    return folder / "out" / "summary.html"


def _summary_of_inbox(folder: Path) -> Path:
    """Return the summary page of an MCO's inbox."""
    inbox, manifest = write_inbox(folder), folder / "received.csv"
    batch(inbox, "--manifest", manifest, "--out", folder / "out", *DESK)
    return folder / "out" / "summary.html"


def _take(name: str, pdf: Path, title: str) -> None:
    page = next(nth for nth, text in enumerate(pages(pdf), start=1) if text.strip().startswith(title))
    (PICTURES / name).write_bytes(picture(pdf, page))


if __name__ == "__main__":
    main()
