"""Every kind of report that the tests know: how one is written, drawn, rolled forward, and what it shows.

What the promises of ``tests/kinds/test_every_kind.py`` run over.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import NamedTuple

from support import ait_reports
from support.completed import reports_of
from support.drawing import Cells, Lists, Values, careless, cells_of, row_of
from support.drawn_reports import drawn_report
from support.mutations import FormLayout
from support.recalculation import Value
from support.tables import PROGRAM
from support.toy_kind import (
    BED_REPORT,
    bed_content,
    beds_rolled_forward,
    beds_shown,
    live_places,
    written_form,
    written_with,
)
from support.written import empty_form_of
from vbpqip.core.cells import Location
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.ait_report.form import AIT_MEASURES
from vbpqip.kinds.ait_report.years import baseline_days
from vbpqip.kinds.kind import AnyKind, FormOptions
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.prefilling import PrefillOptions
from vbpqip.kinds.qit_report.writing.roll_forward import roll_forward
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.reviewing import read_and_review
from vbpqip.workbook.answers import LEAVE_BLANK
from vbpqip.workbook.builder import ShownResult
from vbpqip.workbook.entry_types import EntryKey, Raw, YesNoType
from vbpqip.workbook.form import Form, Place

SAMPLE_WORKBOOKS = Path(__file__).parents[2] / "sample_workbooks"
_MEASURES = form_measures(PROGRAM)
_REPORTS = 3
"""How many reports a history has."""

SAMPLES = 3
"""The history that is a kind's samples; it has contracts."""


class NextForm(NamedTuple):
    """The form of the next report: its entries, those of them that are locked, and the form as it is written."""

    values: Mapping[EntryKey, Raw]
    locked: frozenset[EntryKey]
    content: bytes


class WrittenKind(ABC):
    """A kind whose reports are written by the tests.

    Args:
        kind: The kind.
        lists: What its form's drop-downs offer.
        rows: How many rows its tables have that are given.
        parts: The numbers of the parts of its file that mutations prefer, see :class:`FormLayout`.
    """

    def __init__(self, kind: AnyKind, lists: Lists, rows: Mapping[str, int], parts: tuple[int, ...]) -> None:
        self.kind, self.lists, self.rows, self.parts = kind, lists, rows, parts

    def __repr__(self) -> str:
        return self.kind.key

    @property
    def form(self) -> Form:
        """Its newest form."""
        return self.kind.forms[0]

    @cached_property
    def entries(self) -> Cells:
        """Every cell in which something can be entered, with what belongs there."""
        return cells_of(self.form, self.rows)

    def at(self, key: EntryKey) -> Location:
        """Return where a cell of the form stands."""
        return self._places[key[0]].at(key[1])

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        tables = (table.places(table.rows or self.rows[table.name]) for table in self.form.tables)
        return {**self.form.singles, **{name: place for each in tables for name, place in each.items()}}

    @cached_property
    def layout(self) -> FormLayout:
        """Where everything stands in its form."""
        asking = {
            table.name: each.name
            for table in self.form.tables
            for each in table.entries
            if isinstance(each.takes, YesNoType)
        }
        asked = {
            self.at((column.name, nth)): self.at((asking[table.name], nth))
            for table in self.form.tables
            if table.name in asking
            for column in table.entries
            if column.takes.is_figure
            for nth in range(table.rows or self.rows[table.name])
        }
        places = tuple(self.at(key) for key, _ in self.entries)
        return FormLayout(tuple(self.form.entries_of), self.parts, places, asked)

    @cached_property
    def outputs(self) -> Mapping[EntryKey, Location]:
        """Every live result that the form has a name for."""
        singles = {(place.name, 0): place.at() for place in self.form.results}
        rows = {
            (name, nth): self.at((name, nth))
            for table in self.form.tables
            for name in table.live
            for nth in range(table.rows or self.rows[table.name])
        }
        return singles | rows

    @property
    def printed(self) -> Mapping[EntryKey, Raw]:
        """What stands in the entries of an empty form."""
        return {}

    @property
    def kept(self) -> Mapping[EntryKey, Raw]:
        """What of that nobody can type over, since it is locked."""
        return {}

    @abstractmethod
    def write(self, values: Mapping[EntryKey, Raw]) -> bytes:
        """Return a form with these entries."""

    @abstractmethod
    def drawn(self, rng: Random) -> Values:
        """Draw a report of somebody who is now and then careless."""

    @abstractmethod
    def history(self, seed: int) -> Sequence[Values]:
        """Draw sound reports of one sender, each of the period after the one before, which it follows."""

    def samples(self) -> Mapping[str, bytes]:
        """Return sound reports as files, by name: what is generated for samples, and the same each time."""
        return {f"drawn-{nth}.xlsx": self.write(values) for nth, values in enumerate(self.history(SAMPLES))}

    @abstractmethod
    def shown(self, values: Mapping[EntryKey, Raw]) -> Mapping[EntryKey, Value]:
        """Return what the review of these entries says that each live result shows."""

    @abstractmethod
    def rolled_forward(self, content: bytes) -> NextForm:
        """Return the form of the report after one."""


class _QitReports(WrittenKind):
    def __init__(self) -> None:
        super().__init__(QIT_REPORT, lists(PROGRAM), {MEASURES.name: len(_MEASURES)}, (2, 3, 4, 9))

    @cached_property
    def outputs(self) -> Mapping[EntryKey, Location]:
        """Every live result that the form has a name for, and the state of every cell that it looks at."""
        book = empty_form_of(PROGRAM).book
        states = [each.state for each in book.tested if book.numbering.state(each) is not None]
        return {**super().outputs, **{(ref.name, ref.nth): book.places[ref.name].at(ref.nth) for ref in states}}

    @cached_property
    def printed(self) -> Mapping[EntryKey, Raw]:
        return empty_form_data(PROGRAM).entries

    @property
    def kept(self) -> Mapping[EntryKey, Raw]:
        return {key: raw for key, raw in self.printed.items() if raw == LEAVE_BLANK}

    def write(self, values: Mapping[EntryKey, Raw]) -> bytes:
        return workbook_for(_form_data(values))

    def drawn(self, rng: Random) -> Values:
        return drawn_report(rng, PROGRAM)

    def history(self, seed: int) -> Sequence[Values]:
        rng = Random(seed)  # noqa: S311 -- chance that can be had again
        pairing = rng.choice([row.pairing for row in PROGRAM.roster if row.grounds.since <= PROGRAM.first_period])
        first = rng.randrange(len(PROGRAM.periods) - _REPORTS + 1)
        periods = PROGRAM.periods[first : first + _REPORTS]
        contracts = [_contract(rng, nth, periods[0]) for nth in range(rng.randint(0, 2))]
        of_contracts = {key: raw for contract in contracts for key, raw in contract.items()}
        reports = reports_of(pairing.facility, pairing.mco, PROGRAM, seed, periods)
        return [{**report.form_data().entries, **of_contracts} for report in reports]

    def samples(self) -> Mapping[str, bytes]:
        """Return those that are committed, and drawn ones."""
        committed = {path.name: path.read_bytes() for path in sorted(SAMPLE_WORKBOOKS.glob("*.xlsx"))}
        return {**committed, **super().samples()}

    def shown(self, values: Mapping[EntryKey, Raw]) -> Mapping[EntryKey, Value]:
        """Return what the form shows; ``tests/parity/test_sheet_and_review.py`` compares it with the review."""
        shown = empty_form_of(PROGRAM).shown(values)
        return {key: _value(shown.get(at)) for key, at in self.outputs.items()}

    def rolled_forward(self, content: bytes) -> NextForm:
        reviewed = read_and_review(content, PROGRAM, kinds=(QIT_REPORT,))
        assert isinstance(reviewed.entries, Submission)
        data = roll_forward(reviewed.entries, reviewed.review, PROGRAM, PrefillOptions()).form_data
        return NextForm(data.entries, data.carried, workbook_for(data))


def _value(shown: ShownResult | None) -> Value:
    return float(shown) if isinstance(shown, int) and not isinstance(shown, bool) else shown


def _form_data(values: Mapping[EntryKey, Raw]) -> FormData:
    return FormData(program=PROGRAM, measures=_MEASURES, entries=values)


def _contract(rng: Random, nth: int, period: Quarter) -> Values:
    """Draw a contract that earns a credit, submitted before a period ended."""
    first = PROGRAM.years.at(0).first_day
    submitted = first + timedelta(days=rng.randrange((period.last_day - first).days))
    contract = row_of(rng, CONTRACT_TABLE.entries, nth, lists(PROGRAM))
    del contract["contract_recertified", nth]
    sound: Values = {("contract_level", nth): rng.choice((2, 3)), ("contract_status", nth): "Approved"}
    return {**contract, **sound, ("contract_submitted", nth): submitted}


class _BedReports(WrittenKind):
    def __init__(self) -> None:
        super().__init__(BED_REPORT, bed_content({}).lists, {}, (1, 3))

    @cached_property
    def outputs(self) -> Mapping[EntryKey, Location]:
        """Every live result, and the state of every entry."""
        return live_places(bed_content({}))

    def write(self, values: Mapping[EntryKey, Raw]) -> bytes:
        return written_with(values)

    def drawn(self, rng: Random) -> Values:
        return careless(rng, rng.choice(self._reports(rng)), self.entries, self.lists)

    def history(self, seed: int) -> Sequence[Values]:
        return self._reports(Random(seed))  # noqa: S311 -- chance that can be had again

    def _reports(self, rng: Random) -> Sequence[Values]:
        mco = rng.choice(self.lists["list_mcos"])
        beds = {f"Hospital {name}": rng.randint(1, 900) for name in rng.sample("ABCDEFGH", rng.randint(1, 6))}
        return [self._report(rng, mco, period, beds) for period in self.lists["list_periods"]]

    def _report(self, rng: Random, mco: Raw, period: Raw, beds: Mapping[str, int]) -> Values:
        values: Values = {("mco", 0): mco, ("current_period", 0): period}
        for nth, (name, there_are) in enumerate(beds.items()):
            half = there_are // 2
            used = rng.choice((rng.randint(0, there_are), half, half + 1, there_are))
            values.update({("facility", nth): name, ("beds", nth): there_are, ("used", nth): used})
        return values

    def shown(self, values: Mapping[EntryKey, Raw]) -> Mapping[EntryKey, Value]:
        return {key: _value(shown) for key, shown in beds_shown(bed_content(values)).items()}

    def rolled_forward(self, content: bytes) -> NextForm:
        form = beds_rolled_forward(content)
        return NextForm(form.values, form.locked, written_form(form))


class _AitReports(WrittenKind):
    def __init__(self) -> None:
        super().__init__(AIT_REPORT, ait_reports.LISTS, {AIT_MEASURES.name: len(ait_reports.ROWS)}, (2, 3, 4, 8))

    @cached_property
    def outputs(self) -> Mapping[EntryKey, Location]:
        """Every live result that the form has a name for, and the state of every cell that it looks at."""
        book = ait_reports.empty_form()
        states = [each.state for each in book.data.tested if book.numbering.state(each) is not None]
        return {**super().outputs, **{(ref.name, ref.nth): book.places[ref.name].at(ref.nth) for ref in states}}

    @cached_property
    def printed(self) -> Mapping[EntryKey, Raw]:
        return ait_reports.printed()

    def write(self, values: Mapping[EntryKey, Raw]) -> bytes:
        return ait_reports.written_report(values)

    def drawn(self, rng: Random) -> Values:
        return ait_reports.drawn_report(rng)

    def history(self, seed: int) -> Sequence[Values]:
        """Draw the baselines of a year, its results, and the next year's report."""
        rng = Random(seed)  # noqa: S311 -- chance that can be had again
        first, second = ait_reports.YEARS
        keys = [str(each.key) for each in rng.sample(ait_reports.ROWS, rng.randint(3, len(ait_reports.ROWS)))]
        with_results = ait_reports.sound_rows(rng, keys)
        baselines = {key: raw for key, raw in with_results.items() if not key[0].startswith(("result_n", "state_mean"))}
        baselines = {key: raw for key, raw in baselines.items() if key[0] != "result_denominator" or raw == "NA"}
        contracts = {**ait_reports.contract(0, date(2016, 9, 1)), **ait_reports.contract(1, date(2016, 12, 1))}
        common = {**self.printed, **contracts}
        attested = baseline_days(PROGRAM, first)[1] + timedelta(days=200)
        return [
            {**common, **ait_reports.heading(first, attested), **baselines},
            {**common, **ait_reports.heading(first), **with_results},
            {**common, **ait_reports.heading(second), **ait_reports.sound_rows(rng, keys)},
        ]

    def shown(self, values: Mapping[EntryKey, Raw]) -> Mapping[EntryKey, Value]:
        """Return what the form shows; ``tests/kinds/ait_report`` compares it with the review."""
        book = ait_reports.empty_form()
        typed = {self.at(key): values.get(key) for key, _ in self.entries}
        shown = book.shown(typed=typed)
        return {key: _value(shown.get(at)) for key, at in self.outputs.items()}

    def rolled_forward(self, content: bytes) -> NextForm:
        last = read_and_review(content, PROGRAM, kinds=(AIT_REPORT,))
        filled = AIT_REPORT.template(PROGRAM, FormOptions(reports={"previous": last}))
        assert filled is not None
        printed = ("measure_key", "measure_title")
        values = {key: raw for key, raw in filled.filled.values.items() if key[0] not in printed}
        return NextForm(values, filled.filled.locked, filled.content)


QIT, BEDS, AIT = _QitReports(), _BedReports(), _AitReports()
KINDS: Sequence[WrittenKind] = (QIT, AIT, BEDS)
