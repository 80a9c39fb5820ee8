"""QIP447: what one kind of report repeats of another is compared with it, by what it means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.toy_kind import BED_REPORT, KEY, written_with
from vbpqip.batch.store_errors import NAME
from vbpqip.cli import main
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.registry import only
from vbpqip.workbook.entry_types import EntryKey, Raw

SAMPLE = Path(__file__).parents[3] / "sample_workbooks" / "met.xlsx"
FACILITY, MCO = "wyckoff heights  medical center", "United Health Plan"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with only((QIT_REPORT, BED_REPORT)):
        yield


def found(tmp_path: Path, target: str, *, mco: str = MCO, period: str = "DY3 Q1") -> list[tuple[str, ...]]:
    """Return what is found of a report on beds that repeats a target, beside a QIT report of DY3 Q1 that is met."""
    values: dict[EntryKey, Raw] = {("mco", 0): mco, ("current_period", 0): period, ("facility", 0): FACILITY}
    values |= {("beds", 0): 100, ("used", 0): 60, ("target", 0): target}
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "beds.xlsx").write_bytes(written_with(values, stamp=KEY))
    (tmp_path / "inbox" / "met.xlsx").write_bytes(SAMPLE.read_bytes())
    words = ["batch", str(tmp_path / "inbox"), "--out", str(tmp_path / "out"), "-q", "--jobs", "1"]
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "out" / NAME)) as connection:
        query = "SELECT path, severity, message, found, expected FROM finding_across WHERE code = 'QIP447'"
        return connection.execute(query).fetchall()


def test_qip447_entry_not_of_its_report(tmp_path: Path) -> None:
    message = "wyckoff heights medical center, qit verdict: not met, but met in met.xlsx."

    assert found(tmp_path, "not met") == [("beds.xlsx", "warning", message, "not met", "met")]


@pytest.mark.parametrize("target", ["met", "MET", "Met "])
def test_qip447_another_spelling_means_the_same(tmp_path: Path, target: str) -> None:
    assert found(tmp_path, target) == []


def test_qip447_of_another_period_or_mco_nothing_is_known(tmp_path: Path) -> None:
    assert found(tmp_path, "not met", period="DY3 Q2") == []


def test_qip447_of_another_mco_nothing_is_known(tmp_path: Path) -> None:
    assert found(tmp_path, "not met", mco="Fidelis") == []
