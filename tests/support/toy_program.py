"""A program of the tests alone: four quarters from February, years with another prefix, measures and names of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vbpqip.program.loading import NEW_YORK, PACKS

FACILITY, MCO = "Lakeside Clinic", "Payer One"
_AREAS = ("qit", "credits", "calendar", "checks", "ait", "payment", "contracts")
_HEAD = """
name = "Toy Care"
version = "7"

[words]
target = "Goal"
facility = "Clinic"
mco = "Payer"
mco_in_full = "payer of the lake"
state = "Lake Board"
vbp = "Lake"
agreement = "Pact of the lake"

[years]
prefix = "TY"
first = 20
begins = 2021-02-01

[sources]
law = "The law of the lake"
"""
_MEASURES = """
[[measures]]
key = "wait"
title = "Waits of More Than a Week"
short_title = "Waits"
steward = "Lake Board"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 500
unit = "visits"
since = "TY20 Q4"
basis = "stated"
source = "law"
grounds = [{ of = ["title", "steward", "improvement", "scoring", "reporting", "per", "unit"], basis = "stated", source = "law" }]

[[measures]]
key = "recovery"
title = "Recovered Within the Year"
short_title = "Recovery"
steward = "Lake Board"
improvement = "higher"
scoring = "percent"
reporting = "annual"
per = 1
unit = "percent"
highest_result = 100
late_result = true
since = "TY20 Q4"
basis = "stated"
source = "law"
grounds = [{ of = ["title", "steward", "improvement", "scoring", "reporting", "per", "unit"], basis = "stated", source = "law" }]
"""
_ROSTER = f"""
[[rosters]]
since = "TY20 Q4"
basis = "stated"
source = "law"
pairings = [{{ mco = "{MCO}", facility = "{FACILITY}", award = 5000 }}]
"""
_VBP = """
since = "TY20 Q1"
basis = "stated"
source = "law"
levels = [{ name = "0", title = "None" }, { name = "1", title = "Some" }, { name = "2", title = "All" }]
arrangements = [{ name = "Lake Bundle", title = "All care at the lake" }]
"""
_TEXTS = """
name = "Toy Care"
report_title = "Lake Report"
state_report = "Lake Summary"
late_event = "lake-due"
steps = ["Choose the quarter.", "Leave {late} blank until it is known."]
next_steps = ["Green is of {previous}, and locked.", "Type what is of {period}."]
last_steps = ["Send it to the payer."]

[due]
report = { what = "this report", from = "Clinic", to = "Payer" }
late_results = { what = "the result of {late}, where it has more time", from = "Clinic", to = "Payer" }
review = { what = "the review", from = "Payer", to = "Clinic" }
payment = { what = "the payment", from = "Payer", to = "Clinic" }
state_report = { what = "the summary", from = "Payer", to = "Lake Board" }
"""
_QUARTERS = {"first_period": "TY20 Q4", "baseline": "TY20 Q4"}
"""Where the program begins; its last quarter is every other quarter that a number is."""


def toy_program(folder: Path) -> Path:
    """Write the program's files into a folder, which is returned."""
    folder.mkdir()
    texts = {"program": _HEAD, "measures": _MEASURES, "roster": _ROSTER, "vbp": _VBP, "texts": _TEXTS}
    texts |= {area: "\n".join(_parameters(area)) for area in _AREAS}
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def _parameters(area: str) -> Iterator[str]:
    """Yield the numbers that an engine asks for, with words of their own; those of single measures are left out."""
    content: dict[str, dict[str, Any]] = tomllib.loads((PACKS / NEW_YORK / f"{area}.toml").read_text("utf-8"))
    for key, table in content.items():
        if "kind" in table and not key.startswith(("highest_likely_", "published_")):
            value = table["values"][0]["value"]
            yield f'[{key}]\ntitle = "Lake number"\nunit = "lakes"\nkind = "{table["kind"]}"'
            yield from (f"{name} = {table[name]}" for name in ("lowest", "highest", "choices") if name in table)
            yield from ("may_be_unknown = true" for _ in table.keys() & {"may_be_unknown"})
            own = f'"{_QUARTERS.get(key, "TY22 Q4")}"' if table["kind"] == "quarter" else _written(value)
            yield f'[[{key}.values]]\nsince = "TY20 Q1"\nvalue = {own}\nbasis = "assumed"\nnote = "The lake."'


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)
