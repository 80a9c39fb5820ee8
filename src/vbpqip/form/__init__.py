"""The form: where everything stands in the workbook; the one contract of writer and reader."""

from __future__ import annotations
