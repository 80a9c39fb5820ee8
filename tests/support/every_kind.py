"""Every kind of report, written with any entries: what the promises of ``tests/kinds/test_every_kind.py`` run over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from support.tables import PROGRAM
from support.toy_kind import BED_REPORT, bed_content, written_with
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.layout import FORM, MEASURES
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.writing.form_data import FormData, form_measures
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.workbook.entry_types import (
    DayType,
    EntryKey,
    EntryType,
    KeyType,
    ListedValue,
    NumberType,
    QuarterType,
    Raw,
)
from vbpqip.workbook.form import Column, Form, Table

FORMULA_LIKE = (
    '=HYPERLINK("https://example.org","pay")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
)
"""Texts that do something where they are not taken for texts."""


class WrittenKind:
    """A kind, the lists that its form offers, how many rows its tables have, and how a form of it is written."""

    def __init__(
        self,
        kind: AnyKind,
        lists: Mapping[str, Sequence[ListedValue]],
        rows: Mapping[str, int],
        write: Callable[[Mapping[EntryKey, Raw]], bytes],
    ) -> None:
        self.kind, self.lists, self.rows, self.write = kind, lists, rows, write

    @property
    def form(self) -> Form:
        """Its newest form."""
        return self.kind.forms[0]

    @property
    def entries(self) -> list[tuple[EntryKey, EntryType]]:
        """Every cell in which something can be entered, with what belongs there."""
        singles = [((each.place.name, 0), each.entry) for each in self.form.fields]
        tables = ((table, column) for table in self.form.tables for column in entered_columns(table))
        rows = [
            ((each.name, nth), each.takes)
            for table, each in tables
            for nth in range(table.rows or self.rows[table.name])
        ]
        return singles + rows


def entered_columns(table: Table) -> list[Column]:
    """Return the columns of a table in which something is entered."""
    return [each for each in table.entries if not isinstance(each.takes, KeyType)]


def _qit(values: Mapping[EntryKey, Raw]) -> bytes:
    return workbook_for(FormData(program=PROGRAM, measures=form_measures(PROGRAM), entries=values))


KINDS = (
    WrittenKind(QIT_REPORT, lists(PROGRAM), {MEASURES.name: len(form_measures(PROGRAM))}, _qit),
    WrittenKind(BED_REPORT, bed_content({}).lists, {}, written_with),
)
assert KINDS[0].form is FORM


def lawful(entry: EntryType, offered: Mapping[str, Sequence[ListedValue]]) -> st.SearchStrategy[Raw]:
    """Write what may stand in a cell."""
    if entry.offers:
        return st.sampled_from(list(offered[entry.offers]))
    if isinstance(entry, NumberType):
        return st.integers(0, 10_000)
    if isinstance(entry, DayType):
        return st.dates(date(2016, 4, 1), date(2020, 3, 31))
    return st.sampled_from(["Ada Byron", "Nyack Hospital", "St. Joseph's Hospital", "Hôpital Zoë"])


def unlawful(entry: EntryType) -> st.SearchStrategy[Raw]:
    """Write what may not stand in a cell, or only with a word about it; texts are any, also such as do harm."""
    texts = st.one_of(
        st.sampled_from(["about 12", "<11", "n/a", " NA ", "12", "1 200", "x" * 300, *FORMULA_LIKE]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=20),
    )
    numbers = st.one_of(st.integers(-5, 10**9), st.decimals(-1, 10**6, places=3).map(Decimal))
    if isinstance(entry, QuarterType):
        return st.one_of(texts, st.sampled_from(["DY9 Q9", "dy3 q1", "2017-03-31"]))
    return st.one_of(texts, numbers, st.booleans(), st.dates(date(1990, 1, 1), date(2040, 1, 1)))


@st.composite
def drawn_values(draw: st.DrawFn, written: WrittenKind, *, wrong: bool) -> dict[EntryKey, Raw]:
    """Draw some entries of a form; of those that may be wrong, one in four is."""
    chosen = draw(st.sets(st.sampled_from(written.entries), max_size=25))
    values: dict[EntryKey, Raw] = {}
    for key, entry in sorted(chosen, key=lambda each: each[0]):
        is_wrong = wrong and draw(st.integers(0, 3)) == 0
        values[key] = draw(unlawful(entry) if is_wrong else lawful(entry, written.lists))
    return values
