"""An inbox as an analyst of an MCO finds it: four good reports and what else lies beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from support.compound import SIGNATURE
from support.reports import Changes, report

FACILITIES = (
    "Nyack Hospital", "Montefiore-Mount Vernon", "St. John's Episcopal", "Bon Secours Charity Health",
    "Good Samaritan Hospital Suffern", "Kingsbrook Jewish Medical Center", "Interfaith Medical Center",
)  # fmt: skip

RECEIVED = """file,received,sender
nyack.xlsx,2017-10-27,Nyack
nyack copy.xlsx,2017-10-28,Nyack
nyack-late-copy.xlsx,2017-11-20,Nyack
montefiore.xlsx,2017-10-30,
st-johns.xlsx,2017-10-25,
st-johns-again.xlsx,2017-10-29,
bon-secours.xlsx,2017-10-30,
good-samaritan.xlsx,2017-10-31,
interfaith.xlsx,2017-10-31,
kingsbrook.xlsx,2017-10-31,
wellcare.xlsx,2017-10-31,
old.xls,2017-10-31,
Fwd report.eml,2017-10-31,
"""
"""When each file of the inbox came: one of the two copies was late."""

DESK = ("--mco", "Fidelis", "--period", "DY3 Q1", "--feedback", "--fix-by", "2017-11-30")
"""Whose inbox it is, what is collected, and what the senders are told."""

WRONG_PERIOD: Changes = {
    ("current_period", 0): "DY3 Q2",
    ("quarter_1", 0): "DY2 Q3",
    ("quarter_2", 0): "DY2 Q4",
    ("quarter_3", 0): "DY3 Q1",
    ("quarter_4", 0): "DY3 Q2",
}


def of(facility: int, changes: Changes | None = None) -> bytes:
    """Return the report of one of Fidelis's hospitals, whose counts are its own."""
    own: Changes = {("facility", 0): FACILITIES[facility], ("denominator_2", 4): 5000 + facility}
    return report({**own, **(changes or {})})


def an_inbox() -> Mapping[str, bytes]:
    """Return the files: four good, two copies, a resubmission, a wrong MCO and period, two faulty, an old one, a mail."""
    return {
        "bon-secours.xlsx": of(3, {("numerator_1", 0): 50}),
        "good-samaritan.xlsx": of(4, {("denominator_4", 9): 12, ("numerator_2", 0): 51, ("mco", 0): None}),
        "Fwd report.eml": b"From: clerk@hospital.example\nSubject: our report\n\nplease find attached\n",
        "interfaith.xlsx": of(6, {("numerator_1", 4): 3, ("numerator_4", 9): 9}),
        "kingsbrook.xlsx": of(5, WRONG_PERIOD),
        "montefiore.xlsx": of(1),
        "nyack copy.xlsx": of(0),
        "nyack-late-copy.xlsx": of(0),
        "nyack.xlsx": of(0),
        "old.xls": SIGNATURE + bytes(2000),
        "st-johns-again.xlsx": of(2),
        "st-johns.xlsx": of(2, {("numerator_2", 4): "1"}),
        "wellcare.xlsx": report(
            {("facility", 0): "St. Luke's Cornwall", ("mco", 0): "WellCare", ("denominator_2", 4): 5100}
        ),
    }


def write_inbox(folder: Path) -> Path:
    """Write the inbox and, beside it, its manifest; return the folder."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, content in an_inbox().items():
        (inbox / name).write_bytes(content)
    (folder / "received.csv").write_text(RECEIVED)
    return inbox
