"""A diff says word by word what changed, and is done in a moment however long the texts are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site.diffs import MOST_STEPS, Piece, changed_words, word_diff

TEXTS = st.text(alphabet="ab \n.é", max_size=60)


def said(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def test_a_word_that_was_replaced_is_removed_and_added() -> None:
    assert said(word_diff("Massage cures pain.", "Massage may ease pain.")) == [
        ("same", "Massage "),
        ("removed", "cures "),
        ("added", "may ease "),
        ("same", "pain."),
    ]


def test_texts_that_are_the_same_have_one_piece() -> None:
    assert said(word_diff("One two.", "One two.")) == [("same", "One two.")]
    assert word_diff("", "") == []


def test_a_paragraph_that_was_split_shows_its_new_line_breaks() -> None:
    assert ("added", "\n\n") in said(word_diff("One. Two.", "One.\n\nTwo."))


def test_more_blanks_between_words_are_no_change_of_words() -> None:
    assert changed_words(word_diff("one two", "one   two")) == 0


def test_removed_and_added_words_are_counted() -> None:
    assert changed_words(word_diff("one two three", "one 2 three four")) == 3


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    left = "".join(piece.text for piece in pieces if piece.kind != "added")
    assert "".join(left.split()) == "".join(old.split())
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new"),
    [("a " * 100_000, "b " * 100_000), ("a\n" * 100_000, "b\n" * 100_000), ("a" * 10**6, "b")],
)
def test_huge_texts_are_told_apart_in_large_pieces(old: str, new: str) -> None:
    start = time.perf_counter()

    pieces = word_diff(old, new)

    assert said(pieces) == [("removed", old), ("added", new)]
    assert time.perf_counter() - start < 5


def test_a_long_text_with_a_short_change_is_still_compared_by_words() -> None:
    old = "word " * MOST_STEPS
    old = old[:500_000]

    assert said(word_diff(old, old + "end"))[-1] == ("added", "end")
