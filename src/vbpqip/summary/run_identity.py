"""The identity of a run: a short hash of what it was given and of the rules, so that two results can be told apart.

It is made of the names, contents and days of receipt of the files, the program's data, the terms, the desk, reports
given beside the folder, the day that feedback names, and this program's version. The same files under the same rules
have the same identity, whatever they were reviewed with before, in whatever order, and on whatever machine.
"""

from __future__ import annotations

from hashlib import sha256

from vbpqip.batch.cross_report.fingerprint import fingerprint
from vbpqip.batch.store import Store
from vbpqip.program.program import Program
from vbpqip.summary.options import SummaryOptions

_DIGITS = 16
_RULES_NOTE = "rules"


def run_identity(store: Store, program: Program, options: SummaryOptions) -> str:
    """Return the identity of the run that a ledger keeps, in hexadecimal digits."""
    known = f"{fingerprint(store, program)} {store.note(_RULES_NOTE)} {options.fix_by}"
    return sha256(known.encode()).hexdigest()[:_DIGITS]
