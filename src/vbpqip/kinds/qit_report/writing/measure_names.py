"""The names of the measures that a form may have a row for."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.kinds.qit_report.writing.form_data import form_measures
from vbpqip.program.program import Program


def programs_of(program: Program) -> Iterator[Program]:
    """Yield the programs whose numbers a form may rest on, where its names are not known yet."""
    yield program
    yield from program.agreements.values()


def measure_names(program: Program) -> Iterator[tuple[str, str]]:
    """Yield the names of the measures that a form may have a row for, each with the key of its measure."""
    measures = (measure for each in programs_of(program) for measure in form_measures(each))
    yield from ((name, str(measure.key)) for measure in measures for name in measure.names)
