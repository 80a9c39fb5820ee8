"""The lists of the form: what the drop-downs offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vbpqip.core.contracts import ContractStatus
from vbpqip.core.measures import Measure
from vbpqip.kinds.ait_report.checks import MEAN_KINDS, mean_years
from vbpqip.kinds.ait_report.years import ait_years
from vbpqip.kinds.shared.counts import SUPPRESSED
from vbpqip.kinds.shared.typed import NA_LOOK_ALIKES
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NO, NOT_APPLICABLE, YES
from vbpqip.workbook.entry_types import ListedValue


def ait_lists(program: Program, measures: Iterable[Measure]) -> Mapping[str, Sequence[ListedValue]]:
    """Return the values of every list, by its defined name."""
    pairings = program.roster_in(program.periods[-1]).pairings
    rosters = [(nth, program.roster_in(period)) for nth, period in enumerate(program.periods, start=1)]
    since = {(each.facility, each.mco): nth for nth, roster in reversed(rosters) for each in roster.pairings}
    return {
        "list_program_years": [str(year) for year in ait_years(program)],
        "list_facilities": _unique(pairing.facility for pairing in pairings),
        "list_mcos": _unique(pairing.mco for pairing in pairings),
        "list_roster_facilities": [facility for facility, _ in since],
        "list_roster_mcos": [mco for _, mco in since],
        "list_roster_since": list(since.values()),
        "list_yes_no": [YES, NO],
        "list_na": [NOT_APPLICABLE],
        "list_na_look_alikes": NA_LOOK_ALIKES,
        "list_suppressed": SUPPRESSED,
        "list_units": _unique(measure.result_unit for measure in measures),
        "list_mean_kinds": MEAN_KINDS,
        "list_mean_years": mean_years(program),
        "list_levels": [int(level.name) for level in program.levels],
        "list_arrangements": [arrangement.name for arrangement in program.arrangements],
        "list_statuses": [str(status) for status in ContractStatus],
    }


def _unique(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=str.casefold)
