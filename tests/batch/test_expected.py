"""The roster against the folder."""

from __future__ import annotations

import pytest

from support.folders import NEXT, across, baseline, following
from support.ledgers import File
from support.tables import PROGRAM
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.summary.attendance import Attended

REJECTED = following(NEXT.replace("0/18800", "-/18800"))
ROSTER = 23
"""Pairings on the roster of DY3 Q1."""


def of_nyack(*files: File) -> list[tuple[str, ...]]:
    query = "SELECT period, state, due, received, path FROM expected WHERE facility = 'Nyack Hospital' ORDER BY period"
    return across(*files).execute(query).fetchall()


def test_a_report_is_received() -> None:
    assert of_nyack(File("a.xlsx", following(), "2017-10-31")) == [
        ("DY3 Q1", "received", "2017-10-31", "2017-10-31", "a.xlsx")
    ]


def test_a_report_after_the_due_date_is_late() -> None:
    assert of_nyack(File("a.xlsx", following(), "2017-11-01")) == [
        ("DY3 Q1", "late", "2017-10-31", "2017-11-01", "a.xlsx")
    ]


def test_without_a_day_of_receipt_nothing_is_late() -> None:
    assert of_nyack(File("a.xlsx", following())) == [("DY3 Q1", "received", "2017-10-31", "", "a.xlsx")]


def test_a_correction_after_the_due_date_makes_nobody_late() -> None:
    """The first accepted report was in time; the report that stands for the pairing is the one that counts."""
    corrected = following(NEXT.replace("0/18800", "1/18800"))
    files = (File("a.xlsx", following(), "2017-10-20"), File("b.xlsx", corrected, "2017-11-20"))

    assert of_nyack(*files) == [("DY3 Q1", "received", "2017-10-31", "2017-10-20", "b.xlsx")]


def test_what_was_rejected_in_time_is_late_when_it_is_accepted() -> None:
    files = (File("a.xlsx", REJECTED, "2017-10-20"), File("b.xlsx", following(), "2017-11-20"))

    assert of_nyack(*files) == [("DY3 Q1", "late", "2017-10-31", "2017-11-20", "b.xlsx")]


def test_a_pairing_of_which_nothing_was_accepted_is_told() -> None:
    assert of_nyack(File("a.xlsx", REJECTED, "2017-10-20")) == [
        ("DY3 Q1", "rejected", "2017-10-31", "2017-10-20", "a.xlsx")
    ]


def test_a_period_that_somebody_reports_is_looked_at_for_all() -> None:
    states = across(File("a.xlsx", baseline())).execute(
        "SELECT period, state, COUNT(*) FROM expected GROUP BY period, state ORDER BY state"
    )

    assert states.fetchall() == [("DY2 Q4", "missing", ROSTER - 1), ("DY2 Q4", "received", 1)]


def test_who_is_not_on_the_roster_is_unknown() -> None:
    """Jamaica Hospital joined with DY3 Q2; its name is as it wrote it."""
    connection = across(File("a.xlsx", following(facility="JAMAICA Hospital", mco="fidelis")))
    unknown = connection.execute("SELECT * FROM expected WHERE state = 'unknown'").fetchall()

    assert unknown == [("JAMAICA Hospital", "fidelis", "DY3 Q1", "unknown", "", "", "a.xlsx")]
    assert connection.execute("SELECT COUNT(*) FROM expected").fetchone() == (ROSTER + 1,)


def test_a_missing_pairing_is_told_of_a_report_whose_names_come_close() -> None:
    """A misspelled facility is one that is missing, and one that nobody expects."""
    connection = across(File("a.xlsx", following(facility="Nyack Hopsital")), File("b.xlsx", following(mco="Other")))
    missing = connection.execute(
        "SELECT facility, path FROM expected WHERE state = 'missing' AND path <> ''"
    ).fetchall()
    row = Attended("Nyack Hospital", "Fidelis", "DY3 Q1", "missing", "2017-10-31", "", "a.xlsx", "", "")

    assert missing == [("Nyack Hospital", "a.xlsx")]
    assert str(row.shown) == "○ missing, a report of nearly these names came"
    assert str(row._replace(path="").shown) == str(row.outcome) == "○ missing"


def test_of_very_many_unknown_reports_only_some_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbpqip.batch.expected._MOST_CLOSE", 1)
    misspelled = ("Bon Secour Charity Health", "Nyack Hopsital")
    connection = across(*(File(f"{name}.xlsx", following(facility=name)) for name in misspelled))

    assert connection.execute("SELECT COUNT(*) FROM expected WHERE state = 'missing' AND path <> ''").fetchone() == (1,)


def test_names_are_compared_as_people_type_them() -> None:
    assert of_nyack(File("a.xlsx", following(facility="NYACK hospital", mco="FIDELIS")))[0][1] == "received"


def test_a_report_that_names_nobody_is_of_nobody() -> None:
    connection = across(File("a.xlsx", following(mco=None)), File("b.zip"), File("~$a.xlsx", skipped="a lock file"))

    assert connection.execute("SELECT COUNT(*) FROM expected").fetchone() == (0,)


def test_a_period_outside_the_program_has_no_roster() -> None:
    """The checker knows none, so this is a ledger that another version wrote."""
    connection = across(File("a.xlsx", following()))
    connection.execute("UPDATE judgement SET period = 'DY9 Q1'")
    connection.execute("DELETE FROM ledger")

    run_cross_report_checks(connection, PROGRAM)

    assert connection.execute("SELECT COUNT(*) FROM expected").fetchone() == (0,)
