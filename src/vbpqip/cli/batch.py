"""``vbpqip batch``: check a folder of submissions, keep what was found, and go on where a run ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vbpqip.cli.options import (
    INTERRUPTED,
    NOT_READ,
    NOTHING_WRONG,
    PLACE,
    SOMETHING_WRONG,
    desk_of,
    desk_options,
    feedback_options,
    reject_without_feedback,
    rules_options,
    say_notes,
    shown,
)
from vbpqip.cli.progress import ProgressLine
from vbpqip.core.named_tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from vbpqip.batch.baselines import Baselines
    from vbpqip.batch.ledger import Ledger
    from vbpqip.batch.pool import Workers
    from vbpqip.batch.reviewer import Reviewer  # heavy imports stand inside what needs them
    from vbpqip.batch.run import Engine
    from vbpqip.batch.stale_feedback import Removed
    from vbpqip.batch.tally import Tally
    from vbpqip.core.quarters import Quarter
    from vbpqip.program.desk import Desk
    from vbpqip.program.program import Program

_MOST_NAMED = 5
_FEWEST_MEGABYTES = 128


class PatternOption(click.ParamType[str]):
    """A pattern of names, which is never empty: an empty one leaves out nothing, where a script lost what it should."""

    name = "pattern"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- as click declares it
        """Return the pattern, or end with a usage error."""
        if not value:
            self.fail("The pattern is empty.", param, ctx)
        pattern: str = value
        return pattern


class InboxOption(click.ParamType[str]):
    """A folder of submissions, or the URL of one."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- as click declares it
        """Return its name, or end with a usage error."""
        if not value:
            self.fail("The name of a folder is empty.", param, ctx)
        return str(value)


class BatchOptions(NamedTuple):
    """The options of the command."""

    folders: tuple[str, ...]
    ignored: tuple[str, ...]
    out: Path | None
    jobs: int | None
    pack: str
    terms: Path | None
    mco: str | None
    period: Quarter | None
    as_of: date | None
    manifest: Path | None
    baseline: tuple[Path, ...]
    time_limit: float
    memory_limit: int
    verify: Path | None
    cluster: str | None
    feedback: bool
    attach_page: bool
    fix_by: date | None
    quiet: bool

    def at_desk(self, program: Program) -> Desk:
        """Return the desk that is named."""
        return desk_of(program, self.mco, self.period, self.as_of)


@click.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, type=InboxOption())
@click.option("--out", metavar="DIR", type=PLACE, help="The folder of results.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1), help="How many files are checked at a time; as many as processors."
)
@rules_options
@desk_options
@click.option(
    "--manifest",
    metavar="FILE",
    type=PLACE,
    help="When each file was received, and from whom: CSV or .xlsx with the columns file, received and sender.",
)
@click.option(
    "--baseline",
    metavar="REPORT.xlsx",
    multiple=True,
    type=PLACE,
    help="A facility's report of the baseline that is not in the FOLDER; may be given several times.",
)
@click.option(
    "--ignore",
    "ignored",
    metavar="PATTERN",
    type=PatternOption(),
    multiple=True,
    help="Leave out files whose name or path is such as '*.eml'; can be repeated.",
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    help="The longest that the check of one file may take; 60 by default.",
)
@click.option(
    "--memory-limit",
    metavar="MB",
    type=click.IntRange(_FEWEST_MEGABYTES),
    default=1024,
    help="The most memory that it may take (on Linux); 1024 by default.",
)
@click.option(
    "--verify",
    metavar="DIR",
    type=PLACE,
    help="Say whether the history of a folder of results is as it was written.",
)
@click.option(
    "--cluster", metavar="ADDRESS|local", help="Check on a Ray cluster, or on one that is started on this machine."
)
@click.option("--feedback", is_flag=True, help="Write feedback on each report too, into the folder feedback of DIR.")
@feedback_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of the progress.")
@click.pass_context
def batch(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 -- one an option
    """Check a FOLDER of submissions, below it too, and keep the results in DIR.

    What is reviewed is kept at once: run it again, and only files that are new or changed are reviewed, or all where
    the rules changed. A file that crashes, hangs or grows costs only itself, and is reviewed again by the next run.
    Workbooks are known by their content, whatever their names end with. What may hold a submission and is not read,
    such as an e-mail or an archive, is named; leave it out with --ignore once somebody has looked.

    \b
    An MCO checks its inbox:     vbpqip batch inbox --out results
    With the days of receipt:    vbpqip batch inbox --out results --manifest m.csv
    Of one MCO alone:            vbpqip batch inbox --out results --mco Fidelis
    Whether it was changed:      vbpqip batch --verify results
    From a bucket:               vbpqip batch s3://bucket/inbox --out results

    Exits with 0 where every file could be accepted, whatever its verdict; 1 where one has an error; 3 where one could
    not be read as a workbook or may hold a submission that was not read, or nothing could be kept; 130 where it was
    interrupted.
    """  # noqa: D301 -- click's mark for text that is not wrapped
    options = BatchOptions(**given)
    _reject_contradictions(options)
    if options.verify is not None:
        ctx.exit(_verify(options.verify))
    out = options.out or Path()
    _reject_folders(options, out)
    with _stopped_in_order():
        code = _run(options, out)
    ctx.exit(code)


def _reject_contradictions(options: BatchOptions) -> None:
    if not options.feedback:
        reject_without_feedback(attach_page=options.attach_page, fix_by=options.fix_by)
    if options.verify is not None:
        if options.folders or options.out is not None:
            raise click.UsageError("--verify looks at one folder of results. Leave out FOLDER and --out.")
        return
    if not options.folders:
        raise click.UsageError("There is nothing to check. Name the FOLDER.")
    if options.out is None:
        raise click.UsageError("Name the folder of results with --out.")


def _reject_folders(options: BatchOptions, out: Path) -> None:
    """End before anything is written where folders cannot be used, or the results would lie among the submissions."""
    from vbpqip.batch.inbox import reject_inbox

    wrong = reject_inbox(options.folders, out)
    if wrong:
        raise click.UsageError(f"{out}: {wrong}")


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Take Ctrl-C, and the end that a scheduler asks for, as a reason to stop in order; the next one ends at once."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def as_before() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, _: object) -> NoReturn:
        as_before()
        signals.append(number)
        raise KeyboardInterrupt

    signals: list[int] = []
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, stop)
    try:
        with _ended_where_lost(signals):
            yield
    finally:
        as_before()


@contextmanager
def _ended_where_lost(signals: list[int]) -> Iterator[None]:
    """End at once where a signal came while Python cleared something up, which takes no exception any further."""
    before = sys.unraisablehook

    def end(said: sys.UnraisableHookArgs) -> None:
        if said.exc_type is KeyboardInterrupt and signals:
            signal.raise_signal(signals.pop())
        else:
            before(said)

    sys.unraisablehook = end
    try:
        yield
    finally:
        sys.unraisablehook = before


def _verify(folder: Path) -> int:
    from vbpqip.batch.verifying import verify
    from vbpqip.output.plain import for_terminal

    found = verify(folder)
    say_notes(found.remarks)
    if not found.reason:
        click.echo(
            f"{shown(folder)}: the history, and all else in the ledger, is as it was written, {found.lines:,} lines."
        )
        return NOTHING_WRONG
    what = "the ledger was changed" if found.broken is None else f"the history was changed. Line {found.broken}"
    click.echo(f"{shown(folder)}: {what}: {for_terminal(found.reason)}")
    return SOMETHING_WRONG


def _run(options: BatchOptions, out: Path) -> int:
    progress = ProgressLine(quiet=options.quiet)
    try:
        _start_early(options, out)
        from vbpqip.batch.baselines import read_baselines
        from vbpqip.batch.ledger import open_ledger
        from vbpqip.batch.rules import reviewer_under

        reviewer = reviewer_under(options.terms, options.pack, options.at_desk)
        baselines = read_baselines(options.baseline, reviewer)
        with open_ledger(out) as ledger:
            say_notes(ledger.remarks)
            tally = _reviewed(options, out, ledger, reviewer, progress)
            _compare(ledger, reviewer, baselines)
            _answer(ledger, options, out, reviewer)
            _summarize(ledger, options, out, reviewer)
            counted = _counted(ledger)
            _export(ledger, out, reviewer)
    except KeyboardInterrupt:
        progress.end()
        done = f"Stopped: {progress.done:,} files are done and kept in {shown(out)}."
        click.echo(f"{done} Run it again to go on.", err=True)
        return INTERRUPTED
    finally:
        progress.end()
    _say(tally, counted, out)
    return _exit_code(tally, counted)


def _start_early(options: BatchOptions, out: Path) -> None:
    """Start what workers come from where nothing is known yet, so that it is there once the files are listed."""
    from vbpqip.batch.store_errors import LEDGER_NAME

    if options.cluster is None and not (out / LEDGER_NAME).exists():
        from vbpqip.batch.pool import start_helper

        start_helper()


def _reviewed(options: BatchOptions, out: Path, ledger: Ledger, reviewer: Reviewer, progress: ProgressLine) -> Tally:
    from vbpqip.batch.folder import Sieve
    from vbpqip.batch.manifest import NO_MANIFEST, read_manifest
    from vbpqip.batch.run import RunOptions, run_batch

    manifest = NO_MANIFEST if options.manifest is None else read_manifest(options.manifest)
    say_notes(manifest.notes)
    run_options = RunOptions(options.folders, out, manifest, Sieve(options.ignored, options.manifest))
    return run_batch(
        run_options, ledger, reviewer, _engine(options, reviewer), lambda now: progress.show(now.done, now.total)
    )


def _engine(options: BatchOptions, reviewer: Reviewer) -> Engine:
    from vbpqip.batch.pool import review_in_pool

    workers = _workers(options)
    if options.cluster is None:
        return lambda tasks: review_in_pool(tasks, reviewer.reviewed, workers)
    from vbpqip.batch.cluster import review_on_cluster

    address = options.cluster
    return lambda tasks: review_on_cluster(tasks, reviewer.reviewed, workers, address)


def _workers(options: BatchOptions) -> Workers:
    import os

    from vbpqip.batch.pool import Workers
    from vbpqip.batch.workers import Bounds

    return Workers(options.jobs or os.cpu_count() or 1, Bounds(options.time_limit, options.memory_limit))


def _answer(ledger: Ledger, options: BatchOptions, out: Path, reviewer: Reviewer) -> None:
    """Write feedback on each report, on this machine, where it is asked for, and say where it lies."""
    from vbpqip.batch.feedback import FEEDBACK_FOLDER, Answerer, answer_all
    from vbpqip.output.plain import for_terminal

    if not options.feedback:
        if ledger.store.row("every_feedback"):
            folder = shown(out / FEEDBACK_FOLDER)
            click.echo(f"The feedback in {folder} is of an earlier run; --feedback brings it up to date.", err=True)
        return
    answerer = Answerer(reviewer.program, out, options.attach_page, options.fix_by, reviewer.kinds)
    answered = answer_all(ledger.store, answerer, _workers(options))
    click.echo(f"{answered.made:,} reports got feedback now, in {shown(out / FEEDBACK_FOLDER)}.")
    for path in answered.failed[:_MOST_NAMED]:
        click.echo(f"No feedback could be written on {for_terminal(path)}.", err=True)
    if len(answered.failed) > _MOST_NAMED:
        click.echo(f"Nor on {len(answered.failed) - _MOST_NAMED:,} more.", err=True)
    _say_removed(answered.removed)


def _say_removed(removed: Removed) -> None:
    if removed.reports:
        reports = "report that is" if removed.reports == 1 else "reports that are"
        click.echo(f"Feedback on {removed.reports:,} {reports} not in the folder any more was removed.")
    stays = "is feedback of an earlier run, and stays: it was changed since, or is open. Remove it if it is not needed."
    say_notes([f"{shown(file)} {stays}" for file in removed.kept])


def _compare(ledger: Ledger, reviewer: Reviewer, baselines: Baselines) -> None:
    """Compare the reports with one another."""
    from vbpqip.batch.baselines import astray
    from vbpqip.batch.cross_report.run import run_cross_report_checks
    from vbpqip.output.plain import for_terminal

    for baseline in astray(ledger.store, baselines):
        names = f"{baseline.report.facility} and {baseline.report.mco}"
        message = f"{baseline.report.path} was not compared: no report is of {names}."
        click.echo(for_terminal(message), err=True)
    run_cross_report_checks(ledger.store, reviewer.program, baselines)


def _summarize(ledger: Ledger, options: BatchOptions, out: Path, reviewer: Reviewer) -> None:
    """Write the summary files, which link to the feedback where this run wrote it."""
    from vbpqip.batch.inbox import folders_called
    from vbpqip.summary.files import write_summary
    from vbpqip.summary.options import SummaryOptions

    given = SummaryOptions(folders_called(options.folders), options.feedback, options.fix_by)
    with _written(out, "the summary"):
        write_summary(ledger.store, out, reviewer.program, given)


class _Counted(NamedTuple):
    """How many files have each status, and by period how many pairings came to each result, in words."""

    statuses: Mapping[str, int]
    results: Mapping[str, Mapping[str, int]]


def _counted(ledger: Ledger) -> _Counted:
    """Count what the summary counts."""
    from vbpqip.summary.attendance import results_by_period
    from vbpqip.summary.stored_files import lay_out_files, statuses

    lay_out_files(ledger.store)
    return _Counted(statuses(ledger.store), results_by_period(ledger.store))


def _export(ledger: Ledger, out: Path, reviewer: Reviewer) -> None:
    """Write what kinds of reports write for people, and say where it lies."""
    from vbpqip.batch.exports import EXPORTS_FOLDER, write_exports

    with _written(out, "what is exported"):
        count = write_exports(ledger.store, out, reviewer.program)
    if count:
        click.echo(f"{count:,} files to send on are in {shown(out / EXPORTS_FOLDER)}.")


@contextmanager
def _written(out: Path, what: str) -> Iterator[None]:
    """Say what cannot be written, and that nothing is lost."""
    from vbpqip.core.errors import BatchError

    try:
        yield
    except OSError as error:
        reason = f"{what} cannot be written: {error.strerror or error}. All that was reviewed is kept; run it again."
        raise BatchError(str(out), reason) from error


def _say(tally: Tally, counted: _Counted, out: Path) -> None:
    from vbpqip.batch.records import FileState
    from vbpqip.kinds.in_words import tallied, word_behind

    _say_unseen(tally)
    _say_unread(tally)
    statuses = tallied(counted.statuses) or "no submission"
    ignored = f", {tally.states[FileState.IGNORED]:,} ignored" if tally.states[FileState.IGNORED] else ""
    files = f"{tally.done:,} {word_behind(tally.done, 'files')}"
    click.echo(f"{files}: {statuses}; {tally.states[FileState.SKIPPED]:,} skipped{ignored}.")
    for period, results in counted.results.items():
        click.echo(f"{period}: {', '.join(f'{count:,} {result}' for result, count in results.items())}.")
    if unread := tally.states[FileState.UNREAD]:
        click.echo(f"{unread:,} may hold a submission, and {'was' if unread == 1 else 'were'} not read.")
    if tally.states[FileState.FAILED]:
        click.echo(f"{tally.states[FileState.FAILED]:,} could not be reviewed, and will be by the next run.")
    click.echo(f"{tally.reviewed:,} reviewed now; all results are in {shown(out)}.")


def _say_unseen(tally: Tally) -> None:
    from vbpqip.output.plain import for_terminal

    say_notes(tally.notes)
    for path, place in tally.unseen[:_MOST_NAMED]:
        click.echo(
            f"The manifest, {for_terminal(place)}, names {for_terminal(path)}, which is not in the folder.", err=True
        )
    if len(tally.unseen) > _MOST_NAMED:
        click.echo(f"{len(tally.unseen) - _MOST_NAMED} more files of the manifest are not in the folder.", err=True)


def _say_unread(tally: Tally) -> None:
    from vbpqip.batch.records import FileState
    from vbpqip.output.plain import for_terminal

    for path, reason in tally.unread:
        click.echo(for_terminal(f"Not read: {path}: {reason.removesuffix('.')}."), err=True)
    more = tally.states[FileState.UNREAD] + tally.states[FileState.FAILED] - len(tally.unread)
    if more:
        click.echo(f"Not read: {more:,} more, which are listed in results.csv.", err=True)


def _exit_code(tally: Tally, counted: _Counted) -> int:
    from vbpqip.batch.records import FileState

    if counted.statuses.get("unreadable") or tally.states[FileState.UNREAD]:
        return NOT_READ
    return SOMETHING_WRONG if {"rejected", "blank"} & counted.statuses.keys() else NOTHING_WRONG
