"""A kind of report of the tests' own, with every seam: a health plan tells the State how full its hospitals' beds are.

It is sent by an MCO, speaks of several facilities, and its table is keyed by the names that people type.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple, Never

from vbpqip.checking.check import Check, Issue, Issues, Items, check, finding_of
from vbpqip.checking.explanations import Explanation
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.cells import Location, Number
from vbpqip.core.errors import TemplateError
from vbpqip.core.findings import Diagnostic, Finding, Severity
from vbpqip.core.numbers import exact, percent
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import OpenRule, Verdict
from vbpqip.core.reviews import Entered, Fact, Review
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.export import Export
from vbpqip.kinds.kind import About, FormOptions, Kind
from vbpqip.kinds.reported import ReportedValues, Version
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.kinds.shared import appearance, counts, file, received, stored, typed
from vbpqip.kinds.shared.by_type import TypedByForm, tested_by_type
from vbpqip.kinds.shared.received import Accepted
from vbpqip.kinds.summary_column import SummaryColumn
from vbpqip.kinds.template import FilledForm, Takes, TemplateOption
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
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program
from vbpqip.reviewing import read_and_review
from vbpqip.workbook.answers import READY, SHOWN_VERDICT
from vbpqip.workbook.builder import ShownResult
from vbpqip.workbook.carry_forward import carried_entries
from vbpqip.workbook.entered import entered_in
from vbpqip.workbook.entries import Field, TextField
from vbpqip.workbook.entry_types import EntryKey, NumberType, QuarterType, Raw, TextType
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, any_, guarded, if_, is_number
from vbpqip.workbook.filled import FilledIn
from vbpqip.workbook.form import Carry, Column, Form, LiveNumber, Place, SingleEntry, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.form_writer import FormTitle, FormWriter, write_form
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.opened import Cells
from vbpqip.workbook.read import read_workbook
from vbpqip.workbook.stamp import Stamp, stamp_of
from vbpqip.workbook.tested import Cause, TestedCell

KEY = "bed-report"
SHEET, _META = "Beds", "_meta"
_ROWS, _FIRST_ROW = 40, 5
FORM = Form(
    kind=KEY,
    version="1",
    fields=(
        SingleEntry(Place("mco", "Health plan", SHEET, 2, 0), TextType("list_mcos", is_strict=False), "health plan"),
        SingleEntry(Place("current_period", "Period of the beds", SHEET, 2, 1), QuarterType("list_periods"), "period"),
    ),
    results=(
        Place("beds_verdict", "Are they full enough?", SHEET, 2, 3),
        Place("ready", "Ready to send?", SHEET, 2, 5),
    ),
    stamp=(
        Place("vbpqip_kind", "Kind of workbook", _META, 1, 1),
        Place("vbpqip_template_version", "Version of the form", _META, 2, 1),
    ),
    tables=(
        Table(
            "hospitals",
            SHEET,
            (4, 0),
            (
                Column("facility", "Hospital's name", TextType(), called="name", carry=Carry.LOCKED),
                Column("beds", "Beds there are", NumberType(), "How many beds the hospital has.", carry=Carry.OPEN),
                Column("used", "Beds in use", NumberType(), "How many of them are in use."),
                Column("remark", "For the State", named=False),
                Column("share", "Share in use", live=True, number=LiveNumber.SHARE),
                Column("target", "Its improvement target", TextType(), "What became of it.", fact="qit_verdict"),
            ),
            key="facility",
            rows=_ROWS,
            alike_by=(("facility",),),
        ),
    ),
    printed={
        SHEET: frozenset({(0, 0), (1, 0), (1, 1), *((2, nth) for nth in range(6)), *((3, nth) for nth in range(6))})
    },
)


def bed_content(values: Mapping[EntryKey, Raw], *, stamp: str = KEY, locked: Iterable[EntryKey] = ()) -> FormContent:
    """Return what a report is written with."""
    lists = {"list_mcos": ["Fidelis", "MetroPlus"], "list_periods": ["DY2 Q4", "DY3 Q1", "DY3 Q2"]}
    said = {"vbpqip_kind": stamp, "vbpqip_template_version": FORM.version} if stamp else {}
    return FormContent(FORM, values, frozenset(locked), lists=lists, stamp=said, live=_live(), tested=_tested())


@cache
def _live() -> Mapping[EntryKey, Expr]:
    """Return the live results: the share of each row that has one, and the verdict of all."""
    numbers = {nth: (Ref("beds", nth), Ref("used", nth)) for nth in range(_ROWS)}
    shares = {
        ("share", nth): if_(guarded(Call("COUNT", beds, used) > 1, beds > 0), used / beds, "")
        for nth, (beds, used) in numbers.items()
    }
    known = Whole("share")
    met = if_(Call("MIN", known) < float(_HALF), "NOT MET", "MET")
    verdict = if_(any_(Call("COUNT", known) == 0, Ref("ready") != READY), SHOWN_VERDICT[Verdict.NOT_DETERMINED], met)
    return {("beds_verdict", 0): verdict, **shares}


_WORDS = load_program().vocabulary


@cache
def _tested() -> tuple[TestedCell, ...]:
    """Return what the form looks at: each entry by its type, and beds in use beside those that there are."""
    return tuple(_with_own(each) for each in tested_by_type(FORM, {}, _WORDS))


def _with_own(tested: TestedCell) -> TestedCell:
    if (tested.at.name, tested.at.nth) == ("facility", 0):
        named = (Call("TRIM", Whole("facility")) != "") * 1
        none = Call("IFERROR", Call("SUMPRODUCT", named) == 0, False)  # noqa: FBT003 -- a value of the sheet
        return tested._replace(causes=(*tested.causes, Cause(NO_HOSPITAL, none)))
    condition = more_beds_in_use_on_sheet.condition(BedRow(tested.at.nth))
    if tested.at.name != "used" or condition is None:
        return tested
    return tested._replace(of_numbers=(*tested.of_numbers, Cause(MORE_THAN_THERE_ARE, condition)))


def beds_shown(content: FormContent) -> Mapping[EntryKey, ShownResult]:
    """Return what the live results, and the states of all entries, show."""
    book = FormWriter(content, _TITLE)
    shown = book.shown()
    return {(name, nth): shown[at] for (name, nth), at in _live_places(book).items()}


def live_places(content: FormContent) -> Mapping[EntryKey, Location]:
    """Return where the form shows something live."""
    return _live_places(FormWriter(content, _TITLE))


def _live_places(book: FormWriter) -> Mapping[EntryKey, Location]:
    refs = [Ref(place.name) for place in FORM.results]
    refs += (Ref("share", nth) for nth in range(_ROWS))
    refs += (each.state for each in book.data.tested)
    return {(each.name, each.nth): book.places[each.name].at(each.nth) for each in refs}


_TITLE = FormTitle("Bed report", "The tests", _WORDS)


def written_with(values: Mapping[EntryKey, Raw], *, stamp: str = KEY, locked: Iterable[EntryKey] = ()) -> bytes:
    """Return a report with these entries, of which some are locked; each is written once in a process."""
    asked = frozenset((key, type(raw), raw) for key, raw in values.items()), stamp, frozenset(locked)
    if asked not in _WRITTEN:
        _WRITTEN[asked] = written_form(bed_content(values, stamp=stamp, locked=asked[-1]))
    return _WRITTEN[asked]


_WRITTEN: dict[tuple[object, ...], bytes] = {}


def written_form(content: FormContent) -> bytes:
    """Return a form as a file."""
    return write_form(content, _TITLE)


def written(*rows: tuple[str, int, int], mco: str = "Fidelis", period: str = "DY3 Q1", stamp: str = KEY) -> bytes:
    """Return a completed report: a row a hospital, with its beds and those in use; ``stamp`` is what it says it is."""
    values: dict[EntryKey, Raw] = {("mco", 0): mco, ("current_period", 0): period}
    for nth, (facility, beds, used) in enumerate(rows):
        values.update({("facility", nth): facility, ("beds", nth): beds, ("used", nth): used})
    return written_with(values, stamp=stamp)


def beds_rolled_forward(last: bytes) -> FormContent:
    """Return the form after a report: who sends it, and its hospitals as their columns say, but for wrong entries."""
    reviewed = read_and_review(last, load_program(), kinds=(BED_REPORT,))
    assert isinstance(reviewed.entries, Beds)
    assert reviewed.review.period is not None
    cells, (table,) = reviewed.entries.cells, FORM.tables
    wrong = {finding.at for finding in reviewed.review.errors}
    locked: dict[EntryKey, Raw] = {
        ("mco", 0): reviewed.entries.mco.text,
        ("current_period", 0): str(reviewed.review.period.after(1)),
    }
    left_open: dict[EntryKey, Raw] = {}
    for nth, row in enumerate(cells.tables[table.name]):
        for column, raw in carried_entries(table, row, {}):
            if row[column.name].at not in wrong:
                (locked if column.carry is Carry.LOCKED else left_open)[column.name, nth] = raw
    return bed_content({**locked, **left_open})._replace(locked=frozenset(locked))


def write(path: Path, *rows: tuple[str, int, int], **heading: str) -> Path:
    """Write a completed report to a file."""
    path.write_bytes(written(*rows, **heading))
    return path


class Hospital(NamedTuple):
    """A row of the table."""

    name: TextField
    beds: Field
    used: Field
    target: TextField

    @property
    def numbers(self) -> tuple[Decimal, Decimal] | None:
        """Beds and those in use, ``None`` where one is no number, or there are no beds."""
        match self.beds.entry, self.used.entry:
            case Number(beds), Number(used) if beds > 0:
                return beds, used
            case _:
                return None


class BedRow(NamedTuple):
    """The same on a form."""

    nth: int

    @property
    def beds(self) -> Ref:
        """How many there are."""
        return Ref("beds", self.nth)

    @property
    def used(self) -> Ref:
        """How many are in use."""
        return Ref("used", self.nth)


class Beds(NamedTuple):
    """The entries of a report."""

    cells: Entries
    mco: TextField
    period: TextField
    hospitals: tuple[Hospital, ...]

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and no table of hospitals."""
        kind = self.cells.stamp["vbpqip_kind"]
        return kind != KEY if kind else "facility" in self.cells.not_found


def beds_in(cells: Entries) -> Beds:
    """Return the entries of a report."""
    rows = (Hospital(row["facility"], row["beds"], row["used"], row["target"]) for row in cells.tables["hospitals"])
    return Beds(cells, cells.fields["mco"], cells.fields["current_period"], tuple(rows))


class _ContextParts(NamedTuple):
    beds: Beds
    program: Program
    received: date | None
    previous: Beds | None


class BedsContext(_ContextParts, TypedByForm):
    """A report beside the program's numbers."""

    @property
    def entries(self) -> Entries:
        """All that was read, and what the workbook is like beside it."""
        return self.beds.cells

    @property
    def stamp(self) -> Stamp:
        """What the workbook says of itself."""
        return stamp_of(self.entries.stamp)

    @property
    def accepted(self) -> Accepted:
        """What is accepted as a bed report."""
        return Accepted("a bed report", "table of hospitals", (FORM.version,))

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the stamp names another kind, or there is none and no table of hospitals."""
        return self.beds.is_of_another_kind

    @property
    def entries_that_count(self) -> Iterator[Location]:
        """Where everything stands that is entered."""
        return (each.field.at for each in self.titled)

    @property
    def period(self) -> Quarter | None:
        """The period that it names."""
        return self.program.years.parse(self.beds.period.text)

    @property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
        rules_of = self.period or self.program.first_period
        return Occasion(self.beds.mco.text, self.period, rules_of, self.received, self.received)

    def subject(self, hospital: Hospital) -> Subject:
        """Return whom a row speaks of."""
        return Subject(hospital.name.text, self.beds.mco.text)


class Occupancy(NamedTuple):
    """How full a hospital is."""

    facility: str
    beds: Decimal
    used: Decimal

    @property
    def share(self) -> Fraction:
        """The share of its beds that are in use."""
        return Fraction(self.used) / Fraction(self.beds)


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
    issue="More beds are in use than there are.",
    remedy="Count the beds again.",
    source="The tests",
    may_be_eased=True,
    reviewer_remedy="Ask the health plan.",
)
NOT_A_BED_REPORT = Diagnostic(
    code="QIP912",
    name="not-a-bed-report",
    severity=Severity.ERROR,
    issue="The workbook is no bed report.",
    remedy="Send the bed report.",
    source="The tests",
)
NO_HOSPITAL = Diagnostic("QIP918", "no-hospital", Severity.ERROR, "No hospital is named.", "Name one.", "The tests")
SAME_BEDS = Diagnostic("QIP940", "same-beds", Severity.WARNING, "Two plans tell the same.", "Look why.", "The tests")
NEARLY_FULL = Diagnostic("QIP960", "nearly-full", Severity.NOTE, "A hospital is nearly full.", "Nothing.", "The tests")
OTHER_BEDS = Diagnostic("QIP941", "other-beds", Severity.WARNING, "Beds came or went.", "Say why.", "The tests")
LATE = Diagnostic("QIP942", "late", Severity.WARNING, "It was late.", "Say why.", "The tests")
AFTER_ANOTHER = Diagnostic("QIP961", "after-another", Severity.NOTE, "Another came before.", "Nothing.", "The tests")
_HALF = Decimal("0.5")
_ENOUGH, _FULL = Fraction(_HALF), Fraction(9, 10)


WHOLE = Items[BedsContext, BedsContext, Never](lambda context: (context,))
HOSPITALS = Items[BedsContext, Hospital, BedRow](lambda context: context.beds.hospitals)


@check(MORE_THAN_THERE_ARE, over=HOSPITALS)
def more_beds_in_use_than_there_are(hospital: Hospital, context: BedsContext) -> Issues:
    """No more beds are in use than there are."""
    if hospital.numbers is not None and hospital.numbers[1] > hospital.numbers[0]:
        beds, used = hospital.numbers
        message = f"{hospital.name.text}: {used} of {beds}."
        yield Issue(hospital.used.at, message, str(used), f"at most {beds}", subject=context.subject(hospital))


@on_sheet(more_beds_in_use_than_there_are)
def more_beds_in_use_on_sheet(row: BedRow) -> Expr:
    """There are beds, and more are in use."""
    beds, used = row.beds, row.used
    return guarded(is_number(beds), guarded(beds > 0, used > beds))


@check(AFTER_ANOTHER, over=WHOLE)
def after_another(context: BedsContext, _: BedsContext) -> Issues:
    """Note which report it came after."""
    if context.previous is not None:
        yield Issue(None, f"After {context.previous.period.text}.")


not_a_bed_report = check(NOT_A_BED_REPORT, over=received.WHOLE)(file.another_kind)
CHECKS: tuple[Check[BedsContext, Any], ...] = (
    not_a_bed_report,
    *file.CHECKS,
    *appearance.CHECKS,
    *stored.CHECKS,
    *typed.CHECKS,
    *counts.OF_ONE,
    more_beds_in_use_than_there_are,
    after_another,
)
_FOUND_BESIDE_CHECKS = (NO_HOSPITAL, SAME_BEDS, OTHER_BEDS, LATE, NEARLY_FULL)


class BedReport(Kind[Beds, BedsContext, BedsAssessment]):
    """The report on beds."""

    @property
    def key(self) -> str:
        return KEY

    @property
    def title(self) -> str:
        return "Bed report"

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        return (*(each.diagnostic for each in CHECKS), *_FOUND_BESIDE_CHECKS)

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

    def explanations(self, program: Program) -> Mapping[str, Explanation]:  # noqa: ARG002 -- the seam's
        return {MORE_THAN_THERE_ARE.code: Explanation("Nobody lies in two beds.", "201 of 200.")}

    @property
    def forms(self) -> tuple[Form, ...]:
        return (FORM,)

    def periods(self, program: Program) -> tuple[Quarter, ...]:
        return program.periods

    @property
    def is_of_pairing(self) -> bool:
        return False

    @property
    def template_options(self) -> tuple[TemplateOption, ...]:
        return (
            TemplateOption("hospital", "NAME", "A hospital to report on; can be repeated.", Takes.TEXTS),
            TemplateOption("previous", "LAST.xlsx", "Take over the hospitals and beds of the last one.", Takes.REPORT),
            TemplateOption("results", "DIR", "Fill in what a batch found.", Takes.RESULTS),
        )

    def template(self, program: Program, wanted: FormOptions) -> FilledForm:
        del program
        filled = wanted.filled or FilledIn({})
        values = {("mco", 0): wanted.mco or "", ("current_period", 0): str(wanted.period or ""), **filled.values}
        rows: list[tuple[str, Decimal | None]] = [(name, None) for name in wanted.texts.get("hospital", ())]
        if "previous" in wanted.reports:
            last = wanted.reports["previous"].entries
            assert last is not None
            if last.mco.text != (wanted.mco or last.mco.text):
                raise TemplateError("previous", f"it is of {last.mco.text}.")
            rows += [(each.name.text, each.numbers and each.numbers[0]) for each in last.hospitals]
        first = sum(name == "facility" for name, _ in values)
        for nth, (name, beds) in enumerate(rows, start=first):
            values["facility", nth] = name
            if beds is not None:
                values["beds", nth] = beds
        return FilledForm(bed_content(values, locked=filled.values), written_form, filled.left_open)

    def read(self, workbook: Workbook) -> Beds:
        return beds_in(read_workbook(FORM, workbook))

    def of_entries(self, entries: Entries) -> Beds:
        return beds_in(entries)

    def nothing_entered(self, entries: Beds) -> Finding | None:
        if entries.hospitals or entries.is_of_another_kind:
            return None
        return finding_of(NO_HOSPITAL, Issue(None, "No hospital is named."))

    def entered(self, entries: Beds) -> Entered:
        return entered_in(entries.cells)

    def context(self, entries: Beds, program: Program, options: ReviewOptions) -> BedsContext:
        return BedsContext(entries, program, options.received, options.previous)

    def about(self, context: BedsContext) -> About:
        return About(
            kind=context.stamp.kind,
            template_version=context.stamp.template_version,
            sender=context.beds.mco.text,
            receivers=("DOH",),
            subjects=tuple(map(context.subject, context.beds.hospitals)),
            period=context.period,
        )

    def check(self, context: BedsContext) -> Checked:
        if context.is_of_another_kind:
            return run_checks((not_a_bed_report,), context)
        return run_checks(CHECKS, context, is_reported=file.reported_by_itself(context.entries))

    def assess(self, context: BedsContext, checked: Checked) -> BedsAssessment:
        sound = ((each.name.text, each.numbers) for each in context.beds.hospitals if each.numbers is not None)
        shares = tuple(Occupancy(name, beds, used) for name, (beds, used) in sound)
        met = Verdict.MET if all(each.share >= _ENOUGH for each in shares) else Verdict.NOT_MET
        return BedsAssessment(shares, met if shares and not checked.error_cells else Verdict.NOT_DETERMINED)

    def unassessed(self, program: Program) -> BedsAssessment:
        del program
        return BedsAssessment((), Verdict.NOT_DETERMINED)

    def late_checks(self) -> int:
        return 1

    def late_findings(self, context: BedsContext, assessment: BedsAssessment) -> Iterable[Finding]:
        sound = (each for each in context.beds.hospitals if each.numbers is not None)
        for hospital, found in zip(sound, assessment.occupancies, strict=True):
            if found.share >= _FULL:
                yield finding_of(NEARLY_FULL, Issue(hospital.used.at, f"{found.facility}: {percent(found.share)}."))

    def between(self, contexts: Sequence[tuple[str, BedsContext]]) -> Iterator[tuple[int, Finding]]:
        told = [
            {(normalized_name(each.name.text), each.numbers) for each in context.beds.hospitals}
            for _, context in contexts
        ]
        for nth, one in enumerate(told):
            others = [contexts[other][0] for other, another in enumerate(told) if other != nth and one & another]
            if others:
                yield nth, finding_of(SAME_BEDS, Issue(None, f"The same beds as in {others[0]}."))

    def numbers(self, context: BedsContext) -> object:
        return [each.numbers and [*map(str, each.numbers)] for each in context.beds.hospitals] or None

    def reported_values(self, context: BedsContext) -> Mapping[str, Any]:
        numbered = (each for each in context.beds.hospitals if each.numbers is not None)
        return {normalized_name(each.name.text): [*map(str, each.numbers or ())] for each in numbered}

    def between_periods(
        self, now: ReportedValues, before: ReportedValues | None, baseline: ReportedValues | None, program: Program
    ) -> Iterator[Finding]:
        del program
        for earlier in filter(None, (before, baseline)):
            for facility, (beds, _) in now.values.items():
                if facility in earlier.values and earlier.values[facility][0] != beds:
                    message = f"{facility}: {beds} beds, {earlier.values[facility][0]} in {earlier.name}."
                    yield finding_of(OTHER_BEDS, Issue(None, message, beds, earlier.values[facility][0]))

    def open_between(
        self, document: Mapping[str, Any], period: Quarter, earlier: Sequence[ReportedValues], program: Program
    ) -> Iterator[OpenRule]:
        assert document["kind"] == KEY
        assert all(each.period < period for each in earlier)
        yield from super().open_between(document, period, earlier, program)

    def late_versions(
        self, versions: Sequence[Version], period: Quarter, program: Program
    ) -> Iterator[tuple[int, Finding]]:
        due = program.dates(period).report_due
        for nth, version in enumerate(versions):
            if version.received > due and not any(each.is_accepted for each in versions[:nth]):
                hospitals = len(version.values())
                yield nth, finding_of(LATE, Issue(None, f"{hospitals} hospitals since {version.received}, late."))

    def facts(self, context: BedsContext, assessment: BedsAssessment) -> Iterator[Fact]:
        period = str(context.period)
        sound = (each for each in context.beds.hospitals if each.numbers is not None)
        for hospital, found in zip(sound, assessment.occupancies, strict=True):
            subject = context.subject(hospital)
            yield Fact(KEY, subject, period, None, "occupancy", exact(found.share), hospital.used.at)
            if hospital.target.text:
                yield Fact(KEY, subject, period, None, "qit_verdict", hospital.target.text, hospital.target.at)

    def document(self, assessment: BedsAssessment) -> Mapping[str, Any]:
        hospitals = [{"facility": each.facility, "share": exact(each.share)} for each in assessment.occupancies]
        return {"beds": {"verdict": str(assessment.verdict), "count": len(hospitals), "hospitals": hospitals}}

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"beds": {**document["beds"], "verdict": str(Verdict.NOT_DETERMINED)}}

    def in_words(self, review: Review) -> Iterator[str]:
        assert isinstance(review.assessment, BedsAssessment)
        yield from (
            f"{each.facility}: {percent(each.share)} of the beds are in use" for each in review.assessment.occupancies
        )

    def remarks(self, review: Review) -> Iterator[str]:
        assert isinstance(review.assessment, BedsAssessment)
        yield from (f"{each.facility} has no bed left" for each in review.assessment.occupancies if each.share == 1)

    def gap(self, review: Review) -> ChangeNeeded | None:
        assert isinstance(review.assessment, BedsAssessment)
        if review.verdict is not Verdict.NOT_MET:
            return None
        short = (each for each in review.assessment.occupancies if each.share < _ENOUGH)
        steps = tuple(f"{each.facility}: {ceil(each.beds * _HALF - each.used)} more beds in use" for each in short)
        return ChangeNeeded("What is short", "Half of the beds must be in use in each hospital:", steps)

    def describe(self, reviewed: Reviewed[Beds, BedsContext]) -> Document:
        said = super().describe(reviewed)
        hospitals = () if reviewed.entries is None else reviewed.entries.hospitals
        wrong = {finding.at for finding in reviewed.review.errors}
        rows = tuple(_row(hospital, wrong) for hospital in hospitals)
        columns = tuple(map(ColumnHeading, ("Hospital", "Beds", "In use")))
        table = DocumentTable("Beds by hospital", columns, rows)
        return said._replace(title="Feedback on beds", parts=(*said.parts, SectionHeading("Beds"), table))

    def letter(self, reviewed: Reviewed[Beds, BedsContext]) -> Letter:
        return super().letter(reviewed)._replace(subject=f"Beds of {reviewed.review.sender}")

    def explain(self, reviewed: Reviewed[Beds, BedsContext], workbook: Cells) -> Iterator[ExplainedSubject]:
        assert reviewed.entries is not None
        for hospital in reviewed.entries.hospitals:
            stored = workbook.cells(SHEET)[hospital.used.at.row, hospital.used.at.column].text
            facts = (("Stored", stored), ("Cell", str(hospital.used.at)))
            page = Document(hospital.name.text, "How full it is", (FactList(facts),), values={"stored": stored})
            yield ExplainedSubject((normalized_name(hospital.name.text), hospital.name.text), partial(_itself, page))

    def exports(self, program: Program, facts: Iterable[Fact]) -> Iterator[Export]:
        told = sorted((fact for fact in facts if fact.name == "occupancy"), key=lambda fact: fact.period)
        columns = tuple(map(ColumnHeading, ("Hospital", "Health plan", "Share of beds")))
        for period, several in groupby(told, key=lambda fact: fact.period):
            told_of = ((fact.subject.facility, fact.subject.mco or "", fact.value) for fact in several)
            rows = tuple(tuple(map(TableCell, row)) for row in told_of)
            table = DocumentTable(f"Beds in use, {period}: {program.name}", columns, rows)
            letter = Letter(f"Beds of {period}", f"To the State,\n\n{len(rows)} hospitals are in the table.\n")
            yield Export(f"beds-{period.replace(' ', '-').lower()}", table, letter)

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:
        dates = program.dates(period)
        words = "health plan's bed report due to the State"
        yield CalendarEvent("beds-due", words, dates.report_due, dates.bases["report_due"])


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
