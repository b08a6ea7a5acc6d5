"""Ways around the site are found in whatever form, and other numbers are left alone."""

import pytest

from sciatica_site.wording import lint


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.rule_id, hit.text) for hit in lint(text, "profile")]


@pytest.mark.parametrize(
    "number",
    [
        "303-447-1982",
        "(303) 447-1982",
        "(303)447-1982",
        "303.447.1982",
        "303 447 1982",
        "3034471982",
        "+1 303 447 1982",
        "1-303-447-1982",
        "303\u2011447\u20111982",
        "3\u200b03-447-1982",
        "\u0663\u0660\u0663-447-1982".replace("\u0663\u0660\u0663", "\uff13\uff10\uff13"),
        "447-1982",
        "+44 20 7946 0958",
        "1-800-MASSAGE",
        "five five five oh one two three",
        "three-zero-three, four four seven, one nine eight two",
        "3 0 3 4 4 7 1 9 8 2",
        "triple five, double oh, one two",
    ],
)
def test_a_telephone_number_is_found_whole(number: str) -> None:
    assert found(f"Reach me at {number}, mornings.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "Call 911.",
        "$100-1500 a year",
        "from 2010-2015",
        "80302-1234",
        "License MT 3034471982",
        "NPI 1234567893",
        "3,096 people in 25 trials",
        "doi 10.1016/j.spinee.2014.12.1234",
        "0 1 2 3 4 5 6 7 8 9 10",
        "one two three four five six seven",
        "800 people came",
        "1,234,567,890",
        "60/75/90/120 minutes",
        "7 days, 9 to 5",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "part"),
    [
        ("Mail ana.ruiz+backs@example.co.uk!", "email", "ana.ruiz+backs@example.co.uk"),
        ("Mail ana\uff20example.com", "email", "ana\uff20example.com"),
        ("[write](mailto:ana@example.com)", "email", "ana@example.com"),
        ("ana at example dot com", "email", "ana at example dot com"),
        ("ana (at) mail (dot) example (dot) org", "email", "ana (at) mail (dot) example (dot) org"),
        ("ana @ gmail", "email", "ana @ gmail"),
        ("on https://example.com/a?b=c today", "web", "https://example.com/a?b=c"),
        ("on www.example.com", "web", "www.example.com"),
        ("on example.com.", "web", "example.com"),
        ("anas-hands dot com", "web", "anas-hands dot com"),
        ("at @anas_hands", "social", "@anas_hands"),
        ("find me on Instagram", "social", "find me on Instagram"),
        ("my Venmo is open", "social", "my Venmo is"),
    ],
)
def test_addresses_and_accounts_are_found(text: str, rule: str, part: str) -> None:
    assert found(text) == [(rule, part)]


@pytest.mark.parametrize(
    "text",
    [
        "Meet me at the door, e.g. at noon.",
        "I work at two places.Both are quiet.",
        "The dot on the door is yellow.",
        "Facebook bores me.",
        "a 5 @ 10 split",
        "Monday a.m. and Friday p.m.",
    ],
)
def test_ordinary_sentences_hold_no_address(text: str) -> None:
    assert found(text) == []
