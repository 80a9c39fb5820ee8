"""What a program says of its VBP levels and arrangements, and of what goes with them: read when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Years
from vbpqip.program.parameters import Grounds, read_grounds, read_row_grounds
from vbpqip.program.tables import TomlTable, table_at

_FILE = "contracting.toml"


class ContractingTopic(NamedTuple):
    """A level, an arrangement or what goes with them: its names, the first one best, and what is known of it."""

    names: tuple[str, ...]
    title: str
    facts: tuple[tuple[str, str], ...]
    grounds: Grounds


def read_contracting(
    folder: Path, sources: Mapping[str, str], years: Years, titles: Mapping[str, Mapping[str, str]]
) -> tuple[ContractingTopic, ...]:
    """Read the topics of a program, of whose files this one may be missing.

    Args:
        folder: Where the program's files are.
        sources: What it cites, by their keys.
        years: Those that its quarters are of.
        titles: Of its ``levels`` and of its ``arrangements``, the titles by their names.

    Raises:
        ProgramDataError: The file is wrong, or is about a level or an arrangement that the program has not.
    """
    path = folder / _FILE
    if not path.exists():
        return ()
    table = table_at(path)
    table.years = years
    return tuple(_topics(table, sources, titles))


def _topics(
    table: TomlTable, sources: Mapping[str, str], titles: Mapping[str, Mapping[str, str]]
) -> Iterator[ContractingTopic]:
    grounds = read_grounds(table, sources)
    for key, known in titles.items():
        for row in table.tables(key):
            name = row.text("name")
            if name not in known:
                raise row.wrong("name", f"{name!r} is none of {', '.join(known)}.")
            yield _topic(row, known[name], grounds, sources)
    for row in table.tables("topics"):
        yield _topic(row, row.text("title"), grounds, sources)
    table.done()


def _topic(row: TomlTable, title: str, common: Grounds, sources: Mapping[str, str]) -> ContractingTopic:
    facts = row.table("facts")
    topic = ContractingTopic(
        names=row.texts("names"),
        title=title,
        facts=tuple((heading, facts.text(heading)) for heading in facts.content),
        grounds=read_row_grounds(row, sources, common),
    )
    row.done()
    return topic
