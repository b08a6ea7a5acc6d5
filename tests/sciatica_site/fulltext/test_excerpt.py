"""The part of a text that shows why it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site.fulltext import excerpt, matches, parse

LONG = (
    "I have practiced for nine years in a quiet room with a good table. " * 4
    + "Runners with a slipped disc come to me after they have seen a doctor. "
    + "We agree on a plan, and on a day to look at it again. " * 4
)


def marked(text: str, asked: str, length: int = 160) -> str:
    return "".join(
        f"[{part}]" if is_match else part for part, is_match in excerpt(text, parse(asked), length)
    )


def test_words_that_were_asked_are_marked_as_they_are_written() -> None:
    assert (
        marked("José’s RUNNERS, and the sciatic nerve.", "running jose sciatica")
        == "[José’s] [RUNNERS], and the [sciatic] nerve."
    )


def test_a_synonym_is_marked_as_a_whole() -> None:
    assert (
        marked("After a slipped disc I rest.", "herniated disc") == "After a [slipped disc] I rest."
    )


def test_the_part_around_the_match_is_shown_with_signs_for_the_rest() -> None:
    shown = marked(LONG, "runner disc")

    assert "[Runners] with a [slipped disc] come to me" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 180


def test_words_are_not_cut_in_two() -> None:
    words = set(LONG.split())

    shown = "".join(part for part, _ in excerpt(LONG, parse("doctor")))

    assert {word.strip("…") for word in shown.split()} <= {word.strip("…") for word in words} | {""}


def test_the_part_with_most_of_the_words_is_taken() -> None:
    text = (
        "Massage is fine. "
        + "Other things. " * 40
        + "Massage for runners with sciatica. "
        + "More. " * 90
    )

    assert "[Massage] for [runners] with [sciatica]" in marked(text, "massage runner sciatica")


def test_the_beginning_is_shown_when_nothing_matches() -> None:
    shown = marked(LONG, "unicorn")

    assert shown.startswith("I have practiced")
    assert shown.endswith("…")


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert marked("One\n\n  two", "two") == "One [two]"
    assert excerpt("", parse("two")) == []


def test_markup_is_text_like_any_other() -> None:
    assert marked("<b>sciatica</b> & co", "sciatica") == "<b>[sciatica]</b> & co"


def test_how_many_of_the_words_a_text_holds() -> None:
    assert matches("A runner with sciatica, a sciatic runner", parse("running sciatica disc")) == 2
    assert matches("", parse("running")) == 0


@given(st.text(), st.text(), st.integers(20, 200))
def test_any_text_can_be_cut(text: str, asked: str, length: int) -> None:
    tidy = " ".join(text.split())

    pieces = excerpt(text, parse(asked), length)

    assert "".join(part for part, _ in pieces).strip("…") in tidy
    assert all(part for part, _ in pieces)
    assert sum(len(part) for part, _ in pieces) <= max(length, 0) + 2


@given(st.lists(st.sampled_from(["sciatica", "runner", "x" * 30, "disc"]), min_size=1, max_size=60))
def test_what_was_found_is_always_shown(words: list[str]) -> None:
    text = " ".join(words)

    pieces = excerpt(text, parse("disc"), 80)

    assert any(is_match for _, is_match in pieces) is ("disc" in words)


@pytest.mark.parametrize("length", [1, 5])
def test_a_length_too_short_for_the_word_shows_what_fits(length: int) -> None:
    assert excerpt("before sciatica after", parse("sciatica"), length)
