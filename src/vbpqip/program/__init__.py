"""The numbers: dated, sourced, and open to a pairing's own terms."""

from __future__ import annotations
