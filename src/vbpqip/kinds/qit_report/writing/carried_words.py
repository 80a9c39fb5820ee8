"""What the form says in words of the entries that are filled in already and locked, wherever their colour shows."""

from __future__ import annotations

from vbpqip.kinds.qit_report.writing.form_data import FormData

_LOOK = "pale green, in italics"


def carried_legend(form_data: FormData) -> tuple[tuple[str, str], ...]:
    """Return the line on such cells for the list of words; none where there are none."""
    if not form_data.carried:
        return ()
    if form_data.carried_from is None:
        return ((_LOOK, "filled in already when this form was made, and locked"),)
    meaning = (
        f"carried over from the report of {form_data.carried_from}, and locked; to correct it, correct that report "
        "and roll it forward again"
    )
    return ((_LOOK, meaning),)


def carried_instruction(form_data: FormData) -> str:
    """Return the words beside the period; none where nothing is filled in already."""
    if not form_data.carried:
        return ""
    if form_data.carried_from is None:
        return "Pale green: filled in already, and locked."
    return f"Pale green: carried over from the report of {form_data.carried_from}, and locked."


def carried_contracts(form_data: FormData) -> str:
    """Return what is said above contracts that are carried over; nothing where none is."""
    if not any(name.startswith("contract_") for name, _ in form_data.carried):
        return ""
    return (
        f"Pale green cells in italics are carried over from the report of {form_data.carried_from}, and locked. "
        "If a contract's status changes, or it is re-certified, enter that."
    )


def next_steps(form_data: FormData) -> tuple[str, ...]:
    """Return what is to do with a form that goes on from a report, and what of that report it leaves open."""
    words = {"{previous}": str(form_data.carried_from), "{period}": str(form_data.period)}
    steps = form_data.program.texts.next_steps
    for name, meant in words.items():
        steps = tuple(step.replace(name, meant) for step in steps)
    if not form_data.left_open:
        return steps
    return *steps, f"Type too what that report has wrong, or not at all: {' '.join(form_data.left_open)}"
