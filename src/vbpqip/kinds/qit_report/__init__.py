"""The facility's QIT performance report to its MCO; each seam imports what it needs when it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import OpenRule, QitAssessment
from vbpqip.core.reviews import Entered, Fact, Review
from vbpqip.kinds.kind import About, FormOptions, Kind
from vbpqip.kinds.qit_report.form.sheets import KIND, TITLE
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.program import Program
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.opened import Cells

if TYPE_CHECKING:  # as in kinds/kind.py
    from vbpqip.checking.explanations import Explanation
    from vbpqip.kinds.calendar_event import CalendarEvent
    from vbpqip.kinds.change_needed import ChangeNeeded
    from vbpqip.kinds.reported import ReportedValues, Version
    from vbpqip.kinds.template import FilledForm, TemplateOption

if TYPE_CHECKING:
    from vbpqip.kinds.compared import ComparedReports
    from vbpqip.output.document import Document, ExplainedSubject
    from vbpqip.output.mail import Letter  # each seam imports what it needs
    from vbpqip.output.tone import Paint, Tone


class QitReport(Kind[Submission, ReviewContext, QitAssessment]):
    """The QIT report."""

    @property
    def key(self) -> str:
        """Its name in stamps, documents and ledgers."""
        return KIND

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLE

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        """All that can be found in it."""
        return CATALOGUE

    @property
    def areas(self) -> frozenset[str]:
        """The areas of the program's numbers that its verdict rests on."""
        from vbpqip.kinds.qit_report.scored import SCORED_AREAS

        return SCORED_AREAS

    def explanations(self, program: Program) -> Mapping[str, Explanation]:
        """Return why its findings matter, and an example of each, by code."""
        from vbpqip.checking.explanations import explanations

        return explanations(program)

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its forms, the newest version first."""
        from vbpqip.kinds.qit_report.read import FORMS

        return FORMS

    @property
    def is_of_pairing(self) -> bool:
        """Whether each is of one facility to one MCO."""
        return True

    @property
    def template_options(self) -> tuple[TemplateOption, ...]:
        """The options that its forms have beside period and parties."""
        from vbpqip.kinds.qit_report.template_options import FROM, MEASURE, PREVIOUS

        return (MEASURE, PREVIOUS, FROM)

    def template(self, program: Program, wanted: FormOptions) -> FilledForm:
        """Return a form of it to fill in."""
        from vbpqip.kinds.qit_report.writing.template import workbook_for
        from vbpqip.kinds.qit_report.writing.wanted import form_wanted
        from vbpqip.kinds.template import FilledForm

        made = form_wanted(program, wanted)
        data = made.form_data
        return FilledForm(data.content(), lambda content: workbook_for(data.filled_in(content)), made.left_open)

    def read(self, workbook: Any) -> Submission:  # noqa: ANN401 -- an opened workbook
        """Return the entries of a workbook."""
        from vbpqip.kinds.qit_report.read import read_report

        return read_report(workbook)

    def of_entries(self, entries: Entries) -> Submission:
        """Return entries that are not in a workbook yet."""
        from vbpqip.kinds.qit_report.model import as_submission

        return as_submission(entries)

    def nothing_entered(self, entries: Submission) -> Finding | None:
        """Return the finding that nothing is entered but what the template filled in, ``None`` where something is."""
        from vbpqip.kinds.qit_report.checks.blank import is_blank_report, nothing_entered

        return nothing_entered() if is_blank_report(entries) else None

    def entered(self, entries: Submission) -> Entered:
        """Return what is entered, as texts by the form's names."""
        from vbpqip.workbook.entered import entered_in

        return entered_in(entries.entries)

    def context(self, entries: Submission, program: Program, options: ReviewOptions) -> ReviewContext:
        """Lay entries beside the program's numbers; of a workbook of another kind nothing is looked at."""
        from vbpqip.kinds.qit_report.assess import context_to_review

        return context_to_review(entries, program, options)

    def about(self, context: ReviewContext) -> About:
        """Return what a report says of itself."""
        from vbpqip.kinds.qit_report.assess import own_dates_of, report_due

        facility, mco = context.submission.facility.text, context.submission.mco.text
        return About(
            kind=context.submission.stamp.kind,
            template_version=context.submission.stamp.template_version,
            sender=facility,
            receivers=(mco,) if mco else (),
            subjects=(Subject(facility, mco or None),) if facility or mco else (),
            period=context.period,
            due=report_due(context),
            own_dates=own_dates_of(context),
        )

    def check(self, context: ReviewContext) -> Checked:
        """Run its checks."""
        from vbpqip.kinds.qit_report.checks.in_order import check_report

        return check_report(context)

    def assess(self, context: ReviewContext, checked: Checked) -> QitAssessment:
        """Calculate what can be calculated with the entries that are sound."""
        from vbpqip.kinds.qit_report.assess import assess

        return assess(context, checked)

    def unassessed(self, program: Program) -> QitAssessment:  # noqa: ARG002 -- other kinds have numbers in it
        """Return the assessment of a file that cannot be read."""
        from vbpqip.kinds.qit_report.assess import unassessed

        return unassessed()

    def late_checks(self) -> int:
        """Return how many checks look at stored results."""
        from vbpqip.kinds.qit_report.checks.stored import LATE

        return len(LATE)

    def late_findings(self, context: ReviewContext, assessment: QitAssessment) -> Iterable[Finding]:
        """Return where stored results differ from what is calculated."""
        from vbpqip.kinds.qit_report.checks.stored import Calculated, stored_findings

        return stored_findings(context, Calculated(assessment.measures, assessment.verdict))

    def between(self, contexts: Sequence[tuple[str, ReviewContext]]) -> Iterator[tuple[int, Finding]]:
        """Yield the reports whose counts another facility has too."""
        from vbpqip.kinds.qit_report.checks.cross_report import same_numbers_as_another_facility

        return same_numbers_as_another_facility(contexts)

    def numbers(self, context: ReviewContext) -> object:
        """Return all counts of a report by their places."""
        from vbpqip.kinds.qit_report.checks.cross_report import numbers_of

        return numbers_of(context)

    def reported_values(self, context: ReviewContext) -> Mapping[str, Any]:
        """Return the entries of the selected measures."""
        from vbpqip.kinds.qit_report.reported_values import reported_values

        return reported_values(context)

    def between_periods(
        self,
        now: ReportedValues,
        before: ReportedValues | None,
        baseline: ReportedValues | None,
        program: Program,
    ) -> Iterator[Finding]:
        """Yield where shared quarters, comparators or the selection differ."""
        from vbpqip.kinds.qit_report.checks.between_periods import differences_between_periods

        return differences_between_periods(now, before, baseline, program)

    def open_between(
        self, document: Mapping[str, Any], period: Quarter, earlier: Sequence[ReportedValues], program: Program
    ) -> Iterator[OpenRule]:
        """Yield where results compared with another report, which is as good, would give another verdict."""
        from vbpqip.kinds.qit_report.open_between import open_comparators

        return open_comparators(document, period, earlier, program)

    def late_versions(
        self, versions: Sequence[Version], period: Quarter, program: Program
    ) -> Iterator[tuple[int, Finding]]:
        """Yield the versions that came by the own date of late results, and complete nothing that had come in time."""
        from vbpqip.kinds.qit_report.checks.versions import late_versions

        return late_versions(versions, period, program)

    def facts(self, context: ReviewContext, assessment: QitAssessment) -> Iterator[Fact]:
        """Yield the counts and results of the measures, and those of the target."""
        from vbpqip.kinds.qit_report.facts import facts_of

        return facts_of(context, assessment)

    def document(self, assessment: QitAssessment) -> Mapping[str, Any]:
        """Return measures, credits, target and gap as the JSON document of a review has them."""
        from vbpqip.kinds.qit_report.document import assessment_document

        return assessment_document(assessment)

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the target without a verdict."""
        from vbpqip.kinds.qit_report.document import blocked_document

        return blocked_document(document)

    def verdict_in_words(self, review: Review) -> tuple[str, Tone]:
        """Return what became of the target, and how it is meant."""
        from vbpqip.kinds.qit_report.result_in_words import verdict_of

        return verdict_of(review)

    def in_words(self, review: Review) -> Iterator[str]:
        """Yield the fraction that the target is measured by, and without which measures it is the same."""
        from vbpqip.kinds.qit_report.result_in_words import certainty_of, fraction_of

        yield fraction_of(review)
        yield from certainty_of(review)

    def remarks(self, review: Review) -> Iterator[str]:
        """Yield by what the verdict would be another, and what the facility wants the MCO to know."""
        from vbpqip.kinds.qit_report.result_in_words import doubts_of

        yield from doubts_of(review)
        message = review.entered().fields.get("message_to_mco")
        if message:
            yield f"Message from the facility: {message}"

    def result_as_text(self, review: Review, width: int, paint: Paint) -> Iterator[str]:
        """Yield the measures as a table, what would turn the target, and the contracts."""
        from vbpqip.kinds.qit_report.result_as_text import result_as_text

        return result_as_text(review, width, paint)

    def gap(self, review: Review) -> ChangeNeeded | None:
        """Return which measures and credits would turn the target."""
        from vbpqip.kinds.qit_report.result_in_words import change_of

        return change_of(review)

    def describe(self, reviewed: Reviewed[Submission, ReviewContext]) -> Document:
        """Return the feedback on a report as a document."""
        from vbpqip.kinds.qit_report.feedback.contents import contents_of
        from vbpqip.kinds.qit_report.feedback.described import feedback_document

        return feedback_document(contents_of(reviewed), self)

    def letter(self, reviewed: Reviewed[Submission, ReviewContext]) -> Letter:
        """Return the letter to the facility's quality office."""
        from vbpqip.kinds.qit_report.feedback.letter import qit_letter

        return qit_letter(reviewed, self)

    def feedback_workbook(self, reviewed: Reviewed[Submission, ReviewContext]) -> bytes:
        """Return the workbook with the findings, the result, and a marked copy of what was received."""
        from vbpqip.kinds.qit_report.feedback.contents import contents_of
        from vbpqip.kinds.qit_report.feedback.workbook import feedback_workbook

        return feedback_workbook(contents_of(reviewed), self)

    def explain(self, reviewed: Reviewed[Submission, ReviewContext], workbook: Cells) -> Iterator[ExplainedSubject]:
        """Yield the selected measures, each on its way from cells to outcome."""
        from vbpqip.kinds.qit_report.trace.page import explained_measures

        return explained_measures(reviewed, workbook)

    def compare(
        self, old: Reviewed[Submission, ReviewContext], new: Reviewed[Submission, ReviewContext]
    ) -> ComparedReports:
        """Compare two reports of a pairing: their entries, results and findings."""
        from vbpqip.kinds.qit_report.comparing.compared import compared_reports

        return compared_reports(old, new)

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:
        """Yield when the report is due, reviewed, and told to the DOH."""
        from vbpqip.kinds.qit_report.calendar_events import calendar_events

        return calendar_events(program, period)


QIT_REPORT = QitReport()
