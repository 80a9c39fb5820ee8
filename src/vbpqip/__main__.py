"""``python -m vbpqip`` is the command ``vbpqip``."""

from __future__ import annotations

from vbpqip.cli import main

if __name__ == "__main__":
    main(prog_name="vbpqip")
