"""What counts among the targets is the same for ``check``, and for ``batch`` on the console, page, workbook and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.folders import baseline, following
from support.inbox import WRONG_PERIOD, of
from support.reports import report
from support.runs import batch
from support.summaries import lines_of, rows_of, table_with
from support.written import written_form
from vbpqip.cli import main

NUMBERS_OF_ANOTHER = (
    'title = "T"\n[[severities]]\ncode = "QIP440"\nsince = "DY2 Q4"\nseverity = "error"\nsource = "S"\n'
)
OF_ANOTHER_MCO = 'title = "T"\n[[severities]]\ncode = "QIP116"\nsince = "DY2 Q4"\nseverity = "warning"\nsource = "S"\n'
VERDICTS = ("met", "not met", "baseline", "not determined")

FILES = {
    "met.xlsx": of(1),
    "missed.xlsx": of(2, {("numerator_1", 4): 30, ("numerator_1", 0): 20}),
    "rejected.xlsx": of(3, {("numerator_2", 0): 51}),
    "another period.xlsx": of(4, WRONG_PERIOD),
    "of nobody.xlsx": of(5, {("facility", 0): None}),
    "twice.xlsx": of(6),
    "twice, otherwise.xlsx": of(6, {("numerator_2", 4): 2}),
    "copy.xlsx": of(1),
    "not on the roster.xlsx": of(0, {("facility", 0): "Nyak Hospitl"}),
    "another MCO.xlsx": report({("facility", 0): "Brookdale Hospital", ("mco", 0): "Affinity"}),
    "another MCO, unknown.xlsx": report({("facility", 0): "Nyack Hospital", ("mco", 0): "Affinity"}),
    "baseline.xlsx": written_form(baseline()),
    "after the baseline.xlsx": written_form(following()),
    "damaged.xlsx": of(1)[:5000],
}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder with all of them."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def counted(text: str) -> Counter[str]:
    """Return how many are of each verdict, of a text such as ``2 met, 1 due``."""
    return Counter(
        {words: int(number) for number, words in re.findall(r"([\d,]+) ([a-z ]+)", text) if words in VERDICTS}
    )


def of_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Counter[str]:
    """Return the same of a table of numbers, each row of a period."""
    found: Counter[str] = Counter()
    for row in rows:
        numbers = {heading.casefold(): number for heading, number in zip(headings, row, strict=False)}
        found += Counter({verdict: int(numbers[verdict]) for verdict in VERDICTS})
    return found


@pytest.mark.parametrize(
    ("terms", "words", "wanted"),
    [
        pytest.param("", (), {"met": 6, "not met": 1, "baseline": 1}, id="all"),
        pytest.param("", ("--mco", "Fidelis"), {"met": 4, "not met": 1, "baseline": 1}, id="an MCO"),
        pytest.param("", ("--period", "DY3 Q1"), {"met": 5, "not met": 1}, id="a period"),
        pytest.param("", ("--period", "DY2 Q4", "--mco", "Fidelis"), {"baseline": 1}, id="the baseline"),
        pytest.param("", ("--period", "DY3 Q3"), {}, id="none"),
        pytest.param(
            OF_ANOTHER_MCO, ("--mco", "Fidelis"), {"met": 6, "not met": 1, "baseline": 1}, id="taken by terms"
        ),
        pytest.param(NUMBERS_OF_ANOTHER, (), {"met": 3, "not met": 1, "baseline": 1}, id="rejected between reports"),
    ],
)
def test_the_same_reports_count(
    inbox: Path, tmp_path: Path, terms: str, words: tuple[str, ...], wanted: dict[str, int]
) -> None:
    if terms:
        (tmp_path / "terms.toml").write_text(terms)
        words = (*words, "--terms", str(tmp_path / "terms.toml"))
    out = tmp_path / "out"

    checked = CliRunner().invoke(main, ["check", *map(str, sorted(inbox.iterdir())), *words]).stdout
    printed = batch(inbox, "--out", out, *words).stdout
    results = [line for line in lines_of(out / "results.csv") if line["standing"] == "counts"]
    roster = [line for line in lines_of(out / "roster.csv") if line["standing"] == "counts"]
    overview = rows_of(out / "summary.xlsx", "Overview")
    at = next(nth for nth, row in enumerate(overview) if row[:1] == ["Verdicts of the reports that count"])
    of_workbook = takewhile(bool, overview[at + 2 :])
    of_page = table_with(out / "summary.html", "Met of decided")

    assert counted(" ".join(checked.split()).partition("Targets: ")[2].partition(".")[0]) == wanted
    assert sum((counted(line) for line in printed.splitlines() if line.startswith("DY")), Counter()) == wanted
    assert Counter(line["verdict"].replace("_", " ") for line in results) == wanted
    assert Counter(line["verdict"].replace("_", " ") for line in roster) == wanted
    assert {line["status"] for line in results} <= {"accepted"}
    assert of_rows(overview[at + 1], of_workbook) == wanted
    assert of_rows([each.lstrip("✔✘◆? ") for each in of_page[0]], of_page[1:]) == wanted


def test_what_is_accepted_and_does_not_count_is_told(inbox: Path, tmp_path: Path) -> None:
    """Accepted reports are those that count and those of which is told why they do not."""
    words = ("--mco", "Fidelis", "--period", "DY3 Q1")
    text = CliRunner().invoke(main, ["check", *map(str, sorted(inbox.iterdir())), *words]).stdout
    batch(inbox, "--out", tmp_path / "out", *words)
    overview = rows_of(tmp_path / "out" / "summary.xlsx", "Overview")
    at = next(nth for nth, row in enumerate(overview) if row[:1] == ["Accepted reports"])
    numbers = dict(overview[at + 2 : at + 8])

    assert (
        "Targets: 3 met, 1 not met. Not counted: 2 ambiguous, 1 duplicate, 2 of another period. "
        "Reports of DY3 Q1: 4 received, 1 rejected, 2 due, 1 not on the roster."
    ) in " ".join(text.split())
    assert numbers == {
        "that count": 4,
        "of another period than the one collected": 2,
        "superseded by a later one": 0,
        "duplicates": 1,
        "ambiguous, so that none of them counts": 2,
        "without a sender, receiver or period": 0,
    }
