"""How wide texts are in Calibri, as in Carlito, which has the same widths: for what a cell has room for."""

from __future__ import annotations

_UNITS, _DOTS_TO_A_POINT = 2048, 96 / 72
_FIRST = " "
_WIDEST = 1800
"""Of what is not listed, such as a sign that another font stands in for."""

# fmt: off
_REGULAR = (
    463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791, 1038, 1038, 1038, 1038,
    1038, 1038, 1038, 1038, 1038, 1038, 548, 548, 1020, 1020, 1020, 949, 1831, 1185, 1114, 1092, 1260, 1000, 941,
    1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356, 1058, 1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959,
    628, 791, 628, 1020, 1020, 596, 981, 1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636, 1076, 1080,
    1076, 1076, 714, 801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020,
)
_BOLD = (
    463, 667, 898, 1020, 1038, 1493, 1443, 478, 638, 638, 1020, 1020, 528, 627, 547, 880, 1038, 1038, 1038, 1038,
    1038, 1038, 1038, 1038, 1038, 1038, 565, 565, 1020, 1020, 1020, 949, 1840, 1241, 1148, 1084, 1291, 999, 940,
    1305, 1292, 546, 678, 1120, 866, 1790, 1349, 1385, 1090, 1405, 1153, 968, 1014, 1337, 1211, 1856, 1128, 1064,
    979, 665, 880, 665, 1020, 1020, 615, 1011, 1099, 857, 1099, 1031, 648, 971, 1099, 503, 523, 983, 503, 1666, 1099,
    1101, 1099, 1099, 728, 817, 710, 1099, 969, 1526, 941, 970, 814, 704, 973, 704, 1020,
)
# fmt: on


def text_width(words: str, points: float, *, bold: bool = False) -> float:
    """Return how many pixels a line of text takes at 96 dots to the inch; italics are no wider.

    >>> round(text_width("denominator", 11, bold=True)), round(text_width("denominator", 11))
    (80, 78)
    """
    widths = _BOLD if bold else _REGULAR
    listed = {chr(ord(_FIRST) + nth): width for nth, width in enumerate(widths)}
    return sum(listed.get(letter, _WIDEST) for letter in words) / _UNITS * points * _DOTS_TO_A_POINT


def lines_in(words: str, width: float, points: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a width, broken between words."""
    lines = 0
    for part in words.split("\n"):
        lines, line = lines + 1, ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, points, bold=bold) > width:
                lines, longer = lines + 1, word
            line = longer
    return lines
