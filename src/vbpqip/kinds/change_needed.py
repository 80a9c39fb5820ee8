"""What would turn a verdict."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple


class ChangeNeeded(NamedTuple):
    """What would turn a verdict, in words: a sentence, and the steps that stand under it.

    ``heading`` stands above both, where there is room for one.
    """

    heading: str
    lead: str
    steps: tuple[str, ...]
