"""What is said of an AIT report: in words, in a document, page by page, and to others.

1. Each metric is a sentence, and so is what would turn it. 2. A page works both metrics out, with what was published
for orientation. 3. Feedback and JSON have the same. 4. What it states to others, and what a calendar has. 5. Versions
whose baselines differ are found, and so is a stored verdict that does not fit.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support import ait_reports
from support.ait_reports import YEARS, nth_of
from support.drawing import Values
from support.tables import PROGRAM
from vbpqip.core.later import Later
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.ait_report.assess import AitAssessment
from vbpqip.kinds.ait_report.context import AitContext
from vbpqip.kinds.ait_report.explained import explained_metrics
from vbpqip.kinds.ait_report.model import AitEntries
from vbpqip.kinds.ait_report.writing.form_data import content_of
from vbpqip.kinds.assessed import NOTHING_KNOWN, review_of
from vbpqip.kinds.reported import Version
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import DocumentTable, Paragraph
from vbpqip.output.tone import Tone
from vbpqip.reviewing import read_and_review
from vbpqip.workbook.unwritten import entries_in

DY4, DY5 = YEARS
SOUND: Values = {
    **ait_reports.printed(),
    **ait_reports.heading(DY4),
    **ait_reports.row("clabsi", (7, 20_000), (7, 20_000), "1.15"),
    **ait_reports.row("cdi", (14, 20_000), (13, 20_000), "6.57"),
    **ait_reports.row("falls-with-injury", (0, 0), (12, 20_000)),
    **ait_reports.row("sepsis-3h-bundle", 61.5, "NA", "62"),
    **ait_reports.row("median-time-to-ecg", 9, 9, "9"),
    ("message_to_mco", 0): "Counts of June are late.",
}


def reviewed(values: Values) -> Reviewed[Any, Any]:
    entries = AIT_REPORT.of_entries(entries_in(content_of(PROGRAM, values)))
    context = AIT_REPORT.context(entries, PROGRAM, NOTHING_KNOWN)
    review = review_of(context, entries, AIT_REPORT)._replace(workbook="ait.xlsx", sha256="0" * 64)
    return Reviewed(entries, review, context)


REVIEWED = reviewed(SOUND)
REVIEW = REVIEWED.review
BASELINES = reviewed({key: raw for key, raw in SOUND.items() if not key[0].startswith(("result_n", "state_mean"))
                      and (key[0] != "result_denominator" or raw == "NA")})  # fmt: skip


def page(key: str, of: Reviewed[Any, Any] = REVIEWED) -> str:
    """Return the page on a measure as one text."""
    subject = next(each for each in AIT_REPORT.explain(of, None) if each.names[0] == key)  # type: ignore[arg-type] # not asked
    return "\n".join(part.words for part in subject.page().parts if isinstance(part, Paragraph))


def test_1_each_metric_is_a_sentence() -> None:
    first, second = AIT_REPORT.in_words(REVIEW)

    assert first == "First metric: 1 of 5 better than their baselines, 20.0 %, which falls short of the 50.0 % required"
    assert second == (
        "Second metric: 1 of 4 better than the State's mean, 25.0 %, which falls short of the 50.0 % required"
    )
    assert [*AIT_REPORT.remarks(REVIEW)][-1] == "Message from the facility: Counts of June are late."


def test_1_a_reading_that_is_as_good_is_named_where_it_turns_the_verdict() -> None:
    values = {
        **ait_reports.printed(),
        **ait_reports.heading(DY4),
        **ait_reports.row("clabsi", (7, 20_000), (6, 20_000), "4"),
        **ait_reports.row("falls-with-injury", (9, 20_000), (8, 20_000)),
        **ait_reports.row("cdi", (14, 20_000), (13, 20_000)),
    }

    review = reviewed(values).review

    assert review.verdict is Verdict.MET
    assert [*AIT_REPORT.remarks(review)] == [
        "With ait.without_mean = not achieved, which is as good a reading, the verdict would be not met."
    ]


def test_1_what_would_turn_each_metric_is_in_whole_events() -> None:
    needed = AIT_REPORT.gap(REVIEW)

    assert needed is not None
    assert needed.steps[0].startswith("To meet the first metric, 2 more measures must count")
    assert "CLABSI: 1 fewer event in the window" in needed.steps
    assert "CLABSI: 5 fewer events in the window" in needed.steps
    assert AIT_REPORT.gap(BASELINES.review) is None


def test_1_without_a_mean_the_second_metric_is_not_determined() -> None:
    values = {**ait_reports.printed(), **ait_reports.heading(DY4), **ait_reports.row("cdi", (14, 20_000), (13, 20_000))}

    assert [*AIT_REPORT.in_words(reviewed(values).review)][1] == (
        "Second metric: no selected measure has a State mean, so that it is not determined"
    )


def test_1_baselines_are_counted() -> None:
    assert [*AIT_REPORT.in_words(BASELINES.review)] == ["Baselines of 5 measures; results are not reported yet"]


def test_1_the_text_has_a_table_of_both_metrics() -> None:
    text = "\n".join(AIT_REPORT.result_as_text(REVIEW, 80, lambda words, _: words))

    assert "CDI                           7.00      6.50      6.57  improved; better than the mean" in text
    assert "not improved; no mean" in text
    blank = REVIEW._replace(status=Status.BLANK)
    assert "CDI  " not in "\n".join(AIT_REPORT.result_as_text(blank, 80, lambda words, _: words))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("cdi", "13 of 20,000, times 10,000: 6.5 per 10,000 patient days."),
        ("cdi", "6.5 is lower than the baseline, 7, and lower is better. That counts in the first metric."),
        ("cdi", "6.5 is lower than the mean, 6.57, and lower is better. That counts in the second metric."),
        ("cdi", "For orientation only: it is not the mean of the target."),
        ("clabsi", "3.5 equals the baseline, exactly"),
        ("clabsi", "What equals its baseline does not count, by ait.maintained_counts."),
        ("clabsi", "3.5 is higher than the mean, 1.15"),
        ("falls-with-injury", "No result: nothing could occur, or NA is entered."),
        ("falls-with-injury", "Without a baseline it has not improved."),
        ("falls-with-injury", "Without a mean the measure is left out in the second metric, by ait.without_mean."),
        ("sepsis-3h-bundle", "Without a result it has not improved."),
        ("sepsis-3h-bundle", "Without a result it is not better."),
        ("median-time-to-ecg", "Entered as it is: 9 minutes."),
        ("median-time-to-ecg", "9 equals the mean, exactly"),
    ],
)
def test_2_a_page_works_both_metrics_out(key: str, said: str) -> None:
    assert said in page(key)


def test_2_baselines_and_errors() -> None:
    wrong = reviewed(
        {**SOUND, ("baseline_numerator", nth_of("cdi")): "about 14", ("state_mean_kind", nth_of("cdi")): "x"}
    )

    assert "Not reported yet." in page("cdi", BASELINES)
    assert "Nothing is compared: there is no result yet" in page("cdi", BASELINES)
    assert "Not known: an entry of it has an error." in page("cdi", wrong)
    assert "None is given, or an entry of it has an error." in page("cdi", wrong)
    assert "QIP315" in str(next(each for each in AIT_REPORT.explain(wrong, None) if each.names[0] == "cdi").page())  # type: ignore[arg-type] # as above


def test_2_a_mean_without_a_result_yet() -> None:
    values = {**SOUND, **ait_reports.row("cdi", (14, 20_000), None, "6.57")}
    early = reviewed({key: raw for key, raw in values.items() if not key[0].startswith("result_n")
                      and (key[0] != "result_denominator" or raw == "NA")})  # fmt: skip

    assert early.review.verdict is Verdict.BASELINE
    assert "Nothing is compared: there is no result yet" in page("cdi", early)


def test_3_feedback_has_a_table_with_what_was_published() -> None:
    document = AIT_REPORT.describe(REVIEWED)
    table = next(part for part in document.parts if isinstance(part, DocumentTable) and part.name == "Measures")

    cdi = next(row for row in table.rows if row[0].words == "CDI")
    assert [cell.words for cell in cdi][-4:] == ["6.57", "Pooled, 2016", "better than the mean", "6.57"]
    assert cdi[4].tone is Tone.GOOD
    early = AIT_REPORT.describe(BASELINES)
    assert any(isinstance(part, DocumentTable) and part.name == "Measures" for part in early.parts)
    nothing = reviewed({**ait_reports.printed(), **ait_reports.heading(DY4)})
    assert not any(getattr(part, "name", "") == "Measures" for part in AIT_REPORT.describe(nothing).parts)


def test_3_the_json_document_has_both_metrics() -> None:
    assert isinstance(REVIEW.assessment, AitAssessment)
    document = AIT_REPORT.document(REVIEW.assessment)["ait"]

    assert document["year"] == "DY4"
    assert (document["improved"]["achieved"], document["improved"]["share"]) == (1, "0.20")
    assert document["better_than_mean"]["of"] == 4
    assert document["measures"][1]["mean_kind"] == "Pooled"
    assert document["measures"][1]["published"] == "6.57"
    blocked = AIT_REPORT.blocked_document({"ait": document})["ait"]
    assert (blocked["verdict"], blocked["improved"]) == ("not_determined", None)
    assert AIT_REPORT.blocked_document({}) == {}


def test_3_a_withheld_assessment_has_no_verdict() -> None:
    withheld = REVIEW.assessment.withheld()

    assert isinstance(withheld, AitAssessment)
    assert (withheld.verdict, withheld.target.improved, withheld.gaps) == (Verdict.NOT_DETERMINED, None, (None, None))
    assert AIT_REPORT.unassessed(PROGRAM).verdict is Verdict.NOT_DETERMINED


def stated(review: Review, name: str) -> dict[str | None, tuple[str, str]]:
    return {fact.measure: (fact.period, fact.value) for fact in review.facts() if fact.name == name}


def test_4_results_are_stated_of_the_quarter_whose_window_is_measured() -> None:
    assert stated(REVIEW, "result")["cdi"] == ("DY4 Q1", "6.5")
    assert stated(REVIEW, "baseline_on_menu")["falls-with-injury"] == ("DY4", "NA")
    assert stated(REVIEW, "improved")["cdi"] == ("DY4", "yes")
    assert stated(REVIEW, "ait_verdict") == {None: ("DY4", "not_met")}
    nameless = reviewed({**SOUND, ("program_year", 0): "soon"})
    assert isinstance(nameless.review.assessment, AitAssessment)
    assert [*AIT_REPORT.facts(context_in(nameless), nameless.review.assessment)] == []


def test_4_a_calendar_has_the_day_of_the_baselines() -> None:
    (event,) = AIT_REPORT.calendar_events(PROGRAM, DY4)

    assert (event.day, str(event.basis)) == (date(2017, 7, 31), "stated")
    assert [*AIT_REPORT.calendar_events(PROGRAM, DY5)] == []


def context_in(of: Reviewed[Any, Any]) -> AitContext:
    assert isinstance(of.context, AitContext)
    return of.context


def entries_in_file(content: bytes) -> AitEntries:
    found = read_and_review(content, PROGRAM, kinds=(AIT_REPORT,)).entries
    assert isinstance(found, AitEntries)
    return found


def version(day: int, *, is_accepted: bool = True, **baselines: tuple[str, str]) -> Version:
    return Version(date(2017, 7, day), is_accepted, Later(lambda: {key: [*said] for key, said in baselines.items()}))


def test_5_baselines_that_are_not_those_of_the_first_accepted_report() -> None:
    versions = [
        version(1, is_accepted=False, clabsi=("1", "2")),
        version(2, clabsi=("7", "20000"), cdi=("14", "20000")),
        version(3, clabsi=("7", "20000"), cdi=("14", "20000")),
        version(4, clabsi=("8", "20000"), own=("1", "2")),
    ]

    ((nth, finding),) = AIT_REPORT.late_versions(versions, DY4, PROGRAM)

    assert (nth, finding.diagnostic.code) == (3, "QIP710")
    assert finding.message == "The baseline of CLABSI is not the one that was sent first."
    assert AIT_REPORT.reported_values(context_in(REVIEWED))["cdi"] == ["14", "20000"]


def test_5_a_stored_verdict_that_does_not_fit() -> None:
    content = ait_reports.written_report(SOUND)
    context, assessment = context_in(REVIEWED), REVIEW.assessment
    assert isinstance(assessment, AitAssessment)
    shown = entries_in_file(content).shown_verdict
    wrong = context._replace(report=context.report._replace(shown_verdict=shown._replace(text="MET")))
    cautious = context._replace(report=context.report._replace(shown_verdict=shown._replace(text="NOT READY")))

    assert [each.diagnostic.code for each in AIT_REPORT.late_findings(wrong, assessment)] == ["QIP610"]
    assert [each.diagnostic.code for each in AIT_REPORT.late_findings(cautious, assessment)] == ["QIP610"]
    as_text = context_in(reviewed({**SOUND, ("result_numerator", nth_of("cdi")): "13"}))
    as_text = as_text._replace(report=as_text.report._replace(shown_verdict=shown._replace(text="NOT READY")))
    assert [*AIT_REPORT.late_findings(as_text, assessment)] == []


def test_every_selected_measure_is_explained() -> None:
    assert len([*explained_metrics(REVIEWED)]) == sum(name == "selected" for name, _ in SOUND)
