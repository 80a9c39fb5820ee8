"""The number of the first line that holds at a cell: of an error before that of any warning."""

from __future__ import annotations

import pytest

from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.workbook import tested
from vbpqip.workbook.expr import Addresses, Ref, formula
from vbpqip.workbook.form import Place
from vbpqip.workbook.tested import Cause, Numbering

ERROR, WARNING, NONE = Severity.ERROR, Severity.WARNING, None


def _diagnostic(code: str) -> Diagnostic:
    return Diagnostic(code, code, Severity.WARNING, "Issue.", "Remedy.", "Source")


FAR, FARTHER = _diagnostic("FAR"), _diagnostic("FARTHER")
BEDS = Ref("beds")
CELL = tested.TestedCell(BEDS, Ref("state"), "Beds", (Cause(FAR, BEDS > 10), Cause(FARTHER, BEDS > 100)), "row")
PLACES = Addresses({"beds": Place("beds", "", "Beds", 0, 0), "period": Place("period", "", "Beds", 0, 1)}, "Beds")


@pytest.mark.parametrize(
    ("far", "farther", "written"),
    [
        ([WARNING], [WARNING], "IF(A1>10,1,IF(A1>100,2,0))"),
        ([WARNING], [ERROR], "IF(A1>100,1,IF(A1>10,2,0))"),
        ([ERROR], [WARNING], "IF(A1>10,1,IF(A1>100,2,0))"),
        ([NONE], [WARNING], "IF(A1>100,1,0)"),
        (
            [WARNING, ERROR],
            [WARNING, WARNING],
            "IF(IF(B1>0,A1>10,FALSE),B1,IF(IF(B1>0,A1>10,FALSE),B1,IF(A1>100,B1,0)))",
        ),
    ],
)
def test_errors_come_first_however_serious_each_is_taken(
    far: list[Severity | None], farther: list[Severity | None], written: str
) -> None:
    severities = {FAR: far, FARTHER: farther}
    numbering = Numbering(
        [FAR, FARTHER], severities.__getitem__, lambda each: each[0] if len(each) == 1 else Ref("period")
    )

    state = numbering.state(CELL)

    assert state is not None
    assert formula(state, PLACES) == written
