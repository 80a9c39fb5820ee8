"""What reports say of one another, of whatever kind: the rules for those checked together and for a folder of them."""

from __future__ import annotations

from typing import TypeVar

R = TypeVar("R")
"""A report, as who asks knows it."""
