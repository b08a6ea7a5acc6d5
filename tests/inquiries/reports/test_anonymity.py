"""Words for a therapist tell neither who has reported the profile, nor in which words."""

import pytest

from inquiries.reports.anonymity import gives_away

SAID = {
    "text": (
        "On Tuesday she asked me for forty dollars more than the page says. "
        "Call me: (303) 555-0142, or write to other@example.org."
    ),
    "email": "Witness.One@example.com",
}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Ask witness.one@example.com about it", "email address"),
        ("Ask WITNESS.ONE@EXAMPLE.COM.", "email address"),
        ("Ask <other@example.org>", "email address"),
        ("They can be reached at 303.555.0142", "phone number"),
        ("They can be reached at +1 303 555 0142", "phone number"),
        ("They can be reached at 3035550142", "phone number"),
        ("It is said: she asked me for forty dollars more than!", "stand in the report"),
        ("SHE ASKED, me for\nforty dollars more than", "stand in the report"),
        (SAID["text"], "stand in the report"),
    ],
)
def test_what_gives_somebody_away_is_named(words: str, why: str) -> None:
    assert why in " ".join(gives_away(words, SAID))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Somebody says that you charge more than your profile states.",
        "she asked me for forty dollars",
        "Call (303) 555-0199 or somebody@example.com",
        "In 2026, at 10:30, for 60 minutes and 95 dollars",
    ],
)
def test_own_words_pass(words: str) -> None:
    assert gives_away(words, SAID) == []


def test_a_short_report_is_not_repeated_whole() -> None:
    said = {"text": "It costs twice as much."}

    assert gives_away("They wrote: it costs twice as much", said)
    assert not gives_away("The costs are said to be twice as much.", said)
    assert not gives_away("It is closed.", {"text": "It is closed."})


def test_the_number_of_the_therapist_may_be_named() -> None:
    words = "Is (303) 555-0142 your number?"

    assert gives_away(words, SAID)
    assert gives_away(words, SAID, own_phone="+13035550142") == []


def test_wide_letters_hide_nothing() -> None:
    assert gives_away("ｗｉｔｎｅｓｓ.one@example.com", SAID)


def test_nothing_was_said() -> None:
    assert gives_away("Anything at all, in as many words as you like here.", {}) == []


def test_long_words_are_looked_at_in_a_moment() -> None:
    assert gives_away("9" * 4_000 + "@" * 4_000 + " (2) " * 1_000, {"text": "1-" * 2_000}) == []
