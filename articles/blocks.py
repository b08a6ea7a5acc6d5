"""The blocks of an article: paragraphs, list items, headings and table rows, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from sciatica_site.markdown import parse

from .directives import DIRECTIVES

READ = {"text", "code_inline", "text_special"}
BREAKS = {"softbreak", "hardbreak"}


@dataclass(frozen=True, slots=True)
class Block:
    """`source` as it was written; `parts` are its words: one part, or the cells of a table row."""

    line: int
    source: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.parts)


def blocks(text: str) -> list[Block]:
    rows = groupby(_inlines(parse(text, DIRECTIVES)), key=lambda found: found[0])
    return [_block([token for _, token in found]) for _, found in rows]


def _inlines(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    """Each piece of text with the number of its block: the cells of a row share theirs."""
    number, in_row = 0, False
    for token in tokens:
        if token.type in {"tr_open", "tr_close"}:
            in_row = token.type == "tr_open"
            number += 1
        elif token.type == "inline":
            number += not in_row
            yield number, token


def _block(tokens: list[Token]) -> Block:
    line = tokens[0].map[0] + 1 if tokens[0].map else 1
    parts = (words(token) for token in tokens)
    return Block(
        line=line,
        source=" | ".join(token.content for token in tokens),
        parts=tuple(part for part in parts if part),
    )


def words(inline: Token) -> str:
    """The words alone, without targets of links; citations and marks are still among them."""
    pieces = (
        " " if child.type in BREAKS else child.content
        for child in inline.children or ()
        if child.type in READ | BREAKS
    )
    return " ".join("".join(pieces).replace("’", "'").split())
