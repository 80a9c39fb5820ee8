"""One invalid file for every code of the catalogue, so that each finding can be seen on a file.

    python tests/support/invalid_reports.py FOLDER

writes each of them as ``FOLDER/QIP410-numerator-above-denominator/report.xlsx``, with what is given beside it, and
prints the command that finds the issue.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zipfile import ZIP_STORED, ZipFile

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.cases import REPORT_PART, edited, with_cell
from support.compound import LABEL, MESSAGE, OLD_WORKBOOK, PASSWORD, compound
from support.packages import package, relationships, sheet, workbook, zipped
from support.quarters import Quarter
from support.reports import Changes, report
from support.tables import PROGRAM, at, form_data_of
from support.written import written_form
from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, CONTRACT_TABLE, place_of
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, META, REPORT
from vbpqip.kinds.qit_report.form.version_1 import VERSION_1
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.form import LISTS
from vbpqip.workbook.preflight import MOST_SOURCE_BYTES


class InvalidReport(NamedTuple):
    """An invalid file, and what its issue is seen with.

    ``previous`` is the report of the quarter before, ``received`` the day of receipt, ``terms`` a terms file, and
    ``beside`` a second report that is checked together with it.
    """

    content: bytes
    name: str = "report.xlsx"
    previous: bytes | None = None
    received: date | None = None
    beside: bytes | None = None
    terms: str | None = None

    def laid(self, folder: Path) -> list[str]:
        """Write the files into a folder, and return the words of the command that finds the issue."""
        words = ["check", _written(folder / self.name, self.content)]
        if self.beside is not None:
            words.append(_written(folder / "beside.xlsx", self.beside))
        if self.previous is not None:
            words += ["--previous", _written(folder / "previous.xlsx", self.previous)]
        if self.received is not None:
            words += ["--received", str(self.received)]
        if self.terms is not None:
            words += ["--terms", _written(folder / "terms.toml", self.terms.encode())]
        return words


def _written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


Recipe: TypeAlias = Callable[[], InvalidReport]
RELEASED = Path(__file__).parents[1] / "released" / "qit-report-1.xlsx"

OF_PATHS = frozenset({"QIP140", "QIP141", "QIP142", "QIP143", "QIP193", "QIP194", "QIP195"})
"""Issues of a path, which no content has, such as nothing there, a symbolic link, a drive that does not answer."""

OF_RUNS = frozenset({"QIP190", "QIP191", "QIP192"})
"""Issues of a check that did not end, which no file is known to bring out."""

OF_SEVERAL = frozenset({"QIP441", "QIP442", "QIP444", "QIP447"})
"""Issues of several reports, which none has alone."""

NEVER_STORED = frozenset({"QIP146"})
"""Issues whose file is too large to be kept; it is made when it is asked for."""


@cache
def _base() -> bytes:
    return report()


# Reports with entries that are invalid.

AMI, CLABSI, SEPSIS, ECG = 0, 4, 8, 9

ENTRIES: Mapping[str, Changes] = {
    "QIP210": {("facility", 0): None},
    "QIP212": {("facility", 0): "Interfaith Hospital"},
    "QIP214": {("mco", 0): None},
    "QIP216": {("mco", 0): "Fidelity"},
    "QIP218": {("facility", 0): "Brookdale Hospital"},
    "QIP220": {("current_period", 0): None},
    "QIP222": {("current_period", 0): "Q1 2017"},
    "QIP224": {("quarter_2", 0): None},
    "QIP226": {("quarter_1", 0): "DY1 Q4"},
    "QIP228": {("quarter_2", 0): "DY2 Q2"},
    "QIP230": {("quarter_2", 0): "DY2 Q4", ("quarter_3", 0): "DY2 Q3"},
    "QIP240": {("current_period", 0): "DY3 Q2"},
    "QIP250": {("attested_by", 0): None},
    "QIP252": {("attested_on", 0): date(1905, 7, 9)},
    "QIP258": {("attested_on", 0): "October 20, 2017"},
    "QIP300": {("selected", CLABSI): "maybe"},
    "QIP302": {("selected", CLABSI): None},
    "QIP305": {("selected", CLABSI): "No"},
    "QIP310": {("numerator_4", CLABSI): None},
    "QIP311": {("numerator_1", CLABSI): "<11"},
    "QIP312": {("numerator_1", CLABSI): "NA"},
    "QIP313": {("numerator_1", CLABSI): "Not applicable"},
    "QIP315": {("numerator_1", CLABSI): "two"},
    "QIP317": {("numerator_1", CLABSI): "2"},
    "QIP318": {("denominator_4", ECG): "n/a"},
    "QIP320": {("numerator_1", ECG): 7},
    "QIP322": {("numerator_1", ECG): "NA"},
    "QIP325": {("numerator_4", ECG): None},
    "QIP326": {("numerator_4", ECG): "NA"},
    "QIP330": {("denominator_4", ECG): 12},
    "QIP335": {("numerator_4", ECG): Decimal("-0.5")},
    "QIP336": {("numerator_4", ECG): Decimal("8.12345678901234")},
    "QIP337": {("numerator_4", ECG): Decimal("0.005")},
    "QIP338": {("numerator_4", ECG): 300, ("prior_numerator", ECG): 200},
    "QIP339": {("numerator_4", ECG): 0},
    "QIP340": {("numerator_1", CLABSI): Decimal("1.5")},
    "QIP350": {("numerator_1", CLABSI): -2},
    "QIP360": {("denominator_1", CLABSI): 10_000_001},
    "QIP410": {("numerator_2", AMI): 51},
    "QIP412": {("denominator_1", CLABSI): 0},
    "QIP415": {("numerator_1", CLABSI): 4_001, ("prior_numerator", CLABSI): 4_100},
    "QIP424": {("denominator_3", AMI): 500},
    "QIP426": {("numerator_2", CLABSI): 2, ("denominator_2", CLABSI): 4_000},
    "QIP428": {("prior_denominator", AMI): 2_000},
    "QIP430": {("numerator_4", ECG): 40},
    "QIP510": {("selected", nth): "No" for nth in (AMI, CLABSI, ECG)},
    "QIP540": {("prior_numerator", CLABSI): None},
}
"""Changes of a sound report, by the code of their issue."""

SOUND_CONTRACT: Mapping[str, Raw] = {
    "mco": "Fidelis",
    "arrangement": "TCGP",
    "level": 2,
    "submitted": date(2017, 5, 15),
    "status": "Approved",
}

CONTRACT: Mapping[str, Mapping[str, Raw | None]] = {
    "QIP550": {"status": None},
    "QIP552": {"submitted": "8/9/2017"},
    "QIP553": {"recertified": date(2020, 4, 1)},
    "QIP554": {"level": 4},
    "QIP556": {"status": "Pending"},
    "QIP557": {"arrangement": "Bundle"},
    "QIP558": {"recertified": date(2017, 5, 14)},
    "QIP570": {"level": 1},
    "QIP572": {"status": "Refused"},
    "QIP574": {"submitted": date(2016, 6, 30)},
    "QIP576": {"recertified": date(2018, 5, 15)},
}
"""Changes of a report's sound contract, by the code of their issue."""


def _with_contracts(*contracts: Mapping[str, Raw | None]) -> InvalidReport:
    """Return a report with contracts, each told by what differs from a sound one."""
    told = [{**SOUND_CONTRACT, **each} for each in contracts]
    return InvalidReport(
        report({(f"contract_{name}", nth): raw for nth, each in enumerate(told) for name, raw in each.items()})
    )


def _changed(changes: Changes) -> InvalidReport:
    return InvalidReport(report(changes))


def _filled(form_data: FormData) -> InvalidReport:
    return InvalidReport(written_form(form_data))


DEVICE_DAYS = """
| measure | q1     | q2     | q3     | q4     | prior   |
| CAUTI   | 2/4000 | 1/4010 | 0/4020 | 3/1999 | 7/16000 |
| CDI     | 2/4000 | 1/4010 | 0/4020 | 3/4000 | 7/16000 |
"""
FIRST_BASELINE = """
| measure              | q1     | q2     | q3     | q4     |
| CLABSI               | 2/4000 | 1/5000 | 0/4500 | 3/6500 |
| 3-hour sepsis bundle | -      | -      | -      | -/NA   |
"""
BASELINE_WITH_PRIOR = """
| measure | q1     | q2     | q3     | q4     | prior   |
| CLABSI  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
"""
OF_DY4 = """
| measure | q1     | q2     | q3     | q4     | prior   |
| CLABSI  | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
"""
HIGH_RATE = """
| measure       | q1     | q2     | q3     | q4     | prior   |
| CLABSI        | 4/4000 | 3/4010 | 4/4020 | 5/4000 | 9/16000 |
"""
FEW_CASES = """
| measure       | q1  | q2  | q3  | q4  | prior |
| AMI mortality | 1/9 | 0/3 | 0/8 | 1/9 | 3/35  |
"""
TABLES: Mapping[str, Recipe] = {
    "QIP219": lambda: _filled(form_data_of(OF_DY4, period="DY4 Q1", attested_on=date(2018, 7, 20))),
    "QIP327": lambda: _filled(form_data_of(FIRST_BASELINE, period="DY2 Q4", attested_on=date(2017, 7, 31))),
    "QIP420": lambda: _filled(form_data_of(DEVICE_DAYS)),
    "QIP422": lambda: _filled(form_data_of(DEVICE_DAYS.replace("1999", "2999"))),
    "QIP432": lambda: _filled(form_data_of(HIGH_RATE)),
    "QIP434": lambda: _filled(form_data_of(FEW_CASES)),
    "QIP545": lambda: _filled(form_data_of(BASELINE_WITH_PRIOR, period="DY2 Q4")),
    "QIP559": lambda: _with_contracts({}, {}),
    "QIP640": lambda: _filled(form_data_of(program=PROGRAM._replace(terms="Agreement"))),
}
"""Reports that are told as a table."""


# Reports that are seen to be invalid with something beside them.

LAST = """
| measure            | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |
| CLABSI             | 1/4100 | 2/4000 | 1/5000 | 0/4500 |
| Median time to ECG | -      | -      | -      | 9/NA   |
"""
NOW = """
| measure            | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
| CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 4/17600 |
| Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
"""
MORE = "| CDI | 1/4000 | 0/5000 | 0/4500 | 1/6500 | 4/17600 |"
FEWEST = """title = "Agreement"
[[checks.fewest_measures.values]]
since = "DY2 Q4"
value = 4
source = "Amendment 2"
"""


def _after(now: str, facility: str = "Interfaith Medical Center") -> InvalidReport:
    """Return a report beside the one of the quarter before."""
    return InvalidReport(
        written_form(form_data_of(now)),
        previous=written_form(form_data_of(LAST, period="DY2 Q4", facility=facility)),
    )


BESIDE: Mapping[str, Recipe] = {
    "QIP440": lambda: InvalidReport(_base(), beside=report({("facility", 0): "Nyack Hospital"})),
    "QIP446": lambda: InvalidReport(_base(), beside=report({("mco", 0): "MVP", ("numerator_1", CLABSI): 3})),
    "QIP448": lambda: _after(NOW, facility="Nyack Hospital"),
    "QIP450": lambda: _after(NOW.replace("1/5000", "2/5000")),
    "QIP452": lambda: _after(NOW.replace("4/17600", "5/17600")),
    "QIP454": lambda: _after(NOW[: NOW.index("| Median")]),
    "QIP456": lambda: _after(NOW + MORE),
    "QIP254": lambda: InvalidReport(_base(), received=date(2017, 10, 19)),
    "QIP512": lambda: InvalidReport(_base(), terms=FEWEST),
    "QIP560": lambda: InvalidReport(_base(), received=date(2018, 6, 1)),
}


# Reports whose workbook was changed otherwise than by filling it in.


@cache
def _parts() -> Mapping[str, bytes]:
    with ZipFile(BytesIO(_base())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_SHEETS = {REPORT: "2", CONTRACTS: "3", ATTESTATION: "4", LISTS: "7", META: "9"}
_BOOK, _BOOK_RELS, _REPORT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"
_TITLE = "CAUTI Rate per 10,000 Patient Days (Population Rate)"
_LINK = (
    '<Relationship Id="more" Target="externalLinks/externalLink1.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"/>'
)
Parts: TypeAlias = Mapping[str, str | bytes]


def _overlaid(parts: Parts) -> InvalidReport:
    """Return a sound report with parts overlaid on it."""
    return InvalidReport(zipped({**_parts(), **parts}))


def _replaced(name: str, before: str, after: str) -> InvalidReport:
    """Return a sound report with one text of a part replaced."""
    content = _parts()[name].decode()
    assert before in content, f"{name} has no {before}"
    return _overlaid({name: content.replace(before, after, 1)})


def _with_cells(cells: Mapping[Location, str]) -> InvalidReport:
    """Return a sound report, some of whose cells are stored otherwise."""
    parts: dict[str, str] = {}
    for where, stored in cells.items():
        name = f"xl/worksheets/sheet{_SHEETS[where.sheet]}.xml"
        kept = rf'<c r="{where.address}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'
        before = parts.get(name) or _parts()[name].decode()
        parts[name], times = re.subn(kept, rf'<c r="{where.address}"\1{stored}</c>', before)
        assert times == 1, f"{where} is not stored"
    return _overlaid(parts)


def _text(words: str) -> str:
    return f' t="inlineStr"><is><t>{words}</t></is>'


def _footnoted(words: str, mark: str) -> str:
    """Return a text with the raised mark of a footnote."""
    raised = f'<r><rPr><vertAlign val="superscript"/></rPr><t>{mark}</t></r>'
    return f' t="inlineStr"><is><r><t>{words}</t></r>{raised}</is>'


def _formula(formula: str, stored: str) -> str:
    return f' t="str"><f>{formula}</f><v>{stored}</v>'


def _of_version_1(name: str, nth: int, number: str) -> InvalidReport:
    """Return the report that was released on the form's first version, with another number in one cell."""
    address = VERSION_1.places[name].at(nth).address
    return InvalidReport(edited({REPORT_PART: with_cell(address, "", f"<v>{number}</v>")}, RELEASED.read_bytes()))


def _with_list_changed() -> InvalidReport:
    """Return a report with another required share, and the verdict that its formulas then give."""
    name = re.search(r'name="list_required_share_numerator">[^$]*\$([A-Z]+)\$(\d+)', _parts()[_BOOK].decode())
    assert name is not None
    column = column_index_from_string(name[1]) - 1
    share = Location(LISTS, int(name[2]), column)
    return _with_cells({share: "><v>9</v>", place_of("qit_verdict").at(): _formula("1", "NOT MET")})


def _saved(change: Callable[[Workbook], object] = lambda _: None) -> InvalidReport:
    """Return a report as another program saved it after a change."""
    book = openpyxl.load_workbook(BytesIO(_base()))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return InvalidReport(stream.getvalue())


def _lose_column(book: Workbook) -> None:
    label = place_of("numerator_2").label_at
    del book.defined_names["numerator_2"]
    book[REPORT][label.address] = None


def _lose_name(book: Workbook) -> None:
    del book.defined_names["facility"]


def _lose_stamp(book: Workbook) -> None:
    """Take the template's version from both places where a workbook has it."""
    del book.custom_doc_props["vbpqip_template_version"]  # type: ignore[attr-defined]  # the stubs lack it
    book[META][place_of("vbpqip_template_version").at().address] = None


def _copy_report(book: Workbook) -> Worksheet:
    """Copy the report's sheet, and call the copy as Excel does."""
    copy = book.copy_worksheet(book[REPORT])
    copy.title = f"{REPORT} (2)"
    return copy


def _copy_and_change(book: Workbook) -> None:
    _copy_report(book)[at("numerator_1", "clabsi").address] = 3


def _copy_and_lose_names(book: Workbook) -> None:
    _copy_and_change(book)
    book[REPORT].title = "DY3 Q1"
    book.defined_names.clear()


def _swap_names(book: Workbook) -> None:
    one, other = (book.defined_names[name] for name in ("numerator_4", "prior_numerator"))
    one.attr_text, other.attr_text = other.attr_text, one.attr_text


def _insert_a_contract(book: Workbook) -> None:
    """Insert a row into the table of contracts, which makes its names longer."""
    for name in CONTRACT_ENTRIES:
        reference = book.defined_names[name]
        reference.attr_text = reference.attr_text.replace("$12", "$13")


def _write_below(book: Workbook) -> None:
    last = at("contract_mco", 7)
    book[CONTRACTS][last._replace(row=last.row + 1).address] = "Fidelis"


def _show_as(shown: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[REPORT][at("numerator_1", "clabsi").address].number_format = shown

    return change


def _hide_row(book: Workbook) -> None:
    book[REPORT].row_dimensions[at("selected", "clabsi").row + 1].hidden = True


def _merge(book: Workbook) -> None:
    book[REPORT].merge_cells(f"{at('numerator_1', 'clabsi').address}:{at('numerator_1', 'cdi').address}")


def _comment(book: Workbook) -> None:
    book[REPORT][at("numerator_1", "clabsi").address].comment = Comment("Corrected to 4, see e-mail", "A. Clerk")


def _write_beside(book: Workbook) -> None:
    last = at("measure_title", 10)
    book[REPORT][last._replace(row=last.row + 3).address] = "All counts are provisional."


def _add_column(book: Workbook) -> None:
    (row, first), columns = CONTRACT_TABLE.at, len(CONTRACT_TABLE.columns)
    book[CONTRACTS][Location(CONTRACTS, row, first + columns).address] = 400_000


def _at_desk(words: str) -> str:
    return f'title = "Our desk"\n[desk]\n{words}\n'


CHANGED: Mapping[str, Recipe] = {
    "QIP110": partial(_saved, _lose_column),
    "QIP113": partial(_saved, _copy_and_change),
    "QIP114": partial(_saved, _copy_report),
    "QIP115": partial(_saved, _copy_and_lose_names),
    "QIP122": lambda: _with_cells({place_of("vbpqip_program_version").at(): _text("7")}),
    "QIP132": partial(_saved, _swap_names),
    "QIP133": partial(_saved, _insert_a_contract),
    "QIP303": lambda: _changed({("selected", CLABSI): "Yes\u200b"}),
    "QIP309": lambda: _with_cells({at("numerator_1", "clabsi"): "><f>1+1</f><v>2</v>"}),
    "QIP112": lambda: _with_cells({place_of("vbpqip_kind").at(): _text("p4p-report")}),
    "QIP116": lambda: InvalidReport(_base(), terms=_at_desk('mco = "Affinity"')),
    "QIP117": lambda: InvalidReport(_base(), terms=_at_desk('period = "DY3 Q2"')),
    "QIP118": lambda: InvalidReport(written_form(empty_form_data(PROGRAM, period=Quarter(3, 1), selected=("clabsi",)))),
    "QIP120": lambda: _with_cells({place_of("vbpqip_template_version").at(): _text("99")}),
    "QIP125": partial(_saved, _lose_stamp),
    "QIP130": partial(_saved, _lose_name),
    "QIP135": partial(_saved, _write_below),
    "QIP180": lambda: _overlaid({"xl/vbaProject.bin": b"\0"}),
    "QIP181": lambda: _replaced(_BOOK_RELS, "</Relationships>", f"{_LINK}</Relationships>"),
    "QIP182": lambda: _replaced(_REPORT, "</sheetData>", '<row r="20001"><c r="A20001"><v>1</v></c></row></sheetData>'),
    "QIP184": partial(_saved, _hide_row),
    "QIP185": partial(_saved, _merge),
    "QIP186": lambda: _saved(_show_as("#,##0,")),
    "QIP187": partial(_saved, _comment),
    "QIP188": partial(_saved, _write_beside),
    "QIP189": partial(_saved, _add_column),
    "QIP256": lambda: _with_cells({at("attested_on"): "><f>TODAY()</f><v>43028</v>"}),
    "QIP314": lambda: _with_cells({at("denominator_1", "clabsi"): _footnoted("4000", "1")}),
    "QIP316": lambda: _with_cells({at("mco"): ' t="e"><v>#N/A</v>'}),
    "QIP319": lambda: _with_cells({at("numerator_1", "clabsi"): "><f>1*2</f><v>2</v>"}),
    "QIP324": lambda: _saved(_show_as("0 Tage")),
    "QIP332": lambda: _saved(_show_as("0%")),
    "QIP333": lambda: _saved(_show_as("d-mmm")),
    "QIP334": lambda: _of_version_1("numerator_4", SEPSIS, "45.20000000001"),
    "QIP361": lambda: _of_version_1("denominator_1", CLABSI, "9000000"),
    "QIP520": lambda: _with_cells({at("measure_key", "clabsi"): _text("readmissions")}),
    "QIP522": lambda: _with_cells({at("measure_key", "clabsi"): _text("vte-1")}),
    "QIP525": lambda: _with_cells({at("measure_key", AMI): _text("clabsi")}),
    "QIP527": lambda: _with_cells({at("measure_title", "clabsi"): _text(_TITLE)}),
    "QIP610": lambda: _with_cells({place_of("qit_verdict").at(): _formula("1", "NOT MET")}),
    "QIP612": lambda: _with_cells({at("result", "clabsi"): "><f>1</f><v>3.2</v>"}),
    "QIP614": _saved,
    "QIP620": lambda: _with_cells({at("result", "clabsi"): "><v>3</v>"}),
    "QIP630": lambda: _with_cells({place_of("numerator_1").label_at: _text("Device days")}),
    "QIP632": _with_list_changed,
}


# Files that are no workbook, or a damaged one.

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SMALL = package('<row r="1"><c r="A1"><v>1</v></c></row>')
_SMALL_SHEET = "xl/worksheets/sheet1.xml"
_ROOT = "_rels/.rels"


def _small(parts: Parts) -> InvalidReport:
    """Return a small workbook with parts overlaid on it."""
    return InvalidReport(zipped({**_SMALL, **parts}))


def _listed(sheets: int) -> str:
    return workbook("".join(f'<sheet name="{nth}" r:id="rId1"/>' for nth in range(sheets)))


def _without_a_sheet() -> InvalidReport:
    return InvalidReport(zipped({name: part for name, part in _parts().items() if name != _REPORT}))


def _of_kind(target: str) -> bytes:
    """Return a package whose main part is another than a workbook's."""
    return zipped({_ROOT: relationships({"a": ("officeDocument", target)}), target: "-"})


_OPENDOCUMENT = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
FILES: Mapping[str, Recipe] = {
    "QIP100": lambda: InvalidReport(b"\x7fELF\x02\x01\x01\0"),
    "QIP144": lambda: InvalidReport(b"\x05Clerk".ljust(165), "~$report.xlsx"),
    "QIP145": lambda: InvalidReport(b""),
    "QIP146": lambda: InvalidReport(bytes(MOST_SOURCE_BYTES + 1)),
    "QIP150": lambda: InvalidReport(compound(PASSWORD)),
    "QIP151": lambda: InvalidReport(compound(OLD_WORKBOOK), "report.xls"),
    "QIP152": lambda: InvalidReport(_of_kind("xl/workbook.bin"), "report.xlsb"),
    "QIP153": lambda: InvalidReport(zipped(_OPENDOCUMENT, ZIP_STORED), "report.ods"),
    "QIP154": lambda: InvalidReport(zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff"}), "report.numbers"),
    "QIP155": lambda: InvalidReport(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "report.pdf"),
    "QIP156": lambda: InvalidReport(b"<html><table><tr><td>CLABSI</td><td>2</td></tr></table></html>", "report.xls"),
    "QIP157": lambda: InvalidReport(b"measure,numerator,denominator\nCLABSI,2,4000\n", "report.csv"),
    "QIP158": lambda: InvalidReport(_of_kind("word/document.xml"), "report.docx"),
    "QIP160": lambda: InvalidReport(_base()[: len(_base()) // 2]),
    "QIP161": _without_a_sheet,
    "QIP162": lambda: _overlaid({_REPORT.upper(): "-"}),
    "QIP163": lambda: _overlaid({"../outside.xml": "-"}),
    "QIP164": lambda: _overlaid({f"xl/more/{nth}.xml": "" for nth in range(5_000)}),
    "QIP165": lambda: _small({_BOOK: _listed(3), _SMALL_SHEET: sheet(" " * 4_500_000)}),
    "QIP166": lambda: _small({_SMALL_SHEET: sheet(" " * 5_100_000)}),
    "QIP167": lambda: _replaced(_REPORT, "<worksheet", "<!DOCTYPE worksheet><worksheet"),
    "QIP168": lambda: _small({_SMALL_SHEET: sheet("<a>" * 99)}),
    "QIP169": lambda: _small({_BOOK: _listed(1_001)}),
    "QIP170": lambda: _small(
        {
            _BOOK: workbook(f'<sheet name="{REPORT}" r:id="rId1"/>'),
            _SMALL_SHEET: sheet(f"<row>{'<c><v>1</v></c>' * 100}</row>" * 1_001),
        }
    ),
    "QIP171": lambda: _replaced(_REPORT, "</sheetData>", "<row></sheetData>"),
    "QIP172": lambda: InvalidReport(compound(MESSAGE), "report.msg"),
    "QIP173": lambda: InvalidReport(compound(LABEL)),
    "QIP174": lambda: InvalidReport(b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "report.xlsx.asc"),
    "QIP175": lambda: InvalidReport(b'{"": "DO NOT EDIT THIS FILE!", "doc_id": "1aB"}', "report.gsheet"),
    "QIP176": lambda: InvalidReport(zipped({"report.xlsx": _base()}), "report.zip"),
    "QIP196": lambda: InvalidReport(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "report.png"),
}

_MADE: Mapping[str, Recipe] = {
    **{code: partial(_changed, changes) for code, changes in ENTRIES.items()},
    **{code: partial(_with_contracts, changes) for code, changes in CONTRACT.items()},
    **TABLES,
    **BESIDE,
    **CHANGED,
    **FILES,
}
RECIPES: Mapping[str, Recipe] = {code: cache(recipe) for code, recipe in _MADE.items()}
"""How the invalid file of each code is made, once in a process."""


def main(folder: str) -> None:
    """Write every file that can be kept, and print how its issue is found."""
    for diagnostic in CATALOGUE:
        code = diagnostic.code
        if code in RECIPES and code not in NEVER_STORED:
            own = Path(folder, f"{code}-{diagnostic.name}")
            own.mkdir(parents=True, exist_ok=True)
            sys.stdout.write(f"{shlex.join(['vbpqip', *RECIPES[code]().laid(own)])}\n")


if __name__ == "__main__":
    main(sys.argv[1])
