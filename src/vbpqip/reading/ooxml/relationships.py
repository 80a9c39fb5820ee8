"""Relationships: where the parts of a package stand, told by their kind or by an identifier."""

import posixpath
from typing import NamedTuple

from vbpqip.reading.ooxml.container import Container
from vbpqip.reading.ooxml.refusals import refuse
from vbpqip.reading.ooxml.xml_events import Attributes, Listener, parse

MOST_RELATIONSHIPS = 10_000


class Relationship(NamedTuple):
    """One arrow from a part to another; ``kind`` is the last word of its type, such as ``worksheet``."""

    key: str
    kind: str
    part: str


def relationships_of(container: Container, part: str) -> tuple[Relationship, ...]:
    """Return the arrows that leave ``part`` and stay in the package; ``""`` is the package itself."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in container:
        return ()
    found: list[Relationship] = []

    def opened(attributes: Attributes) -> None:
        if len(found) == MOST_RELATIONSHIPS:
            refuse(f"one of its parts refers to more than {MOST_RELATIONSHIPS:,} others")
        if attributes.get("TargetMode") != "External":
            found.append(_relationship(folder, attributes))

    parse(
        rels,
        container.part(rels),
        Listener(roots=frozenset({"Relationships"}), opened={"Relationship": opened}),
    )
    return tuple(found)


def part_of_kind(relationships: tuple[Relationship, ...], kind: str) -> str | None:
    """Return the first part of a kind; ``None`` where there is none."""
    return next((arrow.part for arrow in relationships if arrow.kind == kind), None)


def _relationship(folder: str, attributes: Attributes) -> Relationship:
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = attributes.get("Target", "").replace("\\", "/")
    part = posixpath.normpath(posixpath.join("/", folder, target))
    return Relationship(attributes.get("Id", ""), kind, part.lstrip("/"))
