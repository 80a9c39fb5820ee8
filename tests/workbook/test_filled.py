"""A form filled in from facts: a row a facility, exact numbers, and what finds no cell stays open, with a word."""

from __future__ import annotations

from decimal import Decimal

from vbpqip.core.parties import Subject
from vbpqip.core.reviews import Fact
from vbpqip.workbook.entry_types import NumberType, TextType
from vbpqip.workbook.filled import FilledIn, filled_from
from vbpqip.workbook.form import Column, Form, Table

SHARE = Column("share", "Share of beds", NumberType(), fact="occupancy")
VERDICT = Column("verdict", "What became of it", TextType(), called="target", fact="qit_verdict")


def form_of(*columns: Column, rows: int = 2) -> Form:
    table = Table("hospitals", "Report", (3, 0), (Column("facility", "Name", TextType()), *columns), "facility", rows)
    return Form("report", "1", fields=(), results=(), stamp=(), tables=(table,))


def fact(facility: str, name: str, value: str, *, mco: str | None = None, measure: str | None = None) -> Fact:
    return Fact("report", Subject(facility, mco), "DY3 Q1", measure, name, value)


def test_a_row_for_each_facility_in_the_order_of_names() -> None:
    facts = [fact("Nyack", "occupancy", "0.5"), fact("Fox", "qit_verdict", "met"), fact("Fox", "occupancy", "1")]

    assert filled_from(form_of(SHARE, VERDICT), facts) == FilledIn(
        {
            ("facility", 0): "Fox",
            ("share", 0): Decimal(1),
            ("verdict", 0): "met",
            ("facility", 1): "Nyack",
            ("share", 1): Decimal("0.5"),
        },
        ("Nyack: target.",),
    )


def test_a_fraction_that_no_cell_holds_stays_open() -> None:
    assert filled_from(form_of(SHARE), [fact("Fox", "occupancy", "1/3")]) == FilledIn(
        {("facility", 0): "Fox"}, ("Fox: Share of beds.",)
    )


def test_more_facilities_than_rows() -> None:
    facts = [fact(name, "occupancy", "1") for name in ("C", "B", "A")]

    assert filled_from(form_of(SHARE), facts).left_open == ("C: no row is left.",)


def test_of_facts_that_differ_none_is_taken() -> None:
    facts = [fact("Fox", "occupancy", value, mco=mco) for value, mco in (("1", "MVP"), ("1", "MVP"), ("2", "mvp"))]

    assert filled_from(form_of(SHARE), facts) == FilledIn(
        {("facility", 0): "Fox"}, ("Fox: Share of beds (1 and 2 are told).",)
    )


def test_a_facility_of_two_plans_has_a_row_for_each() -> None:
    facts = [fact("Fox", "occupancy", value, mco=mco) for value, mco in (("1", "MVP"), ("1", "mvp"), ("3", "Affinity"))]

    assert filled_from(form_of(SHARE), facts).values == {
        ("facility", 0): "Fox",
        ("share", 0): Decimal(3),
        ("facility", 1): "Fox",
        ("share", 1): Decimal(1),
    }


def test_facts_that_no_column_holds() -> None:
    facts = [fact("Fox", "occupancy", "1", measure="cdi"), fact("Fox", "beds", "2")]

    assert filled_from(form_of(SHARE), facts) == filled_from(form_of(), [fact("Fox", "occupancy", "1")]) == FilledIn({})
