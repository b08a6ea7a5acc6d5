"""The list of saved therapists that an address holds."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from directory import shortlist
from directory.models import Therapist


def test_the_list_keeps_its_order_and_names_nobody_twice() -> None:
    assert shortlist.parse(QueryDict("t=b&t=a&t=b&near=80202")) == ("b", "a")


def test_it_holds_six_and_says_how_many_more_there_were() -> None:
    reading = shortlist.read(QueryDict("&".join(f"t=person-{n}" for n in range(9))))

    assert reading.slugs == tuple(f"person-{n}" for n in range(6))
    assert (reading.unreadable, reading.beyond) == (0, 3)


@pytest.mark.parametrize("word", ["", " ", "a b", "%00", "a%00", "é", "<x>", "a/b", "x" * 81, "٣"])
def test_a_word_that_cannot_be_a_slug_is_counted_and_left_out(word: str) -> None:
    reading = shortlist.read(QueryDict(f"t={word}&t=ana"))

    assert reading == shortlist.Reading(("ana",), 1, 0)


def test_the_longest_slug_of_a_profile_is_read() -> None:
    longest = "x" * (Therapist._meta.get_field("slug").max_length or 0)

    assert shortlist.parse(QueryDict(f"t={longest}")) == (longest,)


@given(st.lists(st.text()))
def test_any_words_give_a_list_that_is_written_and_read_alike(words: list[str]) -> None:
    data = QueryDict(mutable=True)
    data.setlist("t", words)

    slugs = shortlist.parse(data)

    assert len(slugs) <= shortlist.MOST
    assert shortlist.parse(QueryDict(shortlist.query(slugs))) == slugs


def test_one_more_comes_last_unless_it_is_there_or_the_list_is_full() -> None:
    full = tuple("abcdef")

    assert shortlist.with_one(("a",), "b") == ("a", "b")
    assert shortlist.with_one(("a", "b"), "a") == ("a", "b")
    assert shortlist.with_one(full, "g") == full


def test_one_is_taken_out() -> None:
    assert shortlist.without(("a", "b"), "a") == ("b",)
    assert shortlist.without(("a",), "z") == ("a",)


def test_an_address_carries_the_list_or_stays_plain() -> None:
    assert shortlist.address("/x/", ["a", "b"]) == "/x/?t=a&t=b"
    assert shortlist.address("/x/", []) == "/x/"
