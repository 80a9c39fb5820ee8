"""Whether a report belongs on the desk at which it was received."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import toy_kind
from support.folders import following
from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.registry import known, only
from vbpqip.program.desk import ALL_DESKS, Desk
from vbpqip.program.loading import program_under
from vbpqip.reviewing import review_workbook

Q1, Q2 = PROGRAM.baseline.after(1), PROGRAM.baseline.after(2)


def received_at(desk: Desk) -> Review:
    """Return the review of Nyack's report of DY3 Q1 to Fidelis at a desk."""
    return review_submission(read_from(following()), PROGRAM.at_desk(desk))


def of_desks(review: Review) -> list[str]:
    return [str(each.message) for each in review.findings if each.diagnostic.code in {"QIP116", "QIP117"}]


def test_qip116_not_for_this_receiver() -> None:
    """Nothing is scored for another MCO, to which the report belongs."""
    review = received_at(Desk("Affinity"))

    assert of_desks(review) == ["The report is for Fidelis; Affinity received it."]
    assert (review.status, str(review.verdict)) == (Status.REJECTED, "not_determined")
    assert review.facts() == ()


def test_qip117_not_the_period_collected() -> None:
    """It is scored all the same: it may be the correction of an earlier one."""
    review = received_at(Desk(period=Q2))

    assert of_desks(review) == ["The report is for DY3 Q1; DY3 Q2 is collected."]
    assert (review.status, str(review.verdict)) == (Status.ACCEPTED, "met")


@pytest.mark.parametrize("desk", [ALL_DESKS, Desk("FIDELIS "), Desk(period=Q1), Desk("Fidelis", Q1)])
def test_what_belongs_on_a_desk_has_no_finding(desk: Desk) -> None:
    review = received_at(desk)

    assert of_desks(review) == []
    assert review.checks_run - received_at(ALL_DESKS).checks_run == bool(desk.mco) + (desk.period is not None)


def test_a_report_that_names_nobody_is_told_so_and_no_more() -> None:
    review = review_submission(read_from(following(mco=None)), PROGRAM.at_desk(Desk("Fidelis")))

    assert of_desks(review) == []
    assert "QIP214" in [each.diagnostic.code for each in review.findings]


@pytest.mark.parametrize(("mco", "found"), [("MetroPlus", 0), ("Fidelis", 1)])
def test_a_report_that_an_mco_sends_belongs_on_its_own_desk(mco: str, found: int) -> None:
    with only((*known(), toy_kind.BED_REPORT)):
        content = toy_kind.written(("A Hospital", 10, 7), mco="MetroPlus")
        review = review_workbook(content, PROGRAM.at_desk(Desk(mco)))

    assert len(of_desks(review)) == found


def test_an_mco_may_take_reports_to_another_by_its_terms(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "Ours"\n[desk]\nmco = "Affinity"\n'
        '[[severities]]\ncode = "QIP116"\nsince = "DY2 Q4"\nseverity = "warning"\nsource = "Memo"\n'
    )
    review = review_submission(read_from(following()), program_under(terms))

    assert of_desks(review) != []
    assert review.status is Status.ACCEPTED
