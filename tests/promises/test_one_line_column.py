"""A column is one line of the form: added to a copy of it, and nowhere else, it goes the whole way."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as OpenedWorkbook

from support.cases import row_inserted
from support.comparisons import changes_as_text, comparison_of
from support.reviewed import review_submission
from support.tables import PROGRAM, form_data_of
from support.written import WrittenForm, written_form
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, FORM, MEASURES, QUARTERS, seen_columns, with_hidden
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.prefilling import PrefillOptions
from vbpqip.kinds.qit_report.writing.roll_forward import roll_forward
from vbpqip.workbook.entered import entered_in
from vbpqip.workbook.entry_types import EntryKey, NumberType, Raw
from vbpqip.workbook.form import DOUBT, TO_FIX, Carry, Column, Slot, Table
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.read import read_workbook

MEMBERS = Column("contract_members", "Members covered", NumberType(), "How many members.", "members", Carry.LOCKED)
TRANSFERS = tuple(
    Column(
        f"transfers_{nth}",
        f"Transfers, quarter {nth}",
        NumberType(),
        "Transfers in the quarter named above.",
        carry=Carry.LOCKED,
        slot=Slot("transfers", of=f"quarter_{nth}"),
    )
    for nth in QUARTERS
)


def _with(table: Table, before: str, *columns: Column) -> Table:
    """Return a table as it is with further columns among those of its own."""
    seen = seen_columns(table)
    nth = [each.name for each in seen].index(before)
    workings = [each for each in table.columns[len(seen) :] if not each.name.startswith((TO_FIX, DOUBT))]
    return table._replace(columns=with_hidden((*seen[:nth], *columns, *seen[nth:]), *workings))


WIDER = FORM._replace(
    tables=(_with(MEASURES, "result", *TRANSFERS), _with(CONTRACT_TABLE, "contract_quarters", MEMBERS))
)
CLABSI = 4
TABLE = """
| measure | selected | DY2 Q2  | DY2 Q3  | DY2 Q4  | DY3 Q1  | prior   |
| clabsi  | Yes      | 2/4000  | 1/5000  | 0/4500  | 3/6500  | 7/20000 |
"""
CONTRACT = (
    "| mco | arrangement | level | submitted | recertified | status |\n| MVP | TCGP | 2 | 2017-05-15 | - | Approved |"
)
ENTERED: dict[EntryKey, Raw | None] = {
    ("contract_members", 0): 1200,
    **{(f"transfers_{nth}", CLABSI): 10 * nth for nth in QUARTERS},
}


def filled(changes: dict[EntryKey, Raw | None] | None = None) -> FormData:
    entries = {**ENTERED, **(changes or {})}
    return form_data_of(TABLE, contracts=CONTRACT, entries=entries)._replace(form=WIDER)


@cache
def wider() -> WrittenForm:
    """Return the form with the columns, whose formulas are put together once."""
    return WrittenForm(filled())


def read(content: bytes) -> Submission:
    workbook = open_workbook(content)
    return as_submission(read_workbook(WIDER, workbook), workbook)


def told(changes: dict[EntryKey, Raw | None] | None = None) -> Submission:
    return read(written_form(filled(changes)))


@pytest.fixture(scope="module")
def written() -> OpenedWorkbook:
    return load_workbook(BytesIO(written_form(filled())))


@pytest.mark.parametrize(("sheet", "column"), [(CONTRACTS, MEMBERS), *((REPORT, each) for each in TRANSFERS)])
def test_it_is_drawn_unlocked_named_prompted_and_validated(written: OpenedWorkbook, sheet: str, column: Column) -> None:
    """On the sheet it is what its neighbours are."""
    table = WIDER.table_on(sheet)
    place = table.places(table.rows or 11)[column.name]
    first = written[sheet][place.at().address]

    assert written[sheet][place.label_at.address].value == column.label
    assert not first.protection.locked
    assert written.defined_names[column.name].attr_text.startswith(f"'{sheet}'!${first.column_letter}${first.row}:")
    (rule,) = [each for each in written[sheet].data_validations.dataValidation if first.coordinate in each.sqref]
    assert (rule.type, rule.promptTitle, rule.prompt) == ("whole", column.label, column.prompt)


def test_it_is_read() -> None:
    entries = told().entries

    assert [str(row["contract_members"].entry.value) for row in entries.tables["contracts"]] == ["1200"]
    assert [str(entries.tables["measures"][CLABSI][each.name].entry.value) for each in TRANSFERS] == [
        "10", "20", "30", "40",
    ]  # fmt: skip


def test_it_is_read_by_its_label_where_its_name_is_lost() -> None:
    workbook = load_workbook(BytesIO(written_form(filled())))
    del workbook.defined_names["contract_members"]
    stream = BytesIO()
    workbook.save(stream)

    entries = read(stream.getvalue()).entries

    assert entries.found_by_label == ("contract_members",)
    assert [str(row["contract_members"].entry.value) for row in entries.tables["contracts"]] == ["1200"]


def test_it_is_read_below_an_inserted_row() -> None:
    tables = read(row_inserted(written_form(filled()))).entries.tables

    assert [str(tables["measures"][CLABSI][each.name].entry.value) for each in TRANSFERS] == ["10", "20", "30", "40"]


def test_it_is_in_the_json() -> None:
    entered = entered_in(told().entries)

    assert entered.tables["contracts"][0]["contract_members"] == "1200"
    assert [entered.tables["measures"][CLABSI][each.name] for each in TRANSFERS] == ["10", "20", "30", "40"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({("contract_members", 0): "many"}, "Contract with MVP, members: 'many' is not a number. [QIP315]"),
        ({("transfers_2", CLABSI): "many"}, "CLABSI, Transfers, quarter 2: 'many' is not a number. [QIP315]"),
        ({("contract_members", 0): "1200"}, "Contract with MVP, members: text, read as 1200. [QIP317]"),
        ({("contract_members", 0): -5}, "Contract with MVP, members: -5 is negative. [QIP350]"),
        ({("transfers_2", CLABSI): 1.5}, "CLABSI, Transfers, quarter 2: 1.5 is not a whole number. [QIP340]"),
        ({("contract_members", 0): "NA"}, "Contract with MVP, members: NA where a count belongs. [QIP312]"),
        (
            {("transfers_2", CLABSI): 10**12},
            "CLABSI, Transfers, quarter 2: 1000000000000 is larger than any hospital's count. [QIP360]",
        ),
        ({("contract_members", 0): "<11"}, "Contract with MVP, members: '<11' hides the count. [QIP311]"),
    ],
)
def test_it_is_checked(changes: dict[EntryKey, Raw | None], message: str) -> None:
    sound = {each.diagnostic.code for each in review_submission(told(), PROGRAM).findings}
    (finding,) = [
        each for each in review_submission(told(changes), PROGRAM).findings if each.diagnostic.code not in sound
    ]

    assert f"{finding.message} [{finding.diagnostic.code}]" == message


@pytest.mark.parametrize("raw", ["many", -5, 1.5, "NA", 10**12, True])
@pytest.mark.parametrize("key", [("contract_members", 0), ("transfers_2", CLABSI)], ids=str)
def test_it_is_looked_at_on_the_form(key: EntryKey, raw: Raw) -> None:
    """What is validated when it is typed is to fix where it was pasted."""
    form = wider()
    sound, wrong = form.shown(filled().entries), form.shown(filled({key: raw}).entries)

    assert sound[FORM.singles["ready"].at()] == "READY"
    assert wrong[FORM.singles["ready"].at()] == "NOT READY: 1 item"
    assert wrong[form.book.places[f"{TO_FIX}{key[0]}"].at(key[1])] != 0


def test_it_is_compared() -> None:
    changed = told({("contract_members", 0): 1300, ("transfers_4", CLABSI): None})

    assert changes_as_text(comparison_of(told(), changed)) == [
        "removed CLABSI, transfers of DY3 Q1: 40 to -",
        "changed Contract with MVP, members: 1200 to 1300",
    ]


def test_it_is_carried_over() -> None:
    """What stands under a quarter moves with it; what is entered for a contract stays with it."""
    last = told()

    form_data = roll_forward(last, review_submission(last, PROGRAM), PROGRAM, PrefillOptions(form=WIDER)).form_data

    carried = {key: raw for key, raw in form_data.entries.items() if key in form_data.carried and key in ENTERED}
    assert carried == {
        ("contract_members", 0): 1200,
        **{(f"transfers_{nth}", CLABSI): 10 * (nth + 1) for nth in (1, 2, 3)},
    }
    assert read(written_form(form_data)).entries.tables["contracts"][0]["contract_members"].entry.value == 1200
