"""How words are meant, whatever they are shown as."""

from enum import StrEnum


class Tone(StrEnum):
    """How a word is meant."""

    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    STRONG = "strong"
    PLAIN = "plain"
