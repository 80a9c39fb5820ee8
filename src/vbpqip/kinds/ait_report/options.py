"""The options that forms of the AIT report have of their own."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.kinds.template import Takes, TemplateOption
from vbpqip.program.program import Program


def _keys(program: Program) -> Iterable[str]:
    from vbpqip.kinds.ait_report.writing.form_data import ait_measures  # noqa: PLC0415 -- asked by a shell alone

    return [str(measure.key) for measure in ait_measures(program)]


AIT_MEASURE = TemplateOption("measure", "KEY", "Select a measure; can be repeated.", Takes.TEXTS, _keys)
AIT_PREVIOUS = TemplateOption(
    "previous",
    "LAST.xlsx",
    "Roll the last report forward: what it says already is filled in, and locked.",
    Takes.REPORT,
)
QUARTERLY_REPORT = TemplateOption(
    "report",
    "REPORT.xlsx",
    "Fill in names, measures, contracts and results of the quarterly report whose window is the measured year.",
    Takes.OTHER_REPORT,
)
