"""The roster against the folder."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.folders import BASELINE, NEXT, across, baseline, following
from support.ledgers import File
from support.tables import PROGRAM
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.core.parties import normalized_name
from vbpqip.program.desk import Desk
from vbpqip.program.program import Program
from vbpqip.summary.attendance import Attended, verdict_matrix
from vbpqip.summary.stored_files import lay_out

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
    states = across(File("a.xlsx", baseline(), "2017-08-01")).execute(
        "SELECT period, state, COUNT(*) FROM expected GROUP BY period, state ORDER BY state"
    )

    assert states.fetchall() == [("DY2 Q4", "late", 1), ("DY2 Q4", "missing", ROSTER - 1)]


def test_who_is_not_on_the_roster_is_unknown() -> None:
    """Jamaica Hospital joined with DY3 Q2; its name is as it wrote it."""
    connection = across(File("a.xlsx", following(facility="JAMAICA Hospital", mco="fidelis")))
    unknown = connection.execute("SELECT * FROM expected WHERE state = 'unknown'").fetchall()

    assert unknown == [("JAMAICA Hospital", "fidelis", "DY3 Q1", "unknown", "", "", "a.xlsx")]
    assert connection.execute("SELECT COUNT(*) FROM expected").fetchone() == (ROSTER + 1,)


def test_a_missing_pairing_is_told_of_a_report_whose_names_come_close() -> None:
    """A misspelled facility is one that is missing, and one that nobody expects."""
    connection = across(File("a.xlsx", following(facility="Nyack Hopsital")), File("b.xlsx", following(mco="Other")))
    missing = connection.execute("SELECT facility, path FROM expected WHERE state = 'due' AND path <> ''").fetchall()
    row = Attended("Nyack Hospital", "Fidelis", "DY3 Q1", "missing", "2017-10-31", "", "a.xlsx", "", "")

    assert missing == [("Nyack Hospital", "a.xlsx")]
    assert str(row.shown) == str(row.outcome) == "○ missing, a report of nearly these names came"
    assert str(row._replace(path="").shown) == str(row._replace(path="").outcome) == "○ missing"


def test_of_very_many_unknown_reports_only_some_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbpqip.checking.attendance._MOST_CLOSE", 1)
    misspelled = ("Bon Secour Charity Health", "Nyack Hopsital")
    connection = across(*(File(f"{name}.xlsx", following(facility=name)) for name in misspelled))

    assert connection.execute("SELECT COUNT(*) FROM expected WHERE state = 'due' AND path <> ''").fetchone() == (1,)


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


DUE = date(2017, 10, 31)
LACKING = baseline(BASELINE + "| sepsis-3h-bundle | - | - | - | -/NA |")
"""Nyack's report of the baseline without the result of the 3-hour sepsis bundle, which has a date of its own."""


def at(mco: str = "", period: str | None = None, as_of: date | None = None) -> Program:
    """Return the program at a desk."""
    return PROGRAM.at_desk(Desk(mco, None if period is None else PROGRAM.years.parse(period), as_of))


def states_of(store: Store) -> dict[tuple[str, str, str], str]:
    """Return the state of each pairing and period."""
    rows = store.execute("SELECT facility, mco, period, state FROM expected")
    return {(facility, mco, period): state for facility, mco, period, state in rows}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(DUE - timedelta(days=1), Attendance.NOT_DUE_YET, id="the day before"),
        pytest.param(DUE, Attendance.DUE, id="on the day"),
        pytest.param(DUE + timedelta(days=1), Attendance.MISSING, id="the day after"),
        pytest.param(None, Attendance.DUE, id="no day is known"),
    ],
)
def test_what_did_not_come_is_judged_as_of_a_day(day: date | None, state: Attendance) -> None:
    states = states_of(across(File("a.xlsx", following()), program=at(as_of=day)))

    assert set(states.values()) == {Attendance.RECEIVED, state}
    assert list(states.values()).count(Attendance.RECEIVED) == 1


def test_the_day_is_that_of_the_latest_receipt_unless_another_is_given() -> None:
    file = File("a.xlsx", following(), "2017-11-02")

    assert Attendance.MISSING in states_of(across(file)).values()
    assert Attendance.NOT_DUE_YET in states_of(across(file, program=at(as_of=date(2017, 9, 1)))).values()


def test_a_period_that_was_chosen_wrongly_makes_nobody_missing() -> None:
    """A report of a later period than the inbox collects once made everybody missing who was not due yet."""
    files = (File("a.xlsx", following(), "2017-10-20"), File("b.xlsx", following(period="DY4 Q1"), "2017-10-20"))

    assert Attendance.MISSING not in states_of(across(*files)).values()


def test_at_a_desk_the_roster_is_that_of_its_mco() -> None:
    """Reports to other MCOs, and periods that are not collected, expect nobody."""
    files = (
        File("a.xlsx", following()),
        File("b.xlsx", following(facility="Brookdale Hospital", mco="Affinity")),
        File("c.xlsx", baseline()),
        File("d.xlsx", following(mco="Affinity")),
    )
    states = states_of(across(*files, program=at("fidelis", "DY3 Q1")))

    assert {(normalized_name(mco), period) for _, mco, period in states} == {("fidelis", "DY3 Q1")}
    assert states["Nyack Hospital", "Fidelis", "DY3 Q1"] == Attendance.RECEIVED
    assert len(states) == sum(each.mco == "Fidelis" for each in PROGRAM.roster_in(PROGRAM.baseline).pairings)


def test_the_period_collected_is_looked_at_though_nobody_reported_it() -> None:
    states = states_of(across(File("c.xlsx", baseline()), program=at("Fidelis", "DY3 Q1", date(2017, 12, 1))))

    assert set(states.values()) == {Attendance.MISSING}
    assert {period for *_, period in states} == {"DY3 Q1"}


def test_a_misspelled_mco_is_told_at_every_desk() -> None:
    states = states_of(across(File("a.xlsx", following(mco="Fidelity")), program=at("Fidelis")))

    assert states["Nyack Hospital", "Fidelity", "DY3 Q1"] == Attendance.UNKNOWN


@pytest.mark.parametrize(
    ("day", "state", "due"), [("2017-08-15", "received", "2017-07-31"), ("2017-08-16", "late", "2017-08-15")]
)
def test_a_measure_with_its_own_date_is_late_after_that(day: str, state: str, due: str) -> None:
    """DOH gave the 3-hour sepsis bundle 15 days more; who still lacks it then is late."""
    store = across(File("a.xlsx", LACKING, "2017-07-28"), program=at(as_of=date.fromisoformat(day)))
    rows = store.execute("SELECT state, due FROM expected WHERE facility = 'Nyack Hospital'").fetchall()

    assert rows == [(state, due)]


def test_the_verdict_matrix_says_what_became_of_each_pairing_and_period() -> None:
    corrected = NEXT.replace("0/18800", "1/18800")
    files = (
        File("a.xlsx", baseline(), "2017-07-20"),
        File("b.xlsx", following(), "2017-10-20"),
        File("c.xlsx", following(facility="Brookdale Hospital", mco="Affinity"), "2017-10-20"),
        File("d.xlsx", following(corrected, facility="Brookdale Hospital", mco="Affinity"), "2017-10-20"),
        File("e.xlsx", following(NEXT.replace("0/18800", "-/18800"), facility="Brookdale Hospital", mco="HealthFirst")),
    )
    store = across(*files, program=at(as_of=date(2017, 10, 1)))
    lay_out(store)

    rows = {
        (row.facility, row.mco): {period: each.result for period, each in row.periods.items()}
        for row in verdict_matrix(store)
    }

    assert rows["Nyack Hospital", "Fidelis"] == {"DY2 Q4": "baseline", "DY3 Q1": "met"}
    assert rows["Brookdale Hospital", "Affinity"] == {"DY2 Q4": "missing", "DY3 Q1": "ambiguous"}
    assert rows["Brookdale Hospital", "HealthFirst"] == {"DY2 Q4": "missing", "DY3 Q1": "rejected"}
    assert rows["St. Joseph's Hospital", "Affinity"] == {"DY2 Q4": "missing", "DY3 Q1": "not due yet"}
