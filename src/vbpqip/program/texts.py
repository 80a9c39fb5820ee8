"""Texts of a program, as its forms, calendars and findings print them: read when something is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.parameters import cited
from vbpqip.program.tables import TomlTable, table_at

_LATE = "{late}"


class DueText(NamedTuple):
    """Something that is due in a period, and who sends it to whom."""

    what: str
    sender: str
    receiver: str


class DueTexts(NamedTuple):
    """All that is due in a period, in the order of its dates."""

    report: DueText
    late_results: DueText
    review: DueText
    payment: DueText
    state_report: DueText


_BASELINES_SUBJECT = "Measure baselines of {year}"


class ProgramTexts(NamedTuple):
    """The program's short name, those of its reports, the steps of a report, what is due, and who asks for what.

    ``steps`` are the first ones of a report that is begun, ``next_steps`` those of one that goes on from another;
    ``last_steps`` follow either. By ``late_event`` calendars know the day again on which late results are due.
    ``baselines_subject`` is what a letter with the baselines of a ``{year}`` is about.
    ``cited`` is the source of what a check looks for, by the code of its finding, where the program names one.
    """

    name: str
    report_title: str
    state_report: str
    late_event: str
    baselines_subject: str
    steps: tuple[str, ...]
    next_steps: tuple[str, ...]
    last_steps: tuple[str, ...]
    due: DueTexts
    cited: Mapping[str, str]


def read_texts(folder: Path, sources: Mapping[str, str]) -> ProgramTexts:
    """Read the words of a program; ``sources`` are those that it cites, by their keys.

    Raises:
        ProgramDataError: Their file is wrong.
    """
    table = table_at(folder / "texts.toml")
    due = table.table("due")
    texts = ProgramTexts(
        name=table.text("name"),
        report_title=table.text("report_title"),
        state_report=table.text("state_report"),
        late_event=table.text("late_event"),
        baselines_subject=table.optional_text("baselines_subject") or _BASELINES_SUBJECT,
        steps=table.texts("steps"),
        next_steps=table.texts("next_steps"),
        last_steps=table.texts("last_steps"),
        due=DueTexts._make(_due_text(due.table(name)) for name in DueTexts._fields),
        cited={code: source for each in table.tables("cited") for code, source in _cited(each, sources)},
    )
    for each in (table, due):
        each.done()
    return texts


def _due_text(table: TomlTable) -> DueText:
    text = DueText(what=table.text("what"), sender=table.text("from"), receiver=table.text("to"))
    table.done()
    return text


def _cited(table: TomlTable, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    source = cited(table, "source", sources) + (table.optional_text("then") or "")
    yield from ((code, source) for code in table.texts("codes"))
    table.done()


def late_in_words(measures: Iterable[Measure]) -> str:
    """Return what measures that have a later due date of their own are called together."""
    return " and ".join(measure.short_title for measure in measures if measure.late_result) or "late results"


def with_late(text: str, measures: Iterable[Measure]) -> str:
    """Return a text with the names of the measures that have a later due date of their own."""
    return text.replace(_LATE, late_in_words(measures))
