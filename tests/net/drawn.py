"""Reports drawn for the net: their cells are set in a form that was released, so that no code of the package makes them.

The form writer, the generators of the other tests and the names of modules may change; these bytes do not. Nothing is
compressed, as one release of zlib does it otherwise than the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

RELEASED = Path(__file__).parents[1] / "released" / "qit-report-1.xlsx"

_REPORT, _CREDITS, _WORKBOOK = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_ROWS = range(16, 27)
_KEYS = (
    "ami-mortality", "stroke-mortality", "pneumonia-mortality", "cauti", "clabsi", "cdi", "falls-with-injury",
    "pressure-ulcers", "sepsis-3h-bundle", "median-time-to-ecg", "median-time-to-transfer",
)  # fmt: skip
_OF_A_YEAR = {24: (40, 95), 25: (4, 30), 26: (40, 200)}
"""Rows of measures that are reported once, with the likely range of their results."""

_COUNTS = "CDEFGHIJ"
_PAIRINGS = (
    ("Nyack Hospital", "Fidelis"), ("A O Fox", "Excellus"), ("Nyack Hospital", "Affinity"), ("Nowhere Hospital", "Fidelis"),
    ("nyack  hospital", "FIDELIS"), ("Nyack Hospitl", "Fidelis"), ("", "Fidelis"), ("Nyack Hospital", ""),
)  # fmt: skip
_FIRST, _LAST = 7, 19
"""Periods, counted in quarters from DY1 Q1."""

_FAULTS = (
    "65 ", "n/a", "N/A", "na", "", "-4", "4.5", "<11", "about 12", "1,234", "1e3", 10_000_001, -1, 2.5, "yes", "\u200b7",
    "7\u00a0", "=1+1", "=SUM(4000,4100)", "=D17", 42005, 0,
)  # fmt: skip
Value = int | float | str
_NO_DAYS: tuple[Value, ...] = ("", "31.10.2017", 1)
_LEVELS: tuple[Value, ...] = (0, 1, 2, 2, 2, 3, "2", 4)


def quarter(number: int) -> str:
    """Return the name of a quarter, counted from DY1 Q1."""
    return f"DY{number // 4 + 1} Q{number % 4 + 1}"


def serial(number: int, day: int) -> int:
    """Return a day within some 91 of the quarter's first, as a spreadsheet stores it; DY1 Q1 began on 1 April 2015."""
    return 42095 + round(number * 91.3125) + day


@cache
def _parts() -> Mapping[str, str | bytes]:
    with ZipFile(RELEASED) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = {name: parts[name].decode() for name in (_REPORT, _CREDITS, _WORKBOOK, _STYLES)}
    return {**parts, **text}


def report(seed: int, *, again: bool = False, damage: bool = True) -> bytes:
    """Return a drawn report, or another version of it in which some entries are others; one in four is damaged."""
    rng = Random(seed)  # noqa: S311 -- not for secrets
    period = rng.randint(_FIRST, _LAST)
    own, contracts = dict(_report_cells(rng, period)), dict(_credit_cells(rng, period))
    if again:
        own.update(
            (f"{rng.choice(_COUNTS)}{rng.choice(_ROWS)}", rng.randint(0, 5000)) for _ in range(rng.randint(0, 4))
        )
        own["B11"] = serial(period + 1, 30)
    parts = dict(_parts())
    parts[_REPORT] = _set(str(parts[_REPORT]), own)
    parts[_CREDITS] = _set(str(parts[_CREDITS]), contracts)
    if rng.random() < 0.7:
        for part in (_REPORT, _CREDITS):
            parts[part] = re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v></v>", str(parts[part]))
    if damage and rng.random() < 0.25:
        _damage(parts, rng)
    return _packed(parts)


def _report_cells(rng: Random, period: int) -> Iterator[tuple[str, Value]]:
    facility, mco = rng.choice(_PAIRINGS[:3] if rng.random() < 0.8 else _PAIRINGS)
    yield from (("A5", facility), ("A7", mco), ("A9", quarter(period)))
    yield "A11", "" if rng.random() < 0.05 else "J. Doe"
    yield "B11", serial(period + 1, rng.randint(-20, 160)) if rng.random() < 0.9 else rng.choice(_NO_DAYS)
    window = [period - back for back in (3, 2, 1, 0)]
    if rng.random() < 0.1:
        rng.shuffle(window)
    yield from ((f"{column}14", quarter(max(number, 0))) for column, number in zip("CEGI", window, strict=True))
    if rng.random() < 0.05:
        yield rng.choice("CEGI") + "14", rng.choice(["", "DY9 Q1", "2017", quarter(period)])
    for row in _ROWS:
        chosen = rng.random() < 0.5
        yield f"B{row}", rng.choice([*["Yes"] * 40, "yes", "Y", "\u200bYes"]) if chosen else rng.choice(["No", ""])
        yield from _row_cells(rng, row, chosen=chosen, baseline=period == _FIRST)
    if rng.random() < 0.35:
        column, row = rng.choice([*_COUNTS, "K", "L"]), rng.choice(_ROWS)
        yield f"{column}{row}", rng.choice(_FAULTS)


def _row_cells(rng: Random, row: int, *, chosen: bool, baseline: bool) -> Iterator[tuple[str, Value]]:
    values: list[Value] = [""] * 10
    if chosen and row in _OF_A_YEAR:
        low, high = _OF_A_YEAR[row]
        result = round(rng.uniform(low, high), rng.randint(0, 2))
        values[6:] = [result, "NA", "" if baseline else rng.choice([result, result - 1, round(result * 1.1, 1)]), "NA"]
    elif chosen:
        size, share = rng.randint(50, 9000), rng.uniform(0, 0.02)
        counts = [(round(share * each), each) for each in (round(size * rng.uniform(0.9, 1.1)) for _ in range(4))]
        values[:8] = [number for pair in counts for number in pair]
        total = sum(below for _, below in counts)
        prior = rng.choice([0, sum(above for above, _ in counts), round(total * share * rng.uniform(0.5, 2))])
        values[8:] = ["", ""] if baseline else [prior, round(total * rng.uniform(0.9, 1.1))]
    yield from zip((f"{column}{row}" for column in (*_COUNTS, "K", "L")), values, strict=True)


def _credit_cells(rng: Random, period: int) -> Iterator[tuple[str, Value]]:
    filled = rng.choice([0, 0, 1, 1, 2, 3])
    for nth, row in enumerate(range(6, 14)):
        values: tuple[Value, ...] = ("",) * 6
        if nth < filled:
            submitted = serial(period + rng.randint(-6, 1), rng.randint(0, 91))
            again: Value = submitted + rng.randint(-10, 400) if rng.random() < 0.3 else ""
            values = (
                rng.choice(["Fidelis", "Excellus", "Affinity", ""]), rng.choice(["TCGP", "HARP", "MLTC", "tcgp", "ACO"]),
                rng.choice(_LEVELS), submitted, again, rng.choice(["Submitted", "Approved", "Refused", ""]),
            )  # fmt: skip
        yield from zip((f"{column}{row}" for column in "ABCDEF"), values, strict=True)


def _set(sheet: str, cells: Mapping[str, Value]) -> str:
    """Return a sheet with values in its cells; an empty text empties a cell."""

    def replaced(found: re.Match[str]) -> str:
        address, style = found["address"], found["style"]
        return _cell(address, style, cells[address]) if address in cells else found[0]

    return re.sub(r'<c r="(?P<address>[A-Z]+\d+)" s="(?P<style>\d+)"(?: t="\w+")?(?:/>|>.*?</c>)', replaced, sheet)


def _cell(address: str, style: str, value: Value) -> str:
    if value == "":
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{address}" s="{style}"><f>{escape(value[1:])}</f><v>2</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def _damage(parts: dict[str, str | bytes], rng: Random) -> None:
    """Do to a form what people and programs do."""
    part, damage = rng.choice(_DAMAGES)
    parts[part] = damage(str(parts[part]), rng)


def _without_names(book: str, rng: Random) -> str:
    for name in rng.sample(re.findall(r"<definedName [^>]*>[^<]*</definedName>", book), 12):
        book = book.replace(name, "")
    return book


def _style_of_counts(styles: str, number_format: int) -> str:
    counts = r"(<cellXfs.*?(?:<xf [^>]*?/?>.*?){24}<xf numFmtId=)"
    return re.sub(rf'{counts}"\d+"', rf'\1"{number_format}"', styles, count=1, flags=re.DOTALL)


_BESIDE = '<c r="W12" t="inlineStr"><is><t>see mail</t></is></c></row><row r="13"'
_DAMAGES: tuple[tuple[str, Callable[[str, Random], str]], ...] = (
    (_WORKBOOK, _without_names),
    (_WORKBOOK, lambda book, _: re.sub(r"<definedNames>.*</definedNames>", "", book)),
    (_WORKBOOK, lambda book, _: book.replace("P4P Report", "Report of the quarter")),
    (
        _WORKBOOK,
        lambda book, _: book.replace("$C$16:$C", "$X").replace("$E$16:$E", "$C$16:$C").replace("$X", "$E$16:$E"),
    ),
    (_REPORT, lambda sheet, _: sheet.replace('</row><row r="13"', _BESIDE)),
    (_REPORT, lambda sheet, rng: sheet.replace(row := f'<row r="{rng.choice(_ROWS)}"', f'{row} hidden="1"')),
    (_REPORT, lambda sheet, _: sheet[: len(sheet) // 2]),
    (_STYLES, lambda styles, _: _style_of_counts(styles, 14)),
    (_STYLES, lambda styles, _: _style_of_counts(styles, 9)),
)


def _packed(parts: Mapping[str, str | bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return content.getvalue()
