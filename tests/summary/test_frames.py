"""The tables of a batch's results in Python."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import vbpqip
from support.summaries import FOLDER, HOSTILE, HOSTILE_FOLDER, lines_of, summarised
from vbpqip.summary.columns import ColumnType, tables


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("out"), *FOLDER)


def test_each_table_is_a_frame_with_the_columns_and_lines_of_its_file(out: Path) -> None:
    frames = vbpqip.results(out)

    assert list(frames) == [table.name for table in tables()] == ["results", "findings", "measures", "roster"]
    for table in tables():
        assert list(frames[table.name].columns) == [column.name for column in table.columns]
        assert len(frames[table.name]) == len(lines_of(out / table.file)) > 0


TYPES = {
    ColumnType.TEXT: pd.api.types.is_string_dtype,
    ColumnType.WHOLE: pd.api.types.is_integer_dtype,
    ColumnType.NUMBER: pd.api.types.is_float_dtype,
    ColumnType.FLAG: pd.api.types.is_bool_dtype,
    ColumnType.DAY: pd.api.types.is_datetime64_any_dtype,
}


def test_each_column_has_the_type_that_is_described(out: Path) -> None:
    frames = vbpqip.results(str(out))

    for table in tables():
        for column in table.columns:
            assert TYPES[column.kind](frames[table.name][column.name].dtype), column


def test_what_a_file_has_not_is_missing_and_an_annual_denominator_is_not(out: Path) -> None:
    frames = vbpqip.results(out)
    measures = frames["measures"].set_index(["path", "measure"])
    results = frames["results"].set_index("path")

    assert results["share"].isna().sum() == (results["verdict"].ne("met") | results["verdict"].isna()).sum()
    assert "NA" in set(measures["denominator"])
    assert measures.loc[("nyack/2.xlsx", "clabsi"), "result"] == pytest.approx(5 / 76265 * 10_000)
    assert results.loc["nyack/2.xlsx", "received"] == pd.Timestamp(2017, 10, 27)
    assert not results.loc["nyack/2.xlsx", "late"]


def test_received_texts_are_as_the_files_have_them(tmp_path: Path) -> None:
    frames = vbpqip.results(summarised(tmp_path / "hostile", *HOSTILE_FOLDER))

    assert frames["results"]["mco"].str.startswith("'=HYPERLINK").any()
    assert HOSTILE not in set(frames["results"]["mco"])


def test_a_folder_without_results_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_text("path")

    with pytest.raises(
        vbpqip.BatchError, match=r"it has no findings\.csv, measures\.csv, roster\.csv\. Give the folder"
    ):
        vbpqip.results(tmp_path)
