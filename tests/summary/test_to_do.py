"""What somebody has to do today about a folder: who, why, and by when, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inline_snapshot import snapshot

from support.folders import BASELINE, NEXT, across, baseline, following
from support.ledgers import File, ledger_of
from support.tables import PROGRAM
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.batch.store import Store
from vbpqip.program.desk import Desk
from vbpqip.program.program import Program
from vbpqip.summary.options import NOTHING_GIVEN, SummaryOptions
from vbpqip.summary.stored_files import lay_out
from vbpqip.summary.to_do import Action, to_do

WRONG = NEXT.replace("0/18800", "-/18800")
LATER = (
    NEXT.replace("DY3 Q1", "DY3 Q2").replace("DY2 Q4", "DY3 Q1").replace("DY2 Q3", "DY2 Q4").replace("DY2 Q2", "DY2 Q3")
)
FIX_BY = SummaryOptions(fix_by=date(2017, 11, 30))


def at(period: str = "", day: date | None = date(2017, 11, 20)) -> Program:
    """Return the program at Fidelis's desk."""
    return PROGRAM.at_desk(Desk("Fidelis", PROGRAM.years.parse(period), day))


def actions(store: Store, program: Program, options: SummaryOptions = NOTHING_GIVEN) -> dict[str, list[Action]]:
    lay_out(store)
    every = {each.title: list(each.actions) for each in to_do(store, program, options)}
    return {title: found for title, found in every.items() if found}


def of(
    *files: File, program: Program | None = None, options: SummaryOptions = NOTHING_GIVEN
) -> dict[str, list[Action]]:
    program = program or at()
    return actions(across(*files, program=program), program, options)


def said(found: Sequence[Action]) -> list[tuple[str, str]]:
    return [(each.who, each.why) for each in found]


def test_nothing_is_to_do_where_nothing_came_and_nothing_is_looked_at() -> None:
    assert of() == {}


def test_a_rejected_report_is_to_be_corrected_by_the_day_that_is_named() -> None:
    found = of(File("a.xlsx", following(WRONG), "2017-10-30"), options=FIX_BY)["Ask for a correction"]

    assert found == snapshot(
        [
            Action(
                who="Nyack Hospital",
                mco="Fidelis",
                period="DY3 Q1",
                why="CLABSI: numerator of DY3 Q1 is blank [QIP310]",
                due="2017-10-31",
                by="2017-11-30",
                path="a.xlsx",
                is_reviewed=True,
            )
        ]
    )


def test_of_several_rejected_versions_the_latest_is_to_be_corrected() -> None:
    files = [File(f"{day}.xlsx", following(WRONG), f"2017-10-{day}") for day in (11, 12)]

    assert [each.path for each in of(*files)["Ask for a correction"]] == ["12.xlsx"]


def test_nothing_is_to_be_corrected_of_what_was_sent_again() -> None:
    files = (File("a.xlsx", following(WRONG), "2017-10-11"), File("b.xlsx", following(), "2017-10-12"))

    assert "Ask for a correction" not in of(*files)


def test_what_was_sent_again_with_errors_is_to_be_corrected_too() -> None:
    """Though the one before it counts; of several the latest, and nothing where no day tells what was sent again."""
    accepted, *wrong = (
        File(f"{day}.xlsx", following(WRONG if day > 11 else NEXT), f"2017-10-{day}") for day in (11, 12, 13)
    )

    found = of(accepted, *wrong)

    again = "Ask for a correction of what was sent again"
    assert [each.path for each in found[again]] == ["13.xlsx"]
    assert "Ask for a correction" not in found
    assert again not in of(accepted._replace(received=""), *wrong)


def test_what_names_nobody_is_to_be_corrected_each_by_itself() -> None:
    """Several errors are counted; the one who is missing is not reminded as well where the facility is named."""
    nobody = following(WRONG, mco=None)
    found = of(
        File("a.xlsx", nobody), File("b.xlsx", nobody), File("c.xlsx", following(facility="Interfaith Medical Center"))
    )

    assert [(each.who, each.path) for each in found["Ask for a correction"]] == [
        ("Nyack Hospital", "a.xlsx"), ("Nyack Hospital", "b.xlsx"),
    ]  # fmt: skip
    assert found["Ask for a correction"][0].why.endswith(" and 1 more")
    assert "Nyack Hospital" not in {each.who for each in found["Remind"]}


def test_who_is_missing_is_reminded_with_the_due_date() -> None:
    found = of(File("a.xlsx", following()), options=FIX_BY)
    interfaith = next(each for each in found["Remind"] if each.who == "Interfaith Medical Center")

    assert (interfaith.why, interfaith.due, interfaith.by) == ("missing", "2017-10-31", "2017-11-30")


def test_who_is_only_misspelled_is_asked_for_the_name_alone() -> None:
    """Once, where several periods lack it; who is known by no name that is near is asked about by itself."""
    files = (
        File("a.xlsx", following(facility="Nyack Hopsital")),
        File("b.xlsx", following(facility="General Hospital of Nowhere")),
    )
    found = of(*files)

    assert said(found["Check the names"]) == [
        ("General Hospital of Nowhere", "not on the roster"),
        ("Nyack Hopsital", "not on the roster; of Nyack Hospital to Fidelis nothing came"),
    ]
    assert "Nyack Hospital" not in {each.who for each in found["Remind"]}
    assert said(of(*files, program=at(day=None))["Name a day"]) == [("6 reports", "expected, and not received")]


def test_who_is_misspelled_and_has_errors_is_asked_for_a_correction_alone() -> None:
    """It tells the name too: the check warns of it."""
    found = of(File("a.xlsx", following(WRONG, facility="Nyack Hopsital")))

    assert [each.who for each in found["Ask for a correction"]] == ["Nyack Hopsital"]
    assert "Check the names" not in found
    assert "Nyack Hospital" not in {each.who for each in found["Remind"]}


def test_who_is_misspelled_in_reports_that_differ_is_asked_which_counts_alone() -> None:
    other = following(NEXT.replace("0/18800", "1/18800"), facility="Nyack Hopsital")
    found = of(File("a.xlsx", following(facility="Nyack Hopsital")), File("b.xlsx", other))

    assert [each.who for each in found["Choose the report that counts"]] == ["Nyack Hopsital"]
    assert "Check the names" not in found
    assert "Nyack Hospital" not in {each.who for each in found["Remind"]}


def test_on_the_due_date_nothing_is_missing_yet() -> None:
    found = of(File("a.xlsx", following()), program=at(day=date(2017, 10, 31)))

    assert {each.why for each in found["Remind"]} == {"not received yet"}


def test_where_no_day_is_known_one_is_to_be_named() -> None:
    one = of(File("a.xlsx", following()), program=at(day=None))
    all_but_one = [
        File(f"{nth}.xlsx", following(WRONG, facility=each.facility))
        for nth, each in enumerate(PROGRAM.roster_in(PROGRAM.baseline.after(1)).pairings)
        if each.mco == "Fidelis"
    ][1:]

    assert "Remind" not in one
    assert said(one["Name a day"]) == [("6 reports", "expected, and not received")]
    assert said(of(*all_but_one, program=at(day=None))["Name a day"]) == [("1 report", "expected, and not received")]


def test_of_several_that_may_count_one_is_to_be_chosen() -> None:
    other = following(NEXT.replace("0/18800", "1/18800"))
    files = [File(f"{nth}.xlsx", other if nth else following(), "2017-10-20") for nth in range(5)]

    two, five = (of(*several)["Choose the report that counts"] for several in (files[:2], files))

    assert [(each.who, each.path) for each in two] == [("Nyack Hospital", "0.xlsx")]
    assert [each.why.partition(" differ,")[0] for each in (*two, *five)] == [
        "0.xlsx and 1.xlsx",
        "0.xlsx, 1.xlsx, 2.xlsx and 2 more",
    ]


def test_a_report_of_a_later_period_is_asked_about_where_the_collected_one_is_missing() -> None:
    """The hospital is not reminded as well; one that also sent the collected period is left alone."""
    files = (
        File("a.xlsx", following(LATER, period="DY3 Q2")),
        File("b.xlsx", following(LATER, period="DY3 Q2", facility="Interfaith Medical Center")),
        File("c.xlsx", following(facility="Interfaith Medical Center")),
    )
    found = of(*files, program=at("DY3 Q1"))

    assert said(found["Ask for the period collected"]) == [
        ("Nyack Hospital", "the report is for DY3 Q2; DY3 Q1 is collected")
    ]
    assert "Nyack Hospital" not in {each.who for each in found["Remind"]}


def test_a_report_for_another_mco_is_passed_on() -> None:
    """Whatever else is wrong with it."""
    found = of(File("a.xlsx", following(WRONG, facility="St. Luke's Cornwall", mco="WellCare")), options=FIX_BY)

    assert [(each.who, each.due, each.by) for each in found["Pass on"]] == [("St. Luke's Cornwall", "", "")]
    assert found["Pass on"][0].why.startswith("The report is for WellCare; Fidelis received it [QIP116] and ")
    assert "Ask for a correction" not in found


def test_files_that_are_no_reports_are_told_by_what_is_to_be_done() -> None:
    program = at()
    files = (File("old.xls"), File("blank.xlsx", following(WRONG)), File("slow.xlsx", failed="It took 60 seconds."), File("large.xlsx", failed="x"), File("a.eml", unread="It is an e-mail."))  # fmt: skip
    store = ledger_of(*files, program=program)
    store.execute(
        "UPDATE judgement SET status = 'blank', document = json_set(document, '$.status', 'blank') WHERE id = (SELECT judgement FROM file WHERE path = 'blank.xlsx')"
    )
    store.execute("UPDATE file SET state = 'unread' WHERE path = 'a.eml'")
    store.execute("UPDATE file SET state = 'judged', judgement = NULL, reason = 'too large' WHERE path = 'large.xlsx'")
    run_cross_report_checks(store, program)
    found = actions(store, program)

    assert {title: said(each) for title, each in found.items() if title != "Remind"} == snapshot(
        {
            "Ask for an Excel workbook (.xlsx)": [
                ("large.xlsx", "too large"),
                ("old.xls", "The file cannot be opened as a workbook: it is damaged [QIP160]"),
            ],
            "Ask for a report that is filled in": [("Nyack Hospital", "CLABSI: numerator of DY3 Q1 is blank [QIP310]")],
            "Look into these files": [("a.eml", "It is an e-mail")],
            "Run again": [("slow.xlsx", "It took 60 seconds")],
        }
    )
    assert not found["Ask for an Excel workbook (.xlsx)"][0].is_reviewed


def test_a_measure_that_comes_later_is_waited_for_with_its_own_date() -> None:
    found = of(File("a.xlsx", baseline(BASELINE + "| sepsis-3h-bundle | - | - | - | -/NA |"), "2017-07-28"))

    assert [(each.who, each.why, each.due) for each in found["Wait for the rest"]] == [
        ("Nyack Hospital", "still to come: 3-Hour Sepsis Bundle", "2017-08-15")
    ]


def test_a_verdict_that_nobody_can_tell_is_waited_for() -> None:
    program = at()
    store = across(File("a.xlsx", following()), program=program)
    store.execute("UPDATE judgement SET verdict = 'not_determined'")

    assert said(actions(store, program)["Wait for the rest"]) == [("Nyack Hospital", "no verdict can be told yet")]


def test_reports_with_warnings_are_counted() -> None:
    """Warnings within a report, and those that other reports give."""
    typed = following(NEXT.replace("0/18800", '"0"/18800'))
    one = of(File("a.xlsx", typed), File("b.xlsx", following(facility="Interfaith Medical Center")))
    alone = of(File("a.xlsx", typed))

    assert said(one["Read the warnings"]) == [("2 accepted reports", "with warnings")]
    assert said(alone["Read the warnings"]) == [("1 accepted report", "with warnings")]
