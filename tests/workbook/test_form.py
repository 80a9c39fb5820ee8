"""A form is a value: equal where its parts are, and fit to be sent to another process."""

from __future__ import annotations

import pickle

from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.workbook.entry_types import DayType, NumberType, TextType


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
