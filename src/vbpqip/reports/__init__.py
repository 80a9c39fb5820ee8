"""What people and programs read: renderings of reviews and of the program's numbers."""

from __future__ import annotations
