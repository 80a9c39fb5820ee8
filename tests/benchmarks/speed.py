"""How fast a check is, as ratios measured in one interleaved run on one completed report.

Run with ``python tests/benchmarks/speed.py [FILE] [--rounds N]``. Each round does every job once, in turn, so that a
slow moment of the machine falls on all of them; the median of each job counts. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

import vbpqip

_REPORT = Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx"
_WARM_UP = 2


def read_by_calamine(path: Path) -> None:
    """Read the values of all sheets."""
    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    for title in workbook.sheet_names:
        workbook.get_sheet_by_name(title).to_python()


def medians(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return each job's median in milliseconds; no job clears away what another one left behind."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for nth in range(rounds + _WARM_UP):
        for name, job in jobs.items():
            gc.collect()
            start = time.perf_counter()
            job()
            if nth >= _WARM_UP:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) * 1000 for name, taken in times.items()}


def processes(path: Path, cache: str) -> dict[str, Callable[[], object]]:
    """Return whole processes; both have their modules compiled, as an installed package has."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = cache

    def run(*words: str) -> Callable[[], object]:
        command = [sys.executable, *words]
        return lambda: subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 -- our own words

    load = f"import openpyxl; openpyxl.load_workbook({str(path)!r})"
    return {"vbpqip check": run("-m", "vbpqip", "check", str(path)), "openpyxl, process": run("-c", load)}


def report(name: str, ratio: float, bound: float, *, at_most: bool) -> bool:
    """Print a ratio beside its bound; return whether it holds."""
    holds = ratio <= bound if at_most else ratio >= bound
    sign = "<=" if at_most else ">="
    print(f"{name:<58}{ratio:>7.2f}   {sign} {bound:<5}{'holds' if holds else 'BROKEN'}")  # noqa: T201 -- its product
    return holds


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=_REPORT)
    parser.add_argument("--rounds", type=int, default=40)
    words = parser.parse_args()
    in_process = medians(
        {
            "review": lambda: vbpqip.review(words.file),
            "calamine": lambda: read_by_calamine(words.file),
            "openpyxl": lambda: openpyxl.load_workbook(words.file),
        },
        words.rounds,
    )
    with tempfile.TemporaryDirectory() as cache:
        whole = medians(processes(words.file, cache), max(words.rounds // 3, 5))
    for name, taken in {**in_process, **whole}.items():
        print(f"{name:<58}{taken:>7.2f} ms")  # noqa: T201 -- its product
    holds = (
        report("review / python-calamine, all sheets", in_process["review"] / in_process["calamine"], 3, at_most=True),
        report("openpyxl.load_workbook / review", in_process["openpyxl"] / in_process["review"], 8, at_most=False),
        report("vbpqip check / openpyxl.load_workbook, whole processes",
               whole["vbpqip check"] / whole["openpyxl, process"], 0.45, at_most=True),
    )  # fmt: skip
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
