"""The page ``summary.html``: one file that needs no other, no network and no script; it may link to the feedback.

It stays small for any folder: what it leaves out it says, and where that stands.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import islice
from pkgutil import get_data
from typing import Any, TypeVar

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from vbpqip.checking.attendance import Attendance
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Outcome
from vbpqip.output.plain import visible_value
from vbpqip.summary.answer import answer
from vbpqip.summary.attendance import ABSENT, attendance
from vbpqip.summary.facts import COUNTING_RULES, Facts
from vbpqip.summary.findings_table import most_frequent
from vbpqip.summary.first_screen import FirstScreen
from vbpqip.summary.funnel import FEWEST_FACILITIES, WithinLimits, funnels
from vbpqip.summary.heading import SummaryHeading
from vbpqip.summary.heat_map import heat_maps
from vbpqip.summary.trend import met_by_period, trend
from vbpqip.summary.words import ATTENDANCE, NOT_SELECTED, OUTCOMES, VERDICTS

Item = TypeVar("Item")
_MOST_LINES = 300
_RUN = "RUN-IDENTITY"
"""What stands in the style where a page on paper names its run."""


class ListedFindings(NamedTuple):
    """The first lines of a list, and whether there are more."""

    lines: Sequence[Any]
    more: bool


def summary_page(facts: Facts) -> str:
    """Return the page."""
    return _template().render(**_frame(facts.heading), **_first_screen(facts), **_content(facts))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=visible_value
    )
    return environment.from_string(_packaged("page.html.jinja"))


def _frame(heading: SummaryHeading) -> dict[str, Any]:
    style, script = _packaged("page.css").replace(_RUN, heading.run), _packaged("page.js")
    allowed = f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    return {
        "policy": f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        "style": Markup(style),  # noqa: S704 -- a file of this package
        "script": Markup(script),  # noqa: S704 -- as above
        "heading": heading,
    }


def _first_screen(facts: Facts) -> dict[str, Any]:
    screen = FirstScreen(facts.store, facts.program, facts.options)
    return {
        "answer": answer(facts.store, facts.program),
        "matrices": list(screen.matrices()),
        "to_do": list(screen.to_do()),
        "desk": facts.program.desk,
    }


def _content(facts: Facts) -> dict[str, Any]:
    met = met_by_period(facts)
    return {
        "words": facts.program.vocabulary,
        "counts": facts.counts(),
        "met": met,
        "trend": trend(met),
        "verdicts": VERDICTS,
        "absent": _listed(attendance(facts.store, ABSENT)),
        "attendance": [(period, facts.attendance(period)) for period in facts.periods],
        "states": [ATTENDANCE[state] for state in Attendance],
        "heat_maps": heat_maps(facts),
        "legend": [*(OUTCOMES[outcome] for outcome in Outcome), NOT_SELECTED],
        "funnels": list(funnels(facts)),
        "fewest": FEWEST_FACILITIES,
        "places": WithinLimits,
        "codes": most_frequent(facts),
        "cross_report": _listed(facts.store.rows("counting_cross_report_findings")),
        "not_reviewed": _listed(facts.store.rows("files_not_reviewed")),
        "rules": COUNTING_RULES,
        "assumptions": facts.assumptions(),
    }


def _listed(lines: Iterator[Item]) -> ListedFindings:
    return ListedFindings(list(islice(lines, _MOST_LINES)), next(lines, None) is not None)


def _packaged(name: str) -> str:
    return (get_data("vbpqip.summary", name) or b"").decode()


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
