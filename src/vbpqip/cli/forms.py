"""What ``vbpqip template`` is asked for, and the forms that answer it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.options import (
    NOT_READ,
    PLACE,
    Party,
    completed,
    completed_under,
    name_on_roster,
    say_notes,
    shown,
    terminal_width,
    unpaired,
)
from vbpqip.cli.output_files import make_folder, reject_other_ending, reject_overwriting, same_file, write_files
from vbpqip.core.characters import visible
from vbpqip.core.errors import TemplateError, UnknownNameError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.core.typed_names import meant
from vbpqip.kinds.registry import known
from vbpqip.kinds.template import Takes

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vbpqip.core.parties import Pairing
    from vbpqip.kinds.kind import AnyKind, FormOptions
    from vbpqip.kinds.reviewed import Reviewed
    from vbpqip.kinds.template import FilledForm, TemplateOption
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them
    from vbpqip.workbook.filled import FilledIn


class TemplateOptions(NamedTuple):
    """The options of the command; ``own`` are those of kinds of reports, by name, empty where they are not given."""

    period: Quarter | None = None
    facility: str | None = None
    mco: str | None = None
    roster: bool = False
    pairings: Path | None = None
    own: Mapping[str, Any] = {}


class WantedForms(NamedTuple):
    """What each form is to say already, by its file, and what had to be decided to know it, in sentences."""

    forms: Mapping[Path, FormOptions]
    notes: tuple[str, ...] = ()


class TemplateCommand(click.Command):
    """The command, with the options that kinds of reports have of their own."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own options, and those of the known kinds."""
        return [*super().get_params(ctx), *_own_options(known())]


def kind_as_typed(key: str) -> AnyKind:
    """Return the known kind of a name; any other ends with a usage error."""
    keys = ", ".join(kind.key for kind in known())
    try:
        return meant(key, ((kind.key, kind) for kind in known()), f"is no kind of report; known are {keys}")
    except UnknownNameError as error:
        raise click.BadParameter(str(error), param_hint="--kind") from error


def write_forms(out: Path, kind: AnyKind, program: Program, options: TemplateOptions, *, overwrite: bool) -> list[Path]:
    """Write the forms that are asked for, all or none, and return where they lie.

    What was found in reports that they go on from, was decided, or stays open is said where nothing is refused.
    """
    wanted = forms_wanted(out, kind, program, options)
    reject_overwriting(list(wanted.forms), overwrite=overwrite)
    forms = {path: _form(kind, program, each, options) for path, each in wanted.forms.items()}
    if options.roster:
        make_folder(out)
    for reviewed in (each for form_options in wanted.forms.values() for each in form_options.reports.values()):
        _say_findings(reviewed)
    say_notes(wanted.notes)
    if kind.is_of_pairing:
        say_notes([note for form in forms.values() for note in _unpaired(form, program)])
    for path, form in forms.items():
        _say_left_open(path, form)
    write_files((path, form.content) for path, form in forms.items())
    return list(forms)


def forms_wanted(out: Path, kind: AnyKind, program: Program, typed: TemplateOptions) -> WantedForms:
    """Return what each form is to say already, with the names that the roster has, else those that are typed."""
    from vbpqip.kinds.kind import FormOptions

    facility, of_facility = _name_as_typed(program, "facility", typed.facility)
    mco, of_mco = _name_as_typed(program, "mco", typed.mco)
    options = typed._replace(facility=facility, mco=mco)
    _reject_contradictions(kind, options)
    _reject_period(kind, program.for_pairing(options.facility or "", options.mco or ""), options.period)
    if options.roster:
        texts = _given(kind, options, Takes.TEXTS)
        each = FormOptions(options.period, texts=texts, in_set=True)
        pairings, notes = _named_pairings(program, options)
        named = {out / name: each._replace(facility=of.facility, mco=of.mco) for name, of in pairings.items()}
        return WantedForms(named, notes)
    if os.path.isdir(out):  # noqa: PTH112 -- a name too long is none
        raise click.UsageError(f"{out} is a folder. Name a file in it, or add --roster for a set of forms.")
    reject_other_ending(out, (".xlsx",), "an Excel workbook")
    return WantedForms({out: _single(out, kind, program, options)}, (*of_facility, *of_mco))


def _name_as_typed(program: Program, part: Party, name: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return what the roster calls a facility or an MCO, else the name as it is typed, and a note of that."""
    try:
        return (None, ()) if name is None else (name_on_roster(program, part, name), ())
    except UnknownNameError as error:
        return name, (f"{error} The form names it as it is typed.",)


def _single(out: Path, kind: AnyKind, program: Program, options: TemplateOptions) -> FormOptions:
    """Return what one form is to say: with what is read of reports and results."""
    from vbpqip.kinds.kind import FormOptions

    paths, others = (_given(kind, options, takes) for takes in (Takes.REPORT, Takes.OTHER_REPORT))
    for name, path in (paths | others).items():
        if same_file(out, path):
            raise click.UsageError(f"{out} is the report of --{name} itself. Choose another name for the new one.")
    results = [*_given(kind, options, Takes.RESULTS).values()]
    return FormOptions(
        period=options.period,
        facility=options.facility,
        mco=options.mco,
        texts=_given(kind, options, Takes.TEXTS),
        reports={
            **{name: _reviewed(path, (kind,), program) for name, path in paths.items()},
            **{name: _reviewed(path, known(), program) for name, path in others.items()},
        },
        filled=_filled(results[0], kind, options) if results else None,
    )


def _form(kind: AnyKind, program: Program, wanted: FormOptions, options: TemplateOptions) -> FilledForm:
    from vbpqip.output.plain import for_terminal

    try:
        form = kind.template(program, wanted)
    except TemplateError as error:
        if not error.option:
            raise click.UsageError(for_terminal(error.reason)) from error
        place = f"{options.own[error.option]}: " if error.option in wanted.reports else ""
        raise click.BadParameter(for_terminal(f"{place}{error.reason}"), param_hint=f"--{error.option}") from error
    if form is None:
        raise click.BadParameter(f"a {kind.key} has no form to fill in.", param_hint="--kind")
    return form


def _unpaired(form: FilledForm, program: Program) -> Sequence[str]:
    """Return that the facility and the MCO that a form names are no pairing of the roster."""
    period, *names = (str(form.filled.values.get((name, 0)) or "") for name in ("current_period", "facility", "mco"))
    return unpaired(program, (names[0], names[1]), program.years.parse(period), "The form is for the two all the same.")


def _say_findings(reviewed: Reviewed[Any, Any]) -> None:
    """Say what is found in a report that a form goes on from."""
    from vbpqip.rendering.as_text import findings_as_text

    if reviewed.review.findings:
        name = visible(reviewed.review.workbook)
        click.echo(f"{name}: {findings_as_text(reviewed.review, width=terminal_width())}\n", err=True)


def _say_left_open(path: Path, form: FilledForm) -> None:
    from vbpqip.output.plain import for_terminal

    if form.left_open:
        listed = "\n".join(f"  {for_terminal(words)}" for words in form.left_open)
        click.echo(f"Not carried over, and left open in {shown(path)}:\n{listed}", err=True)


@cache
def _own_options(kinds: tuple[AnyKind, ...]) -> tuple[click.Option, ...]:
    """Return the options of kinds; one that several have is described as the first has it."""
    every: dict[str, TemplateOption] = {}
    for option in (option for kind in kinds for option in kind.template_options):
        every.setdefault(option.name, option)
    return tuple(map(_option, every.values()))


def _option(option: TemplateOption) -> click.Option:
    many, offers = option.takes is Takes.TEXTS, option.offers

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 -- as click calls it
        assert offers is not None  # noqa: S101 -- only then is it called
        return completed_under(ctx, lambda program: completed(offers(program), incomplete))

    return click.Option(
        [f"--{option.name}"],
        metavar=option.metavar,
        multiple=many,
        type=click.STRING if many else PLACE,
        help=option.words,
        shell_complete=complete if offers else None,
    )


def _given(kind: AnyKind, options: TemplateOptions, takes: Takes) -> dict[str, Any]:
    """Return what was given for a kind's own options of some type."""
    names = [option.name for option in kind.template_options if option.takes is takes]
    return {name: options.own[name] for name in names if options.own.get(name)}


def _reject_contradictions(kind: AnyKind, options: TemplateOptions) -> None:
    _reject_options_of_others(kind, options)
    given = {"--facility": options.facility, "--mco": options.mco}
    given |= {f"--{name}": each for name, each in options.own.items() if name not in _given(kind, options, Takes.TEXTS)}
    astray = [option for option, value in given.items() if value]
    if options.roster and astray:
        raise click.UsageError(f"--roster writes a form for each pairing. Leave out {' and '.join(astray)}.")
    if options.pairings is not None and not options.roster:
        raise click.UsageError("--pairings says which pairings --roster writes forms for. Add --roster.")
    if _given(kind, options, Takes.RESULTS) and options.period is None:
        raise click.UsageError("Results fill in the form of a period. Choose it with --period.")


def _reject_options_of_others(kind: AnyKind, options: TemplateOptions) -> None:
    having = {name: [each for each in known() if name in _names(each)] for name in options.own if options.own[name]}
    if options.roster:
        having["roster"] = [each for each in known() if each.is_of_pairing]
    for name, kinds in having.items():
        if kind not in kinds:
            keys = " or ".join(each.key for each in kinds)
            raise click.UsageError(f"--{name} is only for a {keys}. Leave it out.")


def _names(kind: AnyKind) -> Sequence[str]:
    return [option.name for option in kind.template_options]


def _reject_period(kind: AnyKind, program: Program, period: Quarter | None) -> None:
    periods = kind.periods(program)
    if period is not None and str(period) not in map(str, periods):
        first, last = periods[0], periods[-1]
        raise click.BadParameter(f"reports are made for {first} to {last}.", param_hint="--period")


def _named_pairings(program: Program, options: TemplateOptions) -> tuple[Mapping[str, Pairing], tuple[str, ...]]:
    """Return the pairings that forms are written for, by the names of their files, and what had to be decided."""
    from vbpqip.output.pairing_list import file_names, read_pairings

    if options.pairings is None:
        pairings, notes = program.roster_in(options.period or program.periods[-1]).pairings, tuple[str, ...]()
    else:
        pairings, notes = read_pairings(options.pairings)
    return dict(zip(file_names(pairings, options.period), pairings, strict=True)), notes


def _reviewed(path: Path, kinds: Sequence[AnyKind], program: Program) -> Reviewed[Any, Any]:
    """Return a report that a form goes on from; one that is none ends with 3, and what is wrong with it is said."""
    from vbpqip.reviewing import read_and_review

    reviewed = read_and_review(path, program, name=str(path), kinds=kinds)
    if reviewed.entries is None:
        _say_findings(reviewed)
        click.get_current_context().exit(NOT_READ)
    return reviewed


def _filled(folder: Path, kind: AnyKind, options: TemplateOptions) -> FilledIn:
    """Return what the results of a batch fill in."""
    from vbpqip.batch.facts import FactsOf, facts_that_count
    from vbpqip.batch.verifying import opened_unchanged

    with opened_unchanged(folder) as store:
        say_notes(store.remarks)
        wanted = FactsOf(period=str(options.period), facility=options.facility or "", mco=options.mco or "")
        return kind.fill_from([*facts_that_count(store, wanted)])
