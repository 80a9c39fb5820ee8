"""Late reports of a folder, where the 3-hour sepsis bundle may follow by a date of its own."""

from __future__ import annotations

import sqlite3
from datetime import date

from inline_snapshot import snapshot

from support.folders import BASELINE, across, baseline, following, found_in
from support.ledgers import File
from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.checking.catalogue.eligibility import REPORT_LATE
from vbpqip.checking.options import ReviewOptions

PENDING = f"{BASELINE}| sepsis-3h-bundle | - | - | - | -/NA |\n"
COMPLETE = PENDING.replace("-/NA", "61/NA")
ALONE = "| measure | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |\n| sepsis-3h-bundle | - | - | - | 61/NA |\n"
FEWER = "\n".join(line for line in PENDING.splitlines() if "clabsi" not in line)

FIRST = File("1.xlsx", baseline(PENDING), "2017-07-31")
SECOND = File("2.xlsx", baseline(COMPLETE), "2017-08-10")


def late(*files: File) -> list[str]:
    """Return the files of a folder that are late, each by itself or by what the others say."""
    return sorted({*filter(None, map(late_alone, files)), *(path for path, *_ in found_across(*files))})


def late_alone(file: File) -> str:
    """Return the path of a file that is late whatever else is in the folder, as it is reviewed; otherwise nothing."""
    assert file.form_data is not None
    day = date.fromisoformat(file.received) if file.received else None
    known = ReviewOptions(received=day, in_folder=True)
    review = review_submission(read_from(file.form_data), PROGRAM, options=known)
    return file.path if any(finding.diagnostic is REPORT_LATE for finding in review.findings) else ""


def found_across(*files: File) -> list[tuple[str, str, str]]:
    return [found for found in found_in(across(*files)) if found[1] == REPORT_LATE.code]


def attendance(connection: sqlite3.Connection) -> tuple[str, str]:
    """Return what came of Nyack, and by when it was due."""
    query = "SELECT state, due FROM expected WHERE facility = 'Nyack Hospital' AND period = 'DY2 Q4'"
    state, due = connection.execute(query).fetchone()
    return state, due


def test_a_report_that_was_completed_by_the_bundles_own_date_is_in_time() -> None:
    assert late(FIRST, SECOND) == []
    assert late(FIRST, SECOND._replace(received="2017-08-15")) == []
    assert late(FIRST, SECOND._replace(received="2017-08-16")) == ["2.xlsx"]


def test_a_report_that_completes_nothing_is_late() -> None:
    """Nothing came before, or too late, or without the other measures, or with errors, or on an unknown day."""
    wrong = PENDING.replace("2/47", "two/47")
    assert found_across(SECOND) == snapshot(
        [
            (
                "2.xlsx",
                "QIP560",
                "Received on 2017-08-10, due on 2017-07-31; in time only if all but the 3-hour sepsis bundle, due on 2017-08-15, had been reported before.",
            )
        ]
    )
    assert late(FIRST._replace(received="2017-08-01"), SECOND) == ["1.xlsx", "2.xlsx"]
    for other in (
        File("1.xlsx", baseline(FEWER), "2017-07-31"),
        File("1.xlsx", baseline(wrong), "2017-07-31"),
        File("1.xlsx", baseline(PENDING)),
        File("1.xlsx", baseline(PENDING, mco="Amerigroup"), "2017-07-31"),
        File("1.xlsx", following(), "2017-07-31"),
        File("1.xlsx", baseline(ALONE), "2017-07-31"),
    ):
        assert late(other, SECOND) == ["2.xlsx"]


def test_reports_that_name_nobody_excuse_one_another_never() -> None:
    nobody = [
        file._replace(form_data=baseline(table, facility="")) for file, table in ((FIRST, PENDING), (SECOND, COMPLETE))
    ]

    assert late(*nobody) == ["2.xlsx"]


def test_the_bundle_alone() -> None:
    """It is expected by its own date."""
    assert late(File("1.xlsx", baseline(ALONE), "2017-08-15")) == []
    assert attendance(across(File("1.xlsx", baseline(ALONE), "2017-08-15"))) == ("received", "2017-08-15")
    assert attendance(across(File("1.xlsx", baseline(ALONE), "2017-08-16"))) == ("late", "2017-08-15")
    assert attendance(across(FIRST, SECOND)) == ("received", "2017-07-31")
    assert attendance(across(SECOND)) == ("late", "2017-07-31")


def test_other_periods_have_one_date() -> None:
    complete = following("""
    | measure          | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior |
    | sepsis-3h-bundle | -      | -      | -      | 61/NA  | 60/NA |
    """)

    assert late(File("1.xlsx", complete, "2017-11-10")) == ["1.xlsx"]
