"""How fast the form answers to an entry in LibreOffice, in milliseconds: calculated, and painted in a laptop's window.

Run with ``python tests/benchmarks/screen.py``. The form of a completed report is opened, and each of its figures is
entered once more, changed by one: first without a window, where all that the entry changes is calculated, then in a
window of 1366 x 768, until nothing is left to paint. What counts is the mean of the time that the processors work for
LibreOffice, so that other programs do not. It exits with 1 where a bound is broken.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.completed import reports_of
from support.office_engine import Office
from support.screens import screen
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, PRIOR, place_of
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

_MOST_CALCULATED, _MOST_PAINTED = 10.0, 50.0
_SECONDS = 300.0


def form_and_entries() -> tuple[bytes, dict[Location, int]]:
    """Return a completed form, and its counts and results, each one more than it is."""
    program = load_program()
    (report,) = reports_of("Interfaith Medical Center", "Fidelis", program, 1, (program.periods[2],))
    form_data = report.form_data()
    entries = {
        place_of(name).at(nth): int(raw) + 1
        for (name, nth), raw in form_data.entries.items()
        if name in {*ENTERED_COUNTS, *PRIOR} and isinstance(raw, int)
    }
    return workbook_for(form_data), entries


def _report(name: str, taken: list[float], most: float) -> bool:
    holds = mean(taken) <= most
    figures = f"mean {mean(taken):>6.2f}, median {median(taken):>6.2f}, longest {max(taken):>6.2f}"
    print(f"{name:<12}{figures} ms, <= {most:g}  {'holds' if holds else 'BROKEN'}")  # noqa: T201 -- its product
    return holds


def main() -> None:
    """Measure, print, and say by the exit code whether the bounds hold."""
    content, entries = form_and_entries()
    with TemporaryDirectory() as folder, screen() as display:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(content)
        with Office(seconds_to_answer=_SECONDS) as office:
            calculated = office.paced(path, REPORT, entries)
        with Office(seconds_to_answer=_SECONDS, display=display) as office:
            painted = office.paced(path, REPORT, entries, is_shown=True)
    print(f"{len(entries)} entries")  # noqa: T201 -- its product
    holds = [
        _report("calculated", calculated, _MOST_CALCULATED),
        _report("and painted", painted, _MOST_PAINTED),
    ]
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
