"""What a program calls its target, its parties and its contracts: the words that texts of the code leave open."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple


class Vocabulary(NamedTuple):
    """A program's words: ``vbp`` is what its contracts are of, ``agreement`` what its parties sign.

    >>> toy = Vocabulary("Goal", "Clinic", "Payer", "payer of care", "Board", "Bundle", "Pact")
    >>> toy.said("The {mco} tells the {state} of the {target}.")
    'The Payer tells the Board of the Goal.'
    """

    target: str
    facility: str
    mco: str
    mco_in_full: str
    state: str
    vbp: str
    agreement: str

    def said(self, text: str) -> str:
        """Return a text with the words in the place of their names in braces, such as ``{mco}``."""
        if "{" in text:
            for name, word in zip(self._fields, self, strict=True):
                text = text.replace(f"{{{name}}}", word)
        return text
