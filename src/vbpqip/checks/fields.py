"""The entries of selected measures, each with the words that name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vbpqip.checks.case import Case, ScoredRow
from vbpqip.domain.cells import Number
from vbpqip.domain.measures import Measure
from vbpqip.form.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.reading.entries import Field
from vbpqip.reading.submission import ContractRow, MeasureRow


class NamedField(NamedTuple):
    """An entry, its measure, and its name such as ``numerator of DY2 Q3``; ``largest`` bounds a count."""

    measure: Measure
    name: str
    field: Field
    largest: int = LARGEST_COUNT

    @property
    def title(self) -> str:
        """The measure and the entry's name."""
        return f"{self.measure.short_title}, {self.name}"


class NamedPair(NamedTuple):
    """A numerator and its denominator."""

    numerator: NamedField
    denominator: NamedField

    def __iter__(self) -> Iterator[NamedField]:
        return iter((self.numerator, self.denominator))


def has_comparator(case: Case) -> bool:
    """Whether the period is known and measured against something."""
    return case.period is not None and not case.is_baseline


def _pair(row: ScoredRow, numerator: Field, denominator: Field, when: str, largest: int) -> NamedPair:
    return NamedPair(
        NamedField(measure=row.measure, name=f"numerator of {when}", field=numerator, largest=largest),
        NamedField(measure=row.measure, name=f"denominator of {when}", field=denominator, largest=largest),
    )


def quarter_pairs(case: Case, row: ScoredRow) -> list[NamedPair]:
    """Return a row's four pairs, earliest quarter first."""
    chosen = zip(row.row.quarters, case.submission.quarters, strict=True)
    return [
        _pair(row, numerator, denominator, words.text or f"quarter {nth}", LARGEST_COUNT)
        for nth, ((numerator, denominator), words) in enumerate(chosen, start=1)
    ]


def prior_pair(case: Case, row: ScoredRow) -> NamedPair | None:
    """Return a row's comparator, ``None`` where the period has none."""
    return _pair(row, *row.row.prior, "the prior report", LARGEST_TOTAL) if has_comparator(case) else None


def count_pairs(case: Case) -> Iterator[NamedPair]:
    """Yield the pairs in which counts belong: of quarterly measures, the comparator last."""
    for row in case.rows:
        if not row.measure.annual:
            yield from quarter_pairs(case, row)
            prior = prior_pair(case, row)
            if prior is not None:
                yield prior


def count_fields(case: Case) -> Iterator[NamedField]:
    """Yield the entries in which counts belong."""
    for pair in count_pairs(case):
        yield from pair


def result_pairs(case: Case) -> Iterator[NamedPair]:
    """Yield the pairs in which an annual result and ``NA`` belong, the comparator last."""
    for row in case.rows:
        if row.measure.annual:
            yield quarter_pairs(case, row)[-1]
            prior = prior_pair(case, row)
            if prior is not None:
                yield prior


def early_fields(case: Case) -> Iterator[list[NamedField]]:
    """Yield, for each annual measure, the entries that stay blank."""
    for row in case.rows:
        if row.measure.annual:
            yield [field for pair in quarter_pairs(case, row)[:-1] for field in pair]


def read_fields(case: Case) -> Iterator[NamedField]:
    """Yield the entries that a result is calculated from."""
    yield from count_fields(case)
    for pair in result_pairs(case):
        yield from pair


def measure_name(case: Case, row: MeasureRow) -> str:
    """Return what a row is called: its measure's title, else its key, else its place."""
    key = row.key.text
    return case.menu[key].short_title if key in case.menu else key or f"Row {row.key.at.row + 1}"


def contract_name(row: ContractRow) -> str:
    """Return what a contract is called."""
    return f"Contract with {row.mco.text}" if row.mco.text else f"Contract in row {row.status.at.row + 1}"


def is_count(field: NamedField) -> bool:
    """Whether the entry is a count that can be calculated with."""
    match field.field.entry:
        case Number(value):
            return value == value.to_integral_value() and 0 <= value <= field.largest
        case _:
            return False
