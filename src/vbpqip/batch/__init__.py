"""A folder of submissions: each file reviewed on its own, and kept in a ledger that nothing is lost from."""

from __future__ import annotations
