"""The markup of result cards, written without a template: hooks and escapes."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from directory.presenters.availability import Availability
from directory.presenters.result_card import Qualities, ResultCard
from directory.search.catalogue import Value
from directory.templatetags.results import result_cards

NASTY = "<b>\"&'{0}"
SPORTS = Value("technique", "sports", "Sports massage", 1)
ODD = Value("technique", "odd", NASTY, 2)

CARD = ResultCard(
    slug="ana", name="Ana Ruiz", url="/therapists/ana/", miles="1204.5", miles_text="1205 miles",
    area="Denver, CO", availability=Availability("good", "Accepting", "confirmed today"),
    credential="LMT.", experience="Practicing since 2011.",
    qualities=Qualities((SPORTS,), (ODD,), ()),
    price="$95", price_length=60, passage_source="Sciatica approach",
    passage=[("… the ", False), ("piriformis", True), (" muscle", False)],
    why="1.2 miles away.", save_url="/therapists/shortlist/?t=ana",
)  # fmt: skip


def element(markup: str) -> Any:
    return html.fragment_fromstring(markup.strip())


def card_markup(*cards: ResultCard) -> str:
    return result_cards(cards)


def test_cards_are_written_one_after_the_other() -> None:
    assert card_markup(CARD, CARD).count("<article") == 2
    assert card_markup() == ""


def test_a_card_has_its_hooks() -> None:
    card = element(card_markup(CARD))

    assert (card.tag, card.get("data-therapist"), card.get("data-miles")) == (
        "article",
        "ana",
        "1204.5",
    )
    assert card.xpath("string(.//h2/a/@href)") == "/therapists/ana/"


def test_without_a_place_a_card_has_no_miles() -> None:
    card = element(card_markup(replace(CARD, miles="", miles_text="")))

    assert "data-miles" not in card.attrib


@pytest.mark.parametrize(
    "name", ["name", "area", "credential", "experience", "slug", "url", "why", "passage_source"]
)
def test_whatever_a_therapist_wrote_is_text(name: str) -> None:
    card = element(card_markup(replace(CARD, **{name: NASTY})))

    assert not card.xpath(".//b")
    assert NASTY in html.tostring(card, encoding="unicode", method="text") or NASTY in [
        card.get("data-therapist"),
        card.xpath("string(.//h2/a/@href)"),
    ]


def test_words_of_the_vocabulary_are_text_too() -> None:
    chips = element(card_markup(CARD)).xpath(".//li")

    assert [chip.text_content() for chip in chips] == ["Sports massage (specialty)", NASTY]


def test_availability_is_told_with_its_tone() -> None:
    card = element(card_markup(replace(CARD, availability=Availability("caution", NASTY, NASTY))))

    assert card.xpath("string(.//*[@class='status status--caution'])") == NASTY


@pytest.mark.parametrize(
    ("price", "text"), [("$95", "$95 for 60 minutes"), ("", "No price for 60 minutes")]
)
def test_a_price_is_told_with_its_length(price: str, text: str) -> None:
    card = element(card_markup(replace(CARD, price=price)))

    assert card.xpath("string(.//*[@class='card__price'])") == text


def test_a_card_without_techniques_has_no_empty_list() -> None:
    card = element(card_markup(replace(CARD, qualities=Qualities((), (), ()))))

    assert not card.xpath(".//ul")


def test_the_words_that_were_found_are_marked_in_their_passage() -> None:
    passage = element(card_markup(CARD)).xpath(".//p[@class='card__passage']")[0]

    assert passage.text_content() == "Sciatica approach: … the piriformis muscle"
    assert [mark.text for mark in passage.xpath("mark")] == ["piriformis"]


def test_a_passage_is_text_whatever_was_written() -> None:
    pieces = [(NASTY, False), (NASTY, True)]
    card = element(card_markup(replace(CARD, passage=pieces, passage_source="")))

    assert not card.xpath(".//b")
    assert card.xpath("string(.//p[@class='card__passage'])") == NASTY * 2


def test_without_words_there_is_no_passage() -> None:
    assert "card__passage" not in card_markup(replace(CARD, passage=()))


def test_the_reason_for_the_place_in_the_list_is_there_to_unfold() -> None:
    why = element(card_markup(CARD)).xpath(".//details[@class='card__why']")[0]

    assert why.xpath("string(summary)") == "Why here? Ana Ruiz"
    assert "1.2 miles away." in why.xpath("string(p)")
    assert why.xpath("string(p/a/@href)") == "/how-results-are-ordered/"
    assert "open" not in why.attrib


@pytest.mark.parametrize(("is_saved", "words"), [(False, "Save"), (True, "Saved")])
def test_saving_is_a_link_that_names_the_person(is_saved: bool, words: str) -> None:
    link = element(card_markup(replace(CARD, is_saved=is_saved))).xpath(".//a[@data-save]")[0]

    assert link.text == words
    assert link.text_content() == f"{words} Ana Ruiz"
    assert link.get("class") == "card__save"
    assert link.get("href") == "/therapists/shortlist/?t=ana"
    assert link.get("data-save") == "ana"


def test_addresses_and_slugs_are_escaped() -> None:
    card = element(card_markup(replace(CARD, slug=NASTY, save_url=f"?t={NASTY}")))

    link = card.xpath(".//a[@class='card__save']")[0]
    assert (link.get("data-save"), link.get("href")) == (NASTY, f"?t={NASTY}")


@pytest.mark.parametrize("name", ["why", "save_url"])
def test_what_there_is_nothing_to_say_about_is_left_out(name: str) -> None:
    markup = card_markup(replace(CARD, **{name: ""}))

    assert {"why": "card__why", "save_url": "card__save"}[name] not in markup
