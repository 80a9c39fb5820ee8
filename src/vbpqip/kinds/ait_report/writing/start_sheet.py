"""The sheet ``Start Here``: what to do in which step, what colours and words mean, and what a sheet cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from vbpqip.checking.catalogue.entries import NA_SPELLED_OTHERWISE, NUMBER_TYPED_AS_TEXT, SUM_TYPED_AS_FORMULA
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.kinds.ait_report.checks import CHECKS
from vbpqip.kinds.ait_report.form import AIT_ATTESTATION, AIT_CONTRACTS, AIT_SHEET, AIT_START, AIT_VERSION
from vbpqip.kinds.ait_report.years import ait_years
from vbpqip.kinds.shared.severities import severities_in
from vbpqip.kinds.start_here import StartPair, write_links, write_pairs
from vbpqip.program.program import Program
from vbpqip.workbook.answers import FIX, LOOK, NOT_APPLICABLE
from vbpqip.workbook.expr import Ref, if_
from vbpqip.workbook.form import CHECK
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import FormStyle
from vbpqip.workbook.tested import MOVED, Numbering

_WIDTHS = (26, 92)
_TITLE_HEIGHT = 21
_SCALE = 78
"""Percent in which the sheet is printed, as the other forms' page of this name."""

_STEPS = (
    "Baselines: choose facility, {mco} and program year, and answer Yes beside each agreed measure.",
    "Enter the baseline year's events and potential occurrences. Of a measure with one result a year enter that.",
    "Enter the State's means, as far as {state} gave them, each with its unit, kind, year and source.",
    "List the {vbp} contracts of the facility on the sheet Measure Credits, if it has any.",
    "Fill in the sheet Attestation, print it, and let a senior leader of the facility sign it.",
    "When the sheet Check says READY, save the file and send it to the {mco}: the verdict is BASELINE.",
    "Results: a year later enter the measured year's events and occurrences beside the baselines as they were sent.",
    "They are the totals of the quarterly report whose window is that year. Attest to the report, and send it again.",
    "The sheets are locked so that formulas stay whole; there is no password: Review > Unprotect Sheet.",
)
_COLOURS: tuple[StartPair, ...] = (
    (FormStyle.SAMPLE_ENTRY, "pale yellow", "an entry for you; select it, and a prompt says what belongs there"),
    (FormStyle.SHOWN, "pale blue", "calculated from your entries, and locked"),
    (FormStyle.SAMPLE_CARRIED, "pale green, in italics", "filled in already when this form was made, and locked"),
    (FormStyle.SAMPLE_DOUBTFUL, LOOK, "something is unlikely: please review; it may be right, and may be sent"),
    (FormStyle.SAMPLE_BAD, FIX, "something is missing or cannot be right; the sheet Check says what to do"),
)
_WORDS = (
    ("Improved?", "first metric: whether the result is better than the baseline; what equals it is not"),
    ("Better than mean?", "second metric: whether the result is better than the State's mean; 'no mean' leaves it out"),
    ("Share", "measures that count, and measure credits, of the measures that the metric asks about"),
    ("AIT verdict", "MET where both shares reach those required; BASELINE where no results are entered yet"),
    ("Pooled", "a mean that is all events of the State over all its occurrences; not that of the hospitals' rates"),
    (NOT_APPLICABLE, "not applicable: belongs beside a result of the whole year, and nowhere else"),
    ("NOT READY", "entries are missing or invalid, or no measure has a mean: no verdict yet"),
)
_STRICTER = (
    NUMBER_TYPED_AS_TEXT.issue,
    NA_SPELLED_OTHERWISE.issue,
    SUM_TYPED_AS_FORMULA.issue,
    "Words stand beside a measure of which it is not answered whether it is selected.",
    MOVED.issue,
)
"""What is accepted, and the form wants typed as it belongs."""

_ENTRY_CODES = "QIP200", "QIP600"
_OWN_CODES = "QIP700", "QIP750"


def write_ait_start(builder: LiveBuilder, program: Program, numbering: Numbering) -> None:
    """Write the sheet."""
    sheet = builder.sheet(AIT_START)
    sheet.set_widths(_WIDTHS)
    builder.write(Location(AIT_START, 0, 0), "Start here: annual improvement target", FormStyle.TITLE)
    sheet.set_row(0, _TITLE_HEIGHT)
    builder.show(Location(AIT_START, 1, 0), Ref("ready"), FormStyle.READY)
    builder.mark(Location(AIT_START, 1, 0), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD})
    chosen = "Program year: " & Ref("program_year")
    builder.show(
        Location(AIT_START, 1, 1),
        if_(Ref("year_row") == 0, "Program year: not chosen yet", chosen),
        FormStyle.OPEN_LINE,
    )
    listed = partial(write_pairs, builder)
    steps: list[StartPair] = [
        (FormStyle.FIXED, str(nth), program.in_words(step)) for nth, step in enumerate(_STEPS, start=1)
    ]
    row = listed(Location(AIT_START, 3, 0), _WIDTHS, ("Step", "What to do"), steps)
    words: list[StartPair] = [(FormStyle.FIXED, word, program.in_words(meaning)) for word, meaning in _WORDS]
    row = listed(Location(AIT_START, row + 1, 0), _WIDTHS, ("Colour or word", "What it means"), (*_COLOURS, *words))
    unknown = _unknown_to_a_sheet(program, numbering)
    sheet.set_h_pagebreaks([row])
    row = listed(Location(AIT_START, row + 1, 0), _WIDTHS, ("READY", "What a sheet cannot know"), unknown)
    stamp = f"Template version {AIT_VERSION}, {program.name} data version {program.version}"
    terms = f"Terms: {program.terms}" if program.terms else "Terms: the program's own numbers, none agreed otherwise"
    write_links(
        builder, Location(AIT_START, row + 1, 0), (AIT_SHEET, AIT_CONTRACTS, AIT_ATTESTATION, CHECK), (stamp, terms)
    )
    sheet.set_portrait()
    sheet.set_print_scale(_SCALE)


def _unknown_to_a_sheet(program: Program, numbering: Numbering) -> Iterator[StartPair]:
    """Yield where READY and the check of who receives the report can differ."""
    for issue in _STRICTER:
        yield FormStyle.FIXED, "accepted, and not READY", issue
    listed = {line.diagnostic.code for line in numbering.lines}
    for diagnostic in dict.fromkeys(check.diagnostic for check in CHECKS):
        is_error = Severity.ERROR in severities_in(program, diagnostic, ait_years(program))
        if is_error and _is_of_entries(diagnostic) and diagnostic.code not in listed:
            yield FormStyle.FIXED, "READY, and not accepted", program.in_words(diagnostic.issue)


def _is_of_entries(diagnostic: Diagnostic) -> bool:
    first, last = _OWN_CODES
    return _ENTRY_CODES[0] <= diagnostic.code < _ENTRY_CODES[1] or first < diagnostic.code < last
