"""The feedback as a page that needs nothing but itself: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.numbers import rounded
from vbpqip.kinds.qit_report.feedback.contents import NOT_TO_BE_SENT, Contents, MeasureLine, PlottedMeasure
from vbpqip.kinds.qit_report.feedback.invitation import invitation
from vbpqip.kinds.qit_report.feedback.marked_copy import BLANK, ERROR_MARK, WARNING_MARK
from vbpqip.kinds.qit_report.feedback.received import value_of
from vbpqip.kinds.qit_report.gap_in_words import lead, steps
from vbpqip.kinds.qit_report.result_in_words import (
    assumption_lines,
    contract_lines,
    fraction_of,
    parties_of,
    reviewed_by,
    verdict_of,
)
from vbpqip.output.finding_groups import groups
from vbpqip.output.plain import visible_value
from vbpqip.output.run_chart import FRAME, RunChart, run_chart
from vbpqip.workbook.entries import Field


class ShownMeasure(NamedTuple):
    """An entry on the page; ``mark`` is empty where nothing is wrong with it."""

    words: str
    mark: str = ""


class Charted(NamedTuple):
    """A chart and the words that say the same."""

    line: MeasureLine
    chart: RunChart
    said: str


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("vbpqip.kinds.qit_report.feedback", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible_value,
    )
    return environment.get_template("page.html.jinja")


def feedback_page(contents: Contents) -> str:
    """Return the page; the same review gives the same text."""
    review, measures = contents.review, [*contents.measures]
    return _template().render(
        review=review,
        workbook=contents.workbook,
        not_to_be_sent=NOT_TO_BE_SENT,
        parties=parties_of(review),
        verdict=verdict_of(review),
        fraction=fraction_of(review),
        invitation=invitation(contents),
        kinds=[*groups(review.errors), *groups(review.warnings), *groups(review.waived)],
        notes=groups(review.notes),
        measures=measures,
        entries=[*_entries(contents)],
        quarters=() if contents.submission is None else [words.text for words in contents.submission.quarters],
        charts=[*_charts(measures)],
        gap=review.gap,
        gap_lead="" if review.gap is None else lead(review.gap, review.qit),
        gap_steps=() if review.gap is None else [*steps(review.gap)],
        contracts=[*contract_lines(review)],
        reviewed_by=reviewed_by(review),
        assumptions=[*assumption_lines(review)],
        width=FRAME.width,
        height=FRAME.height,
        error_mark=ERROR_MARK,
        warning_mark=WARNING_MARK,
    )


def _entries(contents: Contents) -> Iterator[tuple[str, list[ShownMeasure]]]:
    """Yield the selected measures with the entries of four quarters and of the prior report, as they were received."""
    if contents.submission is None:
        return
    marks = _marks(contents.findings)
    for row in contents.submission.rows:
        if row.is_selected:
            yield row.title.text or row.key.text, [_shown(field, marks) for field in (*row.counts, *row.prior)]


def _marks(findings: tuple[Finding, ...]) -> dict[Location, str]:
    """Return the mark of each cell with an issue; an error's beats a warning's; what is waived and a note have none."""
    counting = [finding for finding in findings if finding.is_error or finding.is_warning]
    ordered = sorted(counting, key=lambda finding: finding.is_error)
    return {each.at: ERROR_MARK if each.is_error else WARNING_MARK for each in ordered if each.at is not None}


def _shown(field: Field, marks: dict[Location, str]) -> ShownMeasure:
    mark, value = marks.get(field.at, ""), value_of(field)
    return ShownMeasure(str(value) if value is not None else BLANK if mark else "", mark)


def _charts(measures: list[MeasureLine]) -> Iterator[Charted]:
    for line in measures:
        if line.plotted is not None:
            chart = run_chart(line.plotted.quarters, rolling=line.plotted.rolling, prior=line.plotted.prior)
            yield Charted(line, chart, _said(line, line.plotted))


def _said(line: MeasureLine, plotted: PlottedMeasure) -> str:
    """Return what a chart shows, for those who hear it."""
    known = ((name, "no result" if rate is None else rounded(rate)) for name, rate in plotted.quarters)
    quarters = ", ".join(f"{name} {words}" for name, words in known)
    levels = f"rolling result {line.result}; prior result {line.prior}"
    return f"{line.unit}; single quarters: {quarters}; {levels}; {line.better}."
