"""The facility's QIT performance report to its MCO; each seam imports what it needs when it is called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.options import Circumstances
from vbpqip.checking.run import Checked
from vbpqip.core.findings import Diagnostic, Explanation, Finding
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import QitAssessment
from vbpqip.core.reviews import Entered, Fact
from vbpqip.kinds.kind import About, CalendarEvent, FormOptions, Kind
from vbpqip.kinds.qit_report.form.sheets import KIND
from vbpqip.kinds.qit_report.review_context import Case
from vbpqip.kinds.qit_report.submission import Submission
from vbpqip.program.program import Program
from vbpqip.workbook.form import Form


class QitReport(Kind[Submission, Case, QitAssessment]):
    """The QIT report."""

    @property
    def key(self) -> str:
        """Its name in stamps, documents and ledgers."""
        return KIND

    @property
    def title(self) -> str:
        """What people call it."""
        return "QIT report"

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        """All that can be found in it."""
        return CATALOGUE

    @property
    def areas(self) -> frozenset[str]:
        """The areas of the program's numbers that its verdict rests on."""
        return frozenset({"qit", "credits"})

    def explanations(self) -> Mapping[str, Explanation]:
        """Return why its findings matter, and an example of each, by code."""
        from vbpqip.checking.explanations import explanations

        return explanations()

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its forms, the newest version first."""
        from vbpqip.kinds.qit_report.form.layout import FORM

        return (FORM,)

    def template(self, program: Program, wanted: FormOptions) -> bytes:
        """Return a form of it to fill in."""
        from vbpqip.kinds.qit_report.writing.form_data import empty_filling
        from vbpqip.kinds.qit_report.writing.template import workbook_for

        return workbook_for(empty_filling(program, period=wanted.period, facility=wanted.facility, mco=wanted.mco))

    def read(self, workbook: Any) -> Submission:  # noqa: ANN401 -- an opened workbook
        """Return the entries of a workbook."""
        from vbpqip.kinds.qit_report.read import read_report

        return read_report(workbook)

    def nothing_entered(self, entries: Submission) -> Finding | None:
        """Return the finding that nothing is entered but what the template filled in, ``None`` where something is."""
        from vbpqip.kinds.qit_report.checks.blank import is_blank, nothing_entered

        return nothing_entered() if is_blank(entries) else None

    def entered(self, entries: Submission) -> Entered:
        """Return what is entered, as texts by the form's names."""
        from vbpqip.workbook.entered import entered_in

        return entered_in(entries.entries)

    def case(self, entries: Submission, program: Program, circumstances: Circumstances) -> Case:
        """Lay entries beside the program's numbers; of a workbook of another kind nothing is looked at."""
        from vbpqip.kinds.qit_report.assess import case_to_review

        return case_to_review(entries, program, circumstances)

    def about(self, case: Case) -> About:
        """Return what a report says of itself."""
        from vbpqip.kinds.qit_report.assess import own_dates_of, report_due

        facility, mco = case.submission.facility.text, case.submission.mco.text
        return About(
            kind=case.submission.stamp.kind,
            template_version=case.submission.stamp.template_version,
            sender=facility,
            receivers=(mco,) if mco else (),
            subjects=(Subject(facility, mco or None),) if facility or mco else (),
            period=case.period,
            due=report_due(case),
            own_dates=own_dates_of(case),
        )

    def check(self, case: Case) -> Checked:
        """Run its checks."""
        from vbpqip.kinds.qit_report.checks.in_order import check_report

        return check_report(case)

    def assess(self, case: Case, checked: Checked) -> QitAssessment:
        """Calculate what can be calculated with the entries that are sound."""
        from vbpqip.kinds.qit_report.assess import assess

        return assess(case, checked)

    def unassessed(self, program: Program) -> QitAssessment:  # noqa: ARG002 -- other kinds have numbers in it
        """Return the assessment of a file that cannot be read."""
        from vbpqip.kinds.qit_report.assess import unassessed

        return unassessed()

    def late_checks(self) -> int:
        """Return how many checks look at stored results."""
        from vbpqip.kinds.qit_report.checks.stored import LATE

        return len(LATE)

    def late_findings(self, case: Case, assessment: QitAssessment) -> Iterable[Finding]:
        """Return where stored results differ from what is calculated."""
        from vbpqip.kinds.qit_report.checks.stored import Calculated, stored_findings

        return stored_findings(case, Calculated(assessment.measures, assessment.verdict))

    def between(self, cases: Sequence[tuple[str, Case]]) -> Iterator[tuple[int, Finding]]:
        """Yield the reports whose counts another facility has too."""
        from vbpqip.kinds.qit_report.checks.cross_report import same_numbers_as_another_facility

        return same_numbers_as_another_facility(cases)

    def facts(self, case: Case, assessment: QitAssessment) -> Iterator[Fact]:
        """Yield the counts and results of the measures, and those of the target."""
        from vbpqip.kinds.qit_report.facts import facts_of

        return facts_of(case, assessment)

    def document(self, assessment: QitAssessment) -> Mapping[str, Any]:
        """Return measures, credits, target and gap as the JSON document of a review has them."""
        from vbpqip.kinds.qit_report.document import assessment_document

        return assessment_document(assessment)

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the target without a verdict."""
        from vbpqip.kinds.qit_report.document import blocked_document

        return blocked_document(document)

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:
        """Yield when the report is due, reviewed, and told to the DOH."""
        from vbpqip.kinds.qit_report.calendar_events import calendar_events

        return calendar_events(program, period)


QIT_REPORT = QitReport()
