"""The pictures of the articles are described in words and drawn in templates."""

from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.html import escape

from articles.illustrations import BadIllustrations, figure, illustrations, parse

GOOD = {"key": "one-two", "title": "One", "description": "All of it.", "caption": "Two."}


@pytest.mark.parametrize("key", illustrations())
def test_every_picture_has_its_drawing_and_is_shown_with_its_words(key: str) -> None:
    picture = illustrations()[key]

    get_template(f"illustrations/{key}.svg")
    html = figure(picture)

    assert 'role="img"' in html
    assert "<title" in html
    assert escape(picture.caption) in html
    assert escape(picture.description) in html


def test_line_breaks_of_the_file_are_single_spaces() -> None:
    assert parse([{**GOOD, "caption": "Two\n words.\n"}])["one-two"].caption == "Two words."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "are a list"),
        (["x"], "its fields are"),
        ([{**GOOD, "size": 3}], "its fields are"),
        ([{**GOOD, "description": " "}], "no text under description"),
        ([{**GOOD, "caption": 3}], "no text under caption"),
        ([{**GOOD, "key": "../one"}], "a key has small letters"),
        ([GOOD, GOOD], "two of this key"),
    ],
)
def test_a_wrong_entry_is_refused(content: Any, message: str) -> None:
    with pytest.raises(BadIllustrations, match=message):
        parse(content)
