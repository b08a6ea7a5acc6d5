"""The house rules about wording see what they should, and let denials pass."""

from pathlib import Path
from typing import Any

import pytest

from articles.content_checks import check, sentences, wording, wording_hints
from articles.importing.reading import RawArticle


def article(body: str, **fields: Any) -> RawArticle:
    return RawArticle(
        path=Path("one.md"),
        fields={"title": "One", "summary": "What it tells.", **fields},
        field_lines={},
        body=body,
        body_offset=10,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage cures sciatica.",
        "It heals the nerve.",
        "It flushes toxins from the muscle.",
        "It fixes your disc.",
        "Massage is proven to work.",
        "It boosts circulation.",
        "It breaks up scar tissue.",
        "We guarantee relief.",
    ],
)
def test_a_promise_is_found(sentence: str) -> None:
    assert len(list(wording(sentence))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage is not a cure.",
        "Nothing here is proven to cure sciatica.",
        "It doesn't heal a nerve.",
        "It doesn\u2019t heal a nerve.",
        "Be wary of anyone who promises to fix your disc.",
        "A worrying answer is that it removes toxins.",
        "See a health professional about your health care.",
    ],
)
def test_a_denial_or_a_warning_is_allowed(sentence: str) -> None:
    assert list(wording(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not go bi-weekly.",
        "Never ask a masseuse.",
        "This is not a slipped disc.",
        "There is no tumour.",
    ],
)
def test_some_words_are_wrong_even_in_a_denial(sentence: str) -> None:
    assert len(list(wording(sentence))) == 1


def test_a_disc_may_be_called_slipped_in_quotes() -> None:
    assert list(wording('A herniated ("slipped") disc is the usual cause.')) == []


def test_a_denial_in_one_sentence_does_not_excuse_the_next() -> None:
    assert len(list(wording("It is not magic. It cures sciatica."))) == 1


def test_list_items_and_cells_are_sentences_of_their_own() -> None:
    text = "Avoid these:\n\n- not this\n- it cures pain\n\n| no | yes |\n|---|---|\n| a | b |"

    assert "- it cures pain" in sentences(text)
    assert len(list(wording(text))) == 1


def test_a_finding_names_the_words_what_to_say_and_the_whole_sentence() -> None:
    text = "## One\n\nFirst. Massage **cures**\nsciatica for all. Last.\n\n- more"

    (finding,) = wording(text)

    assert finding.sentence == "Massage **cures** sciatica for all."
    assert finding.message.startswith("“cures” (say: may ease")


def test_what_only_deserves_a_second_look_is_a_hint_and_no_finding() -> None:
    text = "Ask about a healing hour."

    assert list(wording(text)) == []
    assert [hint.sentence for hint in wording_hints(text)] == [text]


def test_the_summary_is_checked_too() -> None:
    found = check(article("word " * 700 + "[@A]", summary="Massage cures sciatica."), {"A"})

    assert [finding.sentence for finding in found] == ["Massage cures sciatica."]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("word " * 599 + "[@A]", "599 words"),
        ("word " * 1101 + "[@A]", "1101 words"),
        ("word " * 700, "it cites no reference"),
        ("word " * 700 + "[@Nobody]", "line 11: There is no reference “Nobody”."),
    ],
)
def test_length_and_citations_are_checked(body: str, message: str) -> None:
    found = check(article(body), {"A"})

    assert any(str(finding).startswith(message) for finding in found)
