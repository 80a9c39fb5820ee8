"""What a facility gets back: a workbook, a page and an e-mail, so that it can act on the same day."""

from __future__ import annotations
