"""The report that a form goes on from: what it says, and what of that can be relied on.

What its errors touch cannot: the entries they stand at, and entries that they may be about instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from vbpqip.core.cells import Location, NotApplicable, Number
from vbpqip.core.errors import TemplateError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS, TITLE
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext, context_of
from vbpqip.kinds.shared.counts import NamedField, NamedPair
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entry_types import Raw

PARTS = ("numerator", "denominator")

_OF_A_PAIR = "QIP4"
"""How the codes of findings begin that tell entries from one another. Such a finding stands at the numerator if it is
about a numerator and its denominator, and nobody knows which of the two is wrong."""


class SourceReport(NamedTuple):
    """A report that a form goes on from; ``error_cells`` is where its errors stand, or entries that they are about."""

    submission: Submission
    context: ReviewContext
    period: Quarter
    results: dict[str, MeasureResult]
    error_cells: frozenset[Location | None]

    def is_sound(self, named: NamedField) -> bool:
        """Whether a count can be calculated with, and no error is about it."""
        return named.as_count is not None and named.field.at not in self.error_cells

    def figures(self, stated: Performance | None, pairs: Sequence[NamedPair]) -> tuple[Raw | None, Raw | None]:
        """Return what is typed for what pairs amount to, ``None`` where an entry rests on what is not sound.

        ``stated`` is what was calculated of them, ``None`` where something is invalid. An annual result stands in the
        last of its pairs, whatever is wrong beside it.
        """
        if stated is not None:
            return _totals(stated)
        if pairs and pairs[-1].numerator.measure.annual:
            return self._annual_result(pairs[-1])
        numerators, denominators = zip(*pairs, strict=True) if pairs else ((), ())
        return self._sum(numerators), self._sum(denominators)

    def _annual_result(self, pair: NamedPair) -> tuple[Raw | None, Raw | None]:
        match pair.numerator.field.entry, pair.denominator.field.entry:
            case Number(value), NotApplicable() if not {each.field.at for each in pair} & self.error_cells:
                return value, NOT_APPLICABLE
            case _:
                return None, None

    def _sum(self, counts: Sequence[NamedField]) -> int | None:
        sound = [each.as_count for each in counts if self.is_sound(each)]
        return sum(each or 0 for each in sound) if counts and len(sound) == len(counts) else None


def source_report(submission: Submission, review: Review, program: Program, option: str) -> SourceReport:
    """Return a report with what its review found; ``option`` is the one that it was given with.

    The numbers are those that apply to its pairing.

    Raises:
        TemplateError: The workbook is no report that a form can go on from.
    """
    _reject_others(submission, program, option)
    if review.period is None:
        named = f"names '{submission.period.text}' as its period" if submission.period.text else "names no period"
        first, final = program.periods[0], program.periods[-1]
        raise TemplateError(option, f"the report {named}; choose one of {first} to {final} in it, and save it.")
    context = context_of(submission, program)
    return SourceReport(
        submission=submission,
        context=context,
        period=review.period,
        results={str(result.measure.key): result for result in review.measures},
        error_cells=frozenset((*(finding.at for finding in review.errors), *_in_doubt(review, context))),
    )


def _reject_others(submission: Submission, program: Program, option: str) -> None:
    if submission.is_of_another_kind:
        called = program.in_words(TITLE)
        raise TemplateError(option, f"the workbook is not a {called}; give a report that was sent.")
    version = submission.stamp.template_version
    if version and version not in ACCEPTED_VERSIONS:
        known = ", ".join(ACCEPTED_VERSIONS)
        raise TemplateError(
            option, f"the report is of template version {version}, and {known} can be read; a newer vbpqip may read it."
        )


def _in_doubt(review: Review, context: ReviewContext) -> Iterator[Location]:
    """Yield the denominators that an error at their numerators may be about."""
    of_pairs = {finding.at for finding in review.errors if finding.diagnostic.code.startswith(_OF_A_PAIR)}
    pairs = (pair for row in context.rows for pair in (*row.quarters, row.prior) if pair is not None)
    yield from (pair.denominator.field.at for pair in pairs if pair.numerator.field.at in of_pairs)


def _totals(performance: Performance) -> tuple[Raw, Raw]:
    """Return the entries of the prior report: totals, or the annual result beside ``NA``."""
    if performance.pooled is not None:
        return performance.pooled.numerator, performance.pooled.denominator
    rate = performance.rate
    return NOT_APPLICABLE if rate is None else Decimal(rate.numerator) / rate.denominator, NOT_APPLICABLE
