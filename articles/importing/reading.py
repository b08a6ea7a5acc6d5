"""Reads an article file: front matter between --- lines, then Markdown."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import BadFile, Problem

FENCE = "---"


@dataclass(frozen=True)
class RawArticle:
    """A file as it was read: nothing is checked yet."""

    path: Path
    fields: dict[str, Any]
    field_lines: dict[str, int]
    body: str
    #: Lines of the file above the body: adding it to a line of the body gives the file's line.
    body_offset: int


def find_files(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.md"))


def read(path: Path) -> RawArticle:
    """Split a file into fields and text; raises `BadFile`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(path, Problem(f"it cannot be read: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise BadFile(path, Problem(f"not UTF-8 text (byte {error.start})")) from error
    lines = text.splitlines()
    end = _end_of_front_matter(path, lines)
    return RawArticle(
        path=path,
        fields=_parse(path, lines[1:end]),
        field_lines=_field_lines(lines[1:end]),
        body="\n".join(lines[end + 1 :]).strip("\n") + "\n",
        body_offset=end + 1 + _leading_blank_lines(lines[end + 1 :]),
    )


def _end_of_front_matter(path: Path, lines: list[str]) -> int:
    if not lines or lines[0].strip() != FENCE:
        raise BadFile(path, Problem("the first line must be ---, followed by the fields", 1))
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return index
    raise BadFile(path, Problem("the fields are not closed by a second --- line", len(lines)))


def _parse(path: Path, lines: list[str]) -> dict[str, Any]:
    try:
        fields = yaml.safe_load("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        # +2: YAML counts from 0, and the opening fence is above it.
        line = mark.line + 2 if mark else None
        raise BadFile(path, Problem(error.problem or "the fields are not YAML", line)) from error
    # ValueError: a date such as 2026-02-31; RecursionError: thousands of open brackets
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadFile(path, Problem(f"the fields cannot be read: {error}")) from error
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise BadFile(path, Problem("the fields must be lines such as “title: …”", 2))
    return fields


def _field_lines(lines: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=2):
        if match := re.match(r"([A-Za-z_]+)\s*:", line):
            found.setdefault(match[1], number)
    return found


def _leading_blank_lines(lines: list[str]) -> int:
    return next((index for index, line in enumerate(lines) if line), len(lines))
