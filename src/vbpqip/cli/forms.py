"""What ``vbpqip template`` is asked for, and the forms that answer it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from vbpqip.cli.options import say_notes, shown, terminal_width
from vbpqip.cli.output_files import make_folder, reject_other_ending, same_file
from vbpqip.core.errors import RollForwardError
from vbpqip.core.quarters import Quarter

if TYPE_CHECKING:
    from vbpqip.kinds.qit_report.writing.form_data import FormData
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them

NOT_READ = 3


class TemplateOptions(NamedTuple):
    """The options of the command."""

    period: Quarter | None
    facility: str | None
    mco: str | None
    measures: tuple[str, ...]
    previous: Path | None
    roster: bool
    pairings: Path | None


def forms_for(out: Path, program: Program, options: TemplateOptions) -> Mapping[Path, FormData]:
    """Return the forms to write, by file."""
    _reject_contradictions(options)
    program = program.for_pairing(options.facility or "", options.mco or "")
    _reject_unknown(options, program)
    _reject_open_period(options, program)
    if options.roster:
        return _set_of_forms(out, program, options)
    if os.path.isdir(out):  # noqa: PTH112 -- a name too long is none
        raise click.UsageError(f"{out} is a folder. Name a file in it, or add --roster for a set of forms.")
    reject_other_ending(out, (".xlsx",), "an Excel workbook")
    if options.previous is not None:
        return {out: _rolled_forward(out, options.previous, program, options)}
    from vbpqip.kinds.qit_report.writing.form_data import empty_form_data

    return {
        out: empty_form_data(
            program, period=options.period, facility=options.facility, mco=options.mco, selected=options.measures
        )
    }


def form_of_kind(key: str, out: Path, program: Program, options: TemplateOptions) -> Mapping[Path, bytes]:
    """Return the form of a kind other than the QIT report."""
    from vbpqip.kinds import known
    from vbpqip.kinds.kind import FormOptions

    kind = next((each for each in known() if each.key == key), None)
    if kind is None:
        keys = ", ".join(each.key for each in known())
        raise click.BadParameter(f"{key!r} is no kind of report; known are {keys}.", param_hint="--kind")
    own = {"--measure": options.measures, "--previous": options.previous, "--roster": options.roster}
    for option, value in own.items():
        if value:
            raise click.UsageError(f"{option} is only for a qit-report. Leave it out.")
    reject_other_ending(out, (".xlsx",), "an Excel workbook")
    program = program.for_pairing(options.facility or "", options.mco or "")
    content = kind.template(program, FormOptions(options.period, options.facility, options.mco))
    if content is None:
        raise click.BadParameter(f"a {key} has no form to fill in.", param_hint="--kind")
    return {out: content}


def _reject_contradictions(options: TemplateOptions) -> None:
    given = {"--facility": options.facility, "--mco": options.mco, "--previous": options.previous}
    astray = [option for option, value in given.items() if value is not None]
    if options.roster and astray:
        raise click.UsageError(f"--roster writes a form for each pairing. Leave out {' and '.join(astray)}.")
    if options.pairings is not None and not options.roster:
        raise click.UsageError("--pairings says which pairings --roster writes forms for. Add --roster.")


def _reject_unknown(options: TemplateOptions, program: Program) -> None:
    from vbpqip.kinds.qit_report.writing.form_data import form_measures

    if options.period is not None and options.period not in program.periods:
        first, last = program.periods[0], program.periods[-1]
        raise click.BadParameter(f"reports are made for {first} to {last}.", param_hint="--period")
    known = list(dict.fromkeys(str(measure.key) for each in _programs(program) for measure in form_measures(each)))
    for key in options.measures:
        if key not in known:
            raise click.BadParameter(
                f"{key!r} is not on the menu; known are {', '.join(known)}.", param_hint="--measure"
            )


def _reject_open_period(options: TemplateOptions, program: Program) -> None:
    """End with a usage error where terms change a measure of the form, and no period says which reading it has."""
    if options.period is not None or options.previous is not None:
        return
    changed = next((row for each in _programs(program) for row in each.menu if row.changed is not None), None)
    if changed is not None:
        said = f"The terms change '{changed.measure.key}' from {changed.changed} on"
        raise click.UsageError(f"{said}, so that a form is of one period. Choose it with --period.")


def _programs(program: Program) -> Iterator[Program]:
    """Yield the programs whose numbers a form may rest on, where its names are not known yet."""
    yield program
    yield from program.agreements.values()


def _set_of_forms(folder: Path, program: Program, options: TemplateOptions) -> Mapping[Path, FormData]:
    from vbpqip.kinds.qit_report.writing.pre_filled import pre_filled
    from vbpqip.output.pairing_list import read_pairings

    if options.pairings is None:
        pairings = program.roster_in(options.period or program.periods[-1]).pairings
    else:
        pairings, notes = read_pairings(options.pairings)
        say_notes(notes)
    forms = pre_filled(program, pairings, period=options.period, selected=options.measures)
    make_folder(folder)
    return {folder / form.file: form.form_data for form in forms}


def _rolled_forward(out: Path, previous: Path, program: Program, options: TemplateOptions) -> FormData:
    """Return the next report's form; the last report's findings, and what they leave open, go to standard error."""
    from vbpqip.kinds.qit_report import QIT_REPORT
    from vbpqip.kinds.qit_report.writing.roll_forward import RollForwardOptions, roll_forward
    from vbpqip.output.plain import for_terminal
    from vbpqip.rendering.as_text import findings_as_text
    from vbpqip.reviewing import read_and_review

    if same_file(out, previous):
        raise click.UsageError(f"{out} is the last report itself. Choose another name for the next one.")
    last, review, _ = read_and_review(previous, program, name=str(previous), kinds=(QIT_REPORT,))
    if review.findings:
        click.echo(f"{shown(previous)}: {findings_as_text(review, width=terminal_width())}\n", err=True)
    if last is None:
        click.get_current_context().exit(NOT_READ)
    roll_options = RollForwardOptions(
        period=options.period, facility=options.facility, mco=options.mco, measures=options.measures
    )
    try:
        rolled = roll_forward(last, review, program, roll_options)
    except RollForwardError as error:
        place = f"{previous}: " if error.part == "previous" else ""
        raise click.BadParameter(for_terminal(f"{place}{error.reason}"), param_hint=f"--{error.part}") from error
    if rolled.left_open:
        listed = "\n".join(f"  {for_terminal(words)}" for words in rolled.left_open)
        click.echo(f"Not carried over, and left open in {shown(out)}:\n{listed}", err=True)
    return rolled.form_data
