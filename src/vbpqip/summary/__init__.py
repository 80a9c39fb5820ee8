"""What a ledger holds, as tables and pages for people and programs."""

from __future__ import annotations
