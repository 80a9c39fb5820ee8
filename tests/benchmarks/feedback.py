"""How long feedback on one report takes beyond its check, as a ratio to the check and to what it may take.

Run with ``python tests/benchmarks/feedback.py [FILE] [--rounds N]``. Each round checks the report and then makes its
feedback, in one process; the median of each counts. It exits with 1 where the bound is broken.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from benchmarks.speed import medians, report
from vbpqip.program.loading import load_program
from vbpqip.rendering.feedback import feedback_files
from vbpqip.reviewing import read_and_review

_REPORT = Path(__file__).parents[2] / "sample_workbooks" / "missing-entries.xlsx"
_MOST_MILLISECONDS = 150


def main() -> None:
    """Measure, print, and say by the exit code whether the bound holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=_REPORT)
    parser.add_argument("--rounds", type=int, default=40)
    words = parser.parse_args()
    program = load_program()
    reviewed = read_and_review(words.file, program)
    taken = medians(
        {
            "check": lambda: read_and_review(words.file, program),
            "feedback": lambda: feedback_files(reviewed, "report.feedback"),
        },
        words.rounds,
    )
    print("  ".join(f"{name}: {milliseconds:.1f} ms" for name, milliseconds in taken.items()))  # noqa: T201 -- its product
    holds = report("feedback / what it may take", taken["feedback"] / _MOST_MILLISECONDS, 1, at_most=True)
    sys.exit(not holds)


if __name__ == "__main__":
    main()
