"""Every code of the catalogue has a file that shows its issue, and a check finds it.

1. What is made for a code has that finding, and a check of it ends as a check ends.
2. There is a file for every code but those of a path, a run or a folder, and for nothing else.
3. The files can be written into a folder, each under its code and name.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from support import invalid_reports
from support.counts import every_day
from support.invalid_reports import NEVER_STORED, OF_PATHS, OF_RUNS, OF_SEVERAL, RECIPES, InvalidReport
from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.cli import main

CODES = {diagnostic.code: diagnostic.name for diagnostic in CATALOGUE}
ELSEWHERE = OF_PATHS | OF_RUNS | OF_SEVERAL


@pytest.mark.parametrize("code", every_day(3, [code for code in CODES if code not in ELSEWHERE]))
def test_1_a_check_finds_it(tmp_path: Path, code: str) -> None:
    made = RECIPES[code]()

    result = CliRunner().invoke(main, [*made.laid(tmp_path), "--format", "json"])

    assert result.exit_code in {0, 1, 3}, result.output
    (review,) = (each for each in json.loads(result.stdout)["reviews"] if Path(each["workbook"]).name == made.name)
    assert code in [finding["code"] for finding in review["findings"]]


def test_2_every_code_has_a_file_or_is_found_elsewhere() -> None:
    assert set(RECIPES) | ELSEWHERE == set(CODES)
    assert not ELSEWHERE & set(RECIPES)
    assert set(RECIPES) > NEVER_STORED


def test_3_the_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = {"QIP146": RECIPES["QIP146"], "QIP157": RECIPES["QIP157"], "QIP440": lambda: InvalidReport(b"1", beside=b"2")}
    monkeypatch.setattr(invalid_reports, "RECIPES", few)

    invalid_reports.main(str(tmp_path / "new"))

    assert {str(path.relative_to(tmp_path / "new")) for path in tmp_path.rglob("*.*") if path.is_file()} == {
        "QIP157-text-file/report.csv",
        "QIP440-same-numbers-as-another-facility/report.xlsx",
        "QIP440-same-numbers-as-another-facility/beside.xlsx",
    }
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [["vbpqip", "check"]] * 2
