"""A small folder of submissions, written once, with errors, hostile files and conflicts."""

from __future__ import annotations

import pytest

from support.load import Inbox, Wanted, write_load


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    """Return the folder; a test that changes it copies it first."""
    folder = tmp_path_factory.mktemp("load")
    truth = write_load(folder, Wanted(reports=45, with_errors=0.2, hostile=0.2, conflicts=6, periods=2))
    return Inbox(folder / "reports", folder / "terms.toml", folder / "manifest.csv", truth)
