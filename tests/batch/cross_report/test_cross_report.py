"""What the reports of a folder say of one another."""

from __future__ import annotations

import sqlite3
from itertools import permutations, product
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.folders import BASELINE, NEXT, across, baseline, following, found_in
from support.ledgers import File, add, ledger_of
from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.checking.options import ReviewOptions
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program

FIRST = File("1.xlsx", baseline())


def test_reports_that_go_on_where_the_last_one_ended_have_no_finding() -> None:
    assert found_in(across(FIRST, File("2.xlsx", following()))) == []


def test_qip450_quarter_differs_from_previous() -> None:
    changed = File("2.xlsx", following(NEXT.replace("1/19210", "0/19210")))

    assert found_in(across(FIRST, changed)) == snapshot(
        [("2.xlsx", "QIP450", "CLABSI, DY2 Q3: 0 of 19,210, but 1 of 19,210 in 1.xlsx.")]
    )


def test_qip452_comparator_not_of_previous() -> None:
    changed = File("2.xlsx", following(NEXT.replace("6/76369", "8/76369").replace("7.5/NA", "9/NA")))

    assert found_in(across(FIRST, changed)) == snapshot(
        [
            ("2.xlsx", "QIP452", "CLABSI: 8 of 76,369, but 6 of 76,369 by 1.xlsx."),
            ("2.xlsx", "QIP452", "Median time to ECG: 9, but 7.5 by 1.xlsx."),
        ]
    )


def of_baseline(folder: Path) -> Program:
    """Return the program of those who compare with the baseline."""
    terms = folder / "terms.toml"
    values = '[[qit.comparator.values]]\nsince = "DY2 Q4"\nvalue = "baseline"\nsource = "Amendment 2"\n'
    terms.write_text(f'title = "Agreement"\n{values}')
    return program_under(terms)


LATER = """
| measure            | DY2 Q3   | DY2 Q4   | DY3 Q1   | DY3 Q2   | prior    |
| ami-mortality      | 3/55     | 4/58     | 2/51     | 1/49     | 12/212   |
| clabsi             | 1/19210  | 2/19688  | 0/18800  | 1/19000  | 6/76369  |
| median-time-to-ecg | -        | -        | -        | 7/NA     | 7.5/NA   |
"""
"""The report of DY3 Q2, compared with the baseline."""


def later(table: str = LATER, *, facility: str = "Nyack Hospital", mco: str = "Fidelis") -> FormData:
    return following(table, period="DY3 Q2", facility=facility, mco=mco)


def test_qip452_by_the_baseline_in_the_folder(tmp_path: Path) -> None:
    """Whatever lies between the two; without it, by the prior columns of the report before."""
    program = of_baseline(tmp_path)
    changed = File("3.xlsx", later(LATER.replace("6/76369", "8/76369").replace("7.5/NA", "9/NA")))
    second = File("2.xlsx", following())

    assert found_in(across(FIRST, second, File("3.xlsx", later()), program=program)) == []
    assert found_in(across(FIRST, changed, program=program)) == snapshot(
        [
            ("3.xlsx", "QIP452", "CLABSI: 8 of 76,369, but 6 of 76,369 by 1.xlsx, the baseline."),
            ("3.xlsx", "QIP452", "Median time to ECG: 9, but 7.5 by 1.xlsx, the baseline."),
        ]
    )
    assert found_in(across(second, changed, program=program)) == snapshot(
        [
            ("3.xlsx", "QIP452", "CLABSI: 8 of 76,369, but 6 of 76,369 as the comparator in 2.xlsx."),
            ("3.xlsx", "QIP452", "Median time to ECG: 9, but 7.5 as the comparator in 2.xlsx."),
        ]
    )


def test_qip452_a_measure_that_the_baseline_has_not_is_looked_up_in_the_report_before(tmp_path: Path) -> None:
    without = File("1.xlsx", baseline("\n".join(line for line in BASELINE.splitlines() if "clabsi" not in line)))
    second = File("2.xlsx", following())
    changed = File("3.xlsx", later(LATER.replace("6/76369", "8/76369")))

    found = found_in(across(without, second, changed, program=of_baseline(tmp_path)))

    assert [(path, message) for path, code, message in found if code == "QIP452"] == snapshot(
        [("3.xlsx", "CLABSI: 8 of 76,369, but 6 of 76,369 as the comparator in 2.xlsx.")]
    )


def test_qip452_the_baseline_is_of_the_same_pairing(tmp_path: Path) -> None:
    changed = LATER.replace("6/76369", "8/76369")
    others = (
        File("3.xlsx", later(changed, mco="Amerigroup")),
        File("4.xlsx", later(changed, facility="Jamaica Hospital")),
    )

    found = found_in(across(FIRST, *others, program=of_baseline(tmp_path)))

    assert not [code for _, code, _ in found if code == "QIP452"]


def test_qip452_in_a_folder_and_for_one_report_is_the_same(tmp_path: Path) -> None:
    """The rule stands once: both say the same of every way in which reports can follow one another."""
    agreed = of_baseline(tmp_path)
    tables = (LATER, LATER.replace("6/76369", "8/76369"), LATER.replace("7.5/NA", "9/NA"))
    for program, table, with_first, with_second in product((PROGRAM, agreed), tables, (True, False), (True, False)):
        earlier = [*([FIRST] if with_first else []), *([File("2.xlsx", following())] if with_second else [])]
        folder = found_in(across(*earlier, File("3.xlsx", later(table)), program=program))
        known = ReviewOptions(
            previous=read_from(following()) if with_second else None,
            previous_name="2.xlsx" if with_second else "",
            baseline=read_from(baseline()) if with_first else None,
            baseline_name="1.xlsx" if with_first else "",
        )
        alone = review_submission(read_from(later(table)), program, options=known)

        assert [message for path, code, message in folder if (path, code) == ("3.xlsx", "QIP452")] == [
            finding.message for finding in alone.findings if finding.diagnostic.code == "QIP452"
        ]


def test_qip454_and_qip456_tell_a_selection_that_changed() -> None:
    changed = NEXT.replace("| ami-mortality      | 2/47     | 3/55     | 4/58     | 2/51     | 12/212   |\n", "")
    changed += "| cdi | 9/18567 | 8/19210 | 9/19688 | 7/18800 | 35/76369 |\n"

    assert found_in(across(FIRST, File("2.xlsx", following(changed)))) == snapshot(
        [
            ("2.xlsx", "QIP454", "AMI mortality: selected in 1.xlsx, and no longer."),
            ("2.xlsx", "QIP456", "CDI: not selected in 1.xlsx."),
        ]
    )


def test_only_the_report_of_the_quarter_before_is_compared() -> None:
    """Neither a report two quarters before, nor one to another MCO, nor one that does not count."""
    changed = following(NEXT.replace("6/76369", "8/76369"))
    later = following(
        NEXT.replace("DY3 Q1", "DY3 Q2").replace("DY2 Q4", "DY3 Q1").replace("DY2 Q3", "DY2 Q4").replace("DY2 Q2", "DY2 Q3"),
        period="DY3 Q2",
    )  # fmt: skip
    elsewhere = baseline(mco="Excellus")
    superseded = File("0.xlsx", baseline(BASELINE.replace("2/18567", "1/18567")), "2017-07-01")

    assert found_in(across(FIRST, File("3.xlsx", later))) == []
    assert found_in(across(File("1.xlsx", elsewhere), File("2.xlsx", changed))) == []
    assert found_in(across(superseded, FIRST._replace(received="2017-07-27"), File("2.xlsx", following()))) == []


def test_qip446_mcos_told_differently() -> None:
    """Both reports are marked, each with its own numbers first; what only one of them has is no difference."""
    fidelis = following(facility="Jamaica Hospital")
    other = following(
        NEXT.replace("0/18800", "1/18800").replace("7/NA", "7.0/NA") + "| cdi | 9/18567 | 8/19210 | 9/19688 | 7/18800 | 35/76369 |",
        facility="JAMAICA  hospital",
        mco="Amerigroup",
    )  # fmt: skip

    assert found_in(across(File("f.xlsx", fidelis), File("a.xlsx", other))) == snapshot(
        [
            (
                "a.xlsx",
                "QIP446",
                "1 entry differs from the report to Fidelis in f.xlsx: CLABSI, DY3 Q1: 1 of 18,800, there 0 of 18,800.",
            ),
            (
                "f.xlsx",
                "QIP446",
                "1 entry differs from the report to Amerigroup in a.xlsx: CLABSI, DY3 Q1: 0 of 18,800, there 1 of 18,800.",
            ),
        ]
    )


def test_qip446_names_three_entries_and_counts_the_rest() -> None:
    fewer = following(NEXT.replace("/18567", "/18000").replace("/19210", "/19000").replace("/19688", "/19600").replace("6/76", "7/76"),
        mco="Amerigroup")  # fmt: skip
    (_, _, message), _ = found_in(across(File("a.xlsx", following()), File("b.xlsx", fewer)))

    assert message.startswith("4 entries differ from the report to Amerigroup in b.xlsx: CLABSI, DY2 Q2:")
    assert message.endswith("; and 1 more.")
    assert message.count(";") == 3


def test_qip446_three_mcos_are_each_compared_with_who_said_it_first() -> None:
    told = {"A": "0/18800", "B": "1/18800", "C": "0/18800"}
    files = [File(mco, following(NEXT.replace("0/18800", count), mco=mco)) for mco, count in told.items()]

    assert [path for path, code, _ in found_in(across(*files)) if code == "QIP446"] == ["A", "B"]


def test_qip440_same_numbers_as_another_facility_in_a_folder() -> None:
    files = [
        File("a.xlsx", following()),
        File("b.xlsx", following(facility="Interfaith Medical Center")),
        File("c.xlsx", following(facility="St. John's Episcopal")),
    ]

    assert found_in(across(*files)) == snapshot(
        [
            ("a.xlsx", "QIP440", "The counts are those of Interfaith Medical Center in b.xlsx."),
            ("b.xlsx", "QIP440", "The counts are those of Nyack Hospital in a.xlsx."),
            ("c.xlsx", "QIP440", "The counts are those of Nyack Hospital in a.xlsx."),
        ]
    )


def test_qip440_is_not_of_a_report_that_was_superseded() -> None:
    files = [
        File("a.xlsx", following(), "2017-10-20"),
        File("b.xlsx", following(facility="Interfaith Medical Center"), "2017-10-20"),
        File("c.xlsx", following(NEXT.replace("0/18800", "2/18800")), "2017-10-28"),
    ]

    assert found_in(across(*files)) == []


def test_the_order_of_files_is_irrelevant() -> None:
    files = [
        File("1.xlsx", baseline(), "2017-07-20"),
        File("2.xlsx", baseline(BASELINE.replace("1/18904", "2/18904")), "2017-07-20"),
        File("3.xlsx", following(), content="same"),
        File("4.xlsx", following(), content="same"),
        File("5.xlsx", following(mco="Excellus", facility="nyack hospital")),
    ]
    tables = ("standing", "finding_across", "expected")
    seen = {
        repr([sorted(connection.execute(f"SELECT * FROM {table}")) for table in tables])  # noqa: S608
        for connection in (across(*order) for order in list(permutations(files))[::17])
    }

    assert len(seen) == 1


@pytest.fixture
def strict(tmp_path: Path) -> Program:
    """Terms that take a changed quarter for an error, a comparator not at all, and waive the former for Nyack."""
    terms = tmp_path / "terms.toml"
    terms.write_text("""
        title = "Agreement"
        [[severities]]
        code = "QIP450"
        since = "DY2 Q4"
        severity = "error"
        source = "Amendment 2"
        [[severities]]
        code = "QIP452"
        since = "DY2 Q4"
        severity = "off"
        source = "Amendment 2"
        [[waivers]]
        code = "QIP450"
        facility = "Nyack Hospital"
        period = "DY3 Q1"
        approver = "A. Smith"
        reason = "A flood."
        until = 2017-12-31
    """)
    return program_under(terms)


def test_findings_are_as_serious_as_the_terms_take_them(strict: Program) -> None:
    """An error by the terms; waived where the day of receipt is known and within the waiver."""
    changed = following(NEXT.replace("1/19210", "0/19210").replace("6/76369", "8/76369"))
    query = "SELECT code, severity, waived FROM finding_across"

    told = across(FIRST, File("2.xlsx", changed), program=strict).execute(query).fetchall()
    waived = across(FIRST, File("2.xlsx", changed, "2017-10-28"), program=strict).execute(query).fetchall()

    assert told == [("QIP450", "error", "")]
    assert waived == [("QIP450", "error", '{"approver": "A. Smith", "reason": "A flood.", "until": "2017-12-31"}')]


def test_nothing_is_done_twice_where_nothing_changed() -> None:
    connection = across(FIRST)
    connection.execute("DELETE FROM standing")

    run_cross_report_checks(connection, PROGRAM)
    unchanged = connection.execute("SELECT COUNT(*) FROM standing").fetchone()
    add(connection, [File("2.xlsx", following())])
    run_cross_report_checks(connection, PROGRAM)

    assert unchanged == (0,)
    assert connection.execute("SELECT COUNT(*) FROM standing").fetchone() == (2,)


def test_a_run_that_fails_leaves_everything_as_it_was() -> None:
    connection = ledger_of(FIRST)
    run_cross_report_checks(connection, PROGRAM)
    add(connection, [File("2.xlsx", following())])
    connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON expected BEGIN SELECT RAISE(ABORT, 'no'); END")

    with pytest.raises(sqlite3.IntegrityError, match="no"):
        run_cross_report_checks(connection, PROGRAM)

    assert connection.execute("SELECT path FROM standing").fetchall() == [("1.xlsx",)]
    assert not connection.in_transaction
