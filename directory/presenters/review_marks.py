"""Marks the words in a text that a moderator should look at, where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from directory.editing.changes import Change
from directory.editing.side_by_side import Pair, pairs
from directory.forms.hints import WordingHint
from sciatica_site.diffs import Piece
from sciatica_site.wording import lint


@dataclass(frozen=True, slots=True)
class Stretch(Piece):
    """A part of a piece, all of it marked or none; `opens` and `closes` say which is the piece's
    first and last."""

    is_marked: bool = False
    opens: bool = True
    closes: bool = True


def marked_pairs(
    changes: Iterable[Change], key: str, hints: Sequence[WordingHint] = ()
) -> list[Pair]:
    """The changes of one page in two columns, with marks in what is new."""
    return [replace(one, right=marked(one.right, hints)) for one in pairs(changes, key)]


def marked(pieces: Sequence[Piece], hints: Sequence[WordingHint]) -> list[Stretch]:
    """The same pieces, cut where marked words begin and end. Only what a hint names is marked: a
    web address, for one, has its own field."""
    found = {words for hint in hints for words in hint.found}
    text = "".join(piece.text for piece in pieces)
    spans = [
        (hit.start, hit.end)
        for hit in (lint(text, audience="profile") if found else [])
        if hit.text in found
    ]
    return list(_cut(pieces, spans))


def _cut(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        edges = {start, end, *(edge for span in spans for edge in span if start < edge < end)}
        ordered = sorted(edges)
        for first, last in pairwise(ordered):
            yield Stretch(
                piece.kind,
                piece.text[first - start : last - start],
                is_marked=any(begin <= first and last <= stop for begin, stop in spans),
                opens=first == start,
                closes=last == end,
            )
        start = end
