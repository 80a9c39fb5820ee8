"""What the entries of a report mean, so that two of them can be told apart whatever their spelling."""

from __future__ import annotations

from collections.abc import Hashable

from vbpqip.core.cells import Blank, Day, DayEntry, Entry, NotApplicable, Number, ShownAs, Typed, Unreadable
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Years
from vbpqip.kinds.qit_report.checks.entries import found_in
from vbpqip.kinds.qit_report.comparing.comparison import ChangeKind, ComparedEntry
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import DayField, Field, TextField

_HOW_SHOWN = {
    ShownAs.NUMBER: "",
    ShownAs.PERCENTAGE: "shown as a percentage",
    ShownAs.DAY: "shown as a date",
    ShownAs.NOTHING: "shown as nothing",
    ShownAs.SCALED: "shown in thousands or millions",
    ShownAs.ROUNDED: "shown rounded",
    ShownAs.OTHER_TEXT: "shown as something else",
    ShownAs.NOT_UNDERSTOOD: "shown in a way that is not understood",
}


def kind_of(old: ComparedEntry, new: ComparedEntry) -> ChangeKind | None:
    """Return what became of an entry, ``None`` where nothing did."""
    if old.meaning == new.meaning:
        return None if (old.shown, old.how) == (new.shown, new.how) else ChangeKind.SPELLING
    if old.meaning is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if new.meaning is None else ChangeKind.CHANGED


def entered_number(field: Field) -> ComparedEntry:
    """Return an entry in which a number or ``NA`` belongs; 12 and the text 12 mean the same."""
    return ComparedEntry(field.at, _meaning(field.entry), found_in(field.entry), _how(field))


def entered_day(field: DayField) -> ComparedEntry:
    """Return an entry in which a day belongs."""
    how = field.typed.value if field.typed is Typed.AS_FORMULA else ""
    return ComparedEntry(field.at, _meaning(field.entry), found_in(field.entry), how)


def entered_words(words: TextField) -> ComparedEntry:
    """Return an entry of words; capitals and spaces mean nothing."""
    return _words(words, normalized_name(words.text) or None)


def entered_quarter(words: TextField, years: Years) -> ComparedEntry:
    """Return an entry of a quarter; ``dy3 q1`` means DY3 Q1."""
    return _words(words, years.parse(words.text) or normalized_name(words.text) or None)


def _words(words: TextField, meaning: Hashable) -> ComparedEntry:
    how = words.typed.value if words.typed is Typed.AS_FORMULA else ""
    return ComparedEntry(words.at, meaning, words.text, how)


def _meaning(entry: Entry | DayEntry) -> Hashable:
    match entry:
        case Number(value) | Day(value):
            return value
        case Blank():
            return None
        case NotApplicable():
            return NOT_APPLICABLE
        case Unreadable():
            return entry


def _how(field: Field) -> str:
    """Return what is unusual in the way that a number came into its cell."""
    is_calculated = field.typed in {Typed.AS_FORMULA, Typed.AS_SUM}
    unusual = is_calculated or (field.typed is Typed.AS_TEXT and isinstance(field.entry, Number))
    words = (field.typed.value if unusual else "", _HOW_SHOWN[field.shown_as])
    return ", ".join(each for each in words if each)
