"""The markup of filters and cards, written without a template: hooks, ticks and escapes."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from directory.presenters.availability import Availability
from directory.presenters.result_card import ResultCard
from directory.presenters.search_page import Group, Option
from directory.search.catalogue import Value
from directory.templatetags.results import facet_groups, result_cards

NASTY = "<b>\"&'{0}"
SPORTS = Value("technique", "sports", "Sports massage", 1)
ODD = Value("technique", "odd", NASTY, 2)

CARD = ResultCard(
    slug="ana", name="Ana Ruiz", url="/therapists/ana/", miles="1204.5", miles_text="1205 miles",
    area="Denver, CO", availability=Availability("good", "Accepting", "confirmed today"),
    credential="LMT.", experience="Practicing since 2011.", specialties=[SPORTS], techniques=[ODD],
    extras=[], price="$95", price_length=60,
)  # fmt: skip


def element(markup: str) -> Any:
    return html.fragment_fromstring(markup.strip())


def group(**values: Any) -> Group:
    options = [Option(SPORTS, 1204, True), Option(ODD, 0, False)]
    defaults = {
        "name": "technique", "label": "Type", "options": options, "note": "", "is_open": False,
    }  # fmt: skip
    return Group(**{**defaults, **values})


def facet_groups_of(*groups: Group) -> str:
    return facet_groups(groups)


def card_markup(*cards: ResultCard) -> str:
    return result_cards(cards)


def test_groups_and_cards_are_written_one_after_the_other() -> None:
    assert facet_groups_of(group(), group()).count("<details") == 2
    assert card_markup(CARD, CARD).count("<article") == 2
    assert (facet_groups_of(), card_markup()) == ("", "")


def test_each_value_has_its_hooks_in_plain_digits_and_its_number_for_readers() -> None:
    first, second = element(facet_groups_of(group())).xpath(".//label")

    assert dict(first.attrib) == {
        "class": "facet__option",
        "data-facet": "technique",
        "data-value": "sports",
        "data-count": "1204",
    }
    assert first.xpath("string(span)") == "1,204"
    assert second.get("data-count") == "0"


def test_a_chosen_value_is_ticked_and_no_other() -> None:
    boxes = element(facet_groups_of(group())).xpath(".//input")

    assert [(box.get("name"), box.get("value"), "checked" in box.attrib) for box in boxes] == [
        ("technique", "sports", True),
        ("technique", "odd", False),
    ]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_group_is_open_or_folded(is_open: bool) -> None:
    assert ("open" in element(facet_groups_of(group(is_open=is_open))).attrib) is is_open


def test_a_note_stands_in_its_group() -> None:
    assert "field__error" not in facet_groups_of(group())
    note = element(facet_groups_of(group(note=NASTY))).xpath("string(.//p)")
    assert note == NASTY


def test_labels_are_escaped() -> None:
    options = element(facet_groups_of(group(label=NASTY))).xpath(".//label")

    assert NASTY in options[1].text_content()


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


@pytest.mark.parametrize("name", ["name", "area", "credential", "experience", "slug", "url"])
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
    ("price", "text"), [("$95", "$95 60 minutes"), ("", "No price for 60 minutes")]
)
def test_a_price_is_told_with_its_length(price: str, text: str) -> None:
    card = element(card_markup(replace(CARD, price=price)))

    assert card.xpath("string(.//*[@class='card__price'])") == text


def test_a_card_without_techniques_has_no_empty_list() -> None:
    card = element(card_markup(replace(CARD, specialties=[], techniques=[])))

    assert not card.xpath(".//ul")
