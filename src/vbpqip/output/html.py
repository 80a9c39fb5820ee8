"""A document as a page that needs nothing but itself: no script, nothing from elsewhere."""

from __future__ import annotations

from functools import cache, partial
from typing import get_args

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vbpqip.output.document import Chart, Document, Mark, Part, TableCell
from vbpqip.output.finding_groups import what_to_do
from vbpqip.output.plain import visible_value
from vbpqip.output.run_chart import FRAME, RunChart, run_chart

_CLASSES = {Mark.ERROR: "error-cell", Mark.WARNING: "warning-cell"}


def document_as_html(document: Document) -> str:
    """Return the page; the same document gives the same text."""
    return _template().render(document=document, whole=True)


def document_as_part(document: Document) -> str:
    """Return what stands on the page, to be put into another one, under a heading of its own."""
    return _template().render(document=document, whole=False)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("vbpqip.output", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible_value,
    )
    environment.tests.update({part.__name__.casefold(): partial(_is, part) for part in get_args(Part)})
    environment.filters.update(classes=_classes, drawn=_drawn, remedy=what_to_do)
    environment.globals.update(
        width=FRAME.width, height=FRAME.height, error_mark=str(Mark.ERROR), warning_mark=str(Mark.WARNING)
    )
    return environment.get_template("document.html.jinja")


def _is(kind: type, part: Part) -> bool:
    return isinstance(part, kind)


def _classes(cell: TableCell) -> str:
    number = "number" if cell.number else ""
    mark = "" if cell.mark is None else _CLASSES[cell.mark]
    return " ".join(each for each in (number, cell.tone or "", mark) if each)


def _drawn(chart: Chart) -> RunChart:
    return run_chart(chart.quarters, rolling=chart.rolling, prior=chart.prior)
