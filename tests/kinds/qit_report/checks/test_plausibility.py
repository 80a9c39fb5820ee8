"""4xx: what is possible, and unlikely; each of it is a warning, and the report is scored."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from support.tables import codes_of, findings_as_text, review_of
from vbpqip.core.reviews import Status


def codes_of_days(cauti: int, cdi: int, clabsi: int | None = None) -> list[str]:
    """Return what is found where the last quarter has given patient days, and the others nearly 4,000."""
    return codes_of(review_of(f"""
        | measure | q1     | q2     | q3     | q4                   | prior   |
        | CAUTI   | 2/4000 | 1/4010 | 0/4020 | 3/{cauti}            | 7/16000 |
        | CLABSI  | 2/4000 | 1/4010 | 0/4020 | 3/{clabsi or cauti}  | 7/16000 |
        | CDI     | 2/4000 | 1/4010 | 0/4020 | 3/{cdi}              | 7/16000 |
    """))  # fmt: skip


def test_qip420_denominator_of_device_days() -> None:
    """Fewer than half of the hospital's patient days are rather days of a device."""
    review = review_of("""
        | measure | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | 2/4000 | 1/4010 | 0/4020 | 3/1999 | 7/16000 |
        | CDI     | 2/4000 | 1/4010 | 0/4020 | 3/4000 | 7/16000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!J10: CAUTI, denominator of DY3 Q1: 1,999, while the hospital had 4,000 patient days. [QIP420]
  Enter the patient days of the quarter: the menu counts both per 10,000 patient days, not per device day.\
""")
    assert review.status is Status.ACCEPTED


def test_qip420_boundary_and_neighbours() -> None:
    assert codes_of_days(cauti=1999, cdi=4000) == ["QIP420", "QIP420"]
    assert "QIP420" not in codes_of_days(cauti=2000, cdi=4000)
    assert codes_of_days(cauti=4000, cdi=4000) == []


def test_qip420_has_nothing_to_compare_with_where_both_are_of_devices() -> None:
    review = review_of("""
        | measure | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | 2/4000 | 1/4010 | 0/4020 | 3/4030 | 7/16000 |
        | CLABSI  | 1/900  | 0/910  | 0/920  | 1/930  | 2/3600  |
    """)

    assert set(codes_of(review)) == {"QIP422"}


def test_qip422_patient_days_differ() -> None:
    """Up to a quarter less than the largest is of one hospital."""
    review = review_of("""
        | measure | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | 2/4000 | 1/4010 | 0/4020 | 3/2999 | 7/16000 |
        | CDI     | 2/4000 | 1/4010 | 0/4020 | 3/4000 | 7/16000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!J10: CAUTI, denominator of DY3 Q1: 2,999, and 4,000 of CDI. [QIP422]
  Check the patient days of the quarter in all rows that have them: they are days of the same hospital.\
""")
    assert codes_of_days(cauti=3000, cdi=4000) == []


def test_qip424_denominator_tenfold() -> None:
    """A digit too many makes ten times as much; a ward that closed does not."""
    review = review_of("""
        | measure       | q1    | q2    | q3    | q4    | prior  |
        | AMI mortality | 2/100 | 1/110 | 3/900 | 3/105 | 9/1200 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!H7: AMI mortality, denominator of DY2 Q4: 900, while the other quarters have about 105. [QIP424]
  Check the cell for a digit too many or too few.\
""")


@pytest.mark.parametrize(
    ("denominator", "found"),
    [
        (799, False),
        (800, True),
        (1301, True),
        (7_900_000, True),
        (13, False),
        (12, True),
        (1, True),
        (0, False),
    ],
)
def test_qip424_boundaries(denominator: int, *, found: bool) -> None:
    """Eight times the middle one of the others or more, or so small a part of it; a quarter of nothing is lawful."""
    review = review_of(f"""
        | measure       | q1    | q2    | q3              | q4    | prior  |
        | AMI mortality | 2/100 | 1/100 | 0/{denominator} | 3/100 | 9/1200 |
    """)

    assert ("QIP424" in codes_of(review)) is found


@pytest.mark.parametrize(
    ("denominators", "found"),
    [
        ((10, 100, 1000, 5000), 4),
        ((4000, 41_000, 4100, 40_000), 4),
        ((400, 4000, 4100, 41_000), 2),
        ((0, 4000, 4100, 41_000), 1),
        ((0, 400, 4100, 4000), 1),
        ((0, 1000, 9000, 50_000), 2),
        ((0, 1000, 7000, 50_000), 0),
        ((0, 0, 4000, 41_000), 2),
        ((0, 0, 0, 41_000), 0),
        ((1000, 2000, 7000, 15_000), 0),
    ],
)
def test_qip424_where_several_quarters_differ_in_size(denominators: tuple[int, ...], found: int) -> None:
    """Which ones are right nobody knows, so that each is named that is far from the middle one of the others."""
    pairs = " | ".join(f"0/{each}" for each in denominators)
    review = review_of(f"| measure | q1 | q2 | q3 | q4 | prior |\n| CAUTI | {pairs} | 0/{sum(denominators)} |")

    assert codes_of(review) == ["QIP424"] * found


@pytest.mark.parametrize(("largest", "found"), [(29, False), (30, True)])
def test_qip424_of_a_few_cases_is_chance(largest: int, *, found: bool) -> None:
    review = review_of(f"""
        | measure       | q1  | q2  | q3          | q4  | prior |
        | AMI mortality | 0/3 | 0/2 | 0/{largest} | 0/3 | 0/30  |
    """)

    assert ("QIP424" in codes_of(review)) is found


def test_qip426_quarter_entered_twice() -> None:
    """Two quarters of the same hundreds are rather one quarter typed twice."""
    review = review_of("""
        | measure       | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior  |
        | AMI mortality | 2/100  | 1/110  | 2/100  | 3/105  | 9/415  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!G7: AMI mortality, numerator of DY2 Q4: 2 of 100, as is the numerator of DY2 Q2. [QIP426]
  Check that one quarter was not copied into the other.\
""")


@pytest.mark.parametrize("pair", ["2/99", "2/101", "1/100"])
def test_qip426_innocent_neighbours(pair: str) -> None:
    """Small numbers are equal by chance, and one equal number is no equal quarter."""
    review = review_of(f"""
        | measure       | q1     | q2    | q3     | q4    | prior |
        | AMI mortality | {pair} | 4/110 | 2/100  | 3/105 | 9/415 |
        | pneumonia mortality | 2/99 | 4/110 | 2/99  | 3/105 | 9/415 |
    """)

    assert codes_of(review) == []


def test_qip430_result_jumped() -> None:
    """Two windows share three quarters: a result hardly triples."""
    review = review_of("""
        | measure       | q1    | q2    | q3     | q4    | prior  |
        | AMI mortality | 8/100 | 7/110 | 9/104  | 7/105 | 4/419  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I7: AMI mortality: more than 3 times larger than its comparator. [QIP430]
  Check the counts of all quarters and the prior report's; send the report as it is if they are right.\
""")


@pytest.mark.parametrize(
    ("counts", "prior", "found"),
    [
        ("31/400", "10/400", True),
        ("30/400", "10/400", False),
        ("10/400", "31/400", True),
        ("10/400", "30/400", False),
        ("9/400", "0/400", False),
        ("10/400", "0/400", True),
        ("10/400", "0/0", False),
    ],
)
def test_qip430_boundaries(counts: str, prior: str, *, found: bool) -> None:
    """More than three times, either way, of at least ten events in one of the two."""
    review = review_of(f"""
        | measure       | q1       | q2  | q3  | q4  | prior   |
        | AMI mortality | {counts} | 0/0 | 0/0 | 0/0 | {prior} |
    """)

    assert ("QIP430" in codes_of(review)) is found


@pytest.mark.parametrize(
    ("result", "found"), [("24", False), ("24.1", True), ("2.6", True), ("2.7", False), ("0", False)]
)
def test_qip430_of_annual_results(result: str, *, found: bool) -> None:
    review = review_of(f"""
        | measure            | q1 | q2 | q3 | q4          | prior |
        | Median time to ECG | -  | -  | -  | {result}/NA | 8/NA  |
    """)

    assert ("QIP430" in codes_of(review)) is found


def test_what_is_invalid_is_not_held_to_be_unlikely_too() -> None:
    """Events of no patient days are an error, which is fixed first."""
    review = review_of("""
        | measure | q1     | q2     | q3  | q4     | prior   |
        | CAUTI   | 9/4000 | 9/4000 | 9/0 | 9/4020 | 1/16000 |
    """)

    assert codes_of(review) == ["QIP412"]
