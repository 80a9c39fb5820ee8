"""A kind of report of the tests' own, with every seam: a health plan tells the State how full its hospitals' beds are.

It is sent by an MCO, speaks of several facilities, and its table is keyed by the names that people type.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook as NewWorkbook
from openpyxl.workbook.defined_name import DefinedName

from vbpqip.checking.check import Fault, Faults, check, finding_of
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import Circumstances
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.cells import Location, Number
from vbpqip.core.findings import Diagnostic, Explanation, Finding, Severity
from vbpqip.core.numbers import exact
from vbpqip.core.parties import Subject, folded_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Entered, Fact, Review
from vbpqip.kinds.kind import About, CalendarEvent, Held, Kind, SummaryColumn
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import (
    ColumnHeading,
    Document,
    DocumentTable,
    ExplainedSubject,
    FactList,
    Mark,
    SectionHeading,
    TableCell,
)
from vbpqip.output.mail import Letter
from vbpqip.program.program import Program
from vbpqip.workbook.entries import Field, TextField, read_field, read_words
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.opened import Cells
from vbpqip.workbook.stamp import stamped_kind

KEY = "bed-report"
SHEET = "Beds"
LABELS = ("Health plan", "Period of the beds", "Hospital's name", "Beds there are", "Beds in use")
FIRST_ROW = 4


def written(*rows: tuple[str, int, int], mco: str = "Fidelis", period: str = "DY3 Q1", stamp: str = KEY) -> bytes:
    """Return a completed report: a row a hospital, with its beds and those in use; ``stamp`` is what it says it is."""
    book = NewWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    heading = [[LABELS[0], mco], [LABELS[1], period], [], [*LABELS[2:]]]
    for line in heading:
        sheet.append(line)
    for row in rows:
        sheet.append(row)
    if stamp:
        book.create_sheet("_meta")["A1"] = stamp
        book.defined_names["vbpqip_kind"] = DefinedName("vbpqip_kind", attr_text="_meta!$A$1")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def write(path: Path, *rows: tuple[str, int, int], **heading: str) -> Path:
    """Write a completed report to a file."""
    path.write_bytes(written(*rows, **heading))
    return path


class Hospital(NamedTuple):
    """A row of the table."""

    name: TextField
    beds: Field
    used: Field

    @property
    def numbers(self) -> tuple[Decimal, Decimal] | None:
        """Beds and those in use, ``None`` where one is no number."""
        match self.beds.entry, self.used.entry:
            case Number(beds), Number(used):
                return beds, used
            case _:
                return None


class Beds(NamedTuple):
    """The entries of a report."""

    stamp: str
    mco: TextField
    period: TextField
    hospitals: tuple[Hospital, ...]


class BedsCase(NamedTuple):
    """A report beside the program's numbers."""

    entries: Beds
    program: Program
    received: date | None
    previous: Beds | None

    @property
    def period(self) -> Quarter | None:
        """The period that it names."""
        return self.program.years.parse(self.entries.period.text)

    @property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        rules_of = self.period or self.program.first_period
        return Occasion(self.entries.mco.text, self.period, rules_of, self.received, self.received)

    def subject(self, hospital: Hospital) -> Subject:
        """Return whom a row speaks of."""
        return Subject(hospital.name.text, self.entries.mco.text)


class Occupancy(NamedTuple):
    """How full a hospital is."""

    facility: str
    share: Fraction


class BedsAssessment(NamedTuple):
    """What is calculated of a report."""

    occupancies: tuple[Occupancy, ...]
    verdict: Verdict

    @property
    def kind(self) -> str:
        """The kind of report that it is of."""
        return KEY

    def withheld(self) -> BedsAssessment:
        """Return it without its verdict."""
        return self._replace(verdict=Verdict.NOT_DETERMINED)


MORE_THAN_THERE_ARE = Diagnostic(
    code="QIP910",
    name="more-beds-in-use-than-there-are",
    severity=Severity.ERROR,
    fault="More beds are in use than there are.",
    remedy="Count the beds again.",
    source="The tests",
    may_be_eased=True,
    reviewer_remedy="Ask the health plan.",
)
NO_HOSPITAL = Diagnostic("QIP918", "no-hospital", Severity.ERROR, "No hospital is named.", "Name one.", "The tests")
SAME_BEDS = Diagnostic("QIP940", "same-beds", Severity.WARNING, "Two plans tell the same.", "Look why.", "The tests")
NEARLY_FULL = Diagnostic("QIP960", "nearly-full", Severity.NOTE, "A hospital is nearly full.", "Nothing.", "The tests")
AFTER_ANOTHER = Diagnostic("QIP961", "after-another", Severity.NOTE, "Another came before.", "Nothing.", "The tests")
_ENOUGH, _FULL = Fraction(1, 2), Fraction(9, 10)


@check(MORE_THAN_THERE_ARE)
def more_beds_in_use_than_there_are(case: BedsCase) -> Faults:
    """No more beds are in use than there are."""
    for hospital in case.entries.hospitals:
        if hospital.numbers is not None and hospital.numbers[1] > hospital.numbers[0]:
            beds, used = hospital.numbers
            message = f"{hospital.name.text}: {used} of {beds}."
            yield Fault(hospital.used.at, message, str(used), f"at most {beds}", subject=case.subject(hospital))


@check(AFTER_ANOTHER)
def after_another(case: BedsCase) -> Faults:
    """Note which report it came after."""
    if case.previous is not None:
        yield Fault(None, f"After {case.previous.period.text}.")


class BedReport(Kind[Beds, BedsCase, BedsAssessment]):
    """The report on beds."""

    @property
    def key(self) -> str:
        return KEY

    @property
    def title(self) -> str:
        return "Bed report"

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        return (MORE_THAN_THERE_ARE, NO_HOSPITAL, SAME_BEDS, NEARLY_FULL, AFTER_ANOTHER)

    @property
    def areas(self) -> frozenset[str]:
        return frozenset({"vbp"})

    @property
    def schema(self) -> Mapping[str, Any]:
        occupancy = {"type": "object", "properties": {"facility": {"type": "string"}, "share": {"type": "string"}}}
        properties = {"verdict": {"enum": [*Verdict]}, "hospitals": {"type": "array", "items": occupancy}}
        return {"beds": {"type": "object", "properties": properties, "required": ["verdict", "hospitals"]}}

    @property
    def summary_columns(self) -> tuple[SummaryColumn, ...]:
        return (SummaryColumn("hospitals", "Hospitals that a bed report speaks of.", ("beds", "count")),)

    def explanations(self) -> Mapping[str, Explanation]:
        return {MORE_THAN_THERE_ARE.code: Explanation("Nobody lies in two beds.", "201 of 200.")}

    def held_in(self, workbook: Cells) -> Held:
        texts = {cell.text for title in workbook.titles for cell in workbook.cells(title).values()}
        found = sum(label in texts for label in LABELS)
        return Held(Fraction(found, len(LABELS)), found)

    def read(self, workbook: Workbook) -> Beds:
        cells = workbook.cells(SHEET)

        def words(row: int, column: int) -> TextField:
            return read_words(Location(SHEET, row, column), cells.get((row, column)))

        def number(row: int, column: int) -> Field:
            return read_field(Location(SHEET, row, column), cells.get((row, column)))

        rows = sorted({row for row, _ in cells if row >= FIRST_ROW})
        hospitals = tuple(Hospital(words(row, 0), number(row, 1), number(row, 2)) for row in rows)
        return Beds(stamped_kind(workbook), words(0, 1), words(1, 1), hospitals)

    def nothing_entered(self, entries: Beds) -> Finding | None:
        return None if entries.hospitals else finding_of(NO_HOSPITAL, Fault(None, "No hospital is named."))

    def entered(self, entries: Beds) -> Entered:
        fields = {"mco": entries.mco.text, "current_period": entries.period.text}
        named = (_words(each) for each in entries.hospitals)
        return Entered(fields, {"hospitals": tuple(named)})

    def case(self, entries: Beds, program: Program, circumstances: Circumstances) -> BedsCase:
        return BedsCase(entries, program, circumstances.received, circumstances.previous)

    def about(self, case: BedsCase) -> About:
        return About(
            kind=case.entries.stamp,
            template_version="",
            sender=case.entries.mco.text,
            receivers=("DOH",),
            subjects=tuple(map(case.subject, case.entries.hospitals)),
            period=case.period,
        )

    def check(self, case: BedsCase) -> Checked:
        return run_checks((more_beds_in_use_than_there_are, after_another), case)

    def assess(self, case: BedsCase, checked: Checked) -> BedsAssessment:
        sound = ((each.name.text, each.numbers) for each in case.entries.hospitals if each.numbers is not None)
        shares = tuple(Occupancy(name, Fraction(used) / Fraction(beds)) for name, (beds, used) in sound)
        met = Verdict.MET if all(each.share >= _ENOUGH for each in shares) else Verdict.NOT_MET
        return BedsAssessment(shares, Verdict.NOT_DETERMINED if checked.faulty else met)

    def unassessed(self, program: Program) -> BedsAssessment:
        del program
        return BedsAssessment((), Verdict.NOT_DETERMINED)

    def late_checks(self) -> int:
        return 1

    def late_findings(self, case: BedsCase, assessment: BedsAssessment) -> Iterable[Finding]:
        for hospital, found in zip(case.entries.hospitals, assessment.occupancies, strict=True):
            if found.share >= _FULL:
                yield finding_of(NEARLY_FULL, Fault(hospital.used.at, f"{found.facility}: {found.share}."))

    def between(self, cases: Sequence[tuple[str, BedsCase]]) -> Iterator[tuple[int, Finding]]:
        told = [{(folded_name(each.name.text), each.numbers) for each in case.entries.hospitals} for _, case in cases]
        for nth, one in enumerate(told):
            others = [cases[other][0] for other, another in enumerate(told) if other != nth and one & another]
            if others:
                yield nth, finding_of(SAME_BEDS, Fault(None, f"The same beds as in {others[0]}."))

    def numbers(self, case: BedsCase) -> object:
        return [each.numbers and [*map(str, each.numbers)] for each in case.entries.hospitals] or None

    def facts(self, case: BedsCase, assessment: BedsAssessment) -> Iterator[Fact]:
        period = str(case.period)
        for hospital, found in zip(case.entries.hospitals, assessment.occupancies, strict=True):
            subject = case.subject(hospital)
            yield Fact(KEY, subject, period, None, "occupancy", exact(found.share), hospital.used.at)

    def document(self, assessment: BedsAssessment) -> Mapping[str, Any]:
        hospitals = [{"facility": each.facility, "share": exact(each.share)} for each in assessment.occupancies]
        return {"beds": {"verdict": str(assessment.verdict), "count": len(hospitals), "hospitals": hospitals}}

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"beds": {**document["beds"], "verdict": str(Verdict.NOT_DETERMINED)}}

    def in_words(self, review: Review) -> Iterator[str]:
        assert isinstance(review.assessment, BedsAssessment)
        yield from (f"{each.facility}: {each.share} of the beds are in use" for each in review.assessment.occupancies)

    def describe(self, reviewed: Reviewed[Beds, BedsCase]) -> Document:
        said = super().describe(reviewed)
        hospitals = () if reviewed.entries is None else reviewed.entries.hospitals
        wrong = {finding.at for finding in reviewed.review.errors}
        rows = tuple(_row(hospital, wrong) for hospital in hospitals)
        columns = tuple(map(ColumnHeading, ("Hospital", "Beds", "In use")))
        table = DocumentTable("Beds by hospital", columns, rows)
        return said._replace(title="Feedback on beds", parts=(*said.parts, SectionHeading("Beds"), table))

    def letter(self, reviewed: Reviewed[Beds, BedsCase]) -> Letter:
        return super().letter(reviewed)._replace(subject=f"Beds of {reviewed.review.sender}")

    def explain(self, reviewed: Reviewed[Beds, BedsCase], workbook: Cells) -> Iterator[ExplainedSubject]:
        assert reviewed.entries is not None
        for hospital in reviewed.entries.hospitals:
            stored = workbook.cells(SHEET)[hospital.used.at.row, hospital.used.at.column].text
            facts = (("Stored", stored), ("Cell", str(hospital.used.at)))
            page = Document(hospital.name.text, "How full it is", (FactList(facts),), values={"stored": stored})
            yield ExplainedSubject((folded_name(hospital.name.text), hospital.name.text), partial(_itself, page))

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:
        yield CalendarEvent("beds-due", "health plan's bed report due to the State", program.dates(period).report_due)


def _words(hospital: Hospital) -> Mapping[str, str | None]:
    beds, used = map(str, hospital.numbers or ("", ""))
    return {"facility": hospital.name.text, "beds": beds or None, "used": used or None}


def _row(hospital: Hospital, wrong: Container[Location | None]) -> tuple[TableCell, ...]:
    numbers = hospital.numbers or ("", "")
    mark = Mark.ERROR if hospital.used.at in wrong else None
    return TableCell(hospital.name.text), TableCell(str(numbers[0])), TableCell(str(numbers[1]), mark=mark)


def _itself(page: Document) -> Document:
    return page


BED_REPORT = BedReport()
