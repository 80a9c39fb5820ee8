"""Which of several reports of one sender, receiver and period counts: the latest accepted by day of receipt, else none."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from support.folders import NEXT, across, baseline, following, found_in, standings
from support.ledgers import File
from support.quarters import Quarter
from support.tables import PROGRAM
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.checking.between.versions import Candidate, VersionStatus, decisions_of
from vbpqip.core.later import Later
from vbpqip.core.reviews import Status
from vbpqip.program.desk import ALL_DESKS, Desk

CORRECTED = following(NEXT.replace("0/18800", "1/18800"))
REJECTED = following(NEXT.replace("0/18800", "-/18800"))


def why(*files: File) -> dict[str, str]:
    query = "SELECT path, because FROM standing ORDER BY path"
    return dict(across(*files).execute(query).fetchall())


def test_a_report_that_is_alone_counts() -> None:
    assert standings(across(File("a.xlsx", baseline()), File("b.xlsx", following()))) == {
        "a.xlsx": "counts",
        "b.xlsx": "counts",
    }


def test_the_latest_of_two_counts() -> None:
    files = (File("b.xlsx", following(), "2017-10-20"), File("a.xlsx", CORRECTED, "2017-10-28"))

    assert standings(across(*files)) == {"a.xlsx": "counts", "b.xlsx": "superseded"}
    assert why(*files) == snapshot(
        {
            "a.xlsx": "the latest of 2 accepted ones of its sender, receiver and period",
            "b.xlsx": "a.xlsx was received later, on 2017-10-28",
        }
    )


def test_a_resubmission_that_is_rejected_supersedes_nothing() -> None:
    files = (File("a.xlsx", following(), "2017-10-20"), File("b.xlsx", REJECTED, "2017-10-28"))

    assert standings(across(*files)) == {"a.xlsx": "counts", "b.xlsx": "not accepted"}


def test_qip444_resubmission_ambiguous() -> None:
    """Reports with other values, and no day of receipt: none of them counts, and each is marked."""
    connection = across(File("a.xlsx", following()), File("b.xlsx", CORRECTED))

    assert standings(connection) == {"a.xlsx": "ambiguous", "b.xlsx": "ambiguous"}
    assert found_in(connection) == snapshot(
        [
            ("a.xlsx", "QIP444", "2 reports differ, and days of receipt do not tell which is the latest."),
            ("b.xlsx", "QIP444", "2 reports differ, and days of receipt do not tell which is the latest."),
        ]
    )


def test_qip444_of_one_day_too() -> None:
    day = "2017-10-28"
    files = (File("a.xlsx", following(), day), File("b.xlsx", CORRECTED, day), File("c.xlsx", baseline(), day))

    assert standings(across(*files)) == {"a.xlsx": "ambiguous", "b.xlsx": "ambiguous", "c.xlsx": "counts"}


def test_qip444_where_an_unknown_day_could_be_the_latest() -> None:
    """What was surely received before is superseded all the same."""
    third = following(NEXT.replace("0/18800", "3/18800"))
    files = (File("a.xlsx", following(), "2017-10-28"), File("b.xlsx", CORRECTED), File("c.xlsx", third, "2017-10-20"))

    assert standings(across(*files)) == {"a.xlsx": "ambiguous", "b.xlsx": "ambiguous", "c.xlsx": "superseded"}
    assert why(*files)["c.xlsx"] == "others were received later, on 2017-10-28"


def test_qip442_same_values_again() -> None:
    connection = across(File("a.xlsx", following(), "2017-10-20"), File("b.xlsx", following(), "2017-10-28"))

    assert standings(connection) == {"a.xlsx": "counts", "b.xlsx": "duplicate"}
    assert found_in(connection) == [("b.xlsx", "QIP442", "The same values as a.xlsx.")]


def test_of_equal_reports_the_first_received_counts() -> None:
    """Whatever came between, and wherever one without a day stands: sent again, a report is no later than it was."""
    files = (
        File("a.xlsx", following(), "2017-10-28"),
        File("b.xlsx", following(), "2017-10-20"),
        File("c.xlsx", CORRECTED, "2017-10-25"),
        File("d.xlsx", following()),
    )

    assert standings(across(*files)) == {
        "a.xlsx": "duplicate",
        "b.xlsx": "counts",
        "c.xlsx": "superseded",
        "d.xlsx": "duplicate",
    }
    assert why(*files) == snapshot(
        {
            "a.xlsx": "the same values as b.xlsx",
            "b.xlsx": "the first received of 3 with the same values, the latest of its sender, receiver and period",
            "c.xlsx": "a.xlsx was received later, on 2017-10-28",
            "d.xlsx": "the same values as b.xlsx",
        }
    )


def test_other_contracts_are_other_values() -> None:
    """A report whose contract earns a credit is another one, though every count is the same."""
    contracts = "| mco | level | submitted | status |\n| Fidelis | 2 | 2017-05-15 | Approved |"
    files = (File("a.xlsx", following()), File("b.xlsx", following(contracts=contracts)))

    assert standings(across(*files)) == {"a.xlsx": "ambiguous", "b.xlsx": "ambiguous"}


def test_rows_in_another_order_are_the_same_values() -> None:
    rows = NEXT.strip().splitlines()
    files = (File("a.xlsx", following()), File("b.xlsx", following("\n".join([rows[0], *reversed(rows[1:])]))))

    assert standings(across(*files)) == {"a.xlsx": "counts", "b.xlsx": "duplicate"}


def test_qip441_same_file_again() -> None:
    """The copy is marked, not the file that counts, wherever it stands in the alphabet."""
    files = (
        File("b.xlsx", following(), "2017-10-20", content="same"),
        File("a.xlsx", following(), "2017-10-28", content="same"),
    )
    connection = across(*files)

    assert standings(connection) == {"a.xlsx": "duplicate", "b.xlsx": "counts"}
    assert found_in(connection) == [("a.xlsx", "QIP441", "The same file as b.xlsx.")]


def test_qip441_of_files_that_cannot_be_read() -> None:
    connection = across(File("a.zip", content="x"), File("b.zip", content="x"))

    assert standings(connection) == {"a.zip": "not accepted", "b.zip": "not accepted"}
    assert found_in(connection) == [("b.zip", "QIP441", "The same file as a.zip.")]


def test_what_is_not_accepted_says_why() -> None:
    assert why(File("a.xlsx", REJECTED), File("b.zip"), File("c.tmp", skipped="a lock file")) == {
        "a.xlsx": "it has errors",
        "b.zip": "it could not be read",
    }


def test_an_accepted_report_of_nobody_does_not_count() -> None:
    """The terms cannot ease a missing name, so this is a ledger that another version wrote."""
    connection = across(File("a.xlsx", following()))
    connection.execute("UPDATE judgement SET receivers_normalized = '', verdict = 'met '")
    connection.execute("DELETE FROM ledger")

    run_cross_report_checks(connection, PROGRAM)

    assert connection.execute("SELECT * FROM standing").fetchall() == [
        ("a.xlsx", "unnamed", "it names no sender, receiver or period")
    ]


days = st.sampled_from(["", "2017-10-20", "2017-10-28"])
candidates = st.lists(st.tuples(days, st.sampled_from("AB")), min_size=1, max_size=6)


def decide(told: list[tuple[int, tuple[str, str]]]) -> dict[str, VersionStatus]:
    several = [candidate(nth, day, values) for nth, (day, values) in told]
    return {decision.report: decision.version_status for decision in decisions_of(several, None, ALL_DESKS)}


def candidate(nth: int, received: str = "", values: str = "A", status: Status = Status.ACCEPTED) -> Candidate[str]:
    name = f"{nth}"
    return Candidate(name, name, name, status, is_named=True, received=received, values=Later(lambda: values))


@given(st.lists(st.tuples(st.sampled_from([*Status]), days, st.sampled_from("AB")), min_size=1, max_size=6))
def test_of_a_period_that_is_not_collected_none_counts(told: list[tuple[Status, str, str]]) -> None:
    """What would count is told to be of another period; all else is what it would be where all is collected."""
    several = [candidate(nth, day, values, status) for nth, (status, day, values) in enumerate(told)]
    period, other = (Desk(period=Quarter(3, number)) for number in (1, 2))
    collected, elsewhere = (
        {each.report: each.version_status for each in decisions_of(several, Quarter(3, 1), desk)}
        for desk in (period, other)
    )

    assert len(collected) == len(several)
    assert elsewhere == {
        name: VersionStatus.OTHER_PERIOD if status is VersionStatus.COUNTS else status
        for name, status in collected.items()
    }
    assert {name for name, status in collected.items() if status is VersionStatus.NOT_ACCEPTED} == {
        each.report for each in several if each.status is not Status.ACCEPTED
    }


@given(candidates, st.randoms(use_true_random=False))
def test_the_order_of_files_is_irrelevant(told: list[tuple[str, str]], random: Random) -> None:
    listed = list(enumerate(told))
    shuffled = random.sample(listed, len(listed))

    assert decide(shuffled) == decide(listed)


@given(candidates)
def test_one_report_counts_or_several_are_ambiguous(told: list[tuple[str, str]]) -> None:
    version_status = list(decide(list(enumerate(told))).values())
    ambiguous = version_status.count(VersionStatus.AMBIGUOUS)

    assert len(version_status) == len(told)
    assert (version_status.count(VersionStatus.COUNTS), ambiguous > 1) in {(1, False), (0, True)}


@given(candidates)
def test_nothing_equal_came_before_the_report_that_counts(told: list[tuple[str, str]]) -> None:
    version_status = decide(list(enumerate(told)))
    for nth, (day, values) in enumerate(told):
        if version_status[str(nth)] is VersionStatus.COUNTS:
            days = [other for other, equal in told if equal == values and other]
            assert day == min(days, default="")


@given(candidates)
def test_what_is_superseded_has_a_day_before_the_latest(told: list[tuple[str, str]]) -> None:
    version_status = decide(list(enumerate(told)))
    superseded = [day for nth, (day, _) in enumerate(told) if version_status[str(nth)] is VersionStatus.SUPERSEDED]

    assert all("" < day < max(day for day, _ in told) for day in superseded)
