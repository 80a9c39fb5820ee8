"""A kind of report that leaves out every seam which it may leave out."""

from __future__ import annotations

from typing import NamedTuple

from support.toy_kind import BED_REPORT, Beds, BedsContext
from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.findings import Diagnostic
from vbpqip.core.results import Verdict
from vbpqip.kinds.kind import About, Kind
from vbpqip.program.program import Program
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.ooxml.package import Workbook

KEY = "plain-report"


class PlainAssessment(NamedTuple):
    """Nothing but a verdict."""

    verdict: Verdict

    @property
    def kind(self) -> str:
        return KEY

    def withheld(self) -> PlainAssessment:
        return PlainAssessment(Verdict.NOT_DETERMINED)


class PlainReport(Kind[Beds, BedsContext, PlainAssessment]):
    """A report on beds of which next to nothing is known."""

    @property
    def key(self) -> str:
        return KEY

    @property
    def title(self) -> str:
        return "Plain report"

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        return ()

    @property
    def forms(self) -> tuple[Form, ...]:
        return BED_REPORT.forms

    def read(self, workbook: Workbook) -> Beds:
        return BED_REPORT.read(workbook)

    def of_entries(self, entries: Entries) -> Beds:
        return BED_REPORT.of_entries(entries)

    def context(self, entries: Beds, program: Program, options: ReviewOptions) -> BedsContext:
        return BED_REPORT.context(entries, program, options)

    def about(self, context: BedsContext) -> About:
        return BED_REPORT.about(context)

    def check(self, context: BedsContext) -> Checked:
        return run_checks((), context)

    def assess(self, context: BedsContext, checked: Checked) -> PlainAssessment:
        return PlainAssessment(
            Verdict.NOT_DETERMINED if checked.error_cells or not context.beds.hospitals else Verdict.MET
        )

    def unassessed(self, program: Program) -> PlainAssessment:
        del program
        return PlainAssessment(Verdict.NOT_DETERMINED)
