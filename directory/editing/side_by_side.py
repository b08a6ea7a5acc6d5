"""Puts what changed into two columns: the words as they were, and the words as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sciatica_site.diffs import Piece

from .changes import Change, Kind


@dataclass(frozen=True)
class Pair:
    """One statement. A column without pieces says nothing: it was added or removed as a whole."""

    label: str
    kind: Kind
    left: Sequence[Piece]
    right: Sequence[Piece]


def pairs(changes: Iterable[Change], page_key: str) -> list[Pair]:
    """Those of one page of the editor, in its order."""
    return [_pair(change) for change in changes if change.page_key == page_key]


def _pair(change: Change) -> Pair:
    if change.pieces:
        left = [piece for piece in change.pieces if piece.kind != "added"]
        right = [piece for piece in change.pieces if piece.kind != "removed"]
        return Pair(change.label, change.kind, left, right)
    return Pair(
        change.label,
        change.kind,
        [Piece("removed", change.before)] if change.before else [],
        [Piece("added", change.after)] if change.after else [],
    )
