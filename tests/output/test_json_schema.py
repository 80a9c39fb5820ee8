"""The schema of the program's documents: each is sound, and nothing in it is for no document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps
from typing import Any

import jsonschema
import pytest

from vbpqip.output.json_schema import schema_of

DOCUMENTS = ("reviews_document", "comparison_document", "payments_document", "measure_document")


def _reached_from(names: tuple[str, ...], definitions: Mapping[str, Any]) -> set[str]:
    reached: set[str] = set()
    waiting = set(names)
    while waiting:
        reached |= waiting
        text = dumps([definitions[name] for name in waiting])
        waiting = set(re.findall(r'"#/\$defs/(\w+)"', text)) - reached
    return reached


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_schema_of_each_document_is_sound(document: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(document))


def test_every_definition_is_a_part_of_a_document() -> None:
    definitions = schema_of("reviews_document")["$defs"]

    assert _reached_from(DOCUMENTS, definitions) == set(definitions)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_has_all_its_keys(document: str) -> None:
    assert not jsonschema.Draft202012Validator(schema_of(document)).is_valid({})
