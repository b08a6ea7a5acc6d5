"""A message that is read before its sender is known does not tell who that is."""

from __future__ import annotations

import pytest

from inquiries.letter import Letter
from inquiries.veil import veiled

LETTER = Letter(name="Pat O'Hara", email="pat.ohara@example.com", message="", phone="+13035550142")


@pytest.mark.parametrize(
    "text",
    [
        "Yours, Pat O'Hara",
        "yours, pat  o'hara",
        "It is Pat here",
        "Ms. O'Hara",
        "Write to PAT.OHARA@example.com",
        "Call 3035550142",
        "Call (303) 555-0142 or",
        "Call +1 303 555 0142",
        "Call 1-303-555-0142",
        "303.555.0142",
    ],
)
def test_name_address_and_number_are_hidden_however_they_are_written(text: str) -> None:
    shown = veiled(text, LETTER)

    assert "[hidden]" in shown
    for part in ("Pat", "pat", "Hara", "hara", "555", "0142"):
        assert part not in shown


@pytest.mark.parametrize(
    "text", ["A pat on the back.", "Patience.", "I am 303 years old, born 5550142.", ""]
)
def test_other_words_stay(text: str) -> None:
    assert veiled(text, LETTER) == text


@pytest.mark.parametrize("name", ["", " ", "(((", "\\", "[a", "A", "*" * 200, "José Ñandú"])
def test_no_name_breaks_it(name: str) -> None:
    letter = Letter(name=name, email="a@example.com", message="", phone="12")

    assert veiled("Some words.", letter) == "Some words."


def test_a_number_that_is_none_hides_nothing() -> None:
    assert veiled("At 10 or 12.", Letter("Pat", "a@example.com", "", phone="12")) == "At 10 or 12."
