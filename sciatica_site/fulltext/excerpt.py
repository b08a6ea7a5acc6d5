"""Cuts the part of a text that shows best why it was found, and marks the words found."""

from collections.abc import Iterator, Sequence

from .query import TextQuery
from .words import Word, words

LENGTH = 160
MORE = "…"


def excerpt(text: str, query: TextQuery, length: int = LENGTH) -> list[tuple[str, bool]]:
    """Pieces of about `length` characters around the first match; True for a word that was found.

    Of several matches the one with most of the asked words after it is taken. A text without
    any is cut at its beginning.
    """
    text = " ".join(text.split())
    found = [word for word in words(text) if word.term in query.terms]
    start, end = _window(text, _best(found, length), length)
    pieces = [*_pieces(text, found, start, end)]
    before, after = start > 0, end < len(text)
    return [*[(MORE, False)] * before, *pieces, *[(MORE, False)] * after]


def matches(text: str, query: TextQuery) -> int:
    """How many of the asked words the text holds."""
    return len({word.term for word in words(text)}.intersection(query.terms))


def _best(found: Sequence[Word], length: int) -> int:
    """Where the part that holds most of the asked words begins."""
    best, at = 0, 0
    for word in found:
        inside = {other.term for other in found if word.start <= other.start < word.start + length}
        if len(inside) > best:
            best, at = len(inside), word.start
    return at


def _window(text: str, match: int, length: int) -> tuple[int, int]:
    """About `length` characters, with a little before the match, cut between words."""
    start = max(0, min(match - length // 4, len(text) - length))
    end = min(len(text), start + length)
    if start:
        gap = text.find(" ", start, match)
        start = gap + 1 if gap >= 0 else match
    if end < len(text):
        gap = text.rfind(" ", match + 1, end + 1)
        end = gap if gap >= 0 else end
    return start, end


def _pieces(text: str, found: Sequence[Word], start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    for word in found:
        if word.start < at or word.end > end:
            continue
        if word.start > at:
            yield text[at : word.start], False
        yield text[word.start : word.end], True
        at = word.end
    if at < end:
        yield text[at:end], False
