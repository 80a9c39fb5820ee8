"""Reports that follow one another: each with that of the quarter before, and with that of the baseline.

Only reports that count are compared, those of one kind, sender and receivers in the order of their periods. The
baseline's report is in the folder, or was given beside it.
"""

from __future__ import annotations

from itertools import groupby

from vbpqip.batch.baselines import Baselines
from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import CountingReport, counting_in
from vbpqip.batch.store import Store
from vbpqip.kinds.registry import known
from vbpqip.program.program import Program


def find_differences_between_periods(store: Store, program: Program, baselines: Baselines) -> None:
    """Note what a kind finds where its reports do not go on where the ones before them ended."""
    notebook, kinds = Notebook(store, program), {kind.key: kind for kind in known()}
    for (key, *_), reports in groupby(counting_in(store, program.years), key=lambda each: each.report.version_key[:3]):
        baseline: CountingReport | None = None
        before: CountingReport | None = None
        for now in reports if key in kinds else ():
            pairing = now.report.pairing_and_period[:2]
            agreed = program.for_pairing(*pairing)
            given = baselines.get(pairing)
            first = given if given is not None and given.report.kind == key else baseline
            earlier, baselines_own = (None if each is None else each.reported for each in (before, first))
            for finding in kinds[key].between_periods(now.reported, earlier, baselines_own, agreed):
                notebook.keep(now.report, finding)
            if baseline is None and now.reported.period == agreed.baseline:
                baseline = now
            before = now
