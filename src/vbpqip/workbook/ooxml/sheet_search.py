"""Which of some texts a sheet may hold, told from its bytes before any cell is read.

A sheet that is not read costs little, and may be as large or as damaged as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vbpqip.core.characters import normalized_label

_MAY_REFER = re.compile(rb">\s*+([0-9]{1,6})\s*+<")
_DISGUISES = (b"\0", b"&#", b"<!")
"""What a part must have, in ASCII, to spell a text or a number in another way than letter by letter."""


def references_to(words: frozenset[str], strings: Sequence[str]) -> Mapping[bytes, str]:
    """Return what a cell stores in place of each of the words, as far as they are among the shared strings."""
    normalized = ((nth, normalized_label(text)) for nth, text in enumerate(strings))
    return {str(nth).encode(): text for nth, text in normalized if text in words}


def mentioned(content: bytes, words: frozenset[str], references: Mapping[bytes, str]) -> frozenset[str]:
    """Return the words that a sheet's part refers to or spells out, perhaps a few more.

    A word is given as it is compared, see :func:`~vbpqip.core.characters.normalized_label`.

    >>> sorted(mentioned(b"<c><v>7</v></c><c><t>Facility</t></c>", frozenset({"key", "facility"}), {b"7": "key"}))
    ['facility', 'key']
    """
    if any(disguise in content for disguise in _DISGUISES):
        return words
    referred = {references[number] for number in {*_MAY_REFER.findall(content)} & references.keys()}
    lowered = content.lower()
    return frozenset(referred | {word for word in words - referred if word.encode() in lowered})
