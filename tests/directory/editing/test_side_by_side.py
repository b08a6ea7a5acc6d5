"""What changed, in two columns."""

from __future__ import annotations

from directory.editing.changes import Change
from directory.editing.side_by_side import pairs
from sciatica_site.diffs import Piece, word_diff


def change(before: str, after: str, *, page: str = "place", is_prose: bool = True) -> Change:
    kind = "changed" if before and after else "added" if after else "removed"
    pieces = word_diff(before, after) if is_prose and kind == "changed" else []
    return Change(page, "Place", "Words", kind, before, after, pieces)


def test_each_column_reads_as_its_own_text() -> None:
    (pair,) = pairs([change("I listen to you first.", "I listen closely first.")], "place")

    assert "".join(piece.text for piece in pair.left) == "I listen to you first."
    assert "".join(piece.text for piece in pair.right) == "I listen closely first."
    assert {piece.kind for piece in pair.left} == {"same", "removed"}
    assert {piece.kind for piece in pair.right} == {"same", "added"}


def test_a_short_value_is_marked_as_a_whole() -> None:
    (pair,) = pairs([change("2010", "2012", is_prose=False)], "place")

    assert pair.left == [Piece("removed", "2010")]
    assert pair.right == [Piece("added", "2012")]


def test_what_was_added_or_removed_leaves_the_other_column_empty() -> None:
    added, removed = pairs([change("", "New."), change("Old.", "")], "place")

    assert (added.left, added.right) == ([], [Piece("added", "New.")])
    assert (removed.left, removed.right) == ([Piece("removed", "Old.")], [])


def test_only_the_changes_of_one_page_are_told() -> None:
    found = [change("a", "b", page="rates"), change("c", "d")]

    assert [pair.left[0].text for pair in pairs(found, "rates")] == ["a"]
