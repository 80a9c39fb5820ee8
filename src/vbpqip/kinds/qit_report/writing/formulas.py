"""The rules as Excel formulas, with functions of Excel 2010 alone.

Every function returns a formula, or a part of one, over the addresses that it is given. Counts are compared by
cross-multiplication of whole numbers below 2**53, where spreadsheets are exact. The test of parity holds each of
these equal to the rule that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from vbpqip.core.measures import MINUTES, Improvement, Measure, Scoring
from vbpqip.core.parties import AS_TYPED_ON_A_KEYBOARD
from vbpqip.core.quarters import Years
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS
from vbpqip.workbook.answers import (
    LARGEST_COUNT,
    LARGEST_TOTAL,
    LEAVE_BLANK,
    LONGEST_TEXT_NUMBER,
    NOT_APPLICABLE,
    READY,
    OutcomeShown,
    VerdictShown,
)
from vbpqip.workbook.entries import LAST_SERIAL

UNREAD = "unread"
"""What a parsed cell shows for an entry that is neither number, blank nor NA."""


def text(words: str) -> str:
    """Return the formula for words within a formula."""
    return '"' + words.replace('"', '""') + '"'


def across(cells: Sequence[str]) -> str:
    """Return the formula for the neighbouring cells from the first to the last.

    >>> across(["'Working'!$D$27", "'Working'!$E$27", "'Working'!$F$27"])
    "'Working'!$D$27:$F$27"
    """
    return f"{cells[0]}:{cells[-1].rpartition('!')[2]}"


def parsed(cell: str) -> str:
    """Formula for ``workbook.entries.read_number``: a number, ``""`` for blank, NA, or what marks an unread entry."""
    trimmed = f"TRIM({cell})"
    digits = f'SUBSTITUTE({trimmed},".","",1)'
    rest = digits
    for digit in range(10):
        rest = f'SUBSTITUTE({rest},"{digit}","")'
    places = f'MAX(0,LEN({trimmed})-FIND(".",{trimmed}&"."))'
    is_number = f'AND({rest}="",LEN({trimmed})<={LONGEST_TEXT_NUMBER},{places}<>3)'
    number = f'IF({is_number},VALUE(SUBSTITUTE({trimmed},".",decimal_point,1)),{text(UNREAD)})'
    known = f'SUMPRODUCT((UPPER({trimmed})={{"",{text(LEAVE_BLANK.upper())},"NA","N/A"}})*{{1,1,2,2}})'
    words = f'CHOOSE(1+{known},{number},"",{text(NOT_APPLICABLE)})'
    return f"IF(ISNUMBER({cell}),{cell},IFERROR({words},{text(UNREAD)}))"


def is_any(value: str, known: Iterable[str]) -> str:
    """Return the formula for whether a value is one of several constants, without wildcards."""
    return f"SUMPRODUCT(--({value}={{{','.join(known)}}}))=1"


def is_blank(name: str) -> str:
    """Return the formula for whether an entry of words is blank, or no words at all."""
    return f'IF(ISERROR({name}),TRUE,TRIM({name})="")'


def normalized(cell: str) -> str:
    """Return the formula for ``core.parties.normalized_name`` of a cell or of a list of them."""
    formula = f"TRIM({cell})"
    for typed, meant in AS_TYPED_ON_A_KEYBOARD.items():
        formula = f"SUBSTITUTE({formula},{text(chr(typed))},{text(meant)})"
    return f"LOWER({formula})"


def is_day(cell: str) -> str:
    """Return the formula for whether an entry is stored as a date, any that a spreadsheet has."""
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={LAST_SERIAL}),FALSE)"


def numbers_as_text(entered: str, parsed_entries: str) -> str:
    """Return the formula for whether text among neighbouring entries was read as a number."""
    return f"COUNT({parsed_entries})>COUNT({entered})"


def na_otherwise(cell: str, parsed_cell: str) -> str:
    """Return the formula for whether an entry was read as NA, and is spelled in another way."""
    return f"IF({parsed_cell}={text(NOT_APPLICABLE)},NOT(EXACT(TRIM({cell}),{text(NOT_APPLICABLE)})),FALSE)"


def above(parsed_cell: str, highest: str) -> str:
    """Return the formula for whether a parsed entry is a number above a bound, and one that is possible at all."""
    return f"IF(ISNUMBER({parsed_cell}),AND({parsed_cell}>{highest},{parsed_cell}<={LARGEST_COUNT}),FALSE)"


def more_events(pair: Sequence[str], largest: int) -> str:
    """Formula for whether parsed counts, of events and of what could occur, are lawful and the first is larger."""
    numerator, denominator = pair
    lawful = f"{denominator}>0,{numerator}<={largest},INT({numerator})={numerator},INT({denominator})={denominator}"
    return f"IF(COUNT({numerator},{denominator})<2,FALSE,AND({numerator}>{denominator},{lawful}))"


def chosen(cell: str, figures: str) -> str:
    """Formula for the answer Yes as 1, No or blank as 0, anything else as -1, also blank beside parsed figures."""
    answer = f"UPPER(TRIM({cell}))"
    blank = f'IF({answer}="",IF(COUNT({figures})>0,-1,0),-1)'
    return f'IF(ISERROR({cell}),-1,IF({answer}="YES",1,IF({answer}="NO",0,{blank})))'


def row_in(words: str, names: str) -> str:
    """Return the formula for the row in which words stand in a list, 0 where they do not; no wildcard is honoured."""
    match = f"MATCH(TRIM({words}),{names},0)"
    return f"IFERROR(IF(INDEX({names},{match})=TRIM({words}),{match},0),0)"


def invalid_quarters() -> str:
    """Formula for whether the quarters are not four of the program's in a row that end with the period."""
    rows = [f"quarter_row_{nth}" for nth in QUARTERS]
    unknown = ",".join(f"{row}=0" for row in rows)
    apart = ",".join(f"{later}<>{earlier}+1" for earlier, later in pairwise(rows))
    return f"OR({unknown},{apart},AND(period_row>0,{rows[-1]}<>period_row+{len(rows) - 1}))"


def are_counts(cells: Sequence[str], largest: int) -> str:
    """Formula for whether neighbouring parsed cells all hold whole counts; an error value where one holds none."""
    numbers = across(cells)
    whole = f"SUMPRODUCT(--(INT({numbers})={numbers}))={len(cells)}"
    lawful = f"AND(MIN({numbers})>=0,MAX({numbers})<={largest},{whole})"
    return f"IF(COUNT({numbers})<{len(cells)},FALSE,{lawful})"


def none_above(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the formula for whether no numerator is above its denominator."""
    return f"AND({','.join(f'{numerator}<={denominator}' for numerator, denominator in pairs)})"


def none_of_nothing(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the formula for whether there are no events where nothing could occur."""
    return f"AND({','.join(f'OR({denominator}>0,{numerator}=0)' for numerator, denominator in pairs)})"


def counts_are_sound(measure: Measure, cells: Sequence[str], largest: int) -> str:
    """Return the formula for whether parsed counts, numerators and denominators in turn, can be calculated with."""
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    lawful = none_above(pairs) if measure.scoring is Scoring.PROPORTION else none_of_nothing(pairs)
    return f"IF({are_counts(cells, largest)},{lawful},FALSE)"


def result_is_sound(measure: Measure, numerator: str, denominator: str) -> str:
    """Return the formula for whether parsed cells hold an annual result, or NA, beside NA."""
    highest = measure.highest_result or LARGEST_COUNT
    in_minutes = f"{numerator}<1" if measure.unit == MINUTES else "FALSE"
    mistyped = f"{numerator}<=1" if measure.scoring is Scoring.PERCENT else in_minutes
    number = f"AND({numerator}>=0,{numerator}<={highest},OR({numerator}=0,NOT({mistyped})))"
    possible = f"IF(ISNUMBER({numerator}),{number},{numerator}={text(NOT_APPLICABLE)})"
    return f"AND({possible},{denominator}={text(NOT_APPLICABLE)})"


def entries_are_sound(measure: Measure, cells: Sequence[str]) -> str:
    """Return the formula for whether the eight parsed entries of a row can be calculated with."""
    if not measure.annual:
        return counts_are_sound(measure, cells, LARGEST_COUNT)
    empty = ",".join(f'OR({cell}="",{cell}={text(NOT_APPLICABLE)})' for cell in cells[:-2])
    result, beside = cells[-2:]
    sound = result_is_sound(measure, result, beside)
    if measure.late_result:
        sound = f'IF(AND({result}="",sepsis_pending=1),{beside}={text(NOT_APPLICABLE)},{sound})'
    return f"AND({empty},{sound})"


def comparator_is_sound(measure: Measure, cells: Sequence[str]) -> str:
    """Return the formula for whether the two parsed entries of the comparator can be calculated with."""
    if measure.annual:
        return result_is_sound(measure, *cells)
    return counts_are_sound(measure, cells, LARGEST_TOTAL)


def pooled(measure: Measure, cells: Sequence[str]) -> tuple[str, str]:
    """Return the formula for ``rules.rolling_average`` up to the division: total numerator and total denominator.

    An annual result stands over 1, ``NA`` over 0, so that one comparison serves all measures.
    """
    if measure.annual:
        result = cells[-2]
        return f"IF(ISNUMBER({result}),{result},0)", f"IF(ISNUMBER({result}),1,0)"
    return f"SUM({','.join(cells[::2])})", f"SUM({','.join(cells[1::2])})"


def rate(measure: Measure, numerator: str, denominator: str) -> str:
    """Return the formula for the rate of a pooled count; empty where it is not known or nothing could occur."""
    return f'IF({denominator}="","",IF({denominator}=0,"",{numerator}*{measure.per}/{denominator}))'


def plotted(condition: str, value: str) -> str:
    """Return the formula for a point of a chart; ``#N/A``, which no chart draws, where there is none."""
    return f"IF({condition},{value},NA())"


def change(result: str, comparator: str) -> str:
    """Return the formula for the change from a comparator to a result, for display only; empty where either is."""
    return f'IF(OR({result}="",{comparator}=""),"",{result}-{comparator})'


def outcome_of(improvement: Improvement, current: tuple[str, str], prior: tuple[str, str]) -> str:
    """Return the formula for ``rules.improvement.outcome_of``, by cross-multiplication."""
    left, right = f"{current[0]}*{prior[1]}", f"{prior[0]}*{current[1]}"
    better = {Improvement.DECREASE: f"{left}<{right}", Improvement.INCREASE: f"{left}>{right}"}[improvement]
    compared = (
        f"IF({left}={right},{text(OutcomeShown.MAINTAINED)},"
        f"IF({better},{text(OutcomeShown.IMPROVED)},{text(OutcomeShown.WORSENED)}))"
    )
    return f"IF(OR({current[1]}=0,{prior[1]}=0),{text(OutcomeShown.NO_RESULT)},{compared})"


def is_achieved(outcome: str, maintained_counts: str) -> str:
    """Return the formula for ``rules.improvement.is_achieved`` as Yes, No, or empty where nothing is measured."""
    missed = f"OR({outcome}={text(OutcomeShown.WORSENED)},{outcome}={text(OutcomeShown.NO_RESULT)})"
    tie = f'IF({outcome}={text(OutcomeShown.MAINTAINED)},IF({maintained_counts}=1,"Yes","No"),IF({missed},"No",""))'
    return f'IF({outcome}={text(OutcomeShown.IMPROVED)},"Yes",{tie})'


def decimal_point() -> str:
    """Return the formula for the decimal point of the machine that calculates, which VALUE wants."""
    return "MID(1/2,2,1)"


def late_result_pending() -> str:
    """Formula for whether the late results of the baseline may still be blank, by the day of attestation."""
    end, due, own = (
        f"INDEX({DATE_LISTS[name]},MAX(1,period_row))" for name in ("window_end", "report_due", "late_results_due")
    )
    day = "INT(prepared_on)"
    return f"IF(AND(is_baseline=1,ISNUMBER(prepared_on)),IF(AND({own}>{due},{day}>={end},{day}<={own}),1,0),0)"


def quarter_ordinal(day: str, years: Years) -> str:
    """Return the formula for ``years.of(day).ordinal``: quarters since the first one of the program's first year."""
    quarters, months = divmod(years.begins.month - 1, 3)
    return f"(YEAR({day})-{years.begins.year})*4+INT((MONTH({day})-{months + 1})/3)-{quarters}"


def quarter_name(ordinal: str, years: Years) -> str:
    """Return the formula for the name of the quarter of an ordinal."""
    return f'{text(years.prefix)}&(INT(({ordinal})/4)+{years.first})&" Q"&(MOD({ordinal},4)+1)'


def verdict() -> str:
    """Return the formula for ``rules.qit.qit`` over the form's names."""
    met = "(qit_achieved+qit_credits)*required_share_denominator>=qit_selected*required_share_numerator"
    measured = f"IF({met},{text(VerdictShown.MET)},{text(VerdictShown.NOT_MET)})"
    return (
        f"IF(ready<>{text(READY)},{text(VerdictShown.NOT_READY)},"
        f"IF(is_baseline=1,{text(VerdictShown.BASELINE)},{measured}))"
    )


def share() -> str:
    """Return the formula for the share of the QIT; empty where it is not determined or nothing is measured."""
    return f'IF(OR(ready<>{text(READY)},is_baseline=1,qit_selected=0),"",(qit_achieved+qit_credits)/qit_selected)'
