"""A message that is read before its sender is known does not tell who that is."""

from __future__ import annotations

import time

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
    "text",
    [
        "A spat, and patience.",
        "I am 303 years old, born 555014.",
        "20 to 30 minutes, 3 times a week, at 10 or 12",
        "12\n34\n56\n78",
        "L4/L5, @home",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert veiled(text, LETTER) == text


@pytest.mark.parametrize("name", ["", " ", "(((", "\\", "[a", "A", "*" * 200, "José Ñandú"])
def test_no_name_breaks_it(name: str) -> None:
    letter = Letter(name=name, email="a@example.com", message="", phone="12")

    assert veiled("Some words.", letter) == "Some words."


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("anna schmidt", "Best, Anna", "Best, [hidden]"),
        ("ANNA SCHMIDT", "anna and Schmidt's", "[hidden] and [hidden]'s"),
        ("Anna-Lena Schmidt", "Lena here, or anna", "[hidden] here, or [hidden]"),
        ("Anna\u2011Lena", "lena", "[hidden]"),
        (
            "Anna",
            "Annabel, Susanna, anna1980, _Anna_",
            "Annabel, Susanna, [hidden]1980, _[hidden]_",
        ),
        ("Bo Li", "Li said: bo is a tree, li too", "[hidden] said: bo is a tree, li too"),
        ("May", "in may", "in [hidden]"),
    ],
)
def test_parts_of_a_name_are_hidden_however_they_are_written(
    name: str, text: str, shown: str
) -> None:
    assert veiled(text, Letter(name, "x@example.com", "")) == shown


@pytest.mark.parametrize(
    "text",
    [
        "other.one+x@mail.example.org",
        "OTHER@EXAMPLE.ORG",
        "other1980 (at) mail.com",
        "other [at] mail (dot) com",
        "720 555 0199",
        "(720) 555-0199",
        "+1.720.555.0199",
        "+44 20 7946 0999",
        "5550199",
        "720\u2013555\u20130199",
        "\u0667\u0662\u0660\u0665\u0665\u0665\u0660\u0661\u0669\u0669",
    ],
)
def test_any_address_and_any_number_is_hidden(text: str) -> None:
    assert veiled(f"Or: {text}, please.", LETTER) == "Or: [hidden], please."


@pytest.mark.parametrize(
    "text", ["x" * 50_000, "a@" * 25_000, "a@b." * 12_000, "1 " * 25_000, "1(((" * 12_000]
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()

    veiled(text, LETTER)

    assert time.perf_counter() - began < 2


def test_a_number_that_is_none_hides_nothing() -> None:
    assert veiled("At 10 or 12.", Letter("Pat", "a@example.com", "", phone="12")) == "At 10 or 12."
