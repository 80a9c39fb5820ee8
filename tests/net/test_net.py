"""The net: of every input the commands say what they said before; ``python -m net.frozen`` in ``tests`` keeps it anew.

A change of the structure changes nothing here. A change of what is said is looked at line by line, kept anew, and named
in the commit.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from net.frozen import Said, differences, inputs, kept, pairs, said_of, said_of_pair

_PARTS = 12


@pytest.fixture(scope="module")
def before() -> Mapping[str, Said]:
    return kept()


@pytest.mark.parametrize("part", range(_PARTS))
def test_of_every_report_the_same_is_said(before: Mapping[str, Said], part: int) -> None:
    own = list(inputs().items())[part::_PARTS]

    assert [line for name, make in own for line in differences(before.get(name), said_of(name, make()))] == []


@pytest.mark.parametrize("part", range(2))
def test_of_every_pair_the_same_is_said(before: Mapping[str, Said], part: int) -> None:
    own = list(pairs().items())[part::2]

    assert [line for name, each in own for line in differences(before.get(name), said_of_pair(name, each))] == []


def test_nothing_is_kept_that_is_not_asked_for(before: Mapping[str, Said]) -> None:
    assert set(before) == {*inputs(), *pairs()}


def test_the_inputs_show_much_of_what_can_be_found(before: Mapping[str, Said]) -> None:
    codes = {place.split()[0] for said in before.values() for place, _ in said.get("findings", ())}
    exits = {said["exit"] for said in before.values()}

    assert len(codes) > 50
    assert exits >= {0, 1, 3}
