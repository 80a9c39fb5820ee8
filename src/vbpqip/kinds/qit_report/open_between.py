"""Open rules by what a ledger keeps: where comparing with another report, which is as good, gives another verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from vbpqip.core.measures import Count, Measure
from vbpqip.core.quarters import QUARTERS_IN_WINDOW, Quarter
from vbpqip.core.results import MeasureResult, OpenRule, Performance, Verdict
from vbpqip.kinds.qit_report.reported_values import total
from vbpqip.kinds.qit_report.scored import SCORED_AREAS
from vbpqip.kinds.reported import ReportedValues
from vbpqip.program.program import Program
from vbpqip.rules.comparator import COMPARED_WITH, compared_period
from vbpqip.rules.qit import qit
from vbpqip.rules.rolling_average import rate
from vbpqip.rules.scoring import compared_result


def open_comparators(
    document: Mapping[str, Any], period: Quarter, earlier: Sequence[ReportedValues], program: Program
) -> Iterator[OpenRule]:
    """Yield the other readings of what results are compared with under which the verdict would be another.

    Args:
        document: The report's review as the JSON document has it.
        period: Its period.
        earlier: The pairing's sound reports before it.
        program: The numbers that apply to the pairing.
    """
    verdict = document["qit"]["verdict"]
    if verdict not in {Verdict.MET, Verdict.NOT_MET}:
        return
    readings = (each for each in program.other_readings(period, SCORED_AREAS) if each.key == COMPARED_WITH)
    for reading in readings:
        asked = compared_period(period, reading.program)
        source = next((each for each in earlier if each.period == asked != compared_period(period, program)), None)
        measures = None if source is None else _compared(document, period, source, program)
        if measures is not None:
            other = _verdict(document["qit"], measures)
            if other != verdict:
                yield OpenRule(reading.key, reading.title, reading.value, other)


def _compared(
    document: Mapping[str, Any], period: Quarter, source: ReportedValues, program: Program
) -> list[MeasureResult] | None:
    """Return the measures compared with what a report says of itself, ``None`` where it says too little."""
    menu, ties = program.menu_of(period), program.flag("qit.maintained_counts", period)
    compared = []
    for each in document["measures"]:
        measure = menu[each["key"]]
        prior = _performance(measure, source)
        if prior is None:
            return None
        current = Performance(None, None if each["result"] is None else Fraction(each["result"]))
        compared.append(compared_result(measure, current, prior, maintained_counts=ties))
    return compared


def _performance(measure: Measure, source: ReportedValues) -> Performance | None:
    """Return what a report says of a measure, ``None`` where that is not known."""
    pairs = source.values.get(measure.key)
    values = None if pairs is None else total(pairs[:QUARTERS_IN_WINDOW], annual=measure.annual)
    if values is None:
        return None
    if measure.annual:
        return Performance(None, Fraction(values[0]))
    return Performance(None, rate(Count(*map(int, values)), per=measure.per))


def _verdict(target: Mapping[str, Any], measures: Sequence[MeasureResult]) -> Verdict:
    required = Fraction(target["required_share"])
    return qit(measures, measure_credits=target["credits"], required_share=required).verdict
