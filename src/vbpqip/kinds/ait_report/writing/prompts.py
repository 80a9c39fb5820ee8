"""Drop-downs, limits and prompts of the entries of measures."""

from __future__ import annotations

from typing import Any

from vbpqip.core.measures import Measure
from vbpqip.core.wrapping import shortened
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL
from vbpqip.workbook.form import Column
from vbpqip.workbook.validations import drop_down, free, whole_count

_LONGEST_NAME, _LONGEST_UNIT = 70, 40
_WHEN = {"baseline": "the baseline year", "result": "the measured year"}


def entry_rule(measure: Measure, column: Column, program: Program) -> dict[str, Any]:
    """Return the drop-down or limit, and the prompt, of an entry of a row."""
    name, unit = shortened(measure.short_title, _LONGEST_NAME), shortened(measure.unit, _LONGEST_UNIT)
    if column.name == "selected":
        mco = program.vocabulary.mco
        return drop_down("list_yes_no", "Selected", f"Yes if {name} is agreed with the {mco}, otherwise No.")
    which, _, part = column.name.partition("_")
    if which in _WHEN:
        return _of_pair(measure, column.label, (name, unit), _WHEN[which], part)
    said = {
        "state_mean": f"The State's mean of {name}, {measure.result_unit}; blank if it is not known.",
        "state_mean_unit": f"The unit of the mean, which is that of the results: {measure.result_unit}.",
        "state_mean_kind": "Pooled: the State's events over its occurrences. Mean of hospitals: of their own rates.",
        "state_mean_year": "The calendar year that the mean is of.",
        "state_mean_source": "Who gave the mean, and when.",
    }
    prompt = program.in_words(said[column.name])
    return drop_down(column.takes.offers, column.label, prompt) if column.takes.offers else free(column.label, prompt)


def _of_pair(measure: Measure, title: str, named: tuple[str, str], when: str, part: str) -> dict[str, Any]:
    name, unit = named
    if measure.annual:
        if part == "denominator":
            return drop_down("list_na", title, "NA, which belongs beside a year's result.", stop=False)
        highest = "" if measure.highest_result is None else f", from 0 to {measure.highest_result}"
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": measure.highest_result or LARGEST_COUNT,
            "input_title": title,
            "input_message": f"Result of {name} in {when}, in {unit}{highest}.",
            "error_title": title,
            "error_message": f"The result in {unit} belongs here. Keep this?",
            "error_type": "warning",
        }
    if part == "numerator":
        prompt = f"Events of {name} in {when}, in the whole hospital; 0 if there were none."
    else:
        prompt = f"{unit[:1].upper()}{unit[1:]} in {when}, of all payers; 0 if nothing could occur."
    return whole_count(title, prompt, largest=LARGEST_TOTAL)
