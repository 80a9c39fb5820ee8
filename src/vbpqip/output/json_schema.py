"""The JSON Schema of the program's documents: ``schema.json`` beside this module, a definition for each."""

from __future__ import annotations

import json
from pkgutil import get_data
from typing import Any


def schema_of(definition: str) -> dict[str, Any]:
    """Return the schema of a document, or of a part that documents share.

    >>> schema_of("comparison_document")["$ref"]
    '#/$defs/comparison_document'
    """
    definitions: dict[str, Any] = json.loads(get_data("vbpqip.output", "schema.json") or b"")
    return {**definitions, "$ref": f"#/$defs/{definition}"}
