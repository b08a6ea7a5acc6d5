"""What changed between two revisions is said field by field."""

from articles.diffs import CONTEXT, content_diff, shortened
from sciatica_site.diffs import Piece

OLD = {"title": "One", "evidence_grade": "low", "related": ["a"], "shows_guidelines": False}


def test_only_fields_that_differ_are_told_by_their_names() -> None:
    diffs = content_diff(OLD, {**OLD, "title": "Two"})

    assert [(diff.label, diff.pieces) for diff in diffs] == [
        ("Title", [Piece("removed", "One"), Piece("added", "Two")])
    ]


def test_values_are_told_in_words() -> None:
    new = {"title": "One", "evidence_grade": "high", "related": [], "shows_guidelines": True}

    told = {diff.label: [piece.text for piece in diff.pieces] for diff in content_diff(OLD, new)}

    assert told == {
        "Evidence grade": ["Low", "High"],
        "Read next": ["a"],
        "Shows where guidelines disagree": ["no", "yes"],
    }


def test_a_first_revision_is_all_new() -> None:
    assert {p.kind for diff in content_diff({}, OLD) for p in diff.pieces} == {"added"}


def test_a_field_of_an_older_release_is_told_too() -> None:
    assert [diff.label for diff in content_diff({**OLD, "question": "Why?"}, OLD)] == [
        "Question it answers"
    ]


def test_the_middle_of_a_long_part_that_is_the_same_is_left_out() -> None:
    same = Piece("same", "a" * 5 * CONTEXT)
    added = Piece("added", "b" * 5 * CONTEXT)

    first, middle, new, last = shortened([same, added, Piece("same", "short"), same])

    assert first.text == f" […] {'a' * CONTEXT}"
    assert middle == added
    assert new.text == "short"
    assert last.text == f"{'a' * CONTEXT} […] "
