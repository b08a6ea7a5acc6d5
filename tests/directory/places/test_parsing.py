"""Typed text is taken apart into a ZIP code or readings of a city."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.parsing import LONGEST_TEXT, Reading, parse


@pytest.mark.parametrize(
    "text",
    [
        "80202",
        " 80202 ",
        "80202-1234",
        "80202 1234",
        "802021234",
        "80202–1234",
        "８０２０２",
        "80202 (Denver, CO)",
        "80202 Denver",
        "Denver, CO 80202",
        "1600 Broadway, Denver, Colorado 80202-1234",
        "ZIP: 80202",
    ],
)
def test_zip_code_is_found(text: str) -> None:
    assert parse(text).zip_code == "80202"


@pytest.mark.parametrize("text", ["7870", "787011", "٧٨٧٠١", "७८७०१", "12345678", "80202-12"])
def test_other_numbers_are_no_zip_code_but_meant_as_one(text: str) -> None:
    typed = parse(text)

    assert typed.zip_code == ""
    assert typed.digits


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Denver", [("denver", "")]),
        ("denver, co", [("denver", "CO")]),
        ("Denver, Colo.", [("denver", "CO")]),
        ("Denver, Colorado, USA", [("denver", "CO")]),
        ("12 Main St, Springfield, IL", [("springfield", "IL")]),
        ("springfield il", [("springfield", "IL"), ("springfieldil", "")]),
        ("Port Washington", [("portwashington", ""), ("port", "WA")]),
        ("Santa Fe New Mexico", [("santafenewmexico", ""), ("santafe", "NM")]),
        ("Washington, D.C.", [("washington", "DC")]),
        ("Paris, France", [("parisfrance", "")]),
        ("CO", [("co", "")]),
        ("😀", []),
        ("", []),
    ],
)
def test_city_is_read_in_order_of_likelihood(text: str, readings: list[tuple[str, str]]) -> None:
    assert list(parse(text).readings) == [Reading(*reading) for reading in readings]


def test_county_in_brackets_is_kept_apart() -> None:
    typed = parse("Oakwood, OH (Paulding County)")

    assert typed.readings == (Reading("oakwood", "OH"),)
    assert typed.county_key == "pauldingcounty"


def test_controls_do_not_reach_the_shown_text() -> None:
    assert parse("Den\x00ver\n\u202eCO\ud800").shown == "Den ver CO"


def test_too_long_text_is_not_taken_apart() -> None:
    typed = parse("a" * 10_000)

    assert typed.is_too_long
    assert len(typed.shown) == LONGEST_TEXT


@given(st.text(st.characters()))
def test_any_text_can_be_parsed(text: str) -> None:
    typed = parse(text)

    assert len(typed.shown) <= LONGEST_TEXT
    assert not (typed.zip_code and typed.readings)
