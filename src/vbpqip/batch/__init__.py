"""A folder of submissions: each file judged on its own, and kept in a ledger that nothing is lost from."""

from __future__ import annotations
