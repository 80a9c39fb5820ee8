"""The baselines of a folder in one table for the State, and the draft of the letter with which they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vbpqip.core.reviews import Fact
from vbpqip.kinds.ait_report.facts import OFF_MENU, ON_MENU
from vbpqip.kinds.ait_report.form import AIT_KIND, BASELINE
from vbpqip.kinds.ait_report.years import ait_years, baseline_days, baselines_due
from vbpqip.kinds.export import Export
from vbpqip.output.document import ColumnHeading, DocumentTable, TableCell
from vbpqip.output.mail import Letter
from vbpqip.program.program import Program

_HEADINGS = ("Measure", "Numerator", "Denominator", "Baseline", "Unit", "On the menu")
_BLANK = ""


def baseline_exports(program: Program, facts: Iterable[Fact]) -> Iterator[Export]:
    """Yield the baselines of each year, those of measures that are not on the menu last."""
    stated = [fact for fact in facts if fact.kind == AIT_KIND and fact.measure is not None]
    for year in ait_years(program):
        own = [fact for fact in stated if fact.period == str(year) and fact.name in {*BASELINE, ON_MENU, OFF_MENU}]
        rows = sorted(_rows(program, own), key=lambda row: (row[-1] != "yes", *map(str.casefold, row)))
        if rows:
            table = DocumentTable(
                f"Baselines of {year}, those of measures off the menu last",
                tuple(map(ColumnHeading, _headings(program))),
                tuple(tuple(map(TableCell, row)) for row in rows),
                name="Baselines",
            )
            yield Export(f"{AIT_KIND}-baselines-{str(year).lower()}", table, _letter(program, str(year), rows))


def _headings(program: Program) -> tuple[str, ...]:
    words = program.vocabulary
    return (words.facility, words.mco, *_HEADINGS)


def _rows(program: Program, facts: Iterable[Fact]) -> Iterator[tuple[str, ...]]:
    """Yield a row a facility, MCO and measure."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for fact in facts:
        key = fact.subject.facility, fact.subject.mco or "", fact.measure or ""
        found.setdefault(key, {})[fact.name] = fact.value
    for (facility, mco, measure), said in found.items():
        agreed = program.for_pairing(facility, mco)
        known = next((row.measure for row in agreed.menu if row.measure.key == measure), None)
        title, unit = (measure, _BLANK) if known is None else (known.title, known.result_unit)
        numerator, denominator = (said.get(name, "NA") for name in BASELINE)
        on_menu = "yes" if ON_MENU in said else "no"
        yield facility, mco, title, numerator, denominator, said.get(ON_MENU, said.get(OFF_MENU, _BLANK)), unit, on_menu


def _letter(program: Program, year: str, rows: list[tuple[str, ...]]) -> Letter:
    """Return the letter to the State; whoever sends it fills in who they are."""
    target = next(each for each in ait_years(program) if str(each) == year)
    first, last = baseline_days(program, target)
    due, facilities = baselines_due(program, target), {row[0] for row in rows}
    off_menu = sum(row[-1] == "no" for row in rows)
    asked = f" They are due on {due}." if due is not None else ""
    apart = f" {off_menu} of them are of measures that are not on the menu; they stand last." if off_menu else ""
    count = f"{len(rows)} baselines of {len(facilities)} {'facility' if len(facilities) == 1 else 'facilities'}"
    body = (
        f"To {program.vocabulary.state},\n\nattached are the baselines of {year} for the annual improvement target: "
        f"{count}, of {first} to {last}.{asked}{apart}\n"
    )
    return Letter(program.texts.baselines_subject.replace("{year}", year), body)
