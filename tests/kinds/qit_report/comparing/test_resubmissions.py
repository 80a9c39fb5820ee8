"""Two submissions of one report: every entry by its meaning, wherever it stands.

1. What changed, was added, was removed, or is only spelled otherwise. 2. Rows are matched by measure, columns by
quarter, contracts by what they have in common. 3. What moved a result. 4. Findings that went away, and new ones.
5. Laws: a report does not differ from itself, and a comparison backwards is the same one.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from support.comparisons import changes_as_text, comparison_of
from support.counts import examples
from support.drawn_reports import drawn_entries
from support.reviewed import with_measures
from support.tables import PROGRAM, SOUND, SOUND_CONTRACT, at, form_data_of, sheets_of, submission_of
from support.unwritten import read_from
from vbpqip.core.cells import Cell, ShownAs, Stored
from vbpqip.core.results import Outcome
from vbpqip.kinds.qit_report.comparing.comparison import Comparison, Relation
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.workbook.compare import ChangeKind
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.form_entries import Row

BEFORE = submission_of()


def resubmitted(old: str, new: str, table: str = SOUND) -> list[str]:
    """Return what changes where one cell of the sound report reads otherwise."""
    assert table.count(old) == 1
    return changes_as_text(comparison_of(submission_of(table), submission_of(table.replace(old, new))))


def test_1_a_changed_count() -> None:
    assert resubmitted("1/5000", "2/5000") == ["changed CLABSI, numerator of DY2 Q3: 1 to 2"]


def test_1_a_count_added_and_one_removed() -> None:
    assert resubmitted("1/5000", "-/5000") == ["removed CLABSI, numerator of DY2 Q3: 1 to -"]
    assert changes_as_text(comparison_of(submission_of(SOUND.replace("1/5000", "-/5000")), BEFORE)) == [
        "added CLABSI, numerator of DY2 Q3: - to 1"
    ]


@pytest.mark.parametrize("spelled", ['"1"/5000', '"1.00"/5000'])
def test_1_a_number_spelled_otherwise_is_the_same_number(spelled: str) -> None:
    (change,) = comparison_of(BEFORE, submission_of(SOUND.replace("1/5000", spelled))).changes

    assert change.kind is ChangeKind.SPELLING


def test_1_a_spreadsheet_stores_one_number_in_several_ways() -> None:
    assert resubmitted("1/5000", "1.0/5000") == []


def test_1_a_text_number_says_how_it_was_typed() -> None:
    (change,) = comparison_of(BEFORE, submission_of(SOUND.replace("1/5000", '"1"/5000'))).changes

    assert (change.old.how, change.new.how) == ("", "typed as text")


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        (Cell(Stored.NUMBER, "1", formula="2*1-1"), "calculated by a formula"),
        (Cell(Stored.NUMBER, "1", formula="2-1"), "typed as a sum"),
        (Cell(Stored.NUMBER, "1", shown_as=ShownAs.PERCENTAGE), "shown as a percentage"),
        (Cell(Stored.NUMBER, "1", shown_as=ShownAs.DAY), "shown as a date"),
    ],
)
def test_1_how_a_number_came_into_its_cell(cell: Cell, how: str) -> None:
    workbook = sheets_of(form_data_of())

    (change,) = comparison_of(
        workbook.submission(), workbook.with_cell(at("numerator_2", "clabsi"), cell).submission()
    ).changes

    assert (change.kind, change.new.how) == (ChangeKind.SPELLING, how)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("facility", Cell(Stored.TEXT, "Interfaith Medical Center", formula="A1")),
        ("attested_on", Cell(Stored.NUMBER, "43028", formula="TODAY()")),
    ],
)
def test_1_a_formula_that_gives_the_same_words_or_day(name: str, cell: Cell) -> None:
    workbook = sheets_of(form_data_of())

    (change,) = comparison_of(workbook.submission(), workbook.with_cell(at(name), cell).submission()).changes

    assert (change.kind, change.new.how) == (ChangeKind.SPELLING, "calculated by a formula")


def test_1_what_the_form_prints_is_no_entry() -> None:
    """Blank, and ``leave blank``, are the same; NA and n/a differ in spelling."""
    annual = "| measure | q1 | q2 | q3 | q4 | prior |\n| sepsis-3h-bundle | - | - | - | 56/NA | 44/NA |"

    assert resubmitted("56/NA", "56/n/a", annual) == ["spelling 3-hour sepsis bundle, denominator of DY3 Q1: NA to n/a"]
    assert resubmitted("- | - | - |", "-/- | -/- | -/- |", annual) == []


def test_1_words_and_days_of_the_heading() -> None:
    new = submission_of(
        facility="INTERFAITH  medical center", period="dy3 q1", attested_by="Bob", attested_on=date(2017, 10, 30)
    )

    assert changes_as_text(comparison_of(BEFORE, new)) == snapshot(
        [
            "spelling Heading, facility: Interfaith Medical Center to INTERFAITH medical center",
            "spelling Heading, period: DY3 Q1 to dy3 q1",
            "changed Heading, attested by: Ada Byron to Bob",
            "changed Heading, attested on: 2017-10-20 to 2017-10-30",
        ]
    )


def test_1_a_text_that_is_no_number() -> None:
    assert resubmitted("1/5000", "about 1/5000") == ["changed CLABSI, numerator of DY2 Q3: 1 to about 1"]


def test_2_rows_that_were_inserted_change_nothing() -> None:
    assert comparison_of(BEFORE, _moved_down(BEFORE)).changes == ()


def _moved_down(submission: Submission) -> Submission:
    """Return the report with two rows inserted above its table."""

    def lower(row: Row) -> list[Row]:
        return [{name: field._replace(at=field.at._replace(row=field.at.row + 2)) for name, field in row.items()}]

    return with_measures(submission, lower)


def test_2_both_places_of_an_entry_that_moved() -> None:
    (change,) = comparison_of(BEFORE, _moved_down(submission_of(SOUND.replace("1/5000", "2/5000")))).changes

    assert (str(change.old.at), str(change.new.at)) == ("P4P Report!E11", "P4P Report!E13")


def test_2_findings_move_with_their_entries() -> None:
    invalid = submission_of(SOUND.replace("1/5000", "-/5000"))
    comparison = comparison_of(invalid, _moved_down(invalid))

    assert (comparison.gone, comparison.arisen) == ((), ())
    assert comparison.new.findings


def test_2_counts_are_matched_by_the_quarter_above_them() -> None:
    """A column that was put elsewhere is not another count."""
    shifted = """
    | measure | DY3 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 | prior   |
    | clabsi  | 3/6500 | 2/4000 | 1/5000 | 0/4500 | 7/20000 |
    """

    assert [line for line in changes_as_text(comparison_of(BEFORE, submission_of(shifted))) if "CLABSI" in line] == []


def test_2_a_column_whose_quarter_was_missing() -> None:
    """A quarter that is named at last is that of its place; one that is named twice likewise."""
    for quarters in ("DY2 Q2, , DY2 Q4, DY3 Q1", "DY2 Q2, DY2 Q2, DY2 Q4, DY3 Q1"):
        told = changes_as_text(comparison_of(submission_of(quarters=quarters), BEFORE))

        assert len(told) == 1
        assert told[0].startswith(("added Heading, 2nd quarter: - to DY2 Q3", "changed Heading, 2nd quarter: DY2 Q2"))


def test_2_a_column_of_another_quarter() -> None:
    old = submission_of(quarters="DY2 Q1, DY2 Q2, DY2 Q3, DY2 Q4")
    told = changes_as_text(comparison_of(old, BEFORE))

    assert "removed CLABSI, numerator of DY2 Q1: 2 to -" in told
    assert "added CLABSI, denominator of DY3 Q1: - to 6500" in told
    assert "changed CLABSI, numerator of DY2 Q2: 1 to 2" in told


def test_2_a_quarter_that_stands_elsewhere_is_not_taken_for_that_of_its_place() -> None:
    old = submission_of(quarters="DY2 Q3, , DY2 Q4, DY3 Q1")

    assert "removed CLABSI, numerator of quarter 2: 1 to -" in changes_as_text(comparison_of(old, BEFORE))


def test_2_a_row_that_the_other_report_lacks() -> None:
    """Where nobody uses it, that is no difference."""
    without = with_measures(BEFORE, lambda row: [row] if row["measure_key"].text == "clabsi" else [])
    bare = with_measures(BEFORE, lambda row: [row] if row["measure_key"].text != "clabsi" else [])

    assert comparison_of(BEFORE, without).changes == ()
    assert changes_as_text(comparison_of(bare, BEFORE))[:2] == [
        "added CLABSI, selected: - to Yes",
        "added CLABSI, numerator of DY2 Q2: - to 2",
    ]


def test_2_a_row_that_stands_twice() -> None:
    twice = with_measures(BEFORE, lambda row: [row, row] if row["measure_key"].text == "clabsi" else [row])

    assert changes_as_text(comparison_of(BEFORE, twice))[0] == "added CLABSI, row 2 of it, selected: - to Yes"


def contracts(old: str, new: str) -> list[str]:
    return changes_as_text(
        comparison_of(submission_of(contracts=f"{HEADER}{old}"), submission_of(contracts=f"{HEADER}{new}"))
    )


HEADER = "| mco | arrangement | level | submitted | recertified | status |\n"
ONE, TWO = "| Fidelis | TCGP | 2 | 2017-05-15 | - | Approved |", "| MVP | TCGP | 3 | 2017-08-15 | - | Submitted |"


def test_2_contracts_in_another_order() -> None:
    assert contracts(f"{ONE}\n{TWO}", f"{TWO}\n{ONE}") == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (ONE.replace("Approved", "Refused"), ["changed Contract with Fidelis, status: Approved to Refused"]),
        (ONE.replace("TCGP", "IPC"), ["changed Contract with Fidelis, arrangement: TCGP to IPC"]),
        (ONE.replace("Fidelis", "MVP"), ["changed Contract with MVP, MCO: Fidelis to MVP"]),
        (ONE.replace("05-15", "06-15"), ["changed Contract with Fidelis, submitted: 2017-05-15 to 2017-06-15"]),
        (ONE.replace(" - ", " 2018-05-15 "), ["added Contract with Fidelis, re-certified: - to 2018-05-15"]),
    ],
)
def test_2_a_contract_of_which_something_changed(new: str, expected: list[str]) -> None:
    assert contracts(ONE, new) == expected


def test_2_a_contract_of_which_only_the_mco_stayed() -> None:
    assert len(contracts(ONE, ONE.replace("TCGP", "IPC").replace("05-15", "06-15"))) == 2


def test_2_another_contract() -> None:
    told = contracts(ONE, TWO)

    assert Counter(line.split(",")[0] for line in told) == {
        "added Contract with MVP": 5,
        "removed Contract with Fidelis": 5,
    }


def test_3_the_changes_that_moved_a_result() -> None:
    comparison = comparison_of(BEFORE, submission_of(SOUND.replace("1/5000", '"9"/"5000"')))
    (measure,) = comparison.measures

    assert measure.moved
    assert [change.name.entry for change in measure.movers] == ["numerator of DY2 Q3"]


def test_3_a_result_that_did_not_move_has_no_movers() -> None:
    (measure,) = comparison_of(BEFORE, submission_of(SOUND.replace("1/5000", '"1"/5000'))).measures

    assert (measure.moved, measure.movers) == (False, ())


def test_3_a_spelling_can_move_a_result() -> None:
    """What is shown as a percentage is an error, though it is the same number."""
    workbook = sheets_of(form_data_of())
    cell = Cell(Stored.NUMBER, "1", shown_as=ShownAs.PERCENTAGE)

    (measure,) = comparison_of(
        workbook.submission(), workbook.with_cell(at("numerator_2", "clabsi"), cell).submission()
    ).measures

    assert [change.kind for change in measure.movers] == [ChangeKind.SPELLING]


def test_3_the_heading_moves_all_results() -> None:
    comparison = comparison_of(submission_of(period=None, facility=None), BEFORE)
    (measure,) = comparison.measures

    assert comparison.relation is Relation.RESUBMISSION
    assert measure.old is not None
    assert measure.old.outcome is Outcome.NO_RESULT
    assert [change.name.entry for change in measure.movers] == ["period"]


def test_3_a_measure_that_is_no_longer_selected() -> None:
    (measure,) = comparison_of(
        BEFORE, submission_of(SOUND, entries={("selected", 4): "No"})
    ).measures  # fmt: skip

    assert measure.new is None
    assert [change.name.entry for change in measure.movers] == ["selected"]


def test_3_contracts_that_credits_rest_on() -> None:
    comparison = comparison_of(BEFORE, submission_of(contracts=SOUND_CONTRACT, attested_by="Bob"))

    assert (comparison.old.credits.in_force, comparison.new.credits.in_force) == (0, 1)
    assert len(comparison.contract_changes) == len(comparison.changes) - 1 == 5


def test_4_findings_gone_and_new() -> None:
    old, new = SOUND.replace("1/5000", "-/5000"), SOUND.replace("2/4000", '"2"/4000')
    comparison = comparison_of(submission_of(old), submission_of(new))

    assert [finding.diagnostic.code for finding in comparison.gone] == ["QIP310"]
    assert [finding.diagnostic.code for finding in comparison.arisen] == ["QIP317"]


def test_4_a_finding_about_the_whole_file_that_stays() -> None:
    unstamped = BEFORE._replace(stamp=BEFORE.stamp._replace(kind="", template_version=""))
    comparison = comparison_of(unstamped, unstamped)

    assert (comparison.gone, comparison.arisen) == ((), ())


def test_5_an_empty_form_does_not_differ_from_itself() -> None:
    empty = read_from(empty_form_data(PROGRAM))

    assert comparison_of(empty, empty).changes == ()


def filled(entries: dict[EntryKey, Raw]) -> Submission:
    return read_from(FormData(program=PROGRAM, measures=empty_form_data(PROGRAM).measures, entries=entries))


@settings(max_examples=examples(20), deadline=None)
@given(drawn_entries(PROGRAM))
def test_5_a_report_does_not_differ_from_itself(entries: dict[EntryKey, Raw]) -> None:
    comparison = comparison_of(filled(entries), filled(entries))

    assert (comparison.changes, comparison.gone, comparison.arisen) == ((), (), ())
    assert not any(measure.moved for measure in comparison.measures)


EDITS = st.dictionaries(
    st.tuples(
        st.sampled_from(["selected", "prior_numerator", *(f"numerator_{nth}" for nth in QUARTERS), "contract_mco"]),
        st.integers(0, 4),
    )
    | st.tuples(st.sampled_from([f"quarter_{nth}" for nth in QUARTERS]), st.just(0)),
    st.sampled_from(["Yes", "no", "12", 12, 7, "NA", "DY2 Q3", "dy3 q1", "Fidelis", None]),
    max_size=6,
)
SWAPPED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


@settings(max_examples=examples(20), deadline=None)
@given(drawn_entries(PROGRAM), EDITS)
def test_5_a_comparison_backwards_is_the_same_with_kinds_swapped(
    entries: dict[EntryKey, Raw], edits: dict[EntryKey, Raw | None]
) -> None:
    edited = {key: raw for key, raw in {**entries, **edits}.items() if raw is not None}
    forwards, backwards = (
        comparison_of(filled(entries), filled(edited)),
        comparison_of(filled(edited), filled(entries)),
    )

    assert told(forwards) == Counter(
        (SWAPPED.get(kind, kind), part, entry, new, old) for kind, part, entry, old, new in told(backwards).elements()
    )
    assert Counter(forwards.gone) == Counter(backwards.arisen)


def told(comparison: Comparison) -> Counter[tuple[ChangeKind, str, str, str, str]]:
    return Counter(
        (change.kind, change.name.part, change.name.entry, change.old.shown, change.new.shown)
        for change in comparison.changes
    )
