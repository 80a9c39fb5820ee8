"""The kinds of reports that are known, and which of them a workbook is; no kind knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from threading import local

from vbpqip.checking.catalogue import SHARED
from vbpqip.checking.in_words import diagnostic_in_words
from vbpqip.checking.severity_overrides import wrong_codes_among
from vbpqip.core.errors import Mistake
from vbpqip.core.findings import Diagnostic
from vbpqip.kinds.ait_report import AIT_REPORT
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.program.program import Program
from vbpqip.program.severity_overrides import SeverityOverrides
from vbpqip.workbook.opened import Searchable


class _Known(local):
    """The kinds that a thread knows."""

    kinds: tuple[AnyKind, ...] = (QIT_REPORT, AIT_REPORT)


_KNOWN = _Known()


def known() -> tuple[AnyKind, ...]:
    """Return the kinds that are known; the first is what a file is taken for that says nothing of itself."""
    return _KNOWN.kinds


def named(key: str) -> AnyKind:
    """Return the known kind of a name, else the first.

    >>> named("qit-report").title
    '{target} report'
    """
    return next((kind for kind in known() if kind.key == key), known()[0])


@contextmanager
def only(kinds: Sequence[AnyKind]) -> Iterator[None]:
    """Know these kinds, and no others, within a block."""
    before, _KNOWN.kinds = _KNOWN.kinds, tuple(kinds)
    try:
        yield
    finally:
        _KNOWN.kinds = before


def kind_of(workbook: Searchable, kinds: Sequence[AnyKind]) -> AnyKind:
    """Return the kind of a workbook: that of its stamp, else the one of whose form it holds most.

    One that is none of them is taken for the first, whose checks say so.
    """
    if len(kinds) == 1:
        return kinds[0]
    from vbpqip.workbook.best_form import likeliest_form  # noqa: PLC0415 -- where one kind is known, nothing is looked for
    from vbpqip.workbook.stamp import stamped_kind  # noqa: PLC0415 -- as above

    key = stamped_kind(workbook)
    stamped = next((kind for kind in kinds if kind.key == key), None)
    if stamped is not None or key:
        return stamped or kinds[0]
    likeliest = likeliest_form([form for kind in kinds for form in kind.forms], workbook)
    return next(kind for kind in kinds if likeliest in kind.forms)


def catalogue() -> Mapping[str, Diagnostic]:
    """Return all that can be found in a file of any known kind by code, in the order of the codes."""
    return _catalogue_of(known())


def diagnostic_of(code: str, program: Program) -> Diagnostic:
    """Return what can be found in a file of any known kind by its code, in the words of a program."""
    return diagnostic_in_words(catalogue()[code], program)


@cache
def _catalogue_of(kinds: tuple[AnyKind, ...]) -> Mapping[str, Diagnostic]:
    own = (diagnostic for kind in kinds for diagnostic in kind.catalogue)
    every = {diagnostic.code: diagnostic for diagnostic in (*SHARED, *own)}
    return {code: every[code] for code in sorted(every)}


def wrong_codes(overrides: SeverityOverrides) -> list[Mistake]:
    """Return where terms name an unknown code, or ease an error with which nothing can be calculated."""
    return wrong_codes_among(overrides, catalogue())
