"""The arithmetic: pure functions, one module a rule of the program."""

from __future__ import annotations
