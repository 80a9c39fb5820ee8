"""Names as people type them: one is found however it is typed, and none is guessed."""

from __future__ import annotations

import pytest

from vbpqip.core.errors import UnknownNameError
from vbpqip.core.typed_names import did_you_mean, letters_and_digits, meant, nearest, without_spaces

NAMED = (
    ("cauti", 1),
    ("CAUTI", 1),
    ("median-time-to-ecg", 2),
    ("Median time to ECG", 2),
    ("vte-1", 3),
    ("v-te1", 4),
    ("sepsis-3h", 5),
    ("3-hour sepsis bundle", 5),
    ("sepsis-6h", 6),
)


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("cauti", 1),
        (" CAUTI ", 1),
        ("C.A.U.T.I.", 1),
        ("median time to ECG", 2),
        ("Median_Time_To_ECG", 2),
        ("mediantimetoecg", 2),
        ("median\u2013time\u200b to ecg", 2),
        ("vte-1", 3),
        ("V-TE1", 4),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, thing: int) -> None:
    assert meant(typed, NAMED, "is none") == thing


def test_what_can_mean_several_is_not_guessed() -> None:
    """The letters are those of two; as it is typed it is neither."""
    with pytest.raises(UnknownNameError, match=r"'VTE1' can mean 'vte-1' or 'v-te1'\. Choose one of them\.") as raised:
        meant("VTE1", NAMED, "is none")

    assert raised.value.candidates == ("vte-1", "v-te1")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("sepsis", "'sepsis' is none. Did you mean 'sepsis-3h' or 'sepsis-6h'?", id="a part of two"),
        pytest.param("6h", "'6h' is none.", id="a part too short"),
        pytest.param("cuati", "'cuati' is none. Did you mean 'cauti'?", id="nearly one"),
        pytest.param("hour", "'hour' is none. Did you mean '3-hour sepsis bundle'?", id="a part of another name"),
        pytest.param("sepsis-7h", "'sepsis-7h' is none. Did you mean 'sepsis-3h' or 'sepsis-6h'?", id="as near to two"),
        pytest.param("weather", "'weather' is none.", id="near nothing"),
        pytest.param("--", "'--' is none.", id="no letters"),
        pytest.param("", "'' is none.", id="nothing"),
        pytest.param("sepsis" * 20, f"'{'sepsis' * 20}' is none.", id="too long"),
    ],
)
def test_what_may_be_meant_is_told(typed: str, told: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        meant(typed, NAMED, "is none")

    assert str(raised.value) == told


def test_a_part_of_very_many_names_is_no_help() -> None:
    names = [(f"measure-{letter}", letter) for letter in "abcdefghi"]

    assert nearest("measure", names[:8]) == tuple(name for name, _ in names[:8])
    assert len(nearest("measure", names)) == 4


def test_others_can_say_what_may_be_meant() -> None:
    with pytest.raises(UnknownNameError, match=r"'x' is none\. Did you mean 'y'\?"):
        meant("x", NAMED, "is none", lambda: ["y"])


def test_the_question_names_all() -> None:
    assert did_you_mean(["a", "b", "St. Luke's"]) == """ Did you mean 'a', 'b' or "St. Luke's"?"""
    assert did_you_mean([]) == ""


@pytest.mark.parametrize(
    "name",
    ["Emblem Health (HIP)", "Montefiore - New Rochelle", "St. Luke\u2019s Cornwall", "DY3 Q1", "qit.required_share"],
)
def test_a_name_without_spaces_is_the_same_name(name: str) -> None:
    plain = without_spaces(name)

    assert letters_and_digits(plain) == letters_and_digits(name)
    assert not set(plain) & set(" ()'\u2019")
    assert "--" not in plain
