"""Brings text into one plain spelling while remembering where each letter stood."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: Whatever people type for these marks.
_APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u02bb\u00b4\u2032\u0060\uff07"
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
_DASHES = "-\u2010\u2011\u2012\u2212\ufe63\uff0d"
_LONG_DASHES = "\u2013\u2014\u2015"
#: Letters that show nothing, though Unicode counts them as letters or symbols.
_BLANKS = "\u115f\u1160\u3164\uffa0"
#: Letters of other scripts that look like Latin ones, and Latin ones that Unicode does not split.
_LOOKALIKES = dict(
    zip(
        "авсԁеԍһніјкӏмոорԛгѕтυѵԝхуαεικνορτχøłđðıæœħ",
        [*"abcdeghhijklmnopqrstuvwxyaeiknoptxoldd", "i", "ae", "oe", "h"],
        strict=True,
    )
)
_PLAIN = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_LONG_DASHES, "--"),
    **dict.fromkeys(_BLANKS, ""),
    "\u2800": " ",
}
#: A sign that stands for a whole phrase is left as it is, so that text cannot swell.
LONGEST_LETTER = 4
#: What is more than one character to a reader, or less: ends of lines, spaces, Markdown, HTML.
_TOKEN = re.compile(
    r"(?P<space>\s[\s\u200b-\u200d\u2060\ufeff]*)"
    r"|(?P<target>\]\((?:[^()\s]{0,500})(?:\s\"[^\"\n]{0,200}\")?\))"
    r"|(?P<citation>\[[@#][^\]\n]{0,200}\])"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|(?P<plain>[a-z0-9,.;:!?%]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
#: A line that begins like this is no continuation of the one above it.
_BLOCK = re.compile(r"[-*+#>|\u2022]|\d{1,3}[.)]\s")


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text, and for each of its characters the part of the original that it stands for."""

    text: str
    starts: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        return self.starts[start], self.ends[end - 1]


def fold(text: str, *, hard_breaks: bool, markup: bool = False) -> Folded:
    """Small letters without accents, tricks and Markdown marks; one space between words.

    An end of line is kept where a sentence cannot go on over it: always with `hard_breaks`, else
    between blocks of Markdown. With `markup` the marks and link targets of Markdown stay.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, plain in _pieces(text, hard_breaks, markup):
        if plain is None:  # accents and the like belong to the letter before them
            if ends:
                ends[-1] = end
        elif plain in (" ", "\n") and letters and letters[-1] in (" ", "\n"):
            letters[-1] = max(letters[-1], plain, key="\n".__eq__)
        elif end - start == len(plain) > 1:
            letters.extend(plain)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            letters.extend(plain)
            starts.extend([start] * len(plain))
            ends.extend([end] * len(plain))
    return Folded("".join(letters), starts, ends)


def _pieces(text: str, hard_breaks: bool, markup: bool) -> Iterator[tuple[int, int, str | None]]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind, part = match.lastgroup, match[0]
        if kind == "plain":
            yield start, end, part
        elif kind == "space":
            yield start, end, _space(text, start, end, hard_breaks)
        elif kind == "entity":
            yield start, end, "".join(plain_letter(one) or "" for one in html.unescape(part))
        elif kind == "other":
            yield start, end, _mark(text, start, markup)
        elif markup:
            yield from _letter_by_letter(part, start)
        else:
            yield start, end, " " if kind == "citation" else ""


def _letter_by_letter(part: str, start: int) -> Iterator[tuple[int, int, str | None]]:
    for offset, letter in enumerate(part, start):
        plain = " " if letter.isspace() else plain_letter(letter)
        yield offset, offset + 1, plain


def _space(text: str, start: int, end: int, hard_breaks: bool) -> str:
    breaks = len(text[start:end].splitlines()) - 1 + text[start:end].endswith(("\n", "\r"))
    is_end = breaks > 1 or (breaks == 1 and (hard_breaks or _BLOCK.match(text, end)))
    return "\n" if is_end else " "


def _mark(text: str, at: int, markup: bool) -> str | None:
    """One character that may be a mark of Markdown."""
    letter = text[at]
    if markup:
        return plain_letter(letter)
    if letter == "|":
        return "\n"
    if letter in "*[]~" or (letter in "_`\\" and not _is_inside_a_word(text, at)):
        return ""
    return plain_letter(letter)


def _is_inside_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


@lru_cache(maxsize=4096)
def plain_letter(letter: str) -> str | None:
    """ "É" is "e"; None for what is only an addition to the letter before it."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    if category in ("Mn", "Me"):
        return None
    if category in ("Cc", "Cf", "Cs"):  # zero-width, directions, soft hyphens
        return ""
    parts = unicodedata.normalize("NFKD", letter.casefold()).casefold()
    if len(parts) > LONGEST_LETTER:
        return letter
    return "".join(
        _LOOKALIKES.get(part, _PLAIN.get(part, part))
        for part in parts
        if unicodedata.category(part) not in ("Mn", "Me")
    )
