"""Checks JSON-LD against the vocabulary of schema.org: types, properties, domains and ranges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

#: Cut out of a release of schema.org; the file says which. A type that is used for the first time
#: has to be cut out as well, with its ancestors and their properties.
VOCABULARY: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "schemaorg.json").read_text("utf-8")
)
FORMATS = {
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)",
    "URL": r"https?://[^\s<>\"]+",
    "Duration": r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?",
    "Number": r"-?\d+(\.\d+)?",
    "Integer": r"-?\d+",
    "Text": r".+",
}
KEYWORDS = {"@context", "@id", "@type"}


def problems(data: dict[str, Any]) -> list[str]:
    """What a validator would complain about; empty for data as they should be."""
    found = list(_node(data, "page"))
    if data.get("@context") != "https://schema.org":
        found.append("page: the context is not schema.org")
    return found


@cache
def ancestors(name: str) -> frozenset[str]:
    """A type and all that it is a kind of."""
    found = {name}
    for parent in VOCABULARY["types"].get(name, ()):
        found |= ancestors(parent)
    return frozenset(found)


def _node(node: dict[str, Any], path: str) -> Iterator[str]:
    name = node.get("@type")
    if name not in VOCABULARY["types"]:
        yield f"{path}: no type {name}"
        return
    for key, value in node.items():
        if key in KEYWORDS:
            continue
        known = VOCABULARY["properties"].get(key)
        if known is None or not ancestors(name) & set(known["domain"]):
            yield f"{path}: a {name} has no property {key}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _value(one, set(known["range"]), f"{path}.{key}")


def _value(value: Any, expected: set[str], path: str) -> Iterator[str]:
    if isinstance(value, dict):
        if not ancestors(str(value.get("@type"))) & expected:
            yield f"{path}: {value.get('@type')} instead of {' or '.join(sorted(expected))}"
        yield from _node(value, path)
    elif isinstance(value, bool):
        if "Boolean" not in expected:
            yield f"{path}: {value} instead of {' or '.join(sorted(expected))}"
    elif not any(re.fullmatch(FORMATS[name], str(value)) for name in expected & set(FORMATS)):
        yield f"{path}: {value!r} instead of {' or '.join(sorted(expected))}"
