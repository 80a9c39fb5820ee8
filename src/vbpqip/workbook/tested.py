"""What a form looks at in itself: cells, what can be wrong with each, and the number of the line that tells it.

At each cell that is looked at stands, hidden, the number of the first line that holds there: 0 where none does. Lines
are numbered errors first, and each text is stored once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeAlias

from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.answers import DOUBT_SHOWN, OutcomeShown
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, all_, any_, expr, guarded, if_, is_number
from vbpqip.workbook.form import Place

HEAD = "head_"
"""What the names of the labels over entries begin with."""

MOVED = Diagnostic(
    code="",
    name="entry-moved",
    severity=Severity.ERROR,
    issue="This cell was cut and pasted elsewhere, or another one here, so that the form looks at the wrong cell.",
    remedy="Undo it (Ctrl+Z), or begin with a new form; copy cells and paste their values instead of cutting them.",
    source="The form's own rule",
)
"""What a form alone can know: who receives it reads what stands in the cells."""


class Cause(NamedTuple):
    """A diagnostic that a cell can have, and when; of those that are told once, a row is listed with the first."""

    diagnostic: Diagnostic
    condition: Expr
    once: bool = False


class TestedCell(NamedTuple):
    """A cell that is looked at, and where the number of its line stands.

    ``applies`` is when anything is looked for there, ``None`` where that is always. ``causes`` come in the order in
    which the first that holds is told; an earlier one guards those after it. After them come ``of_numbers`` where the
    cell holds a number, ``of_others`` where not. ``title`` is what the cell is called in the list, ``row`` in which row
    of which table it is.
    """

    at: Ref
    state: Ref
    title: Operand
    causes: tuple[Cause, ...]
    row: Hashable
    applies: Expr | None = None
    of_numbers: tuple[Cause, ...] = ()
    of_others: tuple[Cause, ...] = ()

    @property
    def all_causes(self) -> tuple[Cause, ...]:
        """All that the cell can have."""
        return (*self.causes, *self.of_numbers, *self.of_others)


StatedCell: TypeAlias = tuple[TestedCell, Expr]
"""A cell that is looked at, and the formula for the number of the first line that holds there."""


class Line(NamedTuple):
    """What is said of a diagnostic that is taken so seriously."""

    diagnostic: Diagnostic
    severity: Severity

    @property
    def text(self) -> str:
        """What is wrong, and what to do."""
        return f"{self.diagnostic.issue} {self.diagnostic.remedy}"


class Numbering:
    """The numbers of the lines, errors first; a severity can differ by period, and be none at all.

    Args:
        diagnostics: All that can be found.
        severities: How serious one is taken in each of the periods, ``None`` where it is not told.
        by_period: The formula for which of the periods' numbers holds.
    """

    def __init__(
        self,
        diagnostics: Sequence[Diagnostic],
        severities: Callable[[Diagnostic], Sequence[Severity | None]],
        by_period: Callable[[list[int]], Operand],
    ) -> None:
        self._by_period = by_period
        serious = {diagnostic: severities(diagnostic) for diagnostic in diagnostics}
        lines = dict.fromkeys(
            Line(diagnostic, severity)
            for level in (Severity.ERROR, Severity.WARNING)
            for diagnostic, of_periods in serious.items()
            for severity in of_periods
            if severity is level
        )
        self.lines = tuple(lines)
        self.errors = sum(line.severity is Severity.ERROR for line in self.lines)
        self._numbers = {line: nth for nth, line in enumerate(self.lines, start=1)}
        self._of_periods = {
            diagnostic.code: [0 if each is None else self._numbers[Line(diagnostic, each)] for each in of_periods]
            for diagnostic, of_periods in serious.items()
        }

    def stated(self, tested: Iterable[TestedCell]) -> list[StatedCell]:
        """Return the cells at which something can hold, each with the formula for the number of its first line."""
        return [(each, state) for each in tested if (state := self.state(each)) is not None]

    def state(self, tested: TestedCell) -> Expr | None:
        """Return the formula for the number of a cell's first line, ``None`` where nothing can hold."""
        of_numbers, of_others = self._chain(tested.of_numbers, 0), self._chain(tested.of_others, 0)
        found = of_others
        if isinstance(of_numbers, Expr) or isinstance(of_others, Expr):
            found = if_(is_number(tested.at), of_numbers, of_others)
        found = self._chain(tested.causes, found)
        if not isinstance(found, Expr):
            return None
        return found if tested.applies is None else if_(tested.applies, found, 0)

    def _chain(self, causes: Sequence[Cause], otherwise: Operand) -> Operand:
        """Return the number of the first error that holds, else of the first warning, else something else."""
        found = otherwise
        for of_errors in (False, True):
            for cause in reversed(causes):
                listed = self._of_periods[cause.diagnostic.code]
                numbers = [each if (each <= self.errors) is of_errors else 0 for each in listed]
                if any(numbers):
                    number = self._by_period(numbers)
                    is_listed = expr(number) > 0
                    found = if_(cause.condition if all(numbers) else guarded(is_listed, cause.condition), number, found)
        return found

    def numbers_of(self, diagnostics: Iterable[Diagnostic]) -> tuple[int, ...]:
        """Return the numbers of the lines of diagnostics."""
        wanted = {diagnostic.code for diagnostic in diagnostics}
        return tuple(nth for line, nth in self._numbers.items() if line.diagnostic.code in wanted)

    def in_words(self, states: Ref | Range) -> Expr:
        """Return what is said beside an entry, or a row of entries: that something is to fix, or to review."""
        errors = Call("SUMPRODUCT", (states > 0) * (states <= self.errors))
        return if_(errors > 0, OutcomeShown.INVALID_ENTRIES, if_(Call("MAX", states) > 0, DOUBT_SHOWN, ""))

    def is_error(self, state: Expr) -> Expr:
        """Whether the number of a cell's line is that of an error."""
        return all_(state > 0, state <= self.errors)


def moved(at: Ref, beside: Ref, rows_below: int = 0) -> Cause:
    """Return the cause that formulas follow an entry to where it was moved: it no longer stands where it belongs.

    ``beside`` is a locked cell of its row, or one so many rows above.
    """
    row: Operand = Call("ROW", beside) + rows_below if rows_below else Call("ROW", beside)
    column = Call("COLUMN", Ref(f"{HEAD}{at.name}"))
    return Cause(MOVED, any_(Call("ROW", at) != row, Call("COLUMN", at) != column))


def heads(places: Iterable[Place]) -> dict[str, Place]:
    """Return where the labels over entries stand, by the names that :func:`moved` looks for them by."""
    return {f"{HEAD}{each.name}": each._replace(name=f"{HEAD}{each.name}", row=each.row - 1, rows=1) for each in places}
