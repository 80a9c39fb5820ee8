"""2xx: the four quarters that the columns of counts are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vbpqip.checking.catalogue.heading import (
    QUARTER_MISSING,
    QUARTER_UNKNOWN,
    QUARTERS_NOT_CONSECUTIVE,
    QUARTERS_REPEATED,
    WINDOW_NOT_ENDING_WITH_PERIOD,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.form.items import OF_PERIOD, QuarterItem
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.workbook.conditions import is_blank
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.expr import Expr, Ref, all_, any_


class ChosenQuarter(NamedTuple):
    """One of the four quarters, counted from 1: what is chosen, and which of the program's it is, if it is one."""

    nth: int
    chosen: TextField
    quarter: Quarter | None


class KnownQuarter(NamedTuple):
    """One of four quarters that are all the program's, counted from 1: what is chosen, and which the four are."""

    nth: int
    chosen: TextField
    four: Sequence[Quarter]

    @property
    def quarter(self) -> Quarter:
        """The quarter that is chosen."""
        return self.four[self.nth - 1]


def _each(context: ReviewContext) -> Iterator[ChosenQuarter]:
    """Yield the four quarters, earliest first."""
    for nth, chosen, quarter in zip(QUARTERS, context.chosen_quarters, context.quarters, strict=True):
        yield ChosenQuarter(nth, chosen, quarter)


def _each_of_known(context: ReviewContext) -> Iterator[KnownQuarter]:
    """Yield the four quarters; none where one is missing or unknown, which is reported by itself."""
    four = [quarter for quarter in context.quarters if quarter is not None]
    if len(four) == len(QUARTERS):
        for nth, chosen in zip(QUARTERS, context.chosen_quarters, strict=True):
            yield KnownQuarter(nth, chosen, four)


EACH_QUARTER = Items[ReviewContext, ChosenQuarter, QuarterItem](_each)
EACH_OF_KNOWN_QUARTERS = Items[ReviewContext, KnownQuarter, QuarterItem](_each_of_known)


def _expected(nth: int, context: ReviewContext) -> str:
    if context.period is None:
        return f"{context.program.quarters[0]} to {context.program.quarters[-1]}"
    return str(context.period.window()[nth - 1])


@check(QUARTER_MISSING, over=EACH_QUARTER)
def quarter_missing(each: ChosenQuarter, context: ReviewContext) -> Issues:
    """Four quarters are chosen."""
    if not each.chosen.text:
        message = f"Quarter {each.nth} of {len(QUARTERS)} is not chosen."
        yield Issue(each.chosen.at, message, "", _expected(each.nth, context))


@on_sheet(quarter_missing)
def quarter_missing_on_sheet(quarter: QuarterItem) -> Expr:
    """Nothing is chosen."""
    return is_blank(quarter.cell)


@check(QUARTER_UNKNOWN, over=EACH_QUARTER)
def quarter_unknown(each: ChosenQuarter, context: ReviewContext) -> Issues:
    """Each quarter is one of the program's."""
    if each.chosen.text and each.quarter is None:
        found = each.chosen.quoted
        yield Issue(each.chosen.at, f"'{found}' is not a quarter of the program.", found, _expected(each.nth, context))


@on_sheet(quarter_unknown)
def quarter_unknown_on_sheet(quarter: QuarterItem) -> Expr:
    """What is chosen is not listed."""
    return quarter.row == 0


@check(QUARTERS_REPEATED, over=EACH_OF_KNOWN_QUARTERS)
def quarters_repeated(each: KnownQuarter, context: ReviewContext) -> Issues:
    """The four quarters differ."""
    if each.quarter in each.four[: each.nth - 1]:
        message = f"{each.quarter} is chosen twice."
        yield Issue(each.chosen.at, message, each.chosen.text, _expected(each.nth, context))


@on_sheet(quarters_repeated)
def quarters_repeated_on_sheet(quarter: QuarterItem) -> Expr | None:
    """All four are known, and it is one of those before it."""
    before = [QuarterItem(nth).row == quarter.row for nth in range(1, quarter.nth)]
    return all_(Ref("quarters_known") == 1, any_(*before)) if before else None


def _follow_one_another(four: Sequence[Quarter]) -> bool:
    return all(after.ordinal == before.ordinal + 1 for before, after in pairwise(four))


@check(QUARTERS_NOT_CONSECUTIVE, over=EACH_OF_KNOWN_QUARTERS)
def quarters_not_consecutive(each: KnownQuarter, context: ReviewContext) -> Issues:
    """The four quarters follow one another, earliest first; each that is not the expected one is told."""
    four = each.four
    expected = (context.period or max(four)).window()[each.nth - 1]
    if len(set(four)) == len(four) and not _follow_one_another(four) and each.quarter != expected:
        message = f"{each.chosen.text} is chosen where {expected} belongs."
        yield Issue(each.chosen.at, message, each.chosen.text, str(expected))


@on_sheet(quarters_not_consecutive)
def quarters_not_consecutive_on_sheet(quarter: QuarterItem) -> Expr:
    """All four are known and differ, they do not follow one another, and it is not the expected one."""
    expected = Ref("last_quarter_row") - (len(QUARTERS) - quarter.nth)
    known = (Ref(f"quarters_{each}") == 1 for each in ("known", "differ"))
    return all_(*known, Ref("quarters_follow") == 0, quarter.row != expected)


@check(WINDOW_NOT_ENDING_WITH_PERIOD, over=EACH_OF_KNOWN_QUARTERS)
def window_not_ending_with_period(each: KnownQuarter, context: ReviewContext) -> Issues:
    """The four quarters end with the period."""
    if each.nth < len(each.four) or context.period in {None, each.quarter} or not _follow_one_another(each.four):
        return
    message = f"The four quarters end with {each.quarter}, but the report is for {context.period}."
    yield Issue(each.chosen.at, message, _in_words(each.four), _window_in_words(context, each.four))


@on_sheet(window_not_ending_with_period)
def window_not_ending_with_period_on_sheet(quarter: QuarterItem) -> Expr | None:
    """It is the last of four that follow one another, and not the period."""
    if quarter.nth < len(QUARTERS):
        return None
    return all_(Ref("quarters_follow") == 1, OF_PERIOD > 0, quarter.row != OF_PERIOD + (len(QUARTERS) - 1))


def _in_words(quarters: Sequence[Quarter]) -> str:
    return ", ".join(map(str, quarters))


def _window_in_words(context: ReviewContext, four: Sequence[Quarter]) -> str:
    return _in_words((context.period or max(four)).window())


CHECKS = (
    quarter_missing,
    quarter_unknown,
    quarters_repeated,
    quarters_not_consecutive,
    window_not_ending_with_period,
)
