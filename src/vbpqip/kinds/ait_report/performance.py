"""What two entries of a measure come to."""

from __future__ import annotations

from vbpqip.core.cells import Number
from vbpqip.core.measures import Count
from vbpqip.core.results import Performance
from vbpqip.kinds.shared.counts import NamedPair
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.rolling_average import rolling_average


def performance_of(pair: NamedPair) -> Performance | None:
    """Return the performance that a pair is, ``None`` where it cannot be calculated with."""
    measure, entry = pair.numerator.measure, pair.numerator.field.entry
    if measure.annual:
        return annual_measure(entry.value if isinstance(entry, Number) else None)
    numerator, denominator = pair.numerator.as_count, pair.denominator.as_count
    if numerator is None or denominator is None:
        return None
    return rolling_average([Count(numerator, denominator)], per=measure.per)
