"""The safety guides speak about every level, and promise nothing."""

from __future__ import annotations

from articles.content_checks import wording
from articles.data_files import read_data
from articles.safety import safety_guides


def all_texts() -> list[str]:
    guides = safety_guides()
    return [
        *(step for help in guides.help for step in help.steps),
        *(line for part in guides.after for line in (part.heading, *part.lines)),
        *guides.therapist_does,
        *guides.therapist_never,
    ]


def test_every_level_says_what_to_do() -> None:
    assert [help.level.key for help in safety_guides().help] == ["emergency", "urgent", "soon"]
    assert all(help.steps for help in safety_guides().help)


def test_after_a_massage_the_most_urgent_comes_first() -> None:
    levels = [part.level for part in safety_guides().after]

    assert levels == ["stop", "emergency", "urgent", "usual"]


def test_the_texts_promise_nothing_and_name_no_number() -> None:
    assert [str(found) for text in all_texts() for found in wording(text)] == []
    assert not any(character in text for text in all_texts() for character in "%$")


def test_every_source_is_a_known_reference() -> None:
    assert set(safety_guides().references) <= {entry["key"] for entry in read_data("references")}
