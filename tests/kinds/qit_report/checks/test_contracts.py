"""5xx: contracts that earn no credit, and why."""

from __future__ import annotations

from datetime import date

import pytest
from inline_snapshot import snapshot

from support.reviewed import review_submission
from support.tables import PROGRAM, SOUND_CONTRACT, codes_of, findings_as_text, review_of, submission_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.reviews import Review
from vbpqip.workbook.entry_types import Raw


def review_with_contract(**entries: Raw | None) -> Review:
    """Review a sound report of DY3 Q1 with a sound contract, of which some entries are told."""
    changed = {(f"contract_{name}", 0): raw for name, raw in entries.items()}
    return review_of(contracts=SOUND_CONTRACT, entries=changed)


def twice(**entries: Raw | None) -> Review:
    """Review a sound report with a contract in two rows, of which the second is told."""
    second: dict[str, Raw | None] = {
        "mco": "Fidelis",
        "level": 2,
        "submitted": date(2017, 5, 15),
        "status": "Approved",
        **entries,
    }
    return review_of(contracts=SOUND_CONTRACT, entries={(f"contract_{name}", 1): raw for name, raw in second.items()})


def test_qip559_contract_repeated() -> None:
    assert findings_as_text(twice()) == snapshot("""\
Measure Credits!D6: Contract with Fidelis, submitted 2017-05-15: listed in a row above already. [QIP559]
  Clear one of the two rows; a re-certification belongs in the row of its contract.\
""")


@pytest.mark.parametrize("other", [{"mco": "MVP"}, {"submitted": date(2017, 5, 16)}, {"level": 3}])
def test_qip559_two_contracts_are_not_one(other: dict[str, Raw]) -> None:
    assert codes_of(twice(**other)) == []


def test_qip570_contract_below_level() -> None:
    """Level 2 earns a credit, Level 1 none; a level that does not exist is another finding."""
    assert findings_as_text(review_with_contract(level=1)) == snapshot("""\
Measure Credits!C5: Contract with Fidelis: Level 1 earns no measure credit. [QIP570]
  Check the level; a contract of Level 0 or 1 may stay in the list, and earns nothing.\
""")
    assert codes_of(review_with_contract(level=2)) == []
    assert codes_of(review_with_contract(level=-1)) == ["QIP554"]


def test_qip572_contract_refused() -> None:
    assert findings_as_text(review_with_contract(status="Refused")) == snapshot("""\
Measure Credits!F5: Contract with Fidelis: refused, so that it earns no measure credit. [QIP572]
  Check whether earlier periods counted it: their results may need to be adjusted.\
""")
    assert codes_of(review_with_contract(status="Submitted")) == []


def test_qip574_contract_credit_expired() -> None:
    """The credit of a contract of DY2 Q1 held until DY2 Q4; the report is of DY3 Q1."""
    review = review_with_contract(submitted=date(2016, 6, 30))

    assert findings_as_text(review) == snapshot("""\
Measure Credits!E5: Contract with Fidelis: its credit held until DY2 Q4, and DY3 Q1 has none of it. [QIP574]
  Enter the date of the re-certification if there was one; otherwise the contract earns nothing in this period.\
""")
    assert review.credits.in_force == 0


def test_qip576_contract_after_attestation() -> None:
    """The report is attested on 20 October 2017; whoever attests does not know of a later day."""
    assert findings_as_text(review_with_contract(recertified=date(2018, 5, 15))) == snapshot("""\
Measure Credits!E5: Contract with Fidelis: 2018-05-15 is later than the report, which is of 2017-10-20. [QIP576]
  Check the year of the date: nobody can vouch for what is yet to come.\
""")
    assert codes_of(review_with_contract(submitted=date(2017, 10, 21), recertified=None)) == ["QIP576"]
    assert codes_of(review_with_contract(submitted=date(2017, 10, 20), recertified=None)) == []


def test_qip576_rests_on_a_day_that_can_be() -> None:
    """An attestation before the window's end is a finding itself; then the day of receipt counts, where it is known."""
    early = submission_of(
        contracts=SOUND_CONTRACT,
        attested_on=date(1905, 7, 9),
        entries={("contract_submitted", 0): date(2017, 10, 27)},
    )
    alone = review_submission(early, PROGRAM)
    received = review_submission(early, PROGRAM, options=ReviewOptions(received=date(2017, 10, 26)))

    assert codes_of(alone) == ["QIP252"]
    assert sorted(codes_of(received)) == ["QIP252", "QIP576"]


def test_qip574_boundary_and_renewal() -> None:
    """That of DY2 Q2 holds in DY3 Q1 still, a re-certification renews it, and a later contract is not old."""
    assert codes_of(review_with_contract(submitted=date(2016, 7, 1))) == []
    assert codes_of(review_with_contract(submitted=date(2016, 6, 30), recertified=date(2017, 6, 30))) == []
    assert codes_of(review_with_contract(submitted=date(2017, 10, 20))) == []
