"""Which styles show a number as a percentage or a day."""

from __future__ import annotations

import pytest

from vbpqip.domain.cells import ShownAs
from vbpqip.reading.ooxml.styles_part import LARGEST, read_styles


def styles(cells: str, formats: str = "", prefix: str = "") -> bytes:
    """Return a styles part; the styles of named cell styles come first, and do not count."""
    named = f'<{prefix}cellStyleXfs count="1"><{prefix}xf numFmtId="9"/></{prefix}cellStyleXfs>'
    return (
        f"<{prefix}styleSheet><{prefix}numFmts>{formats}</{prefix}numFmts>{named}"
        f"<{prefix}cellXfs>{cells}</{prefix}cellXfs><{prefix}cellStyles/></{prefix}styleSheet>"
    ).encode()


@pytest.mark.parametrize(
    ("number", "shown_as"),
    [(0, None), (1, None), (4, None), (9, "percentage"), (10, "percentage"), (11, None), (13, None), (14, "day"),
     (22, "day"), (23, None), (45, "day"), (47, "day"), (49, None), (58, "day"), (59, None), (164, None)],
)  # fmt: skip
def test_built_in_formats(number: int, shown_as: str | None) -> None:
    expected = {} if shown_as is None else {1: ShownAs(shown_as)}

    assert read_styles(styles(f'<xf numFmtId="0"/><xf numFmtId="{number}" fontId="1"/>')) == expected


def test_own_formats_beat_built_in_ones() -> None:
    formats = '<numFmt numFmtId="14" formatCode="0.0"/><numFmt numFmtId="170" formatCode="0&quot;d&quot;%"/>'

    found = read_styles(styles('<xf numFmtId="14"/><xf numFmtId="170"/><xf fontId="2"/>', formats))

    assert found == {1: ShownAs.PERCENTAGE}


def test_a_prefix_makes_no_difference() -> None:
    assert read_styles(styles('<x:xf numFmtId="9"/>', prefix="x:")) == {0: ShownAs.PERCENTAGE}


@pytest.mark.parametrize("content", [b"", b"<styleSheet>", b"\xff\xfe<", bytes(LARGEST + 1)])
def test_what_is_no_styles_part_says_nothing(content: bytes) -> None:
    assert read_styles(content) == {}
