"""A form with formulas while it is written: each is given as a value, and stored with what it shows."""

from __future__ import annotations

from collections.abc import Container, Mapping

from vbpqip.core.cells import Location
from vbpqip.workbook.builder import ShownResult
from vbpqip.workbook.calculate import Calculation
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.expr import Addresses, Expr, formula
from vbpqip.workbook.form import Place
from vbpqip.workbook.form_builder import FormBuilder
from vbpqip.workbook.styles import FormStyle

NOTHING_TYPED: Mapping[Location, Raw | None] = {}


class LiveBuilder(FormBuilder):
    """A form that is being written, whose formulas refer to its cells by name.

    Formulas are written when all of them are known. ``places`` are the names that they know already.
    """

    def __init__(
        self, footer: str, properties: Mapping[str, str], stamp: Mapping[str, str], places: Mapping[str, Place]
    ) -> None:
        super().__init__(footer, properties, stamp)
        self.places = dict(places)
        self._cells: dict[Location, Raw | Expr] = {}
        self._formulas: dict[Location, FormStyle] = {}
        self._defined: set[str] = set()

    def write(self, at: Location, value: Raw | None, style: FormStyle) -> None:
        """Write a value or an empty cell."""
        super().write(at, value, style)
        if value is not None:
            self._cells[at] = value

    def show(self, at: Location, shown: Expr, style: FormStyle) -> None:
        """Write a formula; what it shows is calculated when all formulas are known."""
        self._cells[at], self._formulas[at] = shown, style

    def place(self, place: Place) -> None:
        """Let formulas refer to cells by a name, which the workbook does not define."""
        self.places[place.name] = place

    def define(self, name: str, first: Location, rows: int = 1) -> None:
        """Define a name of a column of cells."""
        super().define(name, first, rows)
        self._defined.add(name)
        self.places.setdefault(name, Place(name, "", first.sheet, first.row, first.column, rows))

    def addresses(self, sheet: str) -> Addresses:
        """Return where names stand, as a formula of a sheet has them."""
        return Addresses(self.places, sheet, frozenset(self._defined))

    def shown(
        self, typed_formulas: Container[Location] = frozenset(), typed: Mapping[Location, Raw | None] = NOTHING_TYPED
    ) -> Mapping[Location, ShownResult]:
        """Return what each formula shows, perhaps where formulas or something else were typed into entries."""
        calculation = Calculation(self.places, {**self._cells, **typed}, typed_formulas)
        return {at: calculation.shown(at) for at in self._formulas}

    def content(self) -> bytes:
        """Write the formulas, close the workbook and return its bytes."""
        addresses = {title: self.addresses(title) for title in {at.sheet for at in self._formulas}}
        for at, shown in self.shown().items():
            written = self._cells[at]
            assert isinstance(written, Expr)  # noqa: S101 -- see show
            self.live(at, formula(written, addresses[at.sheet]), shown, self._formulas[at])
        return super().content()
