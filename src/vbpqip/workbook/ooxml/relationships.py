"""Relationships: where the parts of a package stand, told by their kind or by an identifier."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.container import Container
from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.xml_events import Attributes, Grammar, Listener, may_say, parse

MOST_RELATIONSHIPS = 70_000
"""Of one part; a sheet may have 65,530 hyperlinks."""

_ROOTS = frozenset({"Relationships"})
_GRAMMAR = Grammar({"Relationship": _ROOTS})
_SUFFIX = ".rels"
_OUTSIDE, _LINK = "External", "externalLink"


class Relationship(NamedTuple):
    """One arrow from a part to another; ``kind`` is the last word of its type, such as ``worksheet``."""

    key: str
    kind: str
    part: str


def relationships_of(container: Container, part: str) -> tuple[Relationship, ...]:
    """Return the arrows that leave ``part`` and stay in the package; ``""`` is the package itself."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}{_SUFFIX}")
    return _within(rels, container.part(rels)) if rels in container else ()


@read_once
def _within(rels: str, content: bytes) -> tuple[Relationship, ...]:
    arrows, folder = _arrows(rels, content), posixpath.dirname(posixpath.dirname(rels))
    targets = {(arrow.get("Id", ""), arrow.get("Target", ""), _leads_outside(arrow)) for arrow in arrows}
    if len({key for key, *_ in targets}) < len(targets):
        reject(Rejection.PART_DAMAGED, "two of the references to its parts are called alike")
    return tuple(_relationship(folder, arrow) for arrow in arrows if not _leads_outside(arrow))


def links_elsewhere(container: Container) -> tuple[str, ...]:
    """Return what the workbook takes from elsewhere: targets outside the package, without its hyperlinks."""
    return tuple(link for name in container.names if name.endswith(_SUFFIX) for link in _links(container, name))


def _links(container: Container, rels: str) -> Iterator[str]:
    content = container.part(rels)
    if not may_say(content, _OUTSIDE.encode(), _LINK.encode()):
        return
    for arrow in _arrows(rels, content):
        kind = _kind(arrow)
        if kind == _LINK or (_leads_outside(arrow) and kind != "hyperlink"):
            yield arrow.get("Target", "")


def _arrows(rels: str, content: bytes) -> tuple[Attributes, ...]:
    found: list[Attributes] = []

    def opened(attributes: Attributes) -> None:
        if len(found) == MOST_RELATIONSHIPS:
            reject(Rejection.TOO_MANY_CELLS, f"one of its parts refers to more than {MOST_RELATIONSHIPS:,} others")
        found.append(attributes)

    parse(rels, content, Listener(_ROOTS, opened={"Relationship": opened}, grammar=_GRAMMAR))
    return tuple(found)


def part_of_kind(relationships: tuple[Relationship, ...], *kinds: str) -> str | None:
    """Return the part of a kind, of whichever name it has; ``None`` where there is none.

    Raises:
        UnreadableWorkbookError: there are several.
    """
    parts = {arrow.part.casefold(): arrow.part for arrow in relationships if arrow.kind in kinds}
    if len(parts) > 1:
        reject(Rejection.PART_DAMAGED, f"it has {len(parts)} parts of the kind {kinds[0]}, where it may have one")
    return next(iter(parts.values()), None)


def _leads_outside(arrow: Attributes) -> bool:
    return arrow.get("TargetMode") == _OUTSIDE


def _kind(arrow: Attributes) -> str:
    return arrow.get("Type", "").rpartition("/")[2]


def _relationship(folder: str, attributes: Attributes) -> Relationship:
    target = attributes.get("Target", "").replace("\\", "/")
    part = posixpath.normpath(posixpath.join("/", folder, target))
    return Relationship(attributes.get("Id", ""), _kind(attributes), part.lstrip("/"))
