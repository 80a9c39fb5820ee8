"""4xx: of what size results and their denominators are: far above, far below, and of how many cases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from support.completed import reports_of
from support.counts import examples
from support.reviewed import review_submission
from support.tables import PROGRAM, codes_of, findings_as_text, review_of
from support.unwritten import read_from
from vbpqip.core.findings import Severity
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status

OF_SIZE = frozenset({"QIP424", "QIP428", "QIP430", "QIP432"})


def ami(window: str, prior: str) -> Review:
    """Review the four quarters of AMI mortality, told as events of cases, and the prior report's."""
    return review_of(f"| measure | q1 | q2 | q3 | q4 | prior |\n| AMI mortality | {window} | {prior} |")


def test_qip428_prior_denominator_differs() -> None:
    """Two windows share three quarters, so that a total of a tenth has lost a digit, with however few events."""
    review = ami("0/100 | 1/110 | 0/120 | 0/90", "0/42")

    assert findings_as_text(review) == snapshot("""\
P4P Report!L7: AMI mortality, denominator of the prior report: 42, while the four quarters have 420 together. [QIP428]
  Check both for a digit too many or too few: two windows that follow one another share three quarters.\
""")


@pytest.mark.parametrize(
    ("prior", "found"),
    [
        ("0/200", True),
        ("0/201", False),
        ("0/799", False),
        ("0/800", True),
        ("0/31600000", True),
        ("0/1", True),
        ("0/0", False),
    ],
)
def test_qip428_has_no_upper_end(prior: str, *, found: bool) -> None:
    """Twice as much or half is of another size; a prior report of nothing is lawful."""
    assert ("QIP428" in codes_of(ami("0/100 | 0/101 | 0/99 | 0/100", prior))) is found


@pytest.mark.parametrize(("last", "found"), [(8, False), (9, True)])
def test_qip428_of_a_few_cases_is_chance(last: int, *, found: bool) -> None:
    """From 30 cases on one is not half of the other by chance."""
    assert ("QIP428" in codes_of(ami(f"0/8 | 0/7 | 0/6 | 0/{last}", "0/10"))) is found


def test_qip428_follows_the_window_where_all_quarters_are_wrong() -> None:
    """No quarter is far from the others."""
    review = ami("0/100000 | 1/110000 | 0/120000 | 0/90000", "0/410")

    assert codes_of(review) == ["QIP428"]


def test_qip432_rate_unlikely() -> None:
    """Both rates are looked at; the report is scored."""
    review = review_of("""
        | measure | q1     | q2     | q3     | q4     | prior    |
        | CLABSI  | 4/4000 | 3/4010 | 4/4020 | 5/4000 | 13/16000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I11: CLABSI, the four quarters together: 9.981 per 10,000 patient days. [QIP432]
  Check events and denominator of every quarter; send the report as it is if they are right.
P4P Report!K11: CLABSI, the prior report: 8.125 per 10,000 patient days. [QIP432]
  Check events and denominator of every quarter; send the report as it is if they are right.\
""")
    assert review.qit.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("measure", "highest"),
    [
        ("AMI mortality", "35/100"),
        ("Pneumonia mortality", "30/100"),
        ("CDI", "30/10000"),
        ("CLABSI", "8/10000"),
    ],
)
def test_qip432_each_rate_has_its_own_end(measure: str, highest: str) -> None:
    events, denominator = (int(part) for part in highest.split("/"))
    fine, above = (
        review_of(f"| measure | q1 | q2 | q3 | q4 | prior |\n| {measure} | {each}/{denominator} {'| 0/0 ' * 4}|")
        for each in (events, events + 1)
    )

    assert ("QIP432" in codes_of(fine), "QIP432" in codes_of(above)) == (False, True)


@pytest.mark.parametrize(
    ("measure", "counts", "found"),
    [
        ("AMI mortality", "29/29", False),
        ("AMI mortality", "30/30", True),
        ("CLABSI", "2/100", False),
        ("CLABSI", "3/100", True),
        ("CAUTI", "90/1000", False),
        ("Stroke mortality", "90/100", False),
    ],
)
def test_qip432_of_a_few_events_is_chance(measure: str, counts: str, *, found: bool) -> None:
    """One infection is a high rate where there are few patient days; of the other measures no end is known."""
    table = f"| measure | q1 | q2 | q3 | q4 | prior |\n| {measure} | {counts} {'| 0/0 ' * 4}|"

    assert ("QIP432" in codes_of(review_of(table))) is found


def test_qip434_few_cases() -> None:
    """Said once, of all measures; it is a note, of which nothing needs to be done."""
    review = review_of("""
        | measure             | q1     | q2     | q3     | q4     | prior   |
        | AMI mortality       | 1/9    | 0/3    | 0/8    | 1/9    | 3/35    |
        | Stroke mortality    | 0/9    | 0/3    | 0/9    | 1/9    | 3/35    |
        | Pneumonia mortality | 0/0    | 0/0    | 0/0    | 0/1    | 0/0     |
        | CLABSI              | 0/5    | 0/5    | 0/5    | 0/5    | 0/20    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!J7: Fewer than 30 cases in the four quarters: AMI mortality (29), Pneumonia mortality (1). [QIP434]
  Nothing needs to be done: of so few cases no rate is published, and the report is scored all the same.\
""")
    assert [finding.severity for finding in review.findings] == [Severity.NOTE]
    assert (review.warnings, len(review.notes)) == ((), 1)


def test_qip434_no_cases_are_no_result_and_no_note() -> None:
    assert codes_of(ami("0/0 | 0/0 | 0/0 | 0/0", "0/0")) == []


@settings(deadline=None, max_examples=examples(60))
@given(
    factor=st.sampled_from([10, 100, 1_000]),
    up=st.booleans(),
    events=st.integers(0, 20),
    places=st.sets(st.integers(0, 4), min_size=1, max_size=4),
)
def test_denominators_that_are_off_are_found_whatever_they_are_off_by(
    factor: int, events: int, places: set[int], *, up: bool
) -> None:
    """Of the four quarters and the prior total some are tens, hundreds or thousands of times too large, or too small."""
    sound = [(events, each) for each in (4_000, 5_000, 4_500, 6_500, 20_000)]
    changed = [
        (above, below if nth not in places else below * factor if up else max(below // factor, 1))
        for nth, (above, below) in enumerate(sound)
    ]
    table = f"| measure | q1 | q2 | q3 | q4 | prior |\n| CAUTI | {' | '.join(f'{n}/{d}' for n, d in changed)} |"

    assert {"QIP424", "QIP428"} & set(codes_of(review_of(table)))


def test_honest_hospitals_are_of_size() -> None:
    """No report of a made-up hospital, of any period, has a warning about sizes."""
    reviews = [
        review_submission(read_from(report.form_data()), PROGRAM)
        for seed in range(12)
        for report in reports_of("Nyack Hospital", "Fidelis", PROGRAM, seed, PROGRAM.periods)
    ]

    assert {each.status for each in reviews} == {Status.ACCEPTED}
    assert [
        finding.message for each in reviews for finding in each.findings if finding.diagnostic.code in OF_SIZE
    ] == []
