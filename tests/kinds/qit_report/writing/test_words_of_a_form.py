"""Words that a form says of its own numbers, and that a facility says to its MCO."""

from __future__ import annotations

import pytest

import vbpqip
from support.reports import report
from support.tables import PROGRAM
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for
from vbpqip.program.parameters import Basis, DatedValue, Grounds
from vbpqip.rendering.as_text import reviews_as_text

_ABOVE_PRIOR = Location(REPORT, 4, 10)


@pytest.mark.parametrize(
    ("period", "comparator", "words"),
    [
        (None, "previous report", "Prior report"),
        ("DY2 Q4", "previous report", "No prior report"),
        ("DY3 Q2", "previous report", "Prior report (DY3 Q1)"),
        ("DY3 Q2", "baseline", "Prior report (DY2 Q4)"),
    ],
)
def test_the_prior_columns_are_headed_with_their_report(period: str | None, comparator: str, words: str) -> None:
    grounds = Grounds(PROGRAM.first_period, Basis.AGREED, "terms", "")
    agreed = PROGRAM.parameters["qit.comparator"].overlaid((DatedValue(comparator, comparator, grounds),))
    program = PROGRAM._replace(parameters=PROGRAM.parameters.changed(agreed))
    form_data = empty_form_data(program, period=program.years.parse(period or ""))

    assert builder_for(form_data).shown()[_ABOVE_PRIOR] == words


def test_a_message_of_the_facility_is_shown_to_the_mco() -> None:
    review = vbpqip.review(report({("message_to_mco", 0): "The count of DY2 Q3 was restated."}))

    assert "Message from the facility: The count of DY2 Q3 was restated." in reviews_as_text(review)
    assert "Message" not in reviews_as_text(vbpqip.review(report()))
