"""The words: plain values of the program, on the standard library alone."""

from __future__ import annotations
