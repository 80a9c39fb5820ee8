"""What the costliest files cost: processor seconds and memory of one review, start-up included.

Run with ``python tests/benchmarks/hostile.py``. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.costly import COSTLY, MOST_MEGABYTES, MOST_SECONDS, cost_of


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    holds = []
    print(f"{'':<24}{'seconds':>9}{'MB':>7}")  # noqa: T201 -- its product
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        for name, made in COSTLY.items():
            path.write_bytes(made())
            cost = cost_of(path)
            holds.append(cost.seconds <= MOST_SECONDS and cost.megabytes <= MOST_MEGABYTES)
            verdict = "holds" if holds[-1] else "BROKEN"
            print(f"{name:<24}{cost.seconds:>9.2f}{cost.megabytes:>7.0f}   {verdict}")  # noqa: T201 -- its product
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
