"""Quarterly improvement target (QIT): the share of selected measures that was achieved.

Stated (webinar of 19 July 2017): a measure credit adds one to the numerator of the calculation; DY2 Q4 is the
baseline and is measured against nothing. Assumed: the required share, and that reaching it exactly suffices
(parameter ``qit.required_share``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from vbpqip.core.results import MeasureResult, QitResult, Verdict


def qit(measures: Sequence[MeasureResult], *, measure_credits: int, required_share: Fraction) -> QitResult:
    """Compare the share of measures achieved, credits added, with the required share.

    Args:
        measures: The selected measures, at least one.
        measure_credits: Credits in force in the period.
        required_share: Part of the selected measures; reaching it exactly is enough.
    """
    achieved = sum(result.achieved for result in measures)
    share = Fraction(achieved + measure_credits, len(measures))
    return QitResult(
        verdict=Verdict.MET if share >= required_share else Verdict.NOT_MET,
        achieved=achieved,
        credits=measure_credits,
        selected=len(measures),
        share=share,
        required_share=required_share,
    )


def unmeasured_qit(
    measures: Sequence[MeasureResult],
    verdict: Verdict,
    *,
    measure_credits: int,
    required_share: Fraction | None,
) -> QitResult:
    """Return a target that is not measured: of the baseline, or of a report with errors."""
    return QitResult(
        verdict=verdict,
        achieved=sum(result.achieved for result in measures),
        credits=measure_credits,
        selected=len(measures),
        share=None,
        required_share=required_share,
    )
