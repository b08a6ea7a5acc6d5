"""The pictures of the articles: what each shows, in words; the drawings are templates."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .data_files import read_data

FIELDS = ("key", "title", "description", "caption")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadIllustrations(ValueError):
    """The data file says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """`description` says in words all that `templates/illustrations/<key>.svg` shows."""

    key: str
    title: str
    description: str
    caption: str


@cache
def illustrations() -> dict[str, Illustration]:
    """By key; read once per process: the file is part of the code."""
    return parse(read_data("illustrations"))


def parse(content: Any) -> dict[str, Illustration]:
    if not isinstance(content, list):
        raise BadIllustrations("illustrations are a list")
    found: dict[str, Illustration] = {}
    for number, entry in enumerate(content, start=1):
        illustration = _illustration(entry, number)
        if illustration.key in found:
            raise BadIllustrations(f"{illustration.key}: there are two of this key")
        found[illustration.key] = illustration
    return found


def _illustration(entry: Any, number: int) -> Illustration:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        raise BadIllustrations(f"picture {number}: its fields are {', '.join(FIELDS)}")
    if empty := [name for name in FIELDS if not _is_text(entry[name])]:
        raise BadIllustrations(f"picture {number}: no text under {', '.join(empty)}")
    if not KEY.fullmatch(entry["key"]):
        raise BadIllustrations(f"{entry['key']}: a key has small letters, digits and hyphens")
    return Illustration(**{name: " ".join(entry[name].split()) for name in FIELDS})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def figure(illustration: Illustration) -> SafeString:
    """The picture with its caption and its description, as a page shows it."""
    return render_to_string("illustrations/_figure.html", {"illustration": illustration})
