"""Several reviews as text for a terminal: a line a file, what needs action, and what all of it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from vbpqip.checking.between.versions import VersionStatus
from vbpqip.checking.catalogue.desk import NOT_FOR_THIS_RECEIVER
from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.core.text_columns import columns_taken, in_column
from vbpqip.core.wrapping import abridged, cut, wrapped
from vbpqip.kinds.in_words import NOT_STATED, assumption_lines, reviewed_by, tallied, word_behind
from vbpqip.kinds.registry import named
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.finding_groups import groups
from vbpqip.output.tone import Paint, Tone
from vbpqip.rendering.as_text import plainly

_HEADINGS = ("File", "Facility", "Period", "Status", "Verdict", "Err.", "Warn.")
_NOTHING = "-"
_ALL_COUNT: Mapping[int, VersionStatus] = MappingProxyType({})
_NARROWEST, _SHORTEST_FACILITY, _MOST_NAMED = 72, 14, 3


class _File(NamedTuple):
    """A review, and what its file is called here."""

    review: Review
    name: str


def several_as_text(
    reviews: Sequence[Review],
    *,
    not_counted: Mapping[int, VersionStatus] = _ALL_COUNT,
    width: int = 80,
    paint: Paint = plainly,
    assumptions: bool = False,
) -> str:
    """Return reviews as text of lines no wider than ``width``, where words allow it.

    ``not_counted`` says by their places which of them are not counted among the targets, and what those stand for.
    With ``assumptions`` each of them is told, and not only how many there are.
    """
    width = max(width, _NARROWEST)
    folder = _folder_of_all(reviews)
    files = [_File(review, visible(_name(review, folder))) for review in reviews]
    blocks = [
        wrapped(f"{len(files):,} files{f' in {folder}' if folder else ''}", width),
        "\n".join(_table(files, width, paint)),
        *_actions(files, width, paint),
        "\n".join(_basis(reviews, width, assumptions=assumptions)),
        wrapped(tally(reviews, not_counted), width),
    ]
    return "\n\n".join(blocks)


def _folder_of_all(reviews: Sequence[Review]) -> str:
    """Return the innermost folder that all files lie below, empty where there is none, or the command runs in it."""
    folders = [PurePath(review.workbook).parent for review in reviews]
    of_first = (folders[0], *folders[0].parents)
    shared = next((each for each in of_first if all(folder.is_relative_to(each) for folder in folders)), PurePath())
    return str(shared) if shared.name else ""


def _name(review: Review, folder: str) -> str:
    return str(PurePath(review.workbook).relative_to(folder)) if folder else review.workbook


def _table(files: Sequence[_File], width: int, paint: Paint) -> Iterator[str]:
    rows = [_cells(each) for each in files]
    widths = [max(map(columns_taken, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    room = width - sum(widths[2:]) - len(widths) + 1
    name = min(widths[0], room - min(widths[1], _SHORTEST_FACILITY))
    widths[:2] = name, min(widths[1], room - name)
    yield " ".join(_padded(_HEADINGS, widths))
    for each, (file, facility, *others) in zip(files, rows, strict=True):
        shown = (abridged(file, widths[0]), cut(facility, widths[1]), *others)
        cells = _padded(shown, widths)
        for column, tone in _tones(each.review).items():
            cells[column] = paint(cells[column], tone)
        yield " ".join(cells)


def _cells(file: _File) -> tuple[str, ...]:
    review = file.review
    return (
        file.name,
        " ".join(visible(review.facility or review.sender).split()) or _NOTHING,
        _NOTHING if review.period is None else str(review.period),
        str(review.status),
        _NOTHING if review.verdict is Verdict.NOT_DETERMINED else str(review.verdict).replace("_", " "),
        str(len(review.errors)),
        str(len(review.warnings)),
    )


def _padded(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return cells as wide as their columns, the two numbers at the end on the right."""
    numbers = len(cells) - 2
    return [
        in_column(cell, width, to_the_right=nth >= numbers)
        for nth, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]


_STATUS, _VERDICT = _HEADINGS.index("Status"), _HEADINGS.index("Verdict")


def _tones(review: Review) -> dict[int, Tone]:
    """Return how the cells of a line are meant that are not plain, by their columns."""
    if review.status is not Status.ACCEPTED:
        return {_STATUS: Tone.BAD}
    return {_VERDICT: named(review.assessment.kind).verdict_in_words(review)[1]}


def _actions(files: Sequence[_File], width: int, paint: Paint) -> Iterator[str]:
    """Yield what is to be done about which files: an item a file, or a kind of warning, and how to go on."""
    not_accepted = [each for each in files if each.review.status is not Status.ACCEPTED]
    accepted = [each for each in files if each.review.status is Status.ACCEPTED]
    pending = [each for each in accepted if each.review.verdict is Verdict.NOT_DETERMINED]
    sections = {
        "To be sent again": [_errors(each) for each in not_accepted if not _is_elsewhere(each)],
        "To pass on": [_why_elsewhere(each) for each in not_accepted if _is_elsewhere(each)],
        "To review": [*_warnings(accepted)],
        "Not determined yet": [*map(_pending, pending)],
        "Good to know": [*_remarks(accepted)],
    }
    for heading, items in sections.items():
        if items:
            yield "\n".join((paint(heading, Tone.STRONG), *(wrapped(item, width, "  - ", "    ") for item in items)))
    if any(sections.values()):
        yield wrapped(_HOW_TO_GO_ON, width)


_HOW_TO_GO_ON = (
    "vbpqip check FILE tells all of one file alone, --format json all of all of them; --feedback DIR drafts letters to "
    "the senders."
)


def _is_for_others(finding: Finding) -> bool:
    return finding.diagnostic.code == NOT_FOR_THIS_RECEIVER.code


def _is_elsewhere(file: _File) -> bool:
    return any(map(_is_for_others, file.review.errors))


def _why_elsewhere(file: _File) -> str:
    return _said(file, next(filter(_is_for_others, file.review.errors)))


def _errors(file: _File) -> str:
    """Return the first error of a file, and of what kinds the others are."""
    first, *others = groups(file.review.errors)
    alike = f" {len(first) - 1} more alike." if len(first) > 1 else ""
    also = f" Also {', '.join(each[0].diagnostic.code for each in others)}." if others else ""
    return f"{_said(file, first[0])}{alike}{also}"


def _said(file: _File, finding: Finding) -> str:
    place = "" if finding.at is None else f"{finding.at}: "
    return f"{file.name}: {place}{finding.message} [{finding.diagnostic.code}]"


def _warnings(files: Iterable[_File]) -> Iterator[str]:
    """Yield the warnings, those of a kind together: few in full, of many in which files they are.

    What is at no cell, such as what one file says of another, is told in full where that takes few lines.
    """
    alike: dict[str, list[tuple[_File, Finding]]] = {}
    for file in files:
        for finding in file.review.warnings:
            alike.setdefault(finding.diagnostic.code, []).append((file, finding))
    for found in alike.values():
        yield from _alike(found)


def _alike(found: Sequence[tuple[_File, Finding]]) -> Iterator[str]:
    """Yield the warnings of a kind."""
    same: dict[str, list[tuple[_File, Finding]]] = {}
    for file, finding in found:
        same.setdefault(finding.message if finding.at is None else "", []).append((file, finding))
    if len(found) > 1 and ("" in same or len(same) > _MOST_NAMED):
        yield _counted(found[0][1].diagnostic.issue, found)
        return
    for message, several in same.items():
        yield _said(*several[0]) if len(several) == 1 else _counted(message, several)


def _counted(what: str, found: Sequence[tuple[_File, Finding]]) -> str:
    """Return how often something is found, and in which files."""
    names = list(dict.fromkeys(file.name for file, _ in found))
    more = len(names) - _MOST_NAMED
    others = f" and {more} more {word_behind(more, 'file')}" if more > 0 else ""
    return f"{what} {len(found)} times [{found[0][1].diagnostic.code}]: {', '.join(names[:_MOST_NAMED])}{others}"


def _remarks(files: Iterable[_File]) -> Iterator[str]:
    """Yield what is remarked on, each remark once with all files that it is on."""
    alike: dict[str, list[str]] = {}
    for file in files:
        for remark in named(file.review.assessment.kind).remarks(file.review):
            alike.setdefault(remark, []).append(file.name)
    for remark, names in alike.items():
        yield f"{names[0]}: {remark}" if len(names) == 1 else f"{remark.removesuffix('.')}: {', '.join(names)}"


def _pending(file: _File) -> str:
    return f"{file.name}: {named(file.review.assessment.kind).verdict_in_words(file.review)[0]}"


def _basis(reviews: Sequence[Review], width: int, *, assumptions: bool) -> Iterator[str]:
    """Yield by what the files were reviewed, and what is assumed: each of it, or how much."""
    by = list(dict.fromkeys(map(reviewed_by, reviews)))
    assumed = list(dict.fromkeys(line for review in reviews for line in assumption_lines(review)))
    if assumptions:
        yield from (wrapped(line, width) for line in by)
        yield from (NOT_STATED, *(wrapped(line, width, "  ", "    ") for line in assumed)) if assumed else ()
        return
    others = " Others have terms of their own." if len(by) > 1 else ""
    first = assumed[0].partition(". ")[0] if assumed else ""
    many = f"{len(assumed)} {word_behind(len(assumed), 'assumptions')}"
    rests = f" It rests on {many}, such as {first}; --assumptions lists them." if assumed else ""
    yield wrapped(f"{by[0]}{others}{rests}", width)


def not_counted_among(each: Iterable[Reviewed[Any, Any]]) -> Mapping[int, VersionStatus]:
    """Return what reports stand for that were decided not to count, by their places."""
    decided = {nth: reviewed.version_status for nth, reviewed in enumerate(each) if reviewed.version_status}
    return {nth: status for nth, status in decided.items() if status is not VersionStatus.COUNTS}


def tally(reviews: Sequence[Review], not_counted: Mapping[int, VersionStatus]) -> str:
    """Return what became of the files, and of the targets of those that count; ``not_counted`` as above."""
    statuses = Counter(str(review.status) for review in reviews)
    accepted = {nth: review for nth, review in enumerate(reviews) if review.status is Status.ACCEPTED}
    targets = Counter(str(review.verdict) for nth, review in accepted.items() if nth not in not_counted)
    others = Counter(version_status.words for nth, version_status in not_counted.items() if nth in accepted)
    said = f" Targets: {tallied(targets)}." if targets else ""
    rest = f" Not counted: {tallied(others)}." if others else ""
    return f"{len(reviews):,} {word_behind(len(reviews), 'files')}: {tallied(statuses)}.{said}{rest}"
