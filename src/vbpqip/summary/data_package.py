"""The description of the CSV files for programs: a Tabular Data Package (Frictionless Data, version 1)."""

from __future__ import annotations

import json
from hashlib import file_digest
from typing import Any

from vbpqip.core.version import __version__
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.program.program import Program
from vbpqip.summary.columns import RESULTS_TABLE, TableColumn, TableOf, tables

DATA_PACKAGE = "datapackage.json"
_PATH = "path"


def write_data_package(atomic: AtomicFiles, program: Program, run: str) -> None:
    """Write the descriptor of the tables that are drafted, with the identity of their run."""
    described = {
        "profile": "tabular-data-package",
        "name": "vbpqip-batch",
        "id": run,
        "title": f"{program.name}: {program.vocabulary.target} performance reports of a folder",
        "description": "Made by vbpqip batch; which rules hold is told in summary.xlsx and summary.html.",
        "version": program.version,
        "created_by": f"vbpqip {__version__}",
        "resources": [_resource(atomic, table, program) for table in tables()],
    }
    text = json.dumps(described, indent=2, ensure_ascii=False)
    atomic.temporary(DATA_PACKAGE).write_text(f"{text}\n", "utf-8", newline="\n")


def _resource(atomic: AtomicFiles, table: TableOf, program: Program) -> dict[str, Any]:
    temporary = atomic.temporary(table.file)
    with temporary.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": temporary.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": _schema(table, program),
    }


def _schema(table: TableOf, program: Program) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, program) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.name != RESULTS_TABLE.name:
        reference = {"resource": RESULTS_TABLE.name, "fields": [_PATH]}
        schema["foreignKeys"] = [{"fields": [_PATH], "reference": reference}]
    return schema


def _field(column: TableColumn, program: Program) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    described = {"name": column.name, "type": str(column.kind), "description": program.in_words(column.description)}
    return {**described, "constraints": constraints} if constraints else described
