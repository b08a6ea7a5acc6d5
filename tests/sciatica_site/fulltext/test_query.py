"""What was typed becomes a few plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site.fulltext import TextQuery, parse


def test_words_stand_once_and_in_order() -> None:
    assert parse("Sciatic pain, sciatica pains").terms == ("sciatica", "pain")


def test_the_first_eight_words_count() -> None:
    numbers = [str(number) for number in range(100, 110)]

    assert parse(" ".join(numbers)).terms == tuple(numbers[:8])


@pytest.mark.parametrize("text", ["", "the", "🙂", "\0", "who is near me", '"*"'])
def test_nothing_to_search_for(text: str) -> None:
    query = parse(text)

    assert query == TextQuery(())
    assert not query


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert parse("massage " + "x" * 10_000_000).terms[0] == "massag"
    assert parse(" " * 1_000 + "massage").terms == ()


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    query = parse(text)

    assert len(query.terms) == len(set(query.terms)) <= 8
