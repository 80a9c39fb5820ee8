"""What the live formulas of a form show, beside what the review of the same entries says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from support.every_kind import WrittenKind
from support.recalculation import Recalculator, Typed, Value
from vbpqip.workbook.entry_types import EntryKey, Raw


def differences(
    engine: Recalculator, written: WrittenKind, values: Mapping[EntryKey, Raw]
) -> dict[str, tuple[Value, Value]]:
    """Return every live result that differs: what an engine with the empty form shows, and what the review says."""
    cells = ((written.at(key), values.get(key), written.printed.get(key)) for key, _ in written.entries)
    changed = {at: _typed(raw) for at, raw, printed in cells if raw != printed}
    shown = engine.recalculated(changed, list(written.outputs.values()))
    said = written.shown(values)
    return {
        f"{key[0]}[{key[1]}]": (value, said[key])
        for key, value in zip(written.outputs, shown, strict=True)
        if not _is_same(value, said[key])
    }


def _typed(raw: Raw | None) -> Typed:
    """Return an entry as the engines take it."""
    return float(raw) if isinstance(raw, Decimal) else raw


def _is_same(shown: Value, said: Value) -> bool:
    """Whether two results are the same; of numbers, the last bit may be rounded in another way."""
    if isinstance(shown, float) and isinstance(said, float):
        return math.isclose(shown, said, rel_tol=1e-15)
    return (shown if shown is not None else "") == said
