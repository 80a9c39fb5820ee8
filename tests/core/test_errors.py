"""Exceptions write their own message from the facts, and keep them."""

from __future__ import annotations

import pytest

from vbpqip.core.errors import (
    BatchError,
    Mistake,
    NotComparableError,
    ProgramDataError,
    TemplateError,
    UnreadableWorkbookError,
    VbpQipError,
    raise_together,
)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        pytest.param("qit.required_share", "terms.toml: qit.required_share: is missing.", id="a-key"),
        pytest.param("", "terms.toml: is missing.", id="the-whole-file"),
    ],
)
def test_wrong_program_data_names_file_and_key(key: str, message: str) -> None:
    error = ProgramDataError("terms.toml", key, "is missing.")

    assert str(error) == message
    assert (error.file, error.key, error.reason) == ("terms.toml", key, "is missing.")


def test_several_mistakes_of_a_file_are_named_in_one_error() -> None:
    mistakes = [Mistake("title", "is missing."), Mistake("", "is odd."), Mistake("qit", "is no table.")]

    with pytest.raises(ProgramDataError) as raised:
        raise_together("terms.toml", mistakes)

    assert str(raised.value) == "terms.toml has 3 mistakes:\n  title: is missing.\n  is odd.\n  qit: is no table."
    assert (raised.value.key, raised.value.reason, list(raised.value.mistakes)) == ("title", "is missing.", mistakes)
    raise_together("terms.toml", [])


def test_an_unreadable_workbook_says_why() -> None:
    error = UnreadableWorkbookError("it is empty.")

    assert str(error) == "cannot be opened as a workbook: it is empty."
    assert error.reason == "it is empty."


def test_a_report_that_cannot_be_followed_says_what_is_in_the_way() -> None:
    error = TemplateError("period", "no report comes after it.")

    assert str(error) == "period: no report comes after it."
    assert (error.option, error.reason) == ("period", "no report comes after it.")


def test_reports_that_cannot_be_compared_say_why() -> None:
    error = NotComparableError("they are of two facilities.")

    assert str(error) == "The two reports cannot be compared: they are of two facilities."
    assert error.reason == "they are of two facilities."


def test_what_a_run_cannot_use_is_named() -> None:
    error = BatchError("out", "another run is at work here.")

    assert str(error) == "out: another run is at work here."
    assert (error.place, error.reason) == ("out", "another run is at work here.")


@pytest.mark.parametrize(
    "kind", [ProgramDataError, UnreadableWorkbookError, TemplateError, NotComparableError, BatchError]
)
def test_one_except_clause_takes_all(kind: type[Exception]) -> None:
    assert issubclass(kind, VbpQipError)
