"""A kind of report: all that is particular to it, each part of it a seam that the rest of the program calls."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked
from vbpqip.core.errors import NotComparableError
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import OpenRule
from vbpqip.core.reviews import Assessment, Entered, Fact, OwnDate, Review
from vbpqip.kinds.reviewed import C, E, Reviewed
from vbpqip.program.program import Program
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.opened import Cells

if TYPE_CHECKING:  # a check has no use for any of them
    from vbpqip.checking.explanations import Explanation
    from vbpqip.kinds.calendar_event import CalendarEvent
    from vbpqip.kinds.change_needed import ChangeNeeded
    from vbpqip.kinds.compared import ComparedReports
    from vbpqip.kinds.export import Export
    from vbpqip.kinds.reported import ReportedValues, Version
    from vbpqip.kinds.summary_column import SummaryColumn
    from vbpqip.kinds.template import FilledForm, TemplateOption
    from vbpqip.output.document import Document, ExplainedSubject
    from vbpqip.output.mail import Letter
    from vbpqip.output.tone import Paint, Tone
    from vbpqip.workbook.filled import FilledIn

A = TypeVar("A", bound=Assessment)
"""What is calculated of it."""


class About(NamedTuple):
    """What a report says of itself, empty or ``None`` where it does not.

    ``kind`` and ``template_version`` are as its stamp has them. ``sender`` reports to ``receivers`` about ``subjects``.
    """

    kind: str
    template_version: str
    sender: str
    receivers: tuple[str, ...]
    subjects: tuple[Subject, ...]
    period: Quarter | None
    due: date | None = None
    own_dates: tuple[OwnDate, ...] = ()


class FormOptions(NamedTuple):
    """What a form to fill in says already: the period, and whom it is about, ``None`` where that is open.

    ``texts`` and ``reports`` are what options of the kind's own were given, by their names, and ``filled`` is what a
    batch's results fill in. A form that is ``in_set`` is one of those that are made for several pairings: its names
    are locked, and what is asked of all of them need not apply to it.
    """

    period: Quarter | None = None
    facility: str | None = None
    mco: str | None = None
    texts: Mapping[str, Sequence[str]] = {}
    reports: Mapping[str, Reviewed[Any, Any]] = {}
    filled: FilledIn | None = None
    in_set: bool = False


class Kind(ABC, Generic[E, C, A]):
    """One kind of report; a seam that a kind has no use for is left as it is here."""

    @property
    @abstractmethod
    def key(self) -> str:
        """Its name in stamps, documents and ledgers, such as ``qit-report``."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What people call it."""

    @property
    @abstractmethod
    def catalogue(self) -> tuple[Diagnostic, ...]:
        """All that can be found in it, beside what can be found in any file."""

    @property
    def areas(self) -> frozenset[str]:
        """The areas of the program's numbers that its assessment rests on."""
        return frozenset()

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schemas of what :meth:`document` adds to a review, by key."""
        return {}

    @property
    def summary_columns(self) -> tuple[SummaryColumn, ...]:
        """What a summary's table of reports says of it beside its verdict."""
        return ()

    def explanations(self, program: Program) -> Mapping[str, Explanation]:  # noqa: ARG002 -- as above
        """Return why its findings matter, and an example of each, by code."""
        return {}

    @property
    @abstractmethod
    def forms(self) -> tuple[Form, ...]:
        """Its forms, the newest version first."""

    def periods(self, program: Program) -> tuple[Quarter, ...]:
        """Return the periods that its reports are made for, earliest first."""
        return program.periods

    @property
    def is_of_pairing(self) -> bool:
        """Whether each is of one facility to one MCO, so that there can be a form for each pairing of a roster."""
        return False

    @property
    def template_options(self) -> tuple[TemplateOption, ...]:
        """The options that its forms have beside period and parties."""
        return ()

    def template(self, program: Program, wanted: FormOptions) -> FilledForm | None:  # noqa: ARG002 -- as its like that writes one
        """Return a form of it to fill in; ``None`` where it has none.

        Raises:
            TemplateError: None can be made as it is wanted.
        """
        return None

    def fill_from(self, facts: Iterable[Fact]) -> FilledIn:
        """Return what other reports' facts of a period fill in of its newest form."""
        from vbpqip.workbook.filled import filled_from  # noqa: PLC0415 -- a check fills in nothing

        return filled_from(self.forms[0], facts)

    @abstractmethod
    def read(self, workbook: Any) -> E:  # noqa: ANN401 -- an opened workbook, whose module a listing of kinds does without
        """Return the entries of a workbook."""

    @abstractmethod
    def of_entries(self, entries: Entries) -> E:
        """Return entries that are not in a workbook yet, as :meth:`read` returns those of one."""

    def nothing_entered(self, entries: E) -> Finding | None:  # noqa: ARG002 -- as its like that looks at them
        """Return the finding that nothing is entered but what the template filled in, ``None`` where something is."""
        return None

    def entered(self, entries: E) -> Entered:  # noqa: ARG002 -- as above
        """Return what is entered, as texts by the form's names."""
        return Entered()

    @abstractmethod
    def context(self, entries: E, program: Program, options: ReviewOptions) -> C:
        """Lay entries beside the program's numbers that apply to its pairing, and what else is known."""

    @abstractmethod
    def about(self, context: C) -> About:
        """Return what a report says of itself."""

    @abstractmethod
    def check(self, context: C) -> Checked:
        """Run its checks."""

    @abstractmethod
    def assess(self, context: C, checked: Checked) -> A:
        """Calculate what can be calculated with the entries that are sound."""

    @abstractmethod
    def unassessed(self, program: Program) -> A:
        """Return the assessment of a file that cannot be read."""

    def late_checks(self) -> int:
        """Return how many checks :meth:`late_findings` runs."""
        return 0

    def late_findings(self, context: C, assessment: A) -> Iterable[Finding]:  # noqa: ARG002 -- as above
        """Return what can only be found once all is calculated."""
        return ()

    def between(self, contexts: Sequence[tuple[str, C]]) -> Iterator[tuple[int, Finding]]:  # noqa: ARG002 -- as above
        """Yield what reports say of one another, each with its report's place; contexts come with file names.

        As all that is found between reports, it is of whole reports, and at no cell: a ledger keeps no cells of them.
        """
        yield from ()

    def numbers(self, context: C) -> object:  # noqa: ARG002 -- as above
        """Return the numbers of a report as JSON can hold them, in a fixed order.

        Two facilities that have the same are asked which of them they are of; ``None`` where they are too few for that.
        """
        return None

    def reported_values(self, context: C) -> Mapping[str, Any]:  # noqa: ARG002 -- as above
        """Return what is kept of a report, accepted or not, to compare others of it with, as JSON can hold it."""
        return {}

    def between_periods(
        self,
        now: ReportedValues,  # noqa: ARG002 -- as above
        before: ReportedValues | None,  # noqa: ARG002 -- as above
        baseline: ReportedValues | None,  # noqa: ARG002 -- as above
        program: Program,  # noqa: ARG002 -- as above
    ) -> Iterator[Finding]:
        """Yield what a report finds in that of its sender and receivers before it, and in that of the baseline."""
        yield from ()

    def open_between(
        self,
        document: Mapping[str, Any],  # noqa: ARG002 -- as above
        period: Quarter,  # noqa: ARG002 -- as above
        earlier: Sequence[ReportedValues],  # noqa: ARG002 -- as above
        program: Program,  # noqa: ARG002 -- as above
    ) -> Iterator[OpenRule]:
        """Yield by which readings of a rule the verdict of a report would be another, as sound earlier reports show.

        ``document`` is its review as the JSON document has it.
        """
        yield from ()

    def late_versions(
        self,
        versions: Sequence[Version],  # noqa: ARG002 -- as above
        period: Quarter,  # noqa: ARG002 -- as above
        program: Program,  # noqa: ARG002 -- as above
    ) -> Iterator[tuple[int, Finding]]:
        """Yield which versions of a report, by day of receipt, are late for what others say, each by its place."""
        yield from ()

    def facts(self, context: C, assessment: A) -> Iterator[Fact]:  # noqa: ARG002 -- as above
        """Yield what an accepted report says to others; two that say the same are one report, sent twice."""
        yield from ()

    def document(self, assessment: A) -> Mapping[str, Any]:  # noqa: ARG002 -- as above
        """Return what the JSON document of a review says of an assessment, by key; numbers are exact texts."""
        return {}

    def blocked_document(self, document: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002 -- as above
        """Return what changes in such a document where the verdict is taken by errors across files."""
        return {}

    def verdict_in_words(self, review: Review) -> tuple[str, Tone]:
        """Return what became of a report, and how it is meant."""
        from vbpqip.kinds.in_words import plain_verdict  # noqa: PLC0415 -- a check says nothing

        return plain_verdict(review, self.title)

    def in_words(self, review: Review) -> Iterator[str]:  # noqa: ARG002 -- as above
        """Yield what the text of a review says of an assessment beneath its verdict, in lines."""
        yield from ()

    def remarks(self, review: Review) -> Iterator[str]:  # noqa: ARG002 -- as above
        """Yield what those who receive a report should know of it beside its verdict."""
        yield from ()

    def result_as_text(self, review: Review, width: int, paint: Paint) -> Iterator[str]:  # noqa: ARG002 -- as above
        """Yield what the text of a review says of an assessment above the findings, in blocks of lines."""
        from vbpqip.kinds.in_words import change_as_text  # noqa: PLC0415 -- as above

        yield change_as_text(self.gap(review), width)

    def gap(self, review: Review) -> ChangeNeeded | None:  # noqa: ARG002 -- as above
        """Return what would turn the verdict, ``None`` where nothing can, or nobody knows."""
        return None

    def describe(self, reviewed: Reviewed[E, C]) -> Document:
        """Return what its sender is told of a report."""
        from vbpqip.kinds.feedback.described import described  # noqa: PLC0415 -- a check needs no feedback

        return described(reviewed, self)

    def letter(self, reviewed: Reviewed[E, C]) -> Letter:
        """Return the letter with which its sender is told."""
        from vbpqip.kinds.feedback.letter import letter  # noqa: PLC0415 -- as above

        return letter(reviewed, self, self.describe(reviewed))

    def feedback_workbook(self, reviewed: Reviewed[E, C]) -> bytes:
        """Return what its sender is told as an xlsx file."""
        from vbpqip.output.sheets import document_as_workbook  # noqa: PLC0415 -- as above

        return document_as_workbook(self.describe(reviewed))

    def explain(self, reviewed: Reviewed[E, C], workbook: Cells) -> Iterator[ExplainedSubject] | None:  # noqa: ARG002 -- as above
        """Return what is explained of a report that can be read, such as its measures; ``None`` where nothing is."""
        return None

    def compare(self, old: Reviewed[E, C], new: Reviewed[E, C]) -> ComparedReports:
        """Compare two reports that can be read.

        Raises:
            NotComparableError: They have nothing in common that could be compared.
        """
        from vbpqip.kinds.compared import compare_entered  # noqa: PLC0415 -- a check compares nothing
        from vbpqip.kinds.in_words import kind_called  # noqa: PLC0415 -- as above

        if type(self).entered is Kind.entered:
            raise NotComparableError(
                f"nothing is kept of what is entered in a workbook of the kind '{kind_called(self, new.review)}'."
            )
        return compare_entered(old.review, new.review, self)

    def exports(self, program: Program, facts: Iterable[Fact]) -> Iterator[Export]:  # noqa: ARG002 -- as above
        """Yield what is written for people of what a folder's reports that count say, by facility, MCO and period."""
        yield from ()

    def calendar_events(self, program: Program, period: Quarter) -> Iterator[CalendarEvent]:  # noqa: ARG002 -- as above
        """Yield the days on which something is due about a report of a period."""
        yield from ()


AnyKind: TypeAlias = Kind[Any, Any, Any]
