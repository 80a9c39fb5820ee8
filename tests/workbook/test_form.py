"""A form is a value: equal where its parts are, and fit to be sent to another process."""

from __future__ import annotations

import pickle
from io import BytesIO

import pytest
from openpyxl import load_workbook

from support import toy_kind
from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.workbook.entry_types import DayType, NumberType, TextType
from vbpqip.workbook.form import LiveNumber


def test_entry_types_are_equal_by_what_they_take() -> None:
    assert TextType("list_mcos") == TextType("list_mcos")
    assert TextType("list_mcos") != TextType("list_mcos", is_strict=False)
    assert TextType() != NumberType()
    assert len({DayType(), DayType(), NumberType()}) == 2


def test_an_entry_type_says_what_it_is() -> None:
    assert repr(TextType("list_mcos", is_strict=False)) == "TextType('list_mcos', is_strict=False)"


def test_a_form_is_the_same_in_another_process() -> None:
    sent = pickle.loads(pickle.dumps(FORM))  # noqa: S301 -- our own

    assert sent == FORM
    assert sent.labels == FORM.labels
    assert sent._replace(version="3") != FORM


@pytest.mark.parametrize(
    ("number", "look"), [(LiveNumber.RESULT, "#,##0.00"), (LiveNumber.SHARE, "0.0%"), (LiveNumber.COUNT, "#,##0")]
)
def test_a_live_number_is_shown_rounded(number: LiveNumber, look: str) -> None:
    (table,) = toy_kind.FORM.tables
    columns = tuple(each._replace(number=number) if each.name == "share" else each for each in table.columns)
    form = toy_kind.FORM._replace(tables=(table._replace(columns=columns),))
    content = toy_kind.bed_content({})._replace(form=form)

    sheet = load_workbook(BytesIO(toy_kind.written_form(content)))[table.sheet]

    assert sheet.cell(table.at[0] + 1, 1 + [each.name for each in columns].index("share")).number_format == look
