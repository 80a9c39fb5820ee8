"""Where the feedback on a report lies, as a page among the results links to it."""

from __future__ import annotations

from urllib.parse import quote

from vbpqip.batch.feedback import FEEDBACK_FOLDER, feedback_place


def feedback_link(path: str, ending: str = ".html") -> str:
    """Return the address of the feedback on a file, relative to the folder of results.

    >>> feedback_link("Fidelis/a b#1.xlsx")
    'feedback/Fidelis/a%20b%231.xlsx.feedback.html'
    """
    return quote(f"{FEEDBACK_FOLDER}/{feedback_place(path)}{ending}")
