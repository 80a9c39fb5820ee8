"""The store is asked by the names of its queries.

1. SQL stands in the store alone. 2. Every query is asked, and none that is not there. 3. A query keeps to the words of
the program and to the columns of its values.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vbpqip.batch.records import FileState, StoredReview
from vbpqip.batch.store import Store, queries
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.findings import Severity
from vbpqip.core.results import Reason, Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.form.sheets import KIND

SOURCE = Path(__file__).parents[2] / "src" / "vbpqip"
STORE = SOURCE / "batch" / "store.py"
WORDS = {"", "0", KIND, "NA", *FileState, *Status, *VersionStatus, *Verdict, *Severity, *Attendance, *Reason}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if path != STORE]


def test_1_sql_stands_in_the_store_alone() -> None:
    assert [(path.name, text) for path in _modules() for text in _texts(path) if SQL.match(text)] == []


def test_2_every_query_is_asked() -> None:
    texts = {text for path in (STORE, *_modules()) for text in _texts(path)}

    assert set(queries()) - texts == set()


def test_2_a_query_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        Store(":memory:").row("unknown")


def test_3_words_are_those_of_the_program() -> None:
    statements = [statement for query in queries().values() for statement in query]
    quoted = {word for statement in statements for word in re.findall(r"'([^']*)'", statement)}

    assert {word for word in quoted if not word.startswith("$")} <= WORDS


def test_3_a_review_is_kept_with_all_its_values() -> None:
    (statement,) = queries()["keep_review"]

    assert re.findall(r":(\w+)", statement) == list(StoredReview._fields)
    assert re.findall(r"(\w+) = excluded\.\1", statement) == [*StoredReview._fields[3:]]
