"""The share of reports that met the target, period by period, as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from markupsafe import Markup

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.numbers import percent
from vbpqip.core.results import Verdict
from vbpqip.output.charts import LARGE, below, drawn_vertical, element, line, picture, text
from vbpqip.summary.facts import Facts

_WHOLE = 100.0
_RADIUS = 5


class Met(NamedTuple):
    """The verdicts of a period's reports that count; ``share`` is met of met and not met, ``None`` without any."""

    period: str
    met: int
    not_met: int
    baseline: int
    not_determined: int

    @property
    def share(self) -> Fraction | None:
        """Of those decided, ``None`` where none is."""
        decided = self.met + self.not_met
        return Fraction(self.met, decided) if decided else None

    @property
    def shown(self) -> str:
        """The share in words, empty where there is none."""
        return "" if self.share is None else percent(self.share)


def met_by_period(facts: Facts) -> list[Met]:
    """Return the verdicts of each period."""
    order = list(Verdict)
    return [
        Met(period, *(counts[order.index(each)] for each in _ORDER))
        for period in facts.periods
        for counts in [facts.verdicts(period)]
    ]


_ORDER = (Verdict.MET, Verdict.NOT_MET, Verdict.BASELINE, Verdict.NOT_DETERMINED)


def trend(periods: Sequence[Met]) -> Markup | None:
    """Return the picture, ``None`` where nothing was decided in fewer than two periods."""
    decided = [each for each in periods if each.share is not None]
    if len(decided) < 2:  # noqa: PLR2004 -- one point is no trend
        return None
    described = "; ".join(f"{each.period}: {each.shown} of {each.met + each.not_met}" for each in decided)
    return picture("trend", "Share of reports that met the target", f"{described}.", _picture_of(periods))


def _picture_of(periods: Sequence[Met]) -> Iterator[Markup]:
    axis = LARGE.vertical(_WHOLE)
    yield drawn_vertical(axis, "met, of met and not met", " %")
    places = [*zip(LARGE.middles(len(periods)), periods, strict=True)]
    decided = [(x, axis.at(float(each.share) * _WHOLE)) for x, each in places if each.share is not None]
    yield line(decided, class_="line")
    for x, each in places:
        for nth, words in enumerate(reversed(each.period.split())):
            yield text(words, x, LARGE.base + 16 * (nth + 1), class_="tick", text_anchor="middle")
        if each.share is not None:
            y = axis.at(float(each.share) * _WHOLE)
            yield element("circle", cx=f"{x:g}", cy=y, r=_RADIUS, class_="point")
            yield text(each.shown, x, y - 10 if y > _ROOM else y + 20, class_="value", text_anchor="middle")
    yield below("period")


_ROOM = 40
"""Height above a point that its number needs."""
