"""The facility's report on its annual improvement target; each seam imports what it needs when it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Entered, Fact, Review
from vbpqip.kinds.ait_report.assess import AitAssessment
from vbpqip.kinds.ait_report.context import AitContext
from vbpqip.kinds.ait_report.form import AIT_FORM, AIT_KIND, AIT_TITLE
from vbpqip.kinds.ait_report.model import AitEntries
from vbpqip.kinds.kind import About, FormOptions, Kind
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.program import Program
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.opened import Cells

if TYPE_CHECKING:  # as in kinds/kind.py
    from vbpqip.checking.explanations import Explanation
    from vbpqip.kinds.calendar_event import CalendarEvent
    from vbpqip.kinds.change_needed import ChangeNeeded
    from vbpqip.kinds.export import Export
    from vbpqip.kinds.reported import Version
    from vbpqip.kinds.summary_column import SummaryColumn
    from vbpqip.kinds.template import FilledForm, TemplateOption
    from vbpqip.output.document import Document, ExplainedSubject
    from vbpqip.output.tone import Paint


class AitReport(Kind[AitEntries, AitContext, AitAssessment]):
    """The AIT report."""

    @property
    def key(self) -> str:
        """Its name in stamps, documents and ledgers."""
        return AIT_KIND

    @property
    def title(self) -> str:
        """What people call it."""
        return AIT_TITLE

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        """All that can be found in it."""
        from vbpqip.kinds.ait_report.findings import AIT_CATALOGUE

        return AIT_CATALOGUE

    @property
    def areas(self) -> frozenset[str]:
        """The areas of the program's numbers that its verdict rests on."""
        from vbpqip.kinds.ait_report.assess import AIT_AREAS

        return AIT_AREAS

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of what the document says of it alone."""
        from vbpqip.kinds.ait_report.document import SCHEMA

        return SCHEMA

    @property
    def summary_columns(self) -> tuple[SummaryColumn, ...]:
        """What a summary's table of reports says of it beside its verdict."""
        from vbpqip.kinds.ait_report.findings import summary_columns

        return summary_columns()

    def explanations(self, program: Program) -> Mapping[str, Explanation]:
        """Return why its findings matter, and an example of each, by code."""
        from vbpqip.kinds.ait_report.findings import own_explanations

        return own_explanations(program)

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its forms, the newest version first."""
        return (AIT_FORM,)

    def periods(self, program: Program) -> tuple[Quarter, ...]:
        """Return the years that have a target."""
        from vbpqip.kinds.ait_report.years import ait_years

        return ait_years(program)

    @property
    def is_of_pairing(self) -> bool:
        """Whether each is of one facility to one MCO."""
        return True

    @property
    def template_options(self) -> tuple[TemplateOption, ...]:
        """The options that its forms have beside year and parties."""
        from vbpqip.kinds.ait_report.options import AIT_MEASURE, AIT_PREVIOUS, QUARTERLY_REPORT

        return (AIT_MEASURE, AIT_PREVIOUS, QUARTERLY_REPORT)

    def template(self, program: Program, wanted: FormOptions) -> FilledForm | None:
        """Return a form of it to fill in; ``None`` where the program has no year with a target."""
        from vbpqip.kinds.ait_report.writing.prefilling import ait_form_wanted
        from vbpqip.kinds.ait_report.writing.writer import ait_workbook
        from vbpqip.kinds.template import FilledForm

        if not self.periods(program):
            return None
        filled, agreed = ait_form_wanted(program, wanted)
        return FilledForm(filled, lambda content: ait_workbook(content, agreed), filled.left_open)

    def read(self, workbook: Any) -> AitEntries:  # noqa: ANN401 -- an opened workbook
        """Return the entries of a workbook."""
        from vbpqip.kinds.ait_report.model import ait_entries
        from vbpqip.workbook.read import read_workbook

        return ait_entries(read_workbook(AIT_FORM, workbook))

    def of_entries(self, entries: Entries) -> AitEntries:
        """Return entries that are not in a workbook yet."""
        from vbpqip.kinds.ait_report.model import ait_entries

        return ait_entries(entries)

    def nothing_entered(self, entries: AitEntries) -> Finding | None:
        """Return the finding that nothing is entered but what the template filled in, ``None`` where something is."""
        from vbpqip.kinds.ait_report.findings import ait_nothing_entered

        return ait_nothing_entered(entries)

    def entered(self, entries: AitEntries) -> Entered:
        """Return what is entered, as texts by the form's names."""
        from vbpqip.workbook.entered import entered_in

        return entered_in(entries.entries)

    def context(self, entries: AitEntries, program: Program, options: ReviewOptions) -> AitContext:
        """Lay entries beside the program's numbers, and what is known from other reports."""
        from vbpqip.kinds.ait_report.context import ait_context

        return ait_context(entries, program, options)

    def about(self, context: AitContext) -> About:
        """Return what a report says of itself; when results are due nobody knows."""
        from vbpqip.kinds.ait_report.years import baselines_due

        facility, mco = context.facility.text, context.mco.text
        is_of_baselines = context.period is not None and not context.has_results
        return About(
            kind=context.stamp.kind,
            template_version=context.stamp.template_version,
            sender=facility,
            receivers=(mco,) if mco else (),
            subjects=(Subject(facility, mco or None),) if facility or mco else (),
            period=context.period,
            due=baselines_due(context.program, context.rules_of) if is_of_baselines else None,
        )

    def check(self, context: AitContext) -> Checked:
        """Run its checks."""
        from vbpqip.kinds.ait_report.checks import check_ait

        return check_ait(context)

    def assess(self, context: AitContext, checked: Checked) -> AitAssessment:
        """Calculate what can be calculated with the entries that are sound."""
        from vbpqip.kinds.ait_report.assess import assess_ait

        return assess_ait(context, checked)

    def unassessed(self, program: Program) -> AitAssessment:  # noqa: ARG002 -- other kinds have numbers in it
        """Return the assessment of a file that cannot be read."""
        from vbpqip.kinds.ait_report.assess import unassessed_ait

        return unassessed_ait()

    def late_checks(self) -> int:
        """Return how many checks look at the stored verdict."""
        return 1

    def late_findings(self, context: AitContext, assessment: AitAssessment) -> Iterable[Finding]:
        """Return where the stored verdict differs from the one that is calculated."""
        from vbpqip.kinds.ait_report.findings import stored_verdict_findings

        return stored_verdict_findings(context, assessment)

    def reported_values(self, context: AitContext) -> Mapping[str, Any]:
        """Return the baselines of the selected measures, as they are entered."""
        from vbpqip.kinds.ait_report.findings import reported_baselines

        return reported_baselines(context)

    def late_versions(
        self, versions: Sequence[Version], period: Quarter, program: Program
    ) -> Iterator[tuple[int, Finding]]:
        """Yield the versions whose baselines are not those that were sent first."""
        from vbpqip.kinds.ait_report.findings import changed_baselines

        return changed_baselines(versions, period, program)

    def facts(self, context: AitContext, assessment: AitAssessment) -> Iterator[Fact]:
        """Yield baselines, results, means and the target."""
        from vbpqip.kinds.ait_report.facts import ait_facts

        return ait_facts(context, assessment)

    def document(self, assessment: AitAssessment) -> Mapping[str, Any]:
        """Return the target as the JSON document of a review has it."""
        from vbpqip.kinds.ait_report.document import ait_document

        return ait_document(assessment)

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the target without a verdict."""
        from vbpqip.kinds.ait_report.document import blocked_ait

        return blocked_ait(document)

    def in_words(self, review: Review) -> Iterator[str]:
        """Yield the fraction that each metric is."""
        from vbpqip.kinds.ait_report.in_words import metric_lines

        return metric_lines(review)

    def remarks(self, review: Review) -> Iterator[str]:
        """Yield by what the verdict would be another, and what the facility wants the MCO to know."""
        from vbpqip.kinds.ait_report.in_words import doubt_lines

        yield from doubt_lines(review)
        message = review.entered().fields.get("message_to_mco")
        if message:
            yield f"Message from the facility: {message}"

    def result_as_text(self, review: Review, width: int, paint: Paint) -> Iterator[str]:
        """Yield the measures as a table, and what would turn each metric."""
        from vbpqip.kinds.ait_report.in_words import metrics_lines

        yield "\n".join(metrics_lines(review))
        yield from super().result_as_text(review, width, paint)

    def gap(self, review: Review) -> ChangeNeeded | None:
        """Return what would turn each of the two metrics."""
        from vbpqip.kinds.ait_report.in_words import metrics_gap

        return metrics_gap(review)

    def describe(self, reviewed: Reviewed[AitEntries, AitContext]) -> Document:
        """Return the feedback on a report as a document, with its measures in both metrics."""
        from vbpqip.kinds.ait_report.in_words import assessed, measure_table
        from vbpqip.output.document import SectionHeading

        said, review = super().describe(reviewed), reviewed.review
        if not assessed(review).measures:
            return said
        return said._replace(parts=(*said.parts, SectionHeading("Both metrics"), measure_table(review)))

    def explain(self, reviewed: Reviewed[AitEntries, AitContext], workbook: Cells) -> Iterator[ExplainedSubject]:  # noqa: ARG002 -- as its like that shows what is stored
        """Yield the selected measures, each with both metrics worked out."""
        from vbpqip.kinds.ait_report.explained import explained_metrics

        return explained_metrics(reviewed)

    def exports(self, program: Program, facts: Iterable[Fact]) -> Iterator[Export]:
        """Yield the baselines of each year for the State."""
        from vbpqip.kinds.ait_report.exports import baseline_exports

        return baseline_exports(program, facts)

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:
        """Yield when baselines are due, with the quarter that they are measured by."""
        from vbpqip.kinds.ait_report.findings import baselines_due_events

        return baselines_due_events(program, period)


AIT_REPORT = AitReport()
