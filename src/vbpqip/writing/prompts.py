"""Drop-downs, limits and prompts of the entries.

A prompt's title has at most 32 characters, its text at most 255: the limits of the file format.
"""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import Any

from vbpqip.domain.measures import Measure
from vbpqip.form.answers import LARGEST_COUNT

_FIRST_DAY, _LAST_DAY = date(2015, 4, 1), date(2035, 12, 31)
_LONGEST_NAME, _LONGEST_UNIT = 70, 40


def _name(measure: Measure) -> str:
    """Return a measure's name as a prompt has room for it; terms may name a measure at any length."""
    return shorten(measure.short_title, _LONGEST_NAME, placeholder="...")


def _unit(measure: Measure) -> str:
    """Return a measure's unit as a prompt has room for it."""
    return shorten(measure.unit, _LONGEST_UNIT, placeholder="...")


def drop_down(names: str, title: str, prompt: str, *, stop: bool = True) -> dict[str, Any]:
    """Offer a list by its defined name; refuse or question anything else."""
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


def annual_result(measure: Measure) -> dict[str, Any]:
    """Take an annual result; question anything outside of what is possible."""
    highest = measure.highest_result or LARGEST_COUNT
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": highest,
        "input_title": "Annual result",
        "input_message": result_prompt(measure),
        "error_title": "Annual result",
        "error_message": f"The annual result in {_unit(measure)} belongs here. Keep this?",
        "error_type": "warning",
    }


def free(title: str, prompt: str) -> dict[str, Any]:
    """Take any text."""
    return {"validate": "any", "input_title": title, "input_message": prompt}


def day(title: str, prompt: str) -> dict[str, Any]:
    """Take a date of the program's years."""
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


def result_prompt(measure: Measure) -> str:
    """Return what to enter as an annual result."""
    highest = "" if measure.highest_result is None else f" from 0 to {measure.highest_result}"
    return f"Annual result of {_name(measure)} in {_unit(measure)}{highest}. Leave the first three quarters blank."


def selected_prompt(measure: Measure) -> str:
    """Return what to answer beside a measure."""
    return f"Yes if {_name(measure)} is one of the measures agreed with the MCO, otherwise No."


def count_prompt(measure: Measure, part: str) -> str:
    """Return what to enter as a count."""
    if part == "numerator":
        return f"Number of events of {_name(measure)} in the quarter named above. 0 if there were none."
    return f"Number of {_unit(measure)} in the quarter named above. 0 if nothing could occur."


def measure_help(measure: Measure) -> str:
    """Return the line of help beside a measure."""
    if measure.annual:
        return f"{result_prompt(measure)} Enter the result under the last numerator and NA beside it."
    return (
        f"Enter events and {measure.unit} of each quarter, of the whole hospital (all payers). "
        "Where nothing could occur, enter 0 and 0."
    )


def prior_prompt(comparator: str) -> str:
    """Return what to enter as a comparator, by the parameter ``qit.comparator``."""
    whose = "baseline report (DY2 Q4)" if comparator == "baseline" else "report of the quarter before"
    return f"Total of the four numerators, or denominators, of the {whose}. Leave blank in the baseline report itself."
