"""A comparison as text for a terminal: the verdict first, then entries, results, findings, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vbpqip.core.findings import Finding
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.in_words import NOT_STATED, assumption_lines, reviewed_by
from vbpqip.kinds.qit_report.comparing.comparison import Change, Comparison, MeasureChange, Relation
from vbpqip.kinds.qit_report.comparing.in_words import (
    comparators,
    credits_of,
    either,
    findings_summary,
    moved_by,
    outcomes,
    places_of_change,
    relation_of,
    results_of_both,
    summary_of,
    what_changed,
)
from vbpqip.kinds.qit_report.result_in_words import fraction_of, verdict_of
from vbpqip.output.finding_groups import notes_last

_LONGEST = 300
"""Characters of a change or a finding that are printed; what was received can be a book."""


def compared_as_text(comparison: Comparison, *, width: int = 80) -> str:
    """Return a comparison as text of lines no wider than ``width``, where words allow it."""
    blocks = (
        (_wrapped(line, width) for line in _heading(comparison)),
        (_wrapped(line, width) for line in _verdicts(comparison)),
        _entries(comparison, width),
        _left_out(comparison, width),
        _results(comparison, width),
        _findings(comparison, width),
        _rules(comparison, width),
    )
    return "\n\n".join(block for block in map("\n".join, blocks) if block)


def _wrapped(words: str, width: int) -> str:
    """Wrap a line; further lines stand two columns deeper than it begins."""
    indent = " " * (len(words) - len(words.lstrip()))
    return wrapped(words.strip(), width, indent, f"{indent}  ")


def _heading(comparison: Comparison) -> Iterator[str]:
    yield f"{comparison.old.workbook} -> {comparison.new.workbook}"
    yield relation_of(comparison)


def _verdicts(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield either((verdict_of(old)[0], verdict_of(new)[0]))
    if fraction_of(old) == fraction_of(new):
        yield fraction_of(new)
    else:
        yield f"old: {fraction_of(old)}"
        yield f"new: {fraction_of(new)}"


def _entries(comparison: Comparison, width: int) -> Iterator[str]:
    yield _wrapped(summary_of(comparison), width)
    for _, changes in groupby(comparison.changes, lambda change: change.name.row):
        first, *others = changes
        yield ""
        yield _wrapped(_cut(first.subject), width)
        for change in (first, *others):
            yield _wrapped(f"  {_line(change, comparison)}", width)


def _line(change: Change, comparison: Comparison) -> str:
    return f"{places_of_change(change)}  {_cut(what_changed(change, comparison))}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}.."


def _left_out(comparison: Comparison, width: int) -> Iterator[str]:
    if comparison.not_compared:
        yield "Not compared:"
    for words in comparison.not_compared:
        yield _wrapped(f"  {words}", width)


def _results(comparison: Comparison, width: int) -> Iterator[str]:
    moved = [measure for measure in comparison.measures if measure.moved]
    for measure in moved:
        for line in _result(measure, comparison.relation):
            yield _wrapped(line, width)
    if comparison.old.credits.in_force != comparison.new.credits.in_force:
        yield _wrapped(credits_of(comparison), width)
    unmoved = [measure.measure.short_title for measure in comparison.measures if not measure.moved]
    if unmoved:
        yield _wrapped(f"As before: {', '.join(unmoved)}", width)


def _result(measure: MeasureChange, relation: Relation) -> Iterator[str]:
    yield f"{measure.measure.short_title}: {either(outcomes(measure))}"
    prior = either(comparators(measure))
    yield f"  {either(results_of_both(measure))} {measure.measure.result_unit}; prior {prior}"
    if measure.movers:
        yield f"  by {moved_by(measure, relation)}"


def _findings(comparison: Comparison, width: int) -> Iterator[str]:
    yield findings_summary(comparison)
    for word, findings in (("gone:", comparison.gone), ("new: ", comparison.arisen)):
        for finding in notes_last(findings):
            yield _wrapped(f"  {word} {_said(finding)}", width)
    if not all(finding.is_note for finding in comparison.arisen):
        yield f"'vbpqip check {comparison.new.workbook}' says what to do."


def _said(finding: Finding) -> str:
    place = "" if finding.at is None else f"{finding.at}: "
    severity = "waived" if finding.waiver else finding.severity
    return f"{severity}: {place}{_cut(finding.message)} [{finding.diagnostic.code}]"


def _rules(comparison: Comparison, width: int) -> Iterator[str]:
    yield _wrapped(reviewed_by(comparison.new), width)
    if comparison.new.rules.assumptions:
        yield NOT_STATED
    yield from (wrapped(line, width, "  ", "    ") for line in assumption_lines(comparison.new))
