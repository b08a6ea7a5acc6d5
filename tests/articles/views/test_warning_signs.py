"""The page of warning signs puts the most urgent first and can be acted on."""

import re

import pytest
from django.test import Client

from articles.importing.foundations import load_references
from articles.warning_signs import warning_signs
from tests.articles.views.pages import canonical_of, description_of, read, text_of, title_of

pytestmark = pytest.mark.django_db


def test_levels_come_in_order_of_urgency(client: Client) -> None:
    html = read(client, "/warning-signs/")

    assert re.findall(r'data-level="(\w+)"', html) == ["emergency", "urgent", "soon"]
    assert html.index('data-level="soon"') < html.index('id="ask-first"')


def test_every_sign_is_on_the_page_with_its_stable_id(client: Client) -> None:
    html = read(client, "/warning-signs/")

    guide = warning_signs()
    for item in [*(sign for level in guide.levels for sign in level.signs), *guide.ask_first.items]:
        assert html.count(f'id="{item.id}"') == 1
        assert item.text in text_of(html)


def test_emergency_numbers_can_be_tapped(client: Client) -> None:
    html = read(client, "/warning-signs/")

    assert re.findall(r'href="tel:(\d+)"', html) == ["911", "999", "112", "112", "000", "111"]


def test_the_page_says_what_to_say_and_that_the_review_is_pending(client: Client) -> None:
    page = text_of(read(client, "/warning-signs/"))

    assert "What to say when you call" in page
    assert "Clinical review pending" in page


def test_the_sources_are_listed(client: Client) -> None:
    load_references()

    html = read(client, "/warning-signs/")

    assert html.count('class="references__item"') == len(warning_signs().references)


def test_the_page_is_described(client: Client) -> None:
    html = read(client, "/warning-signs/")

    assert "data-warning-signs" in html
    assert title_of(html).startswith("Warning signs")
    assert description_of(html)
    assert canonical_of(html) == "http://testserver/warning-signs/"
