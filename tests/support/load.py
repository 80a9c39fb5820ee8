"""A folder of submissions as it comes to an MCO or to DOH, of any size, and the truth about it.

    python tests/support/load.py FOLDER --reports 2000 --with-errors 0.05 --hostile 0.01 --conflicts 3 --seed 1

writes ``FOLDER/reports``, and beside it ``truth.json``, ``manifest.csv`` with who sent what when, and ``terms.toml`` with
the pairings that the roster lacks. Reports are those of the roster's pairings in the periods, then of further hospitals;
conflicts are planted in the reports of hospitals that have no issues, and some of them add a file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from csv import writer
from datetime import timedelta
from itertools import count, cycle, groupby, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.completed import DAYS_BEFORE_DUE, TITLE, Completed, reports_of, workbook_of
from support.planted import (
    AGAIN,
    ANOTHER,
    BYTES,
    CONFLICTS,
    HOSTILE,
    IN_PLACE,
    ISSUES,
    NOT_SUBMITTED,
    TWO_MCOS,
    Planted,
    changed,
    place_of_fault,
)
from vbpqip.core.quarters import Quarter
from vbpqip.program.loading import load_program

_TWO_MCOS_EVERY = 8
_LATE_SHARE = 0.04
_NO_VERDICT = "not_determined"


class Wanted(NamedTuple):
    """How many reports, of how many periods, what share has errors or hostile, and how many conflicts are planted."""

    reports: int
    with_errors: float = 0.05
    hostile: float = 0.01
    conflicts: int = len(CONFLICTS)
    periods: int = 13
    seed: int = 1


class Told(NamedTuple):
    """The truth about one file; ``codes`` are those of its own findings, without QIP560 where it is late."""

    status: str
    verdict: str
    codes: tuple[str, ...]
    facility: str
    mco: str
    period: str
    received: str
    late: bool


class Truth(NamedTuple):
    """The truth about a folder: its files, the conflicts between them, and what is no submission."""

    files: dict[str, Told]
    conflicts: list[Planted]
    skipped: list[str]

    def as_json(self) -> str:
        """Return the truth as JSON."""
        files = {path: told._asdict() for path, told in self.files.items()}
        conflicts = [each._asdict() for each in self.conflicts]
        return json.dumps({"files": files, "conflicts": conflicts, "skipped": self.skipped}, indent=1)


class Inbox(NamedTuple):
    """The folder, the terms that it is reviewed by, the manifest, and the truth about it."""

    reports: Path
    terms: Path
    manifest: Path
    truth: Truth


class _Sender(NamedTuple):
    """A pairing, since when it reports, and whether the roster lacks it."""

    facility: str
    mco: str
    since: Quarter
    further: bool = False


def write_load(folder: Path, wanted: Wanted) -> Truth:
    """Write a folder of submissions; the same wishes give the same bytes.

    Raises:
        ValueError: There are too few reports to plant the conflicts in.
    """
    return _Load(folder, wanted).written()


class _Load:
    """One folder in the making."""

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self.folder, self.wanted = folder, wanted
        self.drawn = Random(wanted.seed)  # noqa: S311 -- no secret
        self.program = load_program()
        self.truth = Truth({}, [], [])
        self.conflicts = list(islice(cycle(CONFLICTS), wanted.conflicts))
        self.further: list[_Sender] = []

    def written(self) -> Truth:
        """Write everything."""
        left = self.wanted.reports
        for _, of_one in groupby(self._senders(), key=lambda sender: sender.facility):
            senders = list(of_one)
            reports = [report for sender in senders for report in self._reports(sender)][:left]
            self.further += [sender for sender in senders if sender.further and reports]
            self._write_reports(reports, self._conflict_in(reports))
            left -= len(reports)
            if not left:
                break
        if self.conflicts:
            raise ValueError(f"There are too few reports for {self.conflicts}; ask for more of them.")
        for path in NOT_SUBMITTED:
            self._write(path, b"-")
            self.truth.skipped.append(path)
        self._write_beside()
        return self.truth

    def _senders(self) -> Iterator[_Sender]:
        """Yield the roster's pairings, facilities with two MCOs first, then further hospitals without end."""
        rows = [_Sender(row.pairing.facility, row.pairing.mco, row.grounds.since) for row in self.program.roster]
        names = [row.facility for row in rows]
        yield from sorted(rows, key=lambda row: (names.count(row.facility) == 1, row.facility))
        mcos = sorted({row.mco for row in rows})
        for nth in count(1):
            name = f"Mercy Hospital {nth:05}"
            for more in range(1 if nth % _TWO_MCOS_EVERY else 2):
                yield _Sender(name, mcos[(nth + more) % len(mcos)], self.program.first_period, further=True)

    def _reports(self, sender: _Sender) -> Iterator[Completed]:
        periods = (period for period in self.program.periods[: self.wanted.periods] if period >= sender.since)
        return reports_of(sender.facility, sender.mco, self.program, self.wanted.seed, periods)

    def _conflict_in(self, reports: list[Completed]) -> str | None:
        """Return the conflict to plant in a facility's reports, ``None`` where there is none or they do not fit."""
        mcos, last = {report.mco for report in reports}, self.program.periods[self.wanted.periods - 1]
        if not reports or sum(report.period == last for report in reports) < len(mcos):
            return None
        fitting = [kind for kind in self.conflicts if (kind == TWO_MCOS) is (len(mcos) > 1)]
        if fitting:
            self.conflicts.remove(fitting[0])
        return fitting[0] if fitting else None

    def _write_reports(self, reports: list[Completed], conflict: str | None) -> None:
        for report in reports[: -1 if conflict else None]:
            self._write_report(report, spared=conflict is not None)
        if conflict is not None:
            self._write_conflict(reports, conflict)

    def _write_conflict(self, reports: list[Completed], kind: str) -> None:
        *earlier, last = reports
        in_place = changed(last, kind) if kind in IN_PLACE else last
        paths = [self._write_report(in_place, spared=True)]
        if kind == TWO_MCOS:
            paths.insert(0, next(_path(each) for each in earlier if each.period == last.period))
        elif kind in IN_PLACE:
            paths.insert(0, _path(earlier[-1]))
        else:
            paths.append(self._write_report(self._added(last, kind), spared=True, suffix=_SUFFIXES[kind]))
        self.truth.conflicts.append(Planted(kind, tuple(paths)))

    def _added(self, report: Completed, kind: str) -> Completed:
        if kind != ANOTHER:
            return changed(report, kind) if kind == AGAIN else report
        sender = _Sender(f"Hospital of {report.facility}'s numbers", report.mco, self.program.first_period)
        self.further.append(sender)
        return report._replace(facility=sender.facility)

    def _write_report(self, report: Completed, *, spared: bool, suffix: str = "") -> str:
        drawn = self.drawn.random()
        path, entries, results = _path(report, suffix), report.entries(), report.results()
        told = self._told(report, days_more=bool(suffix))
        if not spared and drawn < self.wanted.hostile:
            hostile = HOSTILE[len(self.truth.files) % len(HOSTILE)]
            content = hostile.make(entries, results)
            told = Told("unreadable", _NO_VERDICT, (hostile.code,), "", "", "", told.received, late=told.late)
        else:
            if not spared and drawn < self.wanted.hostile + self.wanted.with_errors:
                issue = ISSUES[len(self.truth.files) % len(ISSUES)]
                issue.make(entries, place_of_fault(report))
                mco = str(entries["mco", 0] or "")
                told = told._replace(codes=(*(told.codes if mco else ()), issue.code, *issue.besides), mco=mco)
                if issue.is_error:
                    told = told._replace(status="rejected", verdict=_NO_VERDICT)
                    results["qit_verdict", 0] = results["ready", 0] = "NOT READY"
            content = workbook_of(entries, results)
        self._write(path, content)
        self.truth.files[path] = told
        return path

    def _told(self, report: Completed, *, days_more: bool) -> Told:
        late = not days_more and self.drawn.random() < _LATE_SHARE
        due, days = self.program.dates(report.period).report_due, self.drawn.randint(1, DAYS_BEFORE_DUE - 2)
        received = due + timedelta(days=days if late else days_more - days)
        return Told("accepted", str(report.verdict), self._notes(report), report.facility, report.mco,
                    str(report.period), received.isoformat(), late=late)  # fmt: skip

    def _notes(self, report: Completed) -> tuple[str, ...]:
        """Return what is noted of a report that names its MCO: the roster is of DY3, but for those that terms name."""
        named = any((each.facility, each.mco) == (report.facility, report.mco) for each in self.further)
        return () if named or report.period.year <= _YEAR_OF_THE_ROSTER else ("QIP219",)

    def _write(self, path: str, content: bytes) -> None:
        file = self.folder / "reports" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _write_beside(self) -> None:
        (self.folder / "truth.json").write_text(self.truth.as_json(), "utf-8")
        pairings = "".join(
            f"\n[[pairings]]\nfacility = {json.dumps(each.facility)}\nmco = {json.dumps(each.mco)}\n"
            f'since = "{each.since}"\nsource = "Agreement"\n'
            for each in self.further
        )
        (self.folder / "terms.toml").write_text(f'title = "{TITLE}"\n{pairings}', "utf-8")
        with (self.folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            lines = writer(file)
            lines.writerow(["file", "received", "sender"])
            lines.writerows([path, told.received, told.mco] for path, told in self.truth.files.items())


_YEAR_OF_THE_ROSTER = 3
_SUFFIXES = {ANOTHER: "", BYTES: " (copy)", AGAIN: " resubmitted"}


def _path(report: Completed, suffix: str = "") -> str:
    return f"{report.mco}/{report.period}/{report.facility}{suffix}.xlsx"


def main(words: list[str]) -> None:
    """Write a folder as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, default in Wanted(2_000)._asdict().items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    asked = vars(parser.parse_args(words))
    folder = asked.pop("folder")
    truth = write_load(folder, Wanted(**asked))
    sys.stdout.write(f"{len(truth.files)} files in {folder / 'reports'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
