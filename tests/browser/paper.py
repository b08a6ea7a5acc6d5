"""Reads the words on the pages that Chromium prints as PDF."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\nendstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b")
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
# A font chosen, or glyphs written in it. Chromium writes them as hexadecimal digits.
WRITING = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj")
SINGLES = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>\n")
RANGES = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>\n")
BLOCK = re.compile(rb"begin(bfchar|bfrange)\n(.*?)end\1", re.DOTALL)


def printed(pdf: bytes) -> list[str]:
    """What stands on each page, as `compact` writes it."""
    objects = {int(match[1]): match[2] for match in OBJECT.finditer(pdf)}
    pages = [body for body in objects.values() if PAGE.search(body)]
    return [compact("".join(words(page, objects))) for page in pages]


def compact(text: str) -> str:
    """Without spaces, since lines break anywhere; "fi" printed as one letter is two again."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def words(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    fonts = {
        name: letters(text_of(objects, UNICODE, objects[int(number)]))
        for name, number in FONT.findall(page)
    }
    font: dict[int, str] = {}
    for name, glyphs in WRITING.findall(text_of(objects, CONTENTS, page)):
        if name:
            font = fonts[name]
        for at in range(0, len(glyphs), 4):
            yield font.get(int(glyphs[at : at + 4], 16), "\N{REPLACEMENT CHARACTER}")


def text_of(objects: dict[int, bytes], reference: re.Pattern[bytes], body: bytes) -> bytes:
    """The unpacked stream that an object refers to."""
    found = reference.search(body)
    stream = STREAM.search(objects[int(found[1])]) if found else None
    return zlib.decompress(stream[1]) if stream else b""


def letters(table: bytes) -> dict[int, str]:
    """Which letters each glyph of a font stands for."""
    known: dict[int, str] = {}
    for kind, block in BLOCK.findall(table):
        if kind == b"bfchar":
            known |= {int(glyph, 16): decoded(text) for glyph, text in SINGLES.findall(block)}
        else:
            for first, last, start in RANGES.findall(block):
                for glyph in range(int(first, 16), int(last, 16) + 1):
                    known[glyph] = chr(int(start, 16) + glyph - int(first, 16))
    return known


def decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")
