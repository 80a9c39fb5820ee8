"""Keep anew what the commands say of every input of the net, and print what is said otherwise than before.

python tests/net/freeze.py
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from net.frozen import LINES, differences, in_words, inputs, keep, kept, said_of


def freeze() -> str:
    """Keep what is said now, and return in words what is said otherwise."""
    known = kept() if LINES.exists() else {}
    said = [said_of(name, make()) for name, make in inputs().items()]
    changes = {each["name"]: differences(known.get(each["name"]), each) for each in said}
    changes.update((name, ["is no longer asked for"]) for name in known if name not in changes)
    keep(said)
    return in_words(changes) or "Nothing is said otherwise."


if __name__ == "__main__":
    print(freeze())  # noqa: T201 -- its product
