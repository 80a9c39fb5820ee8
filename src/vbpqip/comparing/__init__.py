"""Two reports of one pairing held against one another: what changed, and what it did."""

from __future__ import annotations
