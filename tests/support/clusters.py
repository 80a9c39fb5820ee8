"""Ray in tests: when they run, and how its workers import what tests import."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_UNASKED = os.environ.get("VBPQIP_REQUIRE_RAY") != "1"

WITH_RAY = [
    pytest.mark.cluster,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(_UNASKED, reason="Ray takes half a minute: VBPQIP_REQUIRE_RAY=1 asks for it."),
]
"""The marks of tests that start Ray; they run where ``VBPQIP_REQUIRE_RAY`` is 1, and fail where it is missing then."""


@contextmanager
def importable_by_workers() -> Iterator[None]:
    """Let workers that are started meanwhile import what tests import."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
        yield
