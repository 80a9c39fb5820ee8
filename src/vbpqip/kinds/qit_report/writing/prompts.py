"""Drop-downs, limits and prompts of the entries of measures, and the words of those of others."""

from __future__ import annotations

from typing import Any

from vbpqip.core.measures import Measure
from vbpqip.core.quarters import Quarter
from vbpqip.core.wrapping import shortened
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.validations import drop_down, free, whole_count

_LONGEST_NAME, _LONGEST_UNIT = 70, 40


def _name(measure: Measure) -> str:
    """Return a measure's name as a prompt has room for it; terms may name a measure at any length."""
    return shortened(measure.short_title, _LONGEST_NAME)


def _unit(measure: Measure) -> str:
    """Return a measure's unit as a prompt has room for it."""
    return shortened(measure.unit, _LONGEST_UNIT)


def annual_result(measure: Measure, title: str, prompt: str) -> dict[str, Any]:
    """Take an annual result; question anything outside of what is possible."""
    highest = measure.highest_result or LARGEST_COUNT
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": highest,
        "input_title": title,
        "input_message": prompt,
        "error_title": title,
        "error_message": f"The annual result in {_unit(measure)} belongs here. Keep this?",
        "error_type": "warning",
    }


def carried_prompt(carried_from: Quarter | None) -> dict[str, Any]:
    """Say why an entry is locked."""
    if carried_from is None:
        return free("Filled in already", "Filled in when this form was made, and locked.")
    return free(
        "Carried over",
        f"Carried over from the report of {carried_from}, and locked. To correct it, correct that report and roll it "
        "forward again.",
    )


def result_prompt(measure: Measure) -> str:
    """Return what to enter as an annual result."""
    highest = "" if measure.highest_result is None else f", from 0 to {measure.highest_result}"
    return f"Annual result of {_name(measure)} in {_unit(measure)}{highest}; the first three quarters stay blank."


def selected_prompt(measure: Measure, mco: str) -> str:
    """Return what to answer beside a measure; ``mco`` is what the receiver of the report is called."""
    return f"Yes if {_name(measure)} is agreed with the {mco}, otherwise No."


def count_prompt(measure: Measure, part: str) -> str:
    """Return what to enter as a count."""
    if part == "numerator":
        return f"Events of {_name(measure)} in the quarter named above, in the whole hospital; 0 if there were none."
    unit = _unit(measure)
    return f"{unit[:1].upper()}{unit[1:]} in that quarter, of all payers; 0 if nothing could occur."


def _whose(comparator: str) -> str:
    return "baseline report" if comparator == "baseline" else "report of the quarter before"


def prior_prompt(comparator: str) -> str:
    """Return what to enter as a comparator, by the parameter ``qit.comparator``."""
    return (
        f"Total of the four numerators, or denominators, of the {_whose(comparator)}; blank in the baseline report "
        "itself."
    )


def prior_result_prompt(comparator: str) -> str:
    """Return what to enter as the comparator of an annual measure."""
    return f"Annual result of the {_whose(comparator)}; blank in the baseline report itself."


def counted(measure: Measure) -> str:
    """Return what a row's numerators and denominators count, in a few words."""
    return f"annual result in {measure.unit}" if measure.annual else measure.result_unit


def measure_rules(measure: Measure, comparator: str, mco: str) -> dict[str, dict[str, Any]]:
    """Return the drop-down or limit and the prompt of each entry of a row, by the entry's name without its quarter."""
    selected = drop_down("list_yes_no", "Selected", selected_prompt(measure, mco))
    if measure.annual:
        beside = drop_down("list_na", "Denominator", "NA, which belongs beside an annual result.", stop=False)
        return {
            "selected": selected,
            "numerator": annual_result(measure, "Annual result", result_prompt(measure)),
            "denominator": beside,
            "prior_numerator": annual_result(measure, "Prior report", prior_result_prompt(comparator)),
            "prior_denominator": beside,
        }
    prior = whole_count("Prior report", prior_prompt(comparator), largest=LARGEST_TOTAL)
    return {
        "selected": selected,
        "numerator": whole_count("Numerator", count_prompt(measure, "numerator")),
        "denominator": whole_count("Denominator", count_prompt(measure, "denominator")),
        "prior_numerator": prior,
        "prior_denominator": prior,
    }
