"""Reports that are checked together say of one another what a folder of them says."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from support.folders import NEXT, across, baseline, following
from support.ledgers import File
from support.tables import PROGRAM
from support.toy_kind import BED_REPORT, KEY, written_with
from support.written import written_form
from vbpqip.cli import main
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.registry import only
from vbpqip.reviewing import review_options_of, review_together, review_workbook
from vbpqip.workbook.entry_types import EntryKey, Raw

OTHER = NEXT.replace("0/18800", "3/18800")
BROOKDALE = "Brookdale Hospital"
AFFINITY, HEALTHFIRST = (
    following(facility=BROOKDALE, mco="Affinity"),
    following(OTHER, facility=BROOKDALE, mco="HealthFirst"),
)
CORRECTED = following(OTHER, facility=BROOKDALE, mco="Affinity")
SPELLED_OTHERWISE = following(facility="BROOKDALE  hospital", mco="Affinity")
ANOTHER_QUARTER = following(NEXT.replace("3/55", "4/55"))
ANOTHER_COMPARATOR = following(NEXT.replace("12/212", "12/213"))
REJECTED = following(NEXT.replace("0/18800", "-/18800"), facility=BROOKDALE, mco="HealthFirst")

Found = list[tuple[str, str, str, str]]


def together(folder: Path, *reports: FormData) -> Found:
    """Return what reports say of one another: their names, and codes, places and messages of what none has alone."""
    paths = [folder / f"{nth}.xlsx" for nth in range(len(reports))]
    for path, report in zip(paths, reports, strict=True):
        path.write_bytes(written_form(report))
    alone = {str(path): review_workbook(path, PROGRAM).findings for path in paths}
    return sorted(
        (Path(review.workbook).name, finding.diagnostic.code, str(finding.at or ""), finding.message)
        for review in (each.review for each in review_together(paths, PROGRAM))
        for finding in review.findings
        if finding not in alone[review.workbook]
    )


def in_a_folder(*reports: FormData) -> Found:
    """Return what is found across the files of a folder that has the same reports."""
    files = [
        File(f"{nth}.xlsx", report, content=sha256(written_form(report)).hexdigest())
        for nth, report in enumerate(reports)
    ]
    rows = across(*files).execute("SELECT path, code, sheet || cell, message FROM finding_across")
    return sorted((str(path), str(code), str(at), str(message)) for path, code, at, message in rows)


@pytest.mark.parametrize(
    ("reports", "codes"),
    [
        pytest.param((AFFINITY, HEALTHFIRST), {"QIP446"}, id="two MCOs told differently"),
        pytest.param((following(), AFFINITY), {"QIP440"}, id="two facilities with the same numbers"),
        pytest.param((following(), CORRECTED), set(), id="nothing in common"),
        pytest.param((AFFINITY, AFFINITY), {"QIP441"}, id="the same file again"),
        pytest.param((AFFINITY, SPELLED_OTHERWISE), {"QIP442"}, id="the same values again"),
        pytest.param((AFFINITY, CORRECTED), {"QIP444"}, id="two versions of one day"),
        pytest.param((AFFINITY, CORRECTED, HEALTHFIRST), {"QIP444"}, id="two versions and another MCO"),
        pytest.param((AFFINITY, AFFINITY, HEALTHFIRST), {"QIP441", "QIP446"}, id="a copy and another MCO"),
        pytest.param((baseline(), following()), set(), id="two periods that agree"),
        pytest.param((following(), baseline()), set(), id="two periods in another order"),
        pytest.param((baseline(), ANOTHER_QUARTER), {"QIP450"}, id="a quarter that was another"),
        pytest.param((ANOTHER_COMPARATOR, baseline()), {"QIP452"}, id="a comparator that was another"),
        pytest.param((REJECTED, REJECTED), {"QIP441"}, id="a rejected file again"),
        pytest.param((REJECTED, AFFINITY), set(), id="a rejected report beside another"),
    ],
)
def test_2_together_and_in_a_folder_the_same_is_found(
    tmp_path: Path, reports: tuple[FormData, ...], codes: set[str]
) -> None:
    found = together(tmp_path, *reports)

    assert found == in_a_folder(*reports)
    assert {code for _, code, *_ in found} == codes
    assert {at for _, _, at, _ in found} <= {""}


REPORTS = {
    "baseline": baseline(),
    "following": following(),
    "Affinity": AFFINITY,
    "HealthFirst": HEALTHFIRST,
    "corrected": CORRECTED,
    "spelled otherwise": SPELLED_OTHERWISE,
    "another quarter": ANOTHER_QUARTER,
    "another comparator": ANOTHER_COMPARATOR,
    "rejected": REJECTED,
}


@given(st.lists(st.sampled_from(sorted(REPORTS)), min_size=2, max_size=5))
def test_2_any_reports_together_and_in_a_folder(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    reports = [REPORTS[name] for name in names]

    assert together(tmp_path_factory.mktemp("reports"), *reports) == in_a_folder(*reports)


def test_2_what_counts_does_not_hang_on_what_is_told(tmp_path: Path) -> None:
    """Terms may turn the findings off; a report that was sent twice is still one."""
    codes = ("QIP440", "QIP441", "QIP442", "QIP444")
    off = [f'[[severities]]\nsince = "DY2 Q4"\ncode = "{code}"\nseverity = "off"\nsource = "S"' for code in codes]
    terms = tmp_path / "terms.toml"
    terms.write_text("\n".join(['title = "Agreement"', *off]))
    places = [tmp_path / f"{nth}.xlsx" for nth in range(4)]
    for place, report in zip(places, (AFFINITY, AFFINITY, SPELLED_OTHERWISE, following()), strict=True):
        place.write_bytes(written_form(report))

    said = CliRunner().invoke(main, ["check", *map(str, places), "--terms", str(terms)]).stdout

    assert "QIP44" not in said
    assert said.endswith("4 files: 4 accepted. Targets: 2 met. Not counted: 2 duplicate.\n")


def test_2_a_report_of_no_period_and_one_of_no_mco_contradict_nobody(tmp_path: Path) -> None:
    nowhere = following(OTHER, facility=BROOKDALE, mco="HealthFirst", period=None)

    assert together(tmp_path, AFFINITY, nowhere) == []
    assert together(tmp_path, AFFINITY, following(OTHER, facility=BROOKDALE, mco=None)) == []


def test_2_a_file_that_is_no_workbook_is_told_to_be_there_twice(tmp_path: Path) -> None:
    paths = [tmp_path / "first.xlsx", tmp_path / "second.xlsx"]
    for path in paths:
        path.write_bytes(b"a note")

    first, second = (each.review.findings for each in review_together(paths, PROGRAM))

    assert [finding.diagnostic.code for finding in second] == [*(each.diagnostic.code for each in first), "QIP441"]


def test_2_what_was_compared_with_given_reports_is_not_compared_again(tmp_path: Path) -> None:
    paths = [tmp_path / "before.xlsx", tmp_path / "now.xlsx"]
    for path, report in zip(paths, (baseline(), ANOTHER_QUARTER), strict=True):
        path.write_bytes(written_form(report))

    known = review_options_of(previous=paths[0], baseline=paths[0])
    _, now = review_together(paths, PROGRAM, options=known)

    assert [each.diagnostic.code for each in now.review.findings].count("QIP450") == 1


def test_2_an_entry_that_a_report_of_another_kind_gives(tmp_path: Path) -> None:
    values: dict[EntryKey, Raw] = {("facility", 0): "Nyack Hospital", ("mco", 0): "Fidelis"}
    values |= {("current_period", 0): "DY3 Q1", ("beds", 0): 100, ("used", 0): 60, ("target", 0): "not met"}
    (tmp_path / "beds.xlsx").write_bytes(written_with(values, stamp=KEY))
    (tmp_path / "qit.xlsx").write_bytes(written_form(following()))

    with only((QIT_REPORT, BED_REPORT)):
        beds, _ = review_together([tmp_path / "beds.xlsx", tmp_path / "qit.xlsx"], PROGRAM)

    (found,) = beds.review.findings
    assert found.diagnostic.code == "QIP447"
    assert found.message == "Nyack Hospital, qit verdict: not met, but met in qit.xlsx."


def test_2_of_two_files_of_one_name_each_is_told_by_its_place(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "report.xlsx" for folder in ("first", "second")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(written_form(AFFINITY))

    _, second = review_together(paths, PROGRAM)

    assert [each.message for each in second.review.findings] == [f"The same file as {paths[0]}."]
