"""The feedback workbook: what to fix, what came out, and a marked copy of what was received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.core.cells import Location
from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.kinds.feedback.described import file_name
from vbpqip.kinds.feedback.invitation import invitation
from vbpqip.kinds.in_words import assumption_lines, parties_of, reviewed_by
from vbpqip.kinds.qit_report.feedback.builder import Draft, write, write_table
from vbpqip.kinds.qit_report.feedback.contents import Contents, MeasureLine
from vbpqip.kinds.qit_report.feedback.marked_copy import write_marked_copy
from vbpqip.kinds.qit_report.gap_in_words import change_needed
from vbpqip.kinds.qit_report.result_in_words import (
    certainty_of,
    contract_lines,
    doubts_of,
    fraction_of,
    report_called,
    verdict_of,
)
from vbpqip.output.tone import Tone
from vbpqip.workbook.builder import SheetBuilder
from vbpqip.workbook.styles import FormStyle

_FINDINGS, _RESULT = "Findings", "Result"
_FINDING_COLUMNS = (
    ("What is wrong", 46), ("What to do", 46), ("Where", 17), ("Found", 20), ("Expected", 22), ("Seriousness", 12),
    ("Code", 8),
)  # fmt: skip
_MEASURE_COLUMNS = (
    ("Measure", 23), ("Result, calculated", 34), ("Compared with", 34), ("Change", 10), ("Better", 15),
    ("Outcome", 20), ("Change needed", 30), ("Unit", 24),
)  # fmt: skip
_HEADING_ROW = 4
_WHERE = 2
_TONES = {Tone.GOOD: FormStyle.SAMPLE_GOOD, Tone.BAD: FormStyle.SAMPLE_BAD, Tone.DOUBTFUL: FormStyle.SAMPLE_DOUBTFUL}


def feedback_workbook(contents: Contents) -> bytes:
    """Return the workbook; the same review gives the same bytes."""
    draft = Draft(f"Feedback on a {report_called(contents.review)}")
    findings = draft.add_sheet(_FINDINGS, f"Findings: {parties_of(contents.review)}")
    _write_result(draft, contents)
    copied: dict[Location, Location] = {}
    if contents.submission is not None:
        copied = write_marked_copy(draft, contents.submission, contents.findings)
    _write_findings(draft, findings, contents, copied)
    return draft.content()


def _write_findings(draft: Draft, sheet: SheetBuilder, contents: Contents, copied: Mapping[Location, Location]) -> None:
    sheet.write_string(2, 0, invitation(contents.review, contents.deadline), draft.look(FormStyle.HINT_LINE))
    end = write_table(draft, sheet, _HEADING_ROW, _FINDING_COLUMNS, map(_finding, contents.findings))
    last = max(end - 1, _HEADING_ROW + 1)
    sheet.autofilter(_HEADING_ROW, 0, last, len(_FINDING_COLUMNS) - 1)
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    sheet.repeat_rows(_HEADING_ROW)
    link = draft.look(FormStyle.LINK_CELL, valign="top", text_wrap=True)
    for row, finding in enumerate(contents.findings, start=_HEADING_ROW + 1):
        if finding.at is not None and finding.at in copied:
            words = visible(str(finding.at))
            sheet.link((row, _WHERE), copied[finding.at], words, link, "Go to the marked copy")


def _finding(finding: Finding) -> tuple[str, ...]:
    where = "the whole file" if finding.at is None else str(finding.at)
    waiver, remedy, said = finding.waiver, finding.diagnostic.remedy, str(finding.severity)
    if finding.is_note:
        remedy = "Nothing needs to be done."
    if waiver is not None:
        remedy, said = f"Nothing: waived by {waiver.approver} until {waiver.until}.", "waived"
    return (finding.message, remedy, where, finding.found, finding.expected, said, finding.diagnostic.code)


def _write_result(draft: Draft, contents: Contents) -> None:
    review = contents.review
    sheet = draft.add_sheet(_RESULT, f"Result: {parties_of(review)}")
    words, tone = verdict_of(review)
    sheet.write_string(2, 0, words, draft.look(_TONES.get(tone, FormStyle.LABEL), align="left", border=0))
    sheet.write_string(3, 0, fraction_of(review), draft.look(FormStyle.LABEL))
    row = 5
    if review.measures:
        rows = (_measure(line) for line in contents.measures)
        row = write_table(draft, sheet, row, _MEASURE_COLUMNS, rows) + 1
    for line in _below(contents):
        write(sheet, (row, 0), line, draft.look(FormStyle.HINT_LINE, italic=False))
        row += 1


def _measure(line: MeasureLine) -> tuple[str, ...]:
    return (
        line.title, line.working, line.prior_working, line.change, line.better, line.outcome, line.turned_by, line.unit,
    )  # fmt: skip


def _below(contents: Contents) -> Iterator[str]:
    review = contents.review
    yield from certainty_of(review)
    yield from doubts_of(review)
    needed = change_needed(review)
    if needed is not None:
        yield needed.lead
        yield from (f"   - {step}" for step in needed.steps)
    yield from contract_lines(review)
    yield reviewed_by(review)
    yield from assumption_lines(review)
    yield f"Made of {file_name(review)}, SHA-256 {review.sha256}."
