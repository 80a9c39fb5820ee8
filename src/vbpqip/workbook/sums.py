"""Sums that were typed as a formula: numbers, plus, minus, parentheses and ``SUM``, without any reference.

Such a formula says by itself what it is, so that it is calculated from its own text, exactly, whatever result a
spreadsheet stored. Every other formula is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal

LONGEST_SUM = 8_192
"""Characters of a formula; Excel allows no more."""

DEEPEST = 64
"""Parentheses within one another; Excel allows no more."""

_TOKEN = re.compile(r"\s*+([0-9]++(?:\.[0-9]*+)?+|\.[0-9]++|[-+,()]|(?i:SUM)\s*+\()\s*+", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15}", re.ASCII)
"""A spreadsheet keeps 15 digits of a number."""

_EXACT = Context(prec=64)
"""More digits than the sum of the longest formula can have."""


def sum_of(formula: str) -> Decimal | None:
    """Return what a sum of plain numbers gives; ``None`` for any other formula.

    >>> sum_of("4000+4100"), sum_of("SUM(6000, 6000)-(5)"), sum_of("0.1+0.2")
    (Decimal('8100'), Decimal('11995'), Decimal('0.3'))
    >>> sum_of("A1+1"), sum_of("2*3"), sum_of("1E3"), sum_of("SUM()")
    (None, None, None, None)
    """
    tokens = _tokens(formula)
    if tokens is None:
        return None
    try:
        total = _Sum(tokens).whole()
    except _OtherFormulaError:
        return None
    return Decimal(f"{total.normalize(_EXACT):f}")


def _tokens(formula: str) -> list[str] | None:
    """Return numbers and signs; ``None`` where there is anything else."""
    if len(formula) > LONGEST_SUM:
        return None
    tokens, at = [], 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            return None
        tokens.append(found[1])
        at = found.end()
    return tokens


class _OtherFormulaError(Exception):
    """The formula is no sum of plain numbers."""


class _Sum:
    """The tokens of a sum, read from left to right, each once."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> Decimal:
        total = self.terms()
        if self.at < len(self.tokens):
            raise _OtherFormulaError
        return total

    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next()
        self.at += 1
        return token

    def terms(self) -> Decimal:
        total = self.term()
        while self.next() in {"+", "-"}:
            total = _EXACT.add(total, self.term())
        return total

    def term(self) -> Decimal:
        """Return a number with the signs before it; of two signs the second belongs to the number."""
        negative = False
        while self.next() in {"+", "-"}:
            negative ^= self.take() == "-"
        value = self.value()
        return _EXACT.minus(value) if negative else value

    def value(self) -> Decimal:
        taken = self.take()
        if taken == "(":
            return self.within(self.terms)
        if taken.endswith("("):
            return self.within(self.listed)
        if _NUMBER.fullmatch(taken) is None:
            raise _OtherFormulaError
        return Decimal(taken)

    def listed(self) -> Decimal:
        total = self.terms()
        while self.next() == ",":
            self.take()
            total = _EXACT.add(total, self.terms())
        return total

    def within(self, inner: Callable[[], Decimal]) -> Decimal:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _OtherFormulaError
        total = inner()
        self.depth -= 1
        if self.take() != ")":
            raise _OtherFormulaError
        return total
