"""4xx: a report against the facility's report before it, where that is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from vbpqip.checks.case import Case, NamedPair, ScoredRow
from vbpqip.checks.catalogue.consistency import (
    COMPARATOR_NOT_OF_PREVIOUS,
    MEASURE_ADDED,
    MEASURE_DROPPED,
    PREVIOUS_REPORT_NOT_COMPARABLE,
    QUARTER_DIFFERS_FROM_PREVIOUS,
)
from vbpqip.checks.file import is_another_workbook
from vbpqip.checks.registry import Fault, Faults, check
from vbpqip.domain.cells import Number
from vbpqip.domain.parties import folded_name
from vbpqip.domain.quarters import Quarter

_PREVIOUS_REPORT = "previous report"


def _obstacle(case: Case, previous: Case) -> str | None:
    """Return why two reports cannot be compared, ``None`` where they can."""
    named, before = case.submission, previous.submission
    if is_another_workbook(before):
        return "it is no QIT report"
    for what, now, then in (("facility", named.facility, before.facility), ("MCO", named.mco, before.mco)):
        if folded_name(now.text) != folded_name(then.text):
            return f"its {what} is {then.text or 'blank'}"
    if case.period is None or previous.period is None or previous.period.after(1) != case.period:
        return f"its period is {previous.period or 'not known'}"
    return None


def _comparable(case: Case) -> Case | None:
    """Return the previous report, ``None`` where there is none to compare with."""
    previous = case.previous
    return None if previous is None or _obstacle(case, previous) else previous


@check(PREVIOUS_REPORT_NOT_COMPARABLE)
def previous_report_not_comparable(case: Case) -> Faults:
    """The previous report is that of the same pairing, of the quarter before."""
    if case.previous is None:
        obstacle = "it cannot be read as a workbook" if case.previous_name else None
    else:
        obstacle = _obstacle(case, case.previous)
    if obstacle is not None:
        message = f"{case.previous_name} was not compared: {obstacle}."
        yield Fault(None, message, case.previous_name, "this pairing's report of the quarter before")


def _by_quarter(case: Case, row: ScoredRow) -> Mapping[Quarter, NamedPair]:
    named = zip(case.submission.named_quarters, row.quarters, strict=True)
    return {quarter: pair for quarter, pair in named if quarter is not None}


def _pairs_of_rows(case: Case, previous: Case) -> Iterator[tuple[ScoredRow, ScoredRow]]:
    """Yield the rows of the measures that both reports have."""
    before = {row.measure.key: row for row in previous.rows}
    yield from ((row, before[row.measure.key]) for row in case.rows if row.measure.key in before)


def _values(pair: NamedPair) -> list[Decimal | None]:
    return [field.field.entry.value if isinstance(field.field.entry, Number) else None for field in pair]


@check(QUARTER_DIFFERS_FROM_PREVIOUS)
def quarter_differs_from_previous(case: Case) -> Faults:
    """The quarters that both windows share have the same counts."""
    previous = _comparable(case)
    for row, before in () if previous is None else _pairs_of_rows(case, previous):
        earlier = {} if row.measure.annual or previous is None else _by_quarter(previous, before)
        for quarter, pair in _by_quarter(case, row).items():
            now = _values(pair)
            then: list[Decimal | None] = _values(earlier[quarter]) if quarter in earlier else [None]
            if None not in now and None not in then and now != then:
                at = pair.numerator if now[0] != then[0] else pair.denominator
                message = f"{row.measure.short_title}, {quarter}: {_of(now)}, but {_of(then)} in {case.previous_name}."
                yield Fault(at.field.at, message, _of(now), _of(then))


def _of(values: list[Decimal | None]) -> str:
    return " of ".join(f"{value:,}" for value in values)


@check(COMPARATOR_NOT_OF_PREVIOUS)
def comparator_not_of_previous(case: Case) -> Faults:
    """The comparator is the previous report's result, where the pairing compares with that."""
    previous = _comparable(case)
    if previous is None or case.program.words("qit.comparator", case.rules_of) != _PREVIOUS_REPORT:
        return
    for row, before in _pairs_of_rows(case, previous):
        given, result = row.prior and _values(row.prior), _result(before)
        if row.prior is None or given is None or result is None:
            continue
        given = given[: len(result)]
        if None not in given and given != result:
            message = f"{row.measure.short_title}: {_of(given)}, but {_of(result)} by {case.previous_name}."
            yield Fault(row.prior.numerator.field.at, message, _of(given), _of(result))


def _result(row: ScoredRow) -> list[Decimal | None] | None:
    """Return the totals of a row, of an annual one its result; ``None`` where they are not known."""
    if row.measure.annual:
        result = _values(row.quarters[-1])[:1]
        return None if None in result else result
    values = [_values(pair) for pair in row.quarters]
    if any(None in pair for pair in values):
        return None
    return [sum((pair[nth] or Decimal() for pair in values), Decimal()) for nth in (0, 1)]


@check(MEASURE_DROPPED)
def measure_dropped(case: Case) -> Faults:
    """Every measure of the previous report is selected still."""
    previous = _comparable(case)
    selected, rows = {row.measure.key for row in case.rows}, {row.key.text: row for row in case.submission.rows}
    for before in () if previous is None else previous.rows:
        row = rows.get(before.measure.key)
        if before.measure.key not in selected and before.measure.key in case.menu and row is not None:
            message = f"{before.measure.short_title}: selected in {case.previous_name}, and no longer."
            yield Fault(row.selected.at, message, row.selected.text, "Yes")


@check(MEASURE_ADDED)
def measure_added(case: Case) -> Faults:
    """Every selected measure was one of the previous report."""
    previous = _comparable(case)
    before = set() if previous is None else {row.measure.key for row in previous.rows}
    for row in () if previous is None else case.rows:
        if row.measure.key not in before:
            message = f"{row.measure.short_title}: not selected in {case.previous_name}."
            yield Fault(row.row.selected.at, message, row.row.selected.text, "a measure of the previous report")


CHECKS = (
    previous_report_not_comparable,
    quarter_differs_from_previous,
    comparator_not_of_previous,
    measure_dropped,
    measure_added,
)
