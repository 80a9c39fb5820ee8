"""Reports that follow one another: each with that of the quarter before, and with that of the baseline.

Compared are the reports that count, those of periods that are not collected too, of one kind, sender and receivers in
the order of their periods. The baseline's report is in the folder, or was given beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from vbpqip.batch.baselines import Baselines
from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ComparedReport, compared_in
from vbpqip.batch.store import Store
from vbpqip.checking.between.succession import in_succession
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import known, named
from vbpqip.program.program import Program


def find_differences_between_periods(store: Store, program: Program, baselines: Baselines) -> None:
    """Note what a kind finds where its reports do not go on where the ones before them ended."""
    notebook, kinds = Notebook(store, program), {kind.key: kind for kind in known()}
    for (key, *_), several in groupby(compared_in(store, program.years), key=lambda each: each.report.version_key[:3]):
        if key not in kinds:
            continue
        reports = list(several)
        pairing = reports[0].report.pairing_and_period[:2]
        agreed, given = program.for_pairing(*pairing), baselines.get(pairing)
        for now, before, first in in_succession([(each, each.reported.period) for each in reports], agreed.baseline):
            baseline = given if given is not None and given.report.kind == key else first
            earlier, baselines_own = (None if each is None else each.reported for each in (before, baseline))
            for finding in kinds[key].between_periods(now.reported, earlier, baselines_own, agreed):
                notebook.keep(now.report, finding)
            _keep_open_rules(store, now, [each for each in (before, baseline) if each is not None], agreed)


def _keep_open_rules(store: Store, now: ComparedReport, earlier: Sequence[ComparedReport], program: Program) -> None:
    """Keep by which readings the verdict of a report would be another, where earlier reports that are sound say so."""
    sound = [each.reported for each in earlier if each.report.status == Status.ACCEPTED]
    if sound:
        document = json.loads(store.value("document_of_review", (now.report.judgement,)))
        for rule in named(now.report.kind).open_between(document, now.reported.period, sound, program):
            store.run("add_open_rule", (now.report.path, *rule))
