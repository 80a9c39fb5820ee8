"""The net: of every input the commands say what they said before; ``python tests/net/freeze.py`` keeps it anew.

A change of the structure changes nothing here. A change of what is said is looked at line by line, kept anew, and named
in the commit. Every day a twelfth of the many inputs are looked at; with ``VBPQIP_NET=all`` they all are.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from net.frozen import Said, differences, everyday, in_words, inputs, kept, said_of

_PARTS = 8


@pytest.fixture(scope="module")
def before() -> Mapping[str, Said]:
    return kept()


@pytest.mark.parametrize("part", range(_PARTS))
def test_of_every_input_the_same_is_said(before: Mapping[str, Said], part: int) -> None:
    own = list(everyday().items())[part::_PARTS]

    changes = in_words({name: differences(before.get(name), said_of(name, make())) for name, make in own})

    if changes:
        pytest.fail(changes, pytrace=False)


def test_nothing_is_kept_that_is_not_asked_for(before: Mapping[str, Said]) -> None:
    assert set(before) == {*inputs()}


def test_the_inputs_show_much_of_what_can_be_found(before: Mapping[str, Said]) -> None:
    codes = {place.split()[0] for said in before.values() for place in said["findings"]}

    assert len(codes) > 60
    assert {said["exit"] for said in before.values()} >= {0, 1, 3}
    assert len({said["verdict"] for said in before.values()}) > 3
