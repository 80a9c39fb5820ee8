"""The generator of load: what it tells of its files is what a check finds in each of them.

1. A check of each file finds what is told. 2. The same wishes give the same bytes. 3. Every kind of conflict is planted.
4. It can be run as a script.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from support.load import Told, Wanted, main, write_load
from support.planted import CONFLICTS, NOT_SUBMITTED
from vbpqip.checking.options import ReviewOptions
from vbpqip.program.loading import program_under
from vbpqip.reviewing import review_workbook

SMALL = Wanted(reports=60, with_errors=0.3, hostile=0.2, periods=2)


def found_in(path: Path, told: Told, terms: Path) -> Told:
    """Return what a check says of a file, in the words of what is told."""
    known = ReviewOptions(received=date.fromisoformat(told.received))
    review = review_workbook(path, program_under(terms), options=known)
    return told._replace(
        status=str(review.status),
        verdict=str(review.qit.verdict),
        codes=tuple(finding.diagnostic.code for finding in review.findings),
        facility=review.facility,
        mco=review.mco,
        period=str(review.period or ""),
    )


def test_1_a_check_finds_what_is_told(tmp_path: Path) -> None:
    files = write_load(tmp_path, SMALL).files

    for path, told in files.items():
        late = ("QIP560",) if told.late and told.status != "unreadable" else ()
        expected = told._replace(codes=tuple(sorted((*told.codes, *late))))
        found = found_in(tmp_path / "reports" / path, told, tmp_path / "terms.toml")
        assert found._replace(codes=tuple(sorted(found.codes))) == expected, path


def test_2_the_same_options_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("once", "again"):
        write_load(tmp_path / name, SMALL._replace(reports=40))

    once, again = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("once", "again")
    )
    assert once == again


def test_3_every_kind_of_conflict_is_planted(tmp_path: Path) -> None:
    truth = write_load(tmp_path, SMALL)

    assert {each.kind for each in truth.conflicts} == set(CONFLICTS)
    assert {path for each in truth.conflicts for path in each.paths} <= set(truth.files)


def test_3_too_few_reports_are_rejected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too few reports"):
        write_load(tmp_path, Wanted(reports=5))


def test_4_it_can_be_run_as_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path), "--reports", "8", "--periods", "1", "--conflicts", "0"])

    assert capsys.readouterr().out == f"8 files in {tmp_path / 'reports'}\n"
    told = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    written = {path.relative_to(tmp_path / "reports").as_posix() for path in (tmp_path / "reports").rglob("*.*")}
    assert set(told["files"]) | set(NOT_SUBMITTED) <= written
