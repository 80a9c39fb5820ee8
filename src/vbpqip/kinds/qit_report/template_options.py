"""The options that forms of the QIT report have of their own."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.kinds.template import Takes, TemplateOption
from vbpqip.program.program import Program


def _keys(program: Program) -> Iterable[str]:
    from vbpqip.kinds.qit_report.writing.measure_names import measure_names  # noqa: PLC0415 -- asked by a shell alone

    return dict.fromkeys(key for _, key in measure_names(program))


MEASURE = TemplateOption("measure", "KEY", "Select a measure; can be repeated.", Takes.TEXTS, _keys)
PREVIOUS = TemplateOption(
    "previous",
    "LAST.xlsx",
    "Roll the last report forward: what it says already is filled in, and locked.",
    Takes.REPORT,
)
FROM = TemplateOption(
    "from",
    "REPORT.xlsx",
    "Fill in what the same period's report to another MCO says; --mco names the MCO of the new one.",
    Takes.REPORT,
)
