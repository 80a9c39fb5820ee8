"""How fast the offline page is, in Chromium from a file; times are of this machine, so run it where nothing else runs.

Run with ``VBPQIP_PAGE_RUNTIME=pyodide-….tgz python tests/benchmarks/page.py``. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.pages import Visit, built, seconds

_SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
_FILES = 100
_ENTRIES = 20
_TIMES = 5
_HOLD = """
    window.held = (event) => event.stopImmediatePropagation();
    document.addEventListener("change", held, true);
"""
_FIRST_CHECK = """
    const done = arguments[0], detail = document.getElementById("detail");
    document.removeEventListener("change", held, true);
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))))
        .observe(detail, {attributes: true, attributeFilter: ["hidden"]});
    const start = performance.now();
    document.getElementById("files").dispatchEvent(new Event("change"));
"""


def told(name: str, found: float, most: float, unit: str) -> bool:
    """Print a figure beside its bound; return whether it holds."""
    holds = found <= most
    print(f"{name:<52}{found:>10.2f} {unit:<4}<= {most:<6}{'holds' if holds else 'BROKEN'}")  # noqa: T201 -- its product
    return holds


def opened(visit: Visit, page: Path) -> tuple[float, float]:
    """Open the page; return after how many seconds it is ready, and has rehearsed, by its own clock."""
    visit.open(page)
    visit.until(lambda: visit.script("return document.documentElement.dataset.rehearsed"))
    return tuple(visit.script(f"return performance.getEntriesByName('{name}')[0].startTime") / 1000 for name in ("ready", "rehearsed"))  # fmt: skip


def first_check(visit: Visit, page: Path) -> float:
    """Return how many milliseconds pass in a new page from the choice of a workbook to the picture of its result."""
    opened(visit, page)
    visit.script(_HOLD)
    visit.choose("files", _SAMPLES / "met.xlsx")
    return float(visit.driver.execute_async_script(_FIRST_CHECK))


def begin(visit: Visit) -> None:
    """Begin to fill in a form."""
    visit.screen("filling")
    visit.find("#begin").click()
    visit.until(lambda: visit.find("#form").is_displayed())


def live(visit: Visit) -> float:
    """Return how long the page takes from an entry to what the checks say, without the driver's own time."""
    measured = """
        const done = arguments[0], core = page.core, start = performance.now();
        core.ask({ask: "enter", entered: {"numerator_1/0": String(Math.round(start))}}).then(() => done(performance.now() - start));
    """
    return statistics.median(float(visit.driver.execute_async_script(measured)) for _ in range(_ENTRIES))


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        page = folder / "page.html"
        building = seconds(lambda: page.write_bytes(built()))
        many = [folder / f"{nth}.xlsx" for nth in range(_FILES)]
        for path in many:
            shutil.copy(_SAMPLES / "met.xlsx", path)
        with Visit("chromium", folder) as visit:
            opening = [opened(visit, page) for _ in range(_TIMES)]
            ready, rehearsed = (statistics.median(each) for each in zip(*opening, strict=True))
            first = statistics.median(first_check(visit, page) for _ in range(_TIMES))
            hundred = seconds(lambda: visit.check(many))
            form = seconds(lambda: begin(visit))
            entry = live(visit)
        size = page.read_bytes()
    holds = (
        told("build", building, 60, "s"),
        told("size", len(size) / 1e6, 11, "MB"),
        told("size, compressed", len(gzip.compress(size, 9)) / 1e6, 8.5, "MB"),
        told("ready, from a file", ready, 3, "s"),
        told("ready and rehearsed", rehearsed, 3.5, "s"),
        told("first check, from the choice to the picture", first, 300, "ms"),
        told(f"{_FILES} files", hundred, 8, "s"),
        told("a form to fill in", form, 1, "s"),
        told("an entry, checked", entry, 50, "ms"),
    )
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
