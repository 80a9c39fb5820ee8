"""A review as text: the verdict first, a line a measure, findings with errors first, and what is assumed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.reports import Changes, report
from support.reviewed import with_assessment
from vbpqip.core.results import Outcome, Verdict
from vbpqip.output.tone import Tone
from vbpqip.rendering.as_text import findings_as_text, reviews_as_text


def text_of(changes: Changes | None = None) -> str:
    review = vbpqip.review(report(changes), name="report.xlsx")
    return reviews_as_text(review).partition("\n\nReviewed with")[0]


def test_a_sound_report() -> None:
    assert text_of() == snapshot("""\
report.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1

QIT MET
2 achieved of 3 selected = 66.7 %; 50 % required
Another reading is as good: QIT NOT MET with qit.maintained_counts = no (whether
a measure that equals its comparator counts as achieved).

Measure                     Result      Prior     Change Outcome
AMI mortality                30.00      25.00      +5.00 worsened, not achieved
CLABSI                        3.00       3.50      -0.50 improved, achieved
Median time to ECG            8.00       8.00       0.00 maintained, achieved

  AMI mortality: 6 of 200, per 1,000 discharges; lower is better
  CLABSI: 6 of 20,000, per 10,000 patient days; lower is better
  Median time to ECG: minutes; lower is better

The target is lost if 1 of the 2 measures that count falls away. Smallest change
first, denominators as they are; with it a measure no longer counts:
  - Median time to ECG: anything more
  - CLABSI: 2 more events in the window

No errors, no warnings; 117 checks run\
""")


def test_a_credit() -> None:
    changes: Changes = {
        ("contract_mco", 0): "Fidelis",
        ("contract_level", 0): 2,
        ("contract_submitted", 0): date(2017, 5, 15),
        ("contract_status", 0): "Submitted",
    }

    assert text_of(changes) == snapshot("""\
report.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1

QIT MET
(2 achieved + 1 credit) of 3 selected = 100 %; 50 % required

Measure                     Result      Prior     Change Outcome
AMI mortality                30.00      25.00      +5.00 worsened, not achieved
CLABSI                        3.00       3.50      -0.50 improved, achieved
Median time to ECG            8.00       8.00       0.00 maintained, achieved

  AMI mortality: 6 of 200, per 1,000 discharges; lower is better
  CLABSI: 6 of 20,000, per 10,000 patient days; lower is better
  Median time to ECG: minutes; lower is better

The target is lost if the 2 measures that count fall away. Smallest change
first, denominators as they are; with it a measure no longer counts:
  - Median time to ECG: anything more
  - CLABSI: 2 more events in the window
  - or 1 measure credit that is refused or runs out, in place of a measure

Contract of Level 2, submitted 2017-05-15: DY3 Q1, DY3 Q2, DY3 Q3, DY3 Q4

No errors, no warnings; 117 checks run\
""")


def test_a_report_invalid() -> None:
    assert text_of({("numerator_2", 0): 51, ("numerator_1", 4): "2", ("denominator_4", 9): 45}) == snapshot("""\
report.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1, window DY2 Q2 to DY3 Q1

QIT NOT DETERMINED: errors must be fixed first
3 measures selected

Measure                     Result      Prior     Change Outcome
AMI mortality                    -      25.00          - invalid entries
CLABSI                        3.00       3.50      -0.50 improved, achieved
Median time to ECG               -       8.00          - invalid entries

  AMI mortality: per 1,000 discharges; lower is better
  CLABSI: 6 of 20,000, per 10,000 patient days; lower is better
  Median time to ECG: minutes; lower is better

2 errors, 1 warning; 117 checks run

error: P4P Report!E7: AMI mortality, numerator of DY2 Q3: 51 of 50. [QIP410]
  Check that the two cells are not swapped, and that both are for the same
  months.

error: P4P Report!J16: Median time to ECG, denominator of DY3 Q1: 45 where NA
  belongs. [QIP330]
  Enter NA in the denominator, and the annual result itself, not a count, in the
  numerator.

warning: P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2. [QIP317]
  Type the number again into a cell that is not formatted as text.\
""")


def test_the_baseline() -> None:
    changes: Changes = {("current_period", 0): "DY2 Q4"}
    changes |= {(f"quarter_{nth}", 0): f"DY2 Q{nth}" for nth in (1, 2, 3, 4)}
    changes |= {("prior_numerator", row): None for row in (0, 4, 9)} | {
        ("prior_denominator", row): None for row in (0, 4)
    }

    assert text_of(changes) == snapshot("""\
report.xlsx
Interfaith Medical Center to Fidelis, DY2 Q4, window DY2 Q1 to DY2 Q4

BASELINE: reported, and measured against nothing
3 measures selected

Measure                     Result      Prior     Change Outcome
AMI mortality                30.00          -          - baseline
CLABSI                        3.00          -          - baseline
Median time to ECG            8.00          -          - baseline

  AMI mortality: 6 of 200, per 1,000 discharges; lower is better
  CLABSI: 6 of 20,000, per 10,000 patient days; lower is better
  Median time to ECG: minutes; lower is better

No errors, no warnings; 117 checks run\
""")


def test_a_file_that_is_no_workbook() -> None:
    review = vbpqip.review(b"Measure,Q1\n", name="report.csv")

    assert reviews_as_text(review).partition("\n\nReviewed with")[0] == snapshot("""\
report.csv
NOT READ

1 error, no warnings; 1 check run

error: The file cannot be opened as a workbook: it is a text file, such as .csv.
  [QIP157]
  Send the workbook itself, as an Excel workbook (.xlsx).\
""")


def test_what_is_assumed_is_said() -> None:
    text = reviews_as_text(vbpqip.review(report(), name="report.xlsx"))

    assert "qit.required_share = 0.50." in text
    assert "qit.maintained_counts = yes." in text


def test_where_nothing_is_assumed_nothing_is_said_of_it() -> None:
    review = vbpqip.review(report(), name="report.xlsx")

    text = reviews_as_text(review._replace(rules=review.rules._replace(assumptions=())))

    assert text.endswith("Reviewed with NYS VBP QIP data version 1.")


def test_shares_that_few_digits_do_not_tell_apart() -> None:
    """66.7 % of 66.7 % would be no explanation."""
    review = vbpqip.review(report(), name="report.xlsx")

    text = reviews_as_text(with_assessment(review, qit=review.qit._replace(required_share=Fraction(6667, 10000))))

    assert "2 achieved of 3 selected = 66.667 %; 66.67 % required" in text


def test_results_that_differ_in_a_late_digit() -> None:
    """A change of +0.00 that worsened would be no explanation; the columns are as wide as it takes."""
    counts = {(f"{part}_{nth}", 4): 5000 for nth in (1, 2, 3, 4) for part in ("numerator", "denominator")}

    text = text_of({**counts, ("prior_numerator", 4): 31_599_999, ("prior_denominator", 4): 31_600_000})

    assert text.partition("\n\n  AMI")[0].splitlines()[-4:] == snapshot(
        [
            "Measure                      Result      Prior     Change Outcome",
            "AMI mortality                 30.00      25.00      +5.00 worsened, not achieved",
            "CLABSI                  10,000.0000 9,999.9997    +0.0003 worsened, not achieved",
            "Median time to ECG             8.00       8.00       0.00 maintained, achieved",
        ]
    )


def test_quarters_invalid_leave_nothing_compared() -> None:
    text = text_of({("current_period", 0): "DY3 Q2"})

    assert "CLABSI                        3.00       3.50      -0.50 not compared" in text


def test_no_result_is_no_issue() -> None:
    text = text_of({("numerator_4", 9): "NA"})

    assert "Median time to ECG               -       8.00          - no result, not achieved" in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_fit_the_terminal(width: int) -> None:
    text = reviews_as_text(
        vbpqip.review(report({("facility", 0): "Hospital " * 20, ("numerator_2", 0): 51})), width=width
    )

    assert max(len(line) for line in text.splitlines()) <= max(width, 80)


def test_a_received_name_cannot_move_the_cursor() -> None:
    text = text_of({("facility", 0): "St. \x1b[2JMary"})

    assert "\x1b" not in text


def test_words_are_painted_by_their_meaning() -> None:
    review = vbpqip.review(report(), name="report.xlsx")

    text = reviews_as_text(review, paint=lambda words, tone: f"<{words}>" if tone is Tone.GOOD else words)

    assert "<QIT MET>" in text
    assert "<improved, achieved>" in text


def test_findings_of_a_kind_are_told_together() -> None:
    """Once what is wrong and what to do, and each place in a line of its own."""
    review = vbpqip.review(report({("numerator_1", 0): None, ("numerator_2", 4): "2", ("numerator_3", 4): "0"}))

    assert findings_as_text(review) == snapshot("""\
1 error, 2 warnings; 117 checks run

error: P4P Report!C7: AMI mortality: numerator of DY2 Q2 is blank. [QIP310]
  Enter the number of events and of potential occurrences of each quarter; where
  nothing could occur, enter 0 and 0.

warning: A number is stored as text; it was read as the number it spells. 2
  times [QIP317]
  - P4P Report!E11: CLABSI, numerator of DY2 Q3: text, read as 2.
  - P4P Report!G11: CLABSI, numerator of DY2 Q4: text, read as 0.
  Type the number again into a cell that is not formatted as text.\
""")


def test_a_result_that_is_still_to_come() -> None:
    review = vbpqip.review(report())
    pending = review.measures[0]._replace(current=None, outcome=Outcome.NO_RESULT, achieved=False, pending=True)
    target = review.qit._replace(verdict=Verdict.NOT_DETERMINED, share=None)

    lines = reviews_as_text(with_assessment(review, measures=(pending,), qit=target, open_rules=())).splitlines()

    assert lines[3] == "QIT NOT DETERMINED: a result is still to come"
    assert lines[7].split() == ["AMI", "mortality", "-", "25.00", "-", "pending"]
