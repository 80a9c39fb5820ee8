"""A review: one workbook read, checked and scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.later import Later
from vbpqip.core.measures import Rate
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Credits, Gap, MeasureResult, OpenRule, QitAssessment, QitResult, Verdict, WithoutWarned
from vbpqip.core.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd  # only a caller of to_frame needs it installed


class Status(StrEnum):
    """Whether a report could be taken as it is; a blank one holds nothing beyond what the template filled in."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Assumption(NamedTuple):
    """An effective number that no document states."""

    key: str
    value: str
    note: str


class Rules(NamedTuple):
    """What a review rests on: the program's numbers, the pairing's terms, and what is assumed.

    ``vocabulary`` is what the program calls its target and its parties.
    """

    program: str
    version: str
    vocabulary: Vocabulary
    terms: str | None
    assumptions: tuple[Assumption, ...]


class OwnDate(NamedTuple):
    """A measure that may be reported by a later day of its own."""

    measure: str
    due: date


class Entered(NamedTuple):
    """What was entered, by the form's names: single entries, and tables as rows; ``None`` is a blank cell.

    Numbers are exact decimals, days are ISO dates, and what is neither is the text of the cell.
    """

    fields: Mapping[str, str | None] = {}
    tables: Mapping[str, tuple[Mapping[str, str | None], ...]] = {}


class Fact(NamedTuple):
    """One thing that a report says of one of its subjects, and others may use; of a period, perhaps of a measure.

    ``value`` is an exact decimal, ``n/d`` where no decimal is exact, or a word such as ``met``. ``at`` is where it
    stands in the workbook, ``None`` where it was calculated.
    """

    kind: str
    subject: Subject
    period: str
    measure: str | None
    name: str
    value: str
    at: Location | None = None


class Assessment(Protocol):
    """What is calculated of a report of some kind."""

    @property
    def kind(self) -> str:
        """The kind of report that it is of."""

    @property
    def verdict(self) -> Verdict:
        """What became of the target that the report is about."""

    def withheld(self) -> Assessment:
        """Return it without its verdict, as of a report that has errors."""


class Review(NamedTuple):
    """What a check of one workbook found and calculated.

    ``kind``, ``template_version``, ``sender`` and ``receivers`` are as the workbook says, empty where it does not;
    ``subjects`` are those that it speaks of. ``period`` is ``None`` where the workbook names none that is known;
    ``window`` is then empty. ``findings`` are in the order of sheet, row, column and code. ``assessment`` is what its
    kind makes of it. ``received`` is the day of receipt, ``due`` the day by which the report is due, each ``None``
    where it is not known; ``own_dates`` are those of measures that may come later. ``entered`` is what was
    typed into it, and ``facts`` are what a report that is accepted says to others; call either of them.
    """

    workbook: str
    sha256: str
    kind: str
    status: Status
    template_version: str
    sender: str
    receivers: tuple[str, ...]
    subjects: tuple[Subject, ...]
    period: Quarter | None
    window: tuple[Quarter, ...]
    findings: tuple[Finding, ...]
    checks_run: int
    assessment: Assessment
    rules: Rules
    received: date | None = None
    due: date | None = None
    own_dates: tuple[OwnDate, ...] = ()
    entered: Later[Entered] = Later(Entered)
    facts: Later[tuple[Fact, ...]] = Later(tuple)

    @property
    def facility(self) -> str:
        """The one facility that it speaks of, empty where it names none, or several."""
        return self.subjects[0].facility if len(self.subjects) == 1 else ""

    @property
    def mco(self) -> str:
        """The MCO of the one facility that it speaks of, empty where it names none, or several."""
        return self.subjects[0].mco or "" if len(self.subjects) == 1 else ""

    @property
    def verdict(self) -> Verdict:
        """What became of the target that it is about."""
        return self.assessment.verdict

    @property
    def of_qit(self) -> QitAssessment | None:
        """What is calculated of a QIT report, ``None`` for another kind."""
        return self.assessment if isinstance(self.assessment, QitAssessment) else None

    @property
    def measures(self) -> tuple[MeasureResult, ...]:
        """The selected measures of a QIT report, in the order of the workbook; none of another kind."""
        return () if self.of_qit is None else self.of_qit.measures

    @property
    def credits(self) -> Credits:
        """The measure credits of a QIT report; none of another kind."""
        return Credits(in_force=0, contracts=()) if self.of_qit is None else self.of_qit.credits

    @property
    def qit(self) -> QitResult:
        """The target of a QIT report.

        Raises:
            AttributeError: It is of another kind.
        """
        if self.of_qit is None:
            raise AttributeError(f"a report of the kind '{self.assessment.kind}' has no quarterly improvement target")
        return self.of_qit.qit

    @property
    def gap(self) -> Gap | None:
        """How far the target of a QIT report is from the other verdict; ``None`` where that is not measured."""
        return None if self.of_qit is None else self.of_qit.gap

    @property
    def open_rules(self) -> tuple[OpenRule, ...]:
        """The other readings of rules by which the target of a QIT report would be another; none of another kind."""
        return () if self.of_qit is None else self.of_qit.open_rules

    @property
    def without_warned(self) -> WithoutWarned | None:
        """The verdict of a QIT report without the measures whose entries are under warning, ``None`` without any."""
        return None if self.of_qit is None else self.of_qit.without_warned

    @property
    def is_late(self) -> bool | None:
        """Whether it was received after it was due, ``None`` where either day is not known."""
        return None if self.received is None or self.due is None else self.received > self.due

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which the report cannot be scored."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings with which a report can be scored, and that somebody should review."""
        return tuple(finding for finding in self.findings if finding.is_warning)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings of which nothing needs to be done."""
        return tuple(finding for finding in self.findings if finding.is_note)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that do not count, by the pairing's terms."""
        return tuple(finding for finding in self.findings if finding.waiver is not None)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a selected measure as a pandas data frame.

        Columns: ``workbook``, ``facility``, ``mco``, ``period``, ``measure``, ``title``, ``numerator``,
        ``denominator`` (whole, missing for an annual measure), ``result``, ``prior_result`` (decimal, for display;
        compare with :attr:`measures`), ``unit``, ``outcome``, ``achieved``, ``verdict``.
        """
        import pandas as pd  # noqa: PLC0415 -- the checking core does without it

        rows = [
            {
                "workbook": self.workbook,
                "facility": self.facility,
                "mco": self.mco,
                "period": "" if self.period is None else str(self.period),
                "measure": result.measure.key,
                "title": result.measure.title,
                "numerator": result.current and result.current.pooled and result.current.pooled.numerator,
                "denominator": result.current and result.current.pooled and result.current.pooled.denominator,
                "result": result.current and _decimal(result.current.rate),
                "prior_result": result.prior and _decimal(result.prior.rate),
                "unit": result.measure.result_unit,
                "outcome": str(result.outcome),
                "achieved": result.achieved,
                "verdict": str(self.verdict),
            }
            for result in self.measures
        ]
        frame = pd.DataFrame(rows, columns=_COLUMNS)
        return frame.astype(
            {"numerator": "Int64", "denominator": "Int64", "result": "Float64", "prior_result": "Float64"}
        )


_COLUMNS = [
    "workbook", "facility", "mco", "period", "measure", "title", "numerator", "denominator",
    "result", "prior_result", "unit", "outcome", "achieved", "verdict",
]  # fmt: skip


def _decimal(rate: Rate | None) -> float | None:
    return None if rate is None else float(rate)
