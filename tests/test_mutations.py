"""No damage to a completed workbook of any kind, and no edit of it, breaks the check or turns a verdict in silence.

1. Each mutated workbook is reviewed in a few seconds without an exception; where the report is accepted, its verdict is the
   unmutated one's, unless a finding says why, or an entry itself changed. ``VBPQIP_MUTATIONS`` says how many are tried.
2. The mutations say something: each kind changes files, the same way each time, and many of the files still open.
3. What must not be is noticed: an exception, no end, another verdict, a refusal without a reason.

``tests/support/fuzz.py`` tries as many as one likes; a failure here names the number that remakes its file there.
"""

from __future__ import annotations

import os
import time
from io import BytesIO

import openpyxl
import pytest

import vbpqip
from support.counts import every_day, in_turn
from support.every_kind import KINDS, QIT, WrittenKind
from support.fuzz import Mutated, Tried, mutated, original, sources, tried
from support.mutations import CELLS, MUST_BE_SAID, MUST_NOT_MATTER, MUTATIONS, XML, ZIP, Mutation
from support.reviewed import with_assessment
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, place_of
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS
from vbpqip.workbook.form_entries import Entries

MOST = int(os.environ.get("VBPQIP_MUTATIONS", "100"))
NUMBER = len(MUTATIONS)


every_mutation = pytest.mark.parametrize(
    ("kind", "written"),
    [
        pytest.param(nth, written, id=f"{mutation.__name__}-{written}")
        for (nth, mutation), written in every_day(2, in_turn(enumerate(MUTATIONS), KINDS))
    ],
)
by_text = pytest.mark.parametrize("kind", every_day(4, range(len((*ZIP, *XML)))))
"""The kinds below openpyxl, which saves the time with each file, so that it always makes another one."""


@every_mutation
def test_1_a_mutated_workbook_gives_the_same_verdict_or_a_reason(kind: int, written: WrittenKind) -> None:
    files = (mutated(number, written) for number in range(kind, max(MOST, NUMBER), NUMBER))

    issues = {str(file): issue for file in files if (issue := tried(file).issue)}

    assert not issues


@by_text
def test_2_the_same_number_gives_the_same_file(kind: int) -> None:
    assert mutated(kind) == mutated(kind)


@by_text
def test_2_a_kind_changes_files(kind: int) -> None:
    files = map(mutated, range(kind, 5 * NUMBER, NUMBER))

    assert any(file.content != sources(QIT)[file.source] for file in files)


@pytest.mark.parametrize(
    ("kinds", "share"),
    [
        pytest.param(ZIP, 0.25, id="zip"),
        pytest.param(XML, 0.5, id="XML"),
        pytest.param(every_day(3, CELLS[::7]), 1, id="cells"),
    ],
)
def test_2_many_mutated_workbooks_still_open(kinds: tuple[Mutation, ...], share: float) -> None:
    became = [tried(mutated(MUTATIONS.index(kind))).became for kind in kinds]

    assert len(became) - became.count("unreadable") >= share * len(became)


def test_2_what_is_demanded_is_demanded_of_mutations() -> None:
    assert {*MUST_BE_SAID, *MUST_NOT_MATTER} <= {each.__name__ for each in MUTATIONS}


@pytest.fixture
def sound() -> Mutated:
    """A file in which nothing was changed."""
    return Mutated(0, "nothing", QIT, "met.xlsx", sources(QIT)["met.xlsx"])


def test_3_nothing_is_wrong_with_a_sound_file(sound: Mutated) -> None:
    assert tried(sound) == Tried("accepted", None)


def test_3_an_exception_is_noticed(sound: Mutated) -> None:
    def broken(_content: bytes) -> vbpqip.Review:
        raise ValueError("seven")

    assert "ValueError: seven" in str(tried(sound, broken).issue)


def test_3_no_end_is_noticed(sound: Mutated) -> None:
    def endless(_content: bytes) -> vbpqip.Review:
        time.sleep(60)
        raise AssertionError

    assert tried(sound, endless, seconds=0.05) == Tried("no end", "no end after 0.05 seconds")


def test_3_another_verdict_is_noticed(sound: Mutated) -> None:
    def turned(content: bytes) -> vbpqip.Review:
        review = vbpqip.review(content)
        return with_assessment(review, qit=review.qit._replace(verdict=vbpqip.Verdict.NOT_MET))

    assert "nothing says why" in str(tried(sound, turned).issue)


def test_3_a_change_after_another_spelling_is_noticed() -> None:
    def turned(content: bytes) -> vbpqip.Review:
        return vbpqip.review(content)._replace(findings=())

    source = "text-numbers.xlsx"
    assert tried(Mutated(0, "spelling_changed", QIT, source, sources(QIT)[source]), turned).issue == "something changed"


def test_3_what_must_be_said_is_missed(sound: Mutated) -> None:
    changed = sound._replace(kind="form_copied", content=sources(QIT)["met-only-by-credit.xlsx"])

    assert "nothing says what form_copied did" in str(tried(changed).issue)


@pytest.mark.parametrize("status", [vbpqip.Status.REJECTED, vbpqip.Status.UNREADABLE])
def test_3_a_rejection_without_a_reason_is_noticed(sound: Mutated, status: vbpqip.Status) -> None:
    def refused(content: bytes) -> vbpqip.Review:
        return vbpqip.review(content)._replace(status=status)

    assert tried(sound, refused).issue == f"{status} without an error"


def test_3_an_entry_that_is_misread_is_noticed(sound: Mutated, monkeypatch: pytest.MonkeyPatch) -> None:
    def misread(_entries: Entries) -> tuple[object, ...]:
        return ("misread",)

    original(QIT, sound.source)
    monkeypatch.setattr("support.fuzz.entries_of", misread)

    assert tried(sound).issue == "other entries were read than the cells hold"


def test_3_an_entry_that_changed_may_turn_the_verdict() -> None:
    """Without its contract a report that was met by the contract's credit alone is not met."""
    source = "met-only-by-credit.xlsx"
    workbook = openpyxl.load_workbook(BytesIO(sources(QIT)[source]))
    for name in CONTRACT_ENTRIES:
        workbook[CONTRACTS][place_of(name).at().address] = None
    saved = BytesIO()
    workbook.save(saved)

    turned = Mutated(0, "contract withdrawn", QIT, source, saved.getvalue())

    assert vbpqip.review(turned.content).qit.verdict is vbpqip.Verdict.NOT_MET
    assert tried(turned) == Tried("accepted", None)
