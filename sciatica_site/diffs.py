"""Says word by word what changed from one text to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: Line breaks mean something in Markdown, so they are words of their own.
WORD = re.compile(r"\n+|[^\S\n]*[^\s]+[^\S\n]*|[^\S\n]+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
#: Comparing takes about as many steps as the product of both lengths: beyond this, lines are
#: compared, and beyond it again, the whole text counts as changed.
MOST_STEPS = 4_000_000

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in order: without the added ones they are the old text but for
    blanks between words, without the removed ones exactly the new text."""
    for pattern, key in ((WORD, _without_blanks), (LINE, _itself)):
        words, others = pattern.findall(old), pattern.findall(new)
        start, end = _ends(words, others)
        middle, other_middle = words[start : len(words) - end], others[start : len(others) - end]
        if len(middle) * len(other_middle) <= MOST_STEPS:
            return _joined(
                [
                    Piece("same", "".join(others[:start])),
                    *_compared(middle, other_middle, key),
                    Piece("same", "".join(others[len(others) - end :])),
                ]
            )
    return _joined([Piece("removed", old), Piece("added", new)])


def changed_words(pieces: Sequence[Piece]) -> int:
    """How many words were taken away or put in."""
    return sum(len(piece.text.split()) for piece in pieces if piece.kind != "same")


def _itself(word: str) -> str:
    return word


def _without_blanks(word: str) -> str:
    return word if word.startswith("\n") else word.strip()


def _ends(words: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the start and at the end: most of a text, as a rule."""
    most = min(len(words), len(others))
    start = 0
    while start < most and words[start] == others[start]:
        start += 1
    end = 0
    while end < most - start and words[-1 - end] == others[-1 - end]:
        end += 1
    return start, end


def _compared(
    words: Sequence[str], others: Sequence[str], key: Callable[[str], str]
) -> Iterator[Piece]:
    # Frequent words are words too: without `autojunk` a long text would hardly match itself.
    matcher = SequenceMatcher(
        None, [key(word) for word in words], [key(word) for word in others], autojunk=False
    )
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(others[other_start:other_end]))
            continue
        yield Piece("removed", "".join(words[start:end]))
        yield Piece("added", "".join(others[other_start:other_end]))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Without empty pieces, and neighbors of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
