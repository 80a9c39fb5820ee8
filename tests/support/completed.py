"""Completed reports of made-up hospitals, as the cells that a form stores: entries, and what its formulas show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeAlias

from support.hospitals import Hospital, Row, achieved, verdict
from support.quarters import YEARS
from support.stencils import Stencil, Stored
from vbpqip.core.cells import Location
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Outcome, Verdict
from vbpqip.kinds.qit_report.form.layout import QUARTERS, measure_columns, place_of
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program
from vbpqip.workbook.answers import SHOWN_VERDICT, YES
from vbpqip.workbook.entry_types import EntryKey, Raw

TITLE = "Load"
"""The terms that the reports are made for."""

Entries: TypeAlias = dict[EntryKey, Stored]
_EPOCH = date(1899, 12, 30)
DAYS_BEFORE_DUE = 15
"""How many days before it is due a report is attested."""


class Completed(NamedTuple):
    """A report: who sends it, for when, its rows, and when it was attested."""

    facility: str
    mco: str
    period: Quarter
    rows: tuple[Row, ...]
    attested: date

    @property
    def verdict(self) -> Verdict:
        """The verdict that it has while it is sound."""
        return verdict(self.rows)

    def entries(self) -> Entries:
        """Return what is typed in."""
        written: Entries = {
            ("facility", 0): self.facility,
            ("mco", 0): self.mco,
            ("current_period", 0): str(self.period),
            ("attested_by", 0): "Quality Department",
            ("attested_title", 0): "Director of Quality",
            ("attested_on", 0): (self.attested - _EPOCH).days,
        }
        for nth, quarter in zip(QUARTERS, self.period.window(), strict=True):
            written[f"quarter_{nth}", 0] = str(quarter)
        for row in self.rows:
            written.update(_typed(row))
        return written

    def form_data(self) -> FormData:
        """Return the form of the period as it is filled in."""
        empty = empty_form_data(load_program(), period=self.period, facility=self.facility, mco=self.mco)
        typed = {key: raw for row in self.rows for key, raw in _typed(row).items() if raw is not None}
        attested: dict[EntryKey, Raw] = {
            ("attested_by", 0): "Quality Department",
            ("attested_title", 0): "Director of Quality",
            ("attested_on", 0): self.attested,
        }
        return empty._replace(entries={**empty.entries, **attested, **typed})

    def results(self) -> Entries:
        """Return what the formulas show."""
        found = achieved(self.rows)
        share = None if self.verdict is Verdict.BASELINE else found / len(self.rows)
        shown: Entries = {
            ("qit_verdict", 0): str(SHOWN_VERDICT[self.verdict]),
            ("qit_achieved", 0): found,
            ("qit_selected", 0): len(self.rows),
            ("qit_share", 0): "" if share is None else share,
            ("ready", 0): "READY",
        }
        for row in self.rows:
            shown.update(_shown(row))
        return shown


def reports_of(facility: str, mco: str, program: Program, seed: int, periods: Iterable[Quarter]) -> Iterator[Completed]:
    """Yield a hospital's reports of some periods, each attested some days before it is due."""
    hospital = Hospital(facility, program, seed)
    for period in periods:
        attested = program.dates(period).report_due - timedelta(days=DAYS_BEFORE_DUE)
        yield Completed(facility, mco, period, hospital.report(period), attested)


def nth_of(row: Row) -> int:
    """Return which row of the form a measure has."""
    return _places()[row.measure.key]


@cache
def _places() -> Mapping[str, int]:
    return {measure.key: nth for nth, measure in enumerate(form_measures(load_program()))}


def _typed(row: Row) -> Entries:
    nth = nth_of(row)
    pairs = {**dict(zip(map(str, QUARTERS), row.quarters, strict=True)), "prior": row.prior}
    entries: Entries = {("selected", nth): YES}
    for name, pair in pairs.items():
        if pair is not None and pair != (None, None):
            for part, raw in zip(("numerator", "denominator"), pair, strict=True):
                entries[f"prior_{part}" if name == "prior" else f"{part}_{name}", nth] = raw
    return entries


def _shown(row: Row) -> Entries:
    nth, results = nth_of(row), (row.result, row.prior_result)
    now, before = ("" if each is None else float(each) for each in results)
    baseline = row.outcome is Outcome.BASELINE
    good = row.outcome in {Outcome.IMPROVED, Outcome.MAINTAINED}
    return {
        ("result", nth): now,
        ("prior_result", nth): before,
        ("outcome", nth): str(row.outcome).capitalize().replace("_", " "),
        ("achieved", nth): "" if baseline else "Yes" if good else "No",
    }


@cache
def _stencil() -> Stencil:
    program = load_program()._replace(terms=TITLE)
    return Stencil(workbook_for(empty_form_data(program, period=Quarter(3, 1, YEARS))))


@cache
def _at(name: str, nth: int) -> Location:
    columns = measure_columns(len(_places()))
    return columns[name].at(nth) if name in columns else place_of(name).at()


def workbook_of(entries: Entries, results: Entries, *, harm: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the report as an xlsx file; ``harm`` are texts of the sheet's part that are replaced by others."""
    cells = {_at(*key): raw for key, raw in (entries | results).items()}
    return _stencil().filled(cells, dict(harm))
