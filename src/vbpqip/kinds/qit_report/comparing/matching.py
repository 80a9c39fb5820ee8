"""Which quarters and which contracts of two reports are the same, wherever they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias

from vbpqip.core.quarters import Quarter, Years
from vbpqip.kinds.qit_report.comparing.entries import entered_day, entered_number, entered_words
from vbpqip.kinds.qit_report.submission import ContractRow, Submission

MatchedRows: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""What the older and the newer report's columns or rows are called; the same name is the same thing."""

Contracts: TypeAlias = Sequence[ContractRow]
Key: TypeAlias = Callable[[ContractRow], tuple[Hashable, ...]]
"""What is compared with the same of another contract."""


def matched_quarters(old: Submission, new: Submission, years: Years) -> MatchedRows:
    """Match the columns of counts by the quarters named above them.

    A column above which no quarter is named, or one named twice, is that of the same place in the other report, unless
    that quarter stands elsewhere.
    """
    before, after = (_named_once(each.named_quarters(years)) for each in (old, new))
    return _column_names(before, after), _column_names(after, before)


def _named_once(named: Sequence[Quarter | None]) -> list[Quarter | None]:
    times = Counter(named)
    return [quarter if times[quarter] == 1 else None for quarter in named]


def _column_names(own: Sequence[Quarter | None], others: Sequence[Quarter | None]) -> tuple[str, ...]:
    return tuple(
        str(quarter or (None if other in own else other) or f"quarter {nth}")
        for nth, (quarter, other) in enumerate(zip(own, others, strict=True), start=1)
    )


def matched_contracts(old: Submission, new: Submission) -> MatchedRows:
    """Match contracts by as much as they have in common: all, then date and MCO, then one of both."""
    before, after = old.contracts, new.contracts
    pairs: dict[int, int] = {}
    for key in _KEYS:
        pairs.update(_pairs_by(key, before, after, pairs))
    names = {mine: str(nth) for nth, mine in enumerate(pairs, start=1)}
    theirs = {pairs[mine]: name for mine, name in names.items()}
    return (
        tuple(names.get(nth, f"old {nth}") for nth in range(len(before))),
        tuple(theirs.get(nth, f"new {nth}") for nth in range(len(after))),
    )


def _pairs_by(key: Key, before: Contracts, after: Contracts, paired: dict[int, int]) -> dict[int, int]:
    """Return further pairs: of the rows left over, the n-th of a key with the n-th of that key."""
    waiting: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for nth, row in enumerate(after):
        if nth not in paired.values() and None not in key(row):
            waiting[key(row)].append(nth)
    left = ((nth, key(row)) for nth, row in enumerate(before) if nth not in paired)
    return {nth: waiting[common].pop(0) for nth, common in left if waiting.get(common)}


def _mco(row: ContractRow) -> Hashable:
    return entered_words(row.mco).meaning


def _submitted(row: ContractRow) -> Hashable:
    return entered_day(row.submitted).meaning


def _all(row: ContractRow) -> tuple[Hashable, ...]:
    """Return all that a contract says, its blanks too, so that nothing in it is none."""
    words = (entered_words(each) for each in (row.mco, row.arrangement, row.status))
    days = (entered_day(each) for each in (row.submitted, row.recertified))
    return tuple((entry.meaning,) for entry in (*words, *days, entered_number(row.level)))


_KEYS: tuple[Key, ...] = (
    _all,
    lambda row: (_mco(row), _submitted(row), entered_words(row.arrangement).meaning),
    lambda row: (_mco(row), _submitted(row)),
    lambda row: (_submitted(row),),
    lambda row: (_mco(row), entered_words(row.arrangement).meaning),
    lambda row: (_mco(row),),
)
"""What two contracts can have in common, most first; what is blank is not in common."""
