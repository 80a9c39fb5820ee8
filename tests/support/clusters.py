"""Ray in tests: when they run, and how its workers import what tests import."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_MISSING = importlib.util.find_spec("ray") is None and os.environ.get("VBPQIP_REQUIRE_RAY") != "1"

WITH_RAY = [
    pytest.mark.cluster,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(_MISSING, reason="This machine lacks Ray: pip install 'vbpqip[cluster]'."),
]
"""The marks of tests that start Ray; they fail where it is missing and ``VBPQIP_REQUIRE_RAY`` is 1."""


@contextmanager
def importable_by_workers() -> Iterator[None]:
    """Let workers that are started meanwhile import what tests import."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
        yield
