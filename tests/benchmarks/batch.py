"""How fast ``vbpqip batch`` is, as ratios measured in interleaved runs on one folder of generated reports.

Run with ``python tests/benchmarks/batch.py [--reports N] [--rounds N]``. Times are of whole processes, as a person waits
for them, the summary files included; two processes are compared with one without these, which one process writes at the
end in either case. With ``--memory`` it also measures the most memory that the coordinator needs for 2,000 and for 20,000 files,
which takes long. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from benchmarks.speed import read_by_calamine, report
from support.load import Wanted, write_load

_FEW, _MANY = 2_000, 20_000
_PARENT_STATUS = """
import sys
from vbpqip.cli import main
main(sys.argv[1:], standalone_mode=False)
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(most.split()[1]) / 1024, file=sys.stderr)
"""


class Load(NamedTuple):
    """A folder of generated reports, all of them sound, and its terms."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, reports: int) -> Load:
        """Write one."""
        write_load(folder, Wanted(reports, with_errors=0, hostile=0, conflicts=0))
        return cls(folder)

    @property
    def files(self) -> list[Path]:
        """Its reports."""
        return sorted((self.folder / "reports").rglob("[!~]*.xlsx"))

    def words(self, out: Path, jobs: int) -> list[str]:
        """Return the words of a run."""
        reports, terms = self.folder / "reports", self.folder / "terms.toml"
        return ["batch", str(reports), "--out", str(out), "--terms", str(terms), "--jobs", str(jobs), "-q"]


def environment() -> dict[str, str]:
    """Return the environment of an installed package, whose modules are compiled."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def batch(load: Load, out: Path, jobs: int) -> None:
    """Run the command."""
    command = [sys.executable, "-m", "vbpqip", *load.words(out, jobs)]
    subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, check=True)  # noqa: S603 -- our own words


def batch_without_summary(load: Load, out: Path) -> None:
    """Run the command on a folder of results that has lost its page, so that the summary is written again."""
    (out / "summary.html").unlink()
    batch(load, out, 1)


def without_summary(rate: float, rates: Mapping[str, float]) -> float:
    """Return files a second of the run alone, the writing of the summary taken off."""
    return 1 / (1 / rate - (1 / rates["summary anew"] - 1 / rates["again"]))


def by_calamine(files: Sequence[Path]) -> None:
    """Read the values of all sheets of all files."""
    for file in files:
        read_by_calamine(file)


def by_openpyxl(files: Sequence[Path]) -> None:
    """Load some files."""
    import openpyxl  # noqa: PLC0415 -- its import is no part of what is measured

    for file in files:
        openpyxl.load_workbook(file)


def seconds(job: Callable[[], None]) -> float:
    """Return how long a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def round_of(load: Load, scratch: Path, few: int) -> dict[str, float]:
    """Return files a second of each way, measured one after the other."""
    files = load.files
    for name in ("one", "two"):
        shutil.rmtree(scratch / name, ignore_errors=True)
    openpyxl_files = files[:few]
    return {
        "calamine": len(files) / seconds(lambda: by_calamine(files)),
        "one": len(files) / seconds(lambda: batch(load, scratch / "one", 1)),
        "two": len(files) / seconds(lambda: batch(load, scratch / "two", 2)),
        "again": len(files) / seconds(lambda: batch(load, scratch / "one", 1)),
        "summary anew": len(files) / seconds(lambda: batch_without_summary(load, scratch / "one")),
        "openpyxl": few / seconds(lambda: by_openpyxl(openpyxl_files)),
    }


def megabytes(load: Load, out: Path) -> float:
    """Return the most memory that the coordinator of a run needs."""
    command = [sys.executable, "-c", _PARENT_STATUS, *load.words(out, os.cpu_count() or 1)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)  # noqa: S603 -- our own words
    return float(done.stderr.split()[-1])


def memory_holds(scratch: Path) -> bool:
    """Measure what many files cost beside few."""
    few, many = (
        megabytes(Load.of(scratch / f"{number}", number), scratch / f"out {number}") for number in (_FEW, _MANY)
    )
    sys.stdout.write(f"coordinator: {few:.1f} MB for {_FEW:,} files, {many:.1f} MB for {_MANY:,}\n")
    return report("memory of 20,000 files / of 2,000", many / few, 1.2, at_most=True)


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        load = Load.of(scratch / "load", words.reports)
        rounds = [round_of(load, scratch, few=max(words.reports // 20, 5)) for _ in range(words.rounds)]
        rates = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
        for name, rate in rates.items():
            sys.stdout.write(f"{name:<58}{rate:>9.1f} files a second\n")
        alone = {name: without_summary(rates[name], rates) for name in ("one", "two")}
        sys.stdout.write(f"two processes / one, with the summary: {rates['two'] / rates['one']:.2f}\n")
        holds = [
            report("one process / python-calamine, all sheets", rates["one"] / rates["calamine"], 0.3, at_most=False),
            report("one process / openpyxl.load_workbook", rates["one"] / rates["openpyxl"], 8, at_most=False),
            report("two processes / one, the summary aside", alone["two"] / alone["one"], 1.7, at_most=False),
            report("an unchanged folder / the first run", rates["again"] / rates["one"], 20, at_most=False),
        ]
        if words.memory:
            holds.append(memory_holds(scratch))
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
