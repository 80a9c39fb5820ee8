"""What the form knows of the period that it names, for conditions and workings that other forms have too."""

from __future__ import annotations

from vbpqip.kinds.qit_report.form.items import OF_PERIOD
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS
from vbpqip.kinds.shared.attestation import AttestedDay, last_attestation
from vbpqip.kinds.shared.contracts import CreditsOnForm
from vbpqip.kinds.shared.numbers import PeriodOnForm
from vbpqip.program.program import Program
from vbpqip.workbook.expr import Call, Expr, Ref, Whole


def of_period(name: str) -> Expr:
    """Return what a list says of the chosen period, or of the first where none is chosen."""
    return Call("INDEX", Whole(name), Call("MAX", 1, OF_PERIOD))


PERIOD = PeriodOnForm(OF_PERIOD, Ref("period_ordinal"), of_period(DATE_LISTS["window_end"]))
"""The period that the form names."""


def attested_day(program: Program) -> AttestedDay:
    """Return the day of the attestation."""
    return AttestedDay(Ref("attested_on"), Ref("day_entered"), last_attestation(program), PERIOD)


def credits_on_form(program: Program) -> CreditsOnForm:
    """Return what decides on the credits of contracts."""
    numbers = Ref("lowest_level"), Ref("credit_quarters"), Ref("recertification_counts")
    return CreditsOnForm(program, PERIOD, Ref("day_attested"), *numbers)
