"""What one person writes for another one to read."""

import pytest

from directory.actions.refusals import Refused
from directory.actions.words import needed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Why.\r\n\r\nBecause. ", "Why.\n\nBecause."),
        ("a\0b", "ab"),
        ("half \ud83d", "half ?"),
        ("Größe 🙂 عربي", "Größe 🙂 عربي"),
    ],
)
def test_what_no_database_keeps_is_taken_out(typed: str, kept: str) -> None:
    assert needed(typed, longest=100, message="Write.") == kept


@pytest.mark.parametrize("typed", ["", "  \r\n\t", "\0\0"])
def test_nothing_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(Refused, match="Write why"):
        needed(typed, longest=100, message="Write why.")


def test_too_much_is_refused_with_the_number() -> None:
    assert needed("x" * 100, longest=100, message="") == "x" * 100
    with pytest.raises(Refused, match="These are 101"):
        needed("x" * 101, longest=100, message="")
