"""The sheet on which a senior leader attests to a report: what is entered there, in any form that has one."""

from __future__ import annotations

from vbpqip.workbook.entry_types import DayType, TextType
from vbpqip.workbook.form import Place, SingleEntry


def attested_on(sheet: str) -> tuple[SingleEntry, ...]:
    """Return the entries of the sheet, from top to bottom."""

    def at(name: str, label: str, row: int) -> Place:
        return Place(name, label, sheet, row, 0)

    return (
        SingleEntry(
            at("attested_by", "Name of the senior leader", 7),
            TextType(),
            "attested by",
            "Type the name of the senior leader who attests to this report.",
            "Attested by",
            is_needed=False,
        ),
        SingleEntry(
            at("attested_title", "Title", 9),
            TextType(),
            "title",
            "Type the title of the senior leader, such as Chief Medical Officer.",
            "Title",
            is_needed=False,
        ),
        SingleEntry(
            at("attested_on", "Date of the attestation", 11),
            DayType(),
            "attested on",
            "Type the day on which the attestation is signed, such as 2017-07-31.",
            "Attested on",
            is_needed=False,
        ),
        SingleEntry(
            at("prepared_by", "Prepared by (name)", 15),
            TextType(),
            "prepared by",
            "Type the name of the person who filled this report in.",
            "Prepared by",
            is_needed=False,
        ),
        SingleEntry(
            at("prepared_on", "Prepared on (date)", 17),
            DayType(),
            "prepared on",
            "Type the day on which this report was filled in, such as 2017-07-31.",
            "Prepared on",
            is_needed=False,
        ),
        SingleEntry(
            at("message_to_mco", "Message to the MCO", 20),
            TextType(),
            "message to the {mco}",
            "What the {mco} should know of this report; leave it blank if there is nothing.",
            "Message",
            is_needed=False,
        ),
    )
