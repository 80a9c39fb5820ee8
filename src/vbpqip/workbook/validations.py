"""Drop-downs, limits and prompts of entries, as a workbook has them.

A prompt's title has at most 32 characters, its text at most 255: the limits of the file format.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.entry_types import DayType, EntryType

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def validation_of(entry: EntryType, title: str, prompt: str) -> dict[str, Any]:
    """Return the drop-down or limit, and the prompt, of a cell in which an entry belongs."""
    if entry.offers:
        return drop_down(entry.offers, title, prompt, stop=entry.is_strict)
    if isinstance(entry, DayType):
        return day(title, prompt)
    return whole_count(title, prompt) if entry.is_count else free(title, prompt)


def drop_down(names: str, title: str, prompt: str, *, stop: bool = True) -> dict[str, Any]:
    """Offer a list by its defined name; reject or question anything else."""
    return {
        "validate": "list",
        "source": f"={names}",
        "input_title": title,
        "input_message": prompt,
        "error_title": title,
        "error_message": "Please choose from the list." if stop else "This is not in the list. Keep it?",
        "error_type": "stop" if stop else "warning",
    }


def whole_count(title: str, prompt: str, *, largest: int = LARGEST_COUNT) -> dict[str, Any]:
    """Take a whole number that is not negative."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": largest,
        "input_title": title,
        "input_message": prompt,
        "error_title": title,
        "error_message": f"A whole number from 0 to {largest:,} belongs here.",
    }


def free(title: str, prompt: str) -> dict[str, Any]:
    """Take any text."""
    return {"validate": "any", "input_title": title, "input_message": prompt}


def day(title: str, prompt: str) -> dict[str, Any]:
    """Take a date of this century; which days a program has is for its checks."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _FIRST_DAY,
        "maximum": _LAST_DAY,
        "input_title": title,
        "input_message": prompt,
        "error_title": title,
        "error_message": "A date such as 2017-08-15 belongs here.",
    }
